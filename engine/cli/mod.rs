//! Arguments in; files read, questions asked, answers printed. Only this module does I/O.

mod answer;
mod assumptions;
mod baseline;
mod check;
mod color;
mod common;
mod demo;
mod depth;
mod diff;
mod explain;
mod export;
mod facts;
mod fix;
mod folder;
mod gate;
mod import;
mod init;
mod output;
mod paths;
mod plan;
mod progress;
mod query;
mod reach;
mod rules;
mod ruleset;
mod session;
mod test;
mod today;
mod verify;
mod version;
mod whatif;
mod who_can_reach;
mod why_not;
mod words;

use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};

/// Datalog for AI threat modelling: ranked attack paths with proofs, from an architecture file.
#[derive(Debug, Parser)]
#[command(name = "threatlog", version, max_term_width = 100)]
#[command(
    after_help = "Start with `threatlog demo`, then `threatlog init`. Exit codes: 0 answered, \
    1 a gate failed, 2 wrong usage or faulty input."
)]
pub struct Cli {
    /// When to colour; NO_COLOR is respected
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: color::When,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the ranked attack paths of a built-in example
    Demo(demo::Demo),
    /// Write a commented starter threatlog.yaml
    Init(init::Init),
    /// Tell whether an architecture file is sound, and what it leaves unsaid
    Check(check::Check),
    /// Rank the attack paths of a system
    Paths(paths::PathsCommand),
    /// Tell which actors gain what on a component
    WhoCanReach(who_can_reach::WhoCanReach),
    /// Tell everything an actor gains
    Reach(reach::Reach),
    /// Rank the controls that nobody states and that paths rest on: what to verify first
    Assumptions(assumptions::AssumptionsCommand),
    /// Tell what a change to the system does to its risks, before and after
    #[command(name = "whatif")]
    WhatIf(whatif::WhatIfCommand),
    /// Tell which goals differ between two systems, or two versions of the rules, and why
    Diff(diff::DiffCommand),
    /// Record all goals, to be compared with later
    Baseline(baseline::BaselineCommand),
    /// Fail where a risk exceeds a limit or rises over a baseline
    Gate(gate::Gate),
    /// Find the cheapest controls that cut every path to a goal
    Fix(fix::FixCommand),
    /// Tell whether cases give the answers that they expect
    Test(test::TestCommand),
    /// Tell how many present controls must fail before an asset is lost
    Depth(depth::DepthCommand),
    /// Check the proofs of all paths, and that controls do what `fix` says
    Verify(verify::Verify),
    /// Write a red-team test plan for the top paths
    Plan(plan::PlanCommand),
    /// Show why a path or fact holds, down to the lines of the files
    Explain(explain::Explain),
    /// Tell what would have to change for a fact to hold that does not
    WhyNot(why_not::WhyNotCommand),
    /// Ask a saved or ad-hoc Datalog question
    Query(query::QueryCommand),
    /// List the facts of an architecture, or write them for Soufflé
    Facts(facts::FactsCommand),
    /// List the attack steps, or show one in full
    Rules(rules::RulesCommand),
    /// Explain the words of architecture files: kinds, verbs, entries, attributes, controls
    Words(words::WordsCommand),
    /// Tell which rules, words and lists of ids answers rest on
    Version(version::VersionCommand),
    /// Write the goals of a system and what they follow from for another tool
    Export(export::Export),
    /// Turn another tool's threat model into an architecture file
    Import(import::Import),
}

/// Runs the command that the process's arguments name.
pub fn run() -> ExitCode {
    let command = Cli::command().color(color::of_arguments(std::env::args()));
    let read = command.try_get_matches().and_then(|it| {
        let as_json = asks_for_json(&it);
        Ok((Cli::from_arg_matches(&it)?, as_json))
    });
    let (cli, as_json) = read.unwrap_or_else(|stop| stop.exit());
    color::choose(cli.color);
    let done = match &cli.command {
        Command::Demo(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Paths(command) => command.run(),
        Command::WhoCanReach(command) => command.run(),
        Command::Reach(command) => command.run(),
        Command::Assumptions(command) => command.run(),
        Command::WhatIf(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Baseline(command) => command.run(),
        Command::Gate(command) => command.run(),
        Command::Fix(command) => command.run(),
        Command::Test(command) => command.run(),
        Command::Depth(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Plan(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::WhyNot(command) => command.run(),
        Command::Query(command) => command.run(),
        Command::Facts(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Words(command) => command.run(),
        Command::Version(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Import(command) => command.run(),
    };
    done.map_or_else(|stop| stop.report(as_json), |()| ExitCode::SUCCESS)
}

/// Whether the answer is to be JSON, whichever command gives it, and so what is said instead of one.
fn asks_for_json(arguments: &ArgMatches) -> bool {
    let command = arguments.subcommand().map(|(_, it)| it);
    let format = command.and_then(|it| it.try_get_raw("format").ok().flatten());
    format.is_some_and(|mut it| it.any(|it| it == "json"))
}
