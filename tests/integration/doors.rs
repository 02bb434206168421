//! A case file, flags, CSV, NDJSON and a workbook are doors to one room: what one takes all take, and what one refuses all refuse with
//! the same words.

use goldenthread::workbook::write::{Cell, Table, write};

use crate::harness::{Ran, run};

/// What one key or more are given as, written for each door.
struct Spelt {
    toml: &'static str,
    flags: &'static [&'static str],
    ndjson: &'static str,
    csv: (&'static str, &'static str),
}

/// What came of a case: its plan, or why it was refused.
fn outcome(ran: &Ran, refused: i32) -> Result<String, String> {
    match ran.status {
        0 => {
            let mut plan = ran.plan();
            // Only a plan for one case judges what was proposed.
            plan.as_object_mut().unwrap().remove("second_opinion");
            Ok(plan.to_string())
        }
        status => {
            assert_eq!(status, refused, "{}", ran.stderr);
            Err(ran.stderr.clone())
        }
    }
}

/// What comes of a case given through each door, with the door's name.
fn through_each(spelt: &Spelt) -> Vec<(&'static str, Result<String, String>)> {
    let file = format!("as-of = 2022-12-01\nage = 30\n{}\n", spelt.toml);
    let toml = run(["--case", "case.toml", "--no-input", "--format", "json"]).file("case.toml", file).ran();
    let flags = ["--as-of", "2022-12-01", "--age", "30", "--no-input", "--format", "json"];
    let flags = run(flags.iter().chain(spelt.flags)).ran();
    let line = format!("{{\"as-of\":\"2022-12-01\",\"age\":30,{}}}\n", spelt.ndjson);
    let ndjson = run(["batch", "cases.ndjson"]).file("cases.ndjson", line).ran();
    let table = format!("as-of,age,{}\n2022-12-01,30,{}\n", spelt.csv.0, spelt.csv.1);
    let csv = run(["batch", "cases.csv"]).file("cases.csv", table).ran();
    let keys = format!("as-of,age,{}", spelt.csv.0);
    let columns: Vec<(&str, u16)> = keys.split(',').map(|key| (key, 9)).collect();
    let cells = ["2022-12-01", "30"].into_iter().chain(spelt.csv.1.split(',')).map(Cell::from).collect();
    let book = write("A caseload", &[Table { name: "Cases", columns: &columns, rows: vec![cells] }]).unwrap();
    let xlsx = run(["batch", "cases.xlsx"]).file("cases.xlsx", book).ran();
    let mut doors = vec![
        ("toml", outcome(&toml, 2)),
        ("flags", outcome(&flags, 2)),
        ("ndjson", outcome(&ndjson, 1)),
        ("csv", outcome(&csv, 1)),
        ("xlsx", outcome(&xlsx, 1)),
    ];
    // A workbook cannot hold what XML has no way to say.
    if spelt.csv.1.contains(char::is_control) {
        doors.pop();
    }
    doors
}

#[track_caller]
fn all_take(spelt: &Spelt) {
    let outcomes = through_each(spelt);
    let (_, first) = &outcomes[0];
    let plan = first.as_ref().unwrap();
    for (door, outcome) in &outcomes {
        let same = outcome.as_ref() == Ok(plan);
        assert!(same, "{door} gives another plan");
    }
}

#[track_caller]
fn all_refuse(spelt: &Spelt, reason: &str) {
    for (door, outcome) in through_each(spelt) {
        let said = outcome.expect_err(door).replace("`--", "`");
        assert!(said.contains(reason), "{door}: {said}");
    }
}

#[test]
fn none_is_the_known_empty_list() {
    all_take(&Spelt {
        toml: "proposed = [\"none\"]\nneeds = [\"none\"]",
        flags: &["--proposed", "none", "--needs", "none"],
        ndjson: "\"proposed\":[\"none\"],\"needs\":[\"none\"]",
        csv: ("proposed,needs", "none,none"),
    });
    all_take(&Spelt {
        toml: "proposed = \"none\"\nneeds = \"none\"",
        flags: &["--proposed=none", "--needs=none"],
        ndjson: "\"proposed\":\"none\",\"needs\":\"none\"",
        csv: ("needs,proposed", "none,none"),
    });
}

#[test]
fn none_stands_alone() {
    all_refuse(
        &Spelt {
            toml: "proposed = [\"none\", \"BBR\"]",
            flags: &["--proposed", "none,BBR"],
            ndjson: "\"proposed\":[\"none\",\"BBR\"]",
            csv: ("proposed", "none;BBR"),
        },
        "`proposed` cannot be `none` and something else too",
    );
}

#[test]
fn one_value_is_taken_where_a_list_is() {
    all_take(&Spelt {
        toml: "proposed = \"BBR\"\nneeds = \"finance\"",
        flags: &["--proposed", "BBR", "--needs", "finance"],
        ndjson: "\"proposed\":\"BBR\",\"needs\":\"finance\"",
        csv: ("proposed,needs", "BBR,finance"),
    });
}

#[test]
fn what_people_write_for_a_value_is_taken_for_it() {
    all_take(&Spelt {
        toml: "region = \"Wales\"\nneeds = [\"housing\", \"Finance\"]\ninterpreter = \"Y\"\nrosh = \"Very high\"",
        flags: &["--region", "WALES", "--needs", "Housing,finance", "--interpreter=y", "--rosh", "VH"],
        ndjson: "\"region\":\"wales\",\"needs\":[\"accommodation\",\"finance\"],\"interpreter\":true,\"rosh\":\"very-high\"",
        csv: ("region,needs,interpreter,rosh", "Wales,accommodation; HOUSING;finance,TRUE,very_high"),
    });
}

