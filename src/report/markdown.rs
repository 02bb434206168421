//! A proposal to paste into a report: sentences, with their sources as footnotes.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::acronym::Acronyms;
use super::footnotes::Footnotes;
use super::handover::{
    Detail, Handover, REDACTED, counted, decision, made_with, opening, package_heading, presumed_says,
    without_package,
};
use crate::catalogue::policy::Weight;
use crate::catalogue::{Citation, OfferId};
use crate::matching::CriterionResult;
use crate::outcome::Outcome;
use crate::reasons::PlannedCase;
use crate::reasons::aside::worth_a_line;
use crate::reasons::calendar::Calendar;
use crate::reasons::disclosure::{Disclosure, Point};
use crate::reasons::extent::Extent;
use crate::reasons::{judgement, package};
use crate::text::passage::Passage;
use crate::text::wording::{count, day, plain};

/// How many of the answers that could change the plan a brief proposal lists.
const MOST_QUESTIONS: usize = 8;

/// The document being written.
struct Document<'p, 'r> {
    planned: &'p PlannedCase<'r>,
    shown: Disclosure<'p, 'r>,
    handover: &'p Handover,
    out: String,
    footnotes: Footnotes<'r>,
    acronyms: Acronyms,
}

/// The plan as Markdown.
#[must_use]
pub fn text(planned: &PlannedCase<'_>, handover: &Handover) -> String {
    let mut document = Document {
        planned,
        shown: Disclosure { planned, redacted: handover.redact },
        handover,
        out: String::new(),
        footnotes: Footnotes::default(),
        acronyms: Acronyms::default(),
    };
    document.write();
    document.out
}

