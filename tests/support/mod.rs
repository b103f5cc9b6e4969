//! What several tests share: seeded random systems, and slow, obvious ways to answer.
#![allow(
    dead_code,
    reason = "each test file uses its own part of what the tests share"
)]

pub mod brute_force;
pub mod changes;
pub mod command;
pub mod guarded_system;
pub mod harm;
pub mod large_model;
pub mod naive;
pub mod random_facts;
pub mod random_model;
#[path = "../programs/random.rs"]
pub mod random_program;
pub mod random_system;
pub mod restricted;
pub mod shipped;
pub mod shuffled;
pub mod small_controls;
pub mod snapshot;
pub mod solved;
pub mod splitmix;
mod usual;
