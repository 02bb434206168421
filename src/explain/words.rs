//! Routes in words.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{FactChange, Goal, Route};
use crate::case::Case;
use crate::catalogue::{Answer, Answers, Catalogue, Change, Fact};
use crate::text::wording::{day, list, list_or};

impl Goal {
    /// What an offer would do, for a sentence that goes on with `if`.
    #[must_use]
    pub fn would(self) -> &'static str {
        match self {
            Self::Include => "It would come into the plan",
            Self::Consider => "It would be for your judgement",
        }
    }
}

impl Change {
    /// What a change of this kind asks for, as a heading.
    #[must_use]
    pub fn asks(self) -> &'static str {
        match self {
            Self::Question => "By finding out",
            Self::Decision => "By a decision",
            Self::Work => "With work or a change in the person's life",
            Self::Time => "With time",
            Self::Fixed => "Not at all",
        }
    }
}

impl Route {
    /// The hardest kind of change in it.
    #[must_use]
    pub fn kind(&self) -> Change {
        self.changes.iter().map(|change| change.kind).max().unwrap_or(Change::Question)
    }

    /// The route as one sentence.
    #[must_use]
    pub fn words(&self, catalogue: &Catalogue, goal: Goal, case: &Case) -> String {
        let clauses: Vec<String> = self.changes.iter().map(|change| change.clause(catalogue, case)).collect();
        let together = if clauses.iter().any(|clause| clause.contains(',')) && clauses.len() > 1 {
            clauses.join("; and ")
        } else {
            list(&clauses)
        };
        format!("{} if {together}.", goal.would())
    }
}

impl FactChange {
    /// The change in few words, such as `SARA level: low (now high)`.
    #[must_use]
    pub fn brief(&self, catalogue: &Catalogue, case: &Case) -> String {
        let fact = catalogue.fact(self.fact);
        let to = match &self.to {
            Answer::AnyOf(_) => list_or(&self.lists(fact)),
            _ => list_or(&self.all(fact)),
        };
        let when = self.when(fact, case.as_of).map_or_else(String::new, |when| format!(", {when}"));
        format!("{}: {to} ({}{when})", fact.name, self.now(fact))
    }

    /// The change as it stands after `if`.
    fn clause(&self, catalogue: &Catalogue, case: &Case) -> String {
        let fact = catalogue.fact(self.fact);
        let when = self.when(fact, case.as_of).map_or_else(String::new, |when| format!(", {when}"));
        let to = match &self.to {
            Answer::AnyOf(_) => list_or(&self.lists(fact)),
            _ => list_or(&self.all(fact)),
        };
        format!("{} were {to} ({}{when})", fact.name, self.now(fact))
    }

    /// Every answer that serves, the nearest first.
    fn all(&self, fact: &Fact) -> Vec<String> {
        std::iter::once(&self.to).chain(&self.or).map(|answer| fact.spoken(answer)).collect()
    }

    /// What each list that serves adds and leaves out.
    fn lists(&self, fact: &Fact) -> Vec<String> {
        let from = match &self.from {
            Some(Answer::AnyOf(from)) => from.as_slice(),
            _ => &[],
        };
        let name =
            |value: &u16| fact.values().get(usize::from(*value)).map_or("", |value| value.name.as_str());
        let names = |values: &[u16], other: &[u16]| -> Vec<&str> {
            values.iter().filter(|value| !other.contains(value)).map(name).collect()
        };
        let each = std::iter::once(&self.to).chain(&self.or).map(|answer| {
            let Answer::AnyOf(to) = answer else { return fact.spoken(answer) };
            if from.is_empty() || to.is_empty() {
                return fact.spoken(answer);
            }
            match (names(to, from), names(from, to)) {
                (added, left_out) if left_out.is_empty() => format!("with {} too", list(&added)),
                (added, left_out) if added.is_empty() => format!("without {}", list(&left_out)),
                (added, left_out) => format!("with {} and without {}", list(&added), list(&left_out)),
            }
        });
        each.collect()
    }

    /// The present answer, in a bracket.
    fn now(&self, fact: &Fact) -> String {
        match &self.from {
            Some(from) => format!("now {}", fact.spoken(from)),
            None => "not answered yet".to_owned(),
        }
    }

    /// When time alone makes the change, in words.
    fn when(&self, fact: &Fact, as_of: Date) -> Option<String> {
        let date = self.date(fact, as_of)?;
        let unit = match &fact.answers {
            Answers::Number { unit, .. } => unit.as_str(),
            _ => "",
        };
        let latest = if unit == "years" { "by" } else { "on" };
        let rest = if unit == "years" { " at the latest" } else { "" };
        Some(format!("{latest} {}{rest}", day(date)))
    }

    /// The day by which time alone makes the change. Whole years are counted from a birthday that is not known, so theirs is the
    /// latest day.
    #[must_use]
    pub fn date(&self, fact: &Fact, as_of: Date) -> Option<Date> {
        let (Change::Time, Some(Answer::Number(from)), Answer::Number(to)) =
            (self.kind, &self.from, &self.to)
        else {
            return None;
        };
        let Answers::Number { unit, .. } = &fact.answers else { return None };
        let apart = i64::from(from.abs_diff(*to));
        let span = match unit.as_str() {
            "years" => apart.years(),
            "weeks" => apart.weeks(),
            "days" => apart.days(),
            _ => return None,
        };
        as_of.checked_add(span).ok()
    }
}
