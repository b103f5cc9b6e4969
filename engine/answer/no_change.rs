//! A system before and after changes in; those of them that leave it as it is, and why, out.

use super::no_effect::{NoEffect, no_effect};
use super::stated::Holder;
use crate::engine::Solved;
use crate::facts::Input;
use crate::model::{Change, Form, Said};
use crate::rules::looks_at;

/// A sentence for each change that changes no answer as far as can be told without comparing
/// answers. `new` is `old` with the changes.
pub fn no_change(old: &Solved, new: &Solved, said: &[Said]) -> Vec<String> {
    let goes = said.iter().any(|it| it.form == Form::RemoveFlow);
    let systems = Systems {
        old,
        new,
        idle_before: if goes {
            no_effect(old)
        } else {
            NoEffect::default()
        },
        idle_after: no_effect(new),
    };
    let mut said: Vec<&Said> = said.iter().collect();
    // Stable, so that those of one form stay in the order in which they were said.
    said.sort_by_key(|it| it.form);
    said.into_iter().filter_map(|it| systems.why(it)).collect()
}

struct Systems<'s> {
    old: &'s Solved,
    new: &'s Solved,
    /// Left empty where it is not asked for.
    idle_before: NoEffect,
    idle_after: NoEffect,
}

impl Systems<'_> {
    fn why(&self, said: &Said) -> Option<String> {
        let form = said.form;
        match &said.change {
            Change::Control {
                component, control, ..
            } if form == Form::Without => self.without(component, control),
            Change::Control {
                component, control, ..
            } => self.with(component, control),
            Change::Attribute {
                component,
                attribute,
                there,
            } => self.attribute(component, attribute, *there),
            Change::Flow { from, verb, to, .. } => self.flow(&said.change, form, [from, verb, to]),
            Change::Entry {
                actor,
                component,
                how,
                there: true,
            } => self.entry(actor, component, how),
            Change::Entry { there: false, .. } => None,
        }
    }

    fn with(&self, id: &str, control: &str) -> Option<String> {
        let component = self.old.model.component_named(id)?;
        let [before, after] = [self.old, self.new].map(|it| {
            let status = it.model.control_of(component, control);
            status.effectiveness
        });
        if before == after {
            let degree = match before {
                value if value >= 1.0 => String::new(),
                value if value <= 0.0 => return Some(format!("{id} has no {control} either way.")),
                value => format!(", {value} effective"),
            };
            return Some(format!("{id} has {control} already{degree}."));
        }
        let mut idle = self.idle_after.controls.iter();
        let is_idle =
            idle.any(|it| it.of == Holder::Component(component) && it.controls.contains(&control));
        is_idle.then(|| format!("No rule looks at {control} on {id} in this system."))
    }

    fn without(&self, id: &str, control: &str) -> Option<String> {
        let component = self.old.model.component_named(id)?;
        let before = self.old.model.control_of(component, control).effectiveness;
        (before <= 0.0).then(|| format!("{id} has no {control} anyway."))
    }

    fn attribute(&self, id: &str, attribute: &str, there: bool) -> Option<String> {
        let model = &self.old.model;
        let marks = &model.component(model.component_named(id)?).attributes;
        if there && marks.iter().any(|it| it.value == attribute) {
            return Some(format!("{id} is marked {attribute} already."));
        }
        let program = self.new.program();
        let relation = program.relation_named(Input::Attribute.name());
        let is_read = relation.is_some_and(|it| looks_at(program, it, Some((1, attribute))));
        (!is_read).then(|| format!("No rule looks at {attribute}."))
    }

    fn flow(&self, change: &Change, form: Form, words: [&String; 3]) -> Option<String> {
        let at = |system: &Solved| {
            let model = &system.model;
            let [from, verb, to] = words;
            let ends = (model.component_named(from)?, model.component_named(to)?);
            let mut flows = model.flows.iter();
            flows.position(|it| (it.from, it.to) == ends && it.verb.id == verb)
        };
        let is_idle = if form == Form::RemoveFlow {
            self.idle_before.flows.contains(&at(self.old)?)
        } else if at(self.old).is_some() {
            return Some(format!("The flow `{change}` is there already."));
        } else {
            self.idle_after.flows.contains(&at(self.new)?)
        };
        is_idle.then(|| format!("No rule makes anything of `{change}` in this system."))
    }

    fn entry(&self, actor: &str, target: &str, how: &str) -> Option<String> {
        let model = &self.old.model;
        let component = model.component_named(target)?;
        let mut entries = model.actor_named(actor)?.entries.iter();
        let is_there = entries.any(|it| it.component == component && it.how == how);
        is_there.then(|| format!("{actor} has the way in `{target}:{how}` already."))
    }
}
