//! Reference pages of rules that somebody else wrote.

use threatlog_dl::{Sources, read};

use super::{rule_pages, vocabulary};

const RULES: &str = r#"
.type Actor <: symbol
.type Component <: symbol
.type Entry <: symbol
.type Kind <: symbol
.type Control <: symbol
.type Property <: symbol
.type Impact <: number
.decl entry(a: Actor, c: Component, how: Entry)
.input entry
.decl asset(c: Component, property: Property, impact: Impact)
.input asset
.decl component(c: Component, kind: Kind)
.input component
.decl lacks_control(c: Component, k: Control)
.input lacks_control
.decl slips_past(c: Component, k: Control)
.input slips_past
.decl starts(a: Actor, c: Component, how: Entry)
starts(a, c, how) :- entry(a, c, how).
/// reads: {a} opened {c}
/// gains: open
.decl opened(a: Actor, c: Component)
.decl violated(a: Actor, c: Component, property: Property)

/// Walk in.
///
/// It is not locked.
///
/// step:        walk_in
/// act:         a, c
/// stride:      tampering
/// technique:   atlas:AML.T0020
/// likelihood:  high
opened(a, c) :- entry(a, c, "post"), !component(c, "tool"), lacks_control(c, "authentication").

/// step: walk_in
opened(a, c) :- entry(a, c, "query"), asset(c, _, n), n > 3, slips_past(c, "rate_limiting").

// ── Attack steps: doors & windows ────────

/// Spoil it.
///
/// Nobody looks.
///
/// step:        spoil_it
/// act:         a, c
/// stride:      tampering
/// technique:   owasp-llm:2025:LLM04
/// likelihood:  low
violated(a, c, "integrity") :- opened(a, c).

// ── Doors, windows ──

/// Break it.
///
/// It is brittle.
///
/// step:        break_it
/// act:         a, c
/// stride:      denial_of_service
/// technique:   owasp-llm:2025:LLM10
/// likelihood:  low
violated(a, c, "availability") :- opened(a, c), starts(a, c, "exec").
"#;

#[test]
fn rules_without_headings_and_sentences_have_pages_too() {
    let mut sources = Sources::default();
    let file = sources.add("own.dl", RULES);
    let program = read(&sources, &[file]).expect("sound rules");
    let pages = rule_pages(&program, &sources, &[]);
    let names: Vec<&str> = pages.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["README.md", "other.md", "doors-windows.md"]);
    let other = &pages[1].text;
    for part in [
        "### walk_in\n\n**Walk in.**\n\nIt is not locked.\n",
        "Needs, way 1 of 2:\n\n- `entry` holds of *a*, *c*, post\n\
         - not: `component` holds of *c*, tool\n",
        "- `asset` holds of *c*, something, *n*\n- *n* is above 3\n",
        "Gains: *a* opened *c* (open).",
        "- [authentication](../vocabulary.md#authentication) on *c*, way 1\n",
        "- [rate_limiting](../vocabulary.md#rate_limiting) on *c*, leaves ×0.50, way 2\n",
        "- MITRE ATLAS 5.6.0: AML.T0020 Poison Training Data",
    ] {
        assert!(other.contains(part), "no {part:?} in\n{other}");
    }
    assert!(
        !other.contains("Example") && !other.contains("Fires"),
        "{other}"
    );
    let doors = &pages[2].text;
    assert!(doors.contains("# Doors & windows\n"), "{doors}");
    // Under another spelling of the same heading, so on the same page.
    assert!(doors.contains("### break_it\n"), "{doors}");
    assert!(doors.contains("No control stops or hampers it"), "{doors}");
}

/// What a file of rules says is shown, and is no markup and no command to a CI runner.
#[test]
fn hostile_rules_are_shown_and_do_nothing() {
    const HOSTILE: &str = "::error::x <script>y</script> [a](http://e.example) # z | \u{202e}";
    let rules = RULES
        .replace("Walk in.", &format!("{HOSTILE}."))
        .replace(
            "It is not locked.",
            &format!("{HOSTILE}\n///\n/// {HOSTILE}"),
        )
        .replace(
            "reads: {a} opened {c}",
            &format!("reads: {{a}} opened {{c}} {HOSTILE}"),
        )
        .replace("\"tool\"", &format!("\"{HOSTILE}\""))
        .replace("Doors, windows", HOSTILE);
    let mut sources = Sources::default();
    let file = sources.add("own.dl", rules);
    let program = read(&sources, &[file]).expect("sound rules");
    let pages = rule_pages(&program, &sources, &[]);
    let texts = pages.into_iter().map(|it| it.text);
    let texts: Vec<String> = texts.chain([vocabulary(&program, &sources)]).collect();
    let shown: usize = texts.iter().map(|it| it.matches("error::x").count()).sum();
    assert!(shown >= 8, "{shown} times");
    for text in texts {
        for markup in ["\n::error", "[a](", "\u{202e}", " <script", " | \\\\u"] {
            assert!(!text.contains(markup), "{markup:?} in\n{text}");
        }
    }
}

#[test]
fn the_vocabulary_tells_what_these_rules_look_at() {
    let mut sources = Sources::default();
    let file = sources.add("own.dl", RULES);
    let program = read(&sources, &[file]).expect("sound rules");
    let page = vocabulary(&program, &sources);
    for part in [
        "Stops:\n\n- [walk_in](rules/other.md#walk_in) on *c*: `entry` holds of *a*, it, post\n",
        "| `query` | send input like any user | yes |",
        // By way of a relation that hands the word on.
        "| `exec` | already run code on it | yes |",
        "| `network` | reach its network interface | – |",
        "### mfa\n\n",
    ] {
        assert!(page.contains(part), "no {part:?}");
    }
    let mfa = page.split("### mfa\n").nth(1).unwrap_or_default();
    let mfa = mfa.split("### ").next().unwrap_or_default();
    assert!(mfa.contains("No rule looks at it"), "{mfa}");
}
