//! Attributes, flows and ways in, as somebody says them; the changes that are meant out.

use threatlog_dl::Fault;

use super::Form;
use super::text::{Text, all, component, known_word, word_of};
use crate::catalogue::Vocabulary;
use crate::model::known::suggestion;
use crate::model::{Change, Model};

/// The code of a fault: something is to go that is not there.
const NOT_THERE: &str = "not-there";

pub fn attribute(model: &Model, text: &Text, form: Form) -> Result<Change, Vec<Fault>> {
    let words = text.words(|it| it == ':');
    let &[of, word] = words.as_slice() else {
        let message = format!("`{}` does not name an attribute of a component", text.text);
        let fault = Fault::at(text.whole(), "bad-alteration", message);
        return Err(vec![fault.help(
            "write `component:attribute`, as in `customer-records:personal_data`",
        )]);
    };
    let attribute = word_of(Vocabulary::Attribute, word, form);
    let [component, attribute] = all([component(model, of), attribute])?;
    let there = model.component_named(&component);
    let marks = there.map_or(&[][..], |id| &model.component(id).attributes);
    if !form.adds() && !marks.iter().any(|it| it.value == attribute) {
        let message = format!("`{component}` is not marked `{attribute}`");
        let help = suggestion(&attribute, marks.iter().map(|it| it.value));
        return Err(vec![Fault::at(word.1, NOT_THERE, message).help(help)]);
    }
    Ok(Change::Attribute {
        component,
        attribute,
        there: form.adds(),
    })
}

pub fn flow(model: &Model, text: &Text, form: Form) -> Result<Change, Vec<Fault>> {
    let words = text.words(char::is_whitespace);
    let &[from, verb, to] = words.as_slice() else {
        let message = format!("{} flow is three words", article(form));
        let fault = Fault::at(text.whole(), "bad-flow", message);
        let option = form.option();
        let example = format!("write it as in `{option} \"trainer reads_from dataset\"`");
        return Err(vec![fault.help(example)]);
    };
    let place = to.1;
    let verb = word_of(Vocabulary::Verb, verb, form);
    let [from, verb, to] = all([component(model, from), verb, component(model, to)])?;
    if from == to {
        let message = format!("this flow leads from `{to}` to itself");
        let fault = Fault::at(place, "self-flow", message);
        return Err(vec![fault.help("name the component at the other end")]);
    }
    let change = Change::Flow {
        from,
        verb,
        to,
        there: form.adds(),
    };
    let flows = model.flows.iter().map(|it| {
        let name = |id| model.component(id).id.as_str();
        [name(it.from), it.verb.id, name(it.to)].join(" ")
    });
    let message = format!("there is no flow `{change}`");
    there_to_go(form, &change, &flows.collect::<Vec<_>>(), (text, message))?;
    Ok(change)
}

pub fn entry(model: &Model, text: &Text, form: Form) -> Result<Change, Vec<Fault>> {
    let words = text.words(|it| it == ':');
    let &[actor, target, how] = words.as_slice() else {
        let message = format!("{} way in is three words", article(form));
        let fault = Fault::at(text.whole(), "bad-alteration", message);
        return Err(vec![fault.help(
            "write `actor:component:how`, as in `customer:help-centre:post`",
        )]);
    };
    let actors = model.actors.iter().map(|it| it.id.as_str());
    let [actor, component, how] = all([
        known_word(actor, actors, ("unknown-actor", "an actor")),
        component(model, target),
        word_of(Vocabulary::Entry, how, form),
    ])?;
    let message = format!("`{actor}` has no way in `{component}:{how}`");
    let change = Change::Entry {
        actor,
        component,
        how,
        there: form.adds(),
    };
    let entries = model.actors.iter().flat_map(|actor| {
        let name = |id| model.component(id).id.as_str();
        let entries = actor.entries.iter();
        entries.map(move |it| [&actor.id, name(it.component), it.how].join(":"))
    });
    there_to_go(form, &change, &entries.collect::<Vec<_>>(), (text, message))?;
    Ok(change)
}

fn article(form: Form) -> &'static str {
    match form.adds() {
        true => "an added",
        false => "a removed",
    }
}

/// Fails with this message if something is to go that is not among what is there, and names what
/// there has most of its words.
fn there_to_go(
    form: Form,
    change: &Change,
    there: &[String],
    (text, message): (&Text, String),
) -> Result<(), Vec<Fault>> {
    let wanted = change.to_string();
    if form.adds() || there.contains(&wanted) {
        return Ok(());
    }
    let words = |text: &str| -> Vec<String> { text.split([' ', ':']).map(str::to_owned).collect() };
    let asked = words(&wanted);
    let shared = |other: &String| words(other).iter().filter(|it| asked.contains(it)).count();
    let most = there.iter().map(shared).max().unwrap_or(0);
    let near = there.iter().filter(|it| shared(it) == most);
    let near: Vec<&str> = near.map(String::as_str).collect();
    let help = match near.as_slice() {
        [one] => format!("did you mean `{one}`?"),
        several => suggestion(&wanted, several.iter().copied()),
    };
    Err(vec![Fault::at(text.whole(), NOT_THERE, message).help(help)])
}
