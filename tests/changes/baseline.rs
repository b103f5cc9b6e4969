//! Baselines: where they are written, and which are not believed.

use serde_json::{Value, json};

use crate::gate::{SYSTEM, asked, shop, worse};
use crate::support::command::{run_in, text};

/// What a baseline is made of is never written over, nor is any file that is no baseline.
#[test]
fn a_baseline_spares_what_it_does_not_own() {
    let folder = shop("spared");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file");
    std::fs::write(folder.join("notes.txt"), "mine").expect("a writable folder");
    std::fs::write(folder.join("cut.json"), &read("baseline.json")[..90]).expect("a folder");
    for (arguments, said) in [
        (
            &["--out", "threatlog.yaml"][..],
            "is what the baseline is made of",
        ),
        (
            &["--out", "./threatlog.yaml", "--force"],
            "is what the baseline is made of",
        ),
        (
            &["threatlog.yaml", "--out", "threatlog.yaml"],
            "is what the baseline is made of",
        ),
        (&["--out", "notes.txt"], "is there already and no baseline"),
    ] {
        let ran = run_in(&folder, &[&["baseline"], arguments].concat(), &[]);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.out);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(
        (read("threatlog.yaml").as_str(), read("notes.txt").as_str()),
        (SYSTEM, "mine")
    );
    // One that is a baseline already may be broken.
    for arguments in [&["cut.json"][..], &["notes.txt", "--force"]] {
        let ran = run_in(&folder, &[&["baseline", "--out"], arguments].concat(), &[]);
        assert_eq!(
            (ran.code, read(arguments[0])),
            (0, read("baseline.json")),
            "{}",
            ran.err
        );
    }
}

/// The advice names the model, and never an architecture file as what to write.
#[test]
fn advice_on_a_baseline_is_safe_to_follow() {
    let folder = shop("advice");
    let help = |arguments: &[&str]| {
        let ran = asked(&folder, arguments);
        assert_eq!(ran.code, 2, "{}", ran.out);
        ran.err
    };
    let model = help(&["threatlog.yaml", "--baseline", "threatlog.yaml"]);
    let advice = "`threatlog baseline threatlog.yaml --out NEW.json`";
    assert!(model.contains(advice), "{model}");
    std::fs::write(folder.join("old.json"), "{ \"baseline\": 0 }").expect("a writable folder");
    let old = help(&["--baseline", "old.json"]);
    assert!(old.contains("`threatlog baseline --out old.json`"), "{old}");
}

