//! Whose turn comes first, what it covers, and what that leaves to the others.

use crate::small::{files, offer, small};

const CASE: &str = "region = \"north\"\nsentence = \"order\"\n";

fn case(needs: &str, offence: &str, more: &str) -> String {
    format!("{CASE}needs = [{needs}]\noffence = [{offence}]\n{more}")
}

#[test]
fn an_earlier_kind_displaces_a_later_one_that_would_work_on_the_same() {
    let world = small(&[
        offer("kit", "toolkit", &["anger"]),
        offer("course", "intervention", &["anger", "thinking"]),
        offer("group", "programme", &["anger"]),
    ]);
    let plan = world.plan(&case("\"anger\"", "", ""));
    assert_eq!(plan.of("group"), "include meets-criteria");
    assert_eq!(plan.of("course"), "exclude displaced");
    assert_eq!(plan.displaced_by("course"), ["group"]);
    assert_eq!(plan.displaced_by("kit"), ["group"]);
    assert_eq!(plan.of("kit"), "exclude displaced");
}

#[test]
fn one_open_present_target_is_enough_to_be_included() {
    let world = small(&[
        offer("group", "programme", &["anger"]),
        offer("course", "intervention", &["anger", "thinking"]),
    ]);
    let plan = world.plan(&case("\"anger\", \"thinking\"", "", ""));
    assert_eq!(plan.of("course"), "include meets-criteria");
}

#[test]
fn an_included_offer_covers_all_its_targets_those_not_yet_known_too() {
    let world =
        small(&[offer("group", "programme", &["anger", "harm"]), offer("course", "intervention", &["harm"])]);
    let plan = world.plan(&format!("{CASE}needs = [\"anger\"]\n"));
    assert_eq!(plan.of("group"), "include meets-criteria");
    assert_eq!(plan.of("course"), "exclude displaced", "whether harm is present no longer matters");
    assert_eq!(plan.displaced_by("course"), ["group"]);
}

#[test]
fn within_a_kind_an_offence_related_target_comes_first() {
    let world = small(&[
        offer("broad", "programme", &["anger", "thinking", "drink"]),
        offer("sharp", "programme", &["harm", "anger", "thinking", "drink"]),
    ]);
    let plan = world.plan(&case("\"anger\", \"thinking\", \"drink\"", "\"harm\"", ""));
    assert_eq!(plan.of("sharp"), "include meets-criteria");
    assert_eq!(plan.displaced_by("broad"), ["sharp"]);
    let narrow = small(&[
        offer("broad", "programme", &["anger", "thinking", "drink"]),
        offer("sharp", "programme", &["harm"]),
    ]);
    let plan = narrow.plan(&case("\"anger\", \"thinking\", \"drink\"", "\"harm\"", ""));
    assert_eq!(plan.steps(), ["core sharp 1-1", "core broad 2-2"], "one such target outweighs three others");
}

#[test]
fn then_the_offer_with_most_open_targets_comes_first_counted_afresh_each_time() {
    let world = small(&[
        offer("two", "programme", &["anger", "thinking"]),
        offer("one", "programme", &["drink"]),
        offer("three", "programme", &["anger", "thinking", "housing"]),
    ]);
    let plan = world.plan(&case("\"anger\", \"thinking\", \"housing\", \"drink\"", "", ""));
    assert_eq!(plan.steps(), ["core three 1-1", "core one 2-2"]);
    assert_eq!(plan.displaced_by("two"), ["three"], "once three is in, nothing of two is open");
}

#[test]
fn what_the_first_offer_covers_no_longer_counts_for_the_turn_of_the_next() {
    let world = small(&[
        offer("a", "programme", &["anger", "thinking", "housing"]),
        offer("b", "programme", &["anger", "thinking", "drink"]),
        offer("c", "programme", &["drink", "punishment"]),
    ]);
    let plan = world.plan(&case("\"anger\", \"thinking\", \"housing\", \"drink\"", "\"other\"", ""));
    assert_eq!(plan.steps(), ["core a 1-1", "core c 2-2"], "c has two open targets left, b only one");
    assert_eq!(plan.displaced_by("b"), ["a", "c"]);
}

#[test]
fn then_catalogue_order_decides() {
    let world = small(&[offer("a", "programme", &["anger"]), offer("b", "programme", &["anger"])]);
    let plan = world.plan(&case("\"anger\"", "", ""));
    assert_eq!((plan.of("a"), plan.of("b")), ("include meets-criteria".into(), "exclude displaced".into()));
    let other = small(&[offer("b", "programme", &["anger"]), offer("a", "programme", &["anger"])]);
    assert_eq!(other.plan(&case("\"anger\"", "", "")).of("a"), "exclude displaced");
}

