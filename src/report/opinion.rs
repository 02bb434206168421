//! A second opinion: the practitioner's own proposal first, then where the plan agrees, where it would object and why, what it
//! would add, and whether the proposal fits the time.

use serde_json::{Value, json};

use super::compare::weeks;
use super::table::Style;
use super::table::layout::Page;
use crate::catalogue::OfferId;
use crate::outcome::Outcome;
use crate::plan::Step;
use crate::reasons::Planned;
use crate::review::{About, Finding, laid_out, one_case};
use crate::text::wording::{count, day, plain};

/// The name and version of the form of the key `second_opinion`.
pub const SCHEMA: &str = "goldenthread.second-opinion/1";

/// The fewest columns anything is laid out for.
const NARROWEST_PAGE: usize = 24;

/// A second opinion on what a practitioner proposes.
#[derive(Debug)]
pub struct Opinion<'r> {
    planned: &'r Planned<'r>,
    proposed: Vec<OfferId>,
    steps: Vec<Step>,
    findings: Vec<Finding>,
}

impl<'r> Opinion<'r> {
    /// Compares a proposal with the plan.
    #[must_use]
    pub fn new(planned: &'r Planned<'r>, proposed: &[OfferId]) -> Self {
        let mut distinct: Vec<OfferId> = Vec::with_capacity(proposed.len());
        for offer in proposed {
            if !distinct.contains(offer) {
                distinct.push(*offer);
            }
        }
        let mut findings = one_case(planned, &distinct);
        findings.sort_by_key(|finding| finding.about);
        Self { planned, steps: laid_out(planned, &distinct), findings, proposed: distinct }
    }

    fn name(&self, offer: OfferId) -> &str {
        &self.planned.catalogue().offer(offer).name
    }

    fn step(&self, offer: OfferId) -> Option<&Step> {
        self.steps.iter().find(|step| step.offer == offer)
    }

