//! The controls of the threat model become controls of components.

use super::super::draft::{Remarks, Status};
use super::super::notes::Note;
use super::format::Control;
use super::measures;
use super::placing::{MOST_PLACES, Places};
use super::work::{Work, name};

/// Draws every control; what has no counterpart or no place stays as a comment.
pub fn draw(work: &mut Work) {
    let places = Places::new(work);
    let mut left = Vec::new();
    for control in &work.model.controls {
        let called = name(&control.symbolic_name, &control.title);
        let item = format!("control `{called}` ({})", control.status);
        match one(work, &places, control, called) {
            Ok(text) => work.notes.push(Note::arrived(item, text)),
            Err(reason) => {
                let says = format!("{}, priority {}", control.status, control.priority);
                left.push(format!("{called} ({says}): {} [{reason}]", control.title));
                work.notes.push(Note::no_counterpart(item, reason));
            }
        }
    }
    if !left.is_empty() {
        work.draft.remarks.push(Remarks {
            title: "Controls that no component states".to_owned(),
            lines: left,
        });
    }
}

fn one(
    work: &mut Work,
    places: &Places,
    control: &Control,
    called: &str,
) -> Result<String, String> {
    let Some(measure) = measures::control(&control.title, &control.description) else {
        return Err("no control of the catalogue says this".to_owned());
    };
    let ours = measure.control;
    let Some(placed) = places.of(work, control, ours) else {
        return Err(format!(
            "it would be `{ours}`, but nothing tells on which component"
        ));
    };
    if measure.in_passing && !placed.told {
        return Err(format!(
            "its description mentions `{ours}`, but nothing tells where"
        ));
    }
    if placed.components.len() > MOST_PLACES {
        return Err(format!(
            "it would be `{ours}` on very many components; state it on a zone"
        ));
    }
    let mut status = status(&control.status);
    let mut why = format!("control {called}, {}; {}", control.status, placed.why);
    // A guess about the place must not make paths vanish.
    if status == Status::Present && !placed.told {
        status = Status::Unknown;
        why.push_str("; say `present` where it is in force");
    }
    let mut on = Vec::new();
    for at in placed.components {
        if let Some(component) = work.draft.components.get_mut(at) {
            component.state(ours, status, why.clone());
            on.push(format!("`{}`", component.id));
        }
    }
    let (word, places) = (measure.word, on.join(", "));
    Ok(format!(
        "`{ours}: {}` for the word \"{word}\", on {places} ({})",
        status.word(),
        placed.why
    ))
}

/// What is not in force does not hold; why it is not tells whether it is coming.
fn status(word: &str) -> Status {
    match word {
        "active" => Status::Present,
        "suggested" | "under_review" | "approved" | "scheduled" => Status::Planned,
        "retired" | "wont_do" => Status::Absent,
        // `assumed` is what nobody has looked at.
        _ => Status::Unknown,
    }
}
