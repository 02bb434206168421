//! Keeping what was answered: in a file that was named, or as the flags that say the same.

use std::path::{Path, PathBuf};

use anyhow::Result;
use goldenthread::ask::interview::{Interview, Origin};
use goldenthread::case::{Case, write};
use goldenthread::catalogue::FactId;
use goldenthread::text::wording::plain;
use jiff::civil::Date;

use super::conversation::Conversation;
use crate::cli::command_line::PROGRAM;
use crate::cli::output::Destination;
use crate::cli::prompt::{Instruction, ListRow, Prompt, PromptReply, ReplyForm, Stopped};

impl Conversation<'_> {
    /// Saves to the file that was named, or asks for one.
    pub(super) fn save_now(&mut self) -> Result<(), Stopped> {
        let file = match self.file.clone() {
            Some(file) => file,
            None => match self.ask_for_file()? {
                Some(file) => file,
                None => return Ok(()),
            },
        };
        match self.write(&file) {
            Ok(()) => {
                self.ask
                    .say(&format!("\nSaved. To go on from here another time:\n  {}\n", goes_on(&file)))?;
                self.file = Some(file);
            }
            Err(error) => self.ask.say(&format!("\nNot saved: {}.\n", plain(&format!("{error:#}"))))?,
        }
        Ok(())
    }

    /// Writes what was given and said so far.
    pub(super) fn write(&self, file: &Path) -> Result<()> {
        let case = self.without_presumed(self.interview.known().clone());
        let ends = self.sentence_ends_still(&case);
        let text = write::toml(self.interview.catalogue(), &case, self.interview.judged(), ends);
        Destination::File(file.to_owned()).write(text.as_bytes())
    }

    /// The case without what a presumption stands in for, where nobody said otherwise.
    pub(super) fn without_presumed(&self, mut case: Case) -> Case {
        let catalogue = self.interview.catalogue();
        for fact in &self.presumed {
            let presumption = catalogue.fact(*fact).presume.as_ref().map(|presumption| &presumption.answer);
            if case.answer(&catalogue.vocabulary, *fact).as_ref() == presumption {
                case.forget(*fact);
            }
        }
        case
    }

    /// The day the sentence ends, as long as nobody said another number of weeks.
    pub(super) fn sentence_ends_still(&self, case: &Case) -> Option<Date> {
        let catalogue = self.interview.catalogue();
        let weeks = case.number(&catalogue.vocabulary, catalogue.policy.roles.weeks);
        self.sentence_ends.filter(|ends| weeks == goldenthread::case::value::weeks_between(case.as_of, *ends))
    }

    /// Asks whether to save the answers now that the plan is there, and where.
    pub(super) fn offer_to_save(&mut self) -> Result<(), Stopped> {
        let mut prompt = Prompt {
            text: "\nDo you want to save the answers, to go on from them another time?".to_owned(),
            label: "Save".to_owned(),
            form: ReplyForm::One {
                rows: vec![ListRow::new("No, finish here"), ListRow::new("Save them to a file")],
                start: Some(0),
            },
            instructions: Vec::new(),
        };
        if self.ask.ask(&mut prompt)? == PromptReply::Row(1) { self.save_now() } else { Ok(()) }
    }

    /// Asks for a file to save to. None where the person went back.
    fn ask_for_file(&mut self) -> Result<Option<PathBuf>, Stopped> {
        let mut prompt = Prompt {
            text: "\nTo which file should the answers be saved?".to_owned(),
            label: "File".to_owned(),
            form: ReplyForm::Line {
                hint: "Type a file name without a person's name in it, such as case.toml.".to_owned(),
                start: self.came_from.as_ref().map(|file| file.display().to_string()),
                typed: None,
            },
            instructions: vec![Instruction::Back],
        };
        loop {
            let PromptReply::Line(name) = self.ask.ask(&mut prompt)? else { return Ok(None) };
            let file = PathBuf::from(name);
            if self.plan_goes_to.is_file(&file) {
                self.ask.say("The plan is written to that file: choose another name.")?;
                continue;
            }
            if !file.exists() || self.may_replace(&file)? {
                return Ok(Some(file));
            }
        }
    }

    fn may_replace(&mut self, file: &Path) -> Result<bool, Stopped> {
        let mut replace = Prompt {
            text: format!("\nThere is a file {} already.", file.display()),
            label: "Replace".to_owned(),
            form: ReplyForm::One {
                rows: vec![ListRow::new("Keep it, and choose another name"), ListRow::new("Replace it")],
                start: Some(0),
            },
            instructions: Vec::new(),
        };
        Ok(self.ask.ask(&mut replace)? == PromptReply::Row(1))
    }

    /// Keeps what was said where the conversation stops early: in the file that was named, or else as flags. Gives what to say.
    pub(super) fn keep(&self, today: Date) -> String {
        match &self.file {
            Some(file) => match self.write(file) {
                Ok(()) => format!("The answers so far are saved. To go on from here:\n  {}\n", goes_on(file)),
                Err(error) => {
                    format!("The answers so far are not saved: {}.\n", plain(&format!("{error:#}")))
                }
            },
            None if self.interview.answers().iter().all(|line| line.origin == Origin::Default) => {
                String::new()
            }
            None => format!(
                "Nothing was saved. To go on from here (flags stay in the shell's history):\n\n{}\n",
                equivalent_flags(&self.interview, &self.presumed, today)
            ),
        }
    }
}

/// The command that goes on from a saved file.
fn goes_on(file: &Path) -> String {
    format!("{PROGRAM} --case {} --interview", quoted(&file.display().to_string()))
}

/// The command that starts again with every answer so far, one flag a line.
fn equivalent_flags(interview: &Interview<'_>, presumed: &[FactId], today: Date) -> String {
    let catalogue = interview.catalogue();
    let case = interview.known();
    let mut words = vec![format!("{PROGRAM} --interview")];
    let mut flag = |name: &str, value: &str| words.push(format!("--{name} {}", quoted(value)));
    if let Some(reference) = &case.reference {
        flag("ref", reference);
    }
    if case.as_of != today {
        flag("as-of", &case.as_of.to_string());
    }
    for line in interview.answers() {
        let said = line.origin != Origin::Default && !presumed.contains(&line.fact);
        if let Some(answer) = line.answer.filter(|_| said) {
            let fact = interview.fact(line.fact);
            flag(&fact.key, &fact.written(&answer, ","));
        }
    }
    if let Some(proposed) = &case.proposed {
        let ids: Vec<&str> = proposed.iter().map(|offer| catalogue.offer(*offer).id.as_str()).collect();
        flag("proposed", &ids.join(","));
    }
    for (offer, reason) in interview.accepted() {
        flag("accept", &format!("{}={reason}", catalogue.offer(*offer).id));
    }
    words.join(" \\\n    ")
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./,:=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
