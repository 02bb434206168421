//! Quotation marks that stray into a spreadsheet: no row of anybody is lost without a word.

use crate::harness::{Ran, run};

/// Ten people, of whom the second and the seventh have a note that begins with a quotation mark.
fn ten_rows() -> String {
    let rows = (1..=10).map(|row| {
        let note = if row == 2 || row == 7 { "\"Bear\" to his friends" } else { "nothing" };
        let note = if row == 7 { "\"I will come, he said" } else { note };
        format!("A{row},{},resolve,{note}\n", 20 + row)
    });
    format!("ref,age,proposed,note\n{}", rows.collect::<String>())
}

fn rejects(ran: &Ran) -> Vec<serde_json::Value> {
    ran.read("rejects.ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn over(command: &str, caseload: &str) -> Ran {
    let words = [command, "cases.csv", "--ignore", "note", "--rejects", "rejects.ndjson"];
    run(words).file("cases.csv", caseload).ran()
}

#[test]
fn ten_rows_with_two_stray_quotation_marks_are_eight_plans_and_two_rejects() {
    let ran = over("batch", &ten_rows());
    assert_eq!(ran.status, 1);
    ran.says(&["10 rows read: 8 plans, 2 rejects"]);
    let rejects = rejects(&ran);
    let places: Vec<_> = rejects.iter().map(|reject| (&reject["row"], &reject["column"])).collect();
    assert_eq!(places, [(&3.into(), &4.into()), (&8.into(), &4.into())]);
    assert_eq!(rejects[0]["key"], "note");
    assert_eq!(rejects[0]["input"], "A2,22,resolve,\"Bear\" to his friends");
    assert_eq!(rejects[1]["input"], "A7,27,resolve,\"I will come, he said");
}

#[test]
fn a_cell_that_takes_in_the_rows_after_it_is_rejected_where_it_begins_and_they_are_read() {
    let caseload =
        "ref,age,proposed,note\nA1,21,none,\"Bear\nA2,22,none,\nA3,23,none,so called \"\nA4,24,none,\n";
    for (command, cases) in [("batch", "4 rows read: 3 plans, 1 reject"), ("review", "4 rows read")] {
        let ran = over(command, caseload);
        assert_eq!(ran.status, 1);
        ran.says(&[cases]);
        let rejects = rejects(&ran);
        assert_eq!(rejects.len(), 1, "{command}");
        assert_eq!((&rejects[0]["row"], &rejects[0]["column"]), (&2.into(), &4.into()));
        assert_eq!(rejects[0]["input"], "A1,21,none,\"Bear");
        let reason = rejects[0]["reason"].as_str().unwrap();
        assert!(reason.contains("rows after it"), "{reason}");
    }
}

#[test]
fn a_note_of_several_lines_stays_one_row() {
    let caseload =
        "ref,age,proposed,note\nA1,21,none,\"Dear all,\nhe said \"\"no\"\", twice.\n\nJo\"\nA2,22,none,\n";
    let ran = over("batch", caseload);
    ran.says(&["2 rows read: 2 plans, 0 rejects"]);
    assert_eq!(ran.status, 0);
}

#[test]
fn a_header_whose_quotation_mark_stays_open_cannot_be_used() {
    let ran = over("batch", "ref,\"age\nA1,30\n");
    assert_eq!(ran.status, 2);
    ran.says(&["the header of cases.csv cannot be used", "row 1, column 2", "quotation mark"]);
}
