//! The text of a baseline in; the baseline, or what is wrong with it, out.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::baseline::{Baseline, Recorded, VERSION};
use super::standing::GoalName;
use crate::facts::{Input, Statements};
use crate::model::Property;

/// The relations of recorded facts; that a control is missing is not recorded.
fn is_recorded(input: &Input) -> bool {
    !matches!(input, Input::LacksControl | Input::SlipsPast)
}

/// The length of a path's whole id.
const ID: usize = 32;

impl Baseline {
    /// Reads what [`Self::text`] has written. Fields may be added within a version.
    pub fn read(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|it| {
            let (line, column) = (it.line(), it.column());
            format!("it is not JSON (line {line}, column {column})")
        })?;
        let fields = Fields::of(&value, String::new())?;
        let version = fields.number("baseline")?;
        if version != f64::from(VERSION) {
            return Err(format!("its version is {version}, not {VERSION}"));
        }
        let mut goals = BTreeMap::new();
        for (at, value) in fields.list("goals")?.iter().enumerate() {
            let place = format!("goals[{at}]");
            let (name, recorded) = goal(&Fields::of(value, format!("{place}."))?)?;
            let GoalName {
                actor,
                component,
                property,
            } = &name;
            let said = format!("`{actor} {component} {property}`");
            if goals.insert(name, recorded).is_some() {
                return Err(format!("`{place}` is the goal {said} again"));
            }
        }
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
            goals,
            stated,
        };
        baseline.names_what_it_states()?;
        Ok(baseline)
    }

    /// Fails if a goal names an actor or a component of which no fact speaks.
    fn names_what_it_states(&self) -> Result<(), String> {
        let first = |input: Input| -> BTreeSet<&str> {
            let facts = self.stated.values.keys();
            let rest = facts.filter_map(|it| it.strip_prefix(input.name())?.strip_prefix('('));
            rest.filter_map(|it| it.split(", ").next()).collect()
        };
        let (actors, components) = (first(Input::Actor), first(Input::Component));
        for name in self.goals.keys() {
            for (what, id, known) in [
                ("actor", &name.actor, &actors),
                ("component", &name.component, &components),
            ] {
                if !known.contains(id.as_str()) {
                    return Err(format!(
                        "a goal names the {what} `{id}`, of which no fact speaks"
                    ));
                }
            }
        }
        Ok(())
    }
}

fn goal(fields: &Fields) -> Result<(GoalName, Recorded), String> {
    let name = GoalName {
        actor: fields.text("actor")?,
        component: fields.text("component")?,
        property: fields.text("property")?,
    };
    if Property::named(&name.property).is_none() {
        return Err(fields.wrong("property", &format!("`{}` is none", name.property)));
    }
    let risk = fields.within("risk", 10.0)?;
    let likelihood = fields.within("likelihood", 1.0)?;
    let impact = fields.within("impact", 10.0)?;
    let whole = (0..=10).find(|&it| f64::from(it) == impact);
    let impact = whole.ok_or_else(|| fields.wrong("impact", "it is no whole number"))?;
    let product = likelihood * f64::from(impact);
    if (risk - product).abs() > 1e-9 {
        let why = format!("{likelihood} × {impact} is {product}, not {risk}");
        return Err(fields.wrong("risk", &why));
    }
    let path = fields.text("path")?;
    let digits = |it: &str| it.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    if path.len() != ID || !digits(&path) {
        return Err(fields.wrong("path", &format!("`{path}` is not the whole id of a path")));
    }
    let mut steps = Vec::new();
    for step in fields.list("steps")? {
        let step = step.as_str();
        let step = step.ok_or_else(|| fields.wrong("steps", "a step should be a text"))?;
        steps.push(step.to_owned());
    }
    let recorded = Recorded {
        risk,
        likelihood,
        impact,
        path,
        steps,
    };
    Ok((name, recorded))
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

    fn list(&self, name: &str) -> Result<&'v Vec<Value>, String> {
        let list = self.get(name)?.as_array();
        list.ok_or_else(|| self.wrong(name, "it should be a list"))
    }
}
