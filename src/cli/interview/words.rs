//! The words of the conversation.

use goldenthread::ask::interview::{Interview, Reply};
use goldenthread::catalogue::{Answer, Answers, Fact, FactId, OfferId};
use goldenthread::text::wording::{capital, count, day, list};
use jiff::civil::Date;

use crate::cli::prompt::{ListRow, ReplyForm, shortened};

/// The most offers named as the reason for a question.
const MOST_NAMED: usize = 3;

/// The most characters of a hint that are shown above a question.
const LONGEST_HINT: usize = 320;

/// The columns of a line that is read at a glance.
const LINE: usize = 66;

/// The values of a fact in the order in which they are shown. Of offers, only those that could matter or were named before.
pub fn values(interview: &Interview<'_>, fact: FactId) -> Vec<u16> {
    let declared = interview.fact(fact);
    let all = (0..declared.values().len()).filter_map(|index| u16::try_from(index).ok());
    if !declared.lists_offers {
        return all.collect();
    }
    let mut shown = interview.values_that_matter(fact);
    if let Some(Reply::Known(Answer::AnyOf(named))) = interview.earlier(fact) {
        shown.extend(named);
    }
    shown.sort_unstable();
    shown.dedup();
    shown
}

/// What is said at the start.
pub fn welcome(interview: &Interview<'_>, today: Date) -> String {
    let case = interview.known();
    let known = case.answers(&interview.catalogue().vocabulary).count();
    let given =
        if known == 0 { String::new() } else { format!("{} given already. ", count(known, "answer")) };
    let day = if case.as_of == today {
        String::new()
    } else {
        format!("It plans for {}, by the rules of that day. ", day(case.as_of))
    };
    format!(
        "{given}{day}Only questions that could still change the plan, or what to watch for, are asked. Every \
         question can be answered “not known”. Type help, back, plan (the plan as it stands) or save at any of them."
    )
}

/// The question as it is put: of a sentence that is still to be set, some are put otherwise.
pub fn question(interview: &Interview<'_>, fact: FactId) -> String {
    let declared = interview.fact(fact);
    let stage = interview.catalogue().policy.roles.stage;
    let set = interview.known().answer(&interview.catalogue().vocabulary, stage);
    let proposing = set.is_none() || set == interview.fact(stage).default;
    declared.proposing.as_ref().filter(|_| proposing).unwrap_or(&declared.question).clone()
}

/// The sum of the items of a number, where they were typed one by one: `1,0,2,1,1,0,1`. None where something else was typed.
///
/// # Errors
///
/// What is wrong with the items.
pub fn sum_of_items(declared: &Fact, line: &str) -> Result<Option<u32>, String> {
    let Answers::Number { maximum, .. } = declared.answers else { return Ok(None) };
    let parts: Vec<&str> = line.split([',', ';', ' ']).filter(|part| !part.is_empty()).collect();
    let points: Option<Vec<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let Some(points) = points.filter(|points| points.len() > 1 && !declared.items.is_empty()) else {
        return Ok(None);
    };
    let count = u32::try_from(declared.items.len()).unwrap_or(1).max(1);
    let most = maximum / count;
    if points.len() != declared.items.len() {
        let items = list(&declared.items);
        return Err(format!("{} were typed, and there are {count} items: {items}.", points.len()));
    }
    match points.iter().find(|points| **points > most) {
        Some(points) => Err(format!("“{points}” is no score of an item. Each is from 0 to {most}.")),
        None => Ok(Some(points.iter().sum())),
    }
}

/// A hint as it is shown above a question: as much of it as leaves room for the answers.
pub fn to_confirm(says: &str) -> String {
    let mut shown: String = says.chars().take(LONGEST_HINT).collect();
    if shown.len() < says.len() {
        shown.push_str("… (the case file has the rest)");
    }
    shown
}

