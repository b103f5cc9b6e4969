//! A solved model and a question in; the answer as plain data out.

mod derivation;

pub use derivation::{Derivation, Inference, Node, derivation};
