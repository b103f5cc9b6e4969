//! Nothing goes in; random programs come out, each as text and compiled.

/// A random program.
pub struct Case {
    pub seed: u64,
    /// The text, to be read and interpreted.
    pub source: &'static str,
    /// The same as [`threatlog-compiled`'s](../../engine/compiled) `solve`, for this program.
    /// `threatlog_dl::inputs::COMPLEMENTS` are given by the rows that do not hold.
    pub solve: fn(&[&[u32]]) -> Vec<Vec<u32>>,
}

include!(concat!(env!("OUT_DIR"), "/programs.rs"));
