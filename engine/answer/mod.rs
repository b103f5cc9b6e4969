//! A solved model and a question in; the answer as plain data out.

mod assumptions;
mod baseline;
mod between;
mod carrying;
mod cause;
mod check;
mod compare;
mod coverage;
mod depth;
mod derivation;
mod derived;
mod example;
mod expected;
mod explain;
mod faults;
mod find;
mod findings;
mod fix;
mod gate;
mod given;
mod goals;
mod no_change;
mod no_effect;
mod path;
mod paths;
mod plan;
mod provenance;
mod question;
mod reach;
mod register;
mod relations;
mod renamed;
mod rmf;
mod rows;
mod rule_cause;
mod saved;
mod scale;
mod score;
mod spot;
mod standing;
mod stated;
mod steps;
mod tied;
mod treated;
mod treatment;
mod undefended;
mod unmet;
mod version;
mod way;
mod ways;
mod why_not;
mod wording;
mod words;

pub use assumptions::{
    Assumption, AssumptionEffort, Assumptions, RiskSum, Trial, WorstGoal, assumptions,
};
pub use baseline::{Baseline, Recorded, baseline, rules_name};
pub use cause::{Cause, Side};
pub use check::{Check, CheckedFile, Checks, Idle, IdleAt, IdleFlow, Named, Unmentioned, check};
pub use check::{OpenQuestion, Order, Questions, Warned, Warning, WarningKind};
pub use compare::{
    Compared, Comparison, Diff, Difference, DifferenceKind, NamedWay, Renamed, UnderRules, WhatIf,
};
pub use compare::{compare, compare_rules, compare_solved};
pub use coverage::{Coverage, Exercise, Exercised, Threat, ThreatList, coverage, exercised};
pub use depth::{Breach, DepthQuestion, DepthRow, Depths, WeakSpot, depths};
pub use derivation::{Derivation, Inference, Node};
pub use derived::VIOLATED;
pub use example::{Example, Examples, Told, examples};
pub use expected::{Failure, PlacedFailure, TestedCase, TestedCases, judge, test, violations};
pub use explain::{Deed, Explained, Explanation, explain};
pub use faults::{Faults, PlainFault};
pub use find::{Found, find, likeliest_path};
pub use findings::{BestChange, Fallen, Finding, Findings, Who, findings};
pub use fix::{
    Asked, Fix, FixSet, PATHS_EACH, Proposal, Purchase, RankedGoal, Remaining, Short, Single,
    Wanted, fix,
};
pub use gate::{
    Ambiguous, Bar, Cut, Exempt, MaxRisk, Red, Settled, SettledOf, Uncovered, Unrecorded, Verdict,
    gate,
};
pub use given::{FactList, GivenFact, given_facts};
pub use goals::{Goal, Loss, goals};
pub use no_change::no_change;
pub use no_effect::{NoEffect, no_effect};
pub use path::{Act, Boundary, Control, Gap, Path, WeakControl, short_ids};
pub use paths::{Paths, RankedPath, is_tied, passes, paths, register};
pub use plan::{Given, Hurdle, HurdleStatus, Plan, Route, Test, plan};
pub use provenance::Provenance;
pub use question::Question;
pub use reach::{Gains, Reach, WhoCanReach, gain_facts, reach, who_can_reach};
pub use register::{Present, threat};
pub use relations::{ColumnInfo, RelationInfo, RelationList, relations};
pub use rmf::{Meaning, Reason, Subcategory, rmf_of_step};
pub use rows::{Row, Rows, rows};
pub use rule_cause::RuleTexts;
pub use scale::{RISK_WORDS, billionths, bin, composed_impact, likelihood_word, risk_word};
pub use score::{Factor, Score, total_of};
pub use spot::Spot;
pub use standing::{GoalName, Standing, Standings};
pub use stated::{Holder, IdleControls};
pub use steps::{StepInfo, StepList, steps};
pub use treatment::Decision;
pub use unmet::unmet;
pub use version::{CatalogueVersion, FrameworkVersion, RulesVersion, Version, version};
pub use way::AttackWay;
pub use why_not::{FLOW_COST, Held, Miss, Need, Searched, Way, WhyNot, why_not};
pub use wording::{distinct, sentence};
pub use words::{AskedWord, ControlInfo, Mitigation, WordMeaning, Words, asked_word, words};
