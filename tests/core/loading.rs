//! What is wrong with a catalogue: one example for each kind of problem, its place, and all of them at once.

use goldenthread::catalogue::{digest, load};
use goldenthread::embedded;
use sha2::{Digest, Sha256};

use crate::small::{Files, files, offer};

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

/// An example with one thing wrong: the code, the file, what is put in the place of what, and what is said.
type Bad = (&'static str, &'static str, &'static str, &'static str, &'static str);

const GROUP: &str = "offers/group.toml";
const KIT: &str = "offers/kit.toml";

const BAD: &[Bad] = &[
    ("not-toml", GROUP, "name = \"group\"", "name = group", "offers/group.toml:2: "),
    (
        "unknown-key",
        GROUP,
        "audience =",
        "audeince =",
        "offers/group.toml:4: unknown-key: `audeince` is not a key of this table",
    ),
    (
        "missing-key",
        GROUP,
        "summary = \"Helps.\"",
        "",
        "offers/group.toml:1: missing-key: `summary` is missing",
    ),
    ("missing-key", GROUP, "sessions = 1", "", "nothing says how long it takes"),
    ("missing-key", GROUP, "targets = [\"anger\"]", "targets = []", "the offer works on no target"),
    ("missing-key", "policy.toml", "no-need = \"No need.\"", "", "the reason `no-need` has no sentence"),
    ("missing-key", "policy.toml", "lane = \"programme\"", "", "`lane` is missing"),
    ("missing-key", "policy.toml", "region = \"region\"\n", "", "`region` is missing"),
    (
        "wrong-type",
        GROUP,
        "sessions = 1",
        "sessions = \"one\"",
        "`sessions` takes a whole number from 0 to 65535, found string",
    ),
    (
        "wrong-type",
        GROUP,
        "sessions = 1",
        "sessions = 65536",
        "`sessions` takes a whole number from 0 to 65535, found integer",
    ),
    ("wrong-type", GROUP, "sessions = 1", "sessions = -1", "`sessions` takes a whole number"),
    (
        "wrong-type",
        KIT,
        "from = 2022-01-01",
        "from = \"2022-01-01\"",
        "`from` takes a date such as 2022-04-01, found string",
    ),
    ("wrong-type", GROUP, "targets = [\"anger\"]", "targets = 1", "`targets` takes a list of texts"),
    (
        "wrong-type",
        GROUP,
        "targets = [\"anger\"]",
        "targets = [\"anger\"]\noption = 1",
        "`option` takes true or false",
    ),
    (
        "empty-text",
        GROUP,
        "summary = \"Helps.\"",
        "summary = \" \"",
        "offers/group.toml:5: empty-text: `summary` is empty",
    ),
    ("bad-id", GROUP, "id = \"score\"", "id = \"The score\"", "bad-id: `The score` is not an id"),
    (
        "duplicate-id",
        "targets.toml",
        "id = \"housing\"",
        "id = \"anger\"",
        "targets.toml:8: duplicate-id: `anger` is used twice",
    ),
    (
        "duplicate-id",
        "catalogue.toml",
        "[\"group\", \"kit\"]",
        "[\"group\", \"kit\", \"group\"]",
        "catalogue.toml:4: duplicate-id: `group` is used twice",
    ),
    (
        "duplicate-id",
        KIT,
        "name = \"kit\"",
        "name = \"kit\"\nshort-names = [\"GROUP\"]",
        "`group` is used twice",
    ),
    ("duplicate-id", "facts.toml", "key = \"ready\"", "key = \"willing\"", "`willing` is used twice"),
    (
        "no-source",
        GROUP,
        "source = { id = \"guide\", heading = \"score\" }",
        "",
        "no-source: no source is given",
    ),
    (
        "unknown-name",
        GROUP,
        "source = { id = \"guide\", heading = \"score\" }",
        "source = { id = \"giude\", heading = \"score\" }",
        "there is no source `giude`",
    ),
    ("unknown-name", GROUP, "targets = [\"anger\"]", "targets = [\"angst\"]", "there is no target `angst`"),
    ("unknown-name", GROUP, "kind = \"programme\"", "kind = \"programe\"", "there is no kind `programe`"),
    (
        "unknown-name",
        GROUP,
        "kind = \"programme\"",
        "kind = \"programme\"\nfollows = [\"kitt\"]",
        "there is no offer `kitt`",
    ),
    ("unknown-name", GROUP, "fact = \"score\"", "fact = \"scored\"", "there is no fact `scored`"),
    (
        "unknown-name",
        KIT,
        "from = 2022-01-01",
        "from = 2022-01-01\nregions = [\"norht\"]",
        "there is no region `norht`",
    ),
    ("unknown-name", KIT, "from = 2022-01-01", "settings = [\"prison\"]", "there is no setting `prison`"),
    ("unknown-name", "facts.toml", "type = \"yes-no\"", "type = \"yesno\"", "there is no type `yesno`"),
    (
        "unknown-name",
        "facts.toml",
        "change = \"question\"",
        "change = \"questions\"",
        "there is no kind of change `questions`",
    ),
    (
        "unknown-name",
        "facts.toml",
        "values-are = \"offers\"",
        "values-are = \"offer\"",
        "values are never `offer`",
    ),
    ("unknown-name", "policy.toml", "id = \"rar\", when", "id = \"rra\", when", "there is no vehicle `rra`"),
    ("unknown-name", "policy.toml", "role = \"main\"", "role = \"mian\"", "there is no role `mian`"),
    (
        "unclear-condition",
        GROUP,
        "fact = \"score\", at-least = 50",
        "fact = \"score\"",
        "nothing is asked of `score`",
    ),
    (
        "unclear-condition",
        GROUP,
        "{ fact = \"score\", at-least = 50 }",
        "{ fact = \"score\", at-least = 50, any = [] }",
        "a condition is one of",
    ),
    ("unclear-condition", GROUP, "{ fact = \"score\", at-least = 50 }", "{ all = [] }", "`all` has no parts"),
    (
        "unclear-condition",
        GROUP,
        "fact = \"score\", at-least = 50",
        "fact = \"needs\", includes = []",
        "no value of `needs` is named",
    ),
    (
        "impossible-condition",
        GROUP,
        "at-least = 50",
        "at-least = 101",
        "offers/group.toml:21: impossible-condition: `score` is never 101",
    ),
    (
        "impossible-condition",
        GROUP,
        "at-least = 50",
        "at-least = 50, at-most = 40",
        "no number is at least 50 and at most 40",
    ),
    ("impossible-condition", GROUP, "at-least = 50", "is = \"high\"", "`score` cannot be that"),
    (
        "impossible-condition",
        GROUP,
        "at-least = 50",
        "includes = [\"high\"]",
        "`includes` cannot be asked of `score`",
    ),
    (
        "impossible-condition",
        GROUP,
        "fact = \"score\", at-least = 50",
        "fact = \"needs\", at-least = 1",
        "`at-least` cannot be asked of `needs`",
    ),
    (
        "impossible-condition",
        GROUP,
        "fact = \"score\", at-least = 50",
        "fact = \"needs\", includes = [\"angre\"]",
        "`needs` is never `angre`",
    ),
    (
        "impossible-condition",
        GROUP,
        "fact = \"score\", at-least = 50",
        "fact = \"region\", is = \"nroth\"",
        "`region` is never `nroth`",
    ),
    (
        "impossible-condition",
        GROUP,
        "fact = \"score\", at-least = 50",
        "fact = \"willing\", is = \"yes\"",
        "`willing` cannot be that",
    ),
    (
        "impossible-condition",
        GROUP,
        "fact = \"score\", at-least = 50",
        "fact = \"completed\", includes = [\"this-offer\"]",
        "`completed` is never `this-offer`",
    ),
    (
        "repeated-value",
        GROUP,
        "fact = \"score\", at-least = 50",
        "fact = \"needs\", includes = [\"drink\", \"drink\"]",
        "`drink` is listed twice",
    ),
    (
        "impossible-answer",
        "facts.toml",
        "default = \"proposal\"",
        "default = \"propsal\"",
        "`stage` cannot be answered so",
    ),
    (
        "empty-range",
        "facts.toml",
        "minimum = 0\nmaximum = 200",
        "minimum = 201\nmaximum = 200",
        "no number is from 201 to 200",
    ),
    (
        "empty-range",
        KIT,
        "until = 2022-02-01",
        "until = 2022-01-01",
        "no day is from 2022-01-01 and before 2022-01-01",
    ),
    (
        "reserved-value",
        "facts.toml",
        "{ key = \"anger\", name = \"anger\" }",
        "{ key = \"anger\", name = \"anger\" }, { key = \"none\", name = \"none\" }",
        "`none` has a meaning of its own",
    ),
    (
        "missing-file",
        "catalogue.toml",
        "\"kit\"]",
        "\"kit\", \"lost\"]",
        "catalogue.toml:4: missing-file: `lost` is listed, but there is no `offers/lost.toml`",
    ),
    (
        "unlisted-offer",
        "catalogue.toml",
        ", \"kit\"]",
        "]",
        "offers/kit.toml:1: unlisted-offer: `offers/kit.toml` is not listed",
    ),
    (
        "misnamed-file",
        GROUP,
        "id = \"group\"",
        "id = \"troupe\"",
        "`offers/group.toml` holds the offer `troupe`",
    ),
    (
        "circular-relation",
        GROUP,
        "kind = \"programme\"",
        "kind = \"programme\"\nfollows = [\"group\"]",
        "`group` comes after itself",
    ),
    (
        "circular-relation",
        GROUP,
        "kind = \"programme\"",
        "kind = \"programme\"\nsuperseded-by = \"group\"",
        "`group` is superseded by itself",
    ),
    (
        "overlapping-availability",
        KIT,
        "[delivery]",
        "[[availability]]\nfrom = 2022-01-31\nsource = { id = \"guide\", heading = \"Dates\" }\n\n[delivery]",
        "two windows hold on the same day in the same region",
    ),
    (
        "unfit-role",
        "policy.toml",
        "weeks = \"weeks\"",
        "weeks = \"region\"",
        "`region` cannot be the fact for `weeks`",
    ),
    (
        "unfit-role",
        "policy.toml",
        "no-access = \"cannot-access\"",
        "no-access = \"needs\"",
        "`needs` cannot be the fact for `no-access`",
    ),
];

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
            "facts.toml:50: missing-key: `unit` is missing",
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
fn more_values_of_one_answer_than_can_be_told_apart_are_refused() {
    let values: Vec<String> = (0..62).map(|n| format!("{{ key = \"r{n}\", name = \"r{n}\" }}")).collect();
    let told = problems(&good().replace(
        "facts.toml",
        "{ key = \"north\"",
        &format!("{}, {{ key = \"north\"", values.join(", ")),
    ));
    assert!(told.iter().any(|problem| problem.contains("too-many: `region` has 65 values")), "{told:?}");
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
    let loaded = load(&files, &texts).unwrap();
    let packed = embedded::catalogue().unwrap();
    assert_eq!(format!("{loaded:?}"), format!("{packed:?}"));
    assert_eq!(packed.offers.len(), 53);
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
