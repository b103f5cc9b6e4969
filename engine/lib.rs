//! Architecture files in; ranked, explained attack paths out.
//!
//! Each module takes what the modules before it make: `catalogue`, `model`, `facts`, `solve`,
//! `derivations`, `rank`, `fix`, `defence`, `answer`, `checker`, `render`, `cli`. Only `cli` touches files and the
//! terminal.

pub mod answer;
pub mod catalogue;
pub mod checker;
pub mod cli;
pub mod defence;
pub mod derivations;
pub mod facts;
pub mod fix;
pub mod import;
pub mod model;
pub mod rank;
pub mod render;
pub mod rules;
pub mod solve;
