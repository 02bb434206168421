//! One check for an answer, whether it was typed, flagged, or read from TOML, JSON or CSV.

use crate::catalogue::{Answer, Answers, Fact};
use crate::problem::nearest;

/// An answer as it was given.
#[derive(Clone, Copy, Debug)]
pub enum Given<'g> {
    /// TOML or JSON true or false.
    Boolean(bool),
    /// A whole number; TOML and JSON numbers out of this range are given as [`Given::Odd`].
    Integer(i64),
    /// Text from any form.
    Text(&'g str),
    /// A list of texts.
    List(&'g [&'g str]),
    /// Anything that no fact takes, in the words of whoever read it.
    Odd(&'g str),
}

/// How several values are separated where they are given as one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// In flags and in what is typed.
    Comma,
    /// In CSV cells.
    Semicolon,
}

impl Separator {
    /// The character.
    #[must_use]
    pub fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
        }
    }
}

/// Why an answer is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnAnswer {
    /// What was found, in the words of the fact: lower case, no full stop.
    pub message: String,
    /// What is allowed, or the nearest value.
    pub help: String,
}

/// Makes an answer of what was given, or says why it is none.
///
/// # Errors
///
/// Where the fact does not take it: the message has the fact's key and the value, the help says what is allowed.
pub fn check(fact: &Fact, given: Given<'_>, separator: Separator) -> Result<Answer, NotAnAnswer> {
    if let Given::Text(text) = given
        && text.trim() == "unavailable"
        && fact.unavailable.is_some()
    {
        return Ok(Answer::Unavailable);
    }
    match (&fact.answers, given) {
        (Answers::YesNo, Given::Boolean(yes)) => Ok(Answer::YesNo(yes)),
        (Answers::YesNo, Given::Text(text)) => match text.trim() {
            "yes" | "true" => Ok(Answer::YesNo(true)),
            "no" | "false" => Ok(Answer::YesNo(false)),
            _ => Err(refused(fact, text)),
        },
        (Answers::Number { .. }, Given::Integer(number)) => in_range(fact, number),
        (Answers::Number { .. }, Given::Text(text)) => {
            let digits = text.trim();
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            match digits.parse() {
                Ok(number) if plain => in_range(fact, number),
                _ => Err(refused(fact, text)),
            }
        }
        (Answers::OneOf(_), Given::Text(text)) => {
            fact.value_named(text.trim()).map(Answer::OneOf).ok_or_else(|| refused(fact, text))
        }
        (Answers::AnyOf(_), Given::Text(text)) => {
            let parts: Vec<&str> = text.split(separator.character()).map(str::trim).collect();
            any_of(fact, &parts)
        }
        (Answers::AnyOf(_), Given::List(parts)) => any_of(fact, parts),
        (_, Given::Boolean(yes)) => Err(refused(fact, if yes { "true" } else { "false" })),
        (_, Given::Integer(number)) => Err(refused(fact, &number.to_string())),
        (_, Given::List(parts)) => Err(refused(fact, &format!("[{}]", parts.join(", ")))),
        (_, Given::Odd(words)) => Err(refused(fact, words)),
    }
}

fn in_range(fact: &Fact, number: i64) -> Result<Answer, NotAnAnswer> {
    let Answers::Number { minimum, maximum, .. } = &fact.answers else {
        return Err(refused(fact, &number.to_string()));
    };
    match u32::try_from(number) {
        Ok(number) if (minimum..=maximum).contains(&&number) => Ok(Answer::Number(number)),
        _ => Err(refused(fact, &number.to_string())),
    }
}

fn any_of(fact: &Fact, parts: &[&str]) -> Result<Answer, NotAnAnswer> {
    if matches!(parts, [] | ["none"]) {
        return Ok(Answer::AnyOf(Vec::new()));
    }
    let mut indexes = Vec::with_capacity(parts.len());
    for part in parts {
        if *part == "none" {
            return Err(NotAnAnswer {
                message: format!("`{}` cannot be `none` and something else too", fact.key),
                help: "`none` stands alone: it means that nothing in the list holds".to_owned(),
            });
        }
        indexes.push(fact.value_named(part).ok_or_else(|| refused(fact, part))?);
    }
    indexes.sort_unstable();
    indexes.dedup();
    Ok(Answer::AnyOf(indexes))
}

fn refused(fact: &Fact, written: &str) -> NotAnAnswer {
    let shown: String = written.chars().take(60).collect();
    let dots = if shown.len() < written.len() { "…" } else { "" };
    let names = fact
        .values()
        .iter()
        .flat_map(|value| std::iter::once(value.key.as_str()).chain(value.also.iter().map(String::as_str)));
    let help = match nearest(written, names) {
        Some(near) => format!("did you mean `{near}`? It is {}", fact.allowed()),
        None => format!("it is {}", fact.allowed()),
    };
    NotAnAnswer { message: format!("`{}` cannot be `{shown}{dots}`", fact.key), help }
}
