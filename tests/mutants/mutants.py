"""The ways in which the ranking is broken: each replaces texts that occur exactly once."""

import sys


class Mutant:
    def __init__(self, name, *edits, test="ranking"):
        self.name = name
        self.edits = edits  # (file, text, replacement)
        self.test = test  # the test binary that must fail

    def check(self, root):
        for file, text, _ in self.edits:
            found = (root / file).read_text(encoding="utf-8").count(text)
            if found != 1:
                sys.exit(f"error: {self.name}: {file} has this text {found} times, not once:\n{text}")

    def apply(self, root):
        """Change the files; return what they were."""
        self.check(root)
        originals = {}
        for file, text, replacement in self.edits:
            path = root / file
            now = path.read_text(encoding="utf-8")
            originals.setdefault(path, now)
            path.write_text(now.replace(text, replacement), encoding="utf-8")
        return originals


SET = "engine/rank/chance_set.rs"
SEARCH = "engine/rank/search.rs"
BEST = "engine/rank/best.rs"
PROOF = "engine/rank/proof.rs"
GUIDE = "engine/rank/guide.rs"
LEVELS = "engine/rank/levels.rs"
WAYS = "engine/rank/ways.rs"
LISTING = "engine/rank/listing.rs"
BOUND = "engine/rank/bound.rs"
NETWORK = "engine/rank/network.rs"
EXPAND = "engine/derivations/expand.rs"
OPENINGS = "engine/defence/openings.rs"
RELAXED = "engine/defence/relaxed.rs"

