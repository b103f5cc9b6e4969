//! `threatlog baseline`

use std::path::{Path, PathBuf};

use clap::Args;

use super::common::{System, quoted};
use super::output::{Stop, print, tell, write_file};
use super::progress::Progress;
use super::session::{Architecture, DEFAULT_FILE, Session};
use crate::answer::{Baseline, baseline, rules_name};
use crate::rank::Effort;
use crate::report::{Hint, plural};

#[derive(Args, Debug)]
pub struct BaselineCommand {
    /// Architecture files, merged; `threatlog.yaml` if none is named
    files: Vec<PathBuf>,
    /// Where to write it; to standard output if not given
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the output file though it is no baseline
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    system: System,
    /// Leave out hints and progress
    #[arg(long, short)]
    quiet: bool,
}

impl BaselineCommand {
    /// Fails if the output file is one that is read, or is there and no baseline.
    fn spare_output(&self) -> Result<(), Stop> {
        let Some(out) = self.out.as_deref().filter(|it| it.exists()) else {
            return Ok(());
        };
        let name = out.display();
        let rules = &self.system.rules;
        let mut read: Vec<&Path> = self.files.iter().map(PathBuf::as_path).collect();
        if read.is_empty() {
            read.push(Path::new(DEFAULT_FILE));
        }
        let rules = rules.rules.iter().chain(&rules.add_rules);
        read.extend(rules.map(PathBuf::as_path));
        let whole = |path: &Path| path.canonicalize().ok();
        if read
            .iter()
            .any(|it| whole(it).is_some() && whole(it) == whole(out))
        {
            let stop = Stop::problem(format!("`{name}` is what the baseline is made of"));
            return Err(stop.help("write it to another file, as in `--out baseline.json`"));
        }
        let text = std::fs::read_to_string(out).unwrap_or_default();
        if self.force || Baseline::is_one(&text) {
            return Ok(());
        }
        let stop = Stop::problem(format!("`{name}` is there already and no baseline"));
        Err(stop.help("name another file, or say `--force` to replace it"))
    }

    pub fn run(&self) -> Result<(), Stop> {
        self.spare_output()?;
        let progress = Progress::start("looking for attack paths", self.quiet);
        let files = Architecture::Files(&self.files);
        let session = Session::open(&self.system, &files)?;
        let analysis = session.solve()?;
        let rules = rules_name(analysis.program(), &session.sources);
        let recorded = baseline(&analysis, rules, Effort::default());
        drop(progress);
        let Some(out) = &self.out else {
            return print(&recorded.text());
        };
        write_file(out, &recorded.text())?;
        let name = out.display().to_string();
        let findings = plural(recorded.findings.iter().flatten().count(), "finding");
        let what = format!("Wrote {name}: {findings}. Commit it beside the model.");
        let again = self.system.again(&self.files);
        let gate = format!("threatlog gate{again} --baseline {}", quoted(&name));
        let hint = Hint::new(gate, "fails when a risk rises over it");
        tell(what, if self.quiet { Vec::new() } else { vec![hint] })
    }
}
