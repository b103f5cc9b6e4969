//! Files of rules in; an engine out.

use threatlog_dl::{Fault, Sources};

use super::common::RuleFiles;
use super::output::Stop;
use super::session::{Question, faulty, has_their_ending, read_file};
use crate::answer::VIOLATED;
use crate::engine::{Engine, Query, RULES_NAME, Rules};

/// Rules that were read and checked, with their texts.
#[derive(Debug)]
pub struct Ruleset {
    pub sources: Sources,
    pub engine: Engine,
}

impl Ruleset {
    pub fn read(files: &RuleFiles) -> Result<Self, Stop> {
        Self::named(files, RULES_NAME)
    }

    /// The same, with a name for the built-in rules that sets them apart from a file.
    pub fn named(files: &RuleFiles, shipped: &str) -> Result<Self, Stop> {
        let mut sources = Sources::default();
        let rules = read_rules(files, shipped, &mut sources)?;
        let engine = Engine::new(&rules, &sources);
        let engine = engine.map_err(|it| not_sound(files, it, &sources))?;
        if engine.program().relation_named(VIOLATED).is_none() {
            let stop = Stop::problem(format!("these rules never say what is `{VIOLATED}`"));
            return Err(stop.help("`--rules` replaces all rules, `--add-rules` adds to them"));
        }
        Ok(Self { sources, engine })
    }
}

/// A question on top of the rules, with all their texts.
pub fn read_query(files: &RuleFiles, question: &Question) -> Result<(Query, Sources), Stop> {
    let mut sources = Sources::default();
    let rules = read_rules(files, RULES_NAME, &mut sources)?;
    let text = sources.add(question.name, question.text);
    let query = Query::new(&rules, text, &question.parameters, &sources);
    let query = query.map_err(|it| not_sound(files, it, &sources))?;
    Ok((query, sources))
}

fn read_rules(files: &RuleFiles, shipped: &str, sources: &mut Sources) -> Result<Rules, Stop> {
    let mut rules = match &files.rules {
        Some(path) => Rules::instead(read_file(path, sources)?),
        None => Rules::shipped(shipped, sources),
    };
    for path in &files.add_rules {
        rules = rules.and(read_file(path, sources)?);
    }
    if files.rules.is_some() || !files.add_rules.is_empty() {
        are_rules(&rules, sources)?;
    }
    Ok(rules)
}

/// Stops if a file of rules is an architecture file: each line of it would be a fault.
fn are_rules(rules: &Rules, sources: &Sources) -> Result<(), Stop> {
    let files = rules.files().iter().filter_map(|&it| sources.get(it));
    for file in files {
        let mut lines = file.text.lines().map(str::trim_start);
        let first = lines.find(|it| !it.is_empty() && !it.starts_with(['#', '%', '/']));
        let sections = ["system:", "components:", "actors:", "zones:", "flows:"];
        let begins = first.is_some_and(|line| sections.iter().any(|it| line.starts_with(it)));
        if has_their_ending(&file.name) || begins {
            let name = &file.name;
            let stop = Stop::problem(format!(
                "`{name}` holds no rules: it is an architecture file"
            ));
            return Err(stop.help(
                "a file of rules comes after `--rules` or `--add-rules`, and after `diff --rules` \
                 come two, of which `built-in` may be one; architecture files follow them",
            ));
        }
    }
    Ok(())
}

/// The faults of rules, or what is wrong with all of them.
fn not_sound(files: &RuleFiles, faults: Vec<Fault>, sources: &Sources) -> Stop {
    /// Whoever declares so many relations again has added rules that were to replace others.
    const MANY: usize = 5;
    let again = faults.iter().filter(|it| it.code == "duplicate-relation");
    if again.count() < MANY || files.add_rules.is_empty() {
        return faulty(faults, sources);
    }
    let names = files
        .add_rules
        .iter()
        .map(|it| format!("`{}`", it.display()));
    let names: Vec<String> = names.collect();
    let names = names.join(" and ");
    let stop = Stop::problem(format!(
        "{names} declares the relations of the other rules again"
    ));
    stop.help("`--add-rules` adds to the rules; to use others instead of them, say `--rules`")
}
