//! What is wrong with a catalogue: one example for each kind of problem, its place, and all of them at once.

mod bad;
mod messages;

use goldenthread::catalogue::{digest, load_history};
use goldenthread::embedded;
use sha2::{Digest, Sha256};

use crate::small::{Files, files, offer};
use bad::{BAD, GROUP, KIT};

/// One offer of each sort that the examples break.
fn good() -> Files {
    files(&[
        offer("group", "programme", &["anger"]).asks("score", "{ fact = \"score\", at-least = 50 }"),
        offer("kit", "toolkit", &["drink"]).open("from = 2022-01-01; until = 2022-02-01"),
    ])
}

/// Every problem as `file:line: code: message`.
fn problems(files: &Files) -> Vec<String> {
    let Err((problems, texts)) = files.load() else { return Vec::new() };
    let told = problems.iter().map(|problem| {
        let place = problem.place.map_or_else(String::new, |place| {
            let (line, _) = texts.line_and_column(place);
            format!("{}:{line}: ", texts.get(place.text).unwrap().name)
        });
        format!("{place}{}: {}", problem.code, problem.message)
    });
    told.collect()
}

#[test]
fn the_catalogue_that_the_examples_break_is_a_good_one() {
    assert_eq!(problems(&good()), [""; 0]);
}

#[test]
fn every_kind_of_problem_is_told_with_its_place() {
    for (code, file, old, new, says) in BAD {
        let told = problems(&good().replace(file, old, new));
        let found =
            told.iter().any(|problem| problem.contains(&format!("{code}: ")) && problem.contains(says));
        assert!(found, "{code} in {file} with {new:?} gives {told:#?}");
    }
}

#[test]
fn a_missing_file_is_named_with_those_that_a_catalogue_has() {
    let mut files = good();
    files.0.remove("cautions.toml");
    assert_eq!(problems(&files), ["missing-file: the catalogue has no `cautions.toml`"]);
}

#[test]
fn the_problems_of_all_files_are_told_at_once_in_the_order_of_the_files() {
    let broken = good()
        .replace("facts.toml", "unit = \"weeks\"", "units = \"weeks\"")
        .replace("targets.toml", "includes = [\"housing\"]", "includes = [\"hosing\"]")
        .replace(GROUP, "at-least = 50", "at-least = 101")
        .replace(KIT, "audience = \"People\"", "");
    assert_eq!(
        problems(&broken),
        [
            "facts.toml:51: missing-key: `unit` is missing",
            "facts.toml:58: unknown-key: `units` is not a key of this table",
            "offers/group.toml:21: impossible-condition: `score` is never 101",
            "offers/kit.toml:1: missing-key: `audience` is missing",
            "targets.toml:12: impossible-condition: `needs` is never `hosing`",
        ]
    );
}

#[test]
fn a_name_that_is_nearly_right_is_suggested() {
    let Err((problems, _)) = good().replace(GROUP, "[\"anger\"]", "[\"angre\"]").load() else {
        panic!("it loads")
    };
    assert_eq!(problems[0].help.as_deref(), Some("did you mean `anger`?"));
}

#[test]
fn a_place_is_right_behind_a_byte_order_mark() {
    let mut files = good().replace(GROUP, "audience =", "audeince =");
    let text = files.0.get_mut(GROUP).unwrap();
    text.insert(0, '\u{feff}');
    assert!(problems(&files).iter().any(|told| told.starts_with("offers/group.toml:4: unknown-key")));
}

#[test]
fn a_circle_of_several_offers_is_told_edge_by_edge() {
    let circle = files(&[
        offer("a", "toolkit", &["anger"]).with("follows = [\"b\"]"),
        offer("b", "toolkit", &["anger"]).with("follows = [\"c\"]"),
        offer("c", "toolkit", &["anger"]),
        offer("d", "toolkit", &["anger"]),
    ]);
    assert_eq!(problems(&circle), [""; 0]);
    let circle = circle.replace("offers/a.toml", "follows =", "prepares-for = [\"c\"]\nfollows =");
    assert_eq!(
        problems(&circle),
        ["offers/a.toml:1: circular-relation: `a` comes after `b` comes after `c` comes after itself"]
    );
}

#[test]
fn windows_may_follow_each_other_and_overlap_in_different_regions() {
    let apart = files(&[offer("kit", "toolkit", &["anger"])
        .open("until = 2022-08-01; regions = [\"north\"]")
        .open("regions = [\"south\"]")
        .open("from = 2022-08-01; regions = [\"north\", \"west\"]")]);
    assert_eq!(problems(&apart), [""; 0]);
}

