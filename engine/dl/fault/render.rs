//! Faults in; the text that shows each with the lines it is about out.

use super::Fault;
use crate::source::Sources;

pub fn render(faults: &[Fault], sources: &Sources, _color: bool) -> String {
    let mut text = String::new();
    for it in faults {
        let place = it
            .place
            .map(|place| sources.locate(place))
            .unwrap_or_default();
        text.push_str(&format!(
            "error[{}]: {} {place} {:?}\n",
            it.code, it.message, it.help
        ));
    }
    text
}
