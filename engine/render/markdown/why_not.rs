//! What would have to change, as Markdown.

use super::reach::way as deeds;
use super::table::table;
use crate::answer::WhyNot;
use crate::render::likelihood;
use crate::render::why_not::{NO_WAY, headline, instead, needs, searched};

/// The ways as a table, cheapest first, and what rules lack as a list.
pub fn why_not(answer: &WhyNot) -> String {
    let mut text = format!("# Why not: {}\n\n{}.\n", answer.sentence, headline(answer));
    if !answer.holds.is_empty() {
        return text;
    }
    if answer.ways.is_empty() {
        text.push_str(&format!("\n{NO_WAY}\n"));
    } else {
        let rows = answer.ways.iter().map(|way| {
            let others = instead(&way.instead, 3);
            let others = others.map_or_else(String::new, |it| format!(" ({it})"));
            vec![
                way.cost.to_string(),
                needs(&way.needs) + &others,
                way.path.sentence.clone(),
                deeds(&way.path),
                likelihood(way.path.likelihood),
            ]
        });
        let header = ["Cost", "If", "Then", "How", "Likelihood then"];
        let rows: Vec<Vec<String>> = rows.collect();
        text.push_str(&format!("\n{}", table(&header.map(str::to_owned), &rows)));
    }
    if !answer.misses.is_empty() {
        text.push_str("\n## Rules that come closest\n\n");
    }
    for miss in &answer.misses {
        let step = miss.step.as_deref().unwrap_or("A rule that is no step.");
        text.push_str(&format!("- {step} But not: {}.\n", miss.lacks));
    }
    text + "\n" + &searched(&answer.searched) + "\n"
}
