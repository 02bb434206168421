use std::path::Path;

use goldenthread::embedded;

use crate::harness::{Ran, THEFT, examples, run};

/// The sheets that are text, each with the language it is asked for in.
const SHEETS: [[&str; 4]; 4] = [
    ["--format", "sheet", "--language", "en"],
    ["--format", "sheet", "--language", "cy"],
    ["--format", "sheet-html", "--language", "en"],
    ["--format", "sheet-html", "--language", "cy"],
];

fn sheet(case: &Path, words: [&str; 4]) -> Ran {
    let case = case.display().to_string();
    run(["--case", &case].into_iter().chain(words)).done()
}

/// What a reader sees: of a page, what is after its head.
fn shown(ran: &Ran) -> &str {
    ran.stdout.split_once("<body").map_or(ran.stdout.as_str(), |(_, body)| body)
}

#[test]
fn no_sheet_in_any_form_or_language_says_anything_of_offences_scores_or_what_was_ruled_out() {
    let catalogue = embedded::catalogue().unwrap();
    let english =
        ["offence", "offend", "risk", "score", "abuse", "violen", "sexual", "victim", "exclu", "criteri"];
    let welsh =
        ["trosedd", "risg", "sgôr", "cam-drin", "trais", "rhywiol", "dioddef", "eithrio", "meini prawf"];
    for case in examples() {
        for words in SHEETS {
            let ran = sheet(&case, words);
            let lower = shown(&ran).to_lowercase();
            for word in english.iter().chain(&welsh).chain(&["%"]) {
                assert!(!lower.contains(word), "{} as {words:?}: {word}\n{lower}", case.display());
            }
            for (_, fact) in catalogue.vocabulary.iter().filter(|(_, fact)| fact.private) {
                assert!(!shown(&ran).contains(&fact.name), "{} as {words:?}: {}", case.display(), fact.name);
            }
        }
        let welsh = sheet(&case, SHEETS[1]).stdout;
        assert!(welsh.starts_with("EICH CYNLLUN\n") && welsh.contains("Pwy all eich helpu"), "{welsh}");
        assert!(welsh.lines().all(|line| line.chars().count() <= 72), "{welsh}");
        // Two lines more than a page holds, for as long as they say that it is a draft.
        assert!(welsh.lines().count() <= 68, "{} takes more than a page", case.display());
    }
}

#[test]
fn the_reason_for_a_decision_is_on_no_sheet() {
    let case = format!("{THEFT}purposes = [\"punishment\"]\nseriousness = \"low\"\n");
    for words in SHEETS {
        let accept = ["--case", "case.toml", "--accept", "unpaid-work=Xylophone agreed in court."];
        let ran = run(accept.into_iter().chain(words)).file("case.toml", &case).done();
        let name = if words[3] == "cy" { "Gwaith di-dâl" } else { "Unpaid work" };
        assert!(ran.stdout.contains(name), "{}", ran.stdout);
        assert!(!ran.stdout.contains("Xylophone"), "{}", ran.stdout);
    }
}

#[test]
fn no_text_of_a_case_becomes_markup_of_the_sheet() {
    let case = format!("ref = \"<script>alert(1)</script>\"\n{THEFT}");
    let words = ["--case", "case.toml", "--format", "sheet-html"];
    let page = run(words).file("case.toml", case).done().stdout;
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;alert(1)"), "{page}");
    assert!(page.contains("default-src &#39;none&#39;; style-src &#39;sha256-"), "{page}");
    assert!(!page.contains("http://") && !page.contains("https://"), "{page}");
}

#[test]
fn a_sheet_says_which_language_it_is_in() {
    for (language, tag, title) in [("en", "en-GB", "Your plan"), ("cy", "cy-GB", "Eich cynllun")] {
        let ran = sheet(&examples()[0], ["--format", "sheet-html", "--language", language]);
        assert!(ran.stdout.contains(&format!("<html lang=\"{tag}\">")), "{}", ran.stdout);
        assert!(ran.stdout.contains(&format!("<title>{title}</title>")), "{}", ran.stdout);
        let words = ["--format", "sheet-docx", "--language", language, "-o", "sheet.docx"];
        let case = examples()[0].display().to_string();
        let ran = run(["--case", &case].into_iter().chain(words)).done();
        let bytes = std::fs::read(ran.folder.path().join("sheet.docx")).unwrap();
        assert!(bytes.starts_with(b"PK"), "{language}");
    }
}

#[test]
fn only_a_sheet_has_welsh() {
    for form in ["table", "markdown", "html", "docx", "svg", "json"] {
        let words = ["--case", "case.toml", "--format", form, "--language", "cy", "-o", "plan"];
        let refused = run(words).file("case.toml", THEFT).refused();
        refused.says(&[&format!("`{form}` has no Welsh"), "the sheet for the person: `--format sheet`"]);
        assert!(!refused.folder.path().join("plan").exists());
    }
    let by_default = run(["--case", "case.toml", "--language", "cy"]).file("case.toml", THEFT).refused();
    by_default.says(&["`table` has no Welsh"]);
    let set = run(["--case", "case.toml", "--language", "cy"]).file("case.toml", THEFT);
    assert!(set.env("GOLDENTHREAD_FORMAT", "sheet").done().stdout.starts_with("EICH CYNLLUN"));
}

#[test]
fn a_welsh_sheet_is_a_draft_until_a_translator_signs_it() {
    let draft = "Drafft yw'r daflen hon.";
    let words = ["--case", "case.toml", "--format", "sheet", "--language", "cy"];
    let unsigned = run(words).file("case.toml", THEFT).done();
    assert!(unsigned.stdout.contains(draft), "{}", unsigned.stdout);
    assert!(unsigned.stderr.contains("a draft that no translator has checked"), "{}", unsigned.stderr);
    let sign = "[welsh]\nchecked-by = \"A. Cyfieithydd\"\nchecked-on = 2026-11-01\n";
    let signed = run(words).catalogue(&[("sheet.toml", "[welsh]\n", sign)]).file("case.toml", THEFT).done();
    assert!(signed.stdout.starts_with("EICH CYNLLUN") && !signed.stdout.contains(draft), "{}", signed.stdout);
    assert_eq!(signed.stderr, "");
    let english = run(["--case", "case.toml", "--format", "sheet"]).file("case.toml", THEFT).done();
    assert_eq!(english.stderr, "");
}

#[test]
fn a_sheet_is_not_written_half_in_welsh() {
    let case = examples()[0].display().to_string();
    let missing = [
        ("offers/accommodation-service.toml", "cy = {", "# cy = {"),
        ("sheet.toml", "cy = \"Enw\"", ""),
        // It is not in the plan.
        ("offers/kaizen.toml", "cy = {", "# cy = {"),
    ];
    let words = ["--case", &case, "--format", "sheet", "--language", "cy", "-o", "taflen.txt"];
    let refused = run(words).catalogue(&missing).refused();
    refused.says(&[
        "the catalogue has no Welsh for",
        "`plain-name` of the offer",
        "`plain` of the offer `accommodation-service`",
        "`name` of the sheet",
    ]);
    assert!(!refused.stderr.contains("kaizen"), "{}", refused.stderr);
    assert!(!refused.folder.path().join("taflen.txt").exists());
    let english = run(["--case", &case, "--format", "sheet"]).catalogue(&missing).done().stdout;
    assert!(english.contains("Help with housing"), "{english}");
}
