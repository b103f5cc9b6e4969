//! The text of a baseline in; the baseline, or what is wrong with it, out.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::baseline::{Baseline, ID, Recorded, VERSION};
use crate::facts::{Input, Statements};

/// The relations of recorded facts; that a control is missing is not recorded.
fn is_recorded(input: &Input) -> bool {
    !matches!(input, Input::LacksControl | Input::SlipsPast)
}

/// The version that recorded goals and not findings. Its facts are read.
const WITHOUT_FINDINGS: u32 = 1;

impl Baseline {
    /// Reads what [`Self::text`] has written. Fields may be added within a version.
    pub fn read(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|it| {
            let (line, column) = (it.line(), it.column());
            format!("it is not JSON (line {line}, column {column})")
        })?;
        let fields = Fields::of(&value, String::new())?;
        let version = fields.number("baseline")?;
        let findings = if version == f64::from(VERSION) {
            Some(findings(&fields)?)
        } else if version == f64::from(WITHOUT_FINDINGS) {
            None
        } else {
            return Err(format!("its version is {version}, not {VERSION}"));
        };
        let mut stated = Statements::default();
        for (at, value) in fields.list("facts")?.iter().enumerate() {
            let (fact, value) = fact(value).map_err(|it| format!("`facts[{at}]` {it}"))?;
            if stated.values.insert(fact.to_owned(), value).is_some() {
                return Err(format!("`facts[{at}]` says `{fact}` again"));
            }
        }
        let baseline = Self {
            system: fields.text("system")?,
            rules: fields.text("rules")?,
            findings,
            stated,
        };
        baseline.model()?;
        Ok(baseline)
    }
}

fn findings(fields: &Fields) -> Result<BTreeMap<String, Recorded>, String> {
    let mut found = BTreeMap::new();
    for (at, value) in fields.list("findings")?.iter().enumerate() {
        let place = format!("findings[{at}]");
        let (id, recorded) = finding(&Fields::of(value, format!("{place}."))?)?;
        if found.insert(id.clone(), recorded).is_some() {
            return Err(format!("`{place}` is the finding `{id}` again"));
        }
    }
    Ok(found)
}

fn finding(fields: &Fields) -> Result<(String, Recorded), String> {
    let id = fields.text("id")?;
    let digits = |it: &str| it.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    if id.len() != ID || !digits(&id) {
        let why = format!("`{id}` is not the id of a finding, of {ID} digits");
        return Err(fields.wrong("id", &why));
    }
    let recorded = Recorded {
        risk: fields.within("risk", 10.0)?,
        title: fields.text("finding")?,
        by: fields.texts("by")?,
        falls: fields.texts("falls")?,
    };
    Ok((id, recorded))
}

/// A fact and its value, which stands behind it where it is less than 1.
fn fact(value: &Value) -> Result<(&str, f64), String> {
    let text = value.as_str().ok_or("should be a text")?;
    let (fact, value) = match text.rsplit_once(" = ") {
        None => (text, 1.0),
        Some((fact, value)) => {
            let value = value.parse().ok();
            let value = value.filter(|it| (0.0..1.0).contains(it) && *it > 0.0);
            let wrong = || format!("does not end in a number between 0 and 1: `{text}`");
            (fact, value.ok_or_else(wrong)?)
        }
    };
    let said = fact.split_once('(');
    let said = said.and_then(|(relation, rest)| Some((relation, rest.strip_suffix(')')?)));
    let known = said.is_some_and(|(relation, values)| {
        let count = values.split(", ").filter(|it| !it.is_empty()).count();
        let input = Input::named(relation).filter(is_recorded);
        input.is_some_and(|it| it.columns().len() == count)
    });
    if known {
        Ok((fact, value))
    } else {
        Err(format!("is not a fact of an architecture: `{text}`"))
    }
}

/// An object of the file, with how its fields are named in faults.
struct Fields<'v> {
    fields: &'v Map<String, Value>,
    within: String,
}

impl<'v> Fields<'v> {
    fn of(value: &'v Value, within: String) -> Result<Self, String> {
        let fields = value.as_object().ok_or_else(|| match within.as_str() {
            "" => "it is not a JSON object".to_owned(),
            within => format!("`{}` should be an object", within.trim_end_matches('.')),
        })?;
        Ok(Self { fields, within })
    }

    fn get(&self, name: &str) -> Result<&'v Value, String> {
        let found = self.fields.get(name);
        found.ok_or_else(|| format!("it has no `{}{name}`", self.within))
    }

    fn wrong(&self, name: &str, why: &str) -> String {
        format!("`{}{name}` is wrong: {why}", self.within)
    }

    fn text(&self, name: &str) -> Result<String, String> {
        let text = self.get(name)?.as_str();
        let text = text.ok_or_else(|| self.wrong(name, "it should be a text"))?;
        Ok(text.to_owned())
    }

    fn number(&self, name: &str) -> Result<f64, String> {
        let number = self.get(name)?.as_f64();
        number.ok_or_else(|| self.wrong(name, "it should be a number"))
    }

    fn within(&self, name: &str, most: f64) -> Result<f64, String> {
        let number = self.number(name)?;
        if (0.0..=most).contains(&number) {
            return Ok(number);
        }
        Err(self.wrong(name, &format!("{number} is not from 0 to {most}")))
    }

    fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        let texts = self.list(name)?.iter().map(|it| it.as_str());
        let texts = texts.map(|it| it.map(str::to_owned));
        let texts: Option<Vec<String>> = texts.collect();
        texts.ok_or_else(|| self.wrong(name, "it should be a list of texts"))
    }

    fn list(&self, name: &str) -> Result<&'v Vec<Value>, String> {
        let list = self.get(name)?.as_array();
        list.ok_or_else(|| self.wrong(name, "it should be a list"))
    }
}
