//! Cautions: what a practitioner should know beside the plan, from the catalogue.

use super::PlannedCase;
use super::near_line::NearLine;
use crate::catalogue::policy::CautionAbout;
use crate::catalogue::{Answer, Caution, OfferId};
use crate::matching::Truth;
use crate::outcome::Outcome;

/// The cautions whose conditions hold, in catalogue order.
pub fn holding<'c>(planned: &PlannedCase<'c>) -> impl Iterator<Item = &'c Caution> {
    let evaluation = &planned.decision.evaluation;
    let cautions = planned.catalogue().cautions.iter().zip(&planned.planner.rules.cautions);
    cautions.filter(|(_, when)| evaluation.truth(**when) == Truth::Met).map(|(caution, _)| caution)
}

/// Every caution that holds, in catalogue order, each worded when its turn comes.
pub fn each(planned: &PlannedCase<'_>) -> impl Iterator<Item = String> {
    holding(planned).flat_map(|caution| worded(planned, caution))
}

/// What a caution says of this plan: nothing where what sets it off is not there.
#[must_use]
pub fn worded(planned: &PlannedCase<'_>, caution: &Caution) -> Vec<String> {
    let catalogue = planned.catalogue();
    let steps = || planned.decision.steps.iter().map(|step| step.offer);
    match &caution.about {
        CautionAbout::Case => vec![caution.says.clone()],
        CautionAbout::Planned(rule) => {
            let mut about: Vec<OfferId> = steps().collect();
            if rule.considered {
                about.extend(planned.with_outcome(Outcome::Consider));
            }
            about.retain(|offer| {
                let (kinds, offers) = (&rule.among.kinds, &rule.among.offers);
                (kinds.is_empty() || kinds.contains(&catalogue.offer(*offer).kind))
                    && (offers.is_empty() || offers.contains(offer))
            });
            of_offers(planned, caution, &about)
        }
        CautionAbout::Faster | CautionAbout::OldSources => Vec::new(),
        CautionAbout::AssumedDuration => {
            let assumed = |offer: &OfferId| catalogue.offer(*offer).delivery.assumed;
            of_offers(planned, caution, &steps().filter(assumed).collect::<Vec<_>>())
        }
        CautionAbout::Arrange => steps()
            .filter(|offer| !catalogue.offer(*offer).arrange.is_empty())
            .map(|offer| {
                let notes = catalogue.offer(offer).arrange.iter();
                let says: Vec<&str> = notes.map(|note| note.says.as_str()).collect();
                with_names(planned, caution, &[offer]).replace("{arrange}", &says.join(" "))
            })
            .collect(),
        CautionAbout::NearLine => {
            NearLine::all(planned).into_iter().map(|near| of_score(planned, caution, near)).collect()
        }
    }
}

/// The caution with the offers it is about; nothing where there are none.
fn of_offers(planned: &PlannedCase<'_>, caution: &Caution, offers: &[OfferId]) -> Vec<String> {
    if offers.is_empty() { Vec::new() } else { vec![with_names(planned, caution, offers)] }
}

fn with_names(planned: &PlannedCase<'_>, caution: &Caution, offers: &[OfferId]) -> String {
    let names: Vec<&str> = offers.iter().map(|offer| planned.name(*offer)).collect();
    caution.says.replace("{offers}", &names.join("; "))
}

fn of_score(planned: &PlannedCase<'_>, caution: &Caution, near: NearLine) -> String {
    let fact = planned.catalogue().fact(near.fact);
    let score = fact.spoken(&Answer::Number(near.score));
    let says = caution.says.replace("{fact}", &fact.name).replace("{score}", &score);
    says.replace("{line}", &near.line.to_string())
}
