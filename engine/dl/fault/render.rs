//! Faults in; the text that shows each with the lines it is about out.

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{Fault, sort};
use crate::source::{Place, Sources};
use crate::visible;

/// After this many faults only their number is shown.
const MOST_SHOWN: usize = 50;

/// Lines longer than this, in bytes, are located but not shown.
const LONGEST_LINE: usize = 4000;

/// Columns within which help stands beside the underlined text; else it stands below.
const WIDTH: usize = 110;

/// Renders faults the way rustc does, sorted by place; those without a place come first.
pub fn render(faults: &[Fault], sources: &Sources, color: bool) -> String {
    let mut faults = faults.to_vec();
    sort(&mut faults);
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(WIDTH);
    let mut text = String::new();
    for fault in faults.iter().take(MOST_SHOWN) {
        text.push_str(&one(fault, sources, &renderer));
        text.push_str("\n\n");
    }
    if let Some(more) = faults.len().checked_sub(MOST_SHOWN).filter(|&it| it > 0) {
        text.push_str(&format!("… and {more} more\n"));
    }
    let length = text.trim_end().len();
    text.truncate(length);
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn one(fault: &Fault, sources: &Sources, renderer: &Renderer) -> String {
    let title = Level::ERROR.primary_title(visible(&fault.message));
    let title = title.id(fault.code);
    let help = fault.help.as_deref().map(visible);
    let mut elements: Vec<Element> = Vec::new();
    let mut beside = false;
    if let Some((place, name)) = shown(fault, sources) {
        let (line, column) = sources.line_column(place);
        let text = line_at(place, sources);
        if text.len() > LONGEST_LINE {
            let origin = Origin::path(visible(name)).line(line).char_column(column);
            elements.push(origin.into());
        } else {
            let span = within(place, sources, text);
            let before = text.get(..span.end).unwrap_or(text).chars().count();
            beside = help
                .as_ref()
                .is_some_and(|it| before + it.len() < WIDTH - 20);
            let label = help.as_ref().filter(|_| beside);
            let label = label.map(|it| format!("help: {it}"));
            let mark = AnnotationKind::Primary.span(span).label(label);
            let snippet = Snippet::source(text).path(visible(name)).line_start(line);
            elements.push(snippet.annotation(mark).into());
        }
    }
    if let Some(help) = help.filter(|_| !beside) {
        elements.push(Level::HELP.message(help).into());
    }
    let group = title.elements(elements);
    renderer.render(&[group])
}

/// The place of a fault and the name of its file, if that file is known.
fn shown<'a>(fault: &Fault, sources: &'a Sources) -> Option<(Place, &'a str)> {
    let place = fault.place?;
    Some((place, sources.get(place.file)?.name.as_str()))
}

/// The line in which a place starts, without its end of line.
fn line_at(place: Place, sources: &Sources) -> &str {
    let text = sources.get(place.file).map_or("", |it| it.text.as_str());
    let start = line_start(text, place);
    let line = text[start..].split('\n').next().unwrap_or("");
    line.trim_end_matches('\r')
}

fn line_start(text: &str, place: Place) -> usize {
    let mut start = (place.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    text[..start].rfind('\n').map_or(0, |at| at + 1)
}

/// The part of a place that lies in its first line, as a range of that line's bytes.
fn within(place: Place, sources: &Sources, line: &str) -> std::ops::Range<usize> {
    let text = sources.get(place.file).map_or("", |it| it.text.as_str());
    let offset = line_start(text, place);
    let fit = |at: u32| {
        let mut at = (at as usize).saturating_sub(offset).min(line.len());
        while !line.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (fit(place.start), fit(place.end));
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::render;
    use crate::{Fault, Place, Sources};

    fn fault(start: u32, end: u32, message: &str, help: Option<&str>) -> Fault {
        let place = Place {
            file: 0,
            start,
            end,
        };
        Fault {
            help: help.map(str::to_owned),
            ..Fault::at(place, "some-code", message)
        }
    }

    fn sources(text: &str) -> Sources {
        let mut sources = Sources::default();
        sources.add("threatlog.yaml", text);
        sources
    }

    #[track_caller]
    fn check(text: &str, fault: Fault, expected: &str) {
        assert_eq!(render(&[fault], &sources(text), false), expected);
    }

    #[test]
    fn help_stands_beside_what_it_is_about() {
        check(
            "flows:\r\n  - trainer writes_to regsitry\r\n",
            fault(
                30,
                38,
                "`regsitry` is not a component",
                Some("did you mean `registry`?"),
            ),
            "\
error[some-code]: `regsitry` is not a component
 --> threatlog.yaml:2:23
  |
2 |   - trainer writes_to regsitry
  |                       ^^^^^^^^ help: did you mean `registry`?
",
        );
    }

    #[test]
    fn only_the_first_line_is_underlined() {
        check(
            "one\n\ttwo ü\nthree",
            fault(5, 16, "wrong", None),
            "\
error[some-code]: wrong
 --> threatlog.yaml:2:2
  |
2 |     two ü
  |     ^^^^^
",
        );
    }

    #[test]
    fn a_fault_without_a_place_has_a_title_and_help() {
        let mut fault = fault(0, 0, "no such file\nat all", Some("give a file"));
        fault.place = None;
        check(
            "",
            fault,
            "\
error[some-code]: no such file at all
 |
 = help: give a file
",
        );
    }

    #[test]
    fn empty_files_and_long_lines_are_located() {
        check(
            "",
            fault(0, 0, "empty", None),
            "\
error[some-code]: empty
 --> threatlog.yaml:1:1
  |
1 |
  | ^
",
        );
        let long = format!("{}!{}", "x".repeat(5000), "y".repeat(5000));
        check(
            &long,
            fault(5000, 5001, "long", Some("shorten it")),
            "\
error[some-code]: long
--> threatlog.yaml:1:5001
 = help: shorten it
",
        );
    }

    #[test]
    fn faults_are_sorted_and_counted() {
        let text = "ab\n".repeat(100);
        let faults: Vec<Fault> = (0..60)
            .rev()
            .map(|at| fault(3 * at, 3 * at + 1, "it", None))
            .collect();
        let shown = render(&faults, &sources(&text), false);
        assert!(
            shown.starts_with("error[some-code]: it\n --> threatlog.yaml:1:1\n"),
            "{shown}"
        );
        assert!(shown.ends_with("\n\n… and 10 more\n"), "{shown}");
    }

    #[test]
    fn color_adds_and_removes_nothing() {
        let plain = render(&[fault(0, 1, "it", Some("help"))], &sources("abc"), false);
        let colored = render(&[fault(0, 1, "it", Some("help"))], &sources("abc"), true);
        assert_ne!(plain, colored);
        let stripped: String = colored
            .split('\u{1b}')
            .enumerate()
            .map(|(at, part)| {
                if at == 0 {
                    part
                } else {
                    part.split_once('m').map_or("", |it| it.1)
                }
            })
            .collect();
        assert_eq!(stripped, plain);
    }

    proptest! {
        #[test]
        fn any_place_in_any_text_renders(
            text in "(\\PC|[\t\r\n\u{1b}\u{200f}üüü漢 ]){0,60}",
            start in 0u32..200, length in 0u32..200, file in 0u32..2, message in any::<String>(),
        ) {
            let mut it = fault(start, start + length, &message, Some(&text));
            it.place.iter_mut().for_each(|place| place.file = file);
            let shown = render(&[it], &sources(&text), false);
            prop_assert!(shown.starts_with("error[some-code]"));
        }
    }
}
