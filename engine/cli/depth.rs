//! `threatlog depth`

use clap::Args;

use super::answer::known_names;
use super::common::{About, options};
use super::output::Stop;
use super::paths::at_least_one;
use crate::answer::{Control, DepthQuestion, Depths, depths};
use crate::model::Change;
use crate::rank::Effort;
use crate::report::{self, Hint};

#[derive(Args, Debug)]
pub struct DepthCommand {
    /// Only this component, each goal with its whole path
    #[arg(long, value_name = "COMPONENT")]
    to: Option<String>,
    /// Only paths of this actor
    #[arg(long, value_name = "ACTOR")]
    from: Option<String>,
    /// Only goals behind exactly one control
    #[arg(long)]
    weak_spots: bool,
    /// How many goals to show
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = at_least_one)]
    top: usize,
    #[command(flatten)]
    about: About,
}

impl DepthCommand {
    pub fn run(&self) -> Result<(), Stop> {
        let (session, progress) = self.about.open("letting controls fail")?;
        known_names(&session.model, &self.to, &self.from)?;
        let question = DepthQuestion {
            to: self.to.clone(),
            from: self.from.clone(),
            effort: Effort::default(),
        };
        let mut answer = depths(&session.solve()?, &question)?;
        if self.weak_spots {
            answer.rows.retain(|row| row.depth == Some(1));
        }
        drop(progress);
        let told = |it: &Depths| report::depths(it, self.top, self.to.is_some());
        self.about.look.show(&answer, told, || self.next(&answer))
    }

    /// The path that the shallowest closed goal is about, and what the open ones cost.
    fn next(&self, answer: &Depths) -> Vec<Hint> {
        let from = self.from.iter().map(|actor| format!(" --from {actor}"));
        let files = from.collect::<String>() + &self.about.again();
        let mut hints = Vec::new();
        let closed = answer.rows.iter().find(|row| row.depth > Some(0));
        if let Some(row) = closed
            && let Some(breach) = &row.opening
        {
            let to = &row.component;
            let fails: Vec<Change> = breach.fails.iter().map(Control::failing).collect();
            let without = options(&fails);
            if self.to.is_none() {
                let what = "one component, with whole paths";
                hints.push(Hint::new(format!("threatlog depth --to {to}{files}"), what));
            }
            let command = format!("threatlog paths --to {to}{files}{without}");
            hints.push(Hint::new(command, "the paths if that fails"));
        }
        hints.push(Hint::new(
            format!("threatlog paths{files}"),
            "the paths past what stands there today",
        ));
        hints
    }
}
