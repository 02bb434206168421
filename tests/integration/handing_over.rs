use goldenthread::embedded;

use crate::harness::{EXAMPLES_DAY, UNPAID_WORK, examples, run, written};

/// A reference that tries to be markup.
const HOSTILE: &str = r#"ref = "<script>alert(1)</script>|[a](b)""#;

/// A man whom the practitioner has accepted an option for, with text that tries to be markup.
fn hostile() -> String {
    format!("{HOSTILE}\n{UNPAID_WORK}")
}

const REASON: &str = "unpaid-work=</p><img src=x onerror=alert(2)> *bold* [link](http://example.org)";

#[test]
fn no_text_of_a_case_becomes_markup() {
    let made = |form: &str| {
        run(["--case", "case.toml", "--accept", REASON, "--format", form])
            .file("case.toml", hostile())
            .done()
            .stdout
    };
    let page = made("html");
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    let markdown = made("markdown");
    assert!(markdown.contains(r"\<script\>alert(1)\</script\>\|\[a\](b)"), "{markdown}");
    assert!(markdown.contains(r"\<img src=x onerror=alert(2)\> \*bold\* \[link\](http\://example.org)"));
}

#[test]
fn the_page_fetches_nothing_and_allows_nothing() {
    for case in examples() {
        let page = written(&case, &["--format", "html"]);
        assert!(page.contains("default-src &#39;none&#39;; style-src &#39;sha256-"), "{page}");
        for word in
            ["<script", "<link", "<img", "<iframe", "<form", "src=", "url(", "@import", " style=", "onclick"]
        {
            assert!(!page.contains(word), "{}: {word}", case.display());
        }
        for place in page.match_indices("http").map(|(at, _)| &page[at..(at + 40).min(page.len())]) {
            let named = place.starts_with("http://www.w3.org/2000/svg") || place.starts_with("http-equiv");
            assert!(named, "{}: {place}", case.display());
        }
    }
}

#[test]
fn every_footnote_of_the_markdown_is_there_and_is_used() {
    for case in examples() {
        let text = written(&case, &["--format", "markdown"]);
        let (body, notes): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| !line.starts_with("[^"));
        let body = body.join("\n");
        for (index, note) in notes.iter().enumerate() {
            let mark = format!("[^{}]", index + 1);
            assert!(note.starts_with(&format!("{mark}: ")) && body.contains(&mark), "{note}");
        }
        assert!(!body.contains(&format!("[^{}]", notes.len() + 1)), "{}", case.display());
    }
}

#[test]
fn the_markdown_has_what_a_proposal_needs_in_order() {
    let text = written(&examples()[0], &["--format", "markdown"]);
    let mut rest = text.as_str();
    for part in [
        "# Intervention plan",
        "## What is proposed",
        "- Programme requirement, up to 29 days: Building Better Relationships, 29 sessions over 29 weeks.",
        "## The sequence",
        "| 2 | Building Better Relationships | Core | 5 to 33 |",
        "## Why these",
        "**For it:**",
        "## What needs the practitioner's judgement",
        "## What is not known",
        "## What was ruled out",
        "**Against it:**",
        "[^1]: ",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("no {part:?} in its turn in\n{text}"));
        rest = &rest[at..];
    }
}

#[test]
fn brief_is_much_shorter_than_full_and_has_the_same_plan() {
    for form in ["markdown", "html"] {
        let case = &examples()[0];
        let full = written(case, &["--format", form]);
        let brief = written(case, &["--format", form, "--detail", "brief"]);
        assert!(brief.len() * 3 < full.len() * 2, "{form}: {} of {}", brief.len(), full.len());
        assert!(
            brief.contains("Building Better Relationships")
                && brief.contains("29 December 2026") == full.contains("29 December 2026")
        );
    }
}

#[test]
fn a_redacted_report_has_no_score_and_no_detail_of_an_offence_and_says_so() {
    let catalogue = embedded::catalogue().unwrap();
    for case in examples() {
        for form in ["markdown", "html"] {
            let text = written(&case, &["--format", form, "--redact"]);
            assert!(text.contains("Scores and details of offences are left out of this copy"));
            for (_, fact) in catalogue.vocabulary.iter().filter(|(_, fact)| fact.private) {
                for shown in [format!("{}: ", fact.name), format!("<dt>{}</dt>", fact.name)] {
                    assert!(!text.contains(&shown), "{} as {form}: {shown}", case.display());
                }
            }
            for words in ["violence or abuse to a partner", "within one point", "spousal"] {
                // What is asked and what was not answered may name a score; what is known may not.
                let asked = text.contains("## What is not known") && words == "spousal";
                assert!(
                    asked || form == "html" && words == "spousal" || !text.contains(words),
                    "{} as {form}: {words}",
                    case.display()
                );
            }
        }
    }
}

