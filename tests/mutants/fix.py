"""The ways in which the searches for the cheapest and the best controls are broken."""

from mutants import Mutant

EXPOSURE = "engine/fix/exposure.rs"
CHEAPEST = "engine/fix/cheapest.rs"
BUDGET = "engine/fix/budget.rs"
OUTLOOK = "engine/fix/outlook.rs"
SHARES = "engine/fix/shares.rs"
WAY = "engine/fix/way.rs"
OPTIMISER = "engine/fix/optimiser.rs"


def mutant(name, *edits):
    return Mutant(name, *edits, test="fix")


def budget(name, *edits):
    return Mutant(name, *edits, test="budget")


MUTANTS = [
    mutant("one-premise-is-enough", (EXPOSURE, "if missing[usage as usize] == 0 {", "if true {")),
    mutant(
        "one-measure-left-out-is-enough",
        (
            EXPOSURE,
            "!rule.stopped_by.iter().all(|&it| open(it))",
            "!(rule.stopped_by.is_empty() || rule.stopped_by.iter().any(|&it| open(it)))",
        ),
    ),
    mutant(
        "cuts-are-not-shrunk",
        (
            EXPOSURE,
            "Some(&goal) => cut = self.measures_of(goal, &by),",
            "Some(_) => drop(cut.insert(measure)),",
        ),
    ),
    mutant(
        "a-proof-is-its-first-premises",
        (EXPOSURE, "todo.extend(rule.body.iter()", "todo.extend(rule.body.iter().take(1)"),
    ),
    mutant("fewest-instead-of-cheapest", (CHEAPEST, "self.choice(|it| self.pricing.cost(it))", "self.choice(|_| 1)")),
    mutant(
        "greedy-is-good-enough",
        (CHEAPEST, "best.as_ref().filter(|it| self.cost(it) == at_least)", "best.as_ref().filter(|_| true)"),
    ),
    mutant("what-was-found-is-least", (CHEAPEST, "        at_least,\n        all,", "        at_least: cost,\n        all,")),
    mutant(
        "odd-measures-come-as-they-may",
        (CHEAPEST, "(odd(set), set.clone())", "(0 * odd(set), set.clone())"),
    ),
    mutant(
        "odd-measures-cost-nothing",
        (CHEAPEST, "u32::from(self.pricing.is_odd(it))", "0 * u32::from(self.pricing.is_odd(it))"),
    ),
    mutant("others-at-any-cost", (CHEAPEST, "search.conditions.at_most = Some(cost);", "search.conditions.at_most = None;")),
    mutant(
        "found-sets-are-found-again",
        (CHEAPEST, "self.conditions.avoid.push(set.clone());", ""),
    ),
    mutant("a-cut-search-is-complete", (CHEAPEST, "Choice::Unknown => return (found, false),", "Choice::Unknown => return (found, true),")),
    mutant("sets-are-not-avoided", (OPTIMISER, "all.len() as f64 - 1.0", "all.len() as f64")),
    budget(
        "what-is-proposed-first-is-best",
        (BUDGET, "if at_best >= best.0 - ROUNDING * risk.goals() as f64 {", "if true {"),
    ),
    budget("proposals-teach-nothing", (BUDGET, "outlook.pin(&found.measures);", "")),
    budget("a-cut-search-found-the-best", (BUDGET, "at_best: at_best.min(left),", "at_best: left,")),
    budget("needless-controls-are-bought", (BUDGET, "> left + EQUAL {", "> left - EQUAL {")),
    budget("stopping-a-way-leaves-some", (WAY, ".map(|&it| (it, most)));", ".map(|&it| (it, now)));")),
    budget(
        "a-measure-takes-off-what-it-takes-beside-all-others",
        (WAY, "off.insert(measure, now * (1.0 - leaves));", "off.insert(measure, least / leaves - least);"),
    ),
    budget(
        "a-missing-measure-takes-off-what-it-takes-now",
        (WAY, "let takes = least / leaves - least;", "let takes = now / leaves - now;"),
    ),
    budget("more-done-tells-of-less", (OUTLOOK, "it.is_subset(done)", "it.is_superset(done)")),
    budget("one-way-tells-all", (OUTLOOK, "*left <= least + EQUAL", "*left <= least + EQUAL || least > 0.0")),
    budget("money-is-no-object", (SHARES, "(variable, f64::from(cost(it)))", "(variable, 0.0 * f64::from(cost(it)))")),
    budget(
        "the-best-found-is-the-bound",
        (SHARES, "stats.best_bound.unwrap_or(0.0)", "found.objective()"),
    ),
]
