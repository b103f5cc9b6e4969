//! Small random attack programs whose steps are up against several controls, some of them there.

use std::fmt::Write as _;

use threatlog::facts::{Complement, Fact, Facts, Table};
use threatlog_dl::{Program, Sources};

use super::random_system::{CONTROLS, System, facts, program};
use super::splitmix::SplitMix;

/// A random system whose steps are up against more controls, and which of these are there.
pub struct Guarded {
    pub system: System,
    /// Component and control, sorted.
    pub present: Vec<[u32; 2]>,
}

/// The guarded system of a seed; `None` as for [`system`].
///
/// Some of its controls stop and some hamper; some that are there are only partly effective.
pub fn guarded(seed: u64) -> Option<Guarded> {
    let mut random = SplitMix(seed);
    let mut text = String::from(".decl slips_past(c: symbol, k: symbol)\n.input slips_past\n");
    for line in program(&mut random).lines() {
        let clause = line.starts_with('s') && line.contains("s0(a, c) :-");
        let (body, end) = match line.strip_suffix('.') {
            Some(body) if !clause && line.contains(":-") => (body, "."),
            _ => (line, ""),
        };
        text.push_str(body);
        if !end.is_empty() && random.percent(70) {
            for _ in 0..1 + random.below(2) {
                let relation = random.pick(&["lacks_control", "slips_past"]);
                let (at, control) = (random.pick(&["x", "y"]), random.pick(&CONTROLS));
                write!(text, ", {relation}({at}, \"{control}\")").expect("text");
            }
        }
        text.push_str(end);
        text.push('\n');
    }
    let mut sources = Sources::default();
    let file = sources.add("random.dl", text.clone());
    let program = match threatlog_dl::read(&sources, &[file]) {
        Ok(program) => program,
        Err(faults) if faults.iter().all(|it| it.code == "self-resting-step") => return None,
        Err(faults) => panic!("seed {seed}: {faults:#?}\n{text}"),
    };
    let mut facts = facts(&program, &mut random);
    let present = guard(&program, &mut facts, &mut random);
    let system = System {
        text,
        program,
        facts,
    };
    Some(Guarded { system, present })
}

/// Sets anew which controls are there, whole or in part.
fn guard(program: &Program, facts: &mut Facts, random: &mut SplitMix) -> Vec<[u32; 2]> {
    let relation = |name: &str| program.relation_named(name).expect("declared");
    let (lacks, slips) = (relation("lacks_control"), relation("slips_past"));
    facts.chances.retain(|fact, _| fact.relation != lacks);
    let Table::Complement(domain) = facts.tables[lacks.index()].clone() else {
        panic!("stored as a complement");
    };
    let all = Complement {
        except: Default::default(),
        ..domain
    };
    let (mut lacking, mut slipping) = (all.clone(), all.clone());
    let mut present = Vec::new();
    for [component, control] in all.iter() {
        let row = || [component, control].into();
        match random.below(10) {
            0..4 => continue,
            4..7 => {
                lacking.except.insert((component, control));
                slipping.except.insert((component, control));
            }
            // Complete where it stops, and with a residual where it hampers.
            7..9 => {
                lacking.except.insert((component, control));
                facts.chances.insert(
                    Fact {
                        relation: slips,
                        row: row(),
                    },
                    0.3,
                );
            }
            _ => {
                facts.chances.insert(
                    Fact {
                        relation: lacks,
                        row: row(),
                    },
                    0.25,
                );
                facts.chances.insert(
                    Fact {
                        relation: slips,
                        row: row(),
                    },
                    0.5,
                );
            }
        }
        present.push([component, control]);
    }
    facts.tables[lacks.index()] = Table::Complement(lacking);
    facts.tables[slips.index()] = Table::Complement(slipping);
    present.sort_unstable();
    present
}
