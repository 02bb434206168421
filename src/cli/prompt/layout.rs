//! A prompt as lines on a screen of some size.

use super::answering::Answering;
use super::list::{Entry, List};
use super::painting::{Line, Weight};
use super::question::{Instruction, Prompt};
use super::text::{cut, wrapped};

/// The rows of a list that are shown at once however long the question above is.
const LEAST_ROOM: usize = 4;

const TO_CHOOSE: &str = "Arrows or first letters, enter to choose.";
const TO_TICK: &str = "Arrows or letters, space to tick, enter to finish.";

/// What to know where rows are ticked.
const UNTICKED: &str = "What you do not tick is taken as absent.";

/// The question, what it is asked for, what can be chosen or typed, and the keys. The last line is the one that is typed in.
pub fn lines(prompt: &Prompt, answering: &Answering, rows: usize, columns: usize) -> Vec<Line> {
    let fitted = |text: &str, weight: Weight| {
        wrapped(text, columns).into_iter().map(move |line| Line::new(line, weight)).collect::<Vec<_>>()
    };
    let mut lines = vec![Line::new("", Weight::Plain)];
    if let Some(notice) = &prompt.notice {
        lines.extend(fitted(notice, Weight::Plain));
    }
    lines.extend(fitted(&prompt.question, Weight::Strong));
    if !prompt.about.is_empty() {
        lines.extend(fitted(&prompt.about, Weight::Plain));
    }
    let mut below = Vec::new();
    let message = match answering {
        Answering::List(list) => list.message.as_deref(),
        Answering::Line { message, .. } => *message,
    };
    below.extend(message.map(|message| fitted(message, Weight::Plain)).unwrap_or_default());
    below.extend(fitted(&keys(prompt, answering), Weight::Quiet));
    let label = cut(&prompt.label, columns / 2);
    match answering {
        Answering::List(list) => {
            let room = rows.saturating_sub(lines.len() + below.len() + 2).max(LEAST_ROOM);
            if list.is_ticked() {
                lines.push(Line::new(cut(UNTICKED, columns), Weight::Plain));
            }
            lines.extend(entries(list, room.saturating_sub(usize::from(list.is_ticked())), columns));
            below.push(Line::new(format!("{label}: {}", list.typed.line()), Weight::Plain));
        }
        Answering::Line { typed, .. } => {
            let (before, after) = typed.parts();
            below.push(Line::new(format!("{label}: {before}{after}"), Weight::Plain));
        }
    }
    lines.extend(below);
    lines
}

/// What the keys do, the same for every question of a form.
fn keys(prompt: &Prompt, answering: &Answering) -> String {
    // "Not known" is a row of a list already.
    let as_row = [Instruction::NotKnown];
    match answering {
        Answering::List(list) => {
            let keys = if list.is_ticked() { TO_TICK } else { TO_CHOOSE };
            format!("{keys}{}", Instruction::or_type(&prompt.instructions, &as_row))
        }
        Answering::Line { hint, start, .. } => {
            let kept =
                start.as_ref().map_or_else(String::new, |start| format!(" Enter alone keeps {start}."));
            format!("{hint}{kept}{}", Instruction::or_type(&prompt.instructions, &[])).trim_start().to_owned()
        }
    }
}

/// The entries that there is room for, the one that the cursor is at among them, and how many are out of sight.
fn entries(list: &List, room: usize, columns: usize) -> Vec<Line> {
    let entries = list.entries();
    let at = list.at().and_then(|at| entries.iter().position(|entry| *entry == at));
    let (from, to) = if entries.len() <= room {
        (0, entries.len())
    } else {
        let room = room.saturating_sub(1).max(1);
        let from = at.unwrap_or(0).saturating_sub(room / 2).min(entries.len().saturating_sub(room));
        (from, from + room)
    };
    let row = |entry: &Entry| {
        let mark = if list.at() == Some(*entry) { ">" } else { " " };
        let ticked = match list.tick(*entry) {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None if list.is_ticked() => "    ",
            None => "",
        };
        let key = list.key(*entry).map_or_else(String::new, |key| format!("{key}  "));
        Line::new(cut(&format!("{mark} {ticked}{key}{}", list.label(*entry)), columns), Weight::Plain)
    };
    let mut lines: Vec<Line> = entries.iter().skip(from).take(to - from).map(row).collect();
    if to - from < entries.len() {
        let more = format!("  {} to {} of {}; more above and below", from + 1, to, entries.len());
        lines.push(Line::new(cut(&more, columns), Weight::Quiet));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::prompt::question::{ListRow, ReplyForm};

    fn prompt(form: ReplyForm) -> Prompt {
        Prompt {
            notice: None,
            question: "Which probation region supervises the person?".to_owned(),
            about: "Would help to settle: Stepwise Relationships.".to_owned(),
            label: "Probation region".to_owned(),
            form,
            instructions: vec![Instruction::NotKnown, Instruction::Help, Instruction::Back],
        }
    }

    fn drawn(prompt: &Prompt, rows: usize, columns: usize) -> Vec<String> {
        let answering = Answering::of(prompt);
        lines(prompt, &answering, rows, columns).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn nothing_is_marked_before_a_row_was_moved_to() {
        let rows = ["North East", "London"].map(ListRow::new).to_vec();
        let lines = drawn(&prompt(ReplyForm::One { rows, start: None }), 24, 80);
        assert_eq!(
            lines,
            [
                "",
                "Which probation region supervises the person?",
                "Would help to settle: Stepwise Relationships.",
                "  North East",
                "  London",
                "  Not known",
                "Arrows or first letters, enter to choose. Or type help or back.",
                "Probation region: ",
            ]
        );
    }

    #[test]
    fn a_prompt_is_never_higher_than_the_screen() {
        for (columns, many) in [(80, 60), (60, 60), (40, 60), (60, 3)] {
            let rows: Vec<ListRow> = (0..many).map(|row| ListRow::new(format!("Offer {row}"))).collect();
            let forms = [
                ReplyForm::One { rows: rows.clone(), start: Some(many / 2) },
                ReplyForm::Several { rows, chosen: None },
                ReplyForm::Line { hint: "Type a whole number from 0 to 100 (%).".to_owned(), start: None },
            ];
            for form in forms {
                let lines = drawn(&prompt(form), 24, columns);
                assert!(lines.len() < 24, "{columns} columns: {lines:#?}");
                assert!(lines.iter().all(|line| line.chars().count() <= columns), "{lines:#?}");
            }
        }
    }

    #[test]
    fn what_is_not_ticked_is_said_to_be_absent_where_one_ticks() {
        let rows = vec![ListRow::new("Accommodation")];
        let lines = drawn(&prompt(ReplyForm::Several { rows, chosen: Some(vec![0]) }), 24, 80);
        assert!(lines.contains(&UNTICKED.to_owned()) && lines.contains(&"> [x] Accommodation".to_owned()));
    }
}
