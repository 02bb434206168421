//! The page a practitioner reads: what it says, in which order, and what it only counts.

use std::fs;

use goldenthread::ask::questions;
use goldenthread::case::Judgement;
use goldenthread::catalogue::OfferId;
use goldenthread::plan::{Options, Planner};
use goldenthread::reasons::PlannedCase;
use goldenthread::report::table::{self, Style};

use crate::small::{offer, small};
use crate::world::World;

const CASE: &str = "region = \"north\"\nsentence = \"order\"\noffence = []\nweeks = 50\ndays = 50\n\
                    cannot-access = []\n";

/// How a page is asked for.
#[derive(Default)]
struct Ask<'a> {
    accepted: &'a [(&'a str, &'a str)],
    presume: bool,
    style: Style,
}

fn page(world: &World, case: &str) -> String {
    page_as(world, case, &Ask::default())
}

fn page_as(world: &World, case: &str, ask: &Ask<'_>) -> String {
    with_planned(world, case, ask, |planned| table::page(planned, &ask.style))
}

fn with_planned<T>(world: &World, case: &str, ask: &Ask<'_>, read: impl Fn(&PlannedCase<'_>) -> T) -> T {
    let mut case = world.case(case);
    let presumed = if ask.presume { case.presume(&world.catalogue.vocabulary) } else { Vec::new() };
    let accepted: Vec<(OfferId, String)> =
        ask.accepted.iter().map(|(offer, reason)| (world.offer(offer), (*reason).to_owned())).collect();
    let ids: Vec<OfferId> = accepted.iter().map(|(offer, _)| *offer).collect();
    let planner = Planner::new(&world.catalogue);
    let decision = planner.decide(&case, &Options::accepting(&ids));
    let questions = questions(&planner, &case, &Judgement::accepting(&ids));
    let planned = PlannedCase {
        planner: &planner,
        case: &case,
        decision: &decision,
        accepted: &accepted,
        declined: &[],
        presumed: &presumed,
        questions: &questions,
    };
    read(&planned)
}

/// A part of a page, from its heading to the next.
fn part<'p>(page: &'p str, heading: &str) -> &'p str {
    let start = page.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no {heading:?} in:\n{page}"));
    let rest = &page[start + heading.len() + 2..];
    let next = rest.match_indices("\n\n").find(|(at, _)| !rest[at + 2..].starts_with(' '));
    &rest[..next.map_or(rest.len(), |(at, _)| at)]
}

