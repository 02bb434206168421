//! What the reports share that are handed over: how they are asked for and what they say of themselves.

use jiff::civil::Date;

use crate::reasons::PlannedCase;
use crate::reasons::aside::Aside;
use crate::reasons::{confirmed, presumption};
use crate::text::passage::Passage;
use crate::text::wording::{count, day, list, plain};

/// How much of the reasons a report goes into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// What decided each option.
    Brief,
    /// Every check of each option that was weighed.
    #[default]
    Full,
    /// What a court reads: the requirements with a reason each, what stands in the way, and what to look at first. One page.
    Court,
}

/// How a report is to be handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handover {
    /// How much of the reasons.
    pub detail: Detail,
    /// Leave out scores and details of offences, and say so.
    pub redact: bool,
    /// Today, to mark it on a timeline it falls on.
    pub today: Option<Date>,
}

/// What a redacted report says about itself.
pub const REDACTED: &str = "Scores and details of offences are left out of this copy. The names of programmes can still \
say something about an offence: think before you share it.";

/// Whose the decision is.
#[must_use]
pub fn decision(planned: &PlannedCase<'_>) -> &'static str {
    if planned.is_sentenced() {
        "What is planned here meets the published criteria that the catalogue holds, and may be suitable. The decision is \
         the practitioner's."
    } else {
        "What is proposed here meets the published criteria that the catalogue holds, and may be suitable. The decision is \
         the practitioner's. The sentence is the court's, and a licence is for whoever sets its conditions."
    }
}

/// What heads the requirements and conditions of a plan.
#[must_use]
pub fn package_heading(planned: &PlannedCase<'_>) -> &'static str {
    if planned.is_sentenced() { "Under the sentence as made" } else { "What is proposed" }
}

/// Why a plan has no line of requirements or conditions.
#[must_use]
pub fn without_package(planned: &PlannedCase<'_>) -> &'static str {
    match (planned.decision.steps.is_empty(), planned.is_sentenced()) {
        (true, true) => "Nothing is planned on these answers.",
        (true, false) => "Nothing is proposed on these answers.",
        (false, true) => "The plan runs within supervision and needs no requirement or condition of its own.",
        (false, false) => {
            "Nothing has to be proposed to the court or put in a licence: the plan runs within supervision."
        }
    }
}

/// What a report opens with: what it is about, and how old the word is that it rests on where that matters.
#[must_use]
pub fn opening(planned: &PlannedCase<'_>) -> Passage {
    let heading = heading(planned).and(".");
    match confirmed::says(planned) {
        Some(old) => heading.and(format!(" {old}")),
        None => heading,
    }
}

/// What the report is about, in a line: the caller's reference and the day.
#[must_use]
pub fn heading(planned: &PlannedCase<'_>) -> Passage {
    let from = day(planned.case.as_of);
    match &planned.case.reference {
        Some(reference) => {
            Passage::from("Reference ").and(Passage::quoted(reference)).and(format!(", planned from {from}"))
        }
        None => format!("Planned from {from}").into(),
    }
}

/// The catalogue, its version and digest, and the program, in a sentence or two.
#[must_use]
pub fn made_with(planned: &PlannedCase<'_>) -> String {
    let catalogue = planned.catalogue();
    let digest: String = catalogue.digest.chars().take(12).collect();
    let checked = catalogue
        .date
        .map_or_else(String::new, |date| format!(", checked against guidance of {}", day(date)));
    format!(
        "Made with goldenthread {} and the catalogue \"{}\", version {}{checked} (digest {digest}).",
        env!("CARGO_PKG_VERSION"),
        plain(&catalogue.name),
        plain(&catalogue.version),
    )
}

/// How many offers had nothing to do with this person, and why, in a sentence.
#[must_use]
pub fn counted(planned: &PlannedCase<'_>) -> Option<String> {
    let asides = Aside::counted(planned);
    let total: usize = asides.iter().map(|(_, many)| many).sum();
    let parts: Vec<String> = asides
        .into_iter()
        .map(|(why, many)| match why {
            Aside::NothingPresent => format!("{many} work on nothing that is present"),
            Aside::OtherPeople(fact) => {
                format!("{many} are for another {}", planned.catalogue().fact(fact).name.to_lowercase())
            }
            Aside::OtherOffending => format!("{many} are for other kinds of offending"),
            Aside::OtherSentence => format!("{many} cannot be had under this sentence as it stands"),
            Aside::NotDelivered => format!("{many} are not delivered here on that day"),
        })
        .collect();
    (total > 0).then(|| {
        format!("{} have nothing to do with this case: {}.", count(total, "other offer"), list(&parts))
    })
}

/// What was presumed, in a sentence or more; nothing where nothing was.
#[must_use]
pub fn presumed_says(planned: &PlannedCase<'_>) -> Option<String> {
    let says = presumption::says(planned);
    (!says.is_empty()).then(|| format!("Not answered but presumed: {}", says.join(" ")))
}
