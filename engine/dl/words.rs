//! The words of doc blocks and the values that they stand for, both ways.

use std::fmt;

use crate::program::{Likelihood, Operator, Part, Stride, Technique, Type};

impl Stride {
    pub const ALL: [Self; 6] = [
        Self::Spoofing,
        Self::Tampering,
        Self::Repudiation,
        Self::InformationDisclosure,
        Self::DenialOfService,
        Self::ElevationOfPrivilege,
    ];

    /// The word for it in doc blocks and answers, e.g. `information_disclosure`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Spoofing => "spoofing",
            Self::Tampering => "tampering",
            Self::Repudiation => "repudiation",
            Self::InformationDisclosure => "information_disclosure",
            Self::DenialOfService => "denial_of_service",
            Self::ElevationOfPrivilege => "elevation_of_privilege",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Brings, Self::Persuades, Self::Gains, Self::Uses];

    /// The word for it in doc blocks and answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Brings => "brings",
            Self::Persuades => "persuades",
            Self::Gains => "gains",
            Self::Uses => "uses",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

impl Likelihood {
    pub const ALL: [Self; 5] = [
        Self::VeryLow,
        Self::Low,
        Self::Moderate,
        Self::High,
        Self::VeryHigh,
    ];

    /// The word for it in doc blocks and answers, e.g. `very_high`.
    pub fn word(self) -> &'static str {
        match self {
            Self::VeryLow => "very_low",
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
            Self::VeryHigh => "very_high",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// How the references into one framework are written.
struct Framework {
    name: &'static str,
    editions: bool,
    /// What comes before the digits of an id.
    prefixes: &'static [&'static str],
    /// Digits between dots, as counts: `[4, 3]` is `1234` or `1234.567`; 0 is any count.
    digits: &'static [usize],
    /// How many of the groups of digits there must be.
    groups: usize,
    example: &'static str,
}

const FRAMEWORKS: [Framework; 6] = [
    Framework {
        name: "atlas",
        editions: false,
        prefixes: &["AML.T"],
        digits: &[4, 3],
        groups: 1,
        example: "atlas:AML.T0020",
    },
    Framework {
        name: "owasp-llm",
        editions: true,
        prefixes: &["LLM"],
        digits: &[2],
        groups: 1,
        example: "owasp-llm:2025:LLM04",
    },
    Framework {
        name: "owasp-ml",
        editions: true,
        prefixes: &["ML"],
        digits: &[2],
        groups: 1,
        example: "owasp-ml:2023:ML02",
    },
    Framework {
        name: "owasp-asi",
        editions: true,
        prefixes: &["ASI"],
        digits: &[2],
        groups: 1,
        example: "owasp-asi:2026:ASI01",
    },
    Framework {
        name: "nist-aml",
        editions: false,
        prefixes: &["NISTAML."],
        digits: &[0],
        groups: 1,
        example: "nist-aml:NISTAML.013",
    },
    Framework {
        name: "nist-ai-rmf",
        editions: false,
        prefixes: &["GOVERN ", "MAP ", "MEASURE ", "MANAGE "],
        digits: &[0, 0],
        groups: 2,
        example: "nist-ai-rmf:MEASURE 2.7",
    },
];

/// The names of the frameworks that steps may refer to.
pub fn frameworks() -> impl Iterator<Item = &'static str> {
    FRAMEWORKS.iter().map(|it| it.name)
}

/// A reference of the right form for a framework, to be shown as help.
pub fn example(framework: &str) -> Option<&'static str> {
    let it = FRAMEWORKS.iter().find(|it| it.name == framework)?;
    Some(it.example)
}

impl Technique {
    /// Reads `framework:id` or `framework:edition:id`, if it is in a form its framework uses.
    pub fn from_word(word: &str) -> Option<Self> {
        let (name, rest) = word.split_once(':')?;
        let framework = FRAMEWORKS.iter().find(|it| it.name == name)?;
        let (edition, id) = match rest.split_once(':') {
            Some((edition, id)) => (Some(edition), id),
            None => (None, rest),
        };
        let year = |it: &str| it.len() == 4 && it.bytes().all(|byte| byte.is_ascii_digit());
        if edition.is_some() != framework.editions || !edition.is_none_or(year) {
            return None;
        }
        // Its ids contain a space, which a hyphen may stand for.
        let id = match name {
            "nist-ai-rmf" => id.replacen('-', " ", 1),
            _ => id.to_owned(),
        };
        framework.admits(&id).then(|| Self {
            framework: name.to_owned(),
            edition: edition.map(str::to_owned),
            id,
        })
    }
}

impl Framework {
    fn admits(&self, id: &str) -> bool {
        let Some(digits) = self.prefixes.iter().find_map(|it| id.strip_prefix(it)) else {
            return false;
        };
        let groups: Vec<&str> = digits.split('.').collect();
        groups.len() >= self.groups
            && groups.len() <= self.digits.len()
            && groups.iter().zip(self.digits).all(|(group, &count)| {
                let numeric = group.bytes().all(|byte| byte.is_ascii_digit());
                numeric && !group.is_empty() && (count == 0 || group.len() == count)
            })
    }
}

impl fmt::Display for Stride {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl fmt::Display for Likelihood {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl fmt::Display for Technique {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.edition {
            Some(edition) => write!(out, "{}:{edition}:{}", self.framework, self.id),
            None => write!(out, "{}:{}", self.framework, self.id),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Symbol => "symbol",
            Self::Number => "number",
        })
    }
}

impl Operator {
    /// Whether it is one of the four that need numbers.
    pub fn orders(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{FRAMEWORKS, Likelihood, Part, Stride, Technique};

    #[test]
    fn words_read_back() {
        for stride in Stride::ALL {
            assert_eq!(Stride::from_word(stride.word()), Some(stride));
        }
        for part in Part::ALL {
            assert_eq!(Part::from_word(part.word()), Some(part));
        }
        for likelihood in Likelihood::ALL {
            assert_eq!(Likelihood::from_word(likelihood.word()), Some(likelihood));
        }
        for framework in FRAMEWORKS {
            let technique = Technique::from_word(framework.example).expect(framework.example);
            assert_eq!(technique.to_string(), framework.example);
        }
        assert_eq!(Stride::from_word("Tampering"), None);
    }

    #[track_caller]
    fn check(word: &str, admitted: bool) {
        assert_eq!(Technique::from_word(word).is_some(), admitted, "{word}");
    }

    #[test]
    fn references_have_the_form_of_their_framework() {
        check("atlas:AML.T0051.001", true);
        check("atlas:AML.T51", false);
        check("atlas:AML.M0001", false);
        check("atlas:2025:AML.T0051", false);
        check("owasp-llm:LLM04", false);
        check("owasp-llm:25:LLM04", false);
        check("owasp-ml:2023:LLM04", false);
        check("nist-aml:NISTAML.03", true);
        check("nist-aml:NISTAML.", false);
        check("nist-ai-rmf:MANAGE 1.3", true);
        check("nist-ai-rmf:MANAGE-1.3", true);
        check("nist-ai-rmf:MANAGE 1", false);
        check("mitre:T1234", false);
        check("", false);
    }
}
