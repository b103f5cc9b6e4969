//! How much is found, system by system: a rule that floods shows here.

use std::collections::BTreeMap;

use threatlog::answer::goals;

use crate::everything;
use crate::support::harm::{deeds, violated_pairs};
use crate::support::shipped::Solved;
use crate::support::snapshot::snapshot;

#[derive(Clone, Copy, Default)]
struct Count {
    files: usize,
    components: usize,
    goals: usize,
    violated: usize,
    deeds: usize,
}

#[test]
fn counts_by_system() {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for (folder, solved) in everything() {
        let name = match folder.as_str() {
            "atlas" | "incidents" | "wider" | "more" => format!("cases/{folder}"),
            folder => format!("{folder}/{}", solved.name),
        };
        let count = counts.entry(name).or_default();
        *count = count.and(&solved);
    }
    let mut lines = vec![format!(
        "{:32}files  components  goals  violated  of all  deeds",
        ""
    )];
    lines.extend(counts.iter().map(|(name, it)| it.line(name)));
    snapshot("systems@counts", &lines.join("\n"));
}

impl Count {
    fn and(self, solved: &Solved) -> Self {
        let analysis = solved.analysis();
        Self {
            files: self.files + 1,
            components: self.components + solved.model.components.len(),
            goals: self.goals + goals(&analysis).len(),
            violated: self.violated + violated_pairs(&analysis).len(),
            deeds: self.deeds + deeds(&analysis).len(),
        }
    }

    fn line(&self, name: &str) -> String {
        let share = self.violated as f64 / (4 * self.components) as f64;
        format!(
            "{name:32}{:5}  {:10}  {:5}  {:8}  {:4.0} %  {:5}",
            self.files,
            self.components,
            self.goals,
            self.violated,
            share * 100.0,
            self.deeds
        )
    }
}
