//! What means the same to somebody who draws a system: a table of flows and one of kinds.
//!
//! What only looks alike is left out. Whoever writes to a database can change it, whoever hands text
//! to it cannot, so an agent's `writes_to` is not turned into the database's `reads_from`; and what
//! acts on answers is no database.

use threatlog::model::{ComponentId, Flow, Model};

/// How else a flow may be written.
#[derive(Clone, Copy)]
pub enum Say {
    /// With another verb.
    With(&'static str),
    /// From the other end.
    Turned(&'static str),
}

use Say::{Turned, With};

/// Kinds; none stand for all.
pub type Kinds = &'static [&'static [&'static str]];

const ANY: Kinds = &[];
const MODEL: &[&str] = &["model"];
const LANGUAGE: &[&str] = &["llm_app", "agent"];
const TOOLS: &[&str] = &["tool", "mcp_server"];
const SYSTEMS: &[&str] = &["downstream_system", "database"];
const LOOKED_UP: &[&str] = &["vector_db", "memory_store", "feature_store", "data_source"];
const KEPT: &[&str] = &[
    "dataset",
    "label_store",
    "system_prompt",
    "source_repo",
    "monitoring",
];
const RECORDS: &[&str] = &["experiment_tracker", "message_queue", "backup"];
const FILES: &[&str] = &["artifact_store", "model_registry"];
const SHELVES: &[&str] = &[
    "model_hub",
    "package_index",
    "agent_directory",
    "prompt_hub",
];
const JOBS: &[&str] = &[
    "data_pipeline",
    "embedding_service",
    "training_pipeline",
    "ci_cd",
];
const TRAINERS: &[&str] = &["training_pipeline", "notebook", "aggregation_server"];
const ENDPOINTS: &[&str] = &["serving_endpoint", "api_gateway", "guardrail", "proxy"];
const FIELD: &[&str] = &["sensor", "edge_device", "mobile_app"];
const FRONTS: &[&str] = &["user_client", "person", "human_annotator"];
const USED: &[&str] = &["notebook", "agent", "tool", "user_client"];
const LABELLED: &[&str] = &["dataset", "label_store"];

/// Flows between components of these kinds, and what else says the same.
#[rustfmt::skip]
pub const FLOWS: &[(Kinds, &str, Kinds, &[Say])] = &[
    // What only delivers may be drawn from the side that takes.
    (&[SYSTEMS, LOOKED_UP, KEPT, RECORDS, FILES, JOBS, ENDPOINTS, FIELD, FRONTS], "writes_to",
        &[SYSTEMS, LOOKED_UP, KEPT, RECORDS, FILES, JOBS, TRAINERS, ENDPOINTS, FIELD, FRONTS, LANGUAGE],
        &[Turned("reads_from")]),
    (&[LANGUAGE, TOOLS], "writes_to", &[SYSTEMS], &[With("calls")]),
    (&[JOBS, LANGUAGE], "writes_to", &[&["vector_db"]], &[With("embeds")]),
    (ANY, "writes_to", &[SHELVES], &[With("publishes_to")]),
    (&[&["human_annotator"]], "writes_to", &[LABELLED], &[With("labels")]),
    // Arrows that follow the data, not the request.
    (ANY, "reads_from", &[SYSTEMS, LOOKED_UP, KEPT, RECORDS, FILES, ENDPOINTS, FIELD, LANGUAGE, JOBS],
        &[Turned("writes_to")]),
    (ANY, "reads_from", &[ENDPOINTS, LANGUAGE, TOOLS], &[With("calls")]),
    (&[LANGUAGE], "reads_from", &[SYSTEMS, LOOKED_UP, &["dataset", "source_repo"]], &[With("retrieves_from")]),
    (&[LANGUAGE, TOOLS, JOBS, ENDPOINTS], "reads_from", &[SYSTEMS, LOOKED_UP], &[With("calls")]),
    (ANY, "reads_from", &[SHELVES], &[With("loads")]),
    (&[JOBS, TRAINERS, ENDPOINTS, FIELD], "reads_from", &[FILES], &[With("loads")]),
    (&[JOBS, TRAINERS], "reads_from", &[&["source_repo"]], &[With("loads")]),
    (ANY, "retrieves_from", ANY, &[With("reads_from"), With("calls"), Turned("writes_to")]),
    // Requests.
    (&[FRONTS, SYSTEMS, &["mobile_app"]], "calls", &[ENDPOINTS, LANGUAGE], &[With("reads_from")]),
    (&[FRONTS], "calls", &[LANGUAGE], &[Turned("writes_to")]),
    (&[LANGUAGE], "calls", &[TOOLS, SYSTEMS, LANGUAGE, &["serving_endpoint"]], &[With("invokes")]),
    (ANY, "calls", &[MODEL], &[With("serves"), With("loads")]),
    (ANY, "invokes", ANY, &[With("calls")]),
    (&[LANGUAGE], "invokes", &[LANGUAGE], &[With("delegates_to")]),
    (ANY, "fetches", ANY, &[With("calls")]),
    (ANY, "actuates", ANY, &[With("writes_to"), With("calls")]),
    // Models and artifacts.
    (ANY, "trains", ANY, &[With("writes_to")]),
    (ANY, "serves", ANY, &[With("loads"), With("calls")]),
    (ANY, "loads", &[FILES, SHELVES, &["source_repo"]], &[With("reads_from")]),
    (&[ENDPOINTS, FIELD, LANGUAGE], "loads", &[FILES], &[Turned("deploys")]),
    (ANY, "installs_from", ANY, &[With("loads"), With("reads_from")]),
    (ANY, "deploys", ANY, &[Turned("loads")]),
    (ANY, "deploys", &[FILES, FIELD, JOBS, TRAINERS], &[With("writes_to")]),
    (&[FILES], "deploys", ANY, &[Turned("reads_from")]),
    (ANY, "publishes_to", ANY, &[With("writes_to")]),
    (ANY, "evaluates", ANY, &[With("reads_from"), With("calls")]),
    // Content with a verb of its own.
    (ANY, "embeds", ANY, &[With("writes_to")]),
    (ANY, "labels", ANY, &[With("writes_to")]),
    (ANY, "feeds_back", ANY, &[With("writes_to"), Turned("reads_from")]),
    (ANY, "logs_to", ANY, &[With("writes_to")]),
    (ANY, "senses", ANY, &[With("reads_from")]),
    (ANY, "aggregates", ANY, &[With("reads_from"), Turned("writes_to")]),
];

/// When another kind says the same.
pub type When = fn(&Model, ComponentId) -> bool;

/// Kinds, and what else such a component may be called.
pub const KINDS: &[(&str, &str, When)] = &[
    ("llm_app", "agent", always),
    ("agent", "llm_app", always),
    ("tool", "mcp_server", always),
    ("mcp_server", "tool", always),
    ("downstream_system", "database", only_holds_data),
    ("database", "downstream_system", always),
    ("data_source", "downstream_system", always),
    ("data_source", "database", always),
    ("user_client", "person", only_looks),
    ("person", "user_client", only_looks),
    ("compute_cluster", "workstation", runs_what_people_use),
    ("workstation", "compute_cluster", always),
    ("notebook", "workstation", always),
    ("model_registry", "artifact_store", always),
    ("artifact_store", "model_registry", stores_models),
    ("data_pipeline", "embedding_service", fills_an_index),
    ("embedding_service", "data_pipeline", always),
    ("api_gateway", "proxy", always),
    ("api_gateway", "serving_endpoint", fronts_a_model),
    ("proxy", "api_gateway", always),
    ("mobile_app", "edge_device", always),
    ("feature_store", "dataset", always),
    ("label_store", "dataset", always),
    ("vector_db", "database", always),
    ("actuator", "downstream_system", always),
    ("aggregation_server", "training_pipeline", always),
    ("external_sink", "data_source", always),
];

fn always(_: &Model, _: ComponentId) -> bool {
    true
}

/// It is there for what is in it, and starts nothing.
fn only_holds_data(model: &Model, id: ComponentId) -> bool {
    let data = |it: &&str| ["personal_data", "sensitive"].contains(it);
    let attributes = &model.component(id).attributes;
    let starts = ["calls", "writes_to", "invokes", "deploys"];
    let acts = |it: &Flow| it.from == id && starts.contains(&it.verb.id);
    attributes.iter().any(|it| data(&it.value)) && !flows_of(model, id).any(acts)
}

/// Somebody reads and asks there, and nothing else.
fn only_looks(model: &Model, id: ComponentId) -> bool {
    let component = model.component(id);
    let looks = |it: &Flow| it.from == id && ["calls", "reads_from"].contains(&it.verb.id);
    component.attributes.is_empty() && flows_of(model, id).all(looks)
}

/// A machine that somebody sits at runs what people use themselves.
fn runs_what_people_use(model: &Model, id: ComponentId) -> bool {
    flows_of(model, id)
        .any(|it| it.verb.id == "hosts" && it.from == id && is_of(model, it.to, &[USED]))
}

fn stores_models(model: &Model, id: ComponentId) -> bool {
    flows_of(model, id).any(|it| it.verb.id == "stores" && is_of(model, it.to, &[MODEL]))
}

fn fills_an_index(model: &Model, id: ComponentId) -> bool {
    given_to(model, id)
        .iter()
        .any(|it| is_of(model, *it, &[&["vector_db"]]))
}

fn fronts_a_model(model: &Model, id: ComponentId) -> bool {
    flows_of(model, id)
        .any(|it| it.from == id && is_of(model, it.to, &[MODEL, &["serving_endpoint"]]))
}

pub fn given_to(model: &Model, id: ComponentId) -> Vec<ComponentId> {
    let given = flows_of(model, id).filter_map(|it| match it.verb.id {
        "writes_to" | "embeds" if it.from == id => Some(it.to),
        "reads_from" if it.to == id => Some(it.from),
        _ => None,
    });
    given.collect()
}

pub fn flows_of(model: &Model, id: ComponentId) -> impl Iterator<Item = &Flow> {
    let of = move |it: &&Flow| it.from == id || it.to == id;
    model.flows.iter().filter(of)
}

pub fn is_of(model: &Model, id: ComponentId, kinds: Kinds) -> bool {
    let kind = model.component(id).kind.value.id;
    kinds.is_empty() || kinds.iter().any(|it| it.contains(&kind))
}
