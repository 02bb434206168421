use serde_json::json;

use crate::harness::run;

#[test]
fn every_fact_is_listed_with_its_flag_its_values_and_what_reads_it() {
    let listed = run(["facts"]).done().stdout;
    for text in [
        "The 50 facts\n",
        "\nThe person\n",
        "  --ogrs3 NUMBER\n",
        "    Answer: 0 to 100%, or unavailable\n",
        "  --gender VALUE\n",
        "    Answer: male or female\n",
        "    Where it is not given: proposal.\n",
        "    With --presume, where it is not given: ",
        "    Read by 19 offers and 5 cautions.\n",
    ] {
        assert!(listed.contains(text), "no {text:?} in:\n{listed}");
    }
    assert!(listed.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn one_fact_is_shown_with_where_to_find_the_answer() {
    let shown = run(["facts", "ogrs3"]).done().stdout;
    for text in [
        "OGRS3 (general reoffending) score, or the all reoffending predictor (--ogrs3)\n",
        "\nWhere to find it: ",
        "\nAnswers\n  0 to 100%, or unavailable.\n  - unavailable: no score exists\n",
        "\n  As a flag: --ogrs3 12\n  In a case file: ogrs3 = 12\n",
        "\nWhat reads it\n",
        "  - Thinking Skills Programme (TSP)\n",
        "\nSource\n  - ",
    ] {
        assert!(shown.contains(text), "no {text:?} in:\n{shown}");
    }
    let needs = run(["facts", "needs"]).done().stdout;
    assert!(needs.contains("\n  In a case file: needs = [\"accommodation\", "), "{needs}");
    assert!(needs.contains("\n  - finance: finance (also debt; "), "{needs}");
    assert_eq!(run(["facts", "--", "--ogrs3"]).done().stdout, run(["facts", "ogrs3"]).done().stdout);
}

#[test]
fn facts_as_json_name_the_offers_that_read_them() {
    let listed = run(["facts", "--format", "json"]).done().plan();
    assert_eq!(listed["schema"], "goldenthread.facts/1");
    let facts = listed["facts"].as_array().unwrap();
    assert_eq!(facts.len(), 50);
    let sara = facts.iter().find(|fact| fact["key"] == "sara").unwrap();
    assert_eq!(sara["type"], "one-of");
    assert_eq!(sara["unavailable"], true);
    assert_eq!(sara["values"].as_array().unwrap().len(), 3);
    assert!(sara["offers"].as_array().unwrap().contains(&"building-better-relationships".into()));
    let stage = facts.iter().find(|fact| fact["key"] == "stage").unwrap();
    assert_eq!(stage["default"], "proposal");
}

#[test]
fn a_fact_nobody_knows_is_refused_with_the_nearest() {
    run(["facts", "ogr3"]).refused().says(&["there is no fact `ogr3`", "did you mean `ogrs3`?"]);
}

#[test]
fn offers_are_listed_under_their_kinds_with_id_and_short_names() {
    let listed = run(["catalogue", "list"]).done().stdout;
    for text in [
        "60 offers.\n",
        "\nAccredited programmes\n",
        "  - Building Better Relationships (BBR): building-better-relationships\n",
        "\nApproved toolkits\n",
    ] {
        assert!(listed.contains(text), "no {text:?} in:\n{listed}");
    }
    let json = run(["catalogue", "list", "--format", "json"]).done().plan();
    assert_eq!(json["offers"].as_array().unwrap().len(), 60);
}

#[test]
fn the_list_says_what_each_offer_works_on_where_it_is_in_force_and_what_has_ended() {
    let listed = run(["catalogue", "list", "--as-of", "2026-10-05"]).done().stdout;
    for text in [
        "\nAs they stand on 5 October 2026.\n",
        "  - Resolve: resolve\n    Works on: violence to others, thinking and behaviour and attitudes\n    \
         Where: It ended on 13 May 2025.\n",
        "    Where: It is delivered in North West only.\n",
        "    Where: Every region.\n",
        "    Where: It is delivered in custody only.\n",
    ] {
        assert!(listed.contains(text), "no {text:?} in:\n{listed}");
    }
    assert!(listed.lines().all(|line| line.chars().count() <= 80));
    let earlier = run(["catalogue", "list", "--as-of", "2022-12-01"]).done().stdout;
    assert!(earlier.contains("  - Resolve: resolve\n"), "{earlier}");
    assert!(!earlier.contains("Where: It ended on 13 May 2025."), "{earlier}");
    let narrow = run(["catalogue", "list"]).env("COLUMNS", "50").done().stdout;
    assert!(narrow.lines().all(|line| line.chars().count() <= 50), "{narrow}");
    let json = run(["catalogue", "list", "--as-of", "2026-10-05", "--format", "json"]).done().plan();
    assert_eq!(json["as_of"], "2026-10-05");
    let offers = json["offers"].as_array().unwrap();
    let resolve = offers.iter().find(|offer| offer["id"] == "resolve").unwrap();
    let regions = resolve["regions"].as_array().unwrap();
    assert_eq!(regions.len(), 12);
    assert!(regions.iter().all(|region| region["in_force"] == false && region["ended"] == "2025-05-13"));
}

#[test]
fn an_offer_is_shown_with_every_criterion_its_source_and_its_exception() {
    let shown = run(["catalogue", "show", "bbr"]).done().stdout;
    for text in [
        "Building Better Relationships (BBR)\n",
        "\nWhere and when\n",
        "\nDelivery\n",
        "\nCriteria\n",
        "  - The person is supervised as a man. Read from gender. (source ",
        "    Exception, for you to justify: ",
        "\nGood to know\n",
        "\nSources\n  1. ",
    ] {
        assert!(shown.contains(text), "no {text:?} in:\n{shown}");
    }
    assert!(shown.lines().all(|line| line.chars().count() <= 80));
    let json = run(["catalogue", "show", "BBR", "--format", "json"]).done().plan();
    assert_eq!(json["id"], "building-better-relationships");
    let criteria = json["criteria"].as_array().unwrap();
    assert!(criteria.iter().all(|criterion| !criterion["source"].as_str().unwrap().is_empty()));
}

#[test]
fn a_program_can_read_the_whole_rule_of_an_offer() {
    let shown = |offer: &str| {
        let words = ["catalogue", "show", offer, "--as-of", "2026-10-05", "--format", "json"];
        run(words).done().plan()
    };
    let bbr = shown("bbr");
    let criterion = |id: &str| {
        let criteria = bbr["criteria"].as_array().unwrap();
        criteria.iter().find(|criterion| criterion["id"] == id).unwrap()
    };
    assert_eq!(criterion("age")["when"], json!({"fact": "age", "at-least": 18}));
    assert_eq!(criterion("gender")["when"], json!({"fact": "gender", "is": ["male"]}));
    assert!(bbr["criteria"].as_array().unwrap().iter().any(|one| one["exception"]["when"].is_object()));
    assert!(bbr["works_on"][0]["present"].is_object() && bbr["vehicle"]["when"].is_object());
    assert!(bbr["vehicle"]["one_of"].as_array().unwrap().iter().all(|one| one["when"].is_object()));
    assert!(bbr["phases"].as_array().unwrap().iter().all(|rule| rule["when"].is_object()));
    let unpaid = shown("unpaid-work");
    assert!(unpaid["delivery"]["lengths"].as_array().unwrap().iter().all(|one| one["when"].is_object()));
    assert!(!unpaid["delivery"]["lengths"].as_array().unwrap().is_empty());
}

#[test]
fn where_sources_differ_the_page_says_what_each_says_and_what_the_catalogue_does() {
    let shown = run(["catalogue", "show", "building-choices-moderate"]).done().stdout;
    let joined = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in [
        "Where the sources differ",
        "East of England: - The list of delivery locations of May 2025 has the older programmes there and not this \
         one. (source",
        "- An undated official page says that it will be delivered there, as in London and in Kent, Surrey and \
         Sussex. (source",
        "In this catalogue: Delivery there is not confirmed: ask the court team.",
    ] {
        assert!(joined.contains(text), "no {text:?} in:\n{shown}");
    }
    let json = run(["catalogue", "show", "building-choices-moderate", "--format", "json"]).done().plan();
    let conflicts = json["conflicts"].as_array().unwrap();
    let conflict = conflicts.iter().find(|conflict| conflict["about"] == "East of England").unwrap();
    assert!(conflict["views"][1]["says"].as_str().unwrap().starts_with("An undated official page"));
    assert!(conflict["views"][1]["source"].as_str().unwrap().contains("Accredited Programmes overview"));
    assert!(conflict["here"].as_str().unwrap().starts_with("Delivery there is not confirmed"));
}

#[test]
fn relations_are_shown_from_both_ends() {
    let shown = |offer: &str| run(["catalogue", "show", offer]).done().stdout;
    assert!(shown("mot").contains("\n  - It comes after Becoming New Me Plus, "));
    assert!(shown("horizon").contains("\n  - It comes before New Me MOT.\n"));
    assert!(shown("developing-dialogues").contains("Constructive Conversations has taken its place."));
    assert!(
        shown("constructive-conversations").contains("\n  - It took the place of Developing Dialogues.\n")
    );
    assert!(shown("stepwise-driving").contains("\n  - It may run alongside a programme.\n"));
}

#[test]
fn the_rule_tests_of_an_offer_are_shown_with_their_person_and_whether_they_hold() {
    let shown = run(["catalogue", "show", "mot"]).done().stdout;
    for text in [
        "\nRule tests\n",
        " tests, and each comes out as it is to.\n",
        "\n  - Meets every criterion\n    Person: --gender male ",
        "\n    Expected: include (meets-criteria), on 24 November 2026\n",
        "\n    Person: as in \"Meets every criterion\", but --gender female\n",
        "\n    Expected: exclude (not-eligible), decided by gender, on 24 November 2026\n",
    ] {
        assert!(shown.contains(text), "no {text:?} in:\n{shown}");
    }
    let slip = [("offers/new-me-mot.toml", "is = \"male\"", "is = \"female\"")];
    let shown = run(["catalogue", "show", "mot"]).catalogue(&slip).done().stdout;
    assert!(shown.contains("of which ") && shown.contains("  - FAILS: Meets every criterion\n"), "{shown}");
    let json = run(["catalogue", "show", "mot", "--format", "json"]).catalogue(&slip).done().plan();
    let first = &json["tests"][0];
    assert_eq!(
        (&first["case"]["gender"], &first["expect"], &first["passes"]),
        (&"male".into(), &"include".into(), &false.into())
    );
}

#[test]
fn every_page_of_an_offer_fits_the_screen_and_has_no_colour_where_it_is_piped() {
    let listed = run(["catalogue", "list", "--format", "json"]).done().plan();
    for offer in listed["offers"].as_array().unwrap() {
        let shown = run(["catalogue", "show", offer["id"].as_str().unwrap()]).done().stdout;
        assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
        assert!(!shown.contains('\u{1b}'));
    }
}

#[test]
fn every_offer_can_be_shown_by_its_id_and_every_short_name() {
    let listed = run(["catalogue", "list", "--format", "json"]).done().plan();
    for offer in listed["offers"].as_array().unwrap() {
        let id = offer["id"].as_str().unwrap();
        for short in offer["short_names"].as_array().unwrap() {
            let shown = run(["catalogue", "show", short.as_str().unwrap(), "--format", "json"]).done().plan();
            assert_eq!(shown["id"], id);
        }
    }
}

#[test]
fn lists_go_to_a_file_and_fit_a_narrow_screen() {
    let ran = run(["catalogue", "show", "mot", "-o", "mot.txt"]).env("COLUMNS", "50").done();
    assert!(ran.read("mot.txt").lines().all(|line| line.chars().count() <= 50));
}

#[test]
fn offers_are_picked_by_kind_need_region_day_and_fact() {
    let names = |flags: &[&str]| {
        let words = ["catalogue", "list"].iter().chain(flags);
        run(words).done().stdout
    };
    let toolkits = names(&["--kind", "toolkit", "--target", "maturity"]);
    assert!(toolkits.contains("2 offers of 60.") && toolkits.contains(": choices-and-changes"), "{toolkits}");
    let soft_launch = ["--target", "self-identity", "--on", "2022-05-01", "--region"];
    let listed = |region: &str| names(&[&soft_launch[..], &[region]].concat());
    assert!(listed("london").contains(": moving-on"));
    assert!(listed("wales").contains("0 offers of 60."));
    let read_by = names(&["--reads", "tagging-area"]);
    assert!(read_by.contains("1 offer of 60.") && read_by.contains(": acquisitive-crime-monitoring"));
    run(["catalogue", "list", "--on", "2022-02-30"]).refused();
}
