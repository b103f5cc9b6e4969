//! A measure in; what is proposed, for people and machines, out.

use serde::{Serialize, Serializer};

use crate::answer::path::{Control, is_usual};
use crate::answer::spot::Spot;
use crate::engine::Solved;
use crate::model::{Change, How, Removal};

/// Something to do: a control to put in place, or something to do away with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// The control, if it is one.
    #[serde(flatten)]
    pub control: Option<Control>,
    /// An order: `change the default password of orders-db`.
    pub order: String,
    /// How the change is said: an option, and what it takes.
    pub option: &'static str,
    #[serde(serialize_with = "as_said")]
    pub change: Change,
    pub cost: u32,
    /// Whether components of this kind usually have it; so may everything be done away with that
    /// is proposed for it.
    pub usual: bool,
    /// What is said of it now, in a word.
    pub status: &'static str,
    /// How effective a control is now, from 0 to 1.
    pub effectiveness: f64,
    /// Where that is said, or where the component stands; `None` if the question says it.
    pub place: Option<Spot>,
}

/// A measure in short.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Short {
    #[serde(flatten)]
    pub control: Option<Control>,
    pub option: &'static str,
    #[serde(serialize_with = "as_said")]
    pub change: Change,
}

fn as_said<S: Serializer>(change: &Change, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&change.to_string())
}

impl Proposal {
    pub fn short(self) -> Short {
        Short {
            control: self.control,
            option: self.option,
            change: self.change,
        }
    }

    /// To have a control that is missing or weak.
    pub fn having(solved: &Solved, control: &Control, cost: u32) -> Self {
        let Control {
            component,
            control: word,
        } = control;
        let id = solved.model.component_named(component);
        let known = id.map(|it| solved.model.control_of(it, word));
        let effectiveness = known.map_or(0.0, |it| it.effectiveness);
        let order = if effectiveness > 0.0 {
            format!("strengthen {word} on {component}")
        } else {
            format!("put {word} on {component}")
        };
        let change = control.in_place();
        Self {
            order,
            option: change.form().option(),
            change,
            cost,
            usual: is_usual(solved, control),
            effectiveness,
            status: match known.map(|it| it.how) {
                Some(How::NotMentioned(_)) | None => "unmentioned",
                Some(How::Unknown(_)) => "unknown",
                Some(How::Absent(_)) => "absent",
                Some(How::Planned(_)) => "planned",
                Some(How::Stated(_) | How::Zone(_)) => "partial",
                Some(How::Altered) => "altered",
            },
            place: known
                .and_then(|it| it.how.place())
                .map(|it| solved.spot(it)),
            control: Some(control.clone()),
        }
    }

    /// To do away with something that the model says.
    pub fn removing(solved: &Solved, removal: &Removal) -> Self {
        Self {
            control: None,
            order: removal.order.clone(),
            option: removal.change.form().option(),
            change: removal.change.clone(),
            cost: removal.cost,
            usual: !removal.redesign,
            status: "stated",
            effectiveness: 0.0,
            place: Some(solved.spot(removal.place)),
        }
    }
}
