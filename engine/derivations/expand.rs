//! Finds rule instances backwards, from facts to what supports them.

use std::ops::ControlFlow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use threatlog_dl::Program;
use threatlog_dl::program::{Clause, ClauseId, Literal};

use super::chance::Chance;
use super::graph::{ChanceId, FactId, Graph, Instance};
use crate::facts::{Fact, Facts};
use crate::solve::{Binding, Database, MatchPlan, Start, matches, unify};

/// A solved program, prepared for matching its clauses from their heads.
#[derive(Clone, Debug)]
pub struct Matcher {
    pub program: Arc<Program>,
    pub facts: Facts,
    pub database: Database,
    plans: Vec<MatchPlan>,
    by_relation: Vec<Vec<ClauseId>>,
    uncertain: Vec<bool>,
}

/// How much of the derivations to find.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'s> {
    /// Facts that can be uncertain, and what makes them so: all that ranking needs.
    Uncertain,
    /// The same with the uncertain input facts, such as that a control is missing, even where they
    /// hold for certain: all that it takes to tell what a control would change.
    Controls,
    /// Everything down to the input facts: all that it takes to tell what rests on any of them.
    /// Of the rows of a certain relation that differ only in what nothing else asks for, one
    /// stands for all.
    Whole,
    /// Everything down to the input facts, but only what rests on these chances: all that an
    /// explanation needs.
    Resting(&'s FxHashSet<Chance>),
}

impl Matcher {
    /// `database` holds all that the program derives from the facts.
    pub fn new(program: Arc<Program>, facts: Facts, mut database: Database) -> Self {
        let uncertain = threatlog_dl::uncertain(&program);
        // Which row of a certain relation matched matters to no chance, so one is enough.
        let once = |relation: threatlog_dl::program::RelationId| !uncertain[relation.index()];
        let plans = program.clauses.iter();
        let plans: Vec<MatchPlan> = plans
            .map(|clause| MatchPlan::new(clause, Start::Head, &database, once))
            .collect();
        for plan in &plans {
            plan.prepare(&mut database);
        }
        let mut by_relation = vec![Vec::new(); program.relations.len()];
        for (id, clause) in (0..).map(ClauseId).zip(&program.clauses) {
            by_relation[clause.head.relation.index()].push(id);
        }
        Self {
            program,
            facts,
            database,
            plans,
            by_relation,
            uncertain,
        }
    }

    /// The derivations of `goals`, which must hold.
    pub fn derive(&self, goals: &[Fact], scope: Scope) -> Graph {
        let mut growing = Growing::default();
        for goal in goals {
            growing.fact(goal.clone());
        }
        while let Some(id) = growing.todo.pop() {
            let fact = growing.graph.facts[id.0 as usize].clone();
            for &clause in &self.by_relation[fact.relation.index()] {
                self.expand(clause, &fact, id, scope, &mut growing);
            }
        }
        growing.finish(&self.program, &self.facts)
    }

    /// Whether facts of this relation can be uncertain.
    pub fn is_uncertain(&self, fact: &Fact) -> bool {
        self.uncertain[fact.relation.index()]
    }

    fn expand(&self, id: ClauseId, fact: &Fact, head: FactId, scope: Scope, growing: &mut Growing) {
        let clause = self.program.clause(id);
        let Some(start) = unify(&clause.head.terms, &fact.row) else {
            return;
        };
        let plan = &self.plans[id.index()];
        let _ = matches(plan, &self.database, &start, 0..0, &mut |binding| {
            self.instance(id, clause, head, binding, scope, growing);
            ControlFlow::Continue(())
        });
    }

