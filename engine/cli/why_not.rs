//! `threatlog why-not`

use clap::Args;
use threatlog_dl::nearest;

use super::answer::{known_actor, known_component};
use super::common::{About, options, quoted};
use super::explain::{fact_syntax, known_columns};
use super::output::Stop;
use crate::answer::{Need, VIOLATED, WhyNot, why_not};
use crate::engine::Solved;
use crate::facts::{Fact, Sort};
use crate::model::{Change, Property, meant, place_in_file};
use crate::rank::Effort;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct WhyNotCommand {
    /// A fact such as `can_write(mallory, model-registry)`, or a goal such as
    /// `model-registry integrity`
    what: String,
    /// For a goal: only this actor
    #[arg(long, value_name = "ACTOR")]
    from: Option<String>,
    #[command(flatten)]
    about: About,
}

impl WhyNotCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let (session, progress) = self.about.open("looking for what is in the way")?;
        let analysis = session.solve()?;
        let facts = self.facts(&analysis)?;
        let answer = why_not(&analysis, &facts, Effort::default())?;
        drop(progress);
        self.about
            .look
            .show(&answer, report::why_not, || self.next(&answer))
    }

    /// The fact asked about, or, for a goal without an actor, the one of each actor.
    fn facts(&self, analysis: &Solved) -> Result<Vec<Fact>, Stop> {
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
        known_component(&analysis.model, component)?;
        if Property::named(property).is_none() {
            let stop = Stop::problem(format!("`{property}` is not a property of an asset"));
            let words = Property::ALL.map(Property::word);
            return Err(stop.help(format!("there are: {}", words.join(", "))));
        }
        if let Some(actor) = &self.from {
            known_actor(&analysis.model, actor)?;
        }
        let actors = analysis.model.actors.iter().map(|it| &it.id);
        let actors = actors.filter(|id| self.from.as_ref().is_none_or(|it| it == *id));
        let goal = |actor: &String| {
            let values = [actor.as_str(), component, property].map(str::to_owned);
            fact(analysis, VIOLATED, &values)
        };
        actors.map(goal).collect()
    }

    fn next(&self, answer: &WhyNot) -> Vec<Hint> {
        let files = self.about.again();
        if let Some(held) = answer.holds.first() {
            let command = format!("threatlog explain {}{files}", quoted(&held.fact));
            return vec![Hint::new(command, "why it holds")];
        }
        let first = answer.ways.first().map(|way| {
            let changes: Vec<Change> = way.needs.iter().map(Need::change).collect();
            let command = format!("threatlog whatif{files}{}", options(&changes));
            Hint::new(command, "what else that would change")
        });
        let depth = Hint::new(
            format!("threatlog depth{files}"),
            "how deep everything of value is defended",
        );
        first.into_iter().chain([depth]).collect()
    }
}

/// Fails where the files and not the rules say what holds.
fn derived(analysis: &Solved, relation: &str) -> Result<(), Stop> {
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
fn fact(analysis: &Solved, relation: &str, values: &[String]) -> Result<Fact, Stop> {
    let texts: Vec<&str> = values.iter().map(String::as_str).collect();
    if let Some(fact) = analysis.fact(relation, &texts) {
        return Ok(fact);
    }
    let symbols = &analysis.facts().symbols;
    let unknown = texts.iter().position(|it| symbols.id(it).is_none());
    let at = unknown.unwrap_or_default();
    let word = texts.get(at).copied().unwrap_or_default();
    if let Some((what, help)) = other_word(analysis, relation, at, word) {
        return Err(Stop::problem(format!("`{word}` is not {what}")).help(help));
    }
    let stop = Stop::problem(format!("this system has no `{word}`"));
    let model = &analysis.model;
    let ids = model.components.iter().map(|it| it.id.as_str());
    let ids = ids.chain(model.actors.iter().map(|it| it.id.as_str()));
    Err(match nearest(word, ids) {
        Some(near) => stop.help(format!("did you mean `{near}`?")),
        None => stop.help("name actors and components as the files do"),
    })
}

/// For a value that should be a word of the catalogue: what it is not, and the word that means it.
fn other_word(
    analysis: &Solved,
    relation: &str,
    at: usize,
    word: &str,
) -> Option<(&'static str, String)> {
    let program = analysis.program();
    let columns = &program.relation(program.relation_named(relation)?).columns;
    let of = Sort::named(&columns.get(at)?.sort)?.vocabulary()?;
    let known = of.words();
    let near = || nearest(word, known).map(|it| format!("did you mean `{it}`?"));
    let help = meant(word, of, place_in_file).or_else(near)?;
    Some((of.a_word(), help))
}
