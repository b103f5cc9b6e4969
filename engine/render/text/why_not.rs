//! What would have to change, as text.

use super::depth::deeds;
use super::grid::wrapped;
use super::style::Style;
use crate::answer::{Miss, Way, WhyNot};
use crate::render::likelihood;
use crate::render::why_not::{NO_WAY, headline, held, instead, needs, searched};

/// The ways, cheapest first, each with its deeds; then what rules lack.
pub fn why_not(answer: &WhyNot, style: Style) -> String {
    let title = wrapped(&headline(answer), 0, style.width).into_iter();
    let mut lines: Vec<String> = title.map(|line| style.bold(&line)).collect();
    if !answer.holds.is_empty() {
        lines.extend(
            answer
                .holds
                .iter()
                .flat_map(|it| wrapped(&held(it), 2, style.width)),
        );
        return lines.join("\n") + "\n";
    }
    lines.push(String::new());
    if answer.ways.is_empty() {
        lines.extend(wrapped(NO_WAY, 0, style.width));
    } else {
        lines.push(style.bold("it would be so if"));
    }
    for (at, it) in (1..).zip(&answer.ways) {
        lines.extend(way(at, it, answer.asked.len() > 1, style));
    }
    if !answer.misses.is_empty() {
        lines.push(String::new());
        lines.push(style.bold("rules that come closest"));
        lines.extend(answer.misses.iter().flat_map(|it| miss(it, style)));
    }
    lines.push(String::new());
    let searched = wrapped(&searched(&answer.searched), 0, style.width);
    lines.extend(searched.iter().map(|line| style.dim(line)));
    lines.join("\n") + "\n"
}

fn way(at: usize, way: &Way, several: bool, style: Style) -> Vec<String> {
    let text = format!("{at}. {} (cost {})", needs(&way.needs), way.cost);
    let mut lines = hanging(&text, 2, style.width);
    let fact = if several {
        format!("then: {}", way.path.sentence)
    } else {
        String::new()
    };
    if several {
        lines.extend(wrapped(&fact, 5, style.width));
    }
    lines.extend(deeds(&way.path.acts, style.width));
    let mut remarks = Vec::new();
    if let Some(attempts) = way.path.attempts {
        remarks.push(format!("whether they try at all ×{}", likelihood(attempts)));
    }
    for weak in &way.path.weak {
        let (control, chance) = (&weak.control, likelihood(weak.likelihood));
        let (component, control) = (&control.component, &control.control);
        remarks.push(format!("gets past: {control} on {component} ×{chance}"));
    }
    remarks.push(format!(
        "likelihood {} then",
        likelihood(way.path.likelihood)
    ));
    remarks.extend(instead(&way.instead, 3));
    let remarks = remarks.iter().flat_map(|it| wrapped(it, 6, style.width));
    lines.extend(remarks.map(|line| style.dim(&line)));
    lines
}

fn miss(miss: &Miss, style: Style) -> Vec<String> {
    let lacks = format!("but not: {}", miss.lacks);
    let Some(step) = &miss.step else {
        return wrapped(&lacks, 2, style.width);
    };
    let mut lines = wrapped(step.trim_end_matches('.'), 2, style.width);
    if let Some(last) = miss.holds.last() {
        lines.extend(wrapped(&format!("it is so: {last}"), 4, style.width));
    }
    lines.extend(wrapped(&lacks, 4, style.width));
    lines
}

/// Text whose further lines stand three columns further in.
fn hanging(text: &str, indent: usize, width: usize) -> Vec<String> {
    let lines = wrapped(text, indent + 3, width).into_iter().enumerate();
    let lines = lines.map(|(at, line)| match at {
        0 => line.chars().skip(3).collect(),
        _ => line,
    });
    lines.collect()
}
