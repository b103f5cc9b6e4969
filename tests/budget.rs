//! What a budget buys is the best of all subsets of measures, on seeded random goals.

/// Not all of what tests share: `tests/mutants/run` compiles this file many times.
#[expect(dead_code, reason = "not all of it is used here")]
#[path = "support/splitmix.rs"]
mod splitmix;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use splitmix::SplitMix;
use threatlog::fix::{BudgetEffort, MeasureId, Outlook, Risk, Way, buy};

const CHAINS: u64 = 500;

/// What the optimiser may be off by.
const ROUNDING: f64 = 1e-5;

/// What a budget buys is the best of all subsets within it; a search that is cut knows how far off
/// it may be.
#[test]
fn a_budget_buys_the_best_subset() {
    let (mut several, mut not_at_once, mut cut) = (0, 0, 0);
    for seed in 1..=CHAINS {
        let chains = chains(&mut SplitMix(seed));
        for budget in [1, 3, 6] {
            let best = chains.by_force(budget);
            let found = buy(&mut Outlook::new(&chains), budget, BudgetEffort::default());
            assert!(
                (found.left - best).abs() < ROUNDING,
                "seed {seed}: {found:?}, {best}"
            );
            assert_eq!(found.at_best, found.left, "seed {seed}");
            let done: BTreeSet<MeasureId> = found.measures.iter().copied().collect();
            let cost: u64 = done.iter().map(|&it| u64::from(chains.cost(it))).sum();
            assert!(cost == found.cost && cost <= budget, "seed {seed}");
            assert!(
                (chains.left(&done) - found.left).abs() < 1e-9,
                "seed {seed}"
            );
            for needless in &done {
                let mut fewer = done.clone();
                fewer.remove(needless);
                assert!(chains.left(&fewer) > found.left + 1e-9, "seed {seed}");
            }
            several += usize::from(done.len() >= 2);
            let hasty = BudgetEffort {
                rounds: 2,
                steps: 0,
            };
            let hasty = buy(&mut Outlook::new(&chains), budget, hasty);
            assert!(
                hasty.at_best <= best + ROUNDING && best <= hasty.left + ROUNDING,
                "seed {seed}: {hasty:?}, {best}"
            );
            not_at_once += usize::from(hasty.left > best + ROUNDING);
            cut += usize::from(hasty.at_best < hasty.left);
        }
    }
    println!("{several} with several, {not_at_once} not found at once, {cut} cut");
    assert!(several >= 500 && not_at_once >= 50 && cut >= 300);
}

/// Where no measure helps, that is proved too.
#[test]
fn a_budget_that_buys_nothing_is_no_cut_search() {
    let way = Chain {
        value: 2.0,
        stopped_by: BTreeSet::new(),
        hampered_by: BTreeMap::new(),
    };
    for goals in [vec![], vec![vec![way]]] {
        let left: f64 = goals.iter().map(|_| 2.0).sum();
        let chains = Chains::new(vec![1], goals);
        let found = buy(&mut Outlook::new(&chains), 5, BudgetEffort::default());
        assert!(found.measures.is_empty());
        assert_eq!((found.left, found.at_best), (left, left));
    }
}

/// A bound on a way holds whatever is done, and is exact where it was made.
#[test]
fn bounds_on_ways_hold() {
    let (mut bounds, mut hampered, mut exact) = (0, 0, 0);
    for seed in 1..=CHAINS {
        let chains = chains(&mut SplitMix(seed));
        for way in chains.goals.iter().flatten().map(Chain::way) {
            for made in chains.subsets() {
                let hampering = way.hampering(&made);
                let bound = way.bound(&hampering);
                for done in chains.subsets() {
                    let off = bound.off.iter().filter(|(it, _)| done.contains(it));
                    let at_least = bound.most - off.map(|(_, off)| off).sum::<f64>();
                    let left = way.left(&done);
                    assert!(at_least <= left + 1e-9, "seed {seed}: {way:?}, {done:?}");
                    let stopped = way.stopped_by.iter().any(|it| done.contains(it));
                    if !stopped && way.hampering(&done) == hampering {
                        assert!((at_least - left).abs() < 1e-9, "seed {seed}: {way:?}");
                        exact += 1;
                    }
                }
                bounds += 1;
                hampered += usize::from(hampering.len() >= 2);
            }
        }
        if bounds > 20_000 {
            break;
        }
    }
    println!("{bounds} bounds, {hampered} of ways hampered twice, {exact} times exact");
    assert!(hampered >= 1_000 && exact >= 10_000);
}

