use super::{Case, check};

/// A sound step with the act `x`, to be followed by another clause.
macro_rules! step {
    ($rest:literal) => {
        concat!(
            "/// Runs code.\n///\n/// Nobody looks.\n///\n/// step: run\n/// act: x\n",
            "/// stride: tampering\n/// technique: atlas:AML.T0020\n/// likelihood: low\n",
            $rest
        )
    };
}

/// A step with the keys given, up to its clause.
macro_rules! keys {
    ($($line:literal)*) => {
        concat!("/// Runs code.\n///\n/// Nobody looks.\n///\n", $("/// ", $line, "\n",)* "p(x) :- e(x, _).")
    };
}

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    Case(keys!("step: run" "act: x" "stride: tampering" "technique: atlas:AML.T0020" "likelyhood: low" "likelihood: low"),
        "unknown-key", "`likelyhood` is not a key of this doc block", "did you mean `likelihood`?", "likelyhood"),
    Case(keys!("step: run" "act: x" "stride: tampering" "mitre: T1" "technique: atlas:AML.T0020" "likelihood: low"),
        "unknown-key", "`mitre` is not a key of this doc block",
        "the keys are step, short, part, act, stride, technique, likelihood", "mitre"),
    Case(keys!("step: run" "stride: tampering" "act: x" "technique: atlas:AML.T0020" "likelihood: low"),
        "misplaced-key", "`act:` is out of order",
        "the order is step, short, part, act, stride, technique, likelihood", "act"),
    Case(keys!("step: run" "act: x" "stride: tampering" "stride: spoofing" "technique: atlas:AML.T0020" "likelihood: low"),
        "duplicate-key", "`stride:` is given twice", "keep one of them", "stride"),
    Case(keys!("step: run" "act: x, x" "stride: tampering" "technique: atlas:AML.T0020" "likelihood: low"),
        "duplicate-key", "`act:` names `x` twice", "", "x"),
    Case(keys!("step: run" "act:" "stride: tampering" "technique: atlas:AML.T0020" "likelihood: low"),
        "empty-key", "`act:` has no value", "", "act"),
    Case(keys!("step: run" "act: x" "stride: tampering" "and more" "technique: atlas:AML.T0020" "likelihood: low"),
        "malformed-doc", "expected `key: value` here",
        "prose stands above the keys, with an empty line between", "/// and more"),
    Case(keys!("step: run" "act: ,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,"
            "stride: tampering" "technique: atlas:AML.T0020" "likelihood: low"),
        "malformed-doc", "`act:` has 65 values", "a key has at most 64", "act"),
    Case("/// Only a remark.\np(x) :- e(x, _).",
        "missing-key", "this doc block has no `step:`",
        "a comment that makes no attack step is written `//`", "/// Only a remark."),
    Case("/// A.\n///\n/// B.\n///\n/// step: run\n/// act: x\n/// stride: tampering\n/// likelihood: low\np(x) :- e(x, _).",
        "missing-key", "this doc block has no `technique:`", "",
        "/// A.\n///\n/// B.\n///\n/// step: run\n/// act: x\n/// stride: tampering\n/// likelihood: low"),
    Case(keys!("step: Run-It" "act: x" "stride: tampering" "technique: atlas:AML.T0020" "likelihood: low"),
        "malformed-step", "`Run-It` is not the id of a step",
        "ids are words in lowercase, joined by `_`", "Run-It"),
    Case(keys!("step: run" "part: bringz" "act: x" "stride: tampering" "technique: atlas:AML.T0020" "likelihood: low"),
        "unknown-part", "`bringz` is not what a step can be to a path", "did you mean `brings`?", "bringz"),
    Case(keys!("step: run" "short: Run." "act: x" "stride: tampering" "technique: atlas:AML.T0020" "likelihood: low"),
        "malformed-title", "the short title of a step has at most 50 characters", "this one has 4; it needs no full stop", "Run."),
    Case(keys!("step: run" "act: x" "stride: tampering, tampring" "technique: atlas:AML.T0020" "likelihood: low"),
        "unknown-stride", "`tampring` is not a STRIDE word", "did you mean `tampering`?", "tampring"),
    Case(keys!("step: run" "act: x" "stride: tampering" "technique: atlas:AML.T0020" "likelihood: certain"),
        "unknown-likelihood", "`certain` is not a likelihood",
        "the words are very_low, low, moderate, high, very_high", "certain"),
    Case(keys!("step: run" "act: x" "stride: tampering" "technique: atlas:AML.T0020, owasp-llm:LLM04" "likelihood: low"),
        "malformed-technique", "`owasp-llm:LLM04` is not a reference",
        "write it like `owasp-llm:2025:LLM04`", "owasp-llm:LLM04"),
    Case(keys!("step: run" "act: x" "stride: tampering" "technique: atlass:AML.T0020" "likelihood: low"),
        "malformed-technique", "`atlass:AML.T0020` is not a reference", "did you mean `atlas`?", "atlass:AML.T0020"),
    Case(keys!("step: run" "act: x" "stride: tampering" "technique: stix:1" "likelihood: low"),
        "malformed-technique", "`stix:1` is not a reference",
        "the frameworks are atlas, owasp-llm, owasp-ml, owasp-asi, nist-aml, nist-ai-rmf", "stix:1"),
    Case("/// Runs code\n///\n/// Why.\n///\n/// step: run\n/// act: x\n/// stride: tampering\n/// technique: atlas:AML.T0020\n/// likelihood: low\np(x) :- e(x, _).",
        "malformed-title", "the title of a step is one sentence with a full stop",
        "put the rest below it, after an empty line", "/// Runs code"),
    Case("/// Runs code.\n///\n/// step: run\n/// act: x\n/// stride: tampering\n/// technique: atlas:AML.T0020\n/// likelihood: low\np(x) :- e(x, _).",
        "missing-explanation", "this step does not say why it works",
        "explain it in a paragraph below the title", "/// Runs code."),
    Case(keys!("step: run" "act: x, z" "stride: tampering" "technique: atlas:AML.T0020" "likelihood: low"),
        "unbound-act", "`z` of the act is bound by no condition",
        "every clause of the step binds it", "z"),
    Case(step!("p(x) :- e(x, _).\n/// step: run\np(y) :- e(_, y)."),
        "unbound-act", "this clause of `run` does not bind `x`",
        "every clause of a step binds all of its act", "run"),
    Case(step!("p(x) :- e(x, _).\n/// step: runn\np(x) :- e(_, x)."),
        "unknown-step", "no doc block above describes the step `runn`", "did you mean `run`?", "runn"),
    Case("/// step: far_away\np(x) :- e(_, x).",
        "unknown-step", "no doc block above describes the step `far_away`",
        "the first clause of a step carries its whole doc block", "far_away"),
    Case(concat!(step!("p(x) :- e(x, _).\n"), step!("p(x) :- e(_, x).")),
        "duplicate-step", "the step `run` is described twice",
        "a further clause of it carries `/// step: run` alone", "run"),
    Case(step!("p(x) :- e(x, _).\n/// step: run\nq(x, y) :- p(x), e(x, y)."),
        "self-resting-step", "`p` may itself come from this act of `run`",
        "a clause that only draws a consequence has no step", "p(x)"),
    Case(concat!("q(y, x) :- p(x), e(_, y).\n", step!("p(x) :- e(x, _).\n/// step: run\np(x) :- q(_, x).")),
        "self-resting-step", "`q` may itself come from this act of `run`",
        "a clause that only draws a consequence has no step", "q(_, x)"),
    Case(step!("p(x) :- e(x, _).\nq(x, y) :- e(x, y)."),
        "misplaced-plumbing", "this clause of `q` has no step and stands below steps",
        "put what only draws a consequence above the first clause with `step:`", "q(x, y)"),
    Case(concat!(".decl in(a: Actor)\n.decl on(h: Host)\n", step!("in(x) :- owns(x, _).\n/// step: run\non(x) :- owns(_, x).")),
        "act-sort", "`x` in the act of `run` is of the sort `Actor`, and of the sort `Host` here",
        "make two steps of it, each with an act of its own", "owns(_, x)"),
    Case(concat!("q(x, x) :- e(x, x), !p(x).\n", step!("p(x) :- e(x, _).")),
        "negated-uncertain", "`p` is uncertain and cannot be negated",
        "negate inputs, or what derives from them without steps and controls", "!p(x)"),
];

#[test]
fn faults_of_doc_blocks_point_into_them() {
    CASES.iter().for_each(check);
}

#[test]
fn another_act_of_the_same_step_is_no_ground_for_a_fault() {
    let text = concat!(
        step!("p(x) :- e(x, _).\n"),
        "/// step: run\np(x) :- p(y), e(y, x).\n"
    );
    let mut sources = crate::Sources::default();
    let file = sources.add("rules.dl", format!("{}{text}", super::PRELUDE));
    assert!(crate::read(&sources, &[file]).is_ok());
}
