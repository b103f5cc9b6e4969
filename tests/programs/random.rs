//! A seed in; the text of a sound program out, with recursion, negation, constants, repeated
//! variables, numbers and complements.

use threatlog_dl::inputs::COMPLEMENTS;
use threatlog_dl::{Sources, read};

/// Name and columns of a relation; `s` is a symbol, `n` a number.
type Relation = (&'static str, &'static str);

const INPUTS: [Relation; 6] = [
    ("component", "ss"),
    ("edge", "ss"),
    ("triple", "sss"),
    ("size", "sn"),
    ("lacks_control", "ss"),
    ("slips_past", "ss"),
];

const DERIVED: [Relation; 8] = [
    ("certain_one", "s"),
    ("certain_two", "ss"),
    ("other_two", "ss"),
    ("sized", "sn"),
    ("one", "s"),
    ("two", "ss"),
    ("more", "ss"),
    ("three", "ssn"),
];

/// How many clauses are proposed for each derived relation.
const PROPOSED: usize = 9;

/// How many of them are kept at most.
const KEPT: usize = 5;

/// Writes a program. Clauses are proposed at random and kept if the program stays sound.
pub fn program(seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut text = String::new();
    for (name, columns) in INPUTS {
        text.push_str(&format!("{}.input {name}\n", declaration(name, columns)));
    }
    for (name, columns) in DERIVED {
        text.push_str(&declaration(name, columns));
    }
    for (at, head) in DERIVED.iter().enumerate() {
        let mut kept = 0;
        for _ in 0..PROPOSED {
            let longer = format!("{text}{}\n", clause(*head, at, &mut random));
            if kept < KEPT && is_sound(&longer) {
                text = longer;
                kept += 1;
            }
        }
    }
    text
}

fn declaration(name: &str, columns: &str) -> String {
    let columns: Vec<String> = columns
        .chars()
        .enumerate()
        .map(|(at, kind)| format!("c{at}: {}", if kind == 's' { "symbol" } else { "number" }))
        .collect();
    format!(".decl {name}({})\n", columns.join(", "))
}

fn is_sound(text: &str) -> bool {
    let mut sources = Sources::default();
    let file = sources.add("random.dl", text);
    read(&sources, &[file]).is_ok()
}

fn clause(head: Relation, at: usize, random: &mut Random) -> String {
    if random.one_in(12) {
        return fact(head, random);
    }
    let mut body = Vec::new();
    for _ in 0..=random.below(4) {
        // Relations further down the list come seldom, so that some programs are recursive across
        // relations and some clauses are not.
        let derived = if random.one_in(3) {
            DERIVED.len()
        } else {
            at + 1
        };
        let choice = random.below(INPUTS.len() + derived);
        let relation = *INPUTS
            .get(choice)
            .unwrap_or(&DERIVED[(choice.max(6) - 6) % derived]);
        body.push(atom(relation, random));
    }
    if random.one_in(3) {
        let negated = [INPUTS[1], INPUTS[2], DERIVED[0], DERIVED[1], DERIVED[2]];
        body.push(format!(
            "!{}",
            atom(negated[random.below(negated.len())], random)
        ));
    }
    if random.one_in(4) {
        body.push(comparison(random));
    }
    let head = atom(head, random);
    // A variable that occurs once would be a fault; any value will do for it.
    let text = format!("{head} :- {}.", body.join(", "));
    let uses = |name: &str| {
        text.split(|it: char| !it.is_ascii_alphanumeric())
            .filter(|it| *it == name)
            .count()
    };
    let mut parts = vec![head.clone()];
    for literal in body {
        let mut literal = literal;
        for name in VARIABLES.iter().chain(&NUMBERS) {
            if uses(name) == 1 {
                literal = literal
                    .replace(&format!("({name}"), "(_")
                    .replace(&format!(" {name}"), " _");
            }
        }
        parts.push(literal);
    }
    format!("{} :- {}.", parts[0], parts[1..].join(", "))
}

fn fact(head: Relation, random: &mut Random) -> String {
    let terms: Vec<String> = head.1.chars().map(|kind| constant(kind, random)).collect();
    format!("{}({}).", head.0, terms.join(", "))
}

const VARIABLES: [&str; 4] = ["x", "y", "z", "w"];
const NUMBERS: [&str; 2] = ["i", "j"];

fn atom(relation: Relation, random: &mut Random) -> String {
    let complement = COMPLEMENTS.contains(&relation.0);
    let columns = relation.1.chars().enumerate();
    let terms: Vec<String> = columns
        .map(|(at, kind)| match kind {
            kind if complement && at == 1 => constant(kind, random),
            kind if random.one_in(9) => constant(kind, random),
            's' => VARIABLES[random.below(VARIABLES.len())].to_owned(),
            _ => NUMBERS[random.below(NUMBERS.len())].to_owned(),
        })
        .collect();
    format!("{}({})", relation.0, terms.join(", "))
}

fn constant(kind: char, random: &mut Random) -> String {
    match kind {
        's' => format!("\"k{}\"", random.below(4)),
        _ => random.below(4).to_string(),
    }
}

fn comparison(random: &mut Random) -> String {
    if random.one_in(2) {
        let operator = ["=", "!="][random.below(2)];
        return format!("x {operator} {}", ["y", "z", "\"k1\""][random.below(3)]);
    }
    let operator = ["=", "!=", "<", "<=", ">", ">="][random.below(6)];
    format!("i {operator} {}", ["j", "2"][random.below(2)])
}

/// Xorshift (Marsaglia 2003): the same programs everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 33) % bound as u64).unwrap_or(0)
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}