#[test]
fn a_baseline_of_another_system_is_refused() {
    let folder = shop("another");
    let renamed = SYSTEM.replace("system: shop", "system: bank");
    std::fs::write(folder.join("bank.yaml"), renamed).expect("a writable folder");
    let ran = asked(&folder, &["bank.yaml", "--baseline", "baseline.json"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    for said in [
        "`baseline.json` is a baseline of the system `shop`, not of `bank`",
        "`threatlog baseline bank.yaml --out baseline.json`",
    ] {
        assert!(ran.err.contains(said), "no {said:?} in\n{}", ran.err);
    }
}

#[test]
fn other_rules_are_told() {
    let folder = shop("rules");
    edit(&folder, |it| it["rules"] = json!("0000"));
    let ran = asked(&folder, &["--baseline", "baseline.json"]);
    assert!(ran.out.contains("under other rules"), "{}", ran.out);
}

/// A baseline that cannot have been written is refused, and the field named.
#[test]
fn an_impossible_baseline_is_refused() {
    type Edit = fn(&mut Value);
    let edits: [(Edit, &str); 13] = [
        (
            |it| *it = json!([1, "shop", "r", [], []]),
            "it is not a JSON object",
        ),
        (
            |it| it["baseline"] = json!("one"),
            "`baseline` is wrong: it should be a number",
        ),
        (
            |it| it["system"] = json!(7),
            "`system` is wrong: it should be a text",
        ),
        (
            |it| it["findings"][0]["risk"] = json!(100),
            "`findings[0].risk` is wrong: 100 is not from",
        ),
        (
            |it| it["findings"][0]["risk"] = json!(-4),
            "`findings[0].risk` is wrong: -4 is not from",
        ),
        (
            |it| it["findings"][0]["risk"] = json!("high"),
            "`findings[0].risk` is wrong: it should be",
        ),
        (
            |it| it["findings"][0]["id"] = json!("x"),
            "`findings[0].id` is wrong: `x` is not",
        ),
        (
            |it| it["findings"][0]["by"] = json!([7]),
            "`findings[0].by` is wrong: it should be a list of texts",
        ),
        (
            |it| it["findings"][1] = it["findings"][0].clone(),
            "`findings[1]` is the finding `",
        ),
        (
            |it| it["facts"][0] = json!("actor(customer, sideways)"),
            "its facts make no architecture: ",
        ),
        (
            |it| it["facts"][0] = json!("all is well"),
            "`facts[0]` is not a fact",
        ),
        (
            |it| it["facts"][1] = it["facts"][0].clone(),
            "`facts[1]` says `actor(",
        ),
        (
            |it| it["facts"][0] = json!("attempts(employee) = 7"),
            "`facts[0]` does not end in",
        ),
    ];
    let folder = shop("impossible");
    let file = folder.join("baseline.json");
    std::fs::write(folder.join("threatlog.yaml"), worse()).expect("a writable folder");
    let ran = run_in(&folder, &["baseline", "--out", "baseline.json"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let sound = std::fs::read_to_string(&file).expect("a file");
    for (change, said) in edits {
        std::fs::write(&file, &sound).expect("a writable folder");
        edit(&folder, change);
        let ran = asked(&folder, &["--baseline", "baseline.json"]);
        assert_eq!(ran.code, 2, "{said}: {}", ran.out);
        assert!(ran.err.contains(said), "no {said:?} in\n{}", ran.err);
    }
    std::fs::write(&file, &sound[..200]).expect("a writable folder");
    let cut = asked(&folder, &["--baseline", "baseline.json"]);
    assert!(cut.err.contains("it is not JSON (line "), "{}", cut.err);
    // A finding that was taken out by hand is not taken for recorded.
    std::fs::write(&file, &sound).expect("a writable folder");
    edit(&folder, |it| it["findings"] = json!([]));
    let out = asked(&folder, &["--baseline", "baseline.json"]);
    assert_eq!(out.code, 1, "{}", out.err);
    let said = "by other rules, or an edited baseline: ";
    assert!(out.out.contains(said), "{}", out.out);
}

/// An earlier version recorded goals. Its facts are believed.
#[test]
fn a_baseline_of_an_earlier_version_is_read() {
    let folder = shop("earlier");
    edit(&folder, |it| {
        it["baseline"] = json!(1);
        it["goals"] = json!([]);
        it.as_object_mut().expect("an object").remove("findings");
    });
    let same = asked(&folder, &["--baseline", "baseline.json"]);
    assert_eq!(same.code, 0, "{}{}", same.out, same.err);
    let said = "written by an earlier version";
    assert!(same.out.contains(said), "{}", same.out);
    std::fs::write(folder.join("threatlog.yaml"), worse()).expect("a writable folder");
    assert_eq!(asked(&folder, &["--baseline", "baseline.json"]).code, 1);
}

/// Changes the baseline of a folder.
fn edit(folder: &std::path::Path, change: impl FnOnce(&mut Value)) {
    let file = folder.join("baseline.json");
    let written = std::fs::read_to_string(&file).expect("a file");
    let mut value: Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(text(&value["system"]), "shop");
    change(&mut value);
    let text = serde_json::to_string_pretty(&value).expect("JSON");
    std::fs::write(file, text).expect("a writable folder");
}
