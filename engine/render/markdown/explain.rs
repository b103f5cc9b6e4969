//! A proof as a nested Markdown list.

use threatlog_dl::Sources;

use crate::answer::{Explained, Factor, Path, Score};
use crate::render::{factor, likelihood, total};

pub fn explain(
    path: &Path,
    id: &str,
    nodes: &[Explained],
    score: &Score,
    sources: &Sources,
) -> String {
    let mut text = format!(
        "# {id}: {}\n\nLikelihood {}{}; {} by this path or any other to the same end.\n\n",
        path.sentence,
        likelihood(path.likelihood),
        product(score),
        total(score.total),
    );
    // Each fact once, numbered, so that long proofs stay readable without deep nesting.
    for (at, node) in nodes.iter().enumerate() {
        let mut line = format!("{}. {}", at + 1, node.sentence);
        if let Some(deed) = &node.deed {
            line.push_str(&format!(
                " — by *{}* (`{}`, ×{})",
                deed.title.trim_end_matches('.'),
                deed.step,
                factor(deed.likelihood)
            ));
        }
        if !node.premises.is_empty() {
            let premises = node.premises.iter().map(|at| format!("{}", at + 1));
            line.push_str(&format!(
                " — from {}",
                premises.collect::<Vec<_>>().join(", ")
            ));
        }
        if let Some(place) = node.origin.and_then(|origin| origin.place) {
            line.push_str(&format!(" — `{}`", sources.locate(place)));
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The factors of the likelihood, if it has several.
fn product(score: &Score) -> String {
    let factors = score.factors.iter().map(Factor::likelihood).map(factor);
    let factors: Vec<String> = factors.collect();
    match factors.as_slice() {
        [] | [_] => String::new(),
        _ => format!(" ({} = {})", factors.join(" × "), factor(score.likelihood)),
    }
}
