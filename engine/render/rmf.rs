//! The paths that bear on a subcategory in; how every form of the answer names them out.

/// `all 10 paths`, `both paths`, or their ids.
pub fn paths(rows: &[usize], ids: &[String]) -> String {
    match ids.len() {
        2 if rows.len() == 2 => return "both paths".to_owned(),
        count if count > 2 && rows.len() == count => return format!("all {count} paths"),
        _ => {}
    }
    let ids = rows.iter().filter_map(|&at| ids.get(at));
    ids.map(String::as_str).collect::<Vec<_>>().join(", ")
}
