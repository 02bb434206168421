use crate::harness::run;
use crate::terminal::{CTRL_D, Terminal, at_a_terminal};

/// Everything that an interview about one man asks, but for what a test leaves out.
pub const ANSWERS: &[(&str, &str)] = &[
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

pub fn without(left_out: &[&str]) -> String {
    let kept = ANSWERS.iter().filter(|(key, _)| !left_out.contains(key));
    kept.map(|(key, value)| format!("{key} = {value}\n")).collect()
}

/// An interview that has only these facts left to ask.
pub fn interview(left_out: &[&str]) -> Terminal {
    at_a_terminal(
        &["--case", "case.toml", "--as-of", "2022-12-01", "--interview"],
        &[("case.toml", &without(left_out))],
    )
}

pub const REGION: &str = "Which probation region supervises the person?";
pub const AGE: &str = "How old is the person on the date of the plan?";
pub const NEEDS: &str = "Which assessed needs are linked";
pub const CONSENT: &str = "Does the person consent to an accredited programme";

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
    terminal.finishes_with_the_plan();
    assert!(terminal.transcript().contains("Accepts a programme: not known"));
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