#[test]
fn what_is_not_known_is_unknown_and_never_no() {
    all_take(&Spelt {
        toml: "interpreter = \"n/k\"\nneeds = [\"not known\"]\nogrs3 = \"Unknown\"",
        flags: &["--interpreter", "N/K", "--needs", "unknown", "--ogrs3", "don't know"],
        ndjson: "\"interpreter\":null,\"needs\":\"n/k\",\"ogrs3\":\"NK\"",
        csv: ("interpreter,needs,ogrs3", "n/k,Not known,"),
    });
    all_refuse(
        &Spelt {
            toml: "needs = [\"finance\", \"n/k\"]",
            flags: &["--needs", "finance,n/k"],
            ndjson: "\"needs\":[\"finance\",\"n/k\"]",
            csv: ("needs", "finance;n/k"),
        },
        "`needs` cannot be `n/k`",
    );
}

#[test]
fn a_flag_that_says_not_known_sets_the_answer_of_the_file_aside() {
    let ran = run(["--case", "case.toml", "--rosh", "n/k", "--no-input", "--format", "json"])
        .file("case.toml", "age = 30\nrosh = \"high\"\n")
        .done();
    assert_eq!(ran.plan()["answers"]["rosh"], serde_json::Value::Null);
    let saved =
        run(["--rosh", "Very high", "--needs", "housing", "--no-input", "--save", "case.toml"]).done();
    assert!(saved.read("case.toml").contains("rosh = \"very-high\""), "{}", saved.read("case.toml"));
    assert!(saved.read("case.toml").contains("needs = [\"accommodation\"]"), "{}", saved.read("case.toml"));
}

#[test]
fn the_weeks_that_remain_and_the_day_the_sentence_ends_are_not_both_given() {
    all_refuse(
        &Spelt {
            toml: "sentence-ends = 2023-12-01\nweeks-remaining = 52",
            flags: &["--sentence-ends", "2023-12-01", "--weeks-remaining", "52"],
            ndjson: "\"sentence-ends\":\"2023-12-01\",\"weeks-remaining\":52",
            csv: ("sentence-ends,weeks-remaining", "2023-12-01,52"),
        },
        "`sentence-ends` and `weeks-remaining` are both given",
    );
}

#[test]
fn an_offer_is_accepted_once() {
    all_refuse(
        &Spelt {
            toml: "[accept]\nBBR = \"a\"\nbuilding-better-relationships = \"b\"",
            flags: &["--accept", "BBR=a", "--accept", "building-better-relationships=b"],
            ndjson: "\"accept\":{\"BBR\":\"a\",\"building-better-relationships\":\"b\"}",
            csv: ("accept", "BBR=a;building-better-relationships=b"),
        },
        "`building-better-relationships` is accepted twice",
    );
}

#[test]
fn a_key_is_given_once() {
    let spelt = Spelt {
        toml: "rosh = \"low\"\nrosh = \"high\"",
        flags: &["--rosh", "low", "--rosh", "high"],
        ndjson: "\"rosh\":\"low\",\"rosh\":\"high\"",
        csv: ("rosh", "low"),
    };
    // A column that comes twice is told with the header.
    for (door, outcome) in through_each(&spelt).into_iter().take(3) {
        let said = outcome.expect_err(door).replace("`--", "`");
        assert!(said.contains("`rosh` is given twice"), "{door}: {said}");
    }
}

#[test]
fn values_that_nobody_can_mean_are_refused_with_the_same_words() {
    for (spelt, reason) in [
        (
            Spelt {
                toml: "rosh = \"hihg\"",
                flags: &["--rosh", "hihg"],
                ndjson: "\"rosh\":\"hihg\"",
                csv: ("rosh", "hihg"),
            },
            "`rosh` cannot be `hihg`",
        ),
        (
            Spelt {
                toml: "sentence-ends = \"2022-02-30\"",
                flags: &["--sentence-ends", "2022-02-30"],
                ndjson: "\"sentence-ends\":\"2022-02-30\"",
                csv: ("sentence-ends", "2022-02-30"),
            },
            "`sentence-ends` cannot be `2022-02-30`",
        ),
        (
            Spelt {
                toml: "sentence-ends = 2022-11-30",
                flags: &["--sentence-ends", "2022-11-30"],
                ndjson: "\"sentence-ends\":\"2022-11-30\"",
                csv: ("sentence-ends", "2022-11-30"),
            },
            "the sentence cannot end on 2022-11-30 for a plan as of 2022-12-01",
        ),
        (
            Spelt {
                toml: "proposed = [\"BBQ\"]",
                flags: &["--proposed", "BBQ"],
                ndjson: "\"proposed\":[\"BBQ\"]",
                csv: ("proposed", "BBQ"),
            },
            "there is no offer `BBQ`",
        ),
        (
            Spelt {
                toml: "[accept]\nBBR = \" \"",
                flags: &["--accept", "BBR= "],
                ndjson: "\"accept\":{\"BBR\":\" \"}",
                csv: ("accept", "BBR= "),
            },
            "`BBR` is accepted without a reason",
        ),
        (
            Spelt {
                toml: "ref = \"\\u0007\"",
                flags: &["--ref", "\u{7}"],
                ndjson: "\"ref\":\"\\u0007\"",
                csv: ("ref", "\u{7}"),
            },
            "`ref` cannot be that",
        ),
    ] {
        all_refuse(&spelt, reason);
    }
}
