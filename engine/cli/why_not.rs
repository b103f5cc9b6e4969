//! `threatlog why-not`

use std::path::PathBuf;

use clap::Args;
use threatlog_dl::nearest;

use super::answer::{hints, known_actor, known_component};
use super::common::{Format, Look, System, quoted};
use super::explain::{fact_syntax, known_columns};
use super::output::{Stop, print};
use super::progress::Progress;
use super::session::{Architecture, Session};
use crate::answer::{Analysis, Need, Solver, VIOLATED, WhyNot, why_not};
use crate::facts::Fact;
use crate::model::Property;
use crate::rank::Effort;
use crate::render::{json, markdown, text};

#[derive(Args, Debug)]
pub struct WhyNotCommand {
    /// A fact such as `can_write(mallory, model-registry)`, or a goal such as
    /// `model-registry integrity`
    what: String,
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    /// For a goal: only this actor
    #[arg(long, value_name = "ACTOR")]
    from: Option<String>,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl WhyNotCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("looking for what is in the way", self.look.quiet);
        let (session, database) =
            Session::open(&self.system, &Architecture::Files(&self.files), None)?;
        let analysis = session.analysis(database);
        let facts = self.facts(&analysis)?;
        let solver = Solver {
            derive: &|facts| session.derive(facts),
            solve: &|model| session.solve(model),
        };
        let answer = why_not(&analysis, &facts, &solver, Effort::default())?;
        drop(progress);
        print(&match self.look.format {
            Format::Json => json::text(&json::why_not(&answer, &session.sources)),
            Format::Markdown => markdown::why_not(&answer),
            Format::Table => {
                let shown = text::why_not(&answer, self.look.style());
                self.look.with_hints(shown, || self.next(&answer))
            }
        })
    }

    /// The fact asked about, or, for a goal without an actor, the one of each actor.
    fn facts(&self, analysis: &Analysis) -> Result<Vec<Fact>, Stop> {
        if let Some((relation, values)) = fact_syntax(&self.what) {
            if self.from.is_some() {
                let stop = Stop::problem("`--from` is for a goal; a fact names its actor itself");
                return Err(stop.help("leave it out, or ask for a goal: `COMPONENT PROPERTY`"));
            }
            known_columns(analysis, &relation, &values)?;
            derived(analysis, &relation)?;
            return Ok(vec![fact(analysis, &relation, &values)?]);
        }
        let words: Vec<&str> = self.what.split_whitespace().collect();
        let [component, property] = words[..] else {
            let message = format!("`{}` is neither a fact nor a goal", self.what);
            return Err(Stop::problem(message).help(
                "a fact is written `relation(value, …)`, a goal `component property`, as in \
                 `model-registry integrity`",
            ));
        };
        known_component(analysis.model, component)?;
        if Property::named(property).is_none() {
            let stop = Stop::problem(format!("`{property}` is not a property of an asset"));
            let words = Property::ALL.map(Property::word);
            return Err(stop.help(format!("there are: {}", words.join(", "))));
        }
        if let Some(actor) = &self.from {
            known_actor(analysis.model, actor)?;
        }
        let actors = analysis.model.actors.iter().map(|it| &it.id);
        let actors = actors.filter(|id| self.from.as_ref().is_none_or(|it| it == *id));
        let goal = |actor: &String| {
            let values = [actor.as_str(), component, property].map(str::to_owned);
            fact(analysis, VIOLATED, &values)
        };
        actors.map(goal).collect()
    }

    fn next(&self, answer: &WhyNot) -> String {
        let files = self.system.again(&self.files);
        if let Some(held) = answer.holds.first() {
            let command = format!("threatlog explain {}{files}", quoted(&held.fact));
            return hints(&[(command, "why it holds")]);
        }
        let depth = (
            format!("threatlog depth{files}"),
            "how deep everything of value is defended",
        );
        match answer.ways.first() {
            None => hints(&[depth]),
            Some(way) => hints(&[
                (
                    format!("threatlog whatif{files}{}", options(&way.needs)),
                    "what else that would change",
                ),
                depth,
            ]),
        }
    }
}

/// The options that change a system so.
fn options(needs: &[Need]) -> String {
    let option = |need: &Need| match need {
        Need::Fails { control, .. } => {
            format!(" --without {}:{}", control.component, control.control)
        }
        Need::Entry {
            actor,
            component,
            how,
        } => format!(" --add-entry {actor}:{component}:{how}"),
        Need::Flow { from, verb, to } => {
            format!(" --add-flow {}", quoted(&format!("{from} {verb} {to}")))
        }
    };
    needs.iter().map(option).collect()
}

/// Fails where the files and not the rules say what holds.
fn derived(analysis: &Analysis, relation: &str) -> Result<(), Stop> {
    let program = analysis.program();
    let id = program.relation_named(relation);
    if !id.is_some_and(|id| program.relation(id).input) {
        return Ok(());
    }
    let stop = Stop::problem(format!("`{relation}` is said by files and not derived"));
    Err(stop.help(format!(
        "`threatlog facts --relation {relation}` lists what is said"
    )))
}

/// A fact whose values are names of the system or words of the catalogue.
fn fact(analysis: &Analysis, relation: &str, values: &[String]) -> Result<Fact, Stop> {
    let texts: Vec<&str> = values.iter().map(String::as_str).collect();
    if let Some(fact) = analysis.fact(relation, &texts) {
        return Ok(fact);
    }
    let symbols = &analysis.facts().symbols;
    let unknown = texts.iter().find(|it| symbols.id(it).is_none());
    let word = unknown.copied().unwrap_or_default();
    let stop = Stop::problem(format!("this system has no `{word}`"));
    let model = analysis.model;
    let ids = model.components.iter().map(|it| it.id.as_str());
    let ids = ids.chain(model.actors.iter().map(|it| it.id.as_str()));
    Err(match nearest(word, ids) {
        Some(near) => stop.help(format!("did you mean `{near}`?")),
        None => stop.help("name actors and components as the files do"),
    })
}
