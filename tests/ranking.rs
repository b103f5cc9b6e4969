//! The ranking equals the enumeration of all minimal proofs, on seeded random systems.

/// Not all of what tests share: `tests/mutants/run` compiles this file many times.
#[allow(
    dead_code,
    reason = "each test file uses its own part of what the tests share"
)]
mod support {
    pub mod brute_force;
    pub mod random_system;
    pub mod splitmix;
}

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use support::brute_force::{Ground, grounds, minimal_proofs, tree_product};
use support::random_system::{System, system};
use support::splitmix::SplitMix;
use threatlog::derivations::{Chance, ChanceId, FactId, Graph, Matcher, Scope};
use threatlog::facts::Fact;
use threatlog::rank::{Changed, Effort, Network, Proof, RawRule, Same, best, best_avoiding};
use threatlog::solve::{Limits, solve};

/// 2,000 of these seeds and more give a system with a goal.
const SEEDS: Range<u64> = 1..4_200;

/// What the systems of a run were like; a run on trivial ones would show nothing.
#[derive(Debug, Default)]
struct Seen {
    systems: usize,
    with_three_proofs: usize,
    where_trees_differ: usize,
    /// Lists that the search from the goal down found whole, and those that took it too long: it
    /// is made for few conjunctions, and these systems have many.
    settled_downward: usize,
    cut_downward: usize,
}

#[test]
fn proofs_are_those_of_full_enumeration() {
    let parts = for_each_system(SEEDS, |case, seen: &mut Seen| {
        seen.systems += 1;
        let three = case.goals.iter().any(|it| it.proofs.len() >= 3);
        seen.with_three_proofs += usize::from(three);
        let trees = case.goals.iter().any(|it| it.trees_differ(case));
        seen.where_trees_differ += usize::from(trees);
        for goal in &case.goals {
            for k in [1, 3, usize::MAX] {
                check(case, goal, k, UPWARD);
            }
            for k in [1, 3, 10] {
                let answer = best(&case.network, goal.id, k, DOWNWARD);
                let is_settled = answer.complete || answer.list.len() == k;
                if is_settled && answer.list.iter().all(|it| it.exact) {
                    check(case, goal, k, DOWNWARD);
                    seen.settled_downward += 1;
                } else {
                    seen.cut_downward += 1;
                }
            }
        }
    });
    let sum = |of: fn(&Seen) -> usize| parts.iter().map(of).sum();
    let seen = Seen {
        systems: sum(|it| it.systems),
        with_three_proofs: sum(|it| it.with_three_proofs),
        where_trees_differ: sum(|it| it.where_trees_differ),
        settled_downward: sum(|it| it.settled_downward),
        cut_downward: sum(|it| it.cut_downward),
    };
    println!("{seen:?}");
    assert!(seen.systems >= 2_000, "{seen:?}");
    assert!(seen.with_three_proofs >= 700, "{seen:?}");
    assert!(seen.where_trees_differ >= 400, "{seen:?}");
    assert!(seen.settled_downward >= 12_000, "{seen:?}");
    assert!(seen.cut_downward < seen.settled_downward / 40, "{seen:?}");
}

/// The two exact searches, each without the help of the other.
const UPWARD: Effort = Effort {
    candidates: usize::MAX,
    steps: 0,
    beam: 1,
};
const DOWNWARD: Effort = Effort {
    candidates: 0,
    steps: 3_000,
    beam: 1,
};

fn check(case: &Case, goal: &Goal, k: usize, effort: Effort) {
    let answer = best(&case.network, goal.id, k, effort);
    let what = &case.what;
    assert_eq!(answer.list.len(), k.min(goal.proofs.len()), "{what}");
    for (proof, expected) in answer.list.iter().zip(&goal.proofs) {
        assert_eq!(case.chances(proof), expected.chances, "{what}");
        let likelihood = expected.likelihood;
        assert!((proof.likelihood - likelihood).abs() < 1e-12, "{what}");
        assert!(proof.exact, "{what}");
    }
    let all = k >= goal.proofs.len();
    assert!(all || !answer.complete, "{what}");
    assert!(k < usize::MAX || answer.complete, "{what}");
}

