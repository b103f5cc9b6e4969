//! A model and a program go in; the facts that the model gives for the program come out.

use rustc_hash::FxHashMap;
use threatlog_dl::program::{Atom, Literal, Program, RelationId, Term};

use super::inputs::Input;
use super::{Complement, Fact, Facts, Rows, Symbols, Table};
use crate::catalogue::catalogue;
use crate::model::{ComponentId, DEFAULT_IMPACT, Model, Property, ZoneId};

/// Fills the program's input relations. A declared input that architectures know nothing of stays
/// empty.
pub fn compile(model: &Model, program: &Program) -> Facts {
    let inputs: Vec<Option<Input>> = program.relations.iter().map(Input::of).collect();
    let everywhere = catalogue().controls.iter().map(|it| it.id.to_owned());
    let others = texts(model).into_iter().chain(everywhere);
    let symbols = Symbols::new(&program.symbols, others);
    let compiler = Compiler {
        components: symbol_ids(&symbols, model.components.iter().map(|it| &it.id)),
        zones: symbol_ids(&symbols, model.zones.iter().map(|it| &it.id)),
        model,
        program,
        symbols: &symbols,
    };
    let mut tables = Vec::with_capacity(program.relations.len());
    let mut chances = FxHashMap::default();
    for ((relation, input), id) in program.relations.iter().zip(inputs).zip(0..) {
        let id = RelationId(id);
        let arity = relation.columns.len().max(1);
        tables.push(match input {
            Some(Input::LacksControl) => compiler.missing(id, |_, e| 1.0 - e, &mut chances),
            Some(Input::SlipsPast) => compiler.missing(id, slips_past, &mut chances),
            Some(input) => {
                if let Input::Attempts = input {
                    compiler.attempts(id, &mut chances);
                }
                Table::Listed(Rows::new(arity, compiler.cells(input)))
            }
            None => Table::Listed(Rows::new(arity, Vec::new())),
        });
    }
    Facts {
        symbols,
        tables,
        chances,
    }
}

/// The name of the boundary that a flow between two zones crosses.
pub fn boundary(model: &Model, from: ZoneId, to: ZoneId) -> String {
    format!("{} -> {}", model.zone(from).id, model.zone(to).id)
}

/// The chance of getting past a control that merely hampers, given how effective it is.
fn slips_past(control: &str, effectiveness: f64) -> f64 {
    let residual = catalogue().control(control).map_or(0.0, |it| it.residual());
    // 1 − e·(1 − r), in the form that is exact where the control is fully effective.
    (1.0 - effectiveness) + effectiveness * residual
}

struct Compiler<'a> {
    model: &'a Model,
    program: &'a Program,
    symbols: &'a Symbols,
    /// Symbol ids by [`ComponentId`].
    components: Vec<u32>,
    /// Symbol ids by [`ZoneId`].
    zones: Vec<u32>,
}

