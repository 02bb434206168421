//! One offer for one case: every check with the answers it rests on and its source, what stands beside it, and what would
//! change the outcome.

pub mod json;

use super::table::Style;
use super::table::layout::Page;
use crate::catalogue::{Answer, FactId, OfferId};
use crate::explain::{Final, Goal, Route, Routes};
use crate::matching::CriterionResult;
use crate::outcome::{Outcome, Reason};
use crate::reasons::Planned;
use crate::reasons::because::{Because, Check};
use crate::reasons::caution::NearLine;
use crate::text::passage::Passage;
use crate::text::wording::{count, day, list, plain};

/// The fewest columns anything is laid out for.
const NARROWEST_PAGE: usize = 24;

/// One offer, explained for one case.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'r> {
    /// The case and what was decided.
    pub planned: &'r Planned<'r>,
    /// The offer.
    pub offer: OfferId,
    /// What would give it the outcome asked for.
    pub routes: &'r Routes,
}

impl Outcome {
    /// What it means for one offer.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::Include => "In the plan",
            Self::Consider => "For your judgement",
            Self::Undetermined => "Still open",
            Self::Exclude => "Not in the plan",
        }
    }
}

impl CriterionResult {
    /// What it means for one check.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::NotMet => "Not met",
            Self::Unknown => "Unknown",
            Self::Excepted => "By exception",
        }
    }
}

impl<'r> Explanation<'r> {
    fn reason(&self) -> Reason {
        self.planned.decision.reasons[self.offer.index()]
    }