    fn instance(
        &self,
        id: ClauseId,
        clause: &Clause,
        head: FactId,
        binding: &Binding,
        scope: Scope,
        growing: &mut Growing,
    ) {
        let mut chances = Vec::new();
        if let Some(step) = clause.step {
            let act = self.program.step(step).act.iter();
            let values = act.filter_map(|name| clause.variable_named(name));
            let values = values.map(|variable| binding.values[variable.index()]);
            chances.push(Chance::Act {
                step,
                values: values.collect(),
            });
        }
        let mut body = Vec::new();
        for (literal, row) in clause.body.iter().zip(&binding.rows) {
            let Literal::Positive(atom) = literal else {
                continue;
            };
            let fact = Fact {
                relation: atom.relation,
                row: row.as_slice().into(),
            };
            if self.facts.chances.contains_key(&fact) {
                chances.push(Chance::Given(fact.clone()));
            }
            let derived = !self.program.relation(atom.relation).input;
            match scope {
                Scope::Uncertain if derived && self.is_uncertain(&fact) => body.push(fact),
                Scope::Controls if self.is_uncertain(&fact) => body.push(fact),
                Scope::Uncertain | Scope::Controls => {}
                Scope::Whole | Scope::Resting(_) => body.push(fact),
            }
        }
        if let Scope::Resting(allowed) = scope
            && !chances.iter().all(|chance| allowed.contains(chance))
        {
            return;
        }
        let body = body.into_iter().map(|fact| growing.fact(fact)).collect();
        growing.instance(id, head, body, &chances, &binding.values);
    }
}

/// A graph that is still being found; its chances are numbered as they come.
#[derive(Default)]
struct Growing {
    graph: Graph,
    todo: Vec<FactId>,
    chances: FxHashMap<Chance, ChanceId>,
}

impl Growing {
    fn fact(&mut self, fact: Fact) -> FactId {
        if let Some(&id) = self.graph.ids.get(&fact) {
            return id;
        }
        let id = FactId(u32::try_from(self.graph.facts.len()).expect("fewer than 2^32 facts"));
        self.graph.facts.push(fact.clone());
        self.graph.ids.insert(fact, id);
        self.todo.push(id);
        id
    }

    fn instance(
        &mut self,
        clause: ClauseId,
        head: FactId,
        body: Vec<FactId>,
        chances: &[Chance],
        values: &[u32],
    ) {
        // An instance that needs its own conclusion supports nothing.
        if body.contains(&head) {
            return;
        }
        let mut ids: Vec<ChanceId> = chances.iter().map(|it| self.chance(it)).collect();
        ids.sort_unstable();
        ids.dedup();
        self.graph.instances.push(Instance {
            clause,
            head,
            body,
            chances: ids,
            values: values.into(),
        });
    }

    fn chance(&mut self, chance: &Chance) -> ChanceId {
        if let Some(&id) = self.chances.get(chance) {
            return id;
        }
        let id = u32::try_from(self.graph.chances.len()).expect("fewer than 2^32 chances");
        self.graph.chances.push(chance.clone());
        self.chances.insert(chance.clone(), ChanceId(id));
        ChanceId(id)
    }

    /// Renumbers the chances by their texts, so that comparing ids compares texts.
    fn finish(self, program: &Program, facts: &Facts) -> Graph {
        let mut graph = self.graph;
        let texts = graph.chances.iter();
        let texts: Vec<String> = texts.map(|it| it.text(program, &facts.symbols)).collect();
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by(|&a, &b| texts[a].cmp(&texts[b]));
        let mut new = vec![ChanceId(0); texts.len()];
        for (id, &old) in (0..).zip(&order) {
            new[old] = ChanceId(id);
        }
        for instance in &mut graph.instances {
            for id in &mut instance.chances {
                *id = new[id.0 as usize];
            }
            instance.chances.sort_unstable();
        }
        let relations = graph
            .facts
            .iter()
            .map(|fact| program.relation(fact.relation));
        graph.given = relations.map(|relation| relation.input).collect();
        graph.chances = order
            .iter()
            .map(|&old| graph.chances[old].clone())
            .collect();
        let values = graph.chances.iter();
        graph.values = values.map(|it| it.value(program, facts)).collect();
        graph
    }
}
