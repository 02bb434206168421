//! Cautions: what a practitioner should know beside the plan, from the catalogue.

use std::borrow::Cow;

use super::PlannedCase;
use super::near_line::NearLine;
use super::{confirmed, judgement};
use crate::catalogue::policy::{Among, CautionAbout, PhaseRole, Planned, Weight};
use crate::catalogue::{Answer, Catalogue, Caution, Citation, OfferId, TargetId};
use crate::ids::{self, Members};
use crate::matching::Truth;
use crate::outcome::Outcome;
use crate::plan::Step;
use crate::text::wording::list;

/// A caution as it is given for one plan.
#[derive(Clone, Debug)]
pub struct CautionGiven<'c> {
    /// The caution: its id, its weight and where it is written.
    pub caution: &'c Caution,
    /// The offers it is about; none where it is about the case.
    pub offers: Vec<OfferId>,
    /// What it says, with the names of those offers where it names them.
    pub says: String,
}

impl<'c> CautionGiven<'c> {
    /// Where what it says is written: where the caution is, and where what it says is to be arranged.
    pub fn source(&self, catalogue: &'c Catalogue) -> impl Iterator<Item = &'c Citation> {
        let arranges = matches!(self.caution.about, CautionAbout::Arrange);
        let offers = self.offers.iter().filter(move |_| arranges);
        let notes = offers.flat_map(|offer| &catalogue.offer(*offer).arrange);
        self.caution.source.iter().chain(notes.flat_map(|note| &note.source))
    }
}

/// Every caution that is given, the decisive ones first, within a weight in catalogue order.
pub fn each<'c>(planned: &PlannedCase<'c>) -> impl Iterator<Item = CautionGiven<'c>> {
    of_weight(planned, Weight::Decisive).chain(of_weight(planned, Weight::Standing))
}

/// The cautions of a weight that are given, in catalogue order.
pub fn of_weight<'c>(planned: &PlannedCase<'c>, weight: Weight) -> impl Iterator<Item = CautionGiven<'c>> {
    let cautions = planned.catalogue().cautions.iter().enumerate();
    cautions
        .filter(move |(_, caution)| caution.weight == weight)
        .filter(|(_, caution)| caution.unless_given.iter().all(|other| given(planned, *other).is_empty()))
        .flat_map(|(at, _)| given(planned, at))
}

/// Whether a caution is about a need that nothing in the plan works on, whatever else is planned: it says what could.
#[must_use]
pub fn is_of_need(caution: &Caution) -> bool {
    let targets = caution.unplanned.as_ref().is_some_and(|unplanned| !unplanned.targets.is_empty());
    targets && matches!(caution.about, CautionAbout::Case)
}

/// What a source offers for a need that nothing in the plan works on, from outside the catalogue.
pub fn of_need<'c>(planned: &PlannedCase<'c>, target: TargetId) -> impl Iterator<Item = CautionGiven<'c>> {
    let works_on = move |caution: &Caution| {
        caution.unplanned.as_ref().is_some_and(|unplanned| unplanned.targets.contains(&target))
    };
    each(planned).filter(move |given| is_of_need(given.caution) && works_on(given.caution))
}

/// What a caution says of this plan, by its place: nothing where its condition does not hold, or what sets it off is not there.
fn given<'c>(planned: &PlannedCase<'c>, at: usize) -> Vec<CautionGiven<'c>> {
    let (Some(caution), Some(when)) =
        (planned.catalogue().cautions.get(at), planned.planner.rules.cautions.get(at))
    else {
        return Vec::new();
    };
    if planned.decision.evaluation.truth(*when) != Truth::Met {
        return Vec::new();
    }
    let steps = &planned.decision.steps;
    if let Some(unplanned) = &caution.unplanned
        && steps.iter().any(|step| fits(planned, unplanned, step.offer))
    {
        return Vec::new();
    }
    let about = |which: &dyn Fn(&Step) -> bool| {
        let offers = steps.iter().filter(|step| which(step)).map(|step| step.offer).collect();
        of_offers(planned, caution, offers)
    };
    match &caution.about {
        CautionAbout::Case => vec![worded(planned, caution, Vec::new())],
        CautionAbout::Planned(rule) => match set_off_by(planned, rule) {
            Some(offers) => of_offers(planned, caution, offers),
            None => Vec::new(),
        },
        CautionAbout::Faster => about(&|step| is_faster(planned, step)),
        CautionAbout::Overrun => about(&|step| ends_after_the_sentence(planned, step)),
        CautionAbout::OldSources => about(&|step| confirmed::is_old_offer(planned, step.offer)),
        CautionAbout::AssumedDuration => {
            about(&|step| planned.catalogue().offer(step.offer).delivery.assumed)
        }
        CautionAbout::Arrange => of_arranging(planned, caution),
        CautionAbout::NearLine => {
            NearLine::all(planned).into_iter().map(|near| of_score(planned, caution, near)).collect()
        }
    }
}

