//! A plan and a database in; every way in which the clause's body holds out.
//!
//! The one matcher: the interpreter, the derivations, the queries and the near misses all use it.

use std::ops::{ControlFlow, Range};

use threatlog_dl::program::Term;

use super::plan::{Lookup, MatchPlan, PlanStep, Slot, Value};
use super::store::{Database, Store};

/// One way in which a body holds.
#[derive(Clone, Debug)]
pub struct Binding {
    /// By variable of the clause.
    pub values: Vec<u32>,
    /// The row that matched each positive literal; empty for the others.
    pub rows: Vec<Vec<u32>>,
}

/// Calls `found` for every match; `found` may stop the search. `start` gives the variables of the
/// head for a plan that starts from it; `delta` the new rows for a plan that starts from those.
pub fn matches(
    plan: &MatchPlan,
    database: &Database,
    start: &[(u32, u32)],
    delta: Range<u32>,
    found: &mut dyn FnMut(&Binding) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut binding = Binding {
        values: vec![0; plan.variables],
        rows: vec![Vec::new(); plan.literals],
    };
    for &(variable, value) in start {
        binding.values[variable as usize] = value;
    }
    let search = Matching {
        steps: &plan.steps,
        database,
        delta,
    };
    search.step(0, &mut binding, found)
}

/// The values that the variables among these terms take to make them this row; `None` where it
/// cannot be.
pub fn unify(terms: &[Term], row: &[u32]) -> Option<Vec<(u32, u32)>> {
    let mut start: Vec<(u32, u32)> = Vec::new();
    for (term, &value) in terms.iter().zip(row) {
        let fits = match *term {
            Term::Symbol(id) => id.0 == value,
            Term::Number(number) => number == value,
            Term::Wildcard => true,
            Term::Variable(id) => {
                let known = start.iter().find(|(variable, _)| *variable == id.0);
                let fits = known.is_none_or(|&(_, known)| known == value);
                start.push((id.0, value));
                fits
            }
        };
        if !fits {
            return None;
        }
    }
    Some(start)
}

struct Matching<'a> {
    steps: &'a [PlanStep],
    database: &'a Database,
    delta: Range<u32>,
}

type OnMatch<'f> = &'f mut dyn FnMut(&Binding) -> ControlFlow<()>;

impl Matching<'_> {
    fn step(&self, at: usize, binding: &mut Binding, found: OnMatch) -> ControlFlow<()> {
        let Some(step) = self.steps.get(at) else {
            return found(binding);
        };
        match step {
            PlanStep::Lookup(look) => self.look(look, at, binding, found),
            PlanStep::Absent(look) => {
                let mut holds = false;
                self.rows(look, binding, &mut |row, binding| {
                    holds = fits(&look.slots, row, binding);
                    stop_if(holds)
                });
                if holds {
                    return ControlFlow::Continue(());
                }
                self.step(at + 1, binding, found)
            }
            PlanStep::Compare(operator, left, right) => {
                if !operator.holds(left.of(binding), right.of(binding)) {
                    return ControlFlow::Continue(());
                }
                self.step(at + 1, binding, found)
            }
            PlanStep::Assign(variable, value) => {
                binding.values[*variable as usize] = value.of(binding);
                self.step(at + 1, binding, found)
            }
        }
    }

    fn look(
        &self,
        look: &Lookup,
        at: usize,
        binding: &mut Binding,
        found: OnMatch,
    ) -> ControlFlow<()> {
        let mut flow = ControlFlow::Continue(());
        self.rows(look, binding, &mut |row, binding| {
            if !fits(&look.slots, row, binding) {
                return ControlFlow::Continue(());
            }
            binding.rows[look.literal].clear();
            binding.rows[look.literal].extend_from_slice(row);
            flow = self.step(at + 1, binding, found);
            stop_if(flow.is_break() || look.once)
        });
        flow
    }

    /// Passes on every row that the known columns allow.
    fn rows(
        &self,
        look: &Lookup,
        binding: &mut Binding,
        pass: &mut dyn FnMut(&[u32], &mut Binding) -> ControlFlow<()>,
    ) {
        let known: Vec<u32> = look.known.iter().map(|value| value.of(binding)).collect();
        match self.database.store(look.relation) {
            Store::Listed(rows) if look.columns == 0 => {
                let range = if look.delta {
                    self.delta.clone()
                } else {
                    0..u32::try_from(rows.len()).expect("fewer than 2^32 rows")
                };
                for at in range {
                    if pass(rows.row(at), binding).is_break() {
                        return;
                    }
                }
            }
            Store::Listed(rows) => {
                for at in rows.with(look.columns, &known) {
                    // Rows come latest first, so the new ones are at the front.
                    if look.delta && at < self.delta.start {
                        return;
                    }
                    if look.delta && at >= self.delta.end {
                        continue;
                    }
                    if pass(rows.row(at), binding).is_break() {
                        return;
                    }
                }
            }
            Store::Complement(pairs) => {
                let firsts: &[u32] = match look.columns & 1 {
                    0 => &pairs.firsts,
                    _ => &known[..1],
                };
                let seconds: &[u32] = match look.columns & 2 {
                    0 => &pairs.seconds,
                    _ => &known[known.len() - 1..],
                };
                for &first in firsts {
                    for &second in seconds {
                        if pairs.contains(first, second)
                            && pass(&[first, second], binding).is_break()
                        {
                            return;
                        }
                    }
                }
            }
        }
    }
}

/// Compares and binds a row's columns; `false` if one does not fit.
fn fits(slots: &[Slot], row: &[u32], binding: &mut Binding) -> bool {
    slots.iter().zip(row).all(|(slot, &cell)| match *slot {
        Slot::Equals(value) => value.of(binding) == cell,
        Slot::Bind(variable) => {
            binding.values[variable as usize] = cell;
            true
        }
        Slot::Ignore => true,
    })
}

fn stop_if(stop: bool) -> ControlFlow<()> {
    if stop {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

impl Value {
    fn of(self, binding: &Binding) -> u32 {
        match self {
            Self::Constant(value) => value,
            Self::Variable(variable) => binding.values[variable as usize],
        }
    }
}
