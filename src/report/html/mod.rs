//! One self-contained page: nothing is fetched, no script runs, and it prints.

mod chart;
pub(super) mod drawing;
pub(super) mod markup;
mod option;
mod policy;
pub(super) mod shell;
mod summary;
mod timeline;

pub use self::drawing::{picture, svg};
use self::markup::Markup;
pub use self::summary::page as summary_page;
use super::document::Language;
use super::footnotes::Footnotes;
use super::handover::{
    Detail, Handover, REDACTED, counted, decision, heading, made_with, opening, package_heading,
    presumed_says, without_package,
};
use super::proposal::answers;
use crate::catalogue::policy::Weight;
use crate::catalogue::{Citation, OfferId};
use crate::outcome::Outcome;
use crate::reasons::PlannedCase;
use crate::reasons::aside::worth_a_line;
use crate::reasons::caution::CautionGiven;
use crate::reasons::disclosure::Disclosure;
use crate::reasons::extent::Extent;
use crate::reasons::package;
use crate::text::passage::Passage;
use crate::text::wording::{count, list};

/// The page's whole style sheet. The content security policy allows this one by its digest and no other.
pub(super) const STYLE: &str =
    concat!(include_str!("colours.css"), include_str!("drawing.css"), include_str!("page.css"));

/// What a drawing that stands alone needs of it.
const DRAWING_STYLE: &str = concat!(include_str!("colours.css"), include_str!("drawing.css"));

/// The page being written.
struct WebPage<'p, 'r> {
    planned: &'p PlannedCase<'r>,
    shown: Disclosure<'p, 'r>,
    handover: &'p Handover,
    out: Markup,
    footnotes: Footnotes<'r>,
}

/// The plan as one page.
#[must_use]
pub fn page(planned: &PlannedCase<'_>, handover: &Handover) -> String {
    let mut page = WebPage {
        planned,
        shown: Disclosure { planned, redacted: handover.redact },
        handover,
        out: Markup::default(),
        footnotes: Footnotes::default(),
    };
    page.head();
    page.main();
    shell::close(&mut page.out);
    page.out.into_string()
}

