//! `[actor] component property`, in one text.

use super::flows::{component, words};
use crate::catalogue::catalogue;
use crate::model::node::Node;
use crate::model::reader::Reader;
use crate::model::{NamedGoal, Property};

pub fn read(reader: &mut Reader, node: &Node) -> Option<NamedGoal> {
    let text = reader.text(node, "`goal`")?;
    let (actor, target, (word, word_place)) = match *words(reader, node, text).as_slice() {
        [target, word] => (None, target, word),
        [actor, target, word] => (Some(actor), target, word),
        _ => {
            let message = "a goal is a component and a property";
            let help = "write `model-registry integrity`, or `customer model-registry integrity` \
                        for one actor only"
                .to_owned();
            reader.fault("bad-goal", message, node.place, help);
            return None;
        }
    };
    let property = Property::named(word);
    if property.is_none() {
        let known: Vec<&str> = catalogue().properties.iter().map(|it| it.id).collect();
        let what = "a property of an asset";
        reader.unknown("unknown-property", word, word_place, what, &known);
    }
    let names = reader.names;
    if let Some((actor, place)) = actor.filter(|it| !names.actors.contains(it.0)) {
        let near = reader.nearest(actor, names.actors.iter(), names.actors.len());
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let message = format!("`{actor}` is not an actor");
        reader.fault("unknown-actor", message, place, help);
    }
    Some(NamedGoal {
        actor: actor.map(|it| it.0.to_owned()),
        component: component(reader, target.0, target.1)?,
        property: property?,
    })
}