    fn name(&self, offer: OfferId) -> &'r str {
        &self.planned.catalogue().offer(offer).name
    }

    fn names(&self, offers: &[OfferId]) -> String {
        list(&offers.iter().map(|offer| self.name(*offer)).collect::<Vec<_>>())
    }

    /// The offers that displace it, or that it depends on.
    fn because_of(&self) -> Vec<OfferId> {
        self.planned.decision.because_of(self.offer).collect()
    }

    /// The offers that it displaces.
    #[must_use]
    pub fn displaces(&self) -> Vec<OfferId> {
        let decision = self.planned.decision;
        let by_this = |(of, by): &(OfferId, OfferId)| {
            (*by == self.offer && decision.reasons[of.index()] == Reason::Displaced).then_some(*of)
        };
        let mut offers: Vec<OfferId> = decision.because_of.iter().filter_map(by_this).collect();
        offers.sort_unstable();
        offers.dedup();
        offers
    }

    /// A known answer to each fact a check reads, as a person reads it.
    fn answers(&self, facts: &[FactId]) -> Vec<String> {
        facts.iter().map(|fact| self.answer(*fact)).collect()
    }

    fn answer(&self, id: FactId) -> String {
        let vocabulary = &self.planned.catalogue().vocabulary;
        let fact = vocabulary.fact(id);
        let presumed = if self.planned.presumed.contains(&id) { " (presumed)" } else { "" };
        let spoken = match self.planned.case.answer(vocabulary, id) {
            Some(Answer::AnyOf(values)) if values.is_empty() => "none".to_owned(),
            Some(answer) => fact.spoken(&answer),
            None => "not answered".to_owned(),
        };
        format!("{}: {spoken}{presumed}", fact.name)
    }

    /// Scores that a check rests on and that lie near its line.
    fn near(&self, because: &Because<'_>) -> Vec<NearLine> {
        match because.check {
            Check::Criterion(index) => self.planned.near_lines_in(self.offer, index),
            _ => Vec::new(),
        }
    }

    fn near_says(&self, near: NearLine) -> String {
        let fact = self.planned.catalogue().fact(near.fact);
        let spoken = |number| fact.spoken(&Answer::Number(number));
        format!("Near the line: {} is {}, the line is {}.", fact.name, spoken(near.score), spoken(near.line))
    }

    /// What rules every route out, in words.
    fn final_says(&self, last: &Final) -> String {
        let because = self.planned.because(self.offer);
        let says = because
            .iter()
            .find(|because| because.check == last.check)
            .map_or_else(String::new, |because| plain(&because.says));
        let answers = self.answers(&last.facts);
        if answers.is_empty() { says } else { format!("{} ({}.)", says, answers.join("; ")) }
    }

    /// The explanation as a person reads it.
    #[must_use]
    pub fn page(&self, style: &Style) -> String {
        let mut page = Page::new(style.width.max(NARROWEST_PAGE), style.colour);
        self.head(&mut page);
        page.heading("Every check");
        for because in self.planned.because(self.offer) {
            self.check(&mut page, &because);
        }
        self.beside(&mut page);
        self.ways(&mut page);
        page.finish()
    }

    fn head(&self, page: &mut Page) {
        let catalogue = self.planned.catalogue();
        let case = self.planned.case;
        let whom = case.reference.as_ref().map_or_else(String::new, |reference| format!(" for {reference}"));
        let name = super::naming::named(catalogue, self.offer);
        page.heading(&format!("{name}{whom}, as of {}", day(case.as_of)));
        page.text(0, &catalogue.offer(self.offer).summary);
        page.blank();
        page.text(
            0,
            format!("{}. {}", self.reason().outcome().says(), self.planned.reason_says(self.reason())),
        );
        match self.reason() {
            Reason::Displaced => page.text(0, self.planned.excluded_because(self.offer)),
            Reason::DependsOnOffer => {
                page.text(0, format!("It turns on {}.", self.names(&self.because_of())));
            }
            Reason::MissingAnswers => {
                let missing = self.planned.missing(self.offer);
                let names: Vec<&str> =
                    missing.iter().map(|fact| catalogue.fact(*fact).name.as_str()).collect();
                page.text(0, format!("Missing: {}.", names.join("; ")));
            }
            Reason::AcceptedException => {
                let because = self.planned.accepted_because(self.offer).unwrap_or_default();
                page.text(0, Passage::from("Accepted because: ").and(Passage::quoted(because)));
            }
            _ => {
                if let Some(deciding) = self.planned.deciding(self.offer) {
                    page.text(0, format!("What decided it: {}", plain(&deciding.says)));
                }
            }
        }
    }

    fn check(&self, page: &mut Page, because: &Because<'_>) {
        page.named(2, because.result.says(), because.says.as_ref());
        if let Some(exception) = because.exception {
            page.named(4, "To justify", exception);
        }
        if !because.facts.is_empty() {
            page.named(4, "It rests on", self.answers(&because.facts).join("; "));
        }
        for near in self.near(because) {
            page.text(4, self.near_says(near));
        }
        let catalogue = self.planned.catalogue();
        let policy = if because.planning_policy { " No guidance states it." } else { "" };
        if !because.source.is_empty() {
            page.named(4, "Source", format!("{}.{policy}", catalogue.cited_all(because.source)));
        }
    }

    fn beside(&self, page: &mut Page) {
        let decision = self.planned.decision;
        let displaces = self.displaces();
        let step = decision.steps.iter().find(|step| step.offer == self.offer);
        if displaces.is_empty() && step.is_none() {
            return;
        }
        page.heading("Beside other offers");
        if let Some(step) = step {
            let policy = &self.planned.catalogue().policy;
            let (phase, vehicle) =
                (&policy.phases[step.phase.index()], &policy.vehicles[step.vehicle.index()]);
            page.text(
                2,
                format!(
                    "In the plan from week {} to week {}. Phase: {}. Delivered under: {}.",
                    step.start, step.end, phase.name, vehicle.name
                ),
            );
            let waits = self.planned.waits_for(step);
            if !waits.is_empty() {
                page.text(2, format!("It comes after {}.", list(&waits)));
            }
        }
        if !displaces.is_empty() {
            page.text(2, format!("It displaces {}.", self.names(&displaces)));
        }
    }

    fn ways(&self, page: &mut Page) {
        let routes = self.routes;
        let goal = match routes.goal {
            Goal::Include => "bring it into the plan",
            Goal::Consider => "leave it to your judgement",
        };
        if routes.reached {
            return;
        }
        if routes.goal == Goal::Consider && self.reason().outcome() == Outcome::Include {
            page.heading("What would change the result");
            page.text(2, "It is in the plan: there is nothing left to judge.");
            return;
        }
        page.heading(&format!("What would {goal}"));
        if self.can_be_accepted() {
            let offer = &self.planned.catalogue().offer(self.offer).id;
            page.text(2, "It is for you to judge. To take it into the plan, say why:");
            page.text(4, format!("--accept {offer}=\"REASON\""));
        }
        if !routes.finals.is_empty() {
            page.text(2, format!("Nothing that can change would {goal}. These will stay as they are:"));
            for last in &routes.finals {
                page.marked(2, "-", format!("Not met: {}", self.final_says(last)));
            }
            return;
        }
        if routes.routes.is_empty() {
            let end = if routes.complete { "" } else { " The search stopped at its limit." };
            page.text(2, format!("No other answers were found that would {goal}.{end}"));
            return;
        }
        self.listed(page);
    }

    /// Whether the practitioner could accept it as things are.
    fn can_be_accepted(&self) -> bool {
        matches!(self.reason(), Reason::Exception | Reason::Option)
            && !self.planned.decision.may_only_support(self.offer)
    }

    fn listed(&self, page: &mut Page) {
        let routes = self.routes;
        page.text(
            2,
            "These are the smallest sets of other answers that would do it, with the plan made again for each. They show \
             what the result turns on; they are not advice, and every answer has to be true.",
        );
        let mut kind = None;
        for route in &routes.routes {
            if kind != Some(route.kind()) {
                kind = Some(route.kind());
                page.text(2, format!("{}:", route.kind().asks()));
            }
            page.marked(4, "-", self.brief(route));
        }
        if routes.found > routes.routes.len() {
            let more = routes.found - routes.routes.len();
            page.text(2, format!("{} of the same size are not listed.", count(more, "more set")));
        }
        if !routes.complete {
            page.text(2, "The search stopped at its limit, so there may be others.");
        }
    }

    fn brief(&self, route: &Route) -> String {
        let catalogue = self.planned.catalogue();
        let each: Vec<String> =
            route.changes.iter().map(|change| change.brief(catalogue, self.planned.case)).collect();
        each.join("; and ")
    }
}