impl Compiler<'_> {
    fn cells(&self, input: Input) -> Vec<u32> {
        let model = self.model;
        let actors = || model.actors.iter();
        let components = || model.component_ids();
        match input {
            Input::Actor => actors()
                .flat_map(|it| [self.text(&it.id), self.text(it.position.word())])
                .collect(),
            Input::Attempts => actors()
                .filter(|it| it.attempts.is_none_or(|it| it.value > 0.0))
                .map(|it| self.text(&it.id))
                .collect(),
            Input::Entry => actors()
                .flat_map(|actor| actor.entries.iter().map(move |it| (actor, it)))
                .flat_map(|(actor, it)| {
                    let component = self.component(it.component);
                    [self.text(&actor.id), component, self.text(it.how)]
                })
                .collect(),
            Input::Component => components()
                .flat_map(|(id, it)| [self.component(id), self.text(it.kind.value.id)])
                .collect(),
            Input::Attribute => components()
                .flat_map(|(id, it)| it.attributes.iter().map(move |it| (id, it)))
                .flat_map(|(id, it)| [self.component(id), self.text(it.value)])
                .collect(),
            Input::InZone => components()
                .filter_map(|(id, it)| Some((id, it.zone?.value)))
                .flat_map(|(id, zone)| [self.component(id), self.zone(zone)])
                .collect(),
            Input::ZoneTrust => (0..)
                .map(ZoneId)
                .zip(&model.zones)
                .flat_map(|(id, it)| [self.zone(id), it.trust.value])
                .collect(),
            Input::CrossesBoundary => self.crossings(),
            Input::Asset => self.assets(),
            Input::HasControl => components()
                .flat_map(|(id, _)| {
                    let mentioned = model.controls_mentioned(id);
                    mentioned.into_iter().map(move |it| (id, it))
                })
                .filter(|&(id, it)| model.control_of(id, it).effectiveness > 0.0)
                .flat_map(|(id, it)| [self.component(id), self.text(it)])
                .collect(),
            Input::LacksControl | Input::SlipsPast => Vec::new(),
            Input::Flow(verb) => model
                .flows
                .iter()
                .filter(|it| std::ptr::eq(it.verb, verb))
                .flat_map(|it| [self.component(it.from), self.component(it.to)])
                .collect(),
        }
    }

    fn crossings(&self) -> Vec<u32> {
        let mut cells = Vec::new();
        for flow in &self.model.flows {
            if let Some((from, to)) = self.model.crossing(flow) {
                let name = boundary(self.model, from, to);
                let ends = [self.component(flow.from), self.component(flow.to)];
                cells.extend(ends);
                cells.push(self.text(&name));
            }
        }
        cells
    }

    fn assets(&self) -> Vec<u32> {
        let mut cells = Vec::new();
        let default = !self.model.states_assets();
        for (id, component) in self.model.component_ids() {
            let mut add = |property: Property, impact| {
                cells.extend([self.component(id), self.text(property.word()), impact]);
            };
            if default {
                let each = Property::ALL.into_iter();
                each.for_each(|it| add(it, DEFAULT_IMPACT));
            }
            for asset in &component.assets {
                add(asset.property, asset.impact);
            }
        }
        cells
    }

    fn attempts(&self, relation: RelationId, chances: &mut FxHashMap<Fact, f64>) {
        for actor in &self.model.actors {
            let chance = actor.attempts.map_or(1.0, |it| it.value);
            let row = vec![self.text(&actor.id)];
            note(chances, relation, row, chance);
        }
    }

    /// Every component and control of the domain but for the impossible ones; `chance` says from
    /// a control and its effectiveness how likely the fact is.
    fn missing(
        &self,
        relation: RelationId,
        chance: impl Fn(&str, f64) -> f64,
        chances: &mut FxHashMap<Fact, f64>,
    ) -> Table {
        let mut firsts = self.components.clone();
        firsts.sort_unstable();
        let mut seconds = self.domain(relation);
        seconds.sort_unstable();
        seconds.dedup();
        let mut pairs = Complement {
            firsts,
            seconds,
            ..Complement::default()
        };
        for (id, _) in self.model.component_ids() {
            for control in self.model.controls_mentioned(id) {
                let second = self.text(control);
                if pairs.seconds.binary_search(&second).is_err() {
                    continue;
                }
                let status = self.model.control_of(id, control);
                let chance = chance(control, status.effectiveness);
                let first = self.component(id);
                if chance <= 0.0 {
                    pairs.except.insert((first, second));
                } else {
                    note(chances, relation, vec![first, second], chance);
                }
            }
        }
        Table::Complement(pairs)
    }

    /// The controls that rules name in this relation; all of them where some rule names none.
    fn domain(&self, relation: RelationId) -> Vec<u32> {
        let mut named = Vec::new();
        for atom in self.program.clauses.iter().flat_map(|it| atoms(&it.body)) {
            if atom.relation != relation {
                continue;
            }
            match atom.terms.get(1) {
                Some(Term::Symbol(id)) => named.push(id.0),
                _ => {
                    let all = catalogue().controls.iter();
                    named.extend(all.map(|it| self.text(it.id)));
                }
            }
        }
        named
    }

    fn text(&self, text: &str) -> u32 {
        self.symbols.id(text).expect("all texts are interned")
    }

    fn component(&self, id: ComponentId) -> u32 {
        self.components[id.0 as usize]
    }

    fn zone(&self, id: ZoneId) -> u32 {
        self.zones[id.0 as usize]
    }
}

fn note(chances: &mut FxHashMap<Fact, f64>, relation: RelationId, row: Vec<u32>, chance: f64) {
    if chance > 0.0 && chance < 1.0 {
        let row = row.into_boxed_slice();
        chances.insert(Fact { relation, row }, chance);
    }
}

fn atoms(body: &[Literal]) -> impl Iterator<Item = &Atom> {
    body.iter().filter_map(|it| match it {
        Literal::Positive(atom) | Literal::Negative(atom) => Some(atom),
        Literal::Compare(_) => None,
    })
}

/// Every text of the model that occurs in a fact, with repetitions.
fn texts(model: &Model) -> Vec<String> {
    let mut texts: Vec<&str> = Vec::new();
    for actor in &model.actors {
        texts.extend([actor.id.as_str(), actor.position.word()]);
        texts.extend(actor.entries.iter().map(|it| it.how));
    }
    texts.extend(model.zones.iter().map(|it| it.id.as_str()));
    for component in &model.components {
        texts.push(&component.id);
        texts.extend(component.attributes.iter().map(|it| it.value));
    }
    texts.extend(catalogue().kinds.iter().map(|it| it.id));
    texts.extend(Property::ALL.iter().map(|it| it.word()));
    let mut crossings: Vec<_> = model
        .flows
        .iter()
        .filter_map(|it| model.crossing(it))
        .collect();
    crossings.sort_unstable();
    crossings.dedup();
    let boundaries = crossings.into_iter();
    texts
        .into_iter()
        .map(str::to_owned)
        .chain(boundaries.map(|(from, to)| boundary(model, from, to)))
        .collect()
}

fn symbol_ids<'m>(symbols: &Symbols, texts: impl Iterator<Item = &'m String>) -> Vec<u32> {
    let id = |it: &String| symbols.id(it).expect("all texts are interned");
    texts.map(id).collect()
}
