//! The OWASP threat model library format, 1.0: what the import reads of it.
//!
//! Words of closed lists are kept as text and unknown members are passed over, so that a file of a later
//! version still arrives. `null` counts as not given.

use serde::{Deserialize, Deserializer};

/// A threat model, as it is written.
#[derive(Debug, Default)]
pub struct ThreatModel {
    pub scope: Scope,
    pub description: String,
    pub zones: Vec<Zone>,
    pub boundaries: Vec<Boundary>,
    pub actors: Vec<Actor>,
    pub components: Vec<Component>,
    pub stores: Vec<Store>,
    pub data_sets: Vec<DataSet>,
    pub flows: Vec<Flow>,
    pub assumptions: Vec<Assumption>,
    pub personas: Vec<Persona>,
    pub threats: Vec<Threat>,
    pub controls: Vec<Control>,
    pub risks: Vec<Risk>,
    pub diagrams: Vec<Diagram>,
}

/// Declares types whose members may all be missing.
macro_rules! lenient {
    ($($(#[$doc:meta])* struct $name:ident { $($field:ident: $type:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Default, Deserialize)]
            pub struct $name {
                $(#[serde(default, deserialize_with = "or_default")] pub $field: $type,)*
            }
        )*
    };
}

lenient! {
    struct Scope {
        title: String,
        description: String,
        business_criticality: String,
        data_sensitivity: Vec<String>,
        exposure: String,
        tier: String,
    }
    struct Zone { symbolic_name: String, title: String, description: String }
    struct Boundary {
        trust_zone_a: String,
        trust_zone_b: String,
        access_control_methods: Vec<String>,
        authentication_methods: Vec<String>,
    }
    struct Actor {
        symbolic_name: String,
        title: String,
        description: String,
        r#type: String,
        permissions: String,
        trust_zone: String,
    }
    struct Component {
        symbolic_name: String,
        title: String,
        description: String,
        parent_component: String,
        trust_zone: String,
        repo_link: String,
    }
    struct Store {
        symbolic_name: String,
        title: String,
        description: String,
        r#type: String,
        vendor: String,
        product: String,
        trust_zone: String,
    }
    struct DataSet {
        symbolic_name: String,
        title: String,
        description: String,
        placements: Vec<Placement>,
        data_sensitivity: Vec<String>,
        access_control_methods: Vec<String>,
        record_count: Option<serde_json::Number>,
    }
    struct Placement { data_store: String, encrypted: Option<bool> }
    struct Flow {
        symbolic_name: String,
        title: String,
        source: End,
        destination: End,
        has_sensitive_data: Option<bool>,
        encrypted: Option<bool>,
    }
    /// One end of a flow: `actor`, `component` or `data_store`, and its name.
    struct End { r#type: String, object: String }
    struct Assumption { description: String, validity: String }
    struct Persona {
        symbolic_name: String,
        title: String,
        description: String,
        skill_level: String,
        access_level: String,
        applicability_to_org: String,
    }
    struct Threat {
        symbolic_name: String,
        title: String,
        description: String,
        components_affected: Vec<String>,
        threat_persona: String,
        attack_mechanisms: Vec<Capec>,
        weaknesses: Vec<Cwe>,
    }
    struct Capec { capec_id: Option<serde_json::Number> }
    struct Cwe { cwe_id: Option<serde_json::Number> }
    struct Control {
        symbolic_name: String,
        title: String,
        description: String,
        threats: Vec<String>,
        trust_boundary: Option<Boundary>,
        status: String,
        priority: String,
    }
    struct Risk {
        symbolic_name: String,
        title: String,
        description: String,
        threats: Vec<String>,
        likelihood: String,
        impact: String,
        level: String,
    }
    struct Diagram { title: String, r#type: String }
}

fn or_default<'de, D, T>(input: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(input)?.unwrap_or_default())
}
