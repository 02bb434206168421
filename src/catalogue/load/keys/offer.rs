//! The tables of an offer's file.

use super::sheet::OFFER_IN_WELSH;
use super::{CITATION, CONDITION, CRITERION, NOTE, PHASE_RULE, VEHICLE_RULE};
use crate::entry::keys::KeyTakes::{
    Always, Answers, Apart, Day, Figure, Many, One, Text, Texts, Word, YesNo,
};
use crate::entry::keys::Keys;
use crate::outcome::{Outcome, Reason};

/// The file of an offer.
pub static OFFER: Keys = Keys {
    name: "offer",
    keys: &[
        ("id", Text),
        ("name", Text),
        ("short-names", Texts),
        ("kind", Text),
        ("audience", Text),
        ("summary", Text),
        ("plain-name", Text),
        ("plain", Text),
        ("cy", One(&OFFER_IN_WELSH)),
        ("put-to", Text),
        ("targets", Texts),
        ("option", YesNo),
        ("alongside", YesNo),
        ("first", YesNo),
        ("superseded-by", Texts),
        ("follows", Texts),
        ("prepares-for", Texts),
        ("not-beside", Many(&NOT_BESIDE)),
        ("never-in-force", One(&NOTE)),
        ("availability", Always(&AVAILABILITY)),
        ("delivery", One(&DELIVERY)),
        ("criterion", Many(&CRITERION)),
        ("vehicle", One(&VEHICLE_RULE)),
        ("phase", Many(&PHASE_RULE)),
        ("arrange", Many(&NOTE)),
        ("conflict", Many(&CONFLICT)),
        ("note", Many(&NOTE)),
        ("source", Many(&CITATION)),
        ("test", Apart(&TEST)),
    ],
};

static CONFLICT: Keys =
    Keys { name: "conflict", keys: &[("about", Text), ("view", Many(&NOTE)), ("here", Text)] };

static NOT_BESIDE: Keys = Keys {
    name: "not-beside",
    keys: &[
        ("kinds", Texts),
        ("offers", Texts),
        ("when", One(&CONDITION)),
        ("unless", One(&CONDITION)),
        ("says", Text),
        ("source", Many(&CITATION)),
    ],
};

static AVAILABILITY: Keys = Keys {
    name: "availability",
    keys: &[
        ("from", Day),
        ("until", Day),
        ("regions", Texts),
        ("settings", Texts),
        ("confirmed", YesNo),
        ("ended", Text),
        ("source", Many(&CITATION)),
    ],
};

static DELIVERY: Keys = Keys {
    name: "delivery",
    keys: &[
        ("sessions", Figure),
        ("weeks", Figure),
        ("assumed", YesNo),
        ("fewest-sessions", Figure),
        ("faster-weeks", Figure),
        ("faster-says", Text),
        ("whole-sentence", YesNo),
        ("format", Text),
        ("lane", Text),
        ("length", Many(&LENGTH)),
        ("source", Many(&CITATION)),
    ],
};

static LENGTH: Keys = Keys { name: "length", keys: &[("when", One(&CONDITION)), ("says", Text)] };

/// A rule test. It is read for those who check a catalogue, and never becomes part of it.
pub static TEST: Keys = Keys {
    name: "test",
    keys: &[
        ("name", Text),
        ("case", Answers),
        ("like", Text),
        ("but", Answers),
        ("without", Texts),
        ("accept", Answers),
        ("decline", Answers),
        ("with", Texts),
        ("whole-catalogue", YesNo),
        ("as-of", Day),
        ("expect", Word(&Outcome::CODES)),
        ("reason", Word(Reason::CODES)),
        ("decides", Text),
    ],
};