#[test]
fn a_displaced_offer_names_only_those_that_cover_its_present_targets() {
    let world = small(&[
        offer("group", "programme", &["anger"]),
        offer("clinic", "treatment", &["drink"]),
        offer("kit", "toolkit", &["anger", "drink", "housing"]),
    ]);
    let plan = world.plan(&case("\"anger\", \"drink\"", "", ""));
    assert_eq!(plan.displaced_by("kit"), ["group", "clinic"]);
    let plan = world.plan(&case("\"anger\"", "", ""));
    assert_eq!(plan.displaced_by("kit"), ["group"]);
}

#[test]
fn a_service_covers_nothing_for_a_toolkit_and_a_toolkit_comes_after_it() {
    let world = small(&[
        offer("kit", "toolkit", &["housing"]),
        offer("home", "service", &["housing"]),
        offer("other-home", "service", &["housing"]),
    ]);
    let plan = world.plan(&case("\"housing\"", "", ""));
    assert_eq!(plan.of("home"), "include meets-criteria");
    assert_eq!(plan.of("other-home"), "exclude displaced", "one service still covers for another");
    assert_eq!(plan.of("kit"), "include meets-criteria", "the two complement each other");
}

#[test]
fn an_undetermined_service_does_not_hold_a_toolkit_up() {
    let world = small(&[
        offer("home", "service", &["housing"]).asks("willing", "{ fact = \"willing\", is = true }"),
        offer("kit", "toolkit", &["housing"]),
    ]);
    let plan = world.plan(&case("\"housing\"", "", ""));
    assert_eq!(plan.of("home"), "undetermined missing-answers");
    assert_eq!(plan.of("kit"), "include meets-criteria");
}

#[test]
fn monitoring_displaces_nothing_and_nothing_displaces_it() {
    let world = small(&[
        offer("tag", "tag", &["harm"]),
        offer("curfew", "tag", &["harm"]),
        offer("group", "programme", &["harm"]),
    ]);
    let plan = world.plan(&case("", "\"harm\"", ""));
    for id in ["tag", "curfew", "group"] {
        assert_eq!(plan.of(id), "include meets-criteria", "{id}");
    }
}

#[test]
fn monitoring_does_not_wait_for_an_undetermined_offer() {
    let world = small(&[
        offer("group", "programme", &["harm"]).asks("willing", "{ fact = \"willing\", is = true }"),
        offer("tag", "tag", &["harm"]),
    ]);
    let plan = world.plan(&case("", "\"harm\"", ""));
    assert_eq!(plan.of("group"), "undetermined missing-answers");
    assert_eq!(plan.of("tag"), "include meets-criteria");
}

#[test]
fn what_may_not_stand_beside_a_programme_is_displaced_by_any_that_is_included() {
    let world = small(&[
        offer("group", "programme", &["harm"]),
        offer("course", "intervention", &["anger"]).not_beside(&["programme"]),
    ]);
    let plan = world.plan(&case("\"anger\"", "\"harm\"", ""));
    assert_eq!(plan.of("course"), "exclude displaced");
    assert_eq!(plan.displaced_by("course"), ["group"]);
    assert_eq!(plan.list("unmet"), ["anger"]);
    let plan = world.plan(&case("\"anger\"", "", ""));
    assert_eq!(plan.of("course"), "include meets-criteria");
}

#[test]
fn what_may_not_stand_beside_a_programme_depends_on_one_that_is_undetermined() {
    let world = small(&[
        offer("group", "programme", &["harm"]).asks("willing", "{ fact = \"willing\", is = true }"),
        offer("course", "intervention", &["anger"]).not_beside(&["programme"]),
        offer("kit", "toolkit", &["anger"]),
    ]);
    let plan = world.plan(&case("\"anger\"", "\"harm\"", ""));
    assert_eq!(plan.of("course"), "undetermined depends-on-offer");
    assert_eq!(plan.depends_on("course"), ["group"]);
    assert_eq!(plan.missing("course"), [""; 0]);
    assert_eq!(plan.of("kit"), "undetermined depends-on-offer", "and what comes after it waits in turn");
    assert_eq!(plan.depends_on("kit"), ["course"]);
}

#[test]
fn an_offer_depends_on_undetermined_ones_that_may_cover_all_it_would_work_on() {
    let world = small(&[
        offer("group", "programme", &["anger", "thinking"])
            .asks("willing", "{ fact = \"willing\", is = true }"),
        offer("course", "intervention", &["anger", "drink"]),
        offer("kit", "toolkit", &["thinking"]),
    ]);
    let plan = world.plan(&case("\"anger\", \"thinking\", \"drink\"", "", ""));
    assert_eq!(plan.of("group"), "undetermined missing-answers");
    assert_eq!(plan.of("course"), "include meets-criteria", "drink is open whatever becomes of the group");
    assert_eq!(plan.of("kit"), "undetermined depends-on-offer");
    assert_eq!(plan.depends_on("kit"), ["group"]);
}

#[test]
fn an_offer_that_is_to_be_considered_covers_nothing() {
    let world = small(&[
        offer("group", "programme", &["anger"]).with("option = true"),
        offer("kit", "toolkit", &["anger"]),
    ]);
    assert_eq!(world.plan(&case("\"anger\"", "", "")).of("kit"), "include meets-criteria");
}

