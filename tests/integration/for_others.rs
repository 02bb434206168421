//! What is handed over to somebody who was not there: a senior officer who countersigns, a court, whoever proposed something else.

use goldenthread::embedded;

use crate::harness::{examples, run, written};

/// What heads the requirements, before the sentence and after it.
const PROPOSED: [&str; 2] = ["What is proposed", "Under the sentence as made"];

fn refused(words: &[&str]) -> String {
    let case = examples().remove(0).display().to_string();
    let refused = run(["--case", &case].into_iter().chain(words.iter().copied())).refused();
    assert_eq!(refused.stdout, "", "{words:?}");
    refused.stderr
}

#[test]
fn a_plan_handed_over_ends_with_the_answers_it_rests_on_and_with_who_answers_for_it() {
    for case in examples() {
        for form in ["table", "markdown", "html"] {
            let text = written(&case, &["--format", form]);
            let (_, answers) = text.rsplit_once("Answers used").unwrap_or_else(|| panic!("{form}:\n{text}"));
            for words in ["Probation region", "was not answered"] {
                assert!(answers.contains(words), "{} as {form}: no {words}", case.display());
            }
            for words in ["Prepared by (name, role, date):", "Checked by (name, role, date):"] {
                assert!(form == "table" || answers.contains(words), "{} as {form}: {words}", case.display());
            }
        }
    }
}

#[test]
fn an_answer_that_was_presumed_is_marked_as_such_among_the_answers() {
    let case = examples().into_iter().find(|case| case.to_string_lossy().contains("08-presumed")).unwrap();
    for form in ["table", "markdown", "html"] {
        assert!(written(&case, &["--presume", "--format", form]).contains(" (presumed)"), "{form}");
    }
}

#[test]
fn nobody_but_the_author_is_told_what_you_did() {
    let case = examples().into_iter().find(|case| case.to_string_lossy().contains("07-region")).unwrap();
    let reasons = ["--accept", "BBR=A group starts.", "--decline", "building-choices-moderate=Not yet."];
    for form in ["table", "markdown", "html", "json"] {
        let words: Vec<&str> = reasons.into_iter().chain(["--format", form]).collect();
        let text = written(&case, &words).to_lowercase();
        for said in ["accepted by you", "you accepted", "you decided"] {
            assert!(!text.contains(said), "{form}: {said}");
        }
        assert!(form == "json" || text.contains("accepted by the practitioner"), "{form}:\n{text}");
    }
}

#[test]
fn what_a_court_reads_fits_on_a_page_and_gives_each_requirement_its_reason() {
    for case in examples() {
        for words in [&["--detail", "court"][..], &["--detail", "court", "--redact"]] {
            let page = written(&case, words);
            assert!(page.lines().count() <= 55, "{} takes more than a page:\n{page}", case.display());
            assert!(page.lines().all(|line| line.chars().count() <= 80), "{}", case.display());
            let (_, rest) = PROPOSED
                .iter()
                .find_map(|heading| page.split_once(&format!("\n{heading}\n")))
                .expect("what is proposed");
            let (proposed, rest) =
                rest.split_once("\nWhat stands in the way\n").expect("what stands in the way");
            let flat = proposed.split_whitespace().collect::<Vec<_>>().join(" ");
            for line in flat.split("- ").skip(1) {
                assert!(line.contains(" works on ") || line.contains(" meets its criteria"), "{line}");
            }
            assert!(rest.contains("Prepared by"), "{}", case.display());
            for heading in ["Excluded", "Timeline", "Bear in mind", "Answers used", "Sources"] {
                assert!(!page.contains(heading), "{}: {heading}", case.display());
            }
        }
        for form in ["markdown", "html"] {
            let text = written(&case, &["--detail", "court", "--format", form]);
            assert!(PROPOSED.iter().any(|heading| text.contains(heading)), "{} as {form}", case.display());
            for words in ["What stands in the way", "Prepared by"] {
                assert!(text.contains(words), "{} as {form}: {words}", case.display());
            }
        }
    }
    let refusal = refused(&["--detail", "court", "--format", "json"]);
    assert!(refusal.contains("--detail court") && refusal.contains("--format table"), "{refusal}");
}

#[test]
fn a_second_opinion_stands_before_the_plan_in_every_form_that_is_read() {
    let case = examples().remove(0);
    let proposed = ["--proposed", "TSP,stepping-stones"];
    for form in ["table", "markdown", "html"] {
        let words: Vec<&str> = proposed.into_iter().chain(["--format", form]).collect();
        let text = written(&case, &words);
        let mut rest = text.as_str();
        for part in ["Where the plan agrees", "What it would add", "Whether it fits", "Answers used"] {
            let at = rest.find(part).unwrap_or_else(|| panic!("{form}: no {part:?} in its turn in\n{text}"));
            rest = &rest[at..];
        }
    }
}

#[test]
fn the_plan_as_it_would_be_stands_beside_the_plan_as_it_is_in_every_form_that_is_read() {
    let case = examples().remove(0);
    for form in ["table", "markdown", "html"] {
        let text = written(&case, &["--what-if", "weeks-remaining=20", "--format", form]);
        for words in ["As it would be", "What goes out", "In sum", "20 weeks instead of 104 weeks"] {
            assert!(text.contains(words), "{form}: {words}\n{text}");
        }
    }
    let page = written(&case, &["--what-if", "weeks-remaining=20", "--format", "html"]);
    assert_eq!(page.matches("class=\"draw broad\"").count(), 2, "both plans are drawn");
    for (form, instead) in [("sheet", "for the person"), ("svg", "--format html")] {
        let refusal = refused(&["--what-if", "weeks-remaining=20", "--format", form]);
        assert!(refusal.contains(instead), "{refusal}");
    }
}

#[test]
fn a_copy_without_scores_is_refused_where_it_cannot_be_had() {
    for form in ["table", "json"] {
        let refusal = refused(&["--redact", "--format", form]);
        assert!(refusal.contains("--redact") && refusal.contains("--format markdown"), "{refusal}");
    }
}

#[test]
fn no_score_and_no_detail_of_an_offence_is_in_a_copy_without_them() {
    let catalogue = embedded::catalogue().unwrap();
    let every_offer: Vec<&str> = catalogue.offers.iter().map(|offer| offer.id.as_str()).collect();
    let every_offer = every_offer.join(",");
    for case in examples() {
        for more in [
            &["--proposed", &every_offer][..],
            &["--what-if", "ogrs3=74", "--what-if", "offence=general-violence"],
            &["--detail", "court"],
        ] {
            for form in ["markdown", "html"] {
                let words: Vec<&str> = more.iter().copied().chain(["--redact", "--format", form]).collect();
                let text = written(&case, &words);
                assert!(text.contains("are left out of this copy"), "{} as {form}", case.display());
                for (_, fact) in catalogue.vocabulary.iter().filter(|(_, fact)| fact.private) {
                    for shown in [
                        format!("{}: ", fact.name),
                        format!(">{}</", fact.name),
                        format!("| {} |", fact.name),
                    ] {
                        assert!(!text.contains(&shown), "{} as {form}, {more:?}: {shown}", case.display());
                    }
                }
                for words in ["violence or abuse to a partner", "within a point", "74%", "Near a line"] {
                    assert!(!text.contains(words), "{} as {form}, {more:?}: {words}", case.display());
                }
            }
        }
    }
}