/// The offers that set a caution off; nothing where there are too few or too many, or where the first of them starts soon enough.
fn set_off_by(planned: &PlannedCase<'_>, rule: &Planned) -> Option<Vec<OfferId>> {
    let steps = &planned.decision.steps;
    let mut offers: Vec<OfferId> = if rule.reasons.is_empty() {
        let mut offers: Vec<OfferId> = steps.iter().map(|step| step.offer).collect();
        if rule.considered {
            offers.extend(planned.with_outcome(Outcome::Consider));
        }
        offers
    } else {
        ids::numbered(&planned.decision.reasons)
            .filter(|(_, reason)| rule.reasons.contains(reason))
            .map(|(offer, _)| offer)
            .collect()
    };
    offers.retain(|offer| fits(planned, &rule.among, *offer));
    if rule.holding_up {
        offers.retain(|offer| judgement::holds_up(planned, *offer));
    }
    if rule.unprepared {
        offers.retain(|offer| step_of(planned, *offer).is_some_and(|step| !is_prepared(planned, step)));
    }
    if let Some(week) = rule.among.first_starts_after {
        let starts = offers.iter().filter_map(|offer| step_of(planned, *offer)).map(|step| step.start);
        if starts.min().is_none_or(|first| first <= week) {
            return None;
        }
    }
    let enough = offers.len() >= rule.at_least as usize;
    let few = rule.at_most.is_none_or(|most| offers.len() <= most as usize);
    (enough && few).then_some(offers)
}

/// Whether an offer is of a choice: it fits every key that is given.
fn fits(planned: &PlannedCase<'_>, among: &Among, offer: OfferId) -> bool {
    let declared = planned.catalogue().offer(offer);
    let works_on_one = || {
        let present = among.targets.iter().filter(|target| planned.decision.present.has(**target));
        present.into_iter().any(|target| declared.targets.contains(target))
    };
    let step_fits = || {
        let Some(step) = step_of(planned, offer) else { return false };
        (among.phases.is_empty() || among.phases.contains(&step.phase))
            && among.fewer_sessions_than.is_none_or(|most| planned.planner.sessions(step) < most)
    };
    (among.kinds.is_empty() || among.kinds.contains(&declared.kind))
        && (among.offers.is_empty() || among.offers.contains(&offer))
        && (among.targets.is_empty() || works_on_one())
        && ((among.phases.is_empty() && among.fewer_sessions_than.is_none()) || step_fits())
}

fn step_of<'p>(planned: &PlannedCase<'p>, offer: OfferId) -> Option<&'p Step> {
    planned.decision.steps.iter().find(|step| step.offer == offer)
}

/// Whether something that prepares has ended before a step starts.
fn is_prepared(planned: &PlannedCase<'_>, step: &Step) -> bool {
    let phases = &planned.catalogue().policy.phases;
    let prepares = |other: &Step| phases[other.phase.index()].role == PhaseRole::Prepare;
    planned.decision.steps.iter().any(|other| prepares(other) && other.end < step.start)
}

/// Whether a step has more sessions than its weeks hold.
fn is_faster(planned: &PlannedCase<'_>, step: &Step) -> bool {
    let room = (step.end - step.start + 1) * planned.catalogue().policy.sequence.sessions_per_week;
    planned.planner.sessions(step) > room
}

/// Whether a step ends after the weeks that are left: one is never shortened below the fewest sessions that a source states.
fn ends_after_the_sentence(planned: &PlannedCase<'_>, step: &Step) -> bool {
    let catalogue = planned.catalogue();
    let weeks = planned.case.number(&catalogue.vocabulary, catalogue.policy.roles.weeks);
    weeks.is_some_and(|weeks| step.end > weeks)
}

/// The caution with the offers it is about; nothing where there are none.
fn of_offers<'c>(
    planned: &PlannedCase<'c>,
    caution: &'c Caution,
    offers: Vec<OfferId>,
) -> Vec<CautionGiven<'c>> {
    if offers.is_empty() { Vec::new() } else { vec![worded(planned, caution, offers)] }
}

fn worded<'c>(planned: &PlannedCase<'c>, caution: &'c Caution, offers: Vec<OfferId>) -> CautionGiven<'c> {
    let names: Vec<&str> = offers.iter().map(|offer| planned.name(*offer)).collect();
    let names = list(&names);
    let mut written = Cow::Borrowed(caution.says.as_str());
    if written.contains("{week}") {
        written = written.replace("{week}", &two_thirds(planned).to_string()).into();
    }
    CautionGiven { caution, says: written.replace("{offers}", &names), offers }
}

/// The week with which two-thirds of the weeks that are left are over; 0 where they are unknown.
fn two_thirds(planned: &PlannedCase<'_>) -> u32 {
    let catalogue = planned.catalogue();
    let weeks = planned.case.number(&catalogue.vocabulary, catalogue.policy.roles.weeks).unwrap_or(0);
    weeks * 2 / 3
}

/// What has to be arranged, once for the steps that need the same.
fn of_arranging<'c>(planned: &PlannedCase<'c>, caution: &'c Caution) -> Vec<CautionGiven<'c>> {
    let mut needs: Vec<(String, Vec<OfferId>)> = Vec::new();
    for offer in planned.decision.steps.iter().map(|step| step.offer) {
        let notes = planned.catalogue().offer(offer).arrange.iter();
        let says = notes.map(|note| note.says.as_str()).collect::<Vec<_>>().join(" ");
        match needs.iter_mut().find(|(needed, _)| *needed == says) {
            _ if says.is_empty() => {}
            Some((_, offers)) => offers.push(offer),
            None => needs.push((says, vec![offer])),
        }
    }
    let given = |(says, offers): (String, Vec<OfferId>)| {
        let mut given = worded(planned, caution, offers);
        given.says = given.says.replace("{arrange}", &says);
        given
    };
    needs.into_iter().map(given).collect()
}

fn of_score<'c>(planned: &PlannedCase<'c>, caution: &'c Caution, near: NearLine) -> CautionGiven<'c> {
    let fact = planned.catalogue().fact(near.fact);
    let score = fact.spoken(&Answer::Number(near.score));
    let says = caution.says.replace("{fact}", &fact.name).replace("{score}", &score);
    let says = says.replace("{line}", &near.line.to_string());
    CautionGiven { caution, offers: Vec::new(), says }
}