#[test]
fn an_excluded_offer_covers_nothing() {
    let world = small(&[
        offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }"),
        offer("kit", "toolkit", &["anger"]),
    ]);
    let plan = world.plan(&case("\"anger\"", "", "willing = false"));
    assert_eq!(plan.of("group"), "exclude not-eligible");
    assert_eq!(plan.of("kit"), "include meets-criteria");
}

/// A follow-on target that `group` leads to, and a toolkit that works on nothing else.
fn upkeep() -> crate::small::Files {
    files(&[
        offer("group", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }"),
        offer("upkeep-kit", "toolkit", &["upkeep"])
            .with("follows = [\"group\"]")
            .phase("consolidate", ""),
    ])
    .append(
        "targets.toml",
        "[[target]]\nid = \"upkeep\"\nname = \"upkeep\"\nclass = \"follow-on\"\nalso-once-included = [\"group\"]\n\
         present = { fact = \"completed\", includes = [\"group\"] }\nsource = { id = \"policy\", heading = \"Targets\" }",
    )
}

#[test]
fn a_follow_on_target_is_present_once_what_it_follows_is_in_the_plan() {
    let world = upkeep().world();
    let plan = world.plan(&case("\"anger\"", "", "willing = true\ncompleted = []"));
    assert_eq!(plan.of("upkeep-kit"), "include meets-criteria");
    assert_eq!(plan.targets("upkeep-kit"), ["upkeep"]);
    assert_eq!(plan.steps(), ["core group 1-1", "consolidate upkeep-kit 2-2"]);
    assert!(plan.because("upkeep-kit").contains(&"need met".to_owned()));
}

#[test]
fn a_follow_on_target_is_present_where_what_it_follows_was_completed() {
    let world = upkeep().world();
    let plan = world.plan(&case("", "", "willing = true\ncompleted = [\"group\"]"));
    assert_eq!(plan.of("group"), "exclude no-need");
    assert_eq!(plan.steps(), ["consolidate upkeep-kit 1-1"]);
}

#[test]
fn a_follow_on_depends_on_what_it_follows_while_that_is_undetermined() {
    let world = upkeep().world();
    let plan = world.plan(&case("\"anger\"", "", "completed = []"));
    assert_eq!(plan.of("upkeep-kit"), "undetermined depends-on-offer");
    assert_eq!(plan.depends_on("upkeep-kit"), ["group"]);
    assert!(
        plan.because("upkeep-kit").contains(&"need unknown".to_owned()),
        "{:?}",
        plan.because("upkeep-kit")
    );
}

#[test]
fn a_follow_on_depends_on_what_it_follows_while_that_is_left_to_judgement() {
    let group = offer("group", "programme", &["anger"]).open("confirmed = false");
    let world = upkeep().with(&group).world();
    let plan = world.plan(&case("\"anger\"", "", "completed = []"));
    assert_eq!(plan.of("group"), "consider unconfirmed");
    assert_eq!(plan.of("upkeep-kit"), "undetermined depends-on-offer");
    assert!(plan.because("upkeep-kit").contains(&"need unknown".to_owned()));
    let plan = world.plan_deciding(&case("\"anger\"", "", "completed = []"), &[], &["group"]);
    assert_eq!(plan.of("upkeep-kit"), "exclude no-need");
    assert!(plan.because("upkeep-kit").contains(&"need not-met".to_owned()));
}

#[test]
fn a_follow_on_has_no_need_where_nothing_leads_to_it_whatever_its_vehicle() {
    let world = upkeep().world();
    let no_need = "exclude no-need";
    assert_eq!(
        world.plan(&case("\"anger\"", "", "willing = false\ncompleted = []")).of("upkeep-kit"),
        no_need
    );
    assert_eq!(world.plan(&case("", "", "completed = []")).of("upkeep-kit"), no_need);
    let made = "completed = []\nstage = \"supervision\"\nrequirements = [\"programme\"]\n";
    assert_eq!(
        world.plan(&case("\"anger\"", "", &format!("{made}willing = false"))).of("upkeep-kit"),
        no_need
    );
    assert_eq!(
        world.plan(&case("\"anger\"", "", &format!("{made}willing = true"))).of("upkeep-kit"),
        "consider support-only",
        "there is something to consolidate, and no RAR to do it under"
    );
    assert_eq!(world.plan(&case("\"anger\"", "", made)).of("upkeep-kit"), "undetermined depends-on-offer");
}

#[test]
fn a_follow_on_of_an_unavailable_lead_waits_only_for_what_was_completed() {
    let world = upkeep().world();
    let plan = world.plan(&case("\"anger\"", "", "cannot-access = [\"group\"]"));
    assert_eq!(plan.of("upkeep-kit"), "undetermined missing-answers");
    assert_eq!(plan.missing("upkeep-kit"), ["completed"]);
}
