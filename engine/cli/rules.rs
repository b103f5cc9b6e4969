//! `threatlog rules`

use clap::Args;
use threatlog_dl::nearest;

use super::answer::hints;
use super::common::{Format, Look, RuleFiles};
use super::output::{Stop, print};
use super::session::rules_of;
use crate::render::{json, likelihood, markdown, text};

#[derive(Args, Debug)]
pub struct RulesCommand {
    /// Show this attack step in full
    step: Option<String>,
    /// Print the text of the built-in rules
    #[arg(long, conflicts_with_all = ["step", "rules", "add_rules"])]
    source: bool,
    #[command(flatten)]
    rules: RuleFiles,
    #[command(flatten)]
    look: Look,
}

impl RulesCommand {
    pub fn run(&self) -> Result<(), Stop> {
        if self.source {
            return print(threatlog_compiled::RULES);
        }
        let (program, sources) = rules_of(&self.rules)?;
        let Some(name) = &self.step else {
            return print(&match self.look.format {
                Format::Json => json::text(&json::rules(&program)),
                Format::Markdown => {
                    let header = ["Step", "What the attacker does", "Chance", "References"];
                    let rows = program.steps.iter().map(|step| {
                        let references = step.techniques.iter().map(ToString::to_string);
                        vec![
                            step.id.clone(),
                            step.title.clone(),
                            likelihood(step.likelihood.chance()),
                            references.collect::<Vec<_>>().join(", "),
                        ]
                    });
                    markdown::table(&header.map(str::to_owned), &rows.collect::<Vec<_>>())
                }
                Format::Table => {
                    let mut shown = text::rules(&program, self.look.style());
                    if let Some(step) = program.steps.first().filter(|_| !self.look.quiet) {
                        let command = format!("threatlog rules {}", step.id);
                        shown.push_str(&hints(&[(command, "one step in full")]));
                    }
                    shown
                }
            });
        };
        let Some(step) = program.steps.iter().find(|step| step.id == *name) else {
            let stop = Stop::problem(format!("`{name}` is not an attack step"));
            let near = nearest(name, program.steps.iter().map(|it| it.id.as_str()));
            let help = near.map(|near| format!("did you mean `{near}`?"));
            return Err(stop.help(help.unwrap_or_else(|| "see `threatlog rules`".into())));
        };
        print(&match self.look.format {
            Format::Json => json::text(&json::step(&program, step)),
            Format::Markdown | Format::Table => {
                text::step(&program, step, &sources, self.look.style())
            }
        })
    }
}