MUTANTS = [
    # A chance that two branches share counts twice, as in a product over trees.
    Mutant("tree-product", (SET, "if b <= a {", "if b < a {")),
    Mutant("union-drops-the-rest", (SET, "        ids.extend_from_slice(right);\n", "")),
    Mutant(
        "minimum-instead-of-product",
        (SET, "factors.into_iter().product()", "factors.into_iter().fold(1.0, f64::min)"),
    ),
    Mutant(
        "no-subset-test",
        (SET, "self.ids.iter().all(|id| rest.any(|it| it == id))", "self.ids().iter().eq(&mut rest)"),
    ),
    Mutant(
        "no-subset-test-on-accepting",
        (
            SEARCH,
            "accepted.iter().any(|set| set.is_subset(&candidate.set))",
            "accepted.contains(&candidate.set)",
        ),
    ),
    Mutant(
        "act-by-all-variables",
        (
            EXPAND,
            "let values = values.map(|variable| binding.values[variable.index()]);",
            "drop(values);\n            let values = binding.values.iter().copied();",
        ),
    ),
    Mutant(
        "act-by-step-alone",
        (
            EXPAND,
            "let values = act.filter_map(|name| clause.variable_named(name));",
            "let values = act.take(0).filter_map(|name| clause.variable_named(name));",
        ),
    ),
    Mutant(
        "weak-controls-are-certain",
        (EXPAND, "if self.facts.chances.contains_key(&fact) {", "if false {"),
    ),
    Mutant(
        "shared-chances-in-the-bound",
        (BOUND, "chances.filter(|chance| owner[chance] != SHARED)", "chances.filter(|_| true)"),
    ),
    # Either edit alone changes nothing: the queue settles ties, and so does going on to the last.
    Mutant(
        "ties-unsettled",
        (SEARCH, "key(top.priority) < key(last.likelihood)", "true"),
        (SEARCH, "other.set.ids().cmp(self.set.ids())", "self.set.ids().cmp(other.set.ids())"),
    ),
    Mutant(
        "ties-by-more-chances",
        (PROOF, "a.chances.len().cmp(&b.chances.len())", "b.chances.len().cmp(&a.chances.len())"),
    ),
    Mutant(
        "ties-by-texts-backwards",
        (PROOF, "a.chances.cmp(&b.chances)", "b.chances.cmp(&a.chances)"),
    ),
    Mutant(
        "one-proof-of-each-part",
        (SEARCH, ".flat_map(|set| proofs.iter().map(", ".flat_map(|set| proofs.iter().take(1).map("),
    ),
    Mutant(
        "rules-alike-but-for-chances",
        (
            NETWORK,
            "seen.insert((rule.head, body.clone(), rule.chances.clone()))",
            "seen.insert((rule.head, body.clone(), Vec::<ChanceId>::new()))",
        ),
    ),
    Mutant(
        "what-is-uncertain-is-certain",
        (NETWORK, "if !rule.chances.is_empty() {", "if rule.chances.len() > 1 {"),
    ),
    Mutant("always-complete", (PROOF, "complete: rest == 0.0,", "complete: true,")),
    Mutant(
        "always-exact",
        (BEST, "proof.exact = key(proof.likelihood) >= key(rest);", "proof.exact = true;"),
    ),
    Mutant("what-is-queued-is-forgotten", (SEARCH, "ranked(list, k, queued)", "ranked(list, k, 0.0)")),
    Mutant(
        "shared-counts-as-owned",
        (GUIDE, "*owner[at].get_or_insert(rule.head) != rule.head", "false"),
    ),
    Mutant(
        "bound-too-high",
        (GUIDE, "(own[at as usize] + cost, network", "(own[at as usize] + 2 * cost, network"),
    ),
    Mutant("parts-fall-apart", (LEVELS, ".min(found);", ".min(found + 1_000);")),
    Mutant(
        "shared-is-paid-anew",
        (WAYS, " && !agenda.paid.contains(&chance);", ";"),
    ),
    Mutant(
        "one-order-of-facts",
        (WAYS, "filter(|&fact| Some(level(fact)) == top)", "filter(|&fact| Some(level(fact)) == top).take(1)"),
    ),
    Mutant("lowest-level-first", (WAYS, "level(fact)).max();", "level(fact)).min();")),
    Mutant(
        "only-better-ways",
        (WAYS, "stage.steps.extend(step);", "stage.steps.extend(step.filter(|_| cost < stage.cost));"),
    ),
    Mutant(
        "ends-before-ways-are-found",
        (LISTING, " || bound >= ways.bound() {", " {"),
        (LISTING, "rest: ways.bound(),", "rest: super::guide::NEVER,"),
    ),
    Mutant("settled-too-early", (BEST, "last.0 + ROUNDING < ways.bound()", "last.0 > 0")),
    Mutant(
        "list-without-subset-test",
        (LISTING, "if accepted[at as usize].iter().any(|it| it.is_subset(&set)) {", "if false {"),
        (LISTING, "if !is_known && seen", "if seen"),
    ),
    Mutant("paid-counts-again", (LISTING, ".without(&from.agenda.paid)", "")),
    Mutant("ties-in-the-list-unsettled", (LISTING, "bound > last + ROUNDING", "bound >= last")),
    Mutant("list-forgets-the-rest", (LISTING, "listing.rest = listing.rest.min(bound);", "")),
    # Depth of defence.
    Mutant(
        "depth-counts-facts-not-controls",
        (OPENINGS, "ids.filter_map(|id| changes[id.0 as usize])", "ids.filter_map(|id| changes[id.0 as usize].map(|_| ChangeId(id.0)))"),
        (OPENINGS, "let values = relaxed.changes.iter();", "let values = vec![relaxed.changes[0]; graph.chances().len()].into_iter();"),
        (OPENINGS, "ids.map(|id| self.relaxed.change(id).cost()).sum()", "ids.map(|_| 1).sum()"),
        test="depth",
    ),
    Mutant(
        "partly-effective-controls-are-absent",
        (RELAXED, "found.extend(pairs.map(|pair| (relation, pair)));", "drop(pairs);"),
        test="depth",
    ),
    Mutant(
        "fully-effective-controls-never-fail",
        (RELAXED, "pairs.except.clear();", "let _ = pairs;"),
        test="depth",
    ),
    Mutant(
        "hampering-controls-do-not-count",
        (RELAXED, "const OPEN: [Input; 2] = [Input::LacksControl, Input::SlipsPast];", "const OPEN: [Input; 1] = [Input::LacksControl];"),
        test="depth",
    ),
    Mutant(
        "deeds-past-controls-that-hold",
        (OPENINGS, "Some(_) => return None,", "Some(_) => {}"),
        test="depth",
    ),
    Mutant(
        "first-set-instead-of-likeliest",
        (OPENINGS, "order(&proof) > order(&it.proof)", "false"),
        test="depth",
    ),
    Mutant("one-set-is-all", (OPENINGS, "all: exact && (sets.len() < found || proofs.complete),", "all: true,"), test="depth"),
    Mutant("dearer-sets-too", (OPENINGS, "list.filter(|proof| self.cost(proof) == cost)", "list.filter(|proof| self.cost(proof) >= cost)"), test="depth"),
    Mutant(
        "other-chances-are-known",
        (
            "engine/rank/changed.rs",
            "                (value(after, it) <= value(before, was)).then_some(was)",
            "                Some(was)",
        ),
    ),
    Mutant(
        "old-proofs-are-new",
        (
            "engine/rank/changed.rs",
            "        likelier || !self.falls.of(&held).contains(&was)",
            "        true",
        ),
    ),
    Mutant(
        "ways-keep-the-deeds-before",
        (
            "engine/rank/avoiding.rs",
            "        if !rule.chances.ids().iter().any(|it| banned.contains(it)) {",
            "        if !rule.chances.ids().iter().all(|it| banned.contains(it)) {",
        ),
    ),
]

