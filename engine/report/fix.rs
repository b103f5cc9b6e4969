//! What would cut off goals.

use super::place::place;
use super::{Block, Cell, Column, Report, Table, certainty, deeds, likelihood, plural, risk};
use crate::answer::{
    Asked, Fix, FixSet, PATHS_EACH, Proposal, Purchase, RankedGoal, Remaining, Single, risk_word,
};

/// How many goals and single controls are listed.
const GOALS: usize = 8;
const SINGLES: usize = 5;

/// The goals, the measures that cut them off, and what it takes a redesign to cut off.
pub fn fix(answer: &Fix) -> Report {
    let headline = format!("{} · {}", answer.system, asked(answer));
    let mut report = Report::new(format!("Fix: {}", answer.system), headline);
    if answer.goals.is_empty() {
        report.text(NOTHING_TO_CUT);
        return report;
    }
    report.add(listed(&answer.goals, |it| {
        let mark = certainty(it.exact);
        let chance = likelihood(it.likelihood);
        format!(
            "{}, {mark}{}, likelihood {chance}",
            goal(it),
            graded(it.risk)
        )
    }));
    if let Some(set) = &answer.set {
        report.text(verdict(answer, set));
        report.add(measures(&set.measures));
        report.text(check(answer, set));
    }
    if let Some(purchase) = &answer.purchase {
        report.text(bought(answer, purchase));
        report.add(measures(&purchase.controls));
    }
    if !answer.remaining.is_empty() {
        report.text(remains(answer));
        report.add(left(&answer.remaining));
    }
    if !answer.singles.is_empty() {
        report.text(format!(
            "What each measure would take alone from the sum of risks by best paths, {}; the goals \
             whose best path it touches, and how many paths, of up to {PATHS_EACH} for each goal:",
            risk(answer.risk)
        ));
        report.add(singles(&answer.singles));
    }
    if let Some(set) = &answer.redesign {
        report.text(redesigned(answer, set));
        report.add(measures(&set.measures));
        report.text(check(answer, set));
    }
    if !answer.choke_points.is_empty() {
        let names = answer.choke_points.join(", ");
        report.text(format!("Every path passes: {names}."));
    }
    report
}

/// What an answer is about.
fn asked(answer: &Fix) -> String {
    match answer.asked {
        Asked::Top => "the goal of highest risk".to_owned(),
        Asked::Named => plural(answer.goals.len(), "goal"),
        Asked::AtLeast(least) if least <= 0.0 => {
            format!("all {} in reach", plural(answer.goals.len(), "goal"))
        }
        Asked::AtLeast(least) => {
            let goals = plural(answer.goals.len(), "goal");
            format!("{goals} of risk {} or more", risk(least))
        }
    }
}

/// `records confidentiality by visitor`.
fn goal(goal: &RankedGoal) -> String {
    let goal = &goal.goal;
    format!("{} {} by {}", goal.component, goal.property, goal.actor)
}

/// `risk 7.0 (very high)`.
fn graded(value: f64) -> String {
    format!("risk {} ({})", risk(value), risk_word(value))
}

/// Goals, of which the first few tell enough.
fn listed<T>(goals: &[T], line: impl Fn(&T) -> String) -> Block {
    Block::LongList {
        items: goals.iter().map(line).collect(),
        most: GOALS,
        noun: "goal",
    }
}

/// What the set does, and how sure it is that no cheaper one does.
fn verdict(answer: &Fix, set: &FixSet) -> String {
    let cut = set.cut;
    let goals = match (cut, answer.remaining.len()) {
        (1, 0) => "it".to_owned(),
        (_, 0) => "them".to_owned(),
        (cut, _) => plural(cut, "goal"),
    };
    let verb = if set.measures.len() == 1 {
        "cuts"
    } else {
        "cut"
    };
    let text = format!(
        "{} {verb} every path to {goals}, cost {}.",
        plural(set.measures.len(), "measure"),
        set.cost,
    );
    text + &proof(set)
}

/// How sure it is that no cheaper set does it.
fn proof(set: &FixSet) -> String {
    match (set.others.len(), set.all_others) {
        _ if set.at_least < set.cost => format!(
            " The search was cut: a cheaper set may exist, but none costs less than {}.",
            set.at_least
        ),
        (0, true) => " Every other set costs more.".to_owned(),
        (others, true) => {
            let sets = plural(others, "other set");
            let verb = if others == 1 { "costs" } else { "cost" };
            format!(" No set costs less; {sets} {verb} as much.")
        }
        (others, false) => {
            format!(" No set costs less; {others} other sets or more cost as much.")
        }
    }
}

/// What it takes to cut off the goals that remain.
fn redesigned(answer: &Fix, set: &FixSet) -> String {
    let remaining = answer.remaining.len();
    let cut = set.cut + remaining - answer.goals.len();
    let goals = match remaining {
        1 => "it".to_owned(),
        all if cut == all => "them".to_owned(),
        all => format!("{cut} of these {all}"),
    };
    let besides = if answer.set.is_some() { " more" } else { "" };
    let text = format!(
        "Cutting every path to {goals} takes a change of what the system does: {}{besides}, cost {}.",
        plural(set.measures.len(), "measure"),
        set.cost,
    );
    text + &proof(set)
}

