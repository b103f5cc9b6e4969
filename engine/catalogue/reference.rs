//! A reference of a rule in; the id as its framework writes it, and its name, out.

use serde::Serialize;

use super::technique_name;

/// What `framework:id` or `framework:edition:id` stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// With the edition where there is one: `AML.T0020`, `LLM04:2025`.
    pub id: String,
    pub name: Option<&'static str>,
}

pub fn reference(text: &str) -> Reference {
    let parts: Vec<&str> = text.splitn(3, ':').collect();
    let (framework, edition, id) = match parts.as_slice() {
        [framework, edition, id] => (*framework, Some(*edition), *id),
        [framework, id] => (*framework, None, *id),
        _ => ("", None, text),
    };
    Reference {
        id: match edition {
            Some(edition) => format!("{id}:{edition}"),
            None => id.to_owned(),
        },
        name: technique_name(framework, edition, id),
    }
}

impl Reference {
    /// Id and name.
    pub fn full(&self) -> String {
        match self.name {
            Some(name) => format!("{} {name}", self.id),
            None => self.id.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn editions_are_part_of_the_id() {
        let cases = [
            ("atlas:AML.T0020", "AML.T0020 Poison Training Data"),
            (
                "owasp-llm:2025:LLM04",
                "LLM04:2025 Data and Model Poisoning",
            ),
            ("nist-aml:NISTAML.013", "NISTAML.013 Data Poisoning"),
            ("house:7", "7"),
        ];
        for (text, shown) in cases {
            assert_eq!(reference(text).full(), shown);
        }
    }
}
