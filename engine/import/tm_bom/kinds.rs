//! Names and descriptions in; component kinds out, each with the word that gave it.
//!
//! In every table the first row with a word in the text wins, so that narrow words stand above wide ones. A
//! name or title counts before a description, which mentions neighbours as well.

use super::words::{Row, Words, first};

/// A kind and why it was chosen.
pub struct Guess {
    pub kind: &'static str,
    pub why: String,
}

/// The kind of an item by the words of its name and title, then of its description.
pub fn guess(table: &[Row<&'static str>], named: &[&str], described: &str) -> Option<Guess> {
    by_name(table, named).or_else(|| {
        let (kind, word) = first(table, &Words::of([described]))?;
        Some(Guess {
            kind,
            why: format!("guess: its description says \"{word}\""),
        })
    })
}

/// The kind of an item by the words of its name and title alone.
pub fn by_name(table: &[Row<&'static str>], named: &[&str]) -> Option<Guess> {
    let (kind, word) = first(table, &Words::of(named.iter().copied()))?;
    Some(Guess {
        kind,
        why: format!("guess: it is called \"{word}\""),
    })
}

pub const COMPONENTS: &[Row<&str>] = &[
    ("notebook", &["jupyter", "notebook", "colab", "workbench"]),
    ("model_registry", &["model registry", "model catalog"]),
    (
        "experiment_tracker",
        &["mlflow", "experiment track", "weights and biases", "wandb"],
    ),
    ("feature_store", &["feature store"]),
    (
        "vector_db",
        &["vector", "pinecone", "weaviate", "faiss", "retrieval index"],
    ),
    ("embedding_service", &["embed"]),
    (
        "memory_store",
        &["agent memory", "conversation memory", "chat history"],
    ),
    (
        "guardrail",
        &["guardrail", "content filter", "moderation", "prompt shield"],
    ),
    ("system_prompt", &["system prompt", "prompt template"]),
    ("mcp_server", &["mcp "]),
    ("agent", &["agent ", "agents ", "agentic", "orchestrator"]),
    (
        "llm_app",
        &["llm ", "chatbot", "chat ", "assistant", "copilot", "rag "],
    ),
    (
        "api_gateway",
        &[
            "api gateway",
            "gateway",
            "load balancer",
            "ingress",
            "reverse proxy",
            "waf ",
        ],
    ),
    (
        "ci_cd",
        &[
            "deploy",
            "ci ",
            "cd ",
            "cicd",
            "build",
            "release",
            "jenkins",
            "github action",
        ],
    ),
    (
        "eval_harness",
        &["evaluat", "benchmark", "model validation", "model test"],
    ),
    (
        "training_pipeline",
        &["training", "trainer", "retrain", "fine tun", "finetun"],
    ),
    (
        "serving_endpoint",
        &[
            "inference",
            "model server",
            "model serving",
            "predict",
            "scoring",
            "classifier",
        ],
    ),
    (
        "data_pipeline",
        &[
            "gather",
            "crawl",
            "scrap",
            "collect",
            "ingest",
            "etl ",
            "preprocess",
            "data pipeline",
            "cleaning",
        ],
    ),
    (
        "human_annotator",
        &["annotator", "labeler", "labeller", "reviewer"],
    ),
    ("label_store", &["label", "annotation"]),
    (
        "identity_provider",
        &[
            "identity",
            "sso ",
            "oauth",
            "oidc",
            "auth ",
            "authentication",
            "login",
            "active directory",
            "ldap",
        ],
    ),
    (
        "secrets_store",
        &[
            "vault",
            "secret",
            "key management",
            "kms ",
            "key storage",
            "credential",
        ],
    ),
    (
        "monitoring",
        &[
            "monitor",
            "logging",
            "log ",
            "logs ",
            "audit",
            "siem",
            "telemetry",
            "metrics",
            "observability",
        ],
    ),
    (
        "source_repo",
        &[
            "source code",
            "git ",
            "github",
            "gitlab",
            "bitbucket",
            "repository",
        ],
    ),
    (
        "model_hub",
        &["hugging", "model hub", "pretrained", "pre trained"],
    ),
    (
        "package_index",
        &["librar", "package", "pypi", "npm ", "dependenc"],
    ),
    (
        "tool",
        &[
            "plugin",
            "plug in",
            "tool ",
            "tools ",
            "code interpreter",
            "skill",
        ],
    ),
    ("mobile_app", &["mobile", "android", "ios ", "phone"]),
    (
        "edge_device",
        &[
            "edge",
            "iot ",
            "embedded device",
            "device",
            "drone",
            "robot",
        ],
    ),
    ("sensor", &["sensor", "camera", "microphone", "lidar"]),
    (
        "user_client",
        &[
            "browser",
            "frontend",
            "front end",
            "web ui",
            "user interface",
            "client ",
            "desktop",
        ],
    ),
    (
        "compute_cluster",
        &[
            "bastion",
            "jump host",
            "kubernetes",
            "cluster",
            "gpu",
            "virtual machine",
            "vm ",
            "host ",
        ],
    ),
    (
        "artifact_store",
        &[
            "bucket",
            "blob",
            "object stor",
            "container registry",
            "artifact",
            "file stor",
        ],
    ),
    ("data_source", &["feed ", "data source", "upload"]),
    (
        "downstream_system",
        &[
            "database", "backend", "back end", "crm ", "erp ", "queue", "cache",
        ],
    ),
];

pub const STORES: &[Row<&str>] = &[
    (
        "secrets_store",
        &[
            "vault",
            "secret",
            "key storage",
            "keys storage",
            "api key",
            "authorized key",
            "credential",
            "kms ",
        ],
    ),
    (
        "vector_db",
        &[
            "vector",
            "embedding",
            "pinecone",
            "weaviate",
            "retrieval index",
        ],
    ),
    ("model_registry", &["model registry", "model catalog"]),
    ("feature_store", &["feature store"]),
    ("label_store", &["label", "annotation"]),
    (
        "memory_store",
        &["agent memory", "conversation memory", "chat history"],
    ),
    ("experiment_tracker", &["mlflow", "experiment"]),
    ("system_prompt", &["system prompt", "prompt template"]),
    (
        "source_repo",
        &["source code", "git ", "github", "gitlab", "bitbucket"],
    ),
    (
        "monitoring",
        &["log ", "logs ", "logging", "audit", "telemetry", "metrics"],
    ),
    (
        "package_index",
        &["package index", "package registry", "pypi", "npm "],
    ),
    ("downstream_system", &["cache", "redis", "queue"]),
];

pub const DATA_SETS: &[Row<&str>] = &[
    ("label_store", &["label", "annotation"]),
    (
        "dataset",
        &[
            "training",
            "validation",
            "test set",
            "test data",
            "dataset",
            "data set",
            "corpus",
            "feedback",
            "sample",
        ],
    ),
    ("system_prompt", &["system prompt", "prompt template"]),
    ("model", &["model ", "models ", "weights", "checkpoint"]),
    (
        "secrets_store",
        &["key ", "keys ", "secret", "credential", "password", "token"],
    ),
    ("source_repo", &["source code", "configuration"]),
    (
        "monitoring",
        &["log ", "logs ", "audit", "telemetry", "metrics"],
    ),
    ("vector_db", &["embedding", "vector"]),
    ("feature_store", &["feature"]),
    ("memory_store", &["memory", "chat history", "conversation"]),
    (
        "data_source",
        &["upload", "document", "article", "web page", "feed "],
    ),
];

/// What stands for an actor that is a service and not a person.
pub const SERVICES: &[Row<&str>] = &[
    (
        "package_index",
        &[
            "librar",
            "package",
            "pypi",
            "npm ",
            "dependenc",
            "third party tool",
            "open source",
        ],
    ),
    (
        "model_hub",
        &[
            "hugging",
            "model hub",
            "model zoo",
            "pretrained",
            "pre trained",
        ],
    ),
    (
        "identity_provider",
        &["identity", "sso ", "oauth", "oidc", "auth ", "login"],
    ),
    (
        "serving_endpoint",
        &["llm ", "model api", "openai", "inference"],
    ),
];

/// Whether a store or data set by this name keeps models.
pub fn keeps_models(named: &[&str]) -> bool {
    let words = Words::of(named.iter().copied());
    ["model ", "models ", "weights", "checkpoint"]
        .iter()
        .any(|it| words.has(it))
}
