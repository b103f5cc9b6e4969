//! A slice in; for each fact the formula over chances under which it follows, out.
//!
//! Tp-compilation (Vlasselaer et al. 2015): every fact starts with the formula that never holds,
//! and a rule adds to its head's formula that all it rests on holds, until nothing changes. Facts
//! that rest on each other are done together, after all that they rest on.
//!
//! INVARIANT: a formula holds only in worlds where its fact follows, whenever the work stops, since
//! formulas only grow. So what a formula weighs is never above the fact's likelihood.

use biodivine_lib_bdd::Bdd;

use super::Budget;
use super::diagram::Joiner;
use super::slice::{Rule, Slice};

#[derive(Debug)]
pub(super) struct Formulas {
    /// By fact.
    formulas: Vec<Bdd>,
    /// By fact: whether its formula holds in all worlds where the fact follows.
    whole: Vec<bool>,
    /// Steps of the budget that are left.
    pub left: usize,
}

impl Formulas {
    pub fn new(slice: &Slice, budget: Budget) -> Self {
        let facts = slice.supports.len();
        let Some(joiner) = Joiner::new(slice.ids.len(), budget) else {
            let never = biodivine_lib_bdd::BddVariableSet::new_anonymous(0).mk_false();
            return Self {
                formulas: vec![never; facts],
                whole: vec![false; facts],
                left: budget.steps,
            };
        };
        let mut compiler = Compilation {
            slice,
            formulas: vec![joiner.never(); facts],
            whole: vec![true; facts],
            joiner,
        };
        for group in &slice.groups {
            compiler.group(group);
        }
        Self {
            left: compiler.joiner.left(),
            formulas: compiler.formulas,
            whole: compiler.whole,
        }
    }

    pub fn of(&self, fact: u32) -> &Bdd {
        &self.formulas[fact as usize]
    }

    pub fn is_whole(&self, fact: u32) -> bool {
        self.whole[fact as usize]
    }
}

struct Compilation<'s> {
    slice: &'s Slice,
    joiner: Joiner,
    formulas: Vec<Bdd>,
    whole: Vec<bool>,
}

/// A rule with what it rests on in its own group apart.
struct Recursive<'s> {
    head: u32,
    /// That its chances and its premises of earlier groups hold.
    fixed: Bdd,
    premises: Vec<&'s u32>,
}

impl Compilation<'_> {
    fn group(&mut self, group: &[u32]) {
        let slice = self.slice;
        let mut recursive = Vec::new();
        let rules = group
            .iter()
            .flat_map(|&fact| &slice.supports[fact as usize]);
        for rule in rules.map(|&at| &slice.rules[at as usize]) {
            let inside = |fact: &&u32| group.binary_search(fact).is_ok();
            let premises: Vec<&u32> = rule.body.iter().filter(inside).collect();
            let Some(fixed) = self.fixed(rule, |fact| inside(&fact)) else {
                self.whole[rule.head as usize] = false;
                continue;
            };
            if premises.is_empty() {
                self.add(rule.head, &fixed);
            } else if !fixed.is_false() {
                recursive.push(Recursive {
                    head: rule.head,
                    fixed,
                    premises,
                });
            }
        }
        self.iterate(group, &recursive);
        // What is missing in one formula of a group may be missing in all.
        if group.iter().any(|&fact| !self.whole[fact as usize]) {
            group
                .iter()
                .for_each(|&fact| self.whole[fact as usize] = false);
        }
    }

    /// That the chances of a rule and its premises outside a group hold.
    fn fixed(&mut self, rule: &Rule, inside: impl Fn(&u32) -> bool) -> Option<Bdd> {
        let mut fixed = self.joiner.all(&rule.chances);
        for &fact in rule.body.iter().filter(|fact| !inside(fact)) {
            if !self.whole[fact as usize] {
                self.whole[rule.head as usize] = false;
            }
            fixed = self.joiner.and(&fixed, &self.formulas[fact as usize])?;
        }
        Some(fixed)
    }

    /// Applies the rules of a group to each other until nothing changes.
    fn iterate(&mut self, group: &[u32], rules: &[Recursive]) {
        let place = |fact: u32| group.binary_search(&fact).expect("of this group");
        let mut changed = vec![true; group.len()];
        while changed.contains(&true) {
            let before = std::mem::replace(&mut changed, vec![false; group.len()]);
            for rule in rules {
                // A fact that changed in this round, before this rule's turn, is new to it too.
                let new = |fact: &u32| before[place(*fact)] || changed[place(*fact)];
                if !rule.premises.iter().any(|fact| new(fact)) {
                    continue;
                }
                let mut formula = Some(rule.fixed.clone());
                for &&fact in &rule.premises {
                    let premise = &self.formulas[fact as usize];
                    formula = formula.and_then(|it| self.joiner.and(&it, premise));
                }
                let Some(formula) = formula else {
                    self.whole[rule.head as usize] = false;
                    continue;
                };
                changed[place(rule.head)] |= self.add(rule.head, &formula);
            }
        }
    }

    /// Adds to a fact's formula; tells whether that changes it.
    fn add(&mut self, fact: u32, formula: &Bdd) -> bool {
        let known = &mut self.formulas[fact as usize];
        match self.joiner.or(known, formula) {
            Some(joined) if joined == *known => false,
            Some(joined) => {
                *known = joined;
                true
            }
            None => {
                self.whole[fact as usize] = false;
                false
            }
        }
    }
}
