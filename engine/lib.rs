//! Architecture files in; ranked, explained attack paths out.
//!
//! An [`Engine`] holds rules. It solves a [`Model`], which is read from architecture texts among
//! [`Sources`], and every question of [`answer`] is asked of the [`Solved`] model:
//!
//! ```
//! use threatlog::answer::{Question, paths};
//! use threatlog::{Change, Engine, Sources, fault, model};
//!
//! const SHOP: &str = "
//! actors:
//!   visitor: { entry: { chat: query } }
//! components:
//!   chat: { kind: user_client }
//!   assistant: { kind: llm_app, asset: { integrity: severe } }
//! flows:
//!   - chat calls assistant
//! ";
//!
//! let mut sources = Sources::default();
//! let engine = Engine::shipped(&mut sources);
//! let file = sources.add("shop.yaml", SHOP);
//! let model = model::read(&sources, &[file])
//!     .map_err(|faults| fault::render(&faults, &sources, false))?;
//! let solved = engine.solve(&model)?;
//! let answer = paths(&solved, &Question::default());
//! for row in &answer.rows {
//!     println!("{:.1}  {}", row.risk, row.path.sentence);
//!     for act in &row.path.acts {
//!         println!("     {}", act.title);
//!     }
//! }
//!
//! // What if the assistant had a guardrail?
//! let guarded = model.changed(&[Change::with("assistant", "prompt_guardrail")]);
//! let guarded = engine.solve(&guarded.ok_or("no such component or control")?)?;
//! let after = paths(&guarded, &Question::default());
//! # assert!(after.rows[0].risk < answer.rows[0].risk);
//! # assert!(answer.rows.iter().any(|row| row.goal.component == "assistant"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Rules of your own come from [`Engine::new`], a question in Datalog from [`Query::new`]. What is
//! wrong with a text comes as a list of [`Fault`]s, each with its [`Place`]. [`mod@report`] makes
//! a report of an answer, [`mod@print`] text or Markdown of a report and JSON of an answer.
//!
//! Each module takes what the modules before it make: `catalogue`, `model`, `facts`, `solve`,
//! `derivations`, `engine`, `rank`, `fix`, `defence`, `answer`, `checker`, `report`, `print`, `import`, `cli`. Only
//! `cli` touches files and the terminal; without the feature `cli`, which is there by default, the
//! crate has neither it nor what it needs.

pub mod answer;
pub mod catalogue;
pub mod checker;
#[cfg(feature = "cli")]
pub mod cli;
pub mod defence;
pub mod derivations;
pub mod engine;
pub mod facts;
pub mod fix;
pub mod import;
pub mod model;
pub mod print;
pub mod rank;
pub mod report;
pub mod rules;
pub mod solve;

pub use engine::{Engine, Query, Rules, Solved};
pub use model::{Change, Model};
pub use solve::TooManyFacts;
pub use threatlog_dl::{Fault, Place, Program, Sources, fault};