/// Where chances are powers of each other, paths that are equally likely differ in what rounded
/// factors add up to. They are ties all the same.
#[test]
fn what_differs_by_rounding_alone_is_a_tie() {
    let parts = for_each_system(1..700, |case, (settled, tied): &mut (usize, usize)| {
        let powers =
            (0..case.graph.chances().len()).map(|at| 0.9_f64.powi(POWERS[at % POWERS.len()]));
        let network = with_chances(&case.graph, powers.collect());
        for goal in &case.goals {
            let expected = goal.by_powers(case);
            for k in [2, 4] {
                let answer = best(&network, goal.id, k, PATIENT);
                let certain = answer.list.iter().all(|it| it.exact);
                if certain && (answer.complete || answer.list.len() == k) {
                    let found = answer.list.iter().map(|it| it.chances.clone());
                    let found: Vec<Vec<ChanceId>> = found.collect();
                    let first = expected.iter().take(k).map(|it| it.1.clone());
                    let first: Vec<Vec<ChanceId>> = first.collect();
                    assert_eq!(found, first, "{:?} {}", answer.rest, case.what);
                    let last = expected.get(k - 1).zip(expected.get(k));
                    *tied += usize::from(last.is_some_and(|(last, next)| last.0 == next.0));
                    *settled += 1;
                }
            }
        }
    });
    let [one, other] = parts;
    let (settled, tied) = (one.0 + other.0, one.1 + other.1);
    println!("{settled} lists, of which {tied} end within a tie");
    assert!(settled > 1_000 && tied > 100, "{settled} and {tied}");
}

/// What is cut may leave ties open.
const PATIENT: Effort = Effort {
    steps: 20_000,
    ..DOWNWARD
};
const POWERS: [i32; 3] = [1, 2, 3];

/// The graph's rules with other chances.
fn with_chances(graph: &Graph, values: Vec<f64>) -> Network {
    let facts = (0..).map(FactId).take(graph.len());
    let rules = graph.instances().iter().map(|it| RawRule {
        head: it.head,
        body: it.body.clone(),
        chances: it.chances.clone(),
    });
    let given = facts.map(|id| graph.is_given(id)).collect();
    Network::of_rules(given, rules.collect(), values)
}

/// The certificate: however early a search gives up, there are no likelier proofs than those that
/// it calls exact, and none that it leaves out is likelier than it says.
#[test]
fn a_search_that_is_cut_knows_what_it_knows() {
    let parts = for_each_system(1..1_200, |case, (exact, wrong, left_out): &mut Marks| {
        let efforts = [(4, 0), (12, 0), (0, 5), (0, 25)];
        for (goal, (candidates, steps)) in case.goals.iter().flat_map(|it| efforts.map(|e| (it, e)))
        {
            let beam = 1;
            let effort = Effort {
                candidates,
                steps,
                beam,
            };
            let answer = best(&case.network, goal.id, 4, effort);
            let found = answer.list.iter().map(|it| case.chances(it));
            let found: Vec<BTreeSet<Chance>> = found.collect();
            for ((proof, set), expected) in answer.list.iter().zip(&found).zip(&goal.proofs) {
                let same = (proof.likelihood - expected.likelihood).abs() < 1e-12;
                let right = same && goal.proofs.iter().any(|it| it.chances == *set);
                assert!(right || !proof.exact, "{}", case.what);
                *exact += usize::from(proof.exact);
                *wrong += usize::from(!right);
            }
            for missing in goal.proofs.iter().filter(|it| !found.contains(&it.chances)) {
                assert!(missing.likelihood <= answer.rest + 1e-12, "{}", case.what);
                assert!(!answer.complete, "{}", case.what);
                *left_out += 1;
            }
        }
    });
    let (mut exact, mut wrong, mut left_out) = (0, 0, 0);
    for part in parts {
        (exact, wrong, left_out) = (exact + part.0, wrong + part.1, left_out + part.2);
    }
    println!("{exact} exact, {wrong} wrong and said to be uncertain, {left_out} left out");
    assert!(exact > 100 && wrong > 20 && left_out > 100);
}