/// What a question is asked for, in a short line.
pub fn about(interview: &Interview<'_>, fact: FactId) -> String {
    if interview.known().knows(fact) || interview.path().contains(&fact) {
        return format!("Again: {}", answered(interview, fact));
    }
    let number = format!("Question {}.", interview.number(fact));
    let offers = interview.would_settle(fact);
    if offers.is_empty() {
        format!("{number} Could still change the plan, or what to watch for.")
    } else {
        format!("{number} Could settle {}.", named(interview, offers, LINE - number.len()))
    }
}

/// As many names as a line has room for, three at most and one at least, and how many more there are.
fn named(interview: &Interview<'_>, offers: &[OfferId], room: usize) -> String {
    let names: Vec<&str> = offers
        .iter()
        .take(MOST_NAMED)
        .map(|offer| interview.catalogue().offer(*offer).name.as_str())
        .collect();
    let with = |shown: usize| match offers.len() - shown {
        0 => list(&names[..shown]),
        more => format!("{} and {more} more", names[..shown].join(", ")),
    };
    (1..=names.len()).rev().map(with).find(|line| line.len() <= room).unwrap_or_else(|| with(1))
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
            let words = &interview.catalogue().vocabulary.other_words;
            let row = |label: &str, also: &[String]| ListRow { also: also.to_vec(), ..ListRow::new(label) };
            ReplyForm::One { rows: vec![row("Yes", &words.yes), row("No", &words.no)], start }
        }
        Answers::OneOf(_) => {
            let mut rows = rows(declared, order);
            let start = match before {
                Some(Answer::OneOf(value)) => place(value),
                Some(Answer::Unavailable) => Some(rows.len()),
                _ => None,
            };
            rows.extend(declared.unavailable.as_deref().map(|label| ListRow::new(capital(label))));
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
            ReplyForm::Several { rows: rows(declared, order), chosen }
        }
        Answers::Number { .. } => ReplyForm::Line {
            hint: hint(interview, fact),
            start: before.map(|answer| declared.written(&answer, ", ")),
        },
    }
}

/// What to know where only the offers that could still matter are listed.
pub const LISTED: &str = "Only those that could still matter are listed.";

/// Whether any offer is meant at all.
pub fn whether_any() -> ReplyForm {
    ReplyForm::One { rows: vec![ListRow::new("None"), ListRow::new("Some: choose them")], start: None }
}

fn rows(declared: &Fact, order: &[u16]) -> Vec<ListRow> {
    let row = |value: &goldenthread::catalogue::fact::FactValue| {
        let mut also = value.also.clone();
        also.push(value.key.clone());
        let short = value.also.first().filter(|_| declared.lists_offers);
        let label = short.map_or_else(|| capital(&value.name), |short| format!("{} ({short})", value.name));
        ListRow { also, ..ListRow::new(label) }
    };
    order.iter().filter_map(|index| declared.values().get(usize::from(*index))).map(row).collect()
}

/// What may be typed for a number.
fn hint(interview: &Interview<'_>, fact: FactId) -> String {
    let declared = interview.fact(fact);
    let allowed = allowed(declared);
    if fact == interview.catalogue().policy.roles.weeks {
        return "Type weeks, months, years or the last day: 104, 24 months, 2 years or 30/11/2028."
            .to_owned();
    }
    if declared.items.is_empty() {
        format!("Type {allowed}.")
    } else {
        let zeros = vec!["0"; declared.items.len()].join(",");
        format!("Type {allowed}, or the {} items in their order, such as {zeros}.", declared.items.len())
    }
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

/// Why what was typed is no answer, and what would be one.
pub fn refused(interview: &Interview<'_>, fact: FactId, line: &str) -> String {
    format!("“{}” does not answer that. {}", shortened(line), hint(interview, fact))
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
    let mut text = format!("{}\nWhere to find it: {}", declared.help, declared.find);
    for citation in &declared.source {
        text.push_str(&format!("\nSource: {}.", interview.catalogue().cited(citation)));
    }
    text
}
