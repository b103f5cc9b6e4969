//! `threatlog init`

use std::path::PathBuf;

use clap::Args;

use super::common::quoted;
use super::output::{Stop, tell, write_file};
use crate::model::starter;
use crate::report::Hint;

#[derive(Args, Debug)]
pub struct Init {
    /// Where to write
    #[arg(default_value = "threatlog.yaml")]
    file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
}

impl Init {
    pub fn run(&self) -> Result<(), Stop> {
        let name = self.file.display();
        if self.file.exists() && !self.force {
            let stop = Stop::problem(format!("`{name}` is there already"));
            return Err(stop.help("name another file, or say `--force` to replace it"));
        }
        write_file(&self.file, starter())?;
        let file = quoted(&name.to_string());
        let next = vec![
            Hint::new(
                format!("threatlog check {file}"),
                "is it sound, and what does it leave unsaid",
            ),
            Hint::new(format!("threatlog paths {file}"), "the ranked attack paths"),
        ];
        tell(format!("Wrote {name}: describe your system there."), next)
    }
}
