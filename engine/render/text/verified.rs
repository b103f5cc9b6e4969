//! What was checked, as text.

use super::grid::wrapped;
use super::style::Style;
use crate::checker::Verified;
use crate::render::verified::{checks, verdict};

/// What was checked, then what is wrong.
pub fn verified(system: &str, answer: &Verified, style: Style) -> String {
    let mut lines = vec![
        style.bold(&format!("{system} · answers checked")),
        String::new(),
    ];
    if answer.wrong.is_empty() {
        for check in checks(answer) {
            lines.extend(wrapped(&check, 2, style.width));
        }
        lines.push(String::new());
    }
    lines.push(verdict(answer));
    for wrong in &answer.wrong {
        let text = format!("{}: {}", wrong.about, wrong.what);
        lines.extend(wrapped(&text, 2, style.width));
    }
    lines.join("\n") + "\n"
}
