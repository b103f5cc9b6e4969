//! Depths of defence equal brute force: every set of present controls is let fail, by size, and
//! the system is solved again.

/// Not all of what tests share: `tests/mutants/run` compiles this file many times.
#[allow(dead_code, reason = "other tests use the rest")]
mod support {
    pub mod brute_force;
    pub mod guarded_system;
    pub mod random_system;
    pub mod splitmix;
}

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use support::brute_force::{grounds, minimal_proofs};
use support::guarded_system::{Guarded, guarded};
use threatlog::defence::{Change, ChangeId, ControlFate, Defence, Relaxed, relax};
use threatlog::derivations::{Chance, Graph, Matcher, Scope};
use threatlog::facts::{Fact, Facts, Table};
use threatlog::rank::Effort;
use threatlog::solve::{Limits, solve};
use threatlog_dl::Program;
use threatlog_dl::program::RelationId;

/// In each of the two halves; every one has a goal that some set of failing controls opens.
const SYSTEMS: usize = 1_010;

/// How many sets of controls are looked at for a goal.
const MOST: usize = 20;

/// What the goals of a run were like; a run on trivial ones would show nothing.
#[derive(Debug, Default)]
struct Seen {
    systems: usize,
    /// By depth; the last is for three and more.
    goals: [usize; 4],
    unreachable: usize,
    with_several_sets: usize,
    where_trees_differ: usize,
}

#[test]
fn depths_are_those_of_brute_force_on_even_seeds() {
    depths_are_those_of_brute_force(0);
}

#[test]
fn depths_are_those_of_brute_force_on_odd_seeds() {
    depths_are_those_of_brute_force(1);
}

fn depths_are_those_of_brute_force(parity: u64) {
    // Controls that hamper have to fail as well, or are got past.
    let (mut seen, mut got_past) = (Seen::default(), Seen::default());
    for seed in (0..).map(|it| 2 * it + parity) {
        let Some(case) = guarded(seed) else { continue };
        check(seed, &case, ControlFate::AllFail, &mut seen);
        if seed % 8 < 2 {
            check(seed, &case, ControlFate::StoppingFail, &mut got_past);
        }
        if seen.systems == SYSTEMS {
            break;
        }
    }
    println!("{seen:?}\nwith what hampers got past: {got_past:?}");
    assert!(
        got_past.goals[1] >= 150 && got_past.goals[2] >= 50,
        "{got_past:?}"
    );
    let [open, one, two, three] = seen.goals;
    assert!(
        open >= 500 && one >= 500 && two >= 200 && three >= 100,
        "{seen:?}"
    );
    assert!(seen.unreachable >= 100, "{seen:?}");
    assert!(seen.with_several_sets >= 200, "{seen:?}");
    assert!(seen.where_trees_differ >= 200, "{seen:?}");
}

/// The likelihood that decides among sets of as many controls is that of the likeliest deeds.
#[test]
fn deeds_are_those_of_full_enumeration() {
    let (mut checked, mut with_choice) = (0, 0);
    for seed in 100_000.. {
        let Some(case) = guarded(seed) else { continue };
        let (program, facts) = (&case.system.program, &case.system.facts);
        let solved = Solved::new(program, facts, ControlFate::AllFail);
        let mut defence = solved.defence();
        for goal in &solved.goals {
            let id = solved.graph.id(goal).expect("asked for");
            let openings = defence.openings(id, MOST).expect("it holds when all fail");
            let opening = defence.likeliest(id, &openings).expect("it opens");
            let value = |set: &Vec<ChangeId>| {
                let fail: BTreeSet<[u32; 2]> = set.iter().map(|&it| solved.pair(it)).collect();
                likeliest(
                    program,
                    &failing(program, facts, ControlFate::AllFail, &case.present, &fail),
                    goal,
                )
            };
            let values: Option<Vec<f64>> = openings.sets.iter().map(value).collect();
            let Some(values) = values else { continue };
            let best = values.iter().copied().fold(0.0, f64::max);
            let what = format!("seed {seed}\n{}", case.system.text);
            assert!((opening.proof.likelihood - best).abs() < 1e-12, "{what}");
            let at = openings.sets.iter().position(|it| *it == opening.changes);
            assert!(
                (values[at.expect("one of them")] - best).abs() < 1e-12,
                "{what}"
            );
            let given = opening
                .proof
                .chances
                .iter()
                .map(|&id| solved.graph.chance(id));
            let changed: BTreeSet<ChangeId> = given
                .filter_map(|chance| match chance {
                    Chance::Given(fact) => solved.relaxed.change_of(fact),
                    Chance::Act { .. } => None,
                })
                .collect();
            assert!(changed.iter().eq(&opening.changes), "{what}");
            checked += 1;
            with_choice += usize::from(values.iter().any(|it| it + 1e-9 < best));
        }
        if checked >= 200 {
            break;
        }
    }
    println!("{checked} goals, {with_choice} with sets of different likelihood");
    assert!(with_choice >= 12, "{with_choice}");
}

