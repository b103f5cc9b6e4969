//! Goals that differ or fail in; those that do so by the same way and for the same reason, together,
//! out.

use crate::answer::{Difference, GoalName, Red};

/// Goals that are told as one.
pub struct Alike<'a, T> {
    /// The one that comes first.
    pub first: &'a T,
    /// `component property` of each, once.
    pub goals: Vec<String>,
    pub actors: Vec<&'a str>,
}

/// What can be told with its like.
pub trait Told {
    fn goal(&self) -> &GoalName;

    /// Whether both are one row.
    fn is_alike(&self, other: &Self) -> bool;

    /// Whether both come of the same.
    fn is_caused_alike(&self, other: &Self) -> bool;
}

impl<'a, T: Told> Alike<'a, T> {
    /// What comes of the same stands together, in the order of the first of it.
    pub fn of(list: &'a [T]) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for it in list {
            let goal = it.goal();
            let named = format!("{} {}", goal.component, goal.property);
            let Some(group) = found.iter_mut().find(|that| that.first.is_alike(it)) else {
                found.push(Self {
                    first: it,
                    goals: vec![named],
                    actors: vec![&goal.actor],
                });
                continue;
            };
            if !group.goals.contains(&named) {
                group.goals.push(named);
            }
            if !group.actors.contains(&goal.actor.as_str()) {
                group.actors.push(&goal.actor);
            }
        }
        let place = |it: &Self| {
            let mut all = found.iter();
            all.position(|that| that.first.is_caused_alike(it.first))
        };
        let places: Vec<Option<usize>> = found.iter().map(place).collect();
        let mut placed: Vec<_> = places.into_iter().zip(found).collect();
        placed.sort_by_key(|it| it.0);
        placed.into_iter().map(|it| it.1).collect()
    }
}

impl Told for Difference {
    fn goal(&self) -> &GoalName {
        &self.goal
    }

    fn is_alike(&self, other: &Self) -> bool {
        (self.kind, &self.way, &self.causes) == (other.kind, &other.way, &other.causes)
    }

    /// What is worse comes first, so it is never moved to what is better.
    fn is_caused_alike(&self, other: &Self) -> bool {
        self.kind.is_worse() == other.kind.is_worse() && self.causes == other.causes
    }
}

impl Told for Red {
    fn goal(&self) -> &GoalName {
        &self.goal
    }

    fn is_alike(&self, other: &Self) -> bool {
        self.way == other.way && self.causes == other.causes
    }

    fn is_caused_alike(&self, other: &Self) -> bool {
        self.causes == other.causes
    }
}