/// The likeliest proofs that do without some chances are those among all that do.
#[test]
fn proofs_that_avoid_chances_are_those_that_do_without_them() {
    let parts = for_each_system(SEEDS, |case, (systems, lists): &mut (usize, usize)| {
        *systems += 1;
        for goal in &case.goals {
            let mut banned = FxHashSet::default();
            // As ways are gone through: without a chance of each proof before.
            for round in 0..4 {
                let answer = best_avoiding(&case.network, goal.id, &banned, 3, UPWARD);
                let avoids = |it: &&Expected| {
                    let mut chances = it.chances.iter().map(|it| case.number(it));
                    !chances.any(|it| banned.contains(&it))
                };
                let expected: Vec<&Expected> = goal.proofs.iter().filter(avoids).collect();
                assert_eq!(answer.list.len(), expected.len().min(3), "{}", case.what);
                for (proof, expected) in answer.list.iter().zip(expected) {
                    let near = (proof.likelihood - expected.likelihood).abs() < 1e-12;
                    assert!(near && proof.exact, "{}", case.what);
                }
                *lists += usize::from(round > 0 && !answer.list.is_empty());
                let Some(first) = answer.list.first() else {
                    break;
                };
                let Some(chance) = first.chances.get(round % first.chances.len().max(1)) else {
                    break;
                };
                banned.insert(*chance);
            }
        }
    });
    let [one, other] = parts;
    let (systems, lists) = (one.0 + other.0, one.1 + other.1);
    println!("{systems} systems, {lists} further lists");
    assert!(systems >= 2_000 && lists >= 2_000, "{systems} and {lists}");
}

/// After rules were added and chances have risen, the likeliest new proof is the likeliest of those
/// that contain no proof of before, or a chance that rose.
#[test]
fn new_proofs_are_those_of_full_enumeration() {
    let parts = for_each_system(SEEDS, |case, sums: &mut [usize; 4]| {
        let mut random = SplitMix(case.graph.len() as u64 * 7 + case.grounds.len() as u64);
        let (before, rules, lower) = case.earlier(&mut random);
        let same = Same {
            facts: (0..).map(FactId).take(case.graph.len()).map(Some).collect(),
            chances: (0..)
                .map(ChanceId)
                .take(case.values.len())
                .map(Some)
                .collect(),
        };
        let changed = Changed::new(&before, &case.network, same, Vec::new());
        let Some(proofs) = minimal_proofs(&rules, 300) else {
            return;
        };
        sums[0] += 1;
        for goal in &case.goals {
            let none = Vec::new();
            let were = proofs.get(&goal.fact).unwrap_or(&none);
            let is_new = |it: &&Expected| {
                let held = were.iter().any(|was| was.is_subset(&it.chances));
                !held || it.chances.iter().any(|it| lower.contains(it))
            };
            let expected = goal.proofs.iter().find(is_new);
            let found = changed.likeliest(goal.id, UPWARD);
            if !found.certain {
                sums[3] += 1;
                continue;
            }
            let likelihood = found.proof.as_ref().map(|it| it.likelihood);
            let near = match (likelihood, expected) {
                (None, None) => true,
                (Some(found), Some(expected)) => (found - expected.likelihood).abs() < 1e-12,
                _ => false,
            };
            let known = expected.map(|it| it.likelihood);
            assert!(near, "{likelihood:?}, not {known:?}: {}", case.what);
            sums[1] += usize::from(expected.is_some());
            sums[2] += usize::from(expected.is_none());
        }
    });
    let [one, other] = parts;
    let sum = |at: usize| one[at] + other[at];
    let [systems, new, none, uncertain] = [0, 1, 2, 3].map(sum);
    println!("{systems} systems: {new} goals with a new proof, {none} without, {uncertain} unsure");
    assert!(
        systems >= 2_000 && new >= 1_000 && none >= 500,
        "{systems} {new} {none}"
    );
    assert!(uncertain * 100 < new, "{uncertain} of {new}");
}

