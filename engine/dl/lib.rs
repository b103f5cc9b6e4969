//! The rule language: text in; a checked [`Program`], its text, or crepe source out.

pub mod fault;
pub mod program;
pub mod source;

pub use fault::Fault;
pub use program::Program;
pub use source::{Place, Sources};
