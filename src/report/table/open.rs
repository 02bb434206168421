//! What is still open, and the answers that would settle it.

use super::Layout;
use crate::ask::Question;
use crate::catalogue::{Answer, Answers, Fact, OfferId};
use crate::outcome::{Outcome, Reason};
use crate::reasons::in_short::why_open;
use crate::text::wording::{count, list};

/// How many questions are put; the others are counted.
const QUESTIONS: usize = 6;

/// How many offers that wait are named where the plan is to be brief.
const OFFERS: usize = 6;

/// How many missing answers are named for one offer; the others are counted.
const MISSING: usize = 4;

impl Layout<'_, '_> {
    pub(super) fn open(&mut self) {
        let mut offers: Vec<OfferId> = self.planned.with_outcome(Outcome::Undetermined).collect();
        offers.sort_by_key(|offer| match self.planned.missing(*offer).len() {
            0 => usize::MAX,
            missing => missing,
        });
        if offers.is_empty() && self.planned.to_ask().next().is_none() {
            return;
        }
        self.page.heading("Still open");
        self.questions();
        if offers.is_empty() {
            return;
        }
        if self.planned.to_ask().next().is_some() {
            self.page.blank();
        }
        self.page.text(2, "Offers that wait for an answer or a decision, those nearest to settled first:");
        let shown = if self.style.brief { OFFERS } else { offers.len() };
        let mut lines: Vec<String> = offers
            .iter()
            .take(shown)
            .map(|offer| format!("{}. {}", self.planned.name(*offer), self.waits(*offer)))
            .collect();
        if offers.len() > shown {
            lines.push(format!("{} more.", offers.len() - shown));
        }
        self.page.list(lines);
    }

    fn questions(&mut self) {
        let planned = self.planned;
        let questions: Vec<&Question> = planned.to_ask().collect();
        if questions.is_empty() {
            return;
        }
        let shown = if self.style.all { questions.len() } else { QUESTIONS };
        let start = match questions.len() {
            1 => "One answer could still change the plan:".to_owned(),
            all if all <= shown => format!("{all} answers could still change the plan. Most useful first:"),
            all => format!("{all} answers could still change the plan. The {shown} most useful:"),
        };
        self.page.text(2, &start);
        for (index, question) in questions.into_iter().take(shown).enumerate() {
            let fact = planned.catalogue().fact(question.fact);
            self.page.marked(2, &format!("{}.", index + 1), &fact.question);
            let settles = match question.would_settle.len() {
                0 => String::new(),
                offers => format!(" ({} waiting for it)", count(offers, "offer")),
            };
            if self.style.brief {
                continue;
            }
            let (flag, allowed) = flag(fact);
            self.page.text(5, format!("{flag}{settles}"));
            if let Some(allowed) = allowed {
                self.page.text(5, &allowed);
            }
        }
    }

    /// What an undetermined offer waits for.
    fn waits(&self, offer: OfferId) -> String {
        let planned = self.planned;
        if planned.decision.reasons[offer.index()] == Reason::DependsOnOffer {
            return why_open(planned, offer);
        }
        let missing = planned.missing(offer);
        let shown = if self.style.all || missing.len() == MISSING + 1 { missing.len() } else { MISSING };
        let mut flags: Vec<String> = missing
            .iter()
            .take(shown)
            .map(|fact| planned.catalogue().fact(*fact))
            .map(|fact| if self.style.brief { fact.name.clone() } else { format!("--{}", fact.key) })
            .collect();
        if missing.len() > shown {
            flags.push(format!("{} more", missing.len() - shown));
        }
        let flags = list(&flags);
        if self.style.brief { format!("Not known: {flags}.") } else { format!("Needs {flags}.") }
    }
}

/// A fact as a flag with what it takes, such as `--sara low|medium|high`, and what may stand there where that is too long for a
/// line.
fn flag(fact: &Fact) -> (String, Option<String>) {
    const LONGEST: usize = 48;
    let mut takes: Vec<String> = match &fact.answers {
        Answers::YesNo => vec!["yes".to_owned(), "no".to_owned()],
        Answers::Number { minimum, maximum, .. } => vec![format!("{minimum}-{maximum}")],
        Answers::OneOf(values) => values.iter().map(|value| value.key.clone()).collect(),
        Answers::AnyOf(_) => {
            return (format!("--{} LIST", fact.key), Some(format!("LIST: {}", fact.allowed())));
        }
    };
    if fact.unavailable.is_some() {
        takes.push(fact.written(&Answer::Unavailable, ","));
    }
    let takes = takes.join("|");
    if takes.len() > LONGEST {
        return (format!("--{} VALUE", fact.key), Some(format!("VALUE: {}", fact.allowed())));
    }
    (format!("--{} {takes}", fact.key), None)
}
