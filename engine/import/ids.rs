//! Names in any spelling in; ids of an architecture file out, each only once.

use std::collections::{BTreeMap, BTreeSet};

/// The ids that are in use.
#[derive(Debug, Default)]
pub struct Ids {
    taken: BTreeSet<String>,
    /// How often a name was asked for, so that many equal names stay quick.
    asked: BTreeMap<String, u32>,
}

impl Ids {
    /// The id for a name: itself where it may be, else the nearest that is allowed and free.
    pub fn claim(&mut self, name: &str) -> String {
        let base = id(name);
        let mut candidate = base.clone();
        while !self.taken.insert(candidate.clone()) {
            let count = self.asked.entry(base.clone()).or_insert(1);
            *count += 1;
            candidate = format!("{base}-{count}");
        }
        candidate
    }
}

/// Words of letters and digits, joined by `-`; `.`, `_` and `-` inside stay.
fn id(name: &str) -> String {
    let mut out = String::new();
    for character in name.chars().take(LONGEST) {
        if character.is_ascii_alphanumeric() || "._-".contains(character) {
            out.push(character);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let trimmed = out.trim_matches(['.', '_', '-']);
    if trimmed.is_empty() {
        "unnamed".to_owned()
    } else {
        trimmed.to_owned()
    }
}

const LONGEST: usize = 80;

#[cfg(test)]
mod tests {
    use super::Ids;

    #[track_caller]
    fn check(names: &[&str], expected: &[&str]) {
        let mut ids = Ids::default();
        let claimed: Vec<_> = names.iter().map(|name| ids.claim(name)).collect();
        assert_eq!(claimed, expected);
    }

    #[test]
    fn an_allowed_name_stays() {
        check(&["training-images", "a.b_c"], &["training-images", "a.b_c"]);
    }

    #[test]
    fn other_characters_become_hyphens() {
        check(
            &["API Gateway (v2)", "--x--", "模型", ""],
            &["API-Gateway-v2", "x", "unnamed", "unnamed-2"],
        );
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        check(
            &["logs", "logs-2", "logs", "logs"],
            &["logs", "logs-2", "logs-3", "logs-4"],
        );
    }
}
