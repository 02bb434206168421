//! What was proposed against what the plan supports: one finding for each thing that differs.

mod alike;
pub mod compare;
pub mod second_opinion;

use std::borrow::Cow;

use crate::batch::{Decider, EachCase, Row, RowRefusal};
use crate::catalogue::{Citation, FactId, OfferId};
use crate::outcome::{Outcome, Reason};
use crate::plan::{Editions, Step};
use crate::reasons::PlannedCase;
use crate::reasons::because::Because;
use crate::reasons::contradiction;
use crate::reasons::in_short::{of_reason, why_excluded};
use crate::reasons::judgement;
use crate::reasons::near_line::NearLine;
use crate::text::wording::list;

pub use alike::Proposal;

/// What a finding is about. In the order in which a worklist has them: what needs a person first comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// Answers that contradict each other.
    Contradiction,
    /// A proposal that cannot be finished in the weeks that are left.
    CannotFinish,
    /// Proposals in an order that cannot work.
    Order,
    /// A proposal that the plan rules out.
    Excluded,
    /// A proposal whose outcome turns on an answer, or an offer, that is open.
    Undetermined,
    /// A score within a point of a line that decides something proposed or planned.
    NearLine,
    /// A proposal that has to be justified, or is a judgement.
    Exception,
    /// An offer of the plan that was not proposed.
    NotProposed,
    /// Cases alike in some facts, with unlike proposals.
    UnlikeProposals,
}

impl About {
    /// Every sort of finding, in the order of a worklist.
    pub const ALL: [Self; 9] = [
        Self::Contradiction,
        Self::CannotFinish,
        Self::Order,
        Self::Excluded,
        Self::Undetermined,
        Self::NearLine,
        Self::Exception,
        Self::NotProposed,
        Self::UnlikeProposals,
    ];

    /// The word that scripts rely on.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::CannotFinish => "cannot-finish",
            Self::Order => "order",
            Self::Excluded => "excluded",
            Self::Undetermined => "undetermined",
            Self::NearLine => "near-line",
            Self::Exception => "exception",
            Self::NotProposed => "not-proposed",
            Self::UnlikeProposals => "unlike-proposals",
        }
    }

    /// The heading it stands under.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Contradiction => "Answers that contradict each other",
            Self::CannotFinish => "Proposed, and cannot be finished in time",
            Self::Order => "Proposed in an order that cannot work",
            Self::Excluded => "Proposed, and not supported by the guidance",
            Self::Undetermined => "Proposed, and open until something is known",
            Self::NearLine => "Scores within a point of a line that decides",
            Self::Exception => "Proposed, and to be justified or judged",
            Self::NotProposed => "Meets the criteria, and was not proposed",
            Self::UnlikeProposals => "Alike, with unlike proposals",
        }
    }
}

/// One thing that a review found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub about: About,
    /// The row, as batches count them.
    pub row: u64,
    /// The case's reference.
    pub reference: Option<String>,
    /// The offer, where it is about one.
    pub offer: Option<OfferId>,
    /// Why the offer is not simply in the plan.
    pub reason: Option<Reason>,
    /// The facts that are missing, where it turns on them.
    pub missing: Vec<FactId>,
    /// What was found, in a sentence or two.
    pub says: String,
    /// Where that is written.
    pub source: String,
}

/// Reviews every case of a caseload.
#[derive(Clone, Debug)]
pub struct Reviewer<'p> {
    decider: Decider<'p>,
    alike_in: Vec<FactId>,
    /// What was found so far.
    pub findings: Vec<Finding>,
    /// What was proposed for whom, where cases are to be compared.
    pub proposals: Vec<Proposal>,
}

impl<'p> Reviewer<'p> {
    /// Reviews by the editions of a catalogue. Cases that are alike in the facts `alike_in`, where there are any, are compared too.
    #[must_use]
    pub fn new(editions: &'p Editions<'p>, alike_in: Vec<FactId>) -> Self {
        Self { decider: Decider::new(editions), alike_in, findings: Vec::new(), proposals: Vec::new() }
    }

    /// Everything that several reviewers of one caseload found, in the order of a worklist.
    #[must_use]
    pub fn worklist(reviewers: Vec<Self>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut proposals = Vec::new();
        let mut compare = None;
        for reviewer in reviewers {
            findings.extend(reviewer.findings);
            proposals.extend(reviewer.proposals);
            compare = Some((reviewer.decider.history(), reviewer.alike_in));
        }
        if let Some((history, alike_in)) = compare
            && let Ok(catalogue) = history.latest()
        {
            findings.extend(alike::unlike(catalogue, &alike_in, proposals));
        }
        // A stable sort: the findings of one row stay in the order in which they were made.
        findings.sort_by_key(|finding| (finding.about, finding.row));
        findings
    }
}