/// What came of solving the system with the controls.
fn check(answer: &Fix, set: &FixSet) -> String {
    const OPENS: &str = "these rules let a control open a way";
    let lead = "Solved again with these measures done";
    let cut = set.cut;
    match (set.left.len(), answer.goals.len() - cut) {
        (0, 0) => format!("{lead}: no path is left."),
        (0, _) if cut == 1 => format!("{lead}: no path to that goal is left."),
        (0, _) => format!("{lead}: no path to these {cut} goals is left."),
        (1, _) => format!("{lead}, 1 goal is still in reach: {OPENS}."),
        (left, _) => format!("{lead}, {left} goals are still in reach: {OPENS}."),
    }
}

/// Why goals stay in reach, and how likely that is then.
fn remains(answer: &Fix) -> String {
    const EVERY: &str =
        "every control in place that would stop or hamper a step, and all else put right,";
    match answer.remaining.as_slice() {
        [rest] => format!(
            "No measures short of a redesign cut every path to {}. With {EVERY} its risk falls from {} to {} \
             ({}); this path is left:",
            goal(&rest.goal),
            risk(rest.goal.risk),
            risk(rest.risk),
            risk_word(rest.risk),
        ),
        goals => format!(
            "No measures short of a redesign cut every path to these {} goals. Their risks now, \
             and with {EVERY} then:",
            goals.len()
        ),
    }
}

/// The goals that stay in reach; where there is one, with the path that is left.
fn left(remaining: &[Remaining]) -> Block {
    match remaining {
        [rest] if rest.path.acts.is_empty() => {
            Block::List(vec!["held from the start, without any deed".to_owned()])
        }
        [rest] => Block::Deeds(deeds(&rest.path)),
        goals => listed(goals, |it| {
            let (now, then) = (risk(it.goal.risk), risk(it.risk));
            format!("{now} → {then}  {}", goal(&it.goal))
        }),
    }
}

fn measures(list: &[Proposal]) -> Block {
    let rows = list.iter().map(|it| {
        let places = || list.iter().filter_map(|it| it.place.as_ref());
        let at = it.place.as_ref().map(|it| place(it, places()));
        let whole = it.place.as_ref().map(ToString::to_string);
        [
            it.cost.to_string(),
            it.order.clone(),
            now(it),
            at.unwrap_or_default(),
            whole.unwrap_or_default(),
            said(it),
        ]
    });
    let columns = [
        Column::figure("Cost"),
        Column::text("Measure"),
        Column::word("Now"),
        Column::text("At").on_terminal(),
        Column::text("Where").on_page(),
        Column::text("Try").below(),
    ];
    Block::Table(Table::new(columns).rows(rows))
}

/// The option that says the change.
fn said(proposal: &Proposal) -> String {
    let change = proposal.change.to_string();
    // As a shell takes it for one word.
    let quotes = if change.contains(' ') { "'" } else { "" };
    format!("{} {quotes}{change}{quotes}", proposal.option)
}

/// What is said of a control now.
fn now(proposal: &Proposal) -> String {
    match proposal.status {
        "unmentioned" => "not mentioned".to_owned(),
        "altered" if proposal.effectiveness <= 0.0 => "taken away".to_owned(),
        "altered" | "partial" => likelihood(proposal.effectiveness).to_string(),
        said => said.to_owned(),
    }
}

/// What a budget buys, and how sure it is that nothing better can be had for it.
fn bought(answer: &Fix, purchase: &Purchase) -> String {
    let Purchase { budget, cost, .. } = purchase;
    let sum = format!(
        "The sum of the risks by best paths falls from {} to {}",
        risk(answer.risk),
        risk(purchase.left)
    );
    let lead = match purchase.controls.len() {
        0 => format!("No controls for {budget} remove any risk by best paths."),
        count => format!(
            "{} for {cost} of {budget}. {sum}.",
            plural(count, "control")
        ),
    };
    let (left, at_best) = (risk(purchase.left), risk(purchase.at_best));
    if purchase.at_best < purchase.left && at_best == left {
        format!("{lead} The search was cut: other controls may leave less, but by less than 0.1.")
    } else if purchase.at_best < purchase.left {
        format!(
            "{lead} The search was cut: other controls may leave less, but none less than {at_best}."
        )
    } else if purchase.controls.is_empty() {
        lead
    } else {
        format!("{lead} No controls for {budget} leave less.")
    }
}

/// The controls that take most risk alone.
fn singles(list: &[Single]) -> Block {
    let rows = list.iter().map(|it| {
        let cells = [
            risk(it.falls),
            it.proposal.cost.to_string(),
            it.goals.to_string(),
            it.paths.to_string(),
            it.proposal.order.clone(),
            said(&it.proposal),
        ];
        cells.map(Cell::from)
    });
    let columns = [
        Column::figure("Risk falls"),
        Column::figure("Cost"),
        Column::figure("Goals"),
        Column::figure("Paths"),
        Column::text("Measure"),
        Column::text("Try").below(),
    ];
    let table = Table::new(columns).rows(rows);
    Block::Table(table.at_most(SINGLES, "measure"))
}

/// What stands where no goal is in reach.
const NOTHING_TO_CUT: &str = "No attack path leads to a goal that was asked about, or none with \
    so high a risk, so there is nothing to cut. Only components with an `asset:` value are goals, unless no component has one.";