impl<'r> WebPage<'_, 'r> {
    fn head(&mut self) {
        let title = format!("Intervention plan. {}", heading(self.planned));
        shell::open(&mut self.out, &title, Language::English);
    }

    fn main(&mut self) {
        self.out.raw("<h1>Intervention plan</h1>\n");
        self.out.element("p class=\"lead\"", opening(self.planned)).raw("\n");
        self.out.raw("<div class=\"notice\">").element("p", decision(self.planned));
        if self.handover.redact {
            self.out.element("p", REDACTED);
        }
        if let Some(presumed) = presumed_says(self.planned) {
            self.out.element("p", presumed);
        }
        self.out.raw("</div>\n");
        self.at_a_glance();
        self.contents();
        self.decisive();
        self.package();
        self.timeline();
        self.steps();
        self.judgement();
        self.open();
        self.unmet();
        self.standing();
        self.ruled_out();
        self.answers();
        self.sources();
    }

    fn at_a_glance(&mut self) {
        let planned = self.planned;
        let figures = [
            ("Steps", planned.decision.steps.len().to_string()),
            (
                "Length",
                if Extent::of(planned).weeks == 0 {
                    "none".to_owned()
                } else {
                    count(Extent::of(planned).weeks as usize, "week")
                },
            ),
            ("Days of rehabilitation activity", Extent::of(planned).rar_days.to_string()),
            ("For judgement", planned.with_outcome(Outcome::Consider).count().to_string()),
            ("Still open", planned.with_outcome(Outcome::Undetermined).count().to_string()),
        ];
        self.out.raw("<dl class=\"facts\">");
        for (name, value) in figures {
            self.out.raw("<div>").element("dt", name).element("dd", value).raw("</div>");
        }
        self.out.raw("</dl>\n");
    }

    fn contents(&mut self) {
        let planned = self.planned;
        let mut parts = vec![("package", package_heading(planned))];
        if !planned.decision.steps.is_empty() {
            parts.extend([("timeline", "Timeline"), ("steps", "Steps and reasons")]);
        }
        parts.extend([
            ("judgement", "For the practitioner's judgement"),
            ("open", "What is still open"),
            ("unmet", "Needs that nothing meets"),
            ("cautions", "What to bear in mind"),
            ("ruled-out", "What was ruled out"),
            ("answers", answers::HEADING),
            ("sources", "Sources"),
        ]);
        self.out.raw("<nav aria-label=\"Contents\"><ul>");
        for (id, name) in parts {
            self.out.raw("<li><a href=\"#").raw(id).raw("\">").text(name).raw("</a></li>");
        }
        self.out.raw("</ul></nav>\n");
    }

    fn section(&mut self, id: &str, heading: &str) {
        self.out.raw(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">"));
        self.out.text(heading).raw("</h2>\n");
    }

    fn end(&mut self) {
        self.out.raw("</section>\n");
    }

    fn package(&mut self) {
        self.section("package", package_heading(self.planned));
        let lines = package::lines(self.planned);
        if lines.is_empty() {
            self.out.element("p", without_package(self.planned));
        } else {
            self.list(&lines);
        }
        self.end();
    }

    fn list(&mut self, lines: &[String]) {
        self.out.raw("<ul>");
        for line in lines {
            self.out.element("li", line);
        }
        self.out.raw("</ul>\n");
    }

    fn steps(&mut self) {
        if self.planned.decision.steps.is_empty() {
            return;
        }
        self.section("steps", "Steps and reasons");
        self.out.raw("<ol class=\"steps\">\n");
        for index in 0..self.planned.decision.steps.len() {
            self.step(index);
        }
        self.out.raw("</ol>\n");
        self.end();
    }

    fn judgement(&mut self) {
        self.section("judgement", "For the practitioner's judgement");
        let offers: Vec<OfferId> = self.planned.with_outcome(Outcome::Consider).collect();
        if offers.is_empty() {
            self.out.element("p", "Nothing is left to judgement beyond the plan itself.");
        } else {
            self.out.element("p", "These are not in the plan. Each says what it waits for.");
        }
        offers.into_iter().for_each(|offer| self.option(offer));
        self.end();
    }

    fn open(&mut self) {
        self.section("open", "What is still open");
        let planned = self.planned;
        let offers: Vec<OfferId> = planned.with_outcome(Outcome::Undetermined).collect();
        if offers.is_empty() && planned.to_ask().next().is_none() {
            self.out.element("p", "Nothing. No answer that is missing could change this plan.");
        }
        if planned.to_ask().next().is_some() {
            self.out.element("h3", "Answers that could change the plan");
            self.out.element(
                "p",
                "Most useful first. What is not known counts neither for nor against the person.",
            );
            self.out.raw("<ol>");
            for question in planned.to_ask() {
                let fact = planned.catalogue().fact(question.fact);
                self.out.raw("<li>").element("strong", &fact.question).raw(" ").text(&fact.find);
                if !question.would_settle.is_empty() {
                    let names: Vec<&str> = (question.would_settle.iter())
                        .map(|offer| planned.catalogue().offer(*offer).name.as_str())
                        .collect();
                    let waits = if names.len() > 4 {
                        format!("{} wait for it.", count(names.len(), "offer"))
                    } else {
                        format!("Waiting for it: {}.", list(&names))
                    };
                    self.out.raw(" ").element("span class=\"known\"", waits);
                }
                self.out.raw("</li>");
            }
            self.out.raw("</ol>\n");
        }
        if !offers.is_empty() {
            self.out.element("h3", "Options that wait for an answer or a decision");
            self.waiting(&offers);
        }
        self.end();
    }

    /// Options that are open, those that wait for the same under one heading.
    fn waiting(&mut self, offers: &[OfferId]) {
        let mut groups: Vec<(Passage, Vec<OfferId>)> = Vec::new();
        for offer in offers {
            let why = self.shown.in_short(*offer);
            match groups.iter_mut().find(|(known, _)| *known == why) {
                Some((_, group)) => group.push(*offer),
                None => groups.push((why, vec![*offer])),
            }
        }
        groups.into_iter().for_each(|(why, group)| self.alike(&group, why));
    }

    fn unmet(&mut self) {
        self.section("unmet", "Needs that nothing meets");
        let unmet = self.shown.unmet();
        if unmet.is_empty() {
            self.out.element("p", "Every need that is recorded is worked on by a step of the plan.");
        } else {
            self.list(&unmet);
        }
        self.end();
    }

    /// Advice that comes with the sentence or with what is in the plan.
    fn standing(&mut self) {
        self.section("cautions", "What to bear in mind");
        let cautions = self.shown.cautions(Weight::Standing);
        if cautions.is_empty() {
            self.out.element("p", "Nothing more.");
        }
        self.caution_list(&cautions);
        self.end();
    }

    /// What may be wrong, missing or unsafe in this very plan.
    fn decisive(&mut self) {
        let cautions = self.shown.cautions(Weight::Decisive);
        if cautions.is_empty() {
            return;
        }
        self.section("first", "What to look at first");
        self.caution_list(&cautions);
        self.end();
    }

    fn caution_list(&mut self, cautions: &[CautionGiven<'r>]) {
        if cautions.is_empty() {
            return;
        }
        self.out.raw("<ul>");
        for given in cautions {
            self.out.raw("<li>").text(&given.says);
            self.cite(&given.caution.source);
            self.out.raw("</li>");
        }
        self.out.raw("</ul>\n");
    }

    fn ruled_out(&mut self) {
        self.section("ruled-out", "What was ruled out");
        let offers = worth_a_line(self.planned);
        if offers.is_empty() {
            self.out.element("p", "No offer that had to do with this case was ruled out.");
        }
        if self.handover.detail == Detail::Brief && !offers.is_empty() {
            self.out.raw("<ul>");
            for offer in offers {
                let name = &self.planned.catalogue().offer(offer).name;
                self.out.raw("<li>").element("strong", name).raw(": ");
                self.out.text(self.shown.in_short(offer)).raw("</li>");
            }
            self.out.raw("</ul>\n");
        } else {
            offers.into_iter().for_each(|offer| self.option(offer));
        }
        if let Some(counted) = counted(self.planned) {
            self.out.element("p class=\"quiet\"", counted);
        }
        self.end();
    }

    fn answers(&mut self) {
        self.section("answers", answers::HEADING);
        let answers = self.shown.answers();
        self.out.raw("<dl class=\"about\">");
        for (name, answer) in answers {
            self.out.element("dt", name).element("dd", answer);
        }
        self.out.raw("</dl>\n").element("p", answers::left_out_says(&self.shown));
        shell::lines(&mut self.out, &answers::SIGNED);
        self.end();
    }

    fn sources(&mut self) {
        self.section("sources", "Sources");
        self.out.element("p", made_with(self.planned));
        shell::sources(&mut self.out, self.planned.catalogue(), &self.footnotes);
        self.end();
    }

    /// Numbers that lead to the sources, after what they are sources of.
    fn cite(&mut self, source: &'r [Citation]) {
        for citation in source {
            shell::cite(&mut self.out, self.footnotes.number(citation));
        }
    }
}
