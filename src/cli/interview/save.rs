//! Keeping what was answered: in a file that was named, or as the flags that say the same.

use std::path::{Path, PathBuf};

use anyhow::Result;
use goldenthread::ask::interview::Origin;
use goldenthread::case::{Case, write};
use goldenthread::text::wording::{list, plain};
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
            None => match self.ask_for_case_file()? {
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
        let text = write::toml(self.interview.catalogue(), &case, self.interview.judged(), ends, &self.hints);
        Destination::File(file.to_owned()).write_privately(text.as_bytes())
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

    /// Saves the answers where a file was named, or else offers to, before the plan moves them out of sight.
    pub(super) fn keep_before_the_plan(&mut self) -> Result<(), Stopped> {
        if self.file.is_some() {
            return self.save_now();
        }
        if self.plan_was_shown {
            return Ok(());
        }
        let mut prompt = Prompt {
            notice: None,
            question: "Save the answers before the plan is shown?".to_owned(),
            about: "They can be gone on from another time. Nothing is kept otherwise.".to_owned(),
            label: "Save".to_owned(),
            form: ReplyForm::One {
                rows: vec![
                    ListRow::new("Yes, to a file").with_key('y'),
                    ListRow::new("No, show the plan").with_key('n'),
                ],
                start: None,
            },
            instructions: Vec::new(),
        };
        if self.ask.ask(&mut prompt)? == PromptReply::Row(0) { self.save_now() } else { Ok(()) }
    }

    /// Asks for a file to save the answers to. None where the person went back.
    fn ask_for_case_file(&mut self) -> Result<Option<PathBuf>, Stopped> {
        let usual = self.came_from.as_ref().map(|file| file.display().to_string());
        self.ask_for_file(
            "To which file should the answers be saved?",
            usual.as_deref().unwrap_or("case.toml"),
        )
    }

    /// Asks for a file. None where the person went back.
    pub(super) fn ask_for_file(&mut self, question: &str, usual: &str) -> Result<Option<PathBuf>, Stopped> {
        let mut prompt = Prompt {
            notice: None,
            question: question.to_owned(),
            about: "No name of a person in it.".to_owned(),
            label: "File".to_owned(),
            form: ReplyForm::Line { hint: "Type a file name.".to_owned(), start: Some(usual.to_owned()) },
            instructions: vec![Instruction::Back],
        };
        loop {
            let PromptReply::Line(name) = self.ask.ask(&mut prompt)? else { return Ok(None) };
            let file = PathBuf::from(name);
            if self.plan_goes_to.is_file(&file) {
                prompt.notice = Some("The plan is written to that file: choose another name.".to_owned());
                continue;
            }
            if !file.exists() || self.may_replace(&file)? {
                return Ok(Some(file));
            }
        }
    }

    fn may_replace(&mut self, file: &Path) -> Result<bool, Stopped> {
        let mut replace = Prompt {
            notice: None,
            question: format!("There is a file {} already. Is it to be replaced?", file.display()),
            about: String::new(),
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
                "Nothing was saved. To go on from here (flags stay in the shell's history):\n\n{}\n{}",
                self.command(today),
                self.said_unknown()
            ),
        }
    }

    /// The command that goes on from here: the file that was read, and a flag for each answer that is not in it.
    fn command(&self, today: Date) -> String {
        let catalogue = self.interview.catalogue();
        let case = self.interview.known();
        let mut words = vec![match &self.came_from {
            Some(file) => goes_on(file),
            None => format!("{PROGRAM} --interview"),
        }];
        let mut flag = |name: &str, value: &str| words.push(format!("--{name} {}", quoted(value)));
        if self.came_from.is_none() {
            if let Some(reference) = &case.reference {
                flag("ref", reference);
            }
            if case.as_of != today {
                flag("as-of", &case.as_of.to_string());
            }
        }
        for line in self.interview.answers() {
            let said = line.origin != Origin::Default && !self.presumed.contains(&line.fact);
            let Some(answer) = line.answer.filter(|_| said) else { continue };
            let fact = self.interview.fact(line.fact);
            if !self.in_file.contains(&(line.fact, answer.clone())) {
                flag(&fact.key, &fact.written(&answer, ","));
            }
        }
        if let Some(proposed) = case.proposed.as_ref().filter(|_| self.came_from.is_none()) {
            let ids: Vec<&str> = proposed.iter().map(|offer| catalogue.offer(*offer).id.as_str()).collect();
            flag("proposed", &ids.join(","));
        }
        let judged = self.interview.judged();
        for (flag_name, offers) in [("accept", &judged.accepted), ("decline", &judged.declined)] {
            for (offer, reason) in offers {
                flag(flag_name, &format!("{}={reason}", catalogue.offer(*offer).id));
            }
        }
        words.join(" \\\n    ")
    }

    /// The facts that were said not to be known, which no flag can say.
    fn said_unknown(&self) -> String {
        let answers = self.interview.answers();
        let unknown = answers.iter().filter(|line| line.origin == Origin::NotKnown);
        let names: Vec<&str> = unknown.map(|line| self.interview.fact(line.fact).name.as_str()).collect();
        if names.is_empty() {
            String::new()
        } else {
            format!("\nSaid not to be known, and asked again then: {}.\n", list(&names))
        }
    }
}

/// The command that goes on from a saved file.
fn goes_on(file: &Path) -> String {
    format!("{PROGRAM} --case {} --interview", quoted(&file.display().to_string()))
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
