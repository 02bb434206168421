//! The same on small catalogues made at random: every relation, length and judgement that an offer can have.

use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::OfferId;
use goldenthread::ids;
use goldenthread::outcome::Outcome;
use goldenthread::plan::{Options, Planner};
use proptest::prelude::*;

use super::Tried;
use crate::asking::all_but;
use crate::people::{Judged, cases};
use crate::small::{Files, Offer, files, offer};
use crate::world::World;

/// One offer of a small catalogue, made as some numbers say.
pub fn made(index: usize, draws: &[u32]) -> Offer {
    let pick = |at: usize, from: &[&'static str]| from[draws[at] as usize % from.len()];
    let one_in = |at: usize, few: u32| draws[at].is_multiple_of(few);
    let kind =
        pick(0, &["programme", "programme", "treatment", "intervention", "service", "toolkit", "toolkit"]);
    let targets = ["anger", "drink", "housing", "thinking", "harm", "upkeep"];
    let first = pick(1, &targets[..5]);
    let second = pick(2, &targets);
    let works_on = if first == second || one_in(3, 2) { vec![first] } else { vec![first, second] };
    let mut made = offer(&format!("o{index}"), kind, &works_on);
    let sessions = 1 + draws[4] % 14;
    made = made.takes(&match draws[5] % 6 {
        0 => format!("sessions = {sessions}; assumed = true"),
        1 => format!("sessions = {sessions}; assumed = true; fewest-sessions = {}", 1 + sessions / 2),
        2 => format!(
            "sessions = {sessions}; faster-weeks = {}; faster-says = \"Twice a week.\"",
            1 + sessions / 2
        ),
        3 => format!("weeks = {sessions}; lane = \"{}\"", pick(6, &["programme", "one-to-one", "provider"])),
        _ => format!("sessions = {sessions}"),
    });
    let willing = pick(7, &["willing", "ready"]);
    if one_in(8, 3) {
        made = made.asks(willing, &format!("{{ fact = \"{willing}\", is = true }}"));
    } else if one_in(8, 4) {
        made = made
            .asks("score", "{ fact = \"score\", at-least = 50 }")
            .unless("{ fact = \"ready\", is = true }");
    } else if one_in(8, 5) {
        made = made.asks(
            "either",
            "{ any = [{ fact = \"score\", at-least = 50 }, { fact = \"willing\", is = true }] }",
        );
    }
    related(made, index, draws)
}

/// The offer with relations to others, a phase of its own and regions, as some numbers say.
fn related(mut made: Offer, index: usize, draws: &[u32]) -> Offer {
    let pick = |at: usize, from: &[&'static str]| from[draws[at] as usize % from.len()];
    let one_in = |at: usize, few: u32| draws[at].is_multiple_of(few);
    if one_in(9, 6) {
        made = made.with("option = true");
    }
    if one_in(10, 8) {
        made = made.with("first = true");
    }
    if one_in(11, 8) {
        made = made.with("alongside = true");
    }
    if one_in(12, 5) && index > 0 {
        let key = pick(13, &["follows", "prepares-for"]);
        made = made.with(&format!("{key} = [\"o{}\"]", draws[14] as usize % index));
    }
    if one_in(15, 5) {
        let phase = pick(16, &["stabilise", "prepare", "core", "complement", "consolidate"]);
        let rule = pick(
            17,
            &[
                "when = { always = true }",
                "with-included = [\"programme\"]",
                "when = { fact = \"ready\", is = false }\nwith-included = [\"programme\"]",
            ],
        );
        made = made.phase(phase, rule);
    }
    if one_in(18, 5) {
        made = made.not_beside(&[pick(19, &["programme", "intervention", "toolkit"])]);
    }
    if one_in(20, 5) {
        made = made.open("regions = [\"north\"]").open("regions = [\"south\"]; confirmed = false");
    }
    made
}

/// What the practitioner decided about a few offers: what is left to judgement is accepted, and others are declined.
fn decided(planner: &Planner<'_>, case: &Case, draw: u64) -> Judgement {
    let mut judgement = Judgement::default();
    if draw.is_multiple_of(2) {
        return judgement;
    }
    let decision = planner.decide(case, &Options::default());
    for (offer, reason) in ids::numbered::<OfferId, _>(&decision.reasons) {
        match (draw >> (offer.index() * 3 + 1)) % 4 {
            0 if reason.outcome() == Outcome::Consider => judgement.accepted.push(offer),
            1 => judgement.declined.push(offer),
            _ => {}
        }
    }
    judgement
}

const CAUTIONS: &str = r#"
[[caution]]
id = "ready-and-programme"
weight = "decisive"
when = { fact = "ready", is = false }
planned = { kinds = ["programme"] }
unplanned = { kinds = ["toolkit"], targets = ["drink"] }
says = "Not ready for {offers}."
source = { id = "policy", heading = "Advice" }

[[caution]]
id = "housing-and-willing"
weight = "decisive"
when = { any = [{ fact = "willing", is = false }, { fact = "score", at-least = 70 }] }
planned = { targets = ["housing", "drink"] }
considered = true
at-least = 2
says = "See to {offers}."
source = { id = "policy", heading = "Advice" }

[[caution]]
id = "ruled-out"
weight = "decisive"
planned = { kinds = ["toolkit"] }
outcome = ["not-eligible", "no-time", "unconfirmed"]
says = "Ruled out {offers}."
source = { id = "policy", heading = "Advice" }

[[caution]]
id = "near"
weight = "decisive"
about = "near-line"
says = "{fact} {score} near {line}."
source = { id = "policy", heading = "Advice" }
"#;

const UPKEEP: &str = r#"
[[target]]
id = "upkeep"
name = "upkeep"
class = "follow-on"
also-once-included = ["o0"]
present = { fact = "completed", includes = ["o0"] }
source = { id = "policy", heading = "Targets" }
"#;

/// The files of a catalogue with offers made here, with decisive cautions about them.
pub fn files_with_cautions(offers: &[Offer]) -> Files {
    files(offers).append("targets.toml", UPKEEP).append("cautions.toml", CAUTIONS)
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn what_is_not_asked_changes_nothing_on_small_catalogues(
        offers in prop::collection::vec(prop::collection::vec(any::<u32>(), 21), 2..6),
        known in any::<u16>(),
        answers in prop::collection::vec(any::<u64>(), 16),
        judgement in any::<u64>(),
        draws in prop::collection::vec(any::<u64>(), 16),
        once in any::<bool>(),
    ) {
        let offers: Vec<Offer> = offers.iter().enumerate().map(|(index, draws)| made(index, draws)).collect();
        let mut files = files_with_cautions(&offers);
        if once {
            let second = "lane = \"programme\"\nsecond-says = \"A second.\"\nsecond-source = { id = \"policy\", heading = \"One\" }\n";
            files = files.replace("policy.toml", "lane = \"programme\"\n", second);
        }
        let world: World = files.world();
        let planner = Planner::new(&world.catalogue);
        let tried = Tried::new(&planner);
        let vocabulary = &world.catalogue.vocabulary;
        let mut case = world.case(&all_but(&[]));
        for (fact, declared) in vocabulary.iter() {
            if known >> (fact.index() % 16) & 1 == 0 && declared.default.is_none() {
                case.forget(fact);
            } else if answers[fact.index() % 16] % 3 > 0 {
                case.set(vocabulary, fact, &tried.drawn(fact, answers[fact.index() % 16] / 3));
            }
        }
        let judgement = decided(&planner, &case, judgement);
        tried.check(&Judged { case, judgement }, &draws)?;
    }
}
