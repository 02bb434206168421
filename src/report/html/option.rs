//! One option on the page: what it is, why it came out as it did, and every check behind that.

use super::WebPage;
use crate::catalogue::OfferId;
use crate::matching::CriterionResult;
use crate::outcome::Outcome;
use crate::reasons::calendar::Calendar;
use crate::reasons::judgement;
use crate::report::handover::Detail;
use crate::text::passage::Passage;
use crate::text::wording::{capital, count, day, list};

/// What became of a check, in a word or two.
fn verdict(result: CriterionResult) -> &'static str {
    match result {
        CriterionResult::Met => "Met",
        CriterionResult::NotMet => "Not met",
        CriterionResult::Unknown => "Not known",
        CriterionResult::Excepted => "Met by exception",
    }
}

impl WebPage<'_, '_> {
    /// A step of the plan.
    pub(super) fn step(&mut self, index: usize) {
        let planned = self.planned;
        let catalogue = planned.catalogue();
        let Some(step) = planned.decision.steps.get(index) else { return };
        let Some(timeline) = Calendar::of(planned) else { return };
        let offer = catalogue.offer(step.offer);
        let phase = &catalogue.policy.phases[step.phase.index()];
        let colour = step.phase.index().min(5);
        self.out.raw("<li class=\"long\"><h3>");
        self.out
            .raw(&format!("<span class=\"number g{colour}\">{}</span> ", index + 1))
            .text(&offer.name)
            .raw("</h3>");
        self.out.element("p", self.shown.in_short(step.offer));
        let sessions = planned.planner.sessions(step);
        let assumed = if offer.delivery.assumed { " (length assumed)" } else { "" };
        let (from, to) = (timeline.first_day_of(step.start), timeline.last_day_of(step.end));
        let rows = [
            ("When", format!("weeks {} to {}, {} to {}{assumed}", step.start, step.end, day(from), day(to))),
            ("Phase", format!("{}: {}", phase.name, phase.says)),
            ("Under", catalogue.policy.vehicles[step.vehicle.index()].name.clone()),
            (
                "How",
                format!(
                    "{}; {} planned",
                    capital(&offer.delivery.format),
                    count(sessions as usize, "session")
                ),
            ),
        ];
        self.out.raw("<dl class=\"about\">");
        for (name, value) in rows {
            self.out.element("dt", name).element("dd", value);
        }
        self.out.raw("</dl>");
        self.arranging(step.offer);
        self.reasons(step.offer);
        self.out.raw("</li>\n");
    }

    /// An option that is not in the plan.
    pub(super) fn option(&mut self, id: OfferId) {
        let planned = self.planned;
        let offer = planned.catalogue().offer(id);
        self.out.raw("<div class=\"option\">").element("h3", &offer.name);
        self.out.element("p", self.shown.in_short(id));
        let next = judgement::next(planned, id);
        if planned.reason(id).outcome() == Outcome::Consider && !next.is_empty() {
            self.out.element("p", next);
        }
        if planned.reason(id).outcome() == Outcome::Consider {
            self.arranging(id);
        }
        self.reasons(id);
        self.out.raw("</div>\n");
    }

    /// Options that came out as they did for the same reason, which is told once.
    pub(super) fn alike(&mut self, offers: &[OfferId], why: Passage) {
        let names: Vec<&str> = offers.iter().map(|offer| self.planned.name(*offer)).collect();
        self.out.raw("<div class=\"option\">").element("h4", list(&names)).element("p", why);
        offers.iter().for_each(|offer| self.reasons(*offer));
        self.out.raw("</div>\n");
    }

    /// What has to be arranged for an option, with where each is written.
    fn arranging(&mut self, id: OfferId) {
        let arrange = self.shown.arrange(id);
        if arrange.is_empty() {
            return;
        }
        self.out.element("h4", "To arrange").raw("<ul>");
        for note in arrange {
            self.out.raw("<li>").text(&note.says);
            self.cite(&note.source);
            self.out.raw("</li>");
        }
        self.out.raw("</ul>");
    }

    /// Every check of an option, folded.
    fn reasons(&mut self, id: OfferId) {
        if self.handover.detail == Detail::Brief {
            return;
        }
        let planned = self.planned;
        let offer = planned.catalogue().offer(id);
        let points = self.shown.points(id);
        let number = |wanted: CriterionResult| points.iter().filter(|point| point.result == wanted).count();
        let met = number(CriterionResult::Met);
        let mut parts = vec![format!("{met} met")];
        for (result, word) in [
            (CriterionResult::Excepted, "by exception"),
            (CriterionResult::Unknown, "not known"),
            (CriterionResult::NotMet, "not met"),
        ] {
            if number(result) > 0 {
                parts.push(format!("{} {word}", number(result)));
            }
        }
        // On paper stand the reasons for what is proposed, and for what somebody has to decide about.
        let kept = match planned.reason(id).outcome() {
            Outcome::Include | Outcome::Consider => " class=\"kept\"",
            Outcome::Undetermined | Outcome::Exclude => "",
        };
        self.out.raw("<details").raw(kept).raw("><summary>Reasons for ").text(&offer.name);
        self.out.text(format!(": {}", parts.join(", "))).raw("</summary>");
        if let Some(summary) = self.shown.summary(id) {
            self.out.element("p", summary);
        }
        self.out.raw("<ul class=\"points\">");
        for point in &points {
            let class = match point.result {
                CriterionResult::Met => "for",
                CriterionResult::NotMet => "against",
                CriterionResult::Unknown | CriterionResult::Excepted => "open",
            };
            self.out
                .raw("<li>")
                .element(&format!("span class=\"result {class}\""), format!("{}:", verdict(point.result)));
            self.out.raw(" ").text(&point.says);
            self.cite(point.source);
            if let Some(since) = point.not_since {
                let old = format!("Not confirmed since {}.", day(since));
                self.out.raw(" ").element("span class=\"known\"", old);
            }
            if !point.known.is_empty() {
                self.out.element("span class=\"known\"", point.known.join("; "));
            }
            self.out.raw("</li>");
        }
        self.out.raw("</ul>");
        let notes = self.shown.notes(id);
        if !notes.is_empty() {
            self.out.element("h4", "Also worth knowing").raw("<ul>");
            for (says, source) in notes {
                self.out.raw("<li>").text(&says);
                self.cite(source);
                self.out.raw("</li>");
            }
            self.out.raw("</ul>");
        }
        self.out.raw("</details>");
    }
}
