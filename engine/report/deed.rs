//! A deed as people read it.

use super::number::likelihood;
use crate::answer::{Act, Path};
use crate::catalogue::reference;

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

/// The deeds of a path in order.
pub fn deeds(path: &Path) -> Vec<Deed> {
    path.acts.iter().map(Deed::from).collect()
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