#[test]
fn more_targets_than_can_be_planned_with_are_refused() {
    let more = |count: usize| {
        (0..count).fold(good(), |files, number| {
            files.append("targets.toml", &format!(
                "[[target]]\nid = \"t{number}\"\nname = \"t\"\nclass = \"need\"\npresent = {{ always = true }}\n\
                 source = {{ id = \"policy\", heading = \"Targets\" }}"
            ))
        })
    };
    assert_eq!(problems(&more(122)), [""; 0], "128 in all");
    let told = problems(&more(123));
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("too-many: there are 129 targets, and at most 128 can be planned with"),
        "{told:?}"
    );
}

#[test]
fn more_of_anything_with_an_id_than_can_be_numbered_is_refused_with_the_limit() {
    let lane = "[[lane]]\nid = \"l#\"\nname = \"l\"\n";
    let source = "[[source]]\nid = \"s#\"\ntitle = \"s\"\npublisher = \"p\"\ndate = \"2022\"\n";
    for (what, path, entry) in [("lanes", "policy.toml", lane), ("sources", "sources.toml", source)] {
        let many: String = (0..10_001).map(|number| entry.replace('#', &number.to_string())).collect();
        let told = problems(&good().append(path, &many));
        assert_eq!(told.len(), 1, "{told:?}");
        let limit = format!("{what}, and at most 10000 can be planned with");
        assert!(told[0].contains("too-many: there are 100") && told[0].ends_with(&limit), "{told:?}");
    }
}

#[test]
fn more_values_of_a_fact_than_can_be_held_are_refused() {
    let values: Vec<String> = (0..9998).map(|n| format!("{{ key = \"r{n}\", name = \"r{n}\" }}")).collect();
    let told = problems(&good().replace(
        "facts.toml",
        "{ key = \"north\"",
        &format!("{}, {{ key = \"north\"", values.join(", ")),
    ));
    assert_eq!(told, ["facts.toml:2: too-many: `region` has 10001 values, and at most 10000 can be told"]);
}

#[test]
fn a_number_goes_up_to_the_last_that_has_one_after_it() {
    let most = |number: &str| good().replace("facts.toml", "maximum = 100", &format!("maximum = {number}"));
    assert_eq!(problems(&most("4294967294")), [""; 0]);
    assert_eq!(
        problems(&most("4294967295")),
        ["facts.toml:72: wrong-type: `maximum` takes a whole number from 0 to 4294967294, found integer"]
    );
}

#[test]
fn a_catalogue_without_a_phase_for_the_rest_is_refused() {
    let text = include_str!("small/policy.toml");
    let cut = text.find("[[phase]]\nid = \"core\"").unwrap();
    let end = text.find("[[phase]]\nid = \"consolidate\"").unwrap();
    let mut files = good();
    files.0.insert("policy.toml".to_owned(), format!("{}{}", &text[..cut], &text[end..]));
    assert!(problems(&files).iter().any(|told| told.contains("no phase has the role `main`")));
}

#[test]
fn the_shipped_catalogue_is_what_its_files_give() {
    let (files, texts) = embedded::files();
    let (loaded, packed) = (load_history(&files, &texts).unwrap(), embedded::history().unwrap());
    assert_eq!((loaded.begins(), loaded.changes()), (packed.begins(), packed.changes()));
    for number in 0..loaded.count() {
        let (loaded, packed) = (loaded.edition(number).unwrap(), packed.edition(number).unwrap());
        assert_eq!(format!("{loaded:?}"), format!("{packed:?}"), "edition {number}");
        assert_eq!(packed.offers.len(), 60);
    }
    assert!(loaded.count() > 5);
}

#[test]
fn the_digest_is_the_sha_256_of_the_files_one_after_the_other_in_the_order_of_their_paths() {
    let (mut files, texts) = embedded::files();
    let mut paths: Vec<(&str, &str)> = files
        .iter()
        .map(|file| (file.path.as_str(), texts.get(file.text).unwrap().content.as_str()))
        .collect();
    paths.sort_unstable();
    let mut hash = Sha256::new();
    paths.iter().for_each(|(_, content)| hash.update(content.as_bytes()));
    let expected: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(embedded::catalogue().unwrap().digest, expected);
    files.reverse();
    assert_eq!(digest(&files, &texts), expected, "the order in which they were read does not matter");
}
