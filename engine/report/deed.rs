//! A deed as people read it.

use super::number::likelihood;
use crate::answer::{Act, Path};
use crate::catalogue::reference;
use threatlog_dl::program::Part;

/// An attack step that is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    pub title: String,
    /// The component at which it aims.
    pub target: Option<String>,
    /// The technique of MITRE ATLAS, where there is one.
    pub atlas: Option<String>,
    /// All techniques with their names.
    pub techniques: Vec<String>,
    /// `×0.88`.
    pub chance: String,
}

impl From<&Act> for Deed {
    fn from(act: &Act) -> Self {
        let mut atlas = act.techniques.iter();
        Self {
            title: act.name().to_owned(),
            target: act.target.clone(),
            atlas: atlas.find_map(|it| Some(it.strip_prefix("atlas:")?.to_owned())),
            techniques: act
                .techniques
                .iter()
                .map(|it| reference(it).full())
                .collect(),
            chance: format!("×{}", likelihood(act.likelihood)),
        }
    }
}

/// The deeds of a path in order. Deeds on end that only bring something onwards, each by the same
/// step, are told as one.
pub fn deeds(path: &Path) -> Vec<Deed> {
    let alike = |a: &Act, b: &Act| a.step == b.step && a.part == Part::Brings;
    let runs = path.acts.chunk_by(alike);
    runs.filter_map(|run| {
        let chance: f64 = run.iter().map(|act| act.likelihood).product();
        let targets: Vec<&str> = run.iter().filter_map(|it| it.target.as_deref()).collect();
        Some(Deed {
            target: (!targets.is_empty()).then(|| targets.join(" → ")),
            chance: format!("×{}", likelihood(chance)),
            ..Deed::from(run.first()?)
        })
    })
    .collect()
}

/// The deeds of a path in a line.
pub fn way(path: &Path) -> String {
    let deeds: Vec<&str> = path.acts.iter().map(Act::name).collect();
    if deeds.is_empty() {
        "from the start".to_owned()
    } else {
        deeds.join(" → ")
    }
}