    fn about(&self, wanted: About) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.about == wanted)
    }

    /// The proposed offers that are in the plan too.
    #[must_use]
    pub fn agreed(&self) -> Vec<OfferId> {
        let included =
            |offer: &OfferId| self.planned.decision.reasons[offer.index()].outcome() == Outcome::Include;
        self.proposed.iter().copied().filter(included).collect()
    }

    /// The offers of the plan that were not proposed.
    #[must_use]
    pub fn would_add(&self) -> Vec<OfferId> {
        self.about(About::NotProposed).filter_map(|finding| finding.offer).collect()
    }

    /// What was found that speaks against the proposal, or has to be justified or known first.
    pub fn objections(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| {
            !matches!(finding.about, About::NotProposed | About::NearLine | About::UnlikeProposals)
        })
    }

    /// Whether what was proposed fits the weeks and the rehabilitation activity days, in a sentence or two.
    #[must_use]
    pub fn fits(&self) -> (bool, String) {
        let catalogue = self.planned.catalogue();
        let number = |fact| self.planned.case.number(&catalogue.vocabulary, fact);
        let (left, days) = (number(catalogue.policy.roles.weeks), number(catalogue.policy.roles.rar_days));
        if self.steps.is_empty() {
            return (false, "Nothing in the proposal could be put in sequence.".to_owned());
        }
        let too_late = self.about(About::CannotFinish).count() > 0;
        let end = self.steps.iter().map(|step| step.end).max().unwrap_or(0);
        let in_weeks = match left {
            None => format!(
                "One after another it takes {}. It is not known how many are left.",
                count(end as usize, "week")
            ),
            Some(left) if too_late => {
                format!("One after another it takes {}, and {left} are left.", count(end as usize, "week"))
            }
            Some(left) => format!("It can be done in sequence by week {end} of the {left} that are left."),
        };
        let needed: u32 = self
            .steps
            .iter()
            .map(|step| self.planned.planner.stated_rar_days(step.offer, step.vehicle))
            .sum();
        let (enough, in_days) = match days {
            Some(days) if needed > days => (
                false,
                format!(
                    " It needs {needed} rehabilitation activity requirement (RAR) days, and there are {days}."
                ),
            ),
            _ if needed > 0 => {
                (true, format!(" It needs {needed} rehabilitation activity requirement (RAR) days."))
            }
            _ => (true, String::new()),
        };
        let left_out = self.proposed.iter().any(|offer| self.step(*offer).is_none());
        let rest = if left_out { "Without what is ruled out: " } else { "" };
        (!too_late && enough, format!("{rest}{in_weeks}{in_days}"))
    }

    /// The opinion as a person reads it.
    #[must_use]
    pub fn page(&self, style: &Style) -> String {
        let mut page = Page::new(style.width.max(NARROWEST_PAGE), style.colour);
        let case = self.planned.case;
        let whom = case.reference.as_ref().map_or_else(String::new, |reference| format!(" for {reference}"));
        page.heading(&format!("Second opinion{whom}, as of {}", day(case.as_of)));
        page.heading("Your proposal");
        if self.proposed.is_empty() {
            page.text(2, "Nothing.");
        }
        for (index, offer) in self.proposed.iter().enumerate() {
            let when =
                self.step(*offer).map_or_else(|| "ruled out, so not put in sequence".to_owned(), weeks);
            page.marked(2, &format!("{}.", index + 1), format!("{}, {when}", self.name(*offer)));
        }
        self.agreement(&mut page);
        self.objection_page(&mut page);
        self.additions(&mut page);
        page.heading("Whether it fits");
        page.text(2, &self.fits().1);
        let near: Vec<&Finding> = self.about(About::NearLine).collect();
        if !near.is_empty() {
            page.heading("Near a line, so worth checking");
        }
        near.into_iter().for_each(|finding| page.marked(2, "-", &finding.says));
        page.blank();
        page.text(0, "The plan itself follows. The decision is yours.");
        page.finish()
    }

    fn agreement(&self, page: &mut Page) {
        page.heading("Where the plan agrees");
        let agreed = self.agreed();
        if agreed.is_empty() {
            page.text(2, "Nothing that was proposed is in the plan.");
        }
        for offer in agreed {
            page.marked(2, "-", format!("{}. {}", self.name(offer), self.planned.why(offer)));
        }
    }

    fn objection_page(&self, page: &mut Page) {
        page.heading("Where it would object, or has a question");
        let mut about = None;
        for finding in self.objections() {
            if about != Some(finding.about) {
                about = Some(finding.about);
                page.text(2, format!("{}:", finding.about.heading()));
            }
            page.marked(4, "-", &finding.says);
            if !finding.source.is_empty() {
                page.named(6, "Source", format!("{}.", finding.source));
            }
        }
        if about.is_none() {
            page.text(2, "Nowhere.");
        }
    }

    fn additions(&self, page: &mut Page) {
        page.heading("What it would add");
        let additions = self.would_add();
        if additions.is_empty() {
            page.text(2, "Nothing.");
        }
        for offer in additions {
            page.marked(2, "-", format!("{}. {}", self.name(offer), self.planned.why(offer)));
        }
    }

    /// The opinion as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let catalogue = self.planned.catalogue();
        let id = |offer: OfferId| catalogue.offer(offer).id.as_str();
        let with_why = |offers: Vec<OfferId>| -> Vec<Value> {
            let why = |offer: OfferId| plain(&self.planned.why(offer));
            offers.into_iter().map(|offer| json!({"offer": id(offer), "why": why(offer)})).collect()
        };
        let proposed: Vec<Value> = (self.proposed.iter())
            .map(|offer| {
                let reason = self.planned.decision.reasons[offer.index()];
                let step = self.step(*offer);
                json!({
                    "offer": id(*offer),
                    "outcome": reason.outcome().code(),
                    "reason": reason.code(),
                    "start_week": step.map(|step| step.start),
                    "end_week": step.map(|step| step.end),
                })
            })
            .collect();
        let finding = |finding: &Finding| {
            json!({
                "about": finding.about.code(),
                "offer": finding.offer.map(id),
                "reason": finding.reason.map(crate::outcome::Reason::code),
                "missing": finding.missing.iter().map(|fact| &catalogue.fact(*fact).key).collect::<Vec<_>>(),
                "says": plain(&finding.says),
                "source": plain(&finding.source),
            })
        };
        let (fits, says) = self.fits();
        json!({
            "schema": SCHEMA,
            "proposed": proposed,
            "agrees": with_why(self.agreed()),
            "objections": self.objections().map(finding).collect::<Vec<_>>(),
            "would_add": with_why(self.would_add()),
            "near_line": self.about(About::NearLine).map(finding).collect::<Vec<_>>(),
            "fits": fits,
            "fits_says": says,
        })
    }
}
