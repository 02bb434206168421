//! Hints in a case file.

use crate::harness::run;

#[test]
fn hints_answer_nothing_and_a_plan_names_them() {
    let case = format!("{}[hints]\nalcohol-use = \"9.1 is 2\"\nage = \"it was 33\"\n", crate::harness::THEFT);
    let plain = run(["--case", "case.toml"]).file("case.toml", crate::harness::THEFT).done();
    let hinted = run(["--case", "case.toml", "--save", "saved.toml"]).file("case.toml", &case).done();
    assert_eq!(plain.stdout, hinted.stdout);
    hinted.says(&["note: the case file has a hint that nobody confirmed", "Alcohol use"]);
    let saved = hinted.read("saved.toml");
    assert!(saved.ends_with("\n[hints]\nalcohol-use = \"9.1 is 2\"\n"), "{saved}");
    let words = ["--case", "case.toml", "--alcohol-use", "none", "--save", "saved.toml"];
    let answered = run(words).file("case.toml", &case).done();
    assert!(!answered.read("saved.toml").contains("[hints]"));
    assert!(!answered.stderr.contains("hint"), "{}", answered.stderr);
}

#[test]
fn hints_that_are_none_are_refused_and_rows_have_none() {
    let with = |hints: &str| run(["--case", "case.toml"]).file("case.toml", format!("age = 30\n{hints}\n"));
    with("[hints]\nalchol-use = \"x\"")
        .refused()
        .says(&["`alchol-use` is not a fact", "did you mean `alcohol-use`?"]);
    with("hints = 3").refused().says(&["`hints` is a table of facts, each with a text"]);
    with("[hints]\novp = 3").refused().says(&["a hint is a text"]);
    with("[hints]\nref = \"x\"").refused().says(&["`ref` is no fact to hint at"]);
    let row = "{\"age\": 30, \"hints\": {\"ovp\": \"x\"}}\n";
    let ran = run(["batch", "rows.ndjson"]).file("rows.ndjson", row).ran();
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("`hints` belongs in a case file only"), "{}", ran.stderr);
}