#[test]
fn the_sheet_says_nothing_of_offences_scores_or_what_was_ruled_out() {
    let catalogue = embedded::catalogue().unwrap();
    for case in examples() {
        let sheet = written(&case, &["--format", "sheet"]);
        let lower = sheet.to_lowercase();
        for word in [
            "offence", "offend", "risk", "score", "abuse", "violen", "sexual", "victim", "exclu", "criteri",
            "%",
        ] {
            assert!(!lower.contains(word), "{}: {word}", case.display());
        }
        for (_, fact) in catalogue.vocabulary.iter().filter(|(_, fact)| fact.private) {
            assert!(!sheet.contains(&fact.name), "{}: {}", case.display(), fact.name);
        }
        assert!(sheet.lines().all(|line| line.chars().count() <= 72));
        assert!(sheet.lines().count() <= 66, "{} takes more than a page", case.display());
        assert!(sheet.contains("Who to ask"));
    }
}

/// The grade of the Flesch-Kincaid formula: 0.39 words a sentence + 11.8 syllables a word - 15.59. A reading age is five
/// years more, so that a grade of 6 is a reading age of 11.
fn grade(text: &str) -> f64 {
    let sentences =
        text.split(['.', '!', '?', ':', '\n']).filter(|part| part.chars().any(char::is_alphabetic)).count();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    #[expect(clippy::cast_precision_loss, reason = "a sheet is short")]
    let (sentences, words, syllables) = (sentences as f64, words.len() as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

/// Groups of vowels; an `e` at the end is silent unless it is after a consonant and an `l`.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let starts =
        (0..letters.len()).filter(|at| vowel(letters[*at]) && (*at == 0 || !vowel(letters[at - 1]))).count();
    let silent = match letters.as_slice() {
        [.., before, 'l', 'e'] if !vowel(*before) => 0,
        [.., before, 'e'] if !vowel(*before) => 1,
        [.., before, 'e', 'd'] if !vowel(*before) && !matches!(before, 't' | 'd') => 1,
        [.., before, 'e', 's'] if !vowel(*before) && !matches!(before, 's' | 'c' | 'x' | 'z') => 1,
        _ => 0,
    };
    starts.saturating_sub(silent).max(1)
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    for (word, number) in [
        ("plan", 1),
        ("order", 2),
        ("people", 2),
        ("like", 1),
        ("learned", 1),
        ("dates", 1),
        ("probation", 3),
        ("worker", 2),
    ] {
        assert_eq!(syllables(word), number, "{word}");
    }
}

#[test]
fn everything_written_for_the_person_has_a_reading_age_of_eleven_or_less() {
    let catalogue = embedded::catalogue().unwrap();
    for offer in &catalogue.offers {
        let plain = offer.plain.as_deref().unwrap_or_else(|| panic!("`{}` has no plain words", offer.id));
        assert!(grade(plain) <= 6.0, "{}: grade {:.1}: {plain}", offer.id, grade(plain));
    }
    for target in &catalogue.targets {
        assert!(target.plain.as_deref().is_some_and(|plain| plain.starts_with("to ")), "{}", target.id);
    }
    assert!(catalogue.policy.kinds.iter().all(|kind| kind.plain.is_some()));
    assert!(catalogue.policy.phases.iter().all(|phase| phase.plain.is_some()));
}

/// The sheet without what nobody can word more plainly: the reference, dates, and the names of offers.
fn words_of_ours(sheet: &str) -> String {
    let catalogue = embedded::catalogue().unwrap();
    let mut kept = String::new();
    for line in sheet.lines().filter(|line| !line.starts_with("Reference") && !line.starts_with("Date")) {
        let line = line.trim();
        let named = catalogue.offers.iter().any(|offer| {
            let name = offer.plain_name.as_deref().unwrap_or(&offer.name);
            line.ends_with(name) && line.starts_with(|c: char| c.is_ascii_digit())
        });
        let ends = line.ends_with(['.', ':', '-']);
        if !named && !line.starts_with("When:") {
            kept.push_str(line);
            kept.push_str(if ends || line.is_empty() { "\n" } else { " " });
        }
    }
    kept
}

#[test]
fn every_sheet_has_a_reading_age_of_about_nine_to_eleven() {
    for case in examples() {
        let sheet = written(&case, &["--format", "sheet"]);
        let grade = grade(&words_of_ours(&sheet));
        assert!(grade <= 5.5, "{}: grade {grade:.1}\n{sheet}", case.display());
    }
}

#[test]
fn the_timeline_stands_under_the_steps_where_there_is_room() {
    let case = &examples()[0].display().to_string();
    for columns in ["72", "80", "100", "200"] {
        let table = run(["--case", case]).env("COLUMNS", columns).done().stdout;
        let timeline = table.split_once("\nTimeline from 1 December 2022\n").expect("a timeline").1;
        let lines: Vec<&str> = timeline.lines().take_while(|line| !line.starts_with("Key")).collect();
        assert!(
            lines
                .iter()
                .any(|line| line.contains("2. Building Better Relationships") && line.contains(".===")),
            "{table}"
        );
        assert!(lines.iter().all(|line| line.chars().count() <= columns.parse().unwrap()));
        assert!(lines.iter().all(|line| line.is_ascii()));
    }
    let narrow = run(["--case", case]).env("COLUMNS", "50").done().stdout;
    assert!(!narrow.contains("Timeline"));
    assert!(!run(["--case", case, "--accessible"]).done().stdout.contains("Timeline"));
}

#[test]
fn a_drawing_of_an_empty_plan_says_that_it_is_empty() {
    let drawn = run(["--region", "london", "--format", "svg"]).done().stdout;
    assert!(drawn.starts_with("<svg") && drawn.contains("Nothing is planned yet."), "{drawn}");
}

#[test]
fn the_sheet_and_the_drawing_leave_a_second_opinion_out_and_say_so() {
    let case = examples().remove(0).display().to_string();
    for form in ["sheet", "svg"] {
        let words = ["--case", &case, "--format", form];
        let alone = run(words).env("SOURCE_DATE_EPOCH", EXAMPLES_DAY).done();
        let proposed =
            run(words.into_iter().chain(["--proposed", "BBR"])).env("SOURCE_DATE_EPOCH", EXAMPLES_DAY).done();
        assert_eq!(proposed.stdout, alone.stdout, "{form}");
        assert!(proposed.stderr.contains("the second opinion"), "{}", proposed.stderr);
        assert!(!alone.stderr.contains("the second opinion"), "{}", alone.stderr);
    }
}

#[test]
fn the_sheet_says_when_a_source_last_spoke_of_a_step_only_where_that_is_over_a_year_ago() {
    let mut old_ones = 0;
    for case in examples() {
        let plan: serde_json::Value = serde_json::from_str(&written(&case, &["--format", "json"])).unwrap();
        let confirmed = |step: &serde_json::Value| {
            let offers = plan["offers"].as_array().unwrap();
            let offer = offers.iter().find(|offer| offer["id"] == step["offer"]).unwrap();
            offer["confirmed"].as_str().and_then(|day| day.parse::<jiff::civil::Date>().ok())
        };
        let day: jiff::civil::Date = plan["as_of"].as_str().unwrap().parse().unwrap();
        let year_ago = day.with().year(day.year() - 1).build().unwrap();
        let old = plan["plan"].as_array().unwrap().iter().filter_map(confirmed).any(|day| day < year_ago);
        let sheet = written(&case, &["--format", "sheet"]);
        assert_eq!(sheet.contains("We last heard in "), old, "{}\n{sheet}", case.display());
        old_ones += usize::from(old);
    }
    assert!(old_ones > 0, "no example has an old step");
}

#[test]
fn a_page_refers_to_every_source_of_its_list_and_tells_each_once() {
    for case in examples() {
        let page = written(&case, &["--format", "html"]);
        let (body, list) = page.split_once("<ol class=\"notes\">").unwrap();
        let told: Vec<&str> = list.matches("<li id=\"source-").collect();
        assert!(!told.is_empty(), "{}", case.display());
        for number in 1..=told.len() {
            assert!(body.contains(&format!("href=\"#source-{number}\"")), "{number} in {}", case.display());
        }
        assert!(!body.contains(&format!("\"#source-{}\"", told.len() + 1)), "{}", case.display());
        let texts: Vec<&str> = list
            .split("<li id=")
            .skip(1)
            .filter_map(|item| item.split_once('>'))
            .map(|(_, text)| text)
            .collect();
        let once: std::collections::BTreeSet<&&str> = texts.iter().collect();
        assert_eq!(once.len(), texts.len(), "{}", case.display());
    }
}
