//! What a caseload comes to, as a page with charts.

use crate::harness::{Ran, run};

/// Rows of people in London and Wales, with a need that their plans meet or none.
fn rows(london: usize, wales: usize) -> String {
    let row = |region: &str| {
        format!(
            "{{\"as-of\":\"2022-12-01\",\"region\":\"{region}\",\"gender\":\"female\",\"age\":30,\"sentence\":\"community-order\",\"needs\":[\"finance\"]}}\n"
        )
    };
    row("london").repeat(london) + &row("wales").repeat(wales)
}

fn page(rows: &str, words: &[&str]) -> (String, Ran) {
    let all =
        ["batch", "cases.ndjson", "--only", "outcomes", "--summary", "summary.html"].iter().chain(words);
    let ran = run(all).file("cases.ndjson", rows).done();
    (ran.read("summary.html"), ran)
}

#[test]
fn each_chart_stands_beside_a_table_with_the_same_figures() {
    let (page, _) = page(&rows(9, 7), &[]);
    for part in [
        "<html lang=\"en-GB\">",
        "default-src &#39;none&#39;; style-src &#39;sha256-",
        "<h1>What a caseload comes to</h1>",
        "16 cases planned, 0 rows rejected.",
        ">9 met, 0 unmet</text>",
        "<th scope=\"row\">London</th><td>9</td><td>9</td><td>0</td>",
        "<th scope=\"row\">Wales</th><td>7</td><td>7</td><td>0</td>",
    ] {
        assert!(page.contains(part), "no {part}");
    }
    // Each drawing is there for broad and for narrow screens.
    assert_eq!(page.matches("<svg").count(), 2 * page.matches("<figure>").count());
    assert!(page.matches("<table>").count() >= page.matches("<figure>").count());
    for part in ["<script", "style=", "http://", "https://"] {
        assert!(!page.contains(part), "{part}");
    }
}

#[test]
fn small_counts_are_left_out_of_charts_and_tables_by_group() {
    let (page, _) = page(&rows(9, 2), &[]);
    assert!(page.contains("a count below 5") && page.contains("not shown"));
    // The one beside it would give it away.
    for part in ["2 met, 0 unmet", "9 met, 0 unmet", "<td>9</td><td>9</td>"] {
        assert!(!page.contains(part), "{part}");
    }
    let (page, _) = self::page(&rows(9, 2), &["--no-suppression"]);
    assert!(
        page.contains("2 met, 0 unmet") && page.contains("9 met, 0 unmet") && !page.contains("not shown")
    );
}

#[test]
fn no_text_of_a_catalogue_becomes_part_of_the_page() {
    let hostile = "<script>alert(1)</script><b onclick=x>\\u001b[2J";
    let ran = run(["batch", "cases.ndjson", "--only", "outcomes", "--summary", "summary.html"])
        .file("cases.ndjson", rows(9, 7))
        .catalogue(&[
            ("facts.toml", "name = \"Wales\"", &format!("name = \"{hostile}\"")),
            ("offers/resolve.toml", "name = \"Resolve\"", &format!("name = \"{hostile}\"")),
            ("targets.toml", "name = \"finance\"", &format!("name = \"{hostile}\"")),
        ])
        .done();
    let page = ran.read("summary.html");
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script") && !page.contains("<b "));
    assert!(!page.contains('\u{1b}'));
}