impl<'r> Document<'_, 'r> {
    fn write(&mut self) {
        self.line("# Intervention plan");
        self.paragraph(opening(self.planned).each(escaped));
        self.paragraph(decision(self.planned));
        if self.handover.redact {
            self.paragraph(REDACTED);
        }
        if let Some(presumed) = presumed_says(self.planned) {
            self.paragraph(escaped(&presumed));
        }
        self.decisive();
        self.package();
        self.sequence();
        self.reasons();
        self.judgement();
        self.not_known();
        self.unmet();
        self.standing();
        self.ruled_out();
        self.paragraph("---");
        self.paragraph(escaped(&made_with(self.planned)));
        self.sources();
    }

    fn line(&mut self, text: impl Into<Passage>) {
        let text = text.into().reworded(|said| self.acronyms.shorten(said));
        self.out.push_str(&text);
        self.out.push('\n');
    }

    fn paragraph(&mut self, text: impl Into<Passage>) {
        self.out.push('\n');
        self.line(text);
    }

    fn heading(&mut self, text: &str) {
        self.paragraph(format!("## {text}"));
    }

    /// Marks that lead to the sources, after what they are sources of.
    fn cited(&mut self, source: &'r [Citation]) -> String {
        source.iter().map(|citation| format!("[^{}]", self.footnotes.number(citation))).collect()
    }

    fn package(&mut self) {
        self.heading(package_heading(self.planned));
        let lines = package::lines(self.planned);
        if lines.is_empty() {
            return self.paragraph(without_package(self.planned));
        }
        self.out.push('\n');
        for line in lines {
            self.line(format!("- {}", escaped(&line)));
        }
    }

    fn sequence(&mut self) {
        let Some(timeline) = Calendar::of(self.planned) else { return };
        self.heading("The sequence");
        let catalogue = self.planned.catalogue();
        self.paragraph("| Step | What | Phase | Weeks | From and to | Under |");
        self.line("| ---: | --- | --- | --- | --- | --- |");
        for (index, step) in self.planned.decision.steps.iter().enumerate() {
            let offer = catalogue.offer(step.offer);
            let assumed = if offer.delivery.assumed { " (length assumed)" } else { "" };
            let cells = [
                (index + 1).to_string(),
                offer.name.clone(),
                catalogue.policy.phases[step.phase.index()].name.clone(),
                format!("{} to {}{assumed}", step.start, step.end),
                format!(
                    "{} to {}",
                    day(timeline.first_day_of(step.start)),
                    day(timeline.last_day_of(step.end))
                ),
                catalogue.policy.vehicles[step.vehicle.index()].name.clone(),
            ];
            let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            self.line(format!("| {} |", cells.join(" | ")));
        }
        let mut waits: Vec<(usize, String)> =
            timeline.bars().filter_map(|bar| Some((bar.step, bar.waits.clone()?))).collect();
        waits.sort();
        if !waits.is_empty() {
            self.out.push('\n');
        }
        for (step, wait) in waits {
            self.line(format!("- Step {step}: {}", escaped(&wait)));
        }
        let mut says = format!("The plan takes {}", count(Extent::of(self.planned).weeks as usize, "week"));
        let days = Extent::of(self.planned).rar_days;
        if days > 0 {
            says.push_str(&format!(
                " and {} of a rehabilitation activity requirement (RAR)",
                count(days as usize, "day")
            ));
        }
        match timeline.sentence_weeks {
            Some(weeks) => {
                says.push_str(&format!(". The sentence ends on {}.", day(timeline.last_day_of(weeks))))
            }
            None => says.push_str(". How many weeks remain of the sentence is not known."),
        }
        self.paragraph(&says);
    }

    fn reasons(&mut self) {
        if self.planned.decision.steps.is_empty() {
            return;
        }
        self.heading("Why these");
        for index in 0..self.planned.decision.steps.len() {
            let offer = self.planned.decision.steps[index].offer;
            self.option(offer, &format!("Step {}: ", index + 1));
        }
    }

    fn judgement(&mut self) {
        self.heading("What needs the practitioner's judgement");
        let offers: Vec<OfferId> = self.planned.with_outcome(Outcome::Consider).collect();
        if offers.is_empty() {
            return self.paragraph("Nothing beyond the plan itself.");
        }
        self.paragraph("These are not in the plan. Each says what it waits for.");
        offers.into_iter().for_each(|offer| self.option(offer, ""));
    }

    fn not_known(&mut self) {
        self.heading("What is not known");
        let planned = self.planned;
        let offers: Vec<OfferId> = planned.with_outcome(Outcome::Undetermined).collect();
        if offers.is_empty() && planned.to_ask().next().is_none() {
            return self.paragraph("Nothing that could change this plan.");
        }
        if planned.to_ask().next().is_some() {
            self.paragraph("These answers could change the plan, the most useful first.");
            self.out.push('\n');
        }
        let brief = self.handover.detail == Detail::Brief;
        let shown = if brief { MOST_QUESTIONS } else { usize::MAX };
        for question in planned.to_ask().take(shown) {
            let fact = planned.catalogue().fact(question.fact);
            self.line(format!("- {} {}", escaped(&fact.question), escaped(&fact.find)));
        }
        let more = planned.to_ask().skip(shown).count();
        if more > 0 {
            let more = count(more, "answer");
            self.paragraph(format!("{more} more could change it too."));
        }
        if offers.is_empty() {
            return;
        }
        self.paragraph("These options wait for an answer or a decision.");
        if brief {
            return self.in_a_line_each(&offers);
        }
        offers.into_iter().for_each(|offer| self.option(offer, ""));
    }

    fn unmet(&mut self) {
        self.heading("Needs that nothing meets");
        let unmet = self.shown.unmet();
        if unmet.is_empty() {
            return self.paragraph("Every need that is recorded is worked on by a step of the plan.");
        }
        self.out.push('\n');
        for says in unmet {
            self.line(format!("- {}", escaped(&says)));
        }
    }

    /// Advice that comes with the sentence or with what is in the plan.
    fn standing(&mut self) {
        self.caution_list("What to bear in mind", Weight::Standing);
    }

    /// What may be wrong, missing or unsafe in this very plan.
    fn decisive(&mut self) {
        self.caution_list("What to look at first", Weight::Decisive);
    }

    fn caution_list(&mut self, heading: &str, weight: Weight) {
        let cautions = self.shown.cautions(weight);
        if cautions.is_empty() {
            return;
        }
        self.heading(heading);
        self.out.push('\n');
        for given in cautions {
            let marks = self.cited(&given.caution.source);
            self.line(format!("- {}{marks}", escaped(&given.says)));
        }
    }

    fn ruled_out(&mut self) {
        self.heading("What was ruled out");
        let offers = worth_a_line(self.planned);
        if self.handover.detail == Detail::Brief {
            self.in_a_line_each(&offers);
        } else {
            offers.into_iter().for_each(|offer| self.option(offer, ""));
        }
        if let Some(counted) = counted(self.planned) {
            self.paragraph(escaped(&counted));
        }
    }

    /// Options with why they came out as they did, a line each.
    fn in_a_line_each(&mut self, offers: &[OfferId]) {
        self.out.push('\n');
        for offer in offers {
            let name = escaped(&self.planned.catalogue().offer(*offer).name);
            let says = self.shown.in_short(*offer).each(escaped);
            self.line(Passage::from(format!("- **{name}.** ")).and(says));
        }
    }

    /// One option that was weighed: what became of it, and what speaks for and against it.
    fn option(&mut self, id: OfferId, before: &str) {
        let planned = self.planned;
        let offer = planned.catalogue().offer(id);
        self.paragraph(format!("### {before}{}", escaped(&offer.name)));
        self.paragraph(self.shown.in_short(id).each(escaped));
        if planned.reason(id).outcome() == Outcome::Consider {
            let next = judgement::next(planned, id);
            if !next.is_empty() {
                self.paragraph(escaped(&next));
            }
        }
        if self.handover.detail == Detail::Brief {
            return;
        }
        let points = self.shown.points(id);
        for (word, result) in [
            ("For it", CriterionResult::Met),
            ("For it, by exception", CriterionResult::Excepted),
            ("Against it", CriterionResult::NotMet),
            ("Not known", CriterionResult::Unknown),
        ] {
            let of: Vec<&Point<'r>> = points.iter().filter(|point| point.result == result).collect();
            self.points(word, &of);
        }
        let arranged =
            matches!(planned.decision.reasons[id.index()].outcome(), Outcome::Include | Outcome::Consider);
        let arrange = self.shown.arrange(id);
        if arranged && !arrange.is_empty() {
            let notes: Vec<String> = (arrange.iter())
                .map(|note| format!("{}{}", escaped(&note.says), self.cited(&note.source)))
                .collect();
            self.paragraph(format!("**To arrange:** {}", notes.join(" ")));
        }
    }

    /// Points as a paragraph, and one for each day since which some of them have not been confirmed.
    fn points(&mut self, word: &str, points: &[&Point<'r>]) {
        let mut days: Vec<Option<Date>> = points.iter().map(|point| point.not_since).collect();
        days.sort_unstable_by_key(|since| (since.is_some(), Reverse(*since)));
        days.dedup();
        for since in days {
            let of = points.iter().filter(|point| point.not_since == since);
            let sentences: Vec<String> = of.map(|point| self.sentence(point)).collect();
            let old = since.map_or_else(String::new, |since| format!(", not confirmed since {}", day(since)));
            self.paragraph(format!("**{word}{old}:** {}", sentences.join(" ")));
        }
    }

    /// A point as a sentence. One that is not met or not known is quoted as the criterion it is.
    fn sentence(&mut self, point: &Point<'r>) -> String {
        let marks = self.cited(point.source);
        let says = escaped(&point.says);
        let known = escaped(&point.known.join("; "));
        match point.result {
            CriterionResult::Met | CriterionResult::Excepted => format!("{says}{marks}"),
            CriterionResult::NotMet if known.is_empty() => format!("{says}{marks}"),
            _ if known.is_empty() => format!("\"{says}\"{marks}"),
            CriterionResult::NotMet => format!("{says} ({known}){marks}"),
            CriterionResult::Unknown => format!("Whether \"{says}\" holds ({known}).{marks}"),
        }
    }

    fn sources(&mut self) {
        self.out.push('\n');
        let catalogue = self.planned.catalogue();
        let lines: Vec<String> = (self.footnotes.iter())
            .map(|(number, citation)| format!("[^{number}]: {}", escaped(&catalogue.cited(citation))))
            .collect();
        lines.iter().for_each(|line| self.line(line));
    }
}

/// Text that stays text in Markdown, on one line.
fn escaped(text: &str) -> String {
    let text = plain(&text.replace(['\n', '\t'], " "));
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_from_a_case_cannot_become_a_link_a_table_or_markup() {
        assert_eq!(escaped("a|b\n[c](d) <e> *f* _g_"), "a\\|b \\[c\\](d) \\<e\\> \\*f\\* \\_g\\_");
    }
}
