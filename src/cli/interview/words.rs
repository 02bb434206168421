//! The words of the conversation.

use goldenthread::ask::interview::{Interview, Reply};
use goldenthread::catalogue::{Answer, Answers, Fact, FactId, OfferId};
use goldenthread::text::wording::count;

use crate::cli::prompt::{ListRow, ReplyForm};

/// The most offers named as the reason for a question.
const MOST_NAMED: usize = 3;

/// A list of more values than this starts with those that could matter.
const LONG: usize = 20;

/// The values of a fact in the order in which they are shown.
pub struct Values {
    /// Their indexes.
    pub order: Vec<u16>,
    /// How many of them, at the start, could matter, where the rest follows after them.
    pub first: Option<usize>,
}

/// The values of a fact, those of a long list that could matter first.
pub fn values(interview: &Interview<'_>, fact: FactId) -> Values {
    let all = (0..interview.fact(fact).values().len()).filter_map(|index| u16::try_from(index).ok());
    if interview.fact(fact).values().len() <= LONG {
        return Values { order: all.collect(), first: None };
    }
    let mut order = interview.values_that_matter(fact);
    let first = order.len();
    order.extend(all.filter(|value| !order[..first].contains(value)).collect::<Vec<u16>>());
    Values { order, first: Some(first) }
}

/// What is said at the start.
pub fn welcome(interview: &Interview<'_>) -> String {
    let known = interview.known().answers(&interview.catalogue().vocabulary).count();
    let given =
        if known == 0 { String::new() } else { format!("{} given already. ", count(known, "answer")) };
    format!(
        "{given}Only questions that could still change the plan are asked. Every question can be answered \
         “not known”, and from every question you can go back, get help and save."
    )
}

/// A question with what it is asked for.
pub fn question(interview: &Interview<'_>, fact: FactId, first: Option<usize>) -> String {
    let declared = interview.fact(fact);
    if interview.known().knows(fact) || interview.path().contains(&fact) {
        return format!("\nAgain: {}\n{}", answered(interview, fact), declared.question);
    }
    let open = interview.still_open();
    let mut text = format!(
        "\nQuestion {}. {} still open.\n{}",
        interview.number(fact),
        if open == 1 { "1 offer is".to_owned() } else { format!("{open} offers are") },
        declared.question
    );
    let offers = interview.would_settle(fact);
    if offers.is_empty() {
        text.push_str("\nCould still change what is in the plan, or when.");
    } else {
        text.push_str(&format!("\nWould help to settle: {}.", named(interview, offers)));
    }
    if let Some(first) = first {
        let rest = declared.values().len() - first;
        text.push_str(&format!(
            "\nThe first {first} could change the plan; the other {rest} follow. Go through all."
        ));
    }
    text
}

