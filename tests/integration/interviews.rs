use crate::harness::run;
use crate::terminal::{CTRL_D, Terminal, at_a_terminal};

/// Everything that an interview about one man asks, but for what a test leaves out.
const ANSWERS: &[(&str, &str)] = &[
    ("as-of", "2022-12-01"),
    ("region", "\"east-midlands\""),
    ("gender", "\"male\""),
    ("age", "34"),
    ("sentence", "\"community-order\""),
    ("stage", "\"proposal\""),
    ("offence", "[\"intimate-partner-violence\"]"),
    ("needs", "[\"accommodation\", \"relationships\", \"attitudes\"]"),
    ("offence-history", "[]"),
    ("weeks-remaining", "104"),
    ("rar-days", "40"),
    ("substance-stable", "true"),
    ("accepts-programme", "true"),
    ("remote-only", "false"),
    ("cannot-access", "[]"),
    ("purposes", "[\"rehabilitation\"]"),
    ("reads-simple-sentences", "true"),
    ("sara", "\"high\""),
    ("oasys-need-score", "7"),
    ("partner-victim", "[\"female\"]"),
    ("mental-health", "\"none\""),
    ("completed", "[]"),
    ("recent-aggression", "false"),
    ("extremism-concern", "false"),
    ("interpreter", "false"),
    ("ready-for-programme", "true"),
    ("alcohol-use", "\"none\""),
    ("drug-use", "\"none\""),
    ("learning-disability", "false"),
    ("ogrs3", "48"),
    ("rosh", "\"high\""),
];

fn without(left_out: &[&str]) -> String {
    let kept = ANSWERS.iter().filter(|(key, _)| !left_out.contains(key));
    kept.map(|(key, value)| format!("{key} = {value}\n")).collect()
}

/// An interview that has only these facts left to ask.
fn interview(left_out: &[&str]) -> Terminal {
    at_a_terminal(
        &["--case", "case.toml", "--as-of", "2022-12-01", "--interview"],
        &[("case.toml", &without(left_out))],
    )
}

const REGION: &str = "Which probation region supervises the person?";
const AGE: &str = "How old is the person on the date of the plan?";
const NEEDS: &str = "Which assessed needs are linked";
const CONSENT: &str = "Does the person consent to an accredited programme";

#[test]
fn a_whole_interview_ends_with_the_plan_and_an_offer_to_save() {
    let mut terminal = interview(&["region", "age", "needs", "accepts-programme"]);
    terminal.asks(REGION);
    terminal.choose("East Midlands");
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks(NEEDS);
    terminal.tick("Accommodation");
    terminal.tick("Relationships");
    terminal.tick("Attitudes");
    terminal.press("\r");
    terminal.asks(CONSENT);
    terminal.choose("Yes");
    terminal.asks("No other question");
    terminal.choose("Show the plan");
    terminal.asks("Save the answers before the plan is shown?");
    terminal.press("y");
    terminal.asks("To which file");
    terminal.line("saved.toml");
    terminal.asks("What next?");
    assert!(terminal.transcript().contains("Building Better Relationships"));
    terminal.press("f");
    assert_eq!(terminal.ends(), 0);
    let saved = std::fs::read_to_string(terminal.folder.path().join("saved.toml")).unwrap();
    assert!(saved.contains("age = 34\n") && saved.contains("accepts-programme = true\n"), "{saved}");
}