fn check(seed: u64, case: &Guarded, controls: ControlFate, seen: &mut Seen) {
    let (program, facts) = (&case.system.program, &case.system.facts);
    let solved = Solved::new(program, facts, controls);
    let what = format!("seed {seed}\n{}", case.system.text);
    let expected = by_force(program, facts, controls, &case.present);
    let all: BTreeSet<&Fact> = solved.goals.iter().collect();
    assert_eq!(all, expected.keys().collect(), "{what}");
    // Each of the five components could be one.
    seen.unreachable += 5 - solved.goals.len();
    seen.systems += usize::from(!solved.goals.is_empty());
    let defence = solved.defence();
    for goal in &solved.goals {
        let id = solved.graph.id(goal).expect("asked for");
        let openings = defence.openings(id, MOST).expect("it holds when all fail");
        let sets = openings.sets.iter();
        let sets = sets.map(|set| set.iter().map(|&it| solved.pair(it)).collect());
        let sets: BTreeSet<BTreeSet<[u32; 2]>> = sets.collect();
        let depth = expected[goal].first().map_or(0, BTreeSet::len);
        assert!(openings.exact, "{what}");
        assert_eq!(openings.cost as usize, depth, "{what}");
        if openings.all {
            assert_eq!(sets, expected[goal], "{what}");
        } else {
            assert!(
                sets.is_subset(&expected[goal]) && sets.len() == MOST,
                "{what}"
            );
        }
        let cheapest = defence.sets(id, MOST).into_iter().next();
        assert_eq!(cheapest.map(|it| it.0), Some(openings.cost), "{what}");
        let few = defence.openings(id, 1).expect("it holds when all fail");
        assert_eq!(few.cost, openings.cost, "{what}");
        assert!(!few.all || sets.len() == 1, "{what}");
        seen.goals[depth.min(3)] += 1;
        seen.with_several_sets += usize::from(sets.len() > 1);
        seen.where_trees_differ += usize::from(solved.tree_cost(goal) != depth);
    }
}

/// A system under relaxed facts, with the goals that then hold.
struct Solved {
    relaxed: Relaxed,
    graph: Graph,
    goals: Vec<Fact>,
}

impl Solved {
    fn new(program: &Program, facts: &Facts, controls: ControlFate) -> Self {
        let relaxed = relax(program, facts, controls, &[]);
        let database = solve(program, &relaxed.facts, Limits::default()).expect("small");
        let goals = goals(program, &relaxed.facts);
        let matcher = Matcher::new(Arc::new(program.clone()), relaxed.facts.clone(), database);
        let graph = matcher.derive(&goals, Scope::Uncertain);
        Self {
            relaxed,
            graph,
            goals,
        }
    }

