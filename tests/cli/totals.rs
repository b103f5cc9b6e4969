//! Totals, ties and scores, as they are printed; and programs for ProbLog.

use crate::RAG;
use crate::support::command::{answer, json, list, number, run, text};

/// A system in which several paths to one goal add up.
const CODING: &str = "facts/systems/coding-assistant.yaml";

#[test]
fn a_total_is_at_least_the_best_path_and_is_told_where_it_is_more() {
    let paths = json(&["paths", "--top", "40", CODING]);
    let shown = answer(&["paths", "--each", "--top", "40", CODING]);
    let mut more = 0;
    for row in list(&paths["paths"]) {
        let (lower, upper) = (
            number(&row["total"]["lower"]),
            number(&row["total"]["upper"]),
        );
        assert!(
            number(&row["likelihood"]) <= lower + 1e-12 && lower <= upper,
            "{row:#}"
        );
        assert_eq!(row["total"]["exact"], lower.total_cmp(&upper).is_eq());
        more += usize::from(lower > number(&row["likelihood"]) + 0.05);
    }
    let told = shown
        .matches("that some path to this goal succeeds")
        .count();
    assert!(more >= 5 && told >= more, "{more} more, {told} told");
    let one = &list(&paths["paths"])[0];
    assert_eq!(one["tied"], false, "nothing stands above the first row");
    let tied = list(&paths["paths"])
        .iter()
        .filter(|row| row["tied"] == true);
    assert_eq!(tied.count(), shown.matches("▌ ≈").count());
    assert!(shown.contains("A row marked ≈"), "{shown}");
}

#[test]
fn the_factors_of_a_score_multiply_to_it() {
    let paths = json(&["paths", RAG]);
    let rows = list(&paths["paths"]);
    let mut words = 0;
    for row in rows {
        let explained = json(&["explain", text(&row["id"]), RAG]);
        let score = &explained["score"];
        let factors = list(&score["factors"]).iter();
        let product: f64 = factors.map(|it| number(&it["likelihood"])).product();
        assert!(
            (product - number(&row["likelihood"])).abs() < 1e-12,
            "{score:#}"
        );
        assert!((number(&score["risk"]) - number(&row["risk"])).abs() < 1e-12);
        let range = list(&score["range"]);
        assert!(
            number(&range[0]) <= product && product <= number(&range[1]),
            "{range:?}"
        );
        assert_eq!(score["total"]["exact"], row["total"]["exact"]);
        for end in ["lower", "upper"] {
            // For one goal the sum is taken in another order than for all.
            let off = number(&score["total"][end]) - number(&row["total"][end]);
            assert!(off.abs() < 1e-12, "{end} of {}", row["id"]);
        }
        let deeds = list(&score["factors"])
            .iter()
            .filter(|it| it["word"].is_string());
        assert_eq!(deeds.count(), list(&row["acts"]).len());
        words += list(&row["acts"]).len();
    }
    assert!(words > 10);

    let shown = answer(&["explain", text(&rows[0]["id"]), RAG, "--explain-score"]);
    let line = shown
        .lines()
        .find(|it| it.contains(" × "))
        .expect("the product");
    let (factors, product) = line.split_once(" = ").expect("the product");
    let factors = factors
        .split(" × ")
        .map(|it| it.parse::<f64>().expect("a number"));
    let product = product.split(' ').next().expect("a number").parse::<f64>();
    let factors: f64 = factors.product();
    assert!(
        (factors - product.expect("a number")).abs() < 1e-11,
        "{line}"
    );
    assert!(shown.contains("(0.79–0.95)"), "{shown}");
}

#[test]
fn problog_is_asked_for_every_goal() {
    let goals = json(&["paths", RAG])["goals"].clone();
    let program = answer(&["export", "problog", RAG]);
    let queries = program.lines().filter(|it| it.starts_with("query("));
    assert_eq!(goals, queries.count());
    assert!(program.contains("0.875::act("), "{program}");
    assert!(!program.contains(":- ."), "{program}");

    let refused = run(&["export", "prolog", RAG]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("problog"), "{}", refused.err);
}

/// The score is told in every form, and a certain fact has one too.
#[test]
fn the_score_stands_in_markdown_as_well() {
    let paths = json(&["paths", "--top", "1", RAG]);
    let id = text(&list(&paths["paths"])[0]["id"]);
    let plain = answer(&["explain", id, RAG, "--format", "markdown"]);
    let scored = answer(&[
        "explain",
        id,
        RAG,
        "--format",
        "markdown",
        "--explain-score",
    ]);
    let table = scored
        .strip_prefix(plain.as_str())
        .expect("more of the same");
    assert!(table.contains("| Factor | From | For |"), "{table}");
    let certain = "entry(customer, ticket-form, post)";
    let shown = answer(&["explain", certain, RAG, "--explain-score"]);
    assert!(shown.contains("certain"), "{shown}");
}