#[test]
fn from_every_form_of_question_there_is_a_way_back() {
    let mut terminal = interview(&["region", "age", "needs", "accepts-programme"]);
    terminal.asks(REGION);
    terminal.choose("Wales");
    terminal.asks(AGE);
    terminal.line("back");
    terminal.until("Wales again", |screen| screen.contains("Again: Probation region (Wales)"));
    terminal.choose("East Midlands");
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks(NEEDS);
    terminal.line("back");
    terminal.shows("Again: Age (34 years)");
    terminal.asks(AGE);
    terminal.line("35");
    terminal.asks("Question 3.");
    terminal.tick("Accommodation");
    terminal.press("\r");
    terminal.said("Assessed needs: accommodation");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn help_says_what_is_meant_where_to_find_it_and_where_it_comes_from() {
    let mut terminal = interview(&["age", "needs"]);
    terminal.asks(AGE);
    terminal.line("?");
    terminal.shows("Where to find it:");
    terminal.shows("Source:");
    terminal.line("34");
    terminal.asks(NEEDS);
    terminal.tick("Accommodation");
    terminal.press("?");
    terminal.shows("A need left out counts as absent");
    terminal.shows("[x] Accommodation");
    terminal.press("\r");
    terminal.said("Assessed needs: accommodation");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn what_is_not_known_stays_open_and_the_plan_says_so() {
    let mut terminal = interview(&["accepts-programme"]);
    terminal.asks(CONSENT);
    terminal.choose("Not known");
    terminal.asks("Some offers turn on your judgement");
    terminal.choose("Leave them for later");
    terminal.asks("No other question");
    terminal.said("stay open for what is not known");
    terminal.choose("Show the plan");
    terminal.asks("Save the answers before");
    terminal.press("n");
    terminal.asks("What next?");
    terminal.press("f");
    assert_eq!(terminal.ends(), 0);
    assert!(terminal.transcript().contains("Accepts a programme: not known"));
}

#[test]
fn a_number_that_is_none_is_told_with_what_would_be_one_and_the_line_is_empty_again() {
    let mut terminal = interview(&["age"]);
    terminal.asks(AGE);
    terminal.line("340");
    terminal.shows("“340” does not answer that. Type a whole number from 10 to 120 (years).");
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks("No other question");
    assert_eq!(terminal.interrupted(), 130);
    assert!(terminal.transcript().contains("Age: 34 years"));
}

#[test]
fn enter_on_a_fresh_question_answers_nothing() {
    let mut terminal = interview(&["region", "needs"]);
    terminal.asks(REGION);
    terminal.press("\r");
    terminal.shows("Choose a row first");
    terminal.line("lon");
    terminal.shows("Probation region: London");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn the_length_of_a_sentence_is_taken_in_the_words_of_a_court_and_said_back() {
    for (typed, said) in [
        ("24 months", "Weeks remaining: 104 weeks, until 1 December 2024"),
        ("2 years", "Weeks remaining: 104 weeks, until 1 December 2024"),
        ("104", "Weeks remaining: 104 weeks"),
        ("30/11/2024", "Weeks remaining: 104 weeks, until 30 November 2024"),
    ] {
        let mut terminal = interview(&["weeks-remaining"]);
        terminal.asks("How long is the order, or the licence, to be?");
        terminal.line("soon");
        terminal.shows("“soon” does not answer that.");
        terminal.line(typed);
        terminal.said(said);
        assert_eq!(terminal.interrupted(), 130);
    }
}

#[test]
fn the_items_of_a_score_are_added_up_and_the_sum_is_said_back() {
    let words = ["--case", "case.toml", "--as-of", "2022-12-01", "--interview"];
    let theft = ["--offence", "acquisitive", "--partner-victim", "none", "--ogrs3", "60", "--sara", "low"];
    let words: Vec<&str> = words.into_iter().chain(theft).collect();
    let mut terminal = at_a_terminal(&words, &[("case.toml", &without(&["oasys-need-score"]))]);
    terminal.asks("What do OASys");
    terminal.line("1,0,2");
    terminal.shows("3 were typed, and there are 7 items");
    terminal.line("1,0,2,1,1,0,3");
    terminal.shows("“3” is no score of an item. Each is from 0 to 2.");
    terminal.line("1,0,2,1,1,0,1");
    terminal.said("Need score: 6 points");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn answers_that_do_not_agree_are_said_at_once_with_a_way_to_mend_either() {
    let mut terminal = interview(&["needs", "alcohol-use"]);
    terminal.asks(NEEDS);
    terminal.tick("Alcohol misuse");
    terminal.tick("Relationships");
    terminal.press("\r");
    terminal.asks("Does alcohol cause");
    terminal.line("no problem");
    terminal.asks("These answers do not agree.");
    terminal.line("alcohol use");
    terminal.shows("Again: Alcohol use (no problem)");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn the_plan_as_it_stands_is_shown_at_any_question_and_the_interview_goes_on_or_ends() {
    let mut terminal = interview(&["age", "accepts-programme"]);
    terminal.asks(AGE);
    terminal.line("plan");
    terminal.asks("Go on with the questions?");
    assert!(terminal.transcript().contains("In short: "));
    assert!(!terminal.transcript().contains("--age"), "no flags are named at a prompt");
    terminal.press("y");
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks(CONSENT);
    terminal.line("plan");
    terminal.asks("Go on with the questions?");
    terminal.press("n");
    terminal.asks("Check these answers.");
    terminal.choose("Show the plan");
    terminal.asks("Save the answers before");
    terminal.press("n");
    terminal.asks("What next?");
    terminal.press("f");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn after_three_answers_that_are_not_known_the_interview_offers_to_stop() {
    let mut terminal = interview(&["age", "accepts-programme", "mental-health", "sara", "ogrs3"]);
    for question in 1..=3 {
        terminal.asks(&format!("Question {question}."));
        terminal.line("not known");
    }
    terminal.asks("That is three answers in a row that are not known. Go on?");
    terminal.press("n");
    terminal.asks("Check these answers.");
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn after_the_plan_each_thing_to_do_with_it_is_one_key() {
    let mut terminal = interview(&["age"]);
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks("Check these answers.");
    terminal.choose("Show the plan");
    terminal.asks("Save the answers before");
    terminal.press("n");
    terminal.asks("What next?");
    terminal.press("a");
    terminal.said("About this plan");
    terminal.asks("What next?");
    terminal.press("d");
    terminal.asks("To which file?");
    terminal.line("report.md");
    terminal.said("Written to report.md.");
    terminal.asks("What next?");
    terminal.press("w");
    terminal.asks("Which answer is to be another?");
    terminal.line("sara");
    terminal.asks("What if?");
    terminal.line("low");
    terminal.said("What if");
    terminal.asks("What next?");
    terminal.press("c");
    terminal.asks("Which answer do you want to change?");
    terminal.line("age");
    terminal.asks("Again: Age (34 years)");
    terminal.line("35");
    terminal.asks("Check these answers.");
    terminal.choose("Show the plan");
    terminal.asks("What next?");
    terminal.press("f");
    assert_eq!(terminal.ends(), 0);
    let report = std::fs::read_to_string(terminal.folder.path().join("report.md")).unwrap();
    assert!(report.starts_with('#') && report.contains("Building Better Relationships"));
}

#[test]
fn an_answer_changed_at_the_end_asks_only_what_it_needs_newly() {
    let mut terminal = interview(&["age"]);
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks("No other question");
    terminal.choose("Change an answer");
    terminal.asks("Which answer do you want to change?");
    terminal.line("stage");
    terminal.asks("Again: Stage");
    terminal.line("supervision");
    terminal.asks("Which of these requirements does the order have?");
    assert_eq!(terminal.interrupted(), 130);
}

/// Stops at a question, and checks what is left behind.
fn interrupted(mut terminal: Terminal, question: &str) {
    terminal.asks(question);
    assert_eq!(terminal.interrupted(), 130);
    assert!(terminal.cursor_is_visible());
    terminal.shows("goldenthread --case case.toml --interview");
    assert!(!terminal.transcript().contains("--gender"), "only what is new is given back");
}

#[test]
fn an_interrupt_gives_back_what_is_new_and_names_what_was_said_not_to_be_known() {
    let mut terminal = interview(&["region", "age", "accepts-programme"]);
    terminal.asks(REGION);
    terminal.line("wales");
    terminal.asks(AGE);
    terminal.line("not known");
    terminal.asks(CONSENT);
    assert_eq!(terminal.interrupted(), 130);
    terminal.shows("--region wales");
    terminal.shows("Said not to be known, and asked again then: Age.");
}

#[test]
fn an_interrupt_at_a_choice_shows_the_cursor_and_the_flags_that_say_the_same() {
    interrupted(interview(&["accepts-programme"]), CONSENT);
}

#[test]
fn an_interrupt_at_a_list_to_tick_does_so_too() {
    interrupted(interview(&["needs"]), NEEDS);
}

#[test]
fn an_interrupt_at_a_line_does_so_too() {
    interrupted(interview(&["age"]), AGE);
}

#[test]
fn an_interrupt_keeps_the_answers_in_the_file_that_was_named() {
    let words = ["--case", "case.toml", "--as-of", "2022-12-01", "--interview", "--save", "kept.toml"];
    let mut terminal = at_a_terminal(&words, &[("case.toml", &without(&["region", "age"]))]);
    terminal.asks(REGION);
    terminal.choose("London");
    terminal.asks(AGE);
    assert_eq!(terminal.interrupted(), 130);
    terminal.shows("goldenthread --case kept.toml --interview");
    let kept = std::fs::read_to_string(terminal.folder.path().join("kept.toml")).unwrap();
    assert!(kept.contains("region = \"london\"") && !kept.contains("\nage ="), "{kept}");
    let mut again = at_a_terminal(
        &["--case", "kept.toml", "--as-of", "2022-12-01", "--interview"],
        &[("kept.toml", &kept)],
    );
    again.asks(AGE);
    assert_eq!(again.interrupted(), 130);
}

#[test]
fn a_terminal_made_narrow_has_the_next_question_in_its_width() {
    let mut terminal = interview(&["region", "needs", "accepts-programme"]);
    terminal.asks(REGION);
    terminal.choose("East Midlands");
    terminal.asks(NEEDS);
    terminal.resize(60);
    terminal.tick("Accommodation");
    terminal.tick("Relationships");
    terminal.press("\r");
    terminal.asks("Does the person consent to an accredited programme, and are");
    terminal.move_to("Not known");
    let screen = terminal.screen();
    assert_eq!(screen.matches("\n> ").count(), 1, "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 60), "{screen}");
    assert_eq!(terminal.interrupted(), 130);
    assert!(terminal.cursor_is_visible());
}

#[test]
fn numbered_lines_ask_the_same_and_repaint_nothing() {
    let case = without(&["region", "age", "needs", "accepts-programme"]);
    let mut terminal = at_a_terminal(
        &["--accessible", "--case", "case.toml", "--as-of", "2022-12-01", "--interview"],
        &[("case.toml", &case)],
    );
    let answers = [
        (REGION, "help", "Where to find it:"),
        (REGION, "13", "is not in the list"),
        ("is not in the list", "east midlands", "Probation region: East Midlands"),
        (AGE, "back", "Again: Probation region (East Midlands)"),
        ("Again: Probation region", "5", "Probation region: East Midlands"),
        (AGE, "thirty", "does not answer that"),
        ("does not answer that", "34 years", "Age: 34 years"),
        (NEEDS, "1, 4 11", "Assessed needs: accommodation, relationships, attitudes"),
        (CONSENT, "not known", "Accepts a programme: not known"),
        ("Some offers turn on your judgement", "", "Check your answers"),
        ("No other question", "", "Save the answers before"),
        ("Save the answers before", "n", "What next?"),
    ];
    for (question, typed, then) in answers {
        terminal.asks(question);
        terminal.line(typed);
        terminal.said(then);
    }
    terminal.line("f");
    assert_eq!(terminal.ends(), 0);
    let transcript = terminal.transcript();
    let (conversation, _) = transcript.split_once("Check these answers").unwrap();
    assert!(!conversation.contains('\x1b'));
}

#[test]
fn the_end_of_the_input_ends_an_interview_in_numbered_lines() {
    let mut terminal = at_a_terminal(
        &["--accessible", "--case", "case.toml", "--as-of", "2022-12-01", "--interview"],
        &[("case.toml", &without(&["age"]))],
    );
    terminal.asks(AGE);
    terminal.press(CTRL_D);
    assert_eq!(terminal.ends(), 130);
    terminal.shows("goldenthread --case case.toml --interview");
}

#[test]
fn an_interrupt_ends_an_interview_in_numbered_lines() {
    let mut terminal = at_a_terminal(
        &["--accessible", "--case", "case.toml", "--as-of", "2022-12-01", "--interview"],
        &[("case.toml", &without(&["age"]))],
    );
    terminal.asks(AGE);
    assert_eq!(terminal.interrupted(), 130);
    terminal.shows("goldenthread --case case.toml --interview");
}

#[test]
fn with_no_facts_and_a_terminal_the_program_interviews() {
    let mut terminal = at_a_terminal(&[], &[]);
    terminal.asks(REGION);
    assert_eq!(terminal.interrupted(), 130);
}

#[test]
fn where_nobody_can_be_asked_nothing_is_asked_and_the_missing_flags_are_named() {
    let case = without(&["age", "needs"]);
    let ran = run(["--case", "case.toml", "--interview"]).file("case.toml", case).stdin("34\n").refused();
    ran.says(&["there is no terminal", "--age", "--needs"]);
}

#[test]
fn no_input_asks_nothing_at_a_terminal_either() {
    let mut terminal = at_a_terminal(&["--no-input"], &[]);
    assert_eq!(terminal.ends(), 2);
    terminal.shows("--region");
}

#[test]
fn the_interview_that_the_examples_show_is_the_one_that_is_held() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/09-interview");
    let kept = std::fs::read_to_string(folder.join("transcript.txt")).unwrap();
    let begun = std::fs::read_to_string(folder.join("begun.toml")).unwrap();
    let words =
        ["--accessible", "--no-color", "--case", "begun.toml", "--as-of", "2022-12-01", "--interview"];
    let mut terminal = at_a_terminal(&words, &[("begun.toml", &begun)]);
    let typed = kept.lines().filter_map(|line| line.strip_prefix('>'));
    for (index, typed) in typed.enumerate() {
        terminal.waits_for_line(index + 1);
        terminal.line(typed.trim());
    }
    terminal.said("What next?");
    terminal.line("f");
    assert_eq!(terminal.ends(), 0);
    let held = terminal.transcript();
    let (held, _) = held.split_once("Plan as of").unwrap();
    let held: Vec<&str> = held.lines().map(str::trim_end).collect();
    let kept: Vec<&str> = kept.lines().map(str::trim_end).collect();
    assert!(held == kept, "--- held\n{}\n--- kept\n{}", held.join("\n"), kept.join("\n"));
}
