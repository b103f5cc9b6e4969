//! `threatlog import`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use threatlog_dl::Sources;

use super::common::quoted;
use super::output::{Stop, note, print, tell, write_file};
use super::session::read_file;
use crate::import::{Imported, tm_bom};
use crate::report::Hint;

#[derive(Args, Debug)]
pub struct Import {
    #[command(subcommand)]
    from: From,
}

#[derive(Debug, Subcommand)]
enum From {
    /// OWASP Threat Model Library, version 1.0 (also called TM-BOM)
    TmBom(ModelFile),
}

#[derive(Args, Debug)]
struct ModelFile {
    /// The model to import
    file: PathBuf,
    /// Write the architecture file here instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the output file if it is there
    #[arg(long)]
    force: bool,
    /// Do not tell what became of each item
    #[arg(long, short)]
    quiet: bool,
}

impl Import {
    pub fn run(&self) -> Result<(), Stop> {
        let From::TmBom(model) = &self.from;
        model.spare_output()?;
        let mut sources = Sources::default();
        let file = read_file(&model.file, &mut sources)?;
        let (name, text) = match sources.get(file) {
            Some(source) => (source.name.as_str(), source.text.as_str()),
            None => ("", ""),
        };
        let imported = tm_bom::import(text, name, file)
            .map_err(|faults| Stop::Faults(faults, Box::new(sources.clone())))?;
        model.write(&imported)
    }
}

impl ModelFile {
    fn write(&self, imported: &Imported) -> Result<(), Stop> {
        if !self.quiet {
            for it in &imported.notes {
                note(&it.to_string());
            }
        }
        let Some(out) = &self.out else {
            return print(&imported.yaml);
        };
        let name = out.display();
        write_file(out, &imported.yaml)?;
        let check = format!("threatlog check {}", quoted(&name.to_string()));
        let next = vec![Hint::new(
            check,
            "is it sound, and what does it leave unsaid?",
        )];
        tell(format!("Wrote {name}."), next)
    }

    /// Fails if the output file is there and must not be replaced.
    fn spare_output(&self) -> Result<(), Stop> {
        match &self.out {
            Some(out) if out.exists() && !self.force => {
                let stop = Stop::problem(format!("`{}` is there already", out.display()));
                Err(stop.help("name another file, or say `--force` to replace it"))
            }
            _ => Ok(()),
        }
    }
}
