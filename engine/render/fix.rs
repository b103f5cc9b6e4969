//! What would cut off goals in; the words about it that every form of the answer uses out.

use threatlog_dl::{Place, Sources};

use super::{plural, risk};
use crate::answer::{Asked, Fix, FixSet, PATHS_EACH, Proposal, Purchase, RankedGoal, risk_word};
use crate::model::How;

/// What an answer is about.
pub fn asked(answer: &Fix) -> String {
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
pub fn goal(goal: &RankedGoal) -> String {
    let goal = &goal.goal;
    format!("{} {} by {}", goal.component, goal.property, goal.actor)
}

/// `risk 7.0 (very high)`.
pub fn graded(value: f64) -> String {
    format!("risk {} ({})", risk(value), risk_word(value))
}

/// What the set does, and how sure it is that no cheaper one does.
pub fn verdict(answer: &Fix, set: &FixSet) -> String {
    let cut = answer.goals.len() - answer.remaining.len();
    let goals = match (cut, answer.remaining.len()) {
        (1, 0) => "it".to_owned(),
        (_, 0) => "them".to_owned(),
        (cut, _) => plural(cut, "goal"),
    };
    let verb = if set.controls.len() == 1 {
        "cuts"
    } else {
        "cut"
    };
    let mut text = format!(
        "{} {verb} every path to {goals}, cost {}.",
        plural(set.controls.len(), "control"),
        set.cost,
    );
    text.push_str(&match (set.others.len(), set.all_others) {
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
    });
    text
}

/// What came of solving the system with the controls.
pub fn check(answer: &Fix, set: &FixSet) -> String {
    let lead = "Solved again with these controls in place";
    let cut = answer.goals.len() - answer.remaining.len();
    match (set.left.len(), answer.remaining.len()) {
        (0, 0) => format!("{lead}: no path is left."),
        (0, _) if cut == 1 => format!("{lead}: no path to that goal is left."),
        (0, _) => format!("{lead}: no path to these {cut} goals is left."),
        (1, _) => format!("{lead}, 1 goal is still in reach: {OPENS}."),
        (left, _) => format!("{lead}, {left} goals are still in reach: {OPENS}."),
    }
}

const OPENS: &str = "these rules let a control open a way";

/// Why goals stay in reach, and how likely that is then.
pub fn remains(answer: &Fix) -> String {
    const EVERY: &str = "every control in place that would stop or hamper a step";
    match answer.remaining.as_slice() {
        [rest] => format!(
            "No set of controls cuts every path to {}. With {EVERY} its risk falls from {} to {} \
             ({}); this path is left:",
            goal(&rest.goal),
            risk(rest.goal.risk),
            risk(rest.risk),
            risk_word(rest.risk),
        ),
        goals => format!(
            "No set of controls cuts every path to these {} goals. Their risks now, and with \
             {EVERY}:",
            goals.len()
        ),
    }
}

/// Where to write a control; where all are in one file, its name goes without saying.
pub fn place(proposal: &Proposal, list: &[Proposal], sources: &Sources) -> String {
    let Some(place) = proposal.place else {
        return String::new();
    };
    let elsewhere = |it: &Place| it.file != place.file;
    if list
        .iter()
        .filter_map(|it| it.place)
        .any(|it| elsewhere(&it))
    {
        sources.locate(place)
    } else {
        format!("line {}", sources.line_column(place).0)
    }
}

/// What a budget buys, and how sure it is that nothing better can be had for it.
pub fn bought(answer: &Fix, purchase: &Purchase) -> String {
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

/// What the table of single controls shows.
pub fn alone(answer: &Fix) -> String {
    format!(
        "What each control would take alone from the sum of risks by best paths, {}; the goals \
         whose best path it touches, and how many paths, of up to {PATHS_EACH} for each goal:",
        risk(answer.risk)
    )
}

/// Where all paths pass.
pub fn chokes(answer: &Fix) -> Option<String> {
    let names = answer.choke_points.join(", ");
    (!names.is_empty()).then(|| format!("Every path passes: {names}."))
}

/// What is said of a control now.
pub fn now(proposal: &Proposal) -> String {
    match proposal.how {
        How::NotMentioned(_) => "not mentioned".to_owned(),
        How::Unknown(_) => "unknown".to_owned(),
        How::Absent(_) => "absent".to_owned(),
        How::Planned(_) => "planned".to_owned(),
        How::Altered if proposal.effectiveness <= 0.0 => "taken away".to_owned(),
        How::Stated(_) | How::Zone(_) | How::Altered => {
            format!("{}: strengthen", super::likelihood(proposal.effectiveness))
        }
    }
}

/// The word for that in JSON.
pub fn status(proposal: &Proposal) -> &'static str {
    match proposal.how {
        How::NotMentioned(_) => "unmentioned",
        How::Unknown(_) => "unknown",
        How::Absent(_) => "absent",
        How::Planned(_) => "planned",
        How::Stated(_) | How::Zone(_) => "partial",
        How::Altered => "altered",
    }
}

/// What stands where no goal is in reach.
pub const NOTHING_TO_CUT: &str = "No attack path leads to a goal that was asked about, or none with \
    so high a risk, so there is nothing to cut. Only components with an `asset:` value are goals, unless no component has one.";