fn named(interview: &Interview<'_>, offers: &[OfferId]) -> String {
    let names: Vec<&str> = offers
        .iter()
        .take(MOST_NAMED)
        .map(|offer| interview.catalogue().offer(*offer).name.as_str())
        .collect();
    match offers.len() - names.len() {
        0 => goldenthread::text::wording::list(&names),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// What counts as an answer to a fact, with what was said before as the answer that stands.
pub fn form(interview: &Interview<'_>, fact: FactId, order: &[u16]) -> ReplyForm {
    let declared = interview.fact(fact);
    let before = match interview.earlier(fact) {
        Some(Reply::Known(answer)) => Some(answer),
        Some(Reply::NotKnown) => None,
        None => declared.default.clone(),
    };
    let place = |value: u16| order.iter().position(|other| *other == value);
    match &declared.answers {
        Answers::YesNo => {
            let start = match before {
                Some(Answer::YesNo(yes)) => Some(usize::from(!yes)),
                _ => None,
            };
            let row =
                |label: &str, also: &str| ListRow { label: label.to_owned(), also: vec![also.to_owned()] };
            ReplyForm::One { rows: vec![row("Yes", "y"), row("No", "n")], start }
        }
        Answers::OneOf(_) => {
            let mut rows = rows(interview, declared, order);
            let start = match before {
                Some(Answer::OneOf(value)) => place(value),
                Some(Answer::Unavailable) => Some(rows.len()),
                _ => None,
            };
            rows.extend(declared.unavailable.as_deref().map(|label| ListRow::new(capitalised(label))));
            ReplyForm::One { rows, start }
        }
        Answers::AnyOf(_) => {
            let chosen = match before {
                Some(Answer::AnyOf(values)) => {
                    let mut chosen: Vec<usize> = values.into_iter().filter_map(place).collect();
                    chosen.sort_unstable();
                    Some(chosen)
                }
                _ => None,
            };
            ReplyForm::Several { rows: rows(interview, declared, order), chosen }
        }
        Answers::Number { .. } => ReplyForm::Line {
            hint: format!("Type {}.", allowed(declared)),
            start: before.map(|answer| declared.written(&answer, ", ")),
            typed: None,
        },
    }
}

fn rows(interview: &Interview<'_>, declared: &Fact, order: &[u16]) -> Vec<ListRow> {
    let long = declared.values().len() > LONG;
    let row = |value: &goldenthread::catalogue::fact::FactValue| {
        let mut also = value.also.clone();
        also.push(value.key.clone());
        let short = value.also.first().filter(|_| long);
        let label =
            short.map_or_else(|| capitalised(&value.name), |short| format!("{} ({short})", value.name));
        ListRow { label, also }
    };
    let _ = interview;
    order.iter().filter_map(|index| declared.values().get(usize::from(*index))).map(row).collect()
}

/// What a number may be.
fn allowed(declared: &Fact) -> String {
    let Answers::Number { minimum, maximum, unit } = &declared.answers else { return declared.allowed() };
    let number = format!("a whole number from {minimum} to {maximum} ({unit})");
    match &declared.unavailable {
        Some(words) => format!("{number}, or unavailable if {words}"),
        None => number,
    }
}

/// The number alone, where its unit was typed after it.
pub fn bare_number<'l>(declared: &Fact, line: &'l str) -> &'l str {
    match &declared.answers {
        Answers::Number { unit, .. } => line.strip_suffix(unit.as_str()).unwrap_or(line).trim_end(),
        _ => line,
    }
}

/// Why what was typed is no answer, in the words of the question.
pub fn refused(declared: &Fact, line: &str) -> String {
    let shown: String = line.chars().take(40).collect();
    format!("\n{}\n“{shown}” does not answer that.", declared.question)
}

/// What a reply was taken as.
pub fn taken(interview: &Interview<'_>, fact: FactId, reply: &Reply) -> String {
    let declared = interview.fact(fact);
    match (reply, &declared.default) {
        (Reply::Known(answer), _) => format!("{}: {}", declared.name, spoken(declared, answer)),
        (Reply::NotKnown, Some(default)) => {
            format!("{}: not known, so taken as {}", declared.name, declared.spoken(default))
        }
        (Reply::NotKnown, None) => {
            format!("{}: not known. The plan will say what that leaves open.", declared.name)
        }
    }
}

/// An answer with the name of its fact.
pub fn answered(interview: &Interview<'_>, fact: FactId) -> String {
    let declared = interview.fact(fact);
    match interview.earlier(fact) {
        Some(Reply::Known(answer)) => format!("{} ({})", declared.name, spoken(declared, &answer)),
        _ => format!("{} (not known)", declared.name),
    }
}

/// An answer as a person reads it.
pub fn spoken(declared: &Fact, answer: &Answer) -> String {
    match answer {
        Answer::AnyOf(values) if values.is_empty() => "none of these".to_owned(),
        answer => declared.spoken(answer),
    }
}

/// What a question means, where the answer is found, and where the question comes from.
pub fn help(interview: &Interview<'_>, fact: FactId) -> String {
    let declared = interview.fact(fact);
    let mut text = format!("\n{}\nWhere to find it: {}", declared.help, declared.find);
    for citation in &declared.source {
        text.push_str(&format!("\nSource: {}.", interview.catalogue().cited(citation)));
    }
    text
}

/// The text with its first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