/// How many proofs were exact, uncertain and wrong, and missing.
type Marks = (usize, usize, usize);

/// A random system, ranked by the engine and by force.
struct Case {
    graph: Graph,
    network: Network,
    grounds: Vec<Ground>,
    /// By chance of the graph.
    values: Vec<(Chance, f64)>,
    goals: Vec<Goal>,
    /// Seed and program.
    what: String,
}

struct Goal {
    fact: Fact,
    id: FactId,
    /// All minimal proofs, best first.
    proofs: Vec<Expected>,
}

struct Expected {
    likelihood: f64,
    chances: BTreeSet<Chance>,
}

/// Takes the systems that have a goal and few enough proofs to enumerate, on two threads, each of
/// which adds up for itself.
fn for_each_system<S: Default + Send>(
    seeds: Range<u64>,
    take: impl Fn(&Case, &mut S) + Sync,
) -> [S; 2] {
    let part = |rest| {
        let mut sum = S::default();
        for seed in seeds.clone().filter(|seed| seed % 2 == rest) {
            if let Some(case) = system(seed).and_then(|it| case(seed, &it)) {
                take(&case, &mut sum);
            }
        }
        sum
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| part(0));
        let sum = part(1);
        match other.join() {
            Ok(other) => [sum, other],
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn case(seed: u64, system: &System) -> Option<Case> {
    let System {
        program,
        facts,
        text,
    } = system;
    let what = format!("seed {seed}\n{text}");
    let grounds = grounds(program, facts);
    let relation = program.relation_named("s3").expect("declared");
    let heads = grounds.iter().map(|it| &it.head);
    let goals: BTreeSet<&Fact> = heads.filter(|it| it.relation == relation).collect();
    let goals: Vec<Fact> = goals.into_iter().cloned().collect();
    let proofs = minimal_proofs(&grounds, 300)?;
    if goals.is_empty() {
        return None;
    }
    let database = solve(program, facts, Limits::default()).expect("small");
    let rows = database.rows(relation);
    let solved: Vec<&[u32]> = rows.iter().collect();
    let expected: Vec<&[u32]> = goals.iter().map(|fact| &*fact.row).collect();
    assert_eq!(solved, expected, "{what}");

    let matcher = Matcher::new(Arc::new(program.clone()), facts.clone(), database);
    let graph = matcher.derive(&goals, Scope::Uncertain);
    let network = Network::new(&graph);
    let ranked = |goal: &Fact| {
        let mut ranked: Vec<(Expected, Vec<String>)> = proofs[goal]
            .iter()
            .map(|set| {
                let likelihood = set.iter().map(|it| it.value(program, facts)).product();
                let texts = set.iter().map(|it| it.text(program, &facts.symbols));
                let mut texts: Vec<String> = texts.collect();
                texts.sort();
                let chances = set.clone();
                let expected = Expected {
                    likelihood,
                    chances,
                };
                (expected, texts)
            })
            .collect();
        ranked.sort_by(|(a, a_texts), (b, b_texts)| {
            let steps = |it: &Expected| (it.likelihood * 1e12).round();
            let by_value = steps(b).total_cmp(&steps(a));
            let by_length = a.chances.len().cmp(&b.chances.len());
            by_value.then(by_length).then_with(|| a_texts.cmp(b_texts))
        });
        ranked.into_iter().map(|it| it.0).collect()
    };
    let goals = goals.into_iter().map(|fact| Goal {
        id: graph.id(&fact).expect("asked for"),
        proofs: ranked(&fact),
        fact,
    });
    let values = graph.chances().iter();
    let values = values.map(|it| (it.clone(), it.value(program, facts)));
    Some(Case {
        goals: goals.collect(),
        values: values.collect(),
        network,
        grounds,
        graph,
        what,
    })
}

impl Case {
    fn chances(&self, proof: &Proof) -> BTreeSet<Chance> {
        let chances = proof.chances.iter();
        chances.map(|&id| self.graph.chance(id).clone()).collect()
    }
}

impl Case {
    fn number(&self, chance: &Chance) -> ChanceId {
        let mut known = (0..).map(ChanceId).zip(self.graph.chances());
        known.find(|it| it.1 == chance).expect("of this graph").0
    }

    /// The network with fewer rules and lower chances, its rules, and the chances that are lower.
    fn earlier(&self, random: &mut SplitMix) -> (Network, Vec<Ground>, BTreeSet<Chance>) {
        let kept = self.graph.instances().iter().filter(|_| random.percent(85));
        let mut kept: Vec<_> = kept.collect();
        // What rests on something that no rule is left for can never be used.
        loop {
            let heads: BTreeSet<FactId> = kept.iter().map(|it| it.head).collect();
            let before = kept.len();
            kept.retain(|it| {
                let mut body = it.body.iter();
                body.all(|fact| self.graph.is_given(*fact) || heads.contains(fact))
            });
            if kept.len() == before {
                break;
            }
        }
        let raw = kept.iter().map(|it| RawRule {
            head: it.head,
            body: it.body.clone(),
            chances: it.chances.clone(),
        });
        let mut lower = BTreeSet::new();
        let values = self.values.iter().map(|(chance, value)| {
            if random.percent(5) {
                lower.insert(chance.clone());
                return value / 2.0;
            }
            *value
        });
        let values = values.collect();
        let facts = (0..).map(FactId).take(self.graph.len());
        let given = facts.map(|id| self.graph.is_given(id)).collect();
        let network = Network::of_rules(given, raw.collect(), values);
        let rules = kept.iter().map(|it| Ground {
            head: self.graph.fact(it.head).clone(),
            body: it
                .body
                .iter()
                .map(|&it| self.graph.fact(it).clone())
                .collect(),
            chances: it
                .chances
                .iter()
                .map(|&it| self.graph.chance(it).clone())
                .collect(),
        });
        (network, rules.collect(), lower)
    }
}

impl Goal {
    /// The proofs by the sum of their chances' powers, then as the engine settles ties.
    fn by_powers(&self, case: &Case) -> Vec<(i32, Vec<ChanceId>)> {
        let known = case.graph.chances();
        let number = |chance: &Chance| known.iter().position(|it| it == chance);
        let ranked = self.proofs.iter().map(|proof| {
            let numbers: Vec<usize> = proof.chances.iter().filter_map(number).collect();
            let power = numbers.iter().map(|at| POWERS[at % POWERS.len()]).sum();
            let ids = numbers
                .into_iter()
                .map(|at| ChanceId(at.try_into().expect("few")));
            let mut ids: Vec<ChanceId> = ids.collect();
            ids.sort_unstable();
            (power, ids)
        });
        let mut ranked: Vec<(i32, Vec<ChanceId>)> = ranked.collect();
        ranked.sort_by(|a, b| (a.0, a.1.len(), &a.1).cmp(&(b.0, b.1.len(), &b.1)));
        ranked
    }

    /// Whether ranking by products over trees would give the best proof another likelihood.
    fn trees_differ(&self, case: &Case) -> bool {
        let value = |chance: &Chance| {
            let found = case.values.iter().find(|it| it.0 == *chance);
            found.map_or(1.0, |it| it.1)
        };
        let by_trees = tree_product(&case.grounds, &self.fact, value);
        (by_trees - self.proofs[0].likelihood).abs() > 1e-9
    }
}
