//! One check for an answer, whether it was typed, flagged, or read from TOML, JSON or CSV.

use crate::catalogue::{Answer, Answers, Fact};
use crate::text::problem::nearest;

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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::Given::{Boolean, Integer, List, Odd, Text};
    use super::{Given, Separator, check};
    use crate::catalogue::Answer;

    /// What is made of an answer to a fact of the shipped catalogue, as it is written back; or what is said against it.
    fn said(key: &str, given: Given<'_>) -> Result<String, String> {
        let catalogue = crate::embedded::catalogue().expect("the program carries a catalogue");
        let fact = catalogue.fact(catalogue.vocabulary.named(key).expect("a fact"));
        check(fact, given, Separator::Semicolon)
            .map(|answer| fact.written(&answer, ";"))
            .map_err(|refused| format!("{}: {}", refused.message, refused.help))
    }

    #[test]
    fn yes_and_no_are_taken_as_words_and_as_true_and_false() {
        for given in [Boolean(true), Text("yes"), Text("true"), Text(" yes ")] {
            assert_eq!(said("interpreter", given).as_deref(), Ok("yes"), "{given:?}");
        }
        for given in [Boolean(false), Text("no"), Text("false")] {
            assert_eq!(said("interpreter", given).as_deref(), Ok("no"), "{given:?}");
        }
        for given in [Text(""), Text("Y"), Integer(1), List(&["yes"]), Odd("float")] {
            assert!(said("interpreter", given).is_err(), "{given:?}");
        }
    }

    #[test]
    fn numbers_are_whole_and_in_range() {
        for (given, written) in
            [(Integer(0), "0"), (Integer(100), "100"), (Text("62"), "62"), (Text(" 062 "), "62")]
        {
            assert_eq!(said("ogrs3", given).as_deref(), Ok(written), "{given:?}");
        }
        let out = [
            Integer(-1),
            Integer(101),
            Integer(i64::MAX),
            Text("-1"),
            Text("+1"),
            Text("6.5"),
            Text("6e1"),
            Text(""),
            Text("99999999999999999999"),
            Text("٣"),
            Odd("6.5"),
            Boolean(true),
        ];
        for given in out {
            let refused = said("ogrs3", given).unwrap_err();
            assert!(
                refused.contains("a whole number from 0 to 100 (%), or unavailable"),
                "{given:?}: {refused}"
            );
        }
    }

    #[test]
    fn that_no_score_exists_is_an_answer_only_where_the_fact_takes_it() {
        for key in ["ogrs3", "ovp", "sara", "osp"] {
            assert_eq!(said(key, Text("unavailable")).as_deref(), Ok("unavailable"), "{key}");
        }
        for key in ["age", "rosh", "needs", "interpreter"] {
            assert!(said(key, Text("unavailable")).is_err(), "{key}");
        }
    }

    #[test]
    fn one_value_is_taken_by_its_key_and_a_near_one_is_suggested() {
        assert_eq!(said("rosh", Text("very-high")).as_deref(), Ok("very-high"));
        let refused = said("rosh", Text("very-hihg")).unwrap_err();
        assert!(refused.starts_with("`rosh` cannot be `very-hihg`: did you mean `very-high`?"), "{refused}");
        assert!(said("rosh", List(&["low"])).is_err());
        assert!(said("rosh", Integer(2)).is_err());
    }

    #[test]
    fn a_list_is_complete_sorted_and_without_repeats() {
        let needs = |given| said("needs", given);
        assert_eq!(needs(List(&[])).as_deref(), Ok("none"));
        assert_eq!(needs(List(&["none"])).as_deref(), Ok("none"));
        assert_eq!(needs(Text("none")).as_deref(), Ok("none"));
        assert_eq!(needs(Text("finance; accommodation;finance")).as_deref(), Ok("accommodation;finance"));
        assert_eq!(needs(List(&["finance"])).as_deref(), Ok("finance"));
        for given in
            [List(&["none", "finance"]), Text("finance;"), Text(""), Text("finance,maturity"), Boolean(false)]
        {
            assert!(needs(given).is_err(), "{given:?}");
        }
    }

    #[test]
    fn offers_are_taken_by_their_short_names_in_any_case() {
        assert_eq!(
            said("completed", Text("bbr;TSP")).as_deref(),
            Ok("building-better-relationships;thinking-skills-programme")
        );
    }

    #[test]
    fn a_long_answer_is_shown_in_part() {
        let refused = said("rosh", Text(&"x".repeat(1000))).unwrap_err();
        assert!(refused.len() < 200, "{refused}");
    }

    #[test]
    fn flags_separate_values_by_commas() {
        let catalogue = crate::embedded::catalogue().expect("the program carries a catalogue");
        let needs = catalogue.fact(catalogue.vocabulary.named("needs").expect("a fact"));
        let answer = check(needs, Text("accommodation, finance"), Separator::Comma).unwrap();
        assert!(matches!(answer, Answer::AnyOf(values) if values.len() == 2));
    }
}