impl EachCase for Reviewer<'_> {
    fn block(&mut self, rows: &[Row]) {
        self.decider.evaluate(rows);
    }

    fn case(&mut self, place: usize, row: &Row, _: &mut Vec<u8>) -> Result<(), RowRefusal> {
        let planner = self.decider.decide(place, row)?.planner;
        let mut proposed: Vec<OfferId> = Vec::new();
        for offer in row.given.case.proposed.iter().flatten() {
            if !proposed.contains(offer) {
                proposed.push(*offer);
            }
        }
        let planned = PlannedCase {
            planner,
            case: &row.given.case,
            decision: self.decider.decision(),
            accepted: &row.given.accepted.offers,
            declined: &row.given.declined.offers,
            presumed: &row.presumed,
            questions: &[],
        };
        let review = Review { planned, row: row.number, proposed: &proposed };
        review.run(&mut self.findings);
        if !self.alike_in.is_empty() {
            self.proposals.push(Proposal::of(row, &self.alike_in, &proposed, planned.catalogue()));
        }
        Ok(())
    }
}

/// What differs between what was proposed for one case and its plan, in the order in which it was found.
#[must_use]
pub fn one_case(planned: &PlannedCase<'_>, proposed: &[OfferId]) -> Vec<Finding> {
    let mut findings = Vec::new();
    Review { planned: *planned, row: 1, proposed }.run(&mut findings);
    findings
}

/// What was proposed, laid out in weeks as if it were the plan. What other checks rule out takes no time.
#[must_use]
pub fn laid_out(planned: &PlannedCase<'_>, proposed: &[OfferId]) -> Vec<Step> {
    Review { planned: *planned, row: 1, proposed }.laid_out()
}

/// One case under review.
struct Review<'r> {
    planned: PlannedCase<'r>,
    row: u64,
    proposed: &'r [OfferId],
}

