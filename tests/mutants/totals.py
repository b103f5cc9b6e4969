"""The ways in which the totals are broken."""

from mutants import Mutant

TOTAL = "engine/rank/total.rs"
DIAGRAM = "engine/rank/total/diagram.rs"
FORMULAS = "engine/rank/total/formulas.rs"
SLICE = "engine/rank/total/slice.rs"
UPPER = "engine/rank/total/upper.rs"
BOUNDS = "engine/rank/total/bounds.rs"


def mutant(name, *edits):
    return Mutant(name, *edits, test="totals")


MUTANTS = [
    mutant("weighs-without-complement", (DIAGRAM, "(1.0 - value) * low", "low")),
    mutant(
        "out-of-steps-is-an-answer",
        (DIAGRAM, "joined.filter(|_| self.steps.get() > 0)", "joined"),
    ),
    mutant("conclusions-before-premises", (SLICE, "    groups.reverse();\n", "")),
    mutant(
        "cycles-go-round-once",
        (FORMULAS, "changed[place(rule.head)] |= self.add(", "changed[place(rule.head)] &= self.add("),
    ),
    mutant(
        "a-part-is-the-whole",
        (
            FORMULAS,
            "            if !self.whole[fact as usize] {\n"
            "                self.whole[rule.head as usize] = false;\n"
            "            }\n",
            "",
        ),
    ),
    mutant(
        "what-does-not-fit-is-nothing",
        (FORMULAS, "            None => {\n                self.whole[fact as usize] = false;", "            None => {"),
    ),
    mutant(
        "a-group-is-whole-in-part",
        (
            FORMULAS,
            "group.iter().any(|&fact| !self.whole[fact as usize])",
            "group.iter().all(|&fact| !self.whole[fact as usize])",
        ),
    ),
    mutant("premises-are-independent", (UPPER, ".fold(others, f64::min)", ".product::<f64>().min(others)")),
    mutant("shared-chances-are-owned", (UPPER, "} else if *owner != rule.head {", "} else if false {")),
    mutant("bounds-go-round-once", (UPPER, "for _ in 0..=group.len() {", "for _ in 0..1 {")),
    mutant(
        "unsettled-bounds-stand",
        (UPPER, "group.iter().for_each(|&fact| bounds[fact as usize] = 1.0);", "drop(moved);"),
    ),
    mutant("likeliest-rule-alone", (UPPER, "    1.0 - likelihoods.map(|it| 1.0 - it).product::<f64>()", "    likelihoods.fold(0.0, f64::max)")),
    mutant("both-cases-as-likely", (BOUNDS, "(false, 1.0 - value)", "(false, value)")),
    mutant("a-case-is-lost", (BOUNDS, "[(true, value), (false, 1.0 - value)]", "[(true, value)]")),
    mutant("what-fails-is-paid", (BOUNDS, "            if !holds {\n                return None;\n            }\n", "")),
    mutant("the-best-path-is-forgotten", (BOUNDS, "sum.lower.max(path)", "sum.lower")),
    mutant("settled-cases-are-lost", (BOUNDS, "            settled.upper += case.mass * case.total.upper;\n", "")),
]
