//! What was checked, as Markdown.

use crate::checker::Verified;
use crate::render::verified::{checks, verdict};

/// What was checked, then what is wrong.
pub fn verified(system: &str, answer: &Verified) -> String {
    let mut lines = vec![format!("# Answers checked: {system}"), String::new()];
    if answer.wrong.is_empty() {
        lines.extend(checks(answer).into_iter().map(|it| format!("- {it}")));
        lines.push(String::new());
    }
    lines.push(verdict(answer));
    let wrong = answer.wrong.iter();
    lines.extend(wrong.map(|it| format!("- {}: {}", it.about, it.what)));
    lines.join("\n") + "\n"
}
