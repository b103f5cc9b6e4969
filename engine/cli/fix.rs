//! `threatlog fix`

use std::path::{Path, PathBuf};

use clap::Args;

use super::answer::{known_actor, known_component};
use super::common::{Look, System, options};
use super::output::Stop;
use super::paths::{PropertyName, risk};
use super::progress::Progress;
use super::session::{Architecture, Session, has_their_ending};
use crate::answer::{Fix, Proposal, Wanted, fix};
use crate::model::Model;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct FixCommand {
    /// Components or actors whose goals to cut off, and architecture files (`threatlog.yaml` if
    /// none is named). Without a name or --min-risk: the goal of highest risk
    #[arg(value_name = "NAME or FILE")]
    words: Vec<String>,
    /// Only paths that violate this property
    #[arg(long, value_enum)]
    property: Option<PropertyName>,
    /// Only paths of this actor
    #[arg(long, value_name = "ACTOR")]
    from: Option<String>,
    /// All goals of at least this risk (0 to 10)
    #[arg(long, value_name = "RISK", value_parser = risk)]
    min_risk: Option<f64>,
    /// Find the controls that remove most risk for so much; of all goals, unless some are named
    #[arg(long, value_name = "COST", value_parser = cost)]
    budget: Option<u64>,
    #[command(flatten)]
    system: System,
    #[command(flatten)]
    look: Look,
}

impl FixCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let progress = Progress::start("looking for the cheapest measures", self.look.quiet);
        let (files, names): (Vec<&String>, Vec<&String>) =
            self.words.iter().partition(|it| is_file(it));
        let files: Vec<PathBuf> = files.into_iter().map(PathBuf::from).collect();
        let session = Session::open(&self.system, &Architecture::Files(&files))?;
        let wanted = self.wanted(&session.model, &names)?;
        let analysis = session.solve()?;
        let answer = fix(&analysis, &wanted)?;
        drop(progress);
        let again = self.system.again(&files);
        self.look
            .show(&answer, report::fix, || next(&answer, &again))
    }

    fn wanted(&self, model: &Model, names: &[&String]) -> Result<Wanted, Stop> {
        let mut wanted = Wanted {
            property: self.property.map(|it| it.word().to_owned()),
            min_risk: self.min_risk,
            budget: self.budget,
            ..Wanted::default()
        };
        for &name in names {
            if model.actor_named(name).is_some() && model.component_named(name).is_none() {
                wanted.actors.push(name.clone());
            } else {
                known_component(model, name)?;
                wanted.components.push(name.clone());
            }
        }
        if let Some(actor) = &self.from {
            known_actor(model, actor)?;
            wanted.actors.push(actor.clone());
        }
        let all = wanted.components.is_empty() && wanted.actors.is_empty();
        if self.budget.is_some() && all {
            wanted.min_risk = wanted.min_risk.or(Some(0.0));
        }
        Ok(wanted)
    }
}

/// Names have no slash, and few end like a file.
fn is_file(word: &str) -> bool {
    word.contains(['/', '\\']) || has_their_ending(word) || Path::new(word).is_file()
}

fn next(answer: &Fix, files: &str) -> Vec<Hint> {
    let Some(goal) = answer.goals.first().map(|it| &it.goal) else {
        let command = format!("threatlog check{files}");
        return vec![Hint::new(command, "what the file leaves unsaid")];
    };
    let (component, actor) = (&goal.component, &goal.actor);
    let paths = Hint::new(
        format!("threatlog paths --to {component} --from {actor}{files}"),
        "the paths to the first goal",
    );
    let sets = [&answer.set, &answer.redesign].into_iter().flatten();
    let bought = answer.purchase.iter().flat_map(|it| &it.controls);
    let measures: Vec<&Proposal> = sets.flat_map(|it| &it.measures).chain(bought).collect();
    let mut hints = Vec::new();
    if !measures.is_empty() {
        let changes = options(measures.into_iter().map(|it| &it.change));
        let command = format!("threatlog whatif{files}{changes}");
        hints.push(Hint::new(command, "all risks before and after"));
    }
    if answer.set.is_none() && answer.purchase.is_none() {
        let command = format!("threatlog fix {component} --from {actor} --budget 5{files}");
        hints.push(Hint::new(
            command,
            "what lowers the risk most for a cost of 5",
        ));
    }
    hints.push(paths);
    hints
}

fn cost(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| "a budget is a whole number, as costs are".to_owned())
}
