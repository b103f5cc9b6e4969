//! The gate on ways to goals that were in reach, on new names, and on nothing.

use crate::gate::{SYSTEM, asked, shop};
use crate::support::command::{run_in, scratch};

/// Another way to a goal is red though an equally likely one was there before.
#[test]
fn a_new_way_to_a_goal_in_reach_is_red() {
    let folder = scratch("another-way");
    let system = "\
system: shop
actors:
  stranger: { position: external, entry: { first-db: [network, guess], second-db: network } }
components:
  first-db: { kind: database, attributes: [internet_facing, weak_credential, sensitive] }
  second-db: { kind: database, attributes: [sensitive] }
  orders: { kind: dataset, asset: { confidentiality: severe } }
flows:
  - orders part_of first-db
  - orders part_of second-db
";
    let file = folder.join("threatlog.yaml");
    std::fs::write(&file, system).expect("a writable folder");
    let ran = run_in(&folder, &["baseline", "--out", "b.json"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let published = system
        .replace("second-db: network", "second-db: [network, guess]")
        .replace(
            "[sensitive]",
            "[internet_facing, weak_credential, sensitive]",
        );
    std::fs::write(&file, published).expect("a writable folder");
    let ran = asked(&folder, &["--baseline", "b.json"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    for said in [
        "new way",
        "second-db is marked weak_credential",
        "threatlog.yaml:6:",
    ] {
        assert!(ran.out.contains(said), "no {said:?} in\n{}", ran.out);
    }
}

/// A component that only has another name is the same; nothing to judge is not green.
#[test]
fn a_new_name_is_no_news_and_nothing_is_no_pass() {
    let folder = shop("renamed");
    let file = folder.join("threatlog.yaml");
    let renamed = SYSTEM
        .replace("index", "vectors")
        .replace("vectorser", "indexer");
    std::fs::write(&file, &renamed).expect("a writable folder");
    let ran = asked(&folder, &["--baseline", "baseline.json"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("index is now called vectors"),
        "{}",
        ran.out
    );
    std::fs::write(folder.join("old.yaml"), SYSTEM).expect("a writable folder");
    let diff = run_in(
        &folder,
        &["diff", "old.yaml", "threatlog.yaml", "--fail"],
        &[],
    );
    assert_eq!(diff.code, 0, "{}", diff.out);
    assert!(
        diff.out.contains("index is now called vectors"),
        "{}",
        diff.out
    );
    for (left_out, said) in [
        ("entry: { reviews: post }", "no entry"),
        ("asset: { integrity: severe }", "nothing of value"),
    ] {
        let rest = match said {
            "no entry" => SYSTEM
                .replace(", entry: { reviews: post }", "")
                .replace(", entry: { chat: query }", ""),
            _ => SYSTEM.replace(left_out, "asset: { integrity: 0 }"),
        };
        std::fs::write(&file, rest).expect("a writable folder");
        let ran = asked(&folder, &["--max-risk", "very_high"]);
        assert_eq!(ran.code, 2, "{said}: {}", ran.out);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}
