//! `threatlog init`

use std::path::PathBuf;

use clap::Args;

use super::output::{Stop, print, write_file};
use crate::model::starter;

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
        print(&format!(
            "Wrote {name}: describe your system there.\n\nnext: threatlog check {name}   is it \
             sound, and what does it leave unsaid\n      threatlog paths {name}   the ranked \
             attack paths\n"
        ))
    }
}
