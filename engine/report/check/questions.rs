//! What to ask first, each question with both of its answers.

use crate::answer::{Assumption, Order, Questions, Spot};
use crate::report::place::place;
use crate::report::{Block, Report, Task, plural, risk};

pub(super) fn add(report: &mut Report, asked: &Questions, all: bool) {
    if asked.expected == 0 {
        return;
    }
    report.text(match asked.expected {
        1 => "1 expected control is not mentioned, and so taken to be absent.".to_owned(),
        count => format!("{count} expected controls are not mentioned, and so taken to be absent."),
    });
    if !asked.list.is_empty() {
        report.heading(heading(asked));
        let places: Vec<&Spot> = asked.list.iter().map(|it| &it.assumption.place).collect();
        let tasks = (1..).zip(&asked.list).map(|(number, it)| Task {
            name: format!("Q{number}"),
            text: it.assumption.question.clone(),
            pairs: vec![
                ("at".to_owned(), at(&it.assumption, &places, asked.risk)),
                ("yes".to_owned(), it.yes.clone()),
                ("no".to_owned(), it.no.clone()),
            ],
        });
        report.add(Block::Tasks(tasks.collect()));
    }
    report.note(summary(asked, all));
}

fn heading(asked: &Questions) -> String {
    let order = match asked.order {
        Order::RiskFalls => "what lowers the risk most comes first",
        Order::RestingRisk => "those under the most risk come first",
    };
    match asked.list.len() {
        1 => "Ask this".to_owned(),
        count => format!("Ask these {count}: {order}"),
    }
}

/// Where the component stands, and what a yes changes.
fn at(row: &Assumption, places: &[&Spot], sum: f64) -> String {
    let place = place(&row.place, places.iter().copied());
    format!("{place} · {}", effect(row, sum))
}

/// What a yes changes; how much rests on a no if that was not tried.
fn effect(row: &Assumption, sum: f64) -> String {
    let Some(trial) = row.trial else {
        return format!(
            "its absence is on the likeliest paths to {}",
            plural(row.goals, "goal")
        );
    };
    let share = match 100.0 * trial.sum_falls / sum {
        share if share < 0.95 => "<1".to_owned(),
        share => format!("{share:.0}"),
    };
    format!("if so, risk falls by {} ({share} %)", risk(trial.sum_falls))
}

fn summary(asked: &Questions, all: bool) -> String {
    let mut said: Vec<String> = Vec::new();
    if !asked.list.is_empty() {
        said.push(
            "Paste the answer that is true: `controls` in place of the component's, a lone line \
             among them."
                .to_owned(),
        );
    }
    let left = asked.expected.saturating_sub(asked.list.len());
    let idle = asked.expected.saturating_sub(asked.resting);
    if left > 0 {
        let listed = if all { "" } else { " (--all lists them)" };
        said.push(format!(
            "Of {left} more{listed}, {idle} are on no likeliest path."
        ));
    }
    if asked.order == Order::RestingRisk {
        said.push("The system is too large to try each answer.".to_owned());
    }
    if !asked.certain {
        said.push("The search was cut: some figures are lower bounds.".to_owned());
    }
    said.join(" ")
}
