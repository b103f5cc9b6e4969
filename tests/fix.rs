//! The cheapest sets of measures equal those among all subsets, on seeded random networks.

/// Not all of what tests share: `tests/mutants/run` compiles this file many times.
#[expect(dead_code, reason = "not all of it is used here")]
#[path = "support/splitmix.rs"]
mod splitmix;

use std::collections::BTreeSet;

use splitmix::SplitMix;
use threatlog::fix::{Exposure, MeasureId, Pricing, Rule, SetEffort, cheapest};

const NETWORKS: u64 = 4_000;

/// Rules between facts, with measures against them.
struct Network {
    facts: usize,
    rules: Vec<Rule>,
    goals: Vec<u32>,
    /// By measure.
    costs: Vec<u32>,
    odd: Vec<bool>,
}

/// What the networks of a run were like; a run on trivial ones would show nothing.
#[derive(Debug, Default)]
struct Seen {
    out_of_reach: usize,
    uncuttable: usize,
    two_or_more: usize,
    three_or_more: usize,
    unequal_costs: usize,
    /// Where the cheapest set has more measures than the smallest one.
    dear_but_small: usize,
    several_sets: usize,
    /// Where odd measures decide which set comes first.
    preferred: usize,
}

#[test]
fn sets_are_the_cheapest_of_all_subsets() {
    let mut seen = Seen::default();
    for seed in 1..=NETWORKS {
        let network = random(&mut SplitMix(seed));
        let exposure = Exposure::new(network.facts, network.rules.clone());
        let found = cheapest(&exposure, &network.goals, &network, SetEffort::default());
        let expected = network.by_force();
        let Some(found) = found else {
            assert!(expected.is_empty(), "seed {seed}: {expected:?} would do");
            seen.uncuttable += 1;
            continue;
        };
        assert!(!expected.is_empty(), "seed {seed}: nothing would do");
        assert_eq!(found.at_least, found.cost, "seed {seed}");
        let cost = network.cost_of(&expected[0]);
        assert_eq!(
            found.cost, cost,
            "seed {seed}: {:?}, not {expected:?}",
            found.sets
        );
        let one = SetEffort {
            sets: 1,
            ..SetEffort::default()
        };
        let first = cheapest(&exposure, &network.goals, &network, one).expect("found before");
        let oddity = |set: &Vec<MeasureId>| network.oddity(set);
        assert_eq!(oddity(&first.sets[0]), oddity(&expected[0]), "seed {seed}");
        let most = SetEffort::default().sets;
        assert_eq!(found.all, expected.len() <= most, "seed {seed}");
        if found.all {
            assert_eq!(found.sets, expected, "seed {seed}");
        } else {
            assert_eq!(found.sets.len(), most, "seed {seed}");
            assert_eq!(oddity(&found.sets[0]), oddity(&expected[0]), "seed {seed}");
            assert!(
                found.sets.iter().all(|it| expected.contains(it)),
                "seed {seed}"
            );
        }
        seen.note(&network, &expected);
    }
    println!("{seen:?}");
    assert!(
        seen.uncuttable >= 200 && seen.out_of_reach <= 800,
        "{seen:?}"
    );
    assert!(
        seen.two_or_more >= 1_000 && seen.three_or_more >= 200,
        "{seen:?}"
    );
    assert!(
        seen.unequal_costs >= 1_000 && seen.dear_but_small >= 50,
        "{seen:?}"
    );
    assert!(
        seen.several_sets >= 300 && seen.preferred >= 100,
        "{seen:?}"
    );
}

/// However early the search is cut, its set will do, and none is cheaper than it says.
#[test]
fn a_search_that_is_cut_knows_what_it_knows() {
    let (mut cut, mut short) = (0, 0);
    for seed in 1..=NETWORKS / 2 {
        let network = random(&mut SplitMix(seed));
        let exposure = Exposure::new(network.facts, network.rules.clone());
        for rounds in [1, 2, 4] {
            let effort = SetEffort { rounds, sets: 2 };
            let found = cheapest(&exposure, &network.goals, &network, effort);
            let expected = network.by_force();
            let Some(found) = found else {
                assert!(expected.is_empty(), "seed {seed}");
                continue;
            };
            let least = network.cost_of(&expected[0]);
            assert!(
                found.at_least <= least && least <= found.cost,
                "seed {seed}"
            );
            for set in &found.sets {
                assert_eq!(network.cost_of(set), found.cost, "seed {seed}");
                assert!(!network.is_reached(set), "seed {seed}");
            }
            if found.all {
                assert_eq!(found.sets, expected, "seed {seed}");
            }
            cut += usize::from(found.at_least < found.cost);
            short += usize::from(!found.all && expected.len() <= 2);
        }
    }
    println!("{cut} without proof, {short} without all sets");
    assert!(cut >= 100 && short >= 100, "{cut} and {short}");
}

