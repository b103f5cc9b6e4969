//! Outcomes in; the lines of a table and what they come to out.

use crate::outcome::{Fixed, Outcome, PATHS};

/// Widest list of steps that is shown; the middle of a longer one is left out.
const STEPS: usize = 120;

pub fn table(title: &str, outcomes: &[Outcome]) -> String {
    let width = outcomes.iter().map(|it| it.name.len()).max().unwrap_or(0);
    let mut lines = vec![
        title.to_owned(),
        format!(
            "{:width$}  likely  right  fixed   violated  best path",
            "case"
        ),
    ];
    lines.extend(outcomes.iter().map(|it| line(it, width)));
    lines.push(String::new());
    lines.extend(totals(outcomes));
    lines.join("\n")
}

fn line(outcome: &Outcome, width: usize) -> String {
    let likelihood = outcome
        .likelihood
        .map_or("no".to_owned(), |it| format!("{it:.3}"));
    let rank = match outcome.rank {
        Some(rank) => rank.to_string(),
        None if outcome.names_steps => "–".to_owned(),
        None => "none".to_owned(),
    };
    let fixed = match outcome.fixed {
        Fixed::Cut => "cut".to_owned(),
        Fixed::Halved(to) => format!("{to:.3}"),
        Fixed::Lowered(to) => format!("({to:.3})"),
        Fixed::Same => "same".to_owned(),
        Fixed::Nothing => "–".to_owned(),
    };
    let share = format!("{:.0} %", outcome.share * 100.0);
    let line = format!(
        "{:width$}  {likelihood:>6}  {rank:>5}  {fixed:<7}  {share:>7}  {}",
        outcome.name,
        shortened(&outcome.steps)
    );
    line.trim_end().to_owned()
}

fn totals(outcomes: &[Outcome]) -> Vec<String> {
    let all = outcomes.len();
    let count = |is: &dyn Fn(&Outcome) -> bool| outcomes.iter().filter(|it| is(it)).count();
    let derived = count(&|it| it.likelihood.is_some());
    let best = count(&|it| it.rank == Some(1));
    let listed = count(&|it| it.rank.is_some());
    let cut = count(&|it| it.fixed == Fixed::Cut);
    let halved = count(&|it| matches!(it.fixed, Fixed::Halved(_)));
    let (further, wanted) = outcomes.iter().fold((0, 0), |sum, it| {
        (sum.0 + it.further.0, sum.1 + it.further.1)
    });
    let most = outcomes.iter().map(|it| it.share).fold(0.0, f64::max);
    let percent = |it: f64| format!("{:.0} %", it * 100.0);
    let mut lines = vec![
        format!("derived            {derived} of {all}"),
        format!("right as best      {best}"),
        format!("right in first {PATHS}  {listed}"),
        format!("fix cuts           {cut}"),
        format!("fix halves         {halved}"),
        format!(
            "violated           median {}, most {}",
            percent(median(outcomes.iter().map(|it| it.share))),
            percent(most)
        ),
    ];
    if wanted > 0 {
        lines.push(format!("further goals      {further} of {wanted}"));
    }
    lines
}

/// The middle value, or the mean of the middle two.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let Some(last) = values.len().checked_sub(1) else {
        return 0.0;
    };
    f64::midpoint(values[last / 2], values[last.div_ceil(2)])
}

fn shortened(steps: &[String]) -> String {
    let whole = steps.join(" → ");
    let [first, .., before, last] = steps else {
        return whole;
    };
    if whole.chars().count() <= STEPS {
        return whole;
    }
    format!("{first} → … ({}) → {before} → {last}", steps.len() - 3)
}
