//! Decisions about risks: what they exempt, until when, and where they are told.

use threatlog::answer::{Bar, Baseline, MaxRisk};
use threatlog::model::{Treated, Treatment, TreatmentStatus};
use threatlog::rank::Effort;

use crate::compared::{Changed, Edit};
use crate::gate::{asked, json, judge, shop, worse};
use crate::support::command::{list, number, run_in, text};

#[test]
fn decisions_hold_until_their_last_day() {
    let folder = shop("treatments");
    std::fs::write(folder.join("threatlog.yaml"), worse()).expect("a writable folder");
    let found = json(&asked(&folder, &["--max-risk", "0", "--format", "json"]));
    let red = list(&found["red"]);
    assert!(!red.is_empty(), "{found:#}");
    let (id, risk) = (text(&red[0]["now"]["path"]), number(&red[0]["now"]["risk"]));
    let treated = |of: &str| {
        let text = format!(
            "{}treatments:\n  - {{ {of}, status: accepted, reason: known, owner: sec, \
             expires: 2030-06-15 }}\n",
            worse()
        );
        std::fs::write(folder.join("threatlog.yaml"), text).expect("a writable folder");
    };
    let at = |day: &str, most: &str| {
        asked(
            &folder,
            &["--max-risk", most, "--today", day, "--format", "json"],
        )
    };
    treated("goal: assistant integrity");
    let held = at("2030-06-15", "0");
    assert_eq!(
        (held.code, list(&json(&held)["exempt"]).len()),
        (0, red.len()),
        "{}",
        held.out
    );
    let over = at("2030-06-16", "0");
    assert_eq!(
        (over.code, list(&json(&over)["expired"]).len()),
        (1, 1),
        "{}",
        over.out
    );
    let shown = asked(&folder, &["--max-risk", "0", "--today", "2030-06-16"]);
    assert!(
        shown
            .out
            .contains("expired on 2030-06-15: assistant integrity"),
        "{}",
        shown.out
    );

    // A path that is treated leaves the goal to be judged by the next one.
    treated(&format!("path: {}", &id[..8]));
    let next = json(&at("2030-06-15", "0"));
    let paths = run_in(
        &folder,
        &["paths", "--per-goal", "5", "--format", "json"],
        &[],
    );
    let paths = json(&paths);
    let second = list(&paths["paths"])
        .get(1)
        .map_or(0.0, |it| number(&it["risk"]));
    let mut red = list(&next["red"]).iter();
    let customer = red.find(|it| it["goal"]["actor"] == "customer");
    let left = customer.map_or(0.0, |it| number(&it["now"]["risk"]));
    assert!(
        (left - second).abs() < 1e-9 && left < risk + 1e-9,
        "{left} {second}\n{next:#}"
    );

    // The first path would have been worse, so the decision about it is told.
    let most = left.to_string();
    let next = json(&at("2030-06-15", &most));
    let exempt = &list(&next["exempt"])[0];
    assert!(
        (number(&exempt["now"]["risk"]) - risk).abs() < 1e-9,
        "{next:#}"
    );
    assert_eq!(text(&exempt["treatment"]["of"]["path"]), &id[..8]);
    let shown = asked(&folder, &["--max-risk", &most, "--today", "2030-06-15"]);
    let line = format!("accepted: path {} to assistant integrity", &id[..8]);
    assert!(shown.out.contains(&line), "{}", shown.out);

    treated("goal: index availability");
    let idle = asked(&folder, &["--max-risk", "10", "--today", "2030-01-01"]);
    assert_eq!(idle.code, 0);
    assert!(
        idle.out
            .contains("index availability is not in reach (threatlog.yaml:"),
        "{}",
        idle.out
    );
    treated("path: 0123456789");
    let idle = asked(&folder, &["--max-risk", "10", "--today", "2030-01-01"]);
    assert!(
        idle.out.contains("path 0123456789 is not among"),
        "{}",
        idle.out
    );
}

/// A prefix that several paths share is reported, as it is by `explain`.
#[test]
fn an_ambiguous_path_is_told() {
    let mut changed = Changed::new(&worse(), &Edit::Flow("index stores reviews".to_owned()));
    let judged = |changed: &Changed| {
        let bar = Bar {
            max_risk: Some(MaxRisk::Number(0.0)),
            baseline: None::<&Baseline>,
            today: "2030-01-01",
            trials: 0,
            effort: Effort::default(),
        };
        judge(changed, &bar, |verdict| {
            let ids = verdict.red.iter().map(|it| it.path.id.clone());
            let ambiguous = verdict.ambiguous.iter().map(|it| it.ids.len());
            (ids.collect::<Vec<_>>(), ambiguous.collect::<Vec<_>>())
        })
    };
    let (ids, none) = judged(&changed);
    assert!(ids.len() > 1 && none.is_empty(), "{ids:?}");
    let mut treat = |prefix: &str| {
        changed.new.treatments = vec![Treatment {
            of: Treated::Path(prefix.to_owned()),
            status: TreatmentStatus::Accepted,
            reason: "known".to_owned(),
            owner: "sec".to_owned(),
            expires: "2031-01-01".to_owned(),
            up_to: None,
            place: changed.new.components[0].place,
        }];
        judged(&changed).1
    };
    assert_eq!(treat(&ids[0]), [] as [usize; 0]);
    let several = treat("");
    assert!(several[0] > 1, "{several:?}");
}