    fn defence(&self) -> Defence<'_> {
        let effort = Effort::default();
        Defence::new(&self.relaxed, &self.graph, effort)
    }

    fn pair(&self, id: ChangeId) -> [u32; 2] {
        match self.relaxed.change(id) {
            Change::Fails { component, control } => [component, control],
            Change::Entry { .. } => panic!("no entry was offered"),
        }
    }

    /// The least cost over derivation trees, a control counted each time it occurs.
    fn tree_cost(&self, goal: &Fact) -> usize {
        let mut costs = vec![usize::MAX; self.graph.len()];
        loop {
            let before = costs.clone();
            for instance in self.graph.instances() {
                let changes = instance.chances.iter().filter_map(|&id| {
                    let Chance::Given(fact) = self.graph.chance(id) else {
                        return None;
                    };
                    self.relaxed.change_of(fact)
                });
                let own = changes.collect::<BTreeSet<ChangeId>>().len();
                let body = instance.body.iter().map(|id| costs[id.0 as usize]);
                let cost = body.fold(own, usize::saturating_add);
                let head = &mut costs[instance.head.0 as usize];
                *head = cost.min(*head);
            }
            if costs == before {
                return costs[self.graph.id(goal).expect("asked for").0 as usize];
            }
        }
    }
}

/// By goal that some set of failing controls opens: all smallest such sets.
fn by_force(
    program: &Program,
    facts: &Facts,
    controls: ControlFate,
    present: &[[u32; 2]],
) -> BTreeMap<Fact, BTreeSet<BTreeSet<[u32; 2]>>> {
    let open = |fail: &BTreeSet<[u32; 2]>| {
        goals(program, &failing(program, facts, controls, present, fail))
    };
    let all = open(&present.iter().copied().collect());
    let mut found: BTreeMap<Fact, BTreeSet<BTreeSet<[u32; 2]>>> = BTreeMap::new();
    for size in 0..=present.len() {
        if found.len() == all.len() {
            break;
        }
        let mut opened = Vec::new();
        for fail in subsets(present, size) {
            let goals = open(&fail).into_iter();
            opened.extend(
                goals
                    .filter(|it| !found.contains_key(it))
                    .map(|it| (it, fail.clone())),
            );
        }
        for (goal, fail) in opened {
            found.entry(goal).or_default().insert(fail);
        }
    }
    found
}

/// The facts if these controls fail and all others that are there hold: wholly, or, where only
/// those that stop have to fail, as they do.
fn failing(
    program: &Program,
    facts: &Facts,
    controls: ControlFate,
    present: &[[u32; 2]],
    fail: &BTreeSet<[u32; 2]>,
) -> Facts {
    let mut altered = facts.clone();
    for name in ["lacks_control", "slips_past"] {
        let relation = program.relation_named(name).expect("declared");
        let Table::Complement(pairs) = &mut altered.tables[relation.index()] else {
            panic!("stored as a complement");
        };
        if controls == ControlFate::AllFail {
            altered.chances.retain(|fact, _| fact.relation != relation);
            pairs.except = present
                .iter()
                .map(|&[first, second]| (first, second))
                .collect();
        }
        pairs
            .except
            .retain(|&(first, second)| !fail.contains(&[first, second]));
    }
    altered
}

fn goals(program: &Program, facts: &Facts) -> Vec<Fact> {
    let relation: RelationId = program.relation_named("s3").expect("declared");
    let database = solve(program, facts, Limits::default()).expect("small");
    let rows = database.rows(relation);
    let fact = |row: &[u32]| Fact {
        relation,
        row: row.into(),
    };
    rows.iter().map(fact).collect()
}

/// The greatest likelihood of a proof, from all minimal ones; `None` if they are too many.
fn likeliest(program: &Program, facts: &Facts, goal: &Fact) -> Option<f64> {
    let proofs = minimal_proofs(&grounds(program, facts), 300)?;
    let values = proofs[goal].iter().map(|set| {
        let values = set.iter().map(|it| it.value(program, facts));
        values.product::<f64>()
    });
    Some(values.fold(0.0, f64::max))
}

fn subsets(all: &[[u32; 2]], size: usize) -> Vec<BTreeSet<[u32; 2]>> {
    let Some((&first, rest)) = all.split_first() else {
        return if size == 0 {
            vec![BTreeSet::new()]
        } else {
            Vec::new()
        };
    };
    let mut found = subsets(rest, size);
    if size > 0 {
        let with = subsets(rest, size - 1).into_iter();
        found.extend(with.map(|mut set| {
            set.insert(first);
            set
        }));
    }
    found
}
