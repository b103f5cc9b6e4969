//! Snapshots in `snapshots/`, named by what was asked of what.

/// Compares with `snapshots/<name>.snap`.
pub fn snapshot(name: &str, shown: &str) {
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, shown);
    });
}
