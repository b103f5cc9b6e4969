//! Small random attack programs with facts: cycles, conjunctions, shared acts, weak controls.

use std::fmt::Write as _;

use threatlog::facts::{Complement, Fact, Facts, Rows, Symbols, Table};
use threatlog_dl::{Program, Sources};

use super::splitmix::SplitMix;

/// A program with its input facts.
pub struct System {
    pub text: String,
    pub program: Program,
    pub facts: Facts,
}

const COMPONENTS: [&str; 5] = ["c0", "c1", "c2", "c3", "c4"];
pub(super) const CONTROLS: [&str; 2] = ["k0", "k1"];
const STATES: usize = 4;
const LIKELIHOODS: [&str; 3] = ["low", "moderate", "high"];

/// The system of a seed; `None` if its program breaks the rule that no clause of a step rests on
/// another clause of it with the same act.
pub fn system(seed: u64) -> Option<System> {
    let mut random = SplitMix(seed);
    let text = program(&mut random);
    let mut sources = Sources::default();
    let file = sources.add("random.dl", text.clone());
    let program = match threatlog_dl::read(&sources, &[file]) {
        Ok(program) => program,
        Err(faults) if faults.iter().all(|it| it.code == "self-resting-step") => return None,
        Err(faults) => panic!("seed {seed}: {faults:#?}\n{text}"),
    };
    let facts = facts(&program, &mut random);
    Some(System {
        text,
        program,
        facts,
    })
}

pub(super) fn program(random: &mut SplitMix) -> String {
    let mut text = String::from(
        ".decl attempts(a: symbol)\n.input attempts\n\
         .decl lacks_control(c: symbol, k: symbol)\n.input lacks_control\n\
         .decl starts(a: symbol, c: symbol)\n.input starts\n\
         .decl flow(x: symbol, y: symbol)\n.input flow\n\
         .decl near(x: symbol, y: symbol)\n.input near\n",
    );
    for state in 0..STATES {
        writeln!(text, ".decl s{state}(a: symbol, c: symbol)").expect("text");
    }
    text.push_str(".output s3\n");
    text.push_str("s0(a, c) :- starts(a, c), attempts(a).\n");
    let mut steps = String::new();
    for step in 0..3 + random.below(4) {
        attack_step(step, random, &mut steps);
    }
    if random.percent(60) {
        let (from, to) = (random.below(STATES), random.below(STATES));
        writeln!(text, "s{to}(a, y) :- s{from}(a, x), near(x, y).").expect("text");
    }
    text + &steps
}

/// A step of one to three clauses that share its act.
fn attack_step(step: usize, random: &mut SplitMix, text: &mut String) {
    let acts = [["a", "y"], ["a", "x"], ["a", "x"]];
    let act = random.pick(&acts).join(", ");
    let act = if random.percent(25) {
        "a, x, y".to_owned()
    } else {
        act
    };
    let likelihood = random.pick(&LIKELIHOODS);
    writeln!(
        text,
        "/// Take step {step}.\n///\n/// It works.\n///\n/// step: step{step}\n/// act: {act}\n\
         /// stride: tampering\n/// technique: atlas:AML.T0020\n/// likelihood: {likelihood}"
    )
    .expect("text");
    for clause in 0..1 + random.below(3) {
        if clause > 0 {
            writeln!(text, "/// step: step{step}").expect("text");
        }
        let head = 1 + random.below(STATES - 1);
        // Clauses of one step conclude from lower states, so that none rests on another of it.
        let low = random.below(head);
        let flow = random.pick(&["flow", "near"]);
        let mut body = format!("s{low}(a, x), {flow}(x, y)");
        if random.percent(45) {
            let other = random.below(STATES);
            let at = random.pick(&["x", "y"]);
            write!(body, ", s{other}(a, {at})").expect("text");
        }
        if random.percent(50) {
            let (at, control) = (random.pick(&["x", "y"]), random.pick(&CONTROLS));
            write!(body, ", lacks_control({at}, \"{control}\")").expect("text");
        }
        writeln!(text, "s{head}(a, y) :- {body}.").expect("text");
    }
}

pub(super) fn facts(program: &Program, random: &mut SplitMix) -> Facts {
    let others = ["a0"].iter().chain(&COMPONENTS).chain(&CONTROLS);
    let symbols = Symbols::new(&program.symbols, others.map(|&it| it.to_owned()));
    let id = |text: &str| symbols.id(text).expect("interned above");
    let mut pairs = |count: usize| {
        let cells = (0..2 * count).map(|_| id(COMPONENTS[random.below(COMPONENTS.len())]));
        cells.collect::<Vec<u32>>()
    };
    let (flow, near) = (pairs(6), pairs(4));
    let mut facts = Facts::default();
    for (relation, declared) in program.relations.iter().enumerate() {
        let table = match declared.name.as_str() {
            "attempts" => Table::Listed(Rows::new(1, vec![id("a0")])),
            "starts" => Table::Listed(Rows::new(2, vec![id("a0"), id("c0")])),
            "flow" => Table::Listed(Rows::new(2, flow.clone())),
            "near" => Table::Listed(Rows::new(2, near.clone())),
            "lacks_control" => {
                let mut pairs = Complement {
                    firsts: COMPONENTS.iter().map(|it| id(it)).collect(),
                    seconds: CONTROLS.iter().map(|it| id(it)).collect(),
                    ..Complement::default()
                };
                pairs.firsts.sort_unstable();
                pairs.seconds.sort_unstable();
                for &component in &pairs.firsts {
                    for &control in &pairs.seconds {
                        if random.percent(15) {
                            pairs.except.insert((component, control));
                        } else if random.percent(50) {
                            let fact = Fact {
                                relation: threatlog_dl::program::RelationId(
                                    u32::try_from(relation).expect("few relations"),
                                ),
                                row: [component, control].into(),
                            };
                            facts.chances.insert(fact, 0.25);
                        }
                    }
                }
                Table::Complement(pairs)
            }
            _ => Table::Listed(Rows::new(declared.columns.len(), Vec::new())),
        };
        facts.tables.push(table);
    }
    if random.percent(30) {
        let relation = program.relation_named("attempts").expect("declared");
        let row = [id("a0")].into();
        facts.chances.insert(Fact { relation, row }, 0.5);
    }
    facts.symbols = symbols;
    facts
}
