//! What two components are in; the verb of a flow between them out, and which way it is drawn.

/// One end of a flow.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    pub kind: &'static str,
    /// It was a data store or a data set: it does nothing by itself.
    pub store: bool,
    pub keeps_models: bool,
    /// It stands for an actor: it offers content and does nothing by itself.
    pub outside: bool,
}

/// The way a verb is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As the flow goes.
    Forth,
    /// Against it: the receiver is the one who acts.
    Back,
}

/// The verb for content that goes from one component to another.
pub fn verb(from: Side, to: Side) -> (Way, &'static str) {
    use Way::{Back, Forth};
    match (from.kind, to.kind) {
        ("package_index", _) => (Back, "installs_from"),
        ("model_hub", _) => (Back, "loads"),
        ("identity_provider", _) if !to.store => (Back, "authenticates_with"),
        (_, "identity_provider") if !from.store => (Forth, "authenticates_with"),
        ("source_repo", _) if !to.store => (Forth, "deploys"),
        ("vector_db", "llm_app" | "agent") => (Back, "retrieves_from"),
        ("embedding_service", "vector_db") => (Forth, "embeds"),
        ("human_annotator", "dataset") => (Forth, "labels"),
        _ if from.store && to.store => (Forth, "writes_to"),
        _ if from.keeps_models && loads(to.kind) => (Back, "loads"),
        _ if from.store || from.outside => (Back, "reads_from"),
        (_, "monitoring") => (Forth, "logs_to"),
        _ if to.store => (Forth, "writes_to"),
        // What releases or administers decides what runs at the other end.
        ("ci_cd" | "compute_cluster", _) => (Forth, "deploys"),
        ("agent" | "llm_app", "tool" | "mcp_server") => (Forth, "invokes"),
        ("data_pipeline" | "sensor" | "data_source" | "human_annotator", _) => (Forth, "writes_to"),
        _ => (Forth, "calls"),
    }
}

/// Whether a component of this kind runs a model that it takes from a store.
pub fn serves(kind: &str) -> bool {
    matches!(
        kind,
        "serving_endpoint" | "mobile_app" | "edge_device" | "llm_app" | "agent" | "guardrail"
    )
}

/// Whether a component of this kind makes the model that it puts into a store.
pub fn trains(kind: &str) -> bool {
    matches!(kind, "training_pipeline" | "notebook")
}

fn loads(kind: &str) -> bool {
    serves(kind) || trains(kind) || kind == "eval_harness"
}

#[cfg(test)]
mod tests {
    use super::{Side, Way, verb};

    fn side(kind: &'static str) -> Side {
        Side {
            kind,
            store: matches!(
                kind,
                "artifact_store" | "dataset" | "vector_db" | "secrets_store"
            ),
            keeps_models: kind == "artifact_store",
            outside: matches!(kind, "package_index" | "data_source"),
        }
    }

    #[track_caller]
    fn check(from: &'static str, to: &'static str, expected: (Way, &'static str)) {
        assert_eq!(verb(side(from), side(to)), expected);
    }

    #[test]
    fn the_one_who_acts_comes_first() {
        check("dataset", "notebook", (Way::Back, "reads_from"));
        check("notebook", "artifact_store", (Way::Forth, "writes_to"));
        check("artifact_store", "serving_endpoint", (Way::Back, "loads"));
        check("artifact_store", "ci_cd", (Way::Back, "reads_from"));
        check("package_index", "notebook", (Way::Back, "installs_from"));
        check("data_source", "data_pipeline", (Way::Back, "reads_from"));
        check("vector_db", "agent", (Way::Back, "retrieves_from"));
        check("ci_cd", "serving_endpoint", (Way::Forth, "deploys"));
        check("api_gateway", "serving_endpoint", (Way::Forth, "calls"));
    }
}