/// The text without its line breaks, as it is read aloud.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn example(name: &str) -> String {
    fs::read_to_string(format!("{}/examples/{name}/case.toml", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The shipped catalogue as it stands on the day of a case.
fn on_its_day(case: &str) -> &'static World {
    World::shipped_on(World::shipped().case(case).as_of)
}

fn has(part: &str, words: &str) {
    assert!(flat(part).contains(words), "no {words:?} in:\n{part}");
}

fn has_not(part: &str, words: &str) {
    assert!(!flat(part).contains(words), "{words:?} in:\n{part}");
}

#[test]
fn the_plan_comes_first_and_what_was_excluded_last() {
    let world = small(&[
        offer("group", "programme", &["anger"]),
        offer("kit", "toolkit", &["thinking"])
            .asks("score", "{ fact = \"score\", at-most = 10 }")
            .unless("{ always = true }"),
        offer("hostel", "service", &["housing"]).asks("willing", "{ fact = \"willing\", is = true }"),
        offer("course", "intervention", &["anger"]),
    ]);
    let page = page(
        &world,
        &format!("{CASE}needs = [\"anger\", \"thinking\", \"housing\"]\nscore = 60\nready = true\n"),
    );
    let blocks = page.split("\n\n").filter_map(|block| block.lines().next());
    let headings: Vec<&str> = blocks.filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(
        headings,
        [
            "Plan as of 1 December 2022",
            "Proposed, in this order",
            "For your judgement",
            "Still open",
            "Needs that nothing in the plan meets",
            "Excluded",
            "Answers used",
            "About this plan",
        ]
    );
    assert!(flat(&page).ends_with("What to propose is your decision."));
}

#[test]
fn a_step_says_when_what_under_what_and_why() {
    let world = small(&[
        offer("group", "programme", &["anger", "thinking"]).takes("sessions = 8"),
        offer("hostel", "service", &["housing"]).takes("sessions = 3; assumed = true"),
    ]);
    let page = page(&world, &format!("{CASE}needs = [\"anger\", \"housing\"]\n"));
    let plan = part(&page, "Proposed, in this order");
    has(plan, "group");
    has(plan, "For anger.");
    has(plan, "Programme requirement, up to 8 days: group, 8 sessions over 8 weeks. A day a session.");
    has(plan, "assumed");
    has_not(plan, "thinking");
}

#[test]
fn an_offer_that_fails_by_one_answer_is_listed_with_the_criterion_and_the_answer() {
    let world =
        small(
            &[offer("group", "programme", &["anger"]).asks("score", "{ fact = \"score\", at-least = 50 }")],
        );
    let page = page(&world, &format!("{CASE}needs = [\"anger\"]\nscore = 20\n"));
    has(part(&page, "Excluded"), "- group. Not met: Holds: score (Score: 20%).");
}

#[test]
fn a_displaced_offer_names_what_covers_its_work() {
    let world =
        small(&[offer("group", "programme", &["anger"]), offer("course", "intervention", &["anger"])]);
    let page = page(&world, &format!("{CASE}needs = [\"anger\"]\n"));
    has(part(&page, "Excluded"), "- course. Already covered by group.");
}

#[test]
fn an_offer_that_may_not_stand_beside_another_says_so() {
    let world = small(&[
        offer("group", "programme", &["anger"]),
        offer("course", "intervention", &["thinking"]).not_beside(&["programme"]),
    ]);
    let page = page(&world, &format!("{CASE}needs = [\"anger\", \"thinking\"]\n"));
    has(part(&page, "Excluded"), "- course. Not beside. In the plan: group.");
}

#[test]
fn what_the_person_cannot_get_to_is_listed() {
    let world = small(&[offer("group", "programme", &["anger"])]);
    let case = CASE.replace("cannot-access = []", "cannot-access = [\"group\"]");
    let page = page(&world, &format!("{case}needs = [\"anger\"]\n"));
    has(part(&page, "Excluded"), "- group. The person cannot get to it.");
    has(part(&page, "Needs that nothing in the plan meets"), "- Anger");
}

#[test]
fn offers_that_have_nothing_to_do_with_the_case_are_counted_by_why() {
    let world = small(&[
        offer("no-need", "service", &["drink"]),
        offer("no-need-either", "service", &["drink"]).asks("score", "{ fact = \"score\", at-least = 50 }"),
        offer("southern", "programme", &["anger"]).open("regions = [\"south\"]"),
        offer("westerners", "programme", &["anger"]).asks("west", "{ fact = \"region\", is = \"west\" }"),
        offer("harm-group", "programme", &["anger", "harm"])
            .asks("harm", "{ fact = \"offence\", includes = [\"harm\"] }"),
        offer("other-offence", "programme", &["anger"])
            .asks("other", "{ fact = \"offence\", includes = [\"other\"] }"),
        offer("near-miss", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }"),
    ]);
    let case = format!("{CASE}needs = [\"anger\"]\nscore = 20\nwilling = false\n");
    let excluded = page(&world, &case);
    let excluded = part(&excluded, "Excluded");
    has(excluded, "- near-miss. Not met: Holds: willing (Willing: no).");
    has(
        excluded,
        "6 more have nothing to do with this case: 2 for needs that are not present, 1 for another region, \
         2 for other kinds of offending and 1 not delivered here on that day.",
    );
    for counted in ["no-need.", "southern.", "westerners.", "harm-group.", "other-offence."] {
        has_not(excluded, counted);
    }

    let style = Style { all: true, ..Style::default() };
    let all = page_as(&world, &case, &Ask { style, ..Ask::default() });
    let listed = part(&all, "Excluded");
    for offer in ["no-need.", "southern.", "westerners.", "harm-group.", "other-offence.", "near-miss."] {
        has(listed, &format!("- {offer}"));
    }
    has_not(listed, "nothing to do with this case");
}

#[test]
fn an_offence_that_rules_an_offer_out_is_worth_a_line() {
    let world = small(&[offer("kit", "toolkit", &["anger"])
        .asks("no-harm", "{ fact = \"offence\", includes-none = [\"harm\"] }")]);
    let case = CASE.replace("offence = []", "offence = [\"harm\"]");
    let page = page(&world, &format!("{case}needs = [\"anger\"]\n"));
    has(part(&page, "Excluded"), "- kit. Not met: Holds: no-harm.");
}

#[test]
fn the_nearest_misses_come_first() {
    let world = small(&[
        offer("far", "programme", &["anger"])
            .asks("willing", "{ fact = \"willing\", is = true }")
            .asks("score", "{ fact = \"score\", at-least = 50 }"),
        offer("near", "programme", &["anger"]).asks("willing", "{ fact = \"willing\", is = true }"),
    ]);
    let page = page(&world, &format!("{CASE}needs = [\"anger\"]\nscore = 20\nwilling = false\n"));
    let excluded = part(&page, "Excluded");
    assert!(excluded.find("near.") < excluded.find("far."), "{excluded}");
}

#[test]
fn a_score_near_a_line_is_marked_where_it_decided() {
    let world = small(&[
        offer("group", "programme", &["anger"]).asks("score", "{ fact = \"score\", at-least = 50 }"),
        offer("course", "intervention", &["thinking"]).asks("low", "{ fact = \"score\", at-most = 48 }"),
    ]);
    let on = page(&world, &format!("{CASE}needs = [\"anger\", \"thinking\"]\nscore = 50\n"));
    has(part(&on, "Proposed, in this order"), "Near the line: Score 50 is right on it.");
    has_not(part(&on, "Excluded"), "Near the line");
    let closer = page(&world, &format!("{CASE}needs = [\"anger\", \"thinking\"]\nscore = 49\n"));
    has(
        part(&closer, "Excluded"),
        "- group. Not met: Holds: score (Score: 49%). Near the line: Score 49 is 1 point from 50.",
    );
}

#[test]
fn an_exception_is_put_to_the_practitioner_with_the_flag_that_accepts_it() {
    let world = small(&[offer("kit", "toolkit", &["anger"])
        .asks("score", "{ fact = \"score\", at-most = 10 }")
        .unless("{ always = true }")]);
    let case = format!("{CASE}needs = [\"anger\"]\nscore = 60\n");
    let asked = page(&world, &case);
    let judged = part(&asked, "For your judgement");
    has(judged, "Exception: Justify it.");
    has(judged, "To include it: --accept kit=\"your reason\"");
    has(judged, "To leave it out: --decline kit=\"your reason\"");
    has(part(&asked, "Needs that nothing in the plan meets"), "- Anger. For judgement: kit.");
    let accepted = [("kit", "Nothing else is \u{1b}[31mwithin reach")];
    let page = page_as(&world, &case, &Ask { accepted: &accepted, ..Ask::default() });
    has(part(&page, "Proposed, in this order"), "Accepted by the practitioner:");
    assert!(!page.contains('\u{1b}'), "{page}");
    has_not(&page, "For your judgement");
}

#[test]
fn material_that_may_only_support_appointments_is_explained_once_and_cannot_be_accepted() {
    let world = small(&[offer("kit", "toolkit", &["anger"]), offer("book", "toolkit", &["thinking"])]);
    let case =
        format!("{CASE}needs = [\"anger\", \"thinking\"]\nstage = \"supervision\"\nrequirements = []\n")
            .replace("days = 50\n", "");
    let page = page(&world, &case);
    let judged = part(&page, "For your judgement");
    has(judged, "1. kit (toolkit), for anger 2. book (toolkit), for thinking Only in appointments.");
    has_not(judged, "--accept");
}

#[test]
fn what_is_open_names_the_answers_it_waits_for() {
    let world = small(&[
        offer("group", "programme", &["anger"])
            .asks("score", "{ fact = \"score\", at-least = 50 }")
            .asks("willing", "{ fact = \"willing\", is = true }"),
        offer("kit", "toolkit", &["anger"]),
    ]);
    let page = page(&world, &format!("{CASE}needs = [\"anger\"]\n"));
    let open = part(&page, "Still open");
    has(open, "What is the score? --score 0-100|unavailable (1 offer waiting for it)");
    has(open, "Willing? --willing yes|no");
    has(open, "- kit. It turns on group, which is open.");
    has(part(&page, "Needs that nothing in the plan meets"), "- Anger. Still open: group and kit.");
}

#[test]
fn the_first_handful_of_questions_is_put_and_the_others_are_counted() {
    let case = example("05-six-answers-on-duty");
    let page = page(on_its_day(&case), &case);
    let open = part(&page, "Still open");
    has(open, "answers could still change the plan. The 6 most useful:");
    has(open, " 6. ");
    has_not(open, " 7. ");
    let style = Style { all: true, ..Style::default() };
    let all = page_as(on_its_day(&case), &case, &Ask { style, ..Ask::default() });
    has(part(&all, "Still open"), " 7. ");
}

#[test]
fn what_rests_on_a_presumption_is_marked_and_nothing_else_is() {
    let world = small(&[
        offer("group", "programme", &["anger"]).asks("ready", "{ fact = \"ready\", is = true }"),
        offer("later", "intervention", &["thinking"]).asks("not-ready", "{ fact = \"ready\", is = false }"),
        offer("hostel", "service", &["housing"]),
    ]);
    let case = format!("{CASE}needs = [\"anger\", \"thinking\", \"housing\"]\n");
    let page = page_as(&world, &case, &Ask { presume: true, ..Ask::default() });
    has(&page, "Presumptions stand in for answers: The person is ready.");
    let plan = part(&page, "Proposed, in this order");
    assert_eq!(plan.matches("Presumed: Ready (yes).").count(), 1, "{plan}");
    has(part(&page, "Excluded"), "- later. Not met: Holds: not-ready (Ready: yes, presumed).");
}

#[test]
fn every_check_of_every_offer_is_listed_with_its_source_where_asked_for() {
    let world = small(&[
        offer("group", "programme", &["anger"])
            .asks("score", "{ fact = \"score\", at-least = 50 }")
            .asks("willing", "{ fact = \"willing\", is = true }"),
        offer("hostel", "service", &["housing"]),
    ]);
    let style = Style { all: true, ..Style::default() };
    let case = format!("{CASE}needs = [\"anger\"]\nscore = 20\n");
    insta::assert_snapshot!("every-check", page_as(&world, &case, &Ask { style, ..Ask::default() }));
}

#[test]
fn assumed_sessions_keep_to_the_days_that_are_given() {
    let world = small(&[offer("hostel", "service", &["housing"]).takes("sessions = 30; assumed = true")]);
    let case = CASE.replace("days = 50", "days = 20");
    let page = page(&world, &format!("{case}needs = [\"housing\"]\n"));
    let plan = part(&page, "Proposed, in this order");
    has(plan, "Rehabilitation activity requirement, up to 20 days: hostel, 20 days (assumed).");
    has(plan, "20 RAR days of 20.");
}

#[test]
fn a_narrow_page_changes_form_and_an_accessible_one_has_no_lines_drawn() {
    let case = example("01-violence-to-a-partner");
    let narrow = Style { width: 60, ..Style::default() };
    insta::assert_snapshot!(
        "sixty-columns",
        page_as(on_its_day(&case), &case, &Ask { style: narrow, ..Ask::default() })
    );
    let accessible = Style { accessible: true, ..Style::default() };
    let page = page_as(on_its_day(&case), &case, &Ask { style: accessible, ..Ask::default() });
    assert!(!page.contains("---") && !page.contains("\n  - "), "{page}");
    insta::assert_snapshot!("accessible", page);
}

#[test]
fn colour_changes_nothing_but_the_headings() {
    let case = example("07-region-in-transition");
    let coloured = Style { colour: true, ..Style::default() };
    let bold = page_as(on_its_day(&case), &case, &Ask { style: coloured, ..Ask::default() });
    assert_eq!(bold.replace("\u{1b}[1m", "").replace("\u{1b}[0m", ""), page(on_its_day(&case), &case));
}

#[test]
fn no_line_is_wider_than_the_page() {
    let names = ["01-violence-to-a-partner", "02-no-place-on-the-programme", "05-six-answers-on-duty"];
    for (case, presume) in names.map(example).iter().flat_map(|case| [(case, false), (case, true)]) {
        with_planned(on_its_day(case), case, &Ask { presume, ..Ask::default() }, |planned| {
            for width in [24, 40, 60, 71, 72, 80, 132] {
                for (all, accessible) in [(false, false), (true, false), (true, true)] {
                    for line in
                        table::page(planned, &Style { width, all, accessible, ..Style::default() }).lines()
                    {
                        assert!(line.chars().count() <= width, "{width}: {line:?}");
                        assert_eq!(line, line.trim_end(), "nothing hangs at the end of a line");
                    }
                }
            }
        });
    }
}

#[test]
fn an_acronym_is_spelled_out_where_it_first_stands() {
    let names = [
        "01-violence-to-a-partner",
        "02-no-place-on-the-programme",
        "03-young-adult-not-ready",
        "05-six-answers-on-duty",
        "06-release-on-licence",
        "07-region-in-transition",
    ];
    for case in names.map(example) {
        let page = flat(&page(on_its_day(&case), &case));
        for acronym in ["RAR", "OGRS3", "OVP", "OSP", "SARA", "OASys", "CT-ARC"] {
            if let Some(at) = page.find(acronym) {
                let (before, after) = (&page[..at], &page[at + acronym.len()..]);
                assert!(before.ends_with('(') || after.starts_with(" ("), "{acronym} in:\n{page}");
            }
        }
    }
}
