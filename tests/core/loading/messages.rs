//! What a message about a catalogue says, and that what it says to do is right.

use super::{GROUP, good};
use crate::small::Files;

/// Every problem as `message (help)`.
fn told(files: &Files) -> Vec<String> {
    let Err((problems, _)) = files.load() else { return Vec::new() };
    problems
        .iter()
        .map(|problem| format!("{} ({})", problem.message, problem.help.as_deref().unwrap_or_default()))
        .collect()
}

/// A second criterion.
const SECOND: &str = "[[criterion]]\nid = \"ready\"\nsays = \"Ready.\"\nwhen = { fact = \"ready\", is = true }\n\
    source = { id = \"guide\", heading = \"ready\" }";

#[test]
fn a_missing_bracket_is_told_once_with_nothing_that_only_follows_from_it() {
    let broken = good().replace(GROUP, "targets = [\"anger\"]", "targets = [\"anger\"").append(GROUP, SECOND);
    let others = broken.clone().replace("policy.toml", "lane = \"programme\"", "lnae = \"programme\"");
    assert_eq!(
        told(&broken),
        ["missing comma between array elements, expected `,` (is a `]` or a comma missing before it?)"]
    );
    assert_eq!(told(&others)[1..], ["`lnae` is not a key of this table (did you mean `lane`?)"]);
    for path in
        ["facts.toml", "catalogue.toml", "policy.toml", "targets.toml", "sources.toml", "cautions.toml"]
    {
        assert_eq!(told(&good().append(path, "name = [\"a\"\nb = 1")).len(), 1, "{path}");
    }
}

#[test]
fn a_missing_bracket_of_a_list_of_tables_is_told_where_it_is_missing() {
    let files = good().append(GROUP, SECOND).replace(GROUP, "[[criterion]]", "[criterion]");
    let Err((problems, texts)) = files.load() else { panic!("it loads") };
    let told: Vec<String> = problems.iter().map(|problem| problem.one_line(&texts)).collect();
    assert_eq!(
        told,
        [
            "offers/group.toml:18:2: `[criterion]` is one table, and a list of them follows (write `[[criterion]]` here too)"
        ]
    );
}

#[test]
fn a_day_that_does_not_exist_is_told_once() {
    assert_eq!(
        told(&good().replace("offers/kit.toml", "from = 2022-01-01", "from = 2022-02-30")),
        ["invalid date, expected day between 01 and 28 (it is a date that exists, such as 2026-11-30)"]
    );
}

/// What is told where the criterion of the first offer asks something else.
fn asked(when: &str) -> Vec<String> {
    told(&good().replace(GROUP, "fact = \"score\", at-least = 50", when))
}

/// What can stand in facts.toml in the place of the values of the region.
const REGIONS: &str = "value = [{ key = \"north\", name = \"the North\" }, { key = \"south\", name = \"the South\" }, { key = \"west\", name = \"the West\" }]";

#[test]
fn yes_and_no_are_written_as_true_and_false() {
    assert_eq!(
        asked("fact = \"willing\", is = \"no\""),
        ["`willing` cannot be that (write `is = true` for yes, `is = false` for no)"]
    );
}

#[test]
fn that_no_score_exists_is_asked_alone() {
    let files = good().replace("facts.toml", "type = \"one-of\"", "type = \"one-of\"\nunavailable = true");
    let listed = "fact = \"region\", is = [\"north\", \"unavailable\"]";
    assert_eq!(
        told(&files.clone().replace(GROUP, "fact = \"score\", at-least = 50", listed)),
        ["`unavailable` cannot stand in a list of values of `region` \
          (ask for it in a condition of its own, `is = \"unavailable\"`, beside the other in `any`)"]
    );
    let apart = "any = [{ fact = \"region\", is = \"north\" }, { fact = \"region\", is = \"unavailable\" }]";
    assert_eq!(told(&files.replace(GROUP, "fact = \"score\", at-least = 50", apart)), [""; 0]);
}

#[test]
fn a_number_and_a_list_are_asked_with_the_words_for_them() {
    assert_eq!(
        asked("fact = \"score\", is = \"high\""),
        ["`score` cannot be that (it is a whole number from 0 to 100 (%): write `at-least` or `at-most`, \
          or `is = \"unavailable\"`)"]
    );
    assert_eq!(
        asked("fact = \"needs\", is = \"anger\""),
        [
            "`needs` cannot be that (it is any of anger, housing, thinking, drink, or none: write `includes` or \
          `includes-none`)"
        ]
    );
}

#[test]
fn a_fact_without_values_is_told_once_where_it_is_declared() {
    let files = good().replace("facts.toml", REGIONS, "").replace(
        GROUP,
        "fact = \"score\", at-least = 50",
        "fact = \"region\", is = \"north\"",
    );
    assert_eq!(told(&files), ["nothing says what can be answered (add a `[[fact.value]]` for each value)"]);
}

#[test]
fn the_values_of_a_choice_are_named_however_many_they_are() {
    let values: Vec<String> = (0..17).map(|n| format!("{{ key = \"r{n}\", name = \"r{n}\" }}")).collect();
    let files = good().replace("facts.toml", REGIONS, &format!("value = [{}]", values.join(", ")));
    let told =
        told(&files.replace(GROUP, "fact = \"score\", at-least = 50", "fact = \"region\", is = \"east\""));
    assert!(told[0].starts_with("`region` is never `east` (it is one of r0, r1, r2,"), "{told:?}");
    assert!(told[0].ends_with(", r16)"), "{told:?}");
}

#[test]
fn what_may_be_done_without_a_vehicle_has_each_of_its_sources_once() {
    let world = good()
        .replace(
            "policy.toml",
            "without-vehicle-source = { id = \"guide\", heading = \"Toolkits\" }",
            "without-vehicle-source = [{ id = \"guide\", heading = \"Toolkits\" }, { id = \"policy\", heading = \"Toolkits\" }]",
        )
        .load()
        .unwrap_or_else(|(problems, _)| panic!("{problems:?}"));
    let sources = world.policy.kinds.iter().filter_map(|kind| kind.without_vehicle.as_ref());
    assert_eq!(sources.map(|note| note.source.len()).collect::<Vec<_>>(), [2]);
}
