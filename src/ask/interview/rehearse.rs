//! An interview with answers that are there already, for those who write questions to see the flow.

use super::{Interview, NextStep, Reply};
use crate::case::{Case, JudgedOffers};
use crate::catalogue::FactId;
use crate::plan::Planner;

/// One question that was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The fact.
    pub fact: FactId,
    /// What was said.
    pub reply: Reply,
    /// How many offers had an outcome that could still change.
    pub open_before: usize,
    /// And how many had one afterwards.
    pub open_after: usize,
}

/// Interviews with the answers of a case. A fact that the case does not have is answered "not known".
#[must_use]
pub fn rehearse<'p>(
    planner: &'p Planner<'p>,
    case: &Case,
    judged: &JudgedOffers,
) -> (Vec<Asked>, Interview<'p>) {
    let vocabulary = &planner.catalogue.vocabulary;
    let mut blank = case.clone();
    blank.reset(vocabulary);
    blank.reference.clone_from(&case.reference);
    let mut interview = Interview::new(planner, &blank, &[], judged.clone());
    let mut asked = Vec::new();
    let mut open_before = interview.still_open();
    while let NextStep::Ask(fact) = interview.step() {
        let reply = case.answer(vocabulary, fact).map_or(Reply::NotKnown, Reply::Known);
        interview.reply(fact, reply.clone());
        let open_after = interview.still_open();
        asked.push(Asked { fact, reply, open_before, open_after });
        open_before = open_after;
    }
    (asked, interview)
}
