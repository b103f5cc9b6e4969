//! Trust zones: the declared ones and those that are only referred to.

use super::super::draft::Zone;
use super::super::notes::Note;
use super::words::{Row, Words, first};
use super::work::{Work, name, title};

/// Draws every zone that the model declares or mentions.
pub fn draw(work: &mut Work) {
    for zone in &work.model.zones {
        let name = name(&zone.symbolic_name, &zone.title);
        if work.zones.contains_key(name) {
            work.notes.push(Note::repaired(
                format!("trust zone `{name}`"),
                "declared twice; taken once",
            ));
            continue;
        }
        add(
            work,
            name,
            title(&zone.symbolic_name, &zone.title),
            &zone.description,
        );
        work.notes.push(Note::arrived(
            format!("trust zone `{name}`"),
            arrived_as(work, name),
        ));
    }
    for name in mentioned(work) {
        if name.is_empty() || work.zones.contains_key(name) {
            continue;
        }
        add(work, name, name, "");
        let text = format!("not declared, but referred to; {}", arrived_as(work, name));
        work.notes
            .push(Note::repaired(format!("trust zone `{name}`"), text));
    }
}

/// The id of a zone of the draft; `None` where the item names no zone.
pub fn id(work: &Work, name: &str) -> Option<String> {
    let at = work.zones.get(name)?;
    work.draft.zones.get(*at).map(|it| it.id.clone())
}

/// How trusted the zone with this id is; a component without zone is as trusted as the middle.
pub fn trust(work: &Work, id: Option<&str>) -> u8 {
    let found = work
        .draft
        .zones
        .iter()
        .find(|it| Some(it.id.as_str()) == id);
    found.map_or(MIDDLE, |it| it.trust)
}

/// A zone from where anybody comes, for an actor that the model does not declare.
pub fn outermost(work: &Work) -> Option<String> {
    let least = work.draft.zones.iter().min_by_key(|it| it.trust)?;
    (least.trust < MIDDLE).then(|| least.id.clone())
}

fn mentioned<'a>(work: &Work<'a>) -> Vec<&'a str> {
    let model = work.model;
    let drawn = model
        .controls
        .iter()
        .filter_map(|it| it.trust_boundary.as_ref());
    let boundaries = model.boundaries.iter().chain(drawn);
    boundaries
        .flat_map(|it| [it.trust_zone_a.as_str(), it.trust_zone_b.as_str()])
        .chain(model.actors.iter().map(|it| it.trust_zone.as_str()))
        .chain(model.components.iter().map(|it| it.trust_zone.as_str()))
        .chain(model.stores.iter().map(|it| it.trust_zone.as_str()))
        .collect()
}

fn add(work: &mut Work, name: &str, title: &str, description: &str) {
    let found = first(TRUST, &Words::of([name, title]))
        .map(|(trust, word)| (trust, format!("guess: it is called \"{word}\"")))
        .or_else(|| {
            let (trust, word) = first(TRUST, &Words::of([description]))?;
            Some((trust, format!("guess: its description says \"{word}\"")))
        });
    let (trust, why) = found.unwrap_or((
        MIDDLE,
        "guess: no word tells how far it is trusted".to_owned(),
    ));
    let id = work.zone_ids.claim(name);
    work.zones.insert(name.to_owned(), work.draft.zones.len());
    work.draft.zones.push(Zone {
        id,
        title: title.to_owned(),
        trust,
        why,
    });
}

fn arrived_as(work: &Work, name: &str) -> String {
    let at = work.zones.get(name).copied().unwrap_or_default();
    let Some(zone) = work.draft.zones.get(at) else {
        return String::new();
    };
    format!(
        "zone `{}` with trust {} ({})",
        zone.id, zone.trust, zone.why
    )
}

const MIDDLE: u8 = 50;

const TRUST: &[Row<u8>] = &[
    (
        0,
        &[
            "public",
            "internet",
            "untrusted",
            "external",
            "outside",
            "world",
        ],
    ),
    (20, &["home ", "customer", "device", "edge"]),
    (30, &["dmz", "partner", "vendor", "third party", "supplier"]),
    (
        60,
        &[
            "experiment",
            "develop",
            "dev ",
            "test",
            "staging",
            "research",
            "corporate",
            "office",
        ],
    ),
    (80, &["prod", "internal", "private", "vpc", "backend"]),
    (
        90,
        &["restricted", "secure", "management", "admin", "vault"],
    ),
];
