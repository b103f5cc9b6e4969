//! A draft goes in; a readable architecture file comes out.

use std::fmt::Write as _;

use threatlog_dl::visible;

use super::draft::{Actor, Component, Draft, Flow, Zone};

/// The text of the architecture file.
pub fn write(draft: &Draft) -> String {
    let mut out = String::new();
    comments(&mut out, "", &draft.header);
    line(
        &mut out,
        "",
        &format!("system: {}", quoted(&draft.system)),
        "",
    );
    section(&mut out, "zones", &draft.zones, zone);
    section(&mut out, "actors", &draft.actors, actor);
    section(&mut out, "components", &draft.components, component);
    section(&mut out, "flows", &draft.flows, flow);
    for remarks in &draft.remarks {
        out.push('\n');
        comments(&mut out, "", std::slice::from_ref(&remarks.title));
        comments(&mut out, "  ", &remarks.lines);
    }
    out
}

/// A section without items is left out.
fn section<T>(out: &mut String, title: &str, items: &[T], item: fn(&mut String, &T)) {
    if items.is_empty() {
        return;
    }
    let _ = write!(out, "\n{title}:\n");
    for it in items {
        item(out, it);
    }
}

fn zone(out: &mut String, zone: &Zone) {
    let text = format!(
        "{}: {{ trust: {}, title: {} }}",
        key(&zone.id),
        zone.trust,
        quoted(&zone.title)
    );
    line(out, "  ", &text, &zone.why);
}

fn actor(out: &mut String, actor: &Actor) {
    line(out, "  ", &format!("{}:", key(&actor.id)), "");
    line(out, "    ", &format!("title: {}", quoted(&actor.title)), "");
    line(
        out,
        "    ",
        &format!("position: {}", actor.position),
        &actor.why,
    );
    if let Some(zone) = &actor.zone {
        line(out, "    ", &format!("zone: {}", key(zone)), "");
    }
    if let Some(attempts) = actor.attempts {
        let why = "the format does not say how likely it is that they try";
        line(out, "    ", &format!("attempts: {attempts}"), why);
    }
    if actor.entries.is_empty() {
        line(out, "    ", "entry: {}", "no flow starts here");
        return;
    }
    line(out, "    ", "entry:", "");
    for entry in &actor.entries {
        line(
            out,
            "      ",
            &format!("{}: {}", key(&entry.component), entry.how),
            &entry.why,
        );
    }
}

fn component(out: &mut String, component: &Component) {
    line(out, "  ", &format!("{}:", key(&component.id)), "");
    comments(out, "    ", &component.comments);
    line(
        out,
        "    ",
        &format!("kind: {}", component.kind),
        &component.why,
    );
    line(
        out,
        "    ",
        &format!("title: {}", quoted(&component.title)),
        "",
    );
    if let Some(zone) = &component.zone {
        line(out, "    ", &format!("zone: {}", key(zone)), "");
    }
    if !component.attributes.is_empty() {
        let attributes = component.attributes.join(", ");
        line(out, "    ", &format!("attributes: [{attributes}]"), "");
    }
    if !component.controls.is_empty() {
        line(out, "    ", "controls:", "");
        for (control, stated) in &component.controls {
            let text = format!("{control}: {}", stated.status.word());
            line(out, "      ", &text, &stated.whys.join("; "));
        }
    }
    if !component.asset.is_empty() {
        let values: Vec<_> = component
            .asset
            .iter()
            .map(|(property, impact)| format!("{property}: {impact}"))
            .collect();
        line(
            out,
            "    ",
            &format!("asset: {{ {} }}", values.join(", ")),
            "",
        );
    }
}

fn flow(out: &mut String, flow: &Flow) {
    let text = format!(
        "- {{ from: {}, verb: {}, to: {}, note: {} }}",
        key(&flow.from),
        flow.verb,
        key(&flow.to),
        quoted(&flow.note)
    );
    line(out, "  ", &text, "");
}

/// A reason stands beside its statement, or above it where it is long.
fn line(out: &mut String, indent: &str, text: &str, why: &str) {
    let why = plain(why);
    let beside = text.chars().count() + why.chars().count() <= WIDTH;
    if !why.is_empty() && !beside {
        comments(out, indent, std::slice::from_ref(&why));
    }
    out.push_str(indent);
    out.push_str(text);
    if !why.is_empty() && beside {
        out.push_str("  # ");
        out.push_str(&why);
    }
    out.push('\n');
}

fn comments(out: &mut String, indent: &str, lines: &[String]) {
    for text in lines {
        let mut width = 0;
        for word in plain(text).split(' ') {
            if width > 0 && width + word.chars().count() > WIDTH {
                out.push('\n');
                width = 0;
            }
            if width == 0 {
                out.push_str(indent);
                out.push('#');
            }
            out.push(' ');
            out.push_str(word);
            width += word.chars().count() + 1;
        }
        out.push('\n');
    }
}

/// An id as a YAML text: quoted where a YAML reader could take it for a number, a date or a truth value.
fn key(id: &str) -> String {
    let word = id.to_ascii_lowercase();
    let special = [
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf",
    ];
    if id.starts_with(|first: char| first.is_ascii_digit()) || special.contains(&word.as_str()) {
        format!("\"{id}\"")
    } else {
        id.to_owned()
    }
}

/// A double-quoted scalar on one line, with nothing in it that architecture files refuse. JSON's
/// escapes are YAML's, but YAML allows fewer characters unescaped.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in visible(shortened(text)).chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            it if printable(it) => out.push(it),
            it => {
                let _ = write!(out, "\\U{:08X}", u32::from(it));
            }
        }
    }
    out.push('"');
    out
}

/// One line that a comment can hold.
fn plain(text: &str) -> String {
    let printable: String = text
        .chars()
        .map(|it| if printable(it) { it } else { ' ' })
        .collect();
    shortened(&printable.split_whitespace().collect::<Vec<_>>().join(" ")).to_owned()
}

/// Long descriptions stay in the input; what is copied is their beginning.
fn shortened(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(LONGEST)
        .map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text)
}

const LONGEST: usize = 400;
const WIDTH: usize = 100;

fn printable(character: char) -> bool {
    let outside = matches!(
        character,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    );
    !character.is_control() && !outside
}

#[cfg(test)]
mod tests {
    use super::{key, plain, quoted};

    #[test]
    fn a_title_is_quoted_so_that_yaml_reads_it_back() {
        assert_eq!(quoted("a \"b\" \\ c"), r#""a \"b\" \\ c""#);
        assert_eq!(quoted("line one\r\ntwo\tthree"), "\"line one two three\"");
        assert_eq!(quoted("bell \u{7} \u{fffe}"), r#""bell \\u{7} \U0000FFFE""#);
    }

    #[test]
    fn an_id_that_looks_like_something_else_is_quoted() {
        assert_eq!(key("2024-01-01"), "\"2024-01-01\"");
        assert_eq!(key("No"), "\"No\"");
        assert_eq!(key("no-op"), "no-op");
    }

    #[test]
    fn a_comment_is_one_line() {
        assert_eq!(plain("one\n  two\u{2028}three\r"), "one two three");
    }
}