/// A decision that is over is marked in lists and in the register, and is no decision to the RMF.
#[test]
fn an_expired_decision_is_marked() {
    let folder = shop("expired");
    let text = format!(
        "{}treatments:\n  - {{ goal: assistant integrity, status: accepted, reason: pilot, owner: \
         sec, expires: 2030-06-15 }}\n",
        worse()
    );
    std::fs::write(folder.join("threatlog.yaml"), text).expect("a writable folder");
    let shown = |day: &str, more: &[&str]| {
        let arguments = [&["paths", "--today", day][..], more].concat();
        let ran = run_in(&folder, &arguments, &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    for more in [&[][..], &["--format", "markdown"]] {
        let (held, over) = (shown("2030-06-15", more), shown("2030-06-16", more));
        assert!(
            held.contains("accepted by sec until 2030-06-15: pilot"),
            "{held}"
        );
        let marked = "expired on 2030-06-15: accepted by sec: pilot";
        assert!(over.contains(marked) && !held.contains("expired"), "{over}");
    }
    for (day, expired) in [("2030-06-15", false), ("2030-06-16", true)] {
        let found: serde_json::Value =
            serde_json::from_str(&shown(day, &["--format", "json"])).expect("JSON");
        assert_eq!(
            found["paths"][0]["treatment"]["expired"], expired,
            "{found:#}"
        );
    }
    let (held, over) = (
        shown("2030-06-15", &["--rmf"]),
        shown("2030-06-16", &["--rmf"]),
    );
    assert_ne!(held, over);
    assert!(over.contains("MANAGE 1.3"), "{over}");
}

/// An accepted finding is accepted for its actors and up to a risk; its end is announced.
#[test]
fn a_finding_is_accepted_for_its_actors_and_up_to_a_risk() {
    let folder = shop("accepted");
    std::fs::write(folder.join("threatlog.yaml"), worse()).expect("a writable folder");
    let found = json(&run_in(&folder, &["paths", "--format", "json"], &[]));
    let first = &list(&found["findings"])[0];
    let (id, risk) = (text(&first["id"]), number(&first["risk"]));
    let actor = text(&list(&first["actors"])[0]["actor"]);
    // The treated finding aside, what is left is below this.
    let most = format!("{:.3}", risk - 0.1);
    let judged = |more: &str, day: &str| {
        let text = format!(
            "{}treatments:\n  - {{ finding: {id}, {more}status: accepted, reason: pilot, owner: sec, \
             expires: 2030-06-30 }}\n",
            worse()
        );
        std::fs::write(folder.join("threatlog.yaml"), text).expect("a writable folder");
        asked(&folder, &["--max-risk", &most, "--today", day])
    };
    let by = format!("by: [{actor}], ");
    let up_to = format!("up_to: {risk:.1}, ");
    for more in ["", &by, &up_to] {
        let ran = judged(more, "2030-01-01");
        assert_eq!(ran.code, 0, "{more}: {}{}", ran.out, ran.err);
        assert!(!ran.out.contains("expires on"), "{}", ran.out);
    }
    let other = if actor == "customer" {
        "employee"
    } else {
        "customer"
    };
    let for_others = format!("by: {other}, ");
    for more in [&*for_others, "up_to: 0.2, "] {
        let ran = judged(more, "2030-01-01");
        assert_eq!(ran.code, 1, "{more}: {}", ran.out);
        assert!(ran.out.contains("not covered: finding"), "{}", ran.out);
    }
    let soon = judged("", "2030-06-10");
    let said = "expires on 2030-06-30: finding";
    assert!(soon.code == 0 && soon.out.contains(said), "{}", soon.out);
    assert_eq!(judged("", "2030-07-01").code, 1);
    for (more, said) in [
        ("by: nobody, ", "`nobody` is not an actor"),
        ("up_to: 11, ", "should be from 0 to 10"),
        ("up_to: high, ", "`up_to` is not a risk"),
        ("path: 0123456789, ", "not of several"),
    ] {
        let ran = judged(more, "2030-01-01");
        assert_eq!(ran.code, 2, "{more}: {}", ran.out);
        assert!(ran.err.contains(said), "{more}: {}", ran.err);
    }
}
