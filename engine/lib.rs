//! Architecture files in; ranked, explained attack paths out.

pub mod facts;
