//! What is proposed and in which order, and what needs the practitioner's judgement.

use super::Layout;
use crate::catalogue::OfferId;
use crate::outcome::{Outcome, Reason};
use crate::plan::Step;
use crate::reasons::calendar::Calendar;
use crate::reasons::extent::Extent;
use crate::reasons::in_short::{of_reason, open_because};
use crate::reasons::{judgement, package, place, works_on};
use crate::text::passage::Passage;
use crate::text::wording::{count, day, list};

impl<'r> Layout<'_, 'r> {
    pub(super) fn steps(&mut self) {
        let planned = self.planned;
        let set = planned.is_sentenced();
        self.page.heading(if set { "Planned, in this order" } else { "Proposed, in this order" });
        if planned.decision.steps.is_empty() {
            self.page.text(2, "Nothing in the catalogue meets its criteria on these answers alone.");
            return;
        }
        if self.has_grid() {
            self.step_grid();
        } else {
            self.step_lines();
        }
        self.page.blank();
        let package = package::lines(planned);
        if !package.is_empty() {
            let set_by = if set { "Under the sentence as made:" } else { "As requirements or conditions:" };
            self.page.text(2, set_by);
            self.page.list(package);
        }
        let lengths = self.lengths();
        self.page.text(2, &lengths);
    }

    fn step_grid(&mut self) {
        let policy = &self.planned.catalogue().policy;
        let rows: Vec<[Vec<Passage>; 4]> = (self.planned.decision.steps.iter())
            .map(|step| {
                let mut weeks: Vec<Passage> = vec![weeks(step, "-").into()];
                if self.is_assumed(step) {
                    weeks.push("assumed".into());
                }
                let mut what = vec![self.planned.name(step.offer).into()];
                what.extend(self.why(step));
                let phase = &policy.phases[step.phase.index()].name;
                let vehicle = &policy.vehicles[step.vehicle.index()].name;
                [weeks, vec![phase.into()], what, vec![vehicle.into()]]
            })
            .collect();
        self.page.grid(2, ["Weeks", "Phase", "What, and why", "Under"], rows, 2, 18);
    }

    fn step_lines(&mut self) {
        let policy = &self.planned.catalogue().policy;
        let calendar = Calendar::of(self.planned);
        for (index, step) in self.planned.decision.steps.iter().enumerate() {
            let assumed = if self.is_assumed(step) { " (assumed)" } else { "" };
            let name = self.planned.name(step.offer).to_owned();
            self.page.marked(2, &format!("{}.", index + 1), &name);
            self.page.named(5, "Weeks", format!("{}{assumed}", weeks(step, " to ")));
            if let Some(calendar) = &calendar {
                let (first, last) = (calendar.first_day_of(step.start), calendar.last_day_of(step.end));
                self.page.named(5, "Dates", format!("{} to {}", day(first), day(last)));
            }
            self.page.named(5, "Phase", &policy.phases[step.phase.index()].name);
            self.page.named(5, "Under", &policy.vehicles[step.vehicle.index()].name);
            let why = self.why(step);
            self.page.named(5, "Why", Passage::joined(why));
        }
        if let Some(calendar) = &calendar
            && let Some(weeks) = calendar.sentence_weeks
        {
            self.page.text(2, format!("The sentence ends on {}.", day(calendar.last_day_of(weeks))));
        }
    }

    fn is_assumed(&self, step: &Step) -> bool {
        self.planned.catalogue().offer(step.offer).delivery.assumed
    }

    /// Why a step is in the plan and in its place.
    fn why(&self, step: &Step) -> Vec<Passage> {
        let planned = self.planned;
        let mut why: Vec<Passage> =
            vec![format!("For {}.", list(&works_on::names(planned, step.offer))).into()];
        if let Some(reason) = planned.accepted_because(step.offer)
            && planned.decision.reasons[step.offer.index()] == Reason::AcceptedException
        {
            why.push(Passage::from("Accepted by the practitioner: ").and(Passage::quoted_sentence(reason)));
        }
        let before = place::waits_for(planned, step);
        if !before.is_empty() {
            why.push(format!("After {}.", list(&before)).into());
        } else if let Some(other) = place::lane_before(planned, step) {
            why.push(format!("After {}: one at a time.", self.planned.name(other)).into());
        } else if step.start > 1 && !place::stabilising(planned).is_empty() {
            why.push(format!("Once {} is under way.", list(&place::stabilising(planned))).into());
        }
        why.extend(self.marks(step.offer).into_iter().map(Passage::from));
        why
    }

    /// How long the plan takes against what there is.
    fn lengths(&self) -> String {
        let planned = self.planned;
        let roles = &planned.catalogue().policy.roles;
        let known = |fact| planned.case.number(&planned.catalogue().vocabulary, fact);
        let weeks = count(Extent::of(planned).weeks as usize, "week");
        let mut all = match known(roles.weeks) {
            Some(left) => format!("In all: {weeks} of {left}"),
            None => format!("In all: {weeks} (how many are left is not answered)"),
        };
        let days = Extent::of(planned).rar_days;
        if days > 0 {
            let days = count(days as usize, "RAR day");
            all.push_str(&match known(roles.rar_days) {
                Some(most) => format!("; {days} of {most}"),
                None => format!("; {days}"),
            });
        }
        if planned.decision.steps.iter().any(|step| self.may_take_days(step)) {
            all.push_str("; RAR days are not counted, as the sentence is not answered");
        }
        all + "."
    }

    /// Whether a step would take days under one sentence and not under another.
    fn may_take_days(&self, step: &Step) -> bool {
        self.planned.catalogue().policy.vehicles[step.vehicle.index()].counts_rar_days && !step.takes_days
    }

    pub(super) fn judgement(&mut self) {
        let offers: Vec<OfferId> = self.planned.with_outcome(Outcome::Consider).collect();
        if offers.is_empty() {
            return;
        }
        self.page.heading("For your judgement");
        let mut before = None;
        for (index, offer) in offers.iter().enumerate() {
            let note = self.support_only(*offer);
            if index > 0 && (note.is_none() || note != before) {
                self.page.blank();
            }
            self.judge(index, *offer);
            let next = offers.get(index + 1).and_then(|next| self.support_only(*next));
            if let Some(says) = note.filter(|_| next != note) {
                self.page.text(5, says);
            }
            before = note;
        }
    }

    /// What an offer without a vehicle may still be used for: said once for offers in a row.
    fn support_only(&self, offer: OfferId) -> Option<&'r str> {
        let planned = self.planned;
        let is_support = planned.decision.reasons[offer.index()] == Reason::SupportOnly;
        let note = planned.catalogue().kind_of(offer).without_vehicle.as_ref();
        note.filter(|_| is_support).map(|note| note.says.as_str())
    }

    fn judge(&mut self, index: usize, offer: OfferId) {
        let planned = self.planned;
        let catalogue = planned.catalogue();
        let (declared, kind) = (catalogue.offer(offer), &catalogue.kind_of(offer).name);
        let reason = planned.decision.reasons[offer.index()];
        let mut title = declared.name.clone();
        if !kind.eq_ignore_ascii_case(&title) {
            title = format!("{title} ({})", kind.to_lowercase());
        }
        title = format!("{title}, for {}", list(&works_on::names(planned, offer)));
        self.page.marked(2, &format!("{}.", index + 1), &title);
        if let Some(length) = package::stated_length(planned, offer) {
            self.page.text(5, format!("Length: {length}."));
        }
        match reason {
            Reason::Option => self.page.text(5, of_reason(catalogue, reason)),
            Reason::AwaitsApproval | Reason::Unconfirmed => self.page.text(5, open_because(planned, offer)),
            _ => {}
        }
        for judgement::ToJustify { says, source } in judgement::to_justify(planned, offer) {
            self.page.text(5, format!("Exception: {says}"));
            self.page.text(5, format!("Source: {}.", catalogue.cited_all(source)));
        }
        for arrange in &declared.arrange {
            self.page.text(5, &arrange.says);
        }
        for mark in self.marks(offer) {
            self.page.text(5, &mark);
        }
        if self.planned.decision.may_only_support(offer) && reason != Reason::SupportOnly {
            self.page.text(5, of_reason(catalogue, Reason::SupportOnly));
        }
        let next = [judgement::ask(planned, offer), judgement::waiting_says(planned, offer)];
        next.into_iter().flatten().for_each(|says| self.page.text(5, says));
        // Nobody types flags at a prompt.
        if self.style.brief {
            return;
        }
        if judgement::may_accept(planned, offer) {
            self.page.text(5, format!("To include it: --accept {}=\"your reason\"", declared.id));
        }
        if judgement::may_decline(planned, offer) {
            self.page.text(5, format!("To leave it out: --decline {}=\"your reason\"", declared.id));
        }
    }
}

fn weeks(step: &Step, to: &str) -> String {
    if step.start == step.end { step.start.to_string() } else { format!("{}{to}{}", step.start, step.end) }
}
