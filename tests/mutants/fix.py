"""The ways in which the search for the cheapest controls is broken."""

from mutants import Mutant

EXPOSURE = "engine/fix/exposure.rs"
CHEAPEST = "engine/fix/cheapest.rs"
BUDGET = "engine/fix/budget.rs"
OPTIMISER = "engine/fix/optimiser.rs"


def mutant(name, *edits):
    return Mutant(name, *edits, test="fix")


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
    mutant("a-budget-is-spent-greedily", (BUDGET, "    search.branch(", "    let _ = |search: &mut Search<'_, _>| search.branch(")),
    mutant("what-was-tried-is-tried-again", (BUDGET, "            out.insert(measure);\n", "            out.insert(measure);\n            out.extend(self.risk.next(done));\n")),
    mutant("bounds-forget-the-measure", (BUDGET, "let bound = self.look(&most);", "let bound = self.look(&most) + 1.0;")),
    mutant("what-was-missed-is-forgotten", (BUDGET, "self.missed = self.missed.min(bound);", "")),
    mutant("needless-controls-are-bought", (BUDGET, "> left + EQUAL {", "> left - EQUAL {")),
    mutant("sets-are-not-avoided", (OPTIMISER, "all.len() as f64 - 1.0", "all.len() as f64")),
]
