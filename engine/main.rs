//! The `threatlog` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    threatlog::cli::run()
}
