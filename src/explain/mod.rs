//! What would change an outcome: every smallest set of other answers under which an offer comes into the plan.
//!
//! An offer needs things that no change elsewhere can stand in for: to be available, to meet its criteria, something to
//! work on, a vehicle and time. The search repairs what fails of these, one fact at a time and fewest first, and gives up a
//! branch as soon as more facts must change than a route may have. What then still stands in the way is another offer, and
//! any fact that another offer reads may move that: these are tried one by one. Nothing counts as a route until the whole
//! plan, made again for the changed case, has the outcome.
//!
//! Not every answer that would do is worth naming: a known answer changes only in the direction that the catalogue gives its fact
//! (see `answers`), and no route only rules out another offer for the same end (see `same_end`).

mod answers;
pub mod explanation;
mod prerequisites;
mod repair;
mod rivals;
mod same_end;
mod search;
mod words;

use crate::case::{Case, Judgement};
use crate::catalogue::{Answer, Catalogue, Change, Condition, FactId, OfferId};
use crate::ids::{self, Set};
use crate::outcome::{Outcome, Reason};
use crate::plan::Planner;
use crate::reasons::check::CheckName;
use answers::Takes;
use prerequisites::OfferPrerequisites;

/// The most routes that are given for one offer, the easiest first.
pub const MOST_ROUTES: usize = 12;

/// The most facts that one route changes.
pub const MOST_CHANGES: usize = 12;

/// The outcome that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// In the plan.
    Include,
    /// Left to the practitioner's judgement.
    Consider,
}

impl Goal {
    /// Whether an offer with that reason has it.
    #[must_use]
    pub fn is_reached(self, reason: Reason) -> bool {
        reason.outcome() == self.outcome()
    }

    /// The outcome.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Include => Outcome::Include,
            Self::Consider => Outcome::Consider,
        }
    }
}

/// Another answer to one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// The fact.
    pub fact: FactId,
    /// The present answer; nothing where it is unknown.
    pub from: Option<Answer>,
    /// The nearest answer that serves.
    pub to: Answer,
    /// Other answers that serve as well, the rest of the route as it is.
    pub or: Vec<Answer>,
    /// What the change asks for: to find out, where the present answer is unknown.
    pub kind: Change,
}

/// A smallest set of other answers under which an offer has the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The answers, in catalogue order of their facts.
    pub changes: Vec<FactChange>,
}

/// A check that fails and that no answer which can change would mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Final {
    /// The check.
    pub check: CheckName,
    /// The facts that settle it, all of which stay as they are. None where it is not a matter of the case.
    pub facts: Vec<FactId>,
}

/// What would give an offer an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routes {
    /// The outcome that was asked for.
    pub goal: Goal,
    /// It has that outcome as things are.
    pub reached: bool,
    /// The routes, easiest kind of change first: at most [`MOST_ROUTES`].
    pub routes: Vec<Route>,
    /// How many were found.
    pub found: usize,
    /// Every route of this size was looked for; otherwise the search stopped at its limit.
    pub complete: bool,
    /// What rules every route out.
    pub finals: Vec<Final>,
    /// Where there is no route, the offers that come first for the same end: other answers would only rule them out.
    pub passed_over: Vec<OfferId>,
}

/// A distinct test of a fact, and the offers for which it can matter.
#[derive(Clone, Debug)]
struct Use {
    takes: Takes,
    offers: Set<OfferId>,
}

/// A planner made ready to explain its outcomes.
#[derive(Clone, Debug)]
pub struct Explainer<'p> {
    planner: &'p Planner<'p>,
    needs: Vec<OfferPrerequisites>,
    /// For each fact the tests that the catalogue puts it to.
    uses: Vec<Vec<Use>>,
}

impl<'p> Explainer<'p> {
    /// Makes a planner ready.
    #[must_use]
    pub fn new(planner: &'p Planner<'p>) -> Self {
        let catalogue = planner.catalogue;
        let offers = || ids::all(catalogue.offers.len());
        let mut uses = vec![Vec::new(); catalogue.vocabulary.len()];
        for id in offers() {
            for condition in conditions(catalogue, id) {
                note_uses(catalogue, condition, id, &mut uses);
            }
        }
        Self { planner, needs: offers().map(|id| OfferPrerequisites::new(catalogue, id)).collect(), uses }
    }

    /// The smallest sets of other answers under which an offer has an outcome, for one case.
    #[must_use]
    pub fn routes(&self, offer: OfferId, goal: Goal, case: &Case, judgement: &Judgement) -> Routes {
        search::Search::new(self, offer, goal, case, judgement).run()
    }

    /// The outcome worth asking for where none was named: in the plan, or to judgement for what has to be accepted and was not, an
    /// option or an offer whose delivery no source confirms.
    #[must_use]
    pub fn usual_goal(&self, offer: OfferId, case: &Case, accepted: &[OfferId]) -> Goal {
        let unconfirmed = self.may_be_open(offer, case, false) && !self.may_be_open(offer, case, true);
        let by_judgement = self.planner.catalogue.offer(offer).option || unconfirmed;
        if by_judgement && !accepted.contains(&offer) { Goal::Consider } else { Goal::Include }
    }
}

/// Every condition that bears on what becomes of an offer, or on when it runs.
fn conditions(catalogue: &Catalogue, id: OfferId) -> impl Iterator<Item = &Condition> {
    let offer = catalogue.offer(id);
    let criteria = offer.criteria.iter().flat_map(|criterion| {
        std::iter::once(&criterion.when).chain(criterion.exception.as_ref().map(|exception| &exception.when))
    });
    let vehicles =
        std::iter::once(&offer.vehicle.when).chain(offer.vehicle.one_of.iter().map(|(_, when)| when));
    let targets = offer.targets.iter().map(|target| &catalogue.target(*target).present);
    let phases = (offer.phases.iter())
        .chain(catalogue.policy.phases.iter().flat_map(|phase| &phase.rules))
        .filter(move |rule| rule.kinds.is_empty() || rule.kinds.contains(&offer.kind))
        .map(|rule| &rule.when);
    criteria.chain(vehicles).chain(targets).chain(phases)
}

fn note_uses(catalogue: &Catalogue, condition: &Condition, offer: OfferId, uses: &mut [Vec<Use>]) {
    for test in condition.tests() {
        let known = &mut uses[test.fact.index()];
        for takes in Takes::of(catalogue.fact(test.fact), &test.accepts, true) {
            match known.iter_mut().find(|used| used.takes == takes) {
                Some(used) => used.offers.insert(offer),
                None => known.push(Use { takes, offers: Set::from_iter([offer]) }),
            }
        }
    }
}
