//! A network in; its facts in an order in which what a fact rests on comes before it, out.

use super::network::Network;

/// By fact: the number of its strongly connected part (Tarjan 1972). A fact rests only on facts
/// of its own part and of parts with smaller numbers.
pub(super) fn levels(network: &Network) -> Vec<u32> {
    let facts = network.supports.len();
    let mut search = PartSearch {
        below: below(network),
        found: vec![None; facts],
        lowest: vec![0; facts],
        level: vec![None; facts],
        path: Vec::new(),
        levels: 0,
        count: 0,
    };
    for fact in 0..facts {
        search.visit(fact);
    }
    search.level.into_iter().map(|it| it.unwrap_or(0)).collect()
}

/// By fact: what its rules rest on.
fn below(network: &Network) -> Vec<Vec<usize>> {
    let bodies = network.supports.iter().map(|rules| {
        let bodies = rules.iter().flat_map(|&at| &network.rule(at).body);
        bodies.map(|&fact| fact as usize).collect()
    });
    bodies.collect()
}

struct PartSearch {
    below: Vec<Vec<usize>>,
    /// By fact: when it was found, counted from 0.
    found: Vec<Option<usize>>,
    /// By fact: the first found among those of its part that are known to lie below it.
    lowest: Vec<usize>,
    level: Vec<Option<u32>>,
    /// Facts found that have no level yet.
    path: Vec<usize>,
    levels: u32,
    count: usize,
}

impl PartSearch {
    /// Goes down from a fact, with a stack of its own: networks are deep.
    fn visit(&mut self, start: usize) {
        let mut calls = self.enter(start);
        while let Some((fact, next)) = calls.last_mut() {
            let fact = *fact;
            if let Some(&below) = self.below[fact].get(*next) {
                *next += 1;
                match self.found[below] {
                    None => calls.extend(self.enter(below)),
                    Some(found) if self.level[below].is_none() => {
                        self.lowest[fact] = self.lowest[fact].min(found);
                    }
                    Some(_) => {}
                }
                continue;
            }
            calls.pop();
            if let Some((above, _)) = calls.last() {
                self.lowest[*above] = self.lowest[*above].min(self.lowest[fact]);
            }
            if self.found[fact] == Some(self.lowest[fact]) {
                self.close(fact);
            }
        }
    }

    /// A call for a fact, unless it was found before.
    fn enter(&mut self, fact: usize) -> Vec<(usize, usize)> {
        if self.found[fact].is_some() {
            return Vec::new();
        }
        self.found[fact] = Some(self.count);
        self.lowest[fact] = self.count;
        self.count += 1;
        self.path.push(fact);
        vec![(fact, 0)]
    }

    /// Gives a part its level; `first` is the first of it that was found.
    fn close(&mut self, first: usize) {
        while let Some(fact) = self.path.pop() {
            self.level[fact] = Some(self.levels);
            if fact == first {
                break;
            }
        }
        self.levels += 1;
    }
}