/// What is left is the same whatever was asked before, and few questions need a search.
#[test]
fn an_outlook_remembers_well() {
    let (mut looks, mut searches) = (0, 0);
    for seed in 1..=CHAINS {
        let mut random_number = SplitMix(seed);
        let chains = chains(&mut random_number);
        let mut outlook = Outlook::new(&chains);
        for _ in 0..20 {
            let done = chains.measures().filter(|_| random_number.percent(40));
            let done: BTreeSet<MeasureId> = done.collect();
            let left: f64 = outlook.left(&done).iter().sum();
            assert!((left - chains.left(&done)).abs() < 1e-9, "seed {seed}");
            looks += chains.goals.len();
        }
        searches += chains.searches.get();
    }
    println!("{looks} looks, {searches} searches");
    assert!(searches * 2 <= looks, "{searches} of {looks}");
}

/// Goals of some weight, each with ways that measures stop or hamper.
struct Chains {
    costs: Vec<u32>,
    goals: Vec<Vec<Chain>>,
    /// How often the worst way to a goal was asked for.
    searches: Cell<usize>,
}

struct Chain {
    value: f64,
    stopped_by: BTreeSet<MeasureId>,
    /// What each leaves.
    hampered_by: BTreeMap<MeasureId, f64>,
}

impl Chains {
    fn new(costs: Vec<u32>, goals: Vec<Vec<Chain>>) -> Self {
        Self {
            costs,
            goals,
            searches: Cell::new(0),
        }
    }

    fn measures(&self) -> impl Iterator<Item = MeasureId> {
        (0..).map(MeasureId).take(self.costs.len())
    }

    fn subsets(&self) -> impl Iterator<Item = BTreeSet<MeasureId>> {
        (0..1_u32 << self.costs.len()).map(|bits| {
            let measures = self.measures();
            measures.filter(|it| bits & (1 << it.0) != 0).collect()
        })
    }

    fn by_force(&self, budget: u64) -> f64 {
        let cost = |set: &BTreeSet<MeasureId>| -> u64 {
            set.iter().map(|&it| u64::from(self.cost(it))).sum()
        };
        let within = self.subsets().filter(|set| cost(set) <= budget);
        within
            .map(|set| self.left(&set))
            .fold(f64::INFINITY, f64::min)
    }

    fn left(&self, done: &BTreeSet<MeasureId>) -> f64 {
        let worst = |goal: &Vec<Chain>| goal.iter().map(|it| it.value(done)).fold(0.0, f64::max);
        self.goals.iter().map(worst).sum()
    }
}

impl Chain {
    fn value(&self, done: &BTreeSet<MeasureId>) -> f64 {
        if self.stopped_by.iter().any(|it| done.contains(it)) {
            return 0.0;
        }
        let hampered = self.hampered_by.iter().filter(|(it, _)| done.contains(it));
        hampered.map(|(_, leaves)| leaves).product::<f64>() * self.value
    }

    fn way(&self) -> Way {
        Way {
            risk: self.value,
            stopped_by: self.stopped_by.clone(),
            hampered_by: self.hampered_by.clone(),
        }
    }
}

impl Risk for Chains {
    fn goals(&self) -> usize {
        self.goals.len()
    }

    fn worst(&self, goals: &[usize], done: &BTreeSet<MeasureId>) -> Vec<Option<Way>> {
        self.searches.set(self.searches.get() + goals.len());
        let worst = goals.iter().map(|&goal| {
            let ways = self.goals[goal].iter();
            let worst = ways.max_by(|a, b| a.value(done).total_cmp(&b.value(done)));
            worst.filter(|it| it.value(done) > 0.0).map(Chain::way)
        });
        worst.collect()
    }

    fn cost(&self, measure: MeasureId) -> u32 {
        self.costs[measure.0 as usize]
    }
}

fn chains(random: &mut SplitMix) -> Chains {
    let measures = 3 + random.below(5);
    let mut some = |most: usize| -> BTreeSet<MeasureId> {
        let count = random.below(most + 1);
        let number = |_| u32::try_from(random.below(measures)).expect("small");
        (0..count).map(number).map(MeasureId).collect()
    };
    let mut goals = Vec::new();
    for weight in [3.0, 5.0, 8.0] {
        let ways = [1.0, 0.9, 0.5, 0.3].map(|share| {
            let stopped_by = some(2);
            let hampered_by = some(3).difference(&stopped_by).copied().collect::<Vec<_>>();
            let leaves = |it: MeasureId| [0.5, 0.25, 0.1, 1.0][it.0 as usize % 4];
            Chain {
                value: weight * share,
                hampered_by: hampered_by.into_iter().map(|it| (it, leaves(it))).collect(),
                stopped_by,
            }
        });
        goals.push(ways.into());
    }
    let costs = (0..measures).map(|_| [1, 1, 2, 3][random.below(4)]);
    Chains::new(costs.collect(), goals)
}
