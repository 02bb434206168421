//! What was ruled out, and every check of every offer where that is asked for.

use super::Layout;
use crate::catalogue::OfferId;
use crate::ids;
use crate::matching::CriterionResult;
use crate::outcome::{Outcome, Reason};
use crate::reasons::aside::{Aside, worth_a_line};
use crate::reasons::because::Because;
use crate::reasons::confirmed;
use crate::reasons::in_short::{names_a_presumption, of_reason, why_excluded};
use crate::report::footnotes::Footnotes;
use crate::text::passage::Passage;
use crate::text::wording::list;

impl Layout<'_, '_> {
    pub(super) fn excluded(&mut self) {
        let planned = self.planned;
        let (mut listed, mut asides) = (worth_a_line(planned), Aside::counted(planned));
        if self.style.all {
            listed.extend(
                planned.with_outcome(Outcome::Exclude).filter(|offer| Aside::of(planned, *offer).is_some()),
            );
            asides.clear();
        }
        if listed.is_empty() && asides.is_empty() {
            return;
        }
        self.page.heading("Excluded");
        let lines: Vec<Passage> = listed
            .iter()
            .map(|offer| {
                let because = why_excluded(planned, *offer);
                let says_presumed = names_a_presumption(planned, *offer);
                let mut parts = vec![Passage::from(format!("{}.", self.planned.name(*offer))), because];
                parts.extend(self.near_lines(*offer).into_iter().map(Passage::from));
                parts.extend(self.presumes(*offer).filter(|_| !says_presumed).map(Passage::from));
                Passage::joined(parts)
            })
            .collect();
        self.page.list(lines);
        for says in self.may_still(&listed) {
            self.page.text(2, &says);
        }
        if !asides.is_empty() {
            let others = if listed.is_empty() { "" } else { " more" };
            let total: usize = asides.iter().map(|(_, many)| many).sum();
            let parts: Vec<String> = asides.iter().map(|(why, many)| self.counted(*why, *many)).collect();
            let text = format!(
                "{total}{others} have nothing to do with this case: {}. They are listed with --all.",
                list(&parts)
            );
            self.page.text(2, &text);
        }
    }

    fn counted(&self, why: Aside, many: usize) -> String {
        match why {
            Aside::NothingPresent => format!("{many} for needs that are not present"),
            Aside::OtherPeople(fact) => {
                format!("{many} for another {}", self.planned.catalogue().fact(fact).name.to_lowercase())
            }
            Aside::OtherOffending => format!("{many} for other kinds of offending"),
            Aside::OtherSentence => format!("{many} that this sentence cannot carry as it stands"),
            Aside::NotDelivered => format!("{many} not delivered here on that day"),
        }
    }

    /// What may still be done with displaced offers, once for each kind.
    fn may_still(&self, offers: &[OfferId]) -> Vec<String> {
        let catalogue = self.planned.catalogue();
        let mut says: Vec<String> = (offers.iter())
            .filter(|offer| self.planned.decision.reasons[offer.index()] == Reason::Displaced)
            .filter_map(|offer| catalogue.kind_of(*offer).displaced_says.clone())
            .collect();
        says.dedup();
        says
    }

    pub(super) fn every_check(&mut self) {
        if !self.style.all {
            return;
        }
        let planned = self.planned;
        let catalogue = planned.catalogue();
        self.page.heading("Every check of every offer");
        let mut footnotes = Footnotes::default();
        for (id, offer) in ids::numbered::<OfferId, _>(&catalogue.offers) {
            let reason = planned.decision.reasons[id.index()];
            self.page.blank();
            self.page.text(2, format!("{} ({})", offer.name, offer.id));
            let outcome = match reason.outcome() {
                Outcome::Include => "Included",
                Outcome::Consider => "For your judgement",
                Outcome::Undetermined => "Still open",
                Outcome::Exclude => "Excluded",
            };
            self.page.text(4, format!("{outcome}: {}", of_reason(planned.catalogue(), reason)));
            if matches!(reason, Reason::Displaced | Reason::Declined) {
                self.page.text(4, why_excluded(planned, id));
            }
            if let Some(confirmed) = confirmed::delivered_says(planned, id) {
                self.page.text(4, confirmed);
            }
            for mark in self.marks(id) {
                self.page.text(4, &mark);
            }
            for because in Because::all(planned, id) {
                let result = match because.result {
                    CriterionResult::Met => "met:",
                    CriterionResult::NotMet => "not met:",
                    CriterionResult::Unknown => "unknown:",
                    CriterionResult::Excepted => "met by exception:",
                };
                let mut says = because.says().into_owned();
                if let Some(exception) = because.exception {
                    says = format!("{says} Exception: {exception}");
                }
                if let Some(old) = confirmed::not_since_says(catalogue, because.source, planned.case.as_of) {
                    says = format!("{says} {old}");
                }
                self.page.cited(4, &format!("{result} {says}"), &footnotes.marks(because.source));
            }
        }
        self.page.sources(catalogue, &footnotes);
    }
}
