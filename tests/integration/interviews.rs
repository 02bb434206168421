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
    ("rar-days", "30"),
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
    at_a_terminal(&["--case", "case.toml", "--interview"], &[("case.toml", &without(left_out))])
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
    terminal.asks("Do you want to save the answers");
    terminal.choose("Save them to a file");
    terminal.asks("To which file");
    terminal.erase(20);
    terminal.line("saved.toml");
    assert_eq!(terminal.ends(), 0);
    assert!(terminal.transcript().contains("Building Better Relationships"));
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
    terminal.tick("Go back");
    terminal.press("\r");
    terminal.shows("Again: Age (34 years)");
    terminal.asks(AGE);
    terminal.line("35");
    terminal.asks("Question 3.");
    terminal.tick("Accommodation");
    terminal.press("\r");
    terminal.shows("Assessed needs: accommodation");
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
    terminal.tick("Help with this question");
    terminal.press("\r");
    terminal.shows("A need left out counts as absent");
    terminal.choose("Return to the question");
    terminal.shows("> [ ] None of these");
    terminal.shows("[x] Accommodation");
    terminal.press("\r");
    terminal.shows("Assessed needs: accommodation");
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
    terminal.asks("Do you want to save the answers");
    terminal.choose("No, finish here");
    assert_eq!(terminal.ends(), 0);
    assert!(terminal.transcript().contains("Accepts a programme: not known"));
}

#[test]
fn a_number_that_is_none_is_told_in_the_words_of_the_question_and_kept_to_be_put_right() {
    let mut terminal = interview(&["age"]);
    terminal.asks(AGE);
    terminal.line("340");
    terminal.shows("“340” does not answer that.");
    terminal.shows("Age: 340");
    terminal.erase(1);
    terminal.press("\r");
    terminal.asks("No other question");
    assert_eq!(terminal.interrupted(), 130);
    assert!(terminal.transcript().contains("Age: 34 years"));
}

#[test]
fn an_answer_changed_at_the_end_asks_only_what_it_needs_newly() {
    let mut terminal = interview(&["age"]);
    terminal.asks(AGE);
    terminal.line("34");
    terminal.asks("No other question");
    terminal.choose("Change an answer");
    terminal.asks("Which answer do you want to change?");
    terminal.choose("Stage: proposal (given beforehand)");
    terminal.asks("Stage (proposal)");
    terminal.choose("Supervision");
    terminal.asks("Which of these requirements does the order have?");
    assert_eq!(terminal.interrupted(), 130);
}

/// Stops at a question, and checks what is left behind.
fn interrupted(mut terminal: Terminal, question: &str) {
    terminal.asks(question);
    assert_eq!(terminal.interrupted(), 130);
    assert!(terminal.cursor_is_visible());
    terminal.said("--gender male \\");
    terminal.shows("--extremism-concern no");
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
    let words = ["--case", "case.toml", "--interview", "--save", "kept.toml"];
    let mut terminal = at_a_terminal(&words, &[("case.toml", &without(&["region", "age"]))]);
    terminal.asks(REGION);
    terminal.choose("London");
    terminal.asks(AGE);
    assert_eq!(terminal.interrupted(), 130);
    terminal.shows("goldenthread --case kept.toml --interview");
    let kept = std::fs::read_to_string(terminal.folder.path().join("kept.toml")).unwrap();
    assert!(kept.contains("region = \"london\"") && !kept.contains("\nage ="), "{kept}");
    let mut again = at_a_terminal(&["--case", "kept.toml", "--interview"], &[("kept.toml", &kept)]);
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
    let mut terminal =
        at_a_terminal(&["--accessible", "--case", "case.toml", "--interview"], &[("case.toml", &case)]);
    let answers = [
        (REGION, "help", "Where to find it:"),
        ("Where to find it", "", "Question 1."),
        (REGION, "13", "is not in the list"),
        ("is not in the list", "east midlands", "Probation region: East Midlands"),
        (AGE, "back", "Again: Probation region (East Midlands)"),
        ("Again: Probation region", "5", "Probation region: East Midlands"),
        (AGE, "thirty", "does not answer that"),
        ("does not answer that", "34 years", "Age: 34 years"),
        (NEEDS, "1, 4 11", "Assessed needs: accommodation, relationships, attitudes"),
        (CONSENT, "not known", "Accepts a programme: not known"),
        ("Some offers turn on your judgement", "", "Check your answers"),
        ("No other question", "", "Do you want to save"),
    ];
    for (question, typed, then) in answers {
        terminal.asks(question);
        terminal.line(typed);
        terminal.said(then);
    }
    terminal.line("1");
    assert_eq!(terminal.ends(), 0);
    let transcript = terminal.transcript();
    let (conversation, _) = transcript.split_once("Check these answers").unwrap();
    assert!(!conversation.contains('\x1b'));
}

#[test]
fn the_end_of_the_input_ends_an_interview_in_numbered_lines() {
    let mut terminal = at_a_terminal(
        &["--accessible", "--case", "case.toml", "--interview"],
        &[("case.toml", &without(&["age"]))],
    );
    terminal.asks(AGE);
    terminal.press(CTRL_D);
    assert_eq!(terminal.ends(), 130);
    terminal.said("--gender male \\");
}

#[test]
fn an_interrupt_ends_an_interview_in_numbered_lines() {
    let mut terminal = at_a_terminal(
        &["--accessible", "--case", "case.toml", "--interview"],
        &[("case.toml", &without(&["age"]))],
    );
    terminal.asks(AGE);
    assert_eq!(terminal.interrupted(), 130);
    terminal.said("--gender male \\");
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
    let words = ["--accessible", "--no-color", "--case", "begun.toml", "--interview"];
    let mut terminal = at_a_terminal(&words, &[("begun.toml", &begun)]);
    let typed = kept.lines().filter_map(|line| line.strip_prefix('>'));
    for (index, typed) in typed.enumerate() {
        terminal.waits_for_line(index + 1);
        terminal.line(typed.trim());
    }
    terminal.said("Do you want to save the answers");
    terminal.line("");
    assert_eq!(terminal.ends(), 0);
    let held = terminal.transcript();
    let (held, _) = held.split_once("Plan as of").unwrap();
    let held: Vec<&str> = held.lines().map(str::trim_end).collect();
    let kept: Vec<&str> = kept.lines().map(str::trim_end).collect();
    assert!(held == kept, "--- held\n{}\n--- kept\n{}", held.join("\n"), kept.join("\n"));
}
