//! What a control of a threat model is called in; the control that we know by another name out.

use super::words::{Row, Words, first};

/// A control of the catalogue and the word that tells.
pub struct Measure {
    pub control: &'static str,
    pub word: &'static str,
    /// Only the description has the word, which mentions other things as well.
    pub in_passing: bool,
}

/// The control that a title or else a description speaks of.
pub fn control(title: &str, description: &str) -> Option<Measure> {
    let titled = first(MEASURES, &Words::of([title]));
    let (control, word) = titled.or_else(|| first(MEASURES, &Words::of([description])))?;
    Some(Measure {
        control,
        word,
        in_passing: titled.is_none(),
    })
}

/// Narrow words stand above wide ones.
const MEASURES: &[Row<&str>] = &[
    ("rate_limiting", &["rate limit", "throttl", "query limit"]),
    ("resource_quota", &["quota", "budget", "resource limit"]),
    (
        "adversarial_training",
        &["adversarial train", "adversarial robust"],
    ),
    (
        "adversarial_input_detection",
        &[
            "adversarial input",
            "anomaly detection",
            "input filter",
            "out of distribution",
        ],
    ),
    (
        "prompt_guardrail",
        &[
            "prompt filter",
            "prompt inject",
            "guardrail",
            "prompt shield",
        ],
    ),
    (
        "output_filtering",
        &["output filter", "content moderation", "response filter"],
    ),
    (
        "output_encoding",
        &[
            "output encod",
            "escap",
            "html sanit",
            "content security policy",
        ],
    ),
    (
        "human_approval",
        &[
            "human in the loop",
            "human approval",
            "manual approval",
            "human review",
        ],
    ),
    ("differential_privacy", &["differential privacy"]),
    ("watermarking", &["watermark"]),
    ("drift_monitoring", &["drift"]),
    (
        "model_validation",
        &[
            "model validation",
            "red team",
            "model test",
            "backdoor scan",
        ],
    ),
    ("model_scanning", &["model scan"]),
    ("safe_serialization", &["safetensors", "pickle", "serializ"]),
    (
        "data_provenance",
        &["provenance", "lineage", "trusted source", "data origin"],
    ),
    (
        "data_sanitization",
        &[
            "sanitization of data",
            "data saniti",
            "outlier",
            "data clean",
            "data validation",
        ],
    ),
    (
        "label_review",
        &["label review", "annotator agreement", "label quality"],
    ),
    (
        "data_versioning",
        &["data version", "backup", "snapshot", "rollback"],
    ),
    (
        "data_minimization",
        &[
            "minimi",
            "anonymi",
            "pseudonymi",
            "retention",
            "lifecycle",
            "redact",
        ],
    ),
    (
        "dependency_pinning",
        &["pinning", "pinned", "lock file", "private package"],
    ),
    ("ai_bom", &["bill of material", "sbom", "inventory"]),
    (
        "build_attestation",
        &["attestation", "slsa", "reproducible build"],
    ),
    (
        "artifact_signing",
        &["sign the", "signed", "signing", "signature"],
    ),
    (
        "artifact_verification",
        &["hash", "checksum", "integrity check", "verify integrity"],
    ),
    (
        "code_review",
        &[
            "code review",
            "peer review",
            "pull request",
            "branch protection",
        ],
    ),
    (
        "secrets_management",
        &[
            "secret",
            "key vault",
            "key rotation",
            "credential management",
        ],
    ),
    (
        "tamper_protection",
        &[
            "tamper proof",
            "tamper resist",
            "secure boot",
            "trusted execution",
        ],
    ),
    ("mfa", &["multi factor", "mfa", "two factor", "2fa"]),
    (
        "sandboxed_execution",
        &["sandbox", "isolated environment", "container isolation"],
    ),
    ("egress_restriction", &["egress", "outbound"]),
    (
        "training_isolation",
        &["network segment", "segregat", "isolated network"],
    ),
    (
        "vulnerability_management",
        &["patch", "vulnerabilit", "sca ", "hardened", "update polic"],
    ),
    (
        "least_privilege",
        &["least privilege", "minimal permission", "permission scop"],
    ),
    (
        "log_integrity",
        &["immutable log", "append only", "log integrity"],
    ),
    (
        "telemetry_logging",
        &["logging", "audit", "monitor", "siem", "log all"],
    ),
    (
        "transport_security",
        &[
            "tls",
            "ssl ",
            "https",
            "mutual authentication",
            "encryption in transit",
            "certificate",
        ],
    ),
    ("encryption_at_rest", &["encryption at rest", "encrypt"]),
    (
        "input_validation",
        &[
            "input validation",
            "validate input",
            "input saniti",
            "file upload",
            "schema validation",
        ],
    ),
    (
        "access_control",
        &[
            "access control",
            "rbac",
            "abac",
            "authoriz",
            "authoris",
            "permission",
        ],
    ),
    ("authentication", &["authentic", "log in", "login", "sso "]),
    (
        "user_training",
        &[
            "awareness",
            "train staff",
            "user training",
            "security training",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::{MEASURES, control};
    use crate::catalogue::catalogue;

    #[track_caller]
    fn check(title: &str, expected: Option<&str>) {
        assert_eq!(control(title, "").map(|it| it.control), expected, "{title}");
    }

    #[test]
    fn every_row_names_a_control_of_the_catalogue() {
        for (control, _) in MEASURES {
            assert!(catalogue().control(control).is_some(), "{control}");
        }
    }

    #[test]
    fn narrow_words_win() {
        check(
            "Adversarial Training for the classifier",
            Some("adversarial_training"),
        );
        check("Sign the model", Some("artifact_signing"));
        check("Sign-on for everybody", None);
        check("Audit log of access", Some("telemetry_logging"));
        check("Confidence thresholds", None);
    }
}
