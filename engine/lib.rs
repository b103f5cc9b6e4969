//! Architecture files in; ranked, explained attack paths out.

pub mod answer;
pub mod catalogue;
pub mod derivations;
pub mod facts;
pub mod model;
pub mod rank;
pub mod solve;
