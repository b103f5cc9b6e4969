//! The program as its users meet it: help, exit codes, forms of answers, and wrong input.

#[path = "../support/mod.rs"]
mod support;

mod check;
mod color;
mod defence;
mod faults_as_json;
mod files;
mod harmless;
mod help;
mod json;
mod looks;
mod names;
mod rules;
mod totals;
mod wrong_input;

const RAG: &str = "facts/systems/rag-support-assistant.yaml";
const KUBEFLOW: &str = "facts/systems/kubeflow-model-registry.yaml";
const COMMANDS: [&str; 22] = [
    "demo",
    "init",
    "check",
    "paths",
    "who-can-reach",
    "reach",
    "assumptions",
    "whatif",
    "diff",
    "baseline",
    "gate",
    "fix",
    "test",
    "depth",
    "verify",
    "plan",
    "explain",
    "why-not",
    "query",
    "facts",
    "rules",
    "import",
];
