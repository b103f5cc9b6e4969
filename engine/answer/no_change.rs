//! A model and what is altered in it in; the alterations that leave it as it is, and why, out.

use super::no_effect::{Holder, NoEffect};
use crate::model::{ComponentId, Model};

/// A system before and after it is altered.
#[derive(Clone, Copy, Debug)]
pub struct Altered<'m> {
    pub old: &'m Model,
    pub new: &'m Model,
    /// What of the new model changes no path.
    pub no_effect: &'m NoEffect,
}

/// What was asked for, as it was written.
#[derive(Clone, Copy, Debug)]
pub struct Alterations<'t> {
    pub with: &'t [String],
    pub without: &'t [String],
    pub flows: &'t [String],
    pub entries: &'t [String],
}

/// A sentence for each alteration that changes no answer as far as can be told from the models.
/// All of them were read without a fault.
pub fn no_change(altered: &Altered, asked: &Alterations) -> Vec<String> {
    let with = asked.with.iter().filter_map(|it| altered.with(it));
    let without = asked.without.iter().filter_map(|it| altered.without(it));
    let flows = asked.flows.iter().filter_map(|it| altered.flow(it));
    let entries = asked.entries.iter().filter_map(|it| altered.entry(it));
    with.chain(without).chain(flows).chain(entries).collect()
}

impl Altered<'_> {
    fn with(&self, text: &str) -> Option<String> {
        let (id, component, control) = self.control(text)?;
        let [before, after] = [self.old, self.new].map(|model| {
            let status = model.control_of(component, control);
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
        let mut idle = self.no_effect.controls.iter();
        let is_idle =
            idle.any(|it| it.of == Holder::Component(component) && it.controls.contains(&control));
        is_idle.then(|| format!("No rule looks at {control} on {id} in this system."))
    }

    fn without(&self, text: &str) -> Option<String> {
        let (id, component, control) = self.control(text)?;
        let before = self.old.control_of(component, control).effectiveness;
        (before <= 0.0).then(|| format!("{id} has no {control} anyway."))
    }

    fn flow(&self, text: &str) -> Option<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let &[from, verb, to] = words.as_slice() else {
            return None;
        };
        let at = |model: &Model| {
            let ends = (model.component_named(from)?, model.component_named(to)?);
            let mut flows = model.flows.iter();
            flows.position(|it| (it.from, it.to) == ends && it.verb.id == verb)
        };
        if at(self.old).is_some() {
            return Some(format!("The flow `{from} {verb} {to}` is there already."));
        }
        let added = at(self.new)?;
        let is_idle = self.no_effect.flows.contains(&added);
        is_idle.then(|| format!("No rule makes anything of `{from} {verb} {to}` in this system."))
    }

    fn entry(&self, text: &str) -> Option<String> {
        let words: Vec<&str> = text.split(':').map(str::trim).collect();
        let &[actor, target, how] = words.as_slice() else {
            return None;
        };
        let component = self.old.component_named(target)?;
        let mut entries = self.old.actor_named(actor)?.entries.iter();
        let is_there = entries.any(|it| it.component == component && it.how == how);
        is_there.then(|| format!("{actor} has the way in `{target}:{how}` already."))
    }

    fn control<'t>(&self, text: &'t str) -> Option<(&'t str, ComponentId, &'t str)> {
        let (id, rest) = text.split_once(':')?;
        let control = rest.split('=').next()?;
        Some((id, self.old.component_named(id)?, control))
    }
}
