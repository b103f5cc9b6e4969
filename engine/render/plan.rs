//! The tests of a plan in; the words about them that every form of the answer uses out.

use std::collections::BTreeMap;

use super::likelihood;
use crate::answer::{Hurdle, HurdleState, Test};

/// `T1`, counted from index 0.
pub fn number(at: usize) -> String {
    format!("T{}", at + 1)
}

/// `T1, T2`.
pub fn numbers(list: &[usize]) -> String {
    let numbers: Vec<String> = list.iter().map(|&at| number(at)).collect();
    numbers.join(", ")
}

/// The controls whose absence or weakness a deed relies on, by component; `?` marks those that
/// nobody has stated. Empty if there is none.
pub fn relied(test: &Test) -> String {
    let mut lacking: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut weak = Vec::new();
    for hurdle in &test.hurdles {
        let (component, control) = (&hurdle.control.component, &hurdle.control.control);
        let mark = match hurdle.state {
            HurdleState::Missing => "",
            HurdleState::Unstated => "?",
            HurdleState::Weak(chance) => {
                let chance = likelihood(chance);
                weak.push(format!("{control} on {component} fails ×{chance}"));
                continue;
            }
        };
        let names = lacking.entry(component).or_default();
        names.push(format!("{control}{mark}"));
    }
    let lacking = lacking.iter();
    let lacking =
        lacking.map(|(component, names)| format!("{component} lacks {}", names.join(", ")));
    lacking.chain(weak).collect::<Vec<_>>().join("; ")
}

/// What it means if the test is blocked: what to record.
pub fn blocked(test: &Test) -> String {
    let stopping = named(test, |it| it.stops && !is_weak(it));
    if !stopping.is_empty() {
        format!("record as present what stopped it: {stopping}")
    } else if test.hurdles.is_empty() {
        "no control is in the way: one of the given facts is wrong; correct the file".to_owned()
    } else {
        "one of the given facts is wrong, or what makes it harder is fully effective".to_owned()
    }
}

/// What it means if the test works only now and then; `None` if nothing can make it harder.
pub fn harder(test: &Test) -> Option<String> {
    let hampering = named(test, |it| !it.stops && !is_weak(it));
    let weak = named(test, is_weak);
    let hampering = (!hampering.is_empty()).then(|| format!("record how effective: {hampering}"));
    let weak = (!weak.is_empty()).then(|| format!("raise the number of {weak}"));
    let texts: Vec<String> = hampering.into_iter().chain(weak).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

fn is_weak(hurdle: &Hurdle) -> bool {
    matches!(hurdle.state, HurdleState::Weak(_))
}

/// `a or b on x, or c on y`.
fn named(test: &Test, of: impl Fn(&Hurdle) -> bool) -> String {
    let mut components: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for control in test
        .hurdles
        .iter()
        .filter(|it| of(it))
        .map(|it| &it.control)
    {
        let names = components.entry(&control.component).or_default();
        if !names.contains(&control.control.as_str()) {
            names.push(&control.control);
        }
    }
    let texts = components.iter();
    let texts = texts.map(|(component, names)| format!("{} on {component}", names.join(" or ")));
    texts.collect::<Vec<_>>().join(", or ")
}
