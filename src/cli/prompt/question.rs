//! A question as it is put, and what can be said to it.

use goldenthread::text::wording::list_or;

use super::stop::Stopped;

/// A way to put questions to a person.
pub trait Ask {
    /// Shows text, wrapped to the width there is. Line breaks in it are kept.
    ///
    /// # Errors
    ///
    /// Where the person stopped, or nobody can be reached.
    fn say(&mut self, text: &str) -> Result<(), Stopped>;

    /// Shows text that is laid out already, as it is.
    ///
    /// # Errors
    ///
    /// As for [`Ask::say`].
    fn show(&mut self, text: &str) -> Result<(), Stopped>;

    /// Puts one question and waits for what is said to it. What comes back fits the form: a row is one of the rows, and an instruction
    /// is one of those allowed. What was ticked or typed so far is noted in the prompt, so that putting it again goes on there.
    ///
    /// # Errors
    ///
    /// Where the person stopped, or nobody can be reached.
    fn ask(&mut self, prompt: &mut Prompt) -> Result<PromptReply, Stopped>;
}

/// One question as it is put.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is to be read first: what was wrong with the last reply, or the help that was asked for. It is shown once.
    pub notice: Option<String>,
    /// What is asked.
    pub question: String,
    /// What it is asked for, and what to know when answering.
    pub about: String,
    /// A short name for it, for where there is one line.
    pub label: String,
    /// What counts as an answer.
    pub form: ReplyForm,
    /// What else can be said.
    pub instructions: Vec<Instruction>,
}

/// What counts as an answer to a prompt.
#[derive(Clone, Debug)]
pub enum ReplyForm {
    /// Exactly one row.
    One {
        /// The rows; at least one.
        rows: Vec<ListRow>,
        /// The row that stands unless another is chosen.
        start: Option<usize>,
    },
    /// Any number of rows, or explicitly none.
    Several {
        /// The rows; at least one.
        rows: Vec<ListRow>,
        /// What was chosen before; no value where nothing was said yet.
        chosen: Option<Vec<usize>>,
    },
    /// A line of text.
    Line {
        /// What may be typed: `a whole number from 0 to 100`.
        hint: String,
        /// What stands unless something is typed.
        start: Option<String>,
    },
}

/// One row to choose.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// What it says.
    pub label: String,
    /// What may be typed for it instead, in any case.
    pub also: Vec<String>,
    /// The key that chooses it at once.
    pub key: Option<char>,
}

impl ListRow {
    /// A row with nothing to type but its number and its words.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), also: Vec::new(), key: None }
    }

    /// How near the row is to what was typed, in any case: 0 where it is its whole name or its key, 1 where a name begins so, 2
    /// where a word of a name does.
    pub fn nearness(&self, typed: &str) -> Option<u8> {
        let typed = typed.to_lowercase();
        if self.key.is_some_and(|key| typed == key.to_string()) {
            return Some(0);
        }
        let names = std::iter::once(&self.label).chain(&self.also);
        names.filter_map(|name| nearness(&name.to_lowercase(), &typed)).min()
    }

    /// The same row with a key that chooses it at once.
    pub fn with_key(self, key: char) -> Self {
        Self { key: Some(key), ..self }
    }
}

fn nearness(name: &str, typed: &str) -> Option<u8> {
    if name == typed {
        return Some(0);
    }
    if name.starts_with(typed) {
        return Some(1);
    }
    let mut words = name.match_indices([' ', '-', '(']).filter_map(|(at, _)| name.get(at + 1..));
    words.any(|rest| rest.starts_with(typed)).then_some(2)
}

/// What can be said instead of an answer: the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instruction {
    /// The answer is not known.
    NotKnown,
    /// What the question means.
    Help,
    /// The question before.
    Back,
    /// The plan as it stands.
    Plan,
    /// Save what was answered.
    Save,
}

impl Instruction {
    /// As it is typed, the usual word first.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::NotKnown => &["not known", "unknown", "n/k", "nk", "don't know"],
            Self::Help => &["help", "?"],
            Self::Back => &["back", "<"],
            Self::Plan => &["plan"],
            Self::Save => &["save"],
        }
    }

    /// The usual words of these, as a sentence: ` Or type help, back or save.` Those in `apart` are said in another place.
    pub fn or_type(allowed: &[Self], apart: &[Self]) -> String {
        let words: Vec<&str> =
            allowed.iter().filter(|one| !apart.contains(one)).map(|one| one.words()[0]).collect();
        if words.is_empty() { String::new() } else { format!(" Or type {}.", list_or(&words)) }
    }

    /// The instruction that was typed, if it is one of these.
    pub fn typed(text: &str, allowed: &[Self]) -> Option<Self> {
        let named = |instruction: &&Self| {
            instruction.words().iter().any(|word| word.eq_ignore_ascii_case(text.trim()))
        };
        allowed.iter().find(named).copied()
    }
}

/// What was said to a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromptReply {
    /// One row, by its place.
    Row(usize),
    /// These rows, by their places, rising; none of them where it is empty.
    Rows(Vec<usize>),
    /// A line of text, without the spaces around it.
    Line(String),
    /// An instruction instead of an answer.
    Instruction(Instruction),
}
