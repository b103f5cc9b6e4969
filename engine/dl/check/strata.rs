//! A program in; the order in which its relations can be solved, and negation in a cycle out.

use crate::fault::{self, Fault};
use crate::lexer::MOST_FAULTS;
use crate::program::{Atom, Literal, Program, RelationId};

/// Sets of mutually recursive derived relations, each after all it rests on.
pub fn order(program: &Program, faults: &mut Vec<Fault>) -> Vec<Vec<RelationId>> {
    let rests_on = dependencies(program);
    let components = components(&rests_on);
    let mut component_of = vec![0; rests_on.len()];
    for (at, component) in components.iter().enumerate() {
        for &relation in component {
            component_of[relation] = at;
        }
    }
    for clause in &program.clauses {
        for literal in &clause.body {
            let Literal::Negative(atom) = literal else {
                continue;
            };
            let head = clause.head.relation;
            let cyclic = component_of[head.index()] == component_of[atom.relation.index()];
            if cyclic && faults.len() <= MOST_FAULTS {
                faults.push(unstratified(program, &rests_on, head, atom));
            }
        }
    }
    let id = |at: usize| RelationId(u32::try_from(at).expect("bounded by the size of files"));
    components
        .into_iter()
        .map(|component| component.into_iter().map(id).collect::<Vec<_>>())
        .filter(|component| !component.iter().any(|&it| program.relation(it).input))
        .collect()
}

/// By relation: the relations in the bodies of its clauses.
fn dependencies(program: &Program) -> Vec<Vec<usize>> {
    let mut rests_on = vec![Vec::new(); program.relations.len()];
    for clause in &program.clauses {
        for literal in &clause.body {
            if let Literal::Positive(atom) | Literal::Negative(atom) = literal {
                rests_on[clause.head.relation.index()].push(atom.relation.index());
            }
        }
    }
    for relations in &mut rests_on {
        relations.sort_unstable();
        relations.dedup();
    }
    rests_on
}

/// Tarjan's strongly connected components, those that others rest on first. Without recursion,
/// because a file may hold a chain of any length.
fn components(rests_on: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; rests_on.len()];
    let mut low = vec![0; rests_on.len()];
    let mut on_stack = vec![false; rests_on.len()];
    let (mut stack, mut components, mut next) = (Vec::new(), Vec::new(), 0);
    for root in 0..rests_on.len() {
        if index[root] != UNSEEN {
            continue;
        }
        // Each entry: a relation and how many of its edges have been followed.
        let mut path = vec![(root, 0)];
        while let Some((at, edge)) = path.pop() {
            if edge == 0 {
                index[at] = next;
                low[at] = next;
                next += 1;
                stack.push(at);
                on_stack[at] = true;
            }
            if let Some(&to) = rests_on[at].get(edge) {
                path.push((at, edge + 1));
                if index[to] == UNSEEN {
                    path.push((to, 0));
                } else if on_stack[to] {
                    low[at] = low[at].min(index[to]);
                }
                continue;
            }
            if low[at] == index[at] {
                let start = stack.iter().rposition(|&it| it == at).unwrap_or(0);
                let mut component = stack.split_off(start);
                for &it in &component {
                    on_stack[it] = false;
                }
                component.sort_unstable();
                components.push(component);
            }
            if let Some(&(parent, _)) = path.last() {
                low[parent] = low[parent].min(low[at]);
            }
        }
    }
    components
}

fn unstratified(
    program: &Program,
    rests_on: &[Vec<usize>],
    head: RelationId,
    atom: &Atom,
) -> Fault {
    let name = |at: usize| format!("`{}`", program.relations[at].name);
    let way = shortest(rests_on, atom.relation.index(), head.index());
    let way: Vec<String> = way.into_iter().map(name).collect();
    let message = format!("{} rests on its own negation", name(head.index()));
    let fault = Fault::at(atom.place, fault::UNSTRATIFIED_NEGATION, message);
    fault.help(format!(
        "the cycle: {} rests on not {}",
        name(head.index()),
        way.join(", which rests on ")
    ))
}

/// The shortest way from one relation to another, both included.
fn shortest(rests_on: &[Vec<usize>], from: usize, to: usize) -> Vec<usize> {
    let mut came_from = vec![usize::MAX; rests_on.len()];
    came_from[from] = from;
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        if at == to {
            break;
        }
        for &next in &rests_on[at] {
            if came_from[next] == usize::MAX {
                came_from[next] = at;
                queue.push_back(next);
            }
        }
    }
    let mut way = vec![to];
    let mut at = to;
    while at != from && came_from[at] != usize::MAX {
        at = came_from[at];
        way.push(at);
    }
    way.reverse();
    way
}