/// A cut is minimal, and meets none of what is done.
#[test]
fn no_part_of_a_cut_would_do() {
    let (mut cuts, mut large) = (0, 0);
    for seed in 1..=NETWORKS / 2 {
        let mut random_number = SplitMix(seed);
        let network = random(&mut random_number);
        let exposure = Exposure::new(network.facts, network.rules.clone());
        let done: BTreeSet<MeasureId> = network
            .measures()
            .filter(|_| random_number.percent(20))
            .collect();
        let cost = |it: MeasureId| network.costs[it.0 as usize];
        let done_list: Vec<MeasureId> = done.iter().copied().collect();
        let Some(cut) = exposure.cut(&network.goals, &done, cost) else {
            assert!(!network.is_reached(&done_list), "seed {seed}");
            continue;
        };
        assert!(cut.iter().all(|it| !done.contains(it)), "seed {seed}");
        let without = |keep: &[MeasureId]| -> Vec<MeasureId> {
            let others = network.measures().filter(|it| !keep.contains(it));
            others.collect()
        };
        assert!(network.is_reached(&without(&cut)), "seed {seed}");
        for left_out in &cut {
            let fewer = cut.iter().copied().filter(|it| it != left_out);
            let fewer: Vec<MeasureId> = fewer.collect();
            assert!(
                !network.is_reached(&without(&fewer)),
                "seed {seed}: {cut:?}"
            );
        }
        cuts += 1;
        large += usize::from(cut.len() >= 2);
    }
    assert!(cuts >= 1_000 && large >= 300, "{cuts} cuts, {large} large");
}

impl Pricing for Network {
    fn cost(&self, measure: MeasureId) -> u32 {
        self.costs[measure.0 as usize]
    }

    fn is_odd(&self, measure: MeasureId) -> bool {
        self.odd[measure.0 as usize]
    }
}

impl Network {
    /// All cheapest sets, those with the fewest odd measures first; none if no set will do.
    fn by_force(&self) -> Vec<Vec<MeasureId>> {
        let count = self.costs.len();
        let mut best: Vec<Vec<MeasureId>> = Vec::new();
        for bits in 0..1_u32 << count {
            let set = self.measures().filter(|it| bits & (1 << it.0) != 0);
            let set: Vec<MeasureId> = set.collect();
            let known = best.first().map(|it| self.cost_of(it));
            let cost = self.cost_of(&set);
            if known.is_some_and(|known| known < cost) || self.is_reached(&set) {
                continue;
            }
            if known.is_some_and(|known| cost < known) {
                best.clear();
            }
            best.push(set);
        }
        best.sort_by_key(|set| (self.oddity(set), set.clone()));
        best
    }

    /// Whether a goal comes about although these are done: rules are applied until nothing is new.
    fn is_reached(&self, done: &[MeasureId]) -> bool {
        let mut holds = vec![false; self.facts];
        loop {
            let fires = |rule: &&Rule| {
                !holds[rule.head as usize]
                    && rule.body.iter().all(|&fact| holds[fact as usize])
                    && !rule.stopped_by.iter().any(|it| done.contains(it))
            };
            let Some(rule) = self.rules.iter().find(fires) else {
                return self.goals.iter().any(|&goal| holds[goal as usize]);
            };
            holds[rule.head as usize] = true;
        }
    }

    fn measures(&self) -> impl Iterator<Item = MeasureId> {
        (0..).map(MeasureId).take(self.costs.len())
    }

    fn cost_of(&self, set: &[MeasureId]) -> u64 {
        set.iter()
            .map(|it| u64::from(self.costs[it.0 as usize]))
            .sum()
    }

    fn oddity(&self, set: &[MeasureId]) -> usize {
        set.iter().filter(|it| self.odd[it.0 as usize]).count()
    }
}

impl Seen {
    fn note(&mut self, network: &Network, expected: &[Vec<MeasureId>]) {
        let best = &expected[0];
        let mut costs: Vec<u32> = best.iter().map(|it| network.costs[it.0 as usize]).collect();
        costs.sort_unstable();
        costs.dedup();
        let all: Vec<MeasureId> = network.measures().collect();
        let smaller = |bits: u32| {
            let set: Vec<MeasureId> = all
                .iter()
                .copied()
                .filter(|it| bits & (1 << it.0) != 0)
                .collect();
            set.len() < best.len() && !network.is_reached(&set)
        };
        self.out_of_reach += usize::from(best.is_empty());
        self.two_or_more += usize::from(best.len() >= 2);
        self.three_or_more += usize::from(best.len() >= 3);
        self.unequal_costs += usize::from(costs.len() >= 2 || (best.len() == 1 && costs[0] > 1));
        self.dear_but_small += usize::from((0..1_u32 << all.len()).any(smaller));
        self.several_sets += usize::from(expected.len() >= 2);
        let oddities: BTreeSet<usize> = expected.iter().map(|it| network.oddity(it)).collect();
        self.preferred += usize::from(oddities.len() >= 2);
    }
}

/// Layers with cycles: most rules lead upwards, some back, many need two facts.
fn random(random: &mut SplitMix) -> Network {
    let facts = 6 + random.below(5);
    let measures = 3 + random.below(6);
    let mut number = |below: usize| u32::try_from(random.below(below)).expect("small");
    let mut rules = Vec::new();
    for _ in 0..2 * facts + number(10) as usize {
        let head = number(facts);
        let body = match number(10) {
            0 | 1 => Vec::new(),
            2..=6 => vec![number(facts)],
            _ => vec![number(facts), number(facts)],
        };
        let stops = [0, 1, 1, 1, 2, 2][number(6) as usize];
        let stopped_by = (0..stops).map(|_| MeasureId(number(measures)));
        rules.push(Rule {
            head,
            body,
            stopped_by: stopped_by.collect(),
        });
    }
    let goals = (0..1 + number(2)).map(|_| number(facts)).collect();
    let costs: Vec<u32> = (0..measures)
        .map(|_| [1, 1, 2, 3, 5][number(5) as usize])
        .collect();
    let odd = (0..measures).map(|_| number(2) == 1).collect();
    Network {
        facts,
        rules,
        goals,
        costs,
        odd,
    }
}
