//! `threatlog plan`

use clap::Args;

use super::answer::known_names;
use super::common::About;
use super::output::Stop;
use super::paths::at_least_one;
use crate::answer::{Plan, Question, paths, plan};
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct PlanCommand {
    /// Only paths to goals on this component
    #[arg(long, value_name = "COMPONENT")]
    to: Option<String>,
    /// Only paths of this actor
    #[arg(long, value_name = "ACTOR")]
    from: Option<String>,
    /// How many paths to test
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    about: About,
}

impl PlanCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let (session, progress) = self.about.open("looking for attack paths")?;
        known_names(&session.model, &self.to, &self.from)?;
        let question = Question {
            to: self.to.clone(),
            from: self.from.clone(),
            top: self.top,
            ..Question::default()
        };
        let analysis = session.solve()?;
        let answer = plan(&analysis, &paths(&analysis, &question));
        drop(progress);
        self.about
            .look
            .show(&answer, report::plan, || self.next(&answer))
    }

    fn next(&self, answer: &Plan) -> Vec<Hint> {
        let files = self.about.again();
        let Some(first) = answer.routes.first() else {
            let command = format!("threatlog check{files}");
            return vec![Hint::new(command, "what the file leaves unsaid")];
        };
        let mut asked = String::new();
        for (option, name) in [("--to", &self.to), ("--from", &self.from)] {
            asked.extend(name.iter().map(|name| format!(" {option} {name}")));
        }
        let top = self.top;
        vec![
            Hint::new(
                format!("threatlog plan --top {top}{asked}{files} --format markdown"),
                "the same as a checklist",
            ),
            Hint::new(
                format!("threatlog explain {}{files}", first.finding.path.shown),
                "why the first path holds, line by line",
            ),
            Hint::new(
                format!("threatlog assumptions{files}"),
                "what to verify by asking instead",
            ),
        ]
    }
}