impl Review<'_> {
    fn run(&self, findings: &mut Vec<Finding>) {
        self.contradictions(findings);
        let late = self.late(findings);
        self.order(findings);
        for offer in self.proposed {
            if !late.contains(offer) {
                self.proposal(*offer, findings);
            }
        }
        self.near_lines(findings);
        for step in &self.planned.decision.steps {
            if !self.proposed.contains(&step.offer) {
                let says = format!("{} is in the plan, and was not proposed.", self.name(step.offer));
                findings.push(Finding { offer: Some(step.offer), ..self.finding(About::NotProposed, says) });
            }
        }
    }

    fn finding(&self, about: About, says: impl Into<String>) -> Finding {
        Finding {
            about,
            row: self.row,
            reference: self.planned.case.reference.clone(),
            offer: None,
            reason: None,
            missing: Vec::new(),
            says: says.into(),
            source: String::new(),
        }
    }

    fn name(&self, offer: OfferId) -> &str {
        &self.planned.catalogue().offer(offer).name
    }

    fn reason(&self, offer: OfferId) -> Reason {
        self.planned.decision.reasons[offer.index()]
    }

    fn cited(&self, source: &[Citation]) -> String {
        self.planned.catalogue().cited_all(source)
    }

    fn contradictions(&self, findings: &mut Vec<Finding>) {
        for caution in contradiction::each(&self.planned) {
            let source = self.cited(&caution.source);
            findings.push(Finding { source, ..self.finding(About::Contradiction, caution.says.clone()) });
        }
    }

    /// Proposals that cannot be finished in the weeks that are left: alone, or laid out with the others in the order
    /// proposed. Gives the offers it found.
    fn late(&self, findings: &mut Vec<Finding>) -> Vec<OfferId> {
        let planner = self.planned.planner;
        let vocabulary = &planner.catalogue.vocabulary;
        let weeks = self.planned.case.number(vocabulary, planner.catalogue.policy.roles.weeks);
        let Some(weeks) = weeks else { return Vec::new() };
        let mut late = Vec::new();
        for step in self.laid_out() {
            let delivery = &planner.catalogue.offer(step.offer).delivery;
            let is_late = if delivery.assumed { step.start > weeks } else { step.end > weeks };
            if !is_late {
                continue;
            }
            let name = self.name(step.offer);
            let says = if delivery.weeks > weeks {
                format!("{name} takes {} weeks, and {weeks} are left.", delivery.weeks)
            } else if delivery.assumed {
                format!(
                    "With the others proposed, {name} would start in week {}: {weeks} are left.",
                    step.start
                )
            } else {
                format!("With the others proposed, {name} would end in week {}: {weeks} are left.", step.end)
            };
            late.push(step.offer);
            findings.push(Finding {
                offer: Some(step.offer),
                reason: Some(self.reason(step.offer)),
                source: self.cited(&delivery.source),
                ..self.finding(About::CannotFinish, says)
            });
        }
        late
    }

    /// What was proposed, laid out in weeks as if it were the plan. What other checks rule out takes no time.
    fn laid_out(&self) -> Vec<Step> {
        let could: Vec<OfferId> = (self.proposed.iter().copied())
            .filter(|offer| {
                let reason = self.reason(*offer);
                reason.outcome() != Outcome::Exclude || matches!(reason, Reason::NoTime | Reason::Displaced)
            })
            .collect();
        self.planned.planner.lay_out(self.planned.case, &could, self.planned.decision)
    }

    fn order(&self, findings: &mut Vec<Finding>) {
        let steps = self.laid_out();
        let step = |offer: OfferId| steps.iter().find(|step| step.offer == offer);
        for (index, first) in self.proposed.iter().enumerate() {
            for then in self.proposed.iter().skip(index + 1) {
                let (Some(a), Some(b)) = (step(*first), step(*then)) else { continue };
                if self.planned.planner.comes_after(a, b) {
                    let (first, after) = (self.name(*first), self.name(*then));
                    let says = format!("{first} is proposed before {after}, and has to come after it.");
                    findings.push(Finding { offer: Some(a.offer), ..self.finding(About::Order, says) });
                }
            }
        }
    }

    /// A proposal that is not simply in the plan.
    fn proposal(&self, offer: OfferId, findings: &mut Vec<Finding>) {
        let reason = self.reason(offer);
        let name = self.name(offer);
        let (about, says, source): (About, Cow<'_, str>, &[Citation]) = match reason.outcome() {
            Outcome::Include => return,
            Outcome::Exclude => {
                let deciding =
                    Because::deciding(&self.planned, offer).map_or(&[][..], |because| because.source);
                (About::Excluded, why_excluded(&self.planned, offer).to_string().into(), deciding)
            }
            Outcome::Undetermined => (About::Undetermined, self.open(offer).into(), &[]),
            Outcome::Consider => {
                let exceptions = Because::exceptions(&self.planned, offer);
                let justify = judgement::to_justify(&self.planned, offer);
                let says: Vec<&str> = justify.iter().map(|justify| justify.says).collect();
                let source = exceptions.first().map_or(&[][..], |because| because.source);
                let says = if says.is_empty() {
                    of_reason(self.planned.catalogue(), reason)
                } else {
                    says.join(" ")
                };
                (About::Exception, says.into(), source)
            }
        };
        findings.push(Finding {
            offer: Some(offer),
            reason: Some(reason),
            missing: self.planned.planner.missing(offer, self.planned.decision),
            source: self.cited(source),
            ..self.finding(about, format!("{name}: {says}"))
        });
    }

    /// What an undetermined offer waits for.
    fn open(&self, offer: OfferId) -> String {
        let catalogue = self.planned.catalogue();
        if self.reason(offer) == Reason::DependsOnOffer {
            let by: Vec<&str> = self.planned.decision.because_of(offer).map(|by| self.name(by)).collect();
            return format!("It turns on {}, which is open.", list(&by));
        }
        let missing = self.planned.planner.missing(offer, self.planned.decision);
        let names: Vec<&str> = missing.iter().map(|fact| catalogue.fact(*fact).name.as_str()).collect();
        format!("It turns on answers that are missing: {}.", list(&names))
    }

    fn near_lines(&self, findings: &mut Vec<Finding>) {
        let catalogue = self.planned.catalogue();
        let planned = self.planned.decision.steps.iter().map(|step| step.offer);
        let mut offers: Vec<OfferId> = self.proposed.iter().copied().chain(planned).collect();
        offers.sort_unstable();
        offers.dedup();
        for offer in offers {
            for near in NearLine::of_offer(&self.planned, offer) {
                let fact = catalogue.fact(near.fact);
                let score = fact.spoken(&crate::catalogue::Answer::Number(near.score));
                let name = self.name(offer);
                let says = format!(
                    "{}: {score} is within a point of the line at {} for {name}.",
                    fact.name, near.line
                );
                findings.push(Finding { offer: Some(offer), ..self.finding(About::NearLine, says) });
            }
        }
    }
}
