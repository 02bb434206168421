//! Every table of a catalogue's files: its keys, and what each takes. The loader refuses what is not here, and the schemas that
//! editors use are drawn from it.

use crate::entry::keys::KeyTakes::{
    Always, Answer, Answers, Apart, Day, Figure, Many, Number, One, Rising, Text, Texts, Value, Word, Yes,
    YesNo,
};
use crate::entry::keys::Keys;
use crate::outcome::{Outcome, Reason};

/// `catalogue.toml`.
pub static CATALOGUE: Keys = Keys {
    name: "catalogue",
    keys: &[
        ("name", Text),
        ("version", Text),
        ("begins", Day),
        ("date", Day),
        ("review-by", Day),
        ("offers", Texts),
    ],
};

/// `facts.toml`.
pub static FACTS: Keys = Keys { name: "facts", keys: &[("fact", Always(&FACT))] };

/// `targets.toml`.
pub static TARGETS: Keys = Keys { name: "targets", keys: &[("target", Always(&TARGET))] };

/// `sources.toml`.
pub static SOURCES: Keys = Keys { name: "sources", keys: &[("source", Always(&SOURCE))] };

/// `cautions.toml`.
pub static CAUTIONS: Keys = Keys { name: "cautions", keys: &[("caution", Many(&CAUTION))] };

/// `policy.toml`.
pub static POLICY: Keys = Keys {
    name: "policy",
    keys: &[
        ("roles", One(&ROLES)),
        ("sequence", One(&SEQUENCE)),
        ("reasons", One(&REASONS)),
        ("vehicle", Always(&VEHICLE)),
        ("lane", Always(&LANE)),
        ("kind", Always(&KIND)),
        ("phase", Always(&PHASE)),
        ("summary", Always(&SUMMARY)),
    ],
};

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

/// Every file by the name of its schema.
pub static FILES: [&Keys; 7] = [&OFFER, &FACTS, &TARGETS, &SOURCES, &POLICY, &CAUTIONS, &CATALOGUE];

pub(super) static CITATION: Keys = Keys { name: "source", keys: &[("id", Text), ("heading", Text)] };

pub(super) static CONDITION: Keys = Keys {
    name: "condition",
    keys: &[
        ("fact", Text),
        ("is", Value),
        ("at-least", Number),
        ("at-most", Number),
        ("includes", Texts),
        ("includes-none", Texts),
        ("all", Many(&CONDITION)),
        ("any", Many(&CONDITION)),
        ("not", One(&CONDITION)),
        ("always", Yes),
    ],
};

static NOTE: Keys = Keys { name: "note", keys: &[("says", Text), ("source", Many(&CITATION))] };

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

static CRITERION: Keys = Keys {
    name: "criterion",
    keys: &[
        ("id", Text),
        ("says", Text),
        ("fails", Text),
        ("approval", YesNo),
        ("when", One(&CONDITION)),
        ("exception", One(&EXCEPTION)),
        ("source", Many(&CITATION)),
        ("planning-policy", YesNo),
    ],
};

static EXCEPTION: Keys = Keys {
    name: "exception",
    keys: &[("when", One(&CONDITION)), ("exceptional", YesNo), ("says", Text), ("source", Many(&CITATION))],
};

static VEHICLE_RULE: Keys = Keys {
    name: "vehicle",
    keys: &[
        ("when", One(&CONDITION)),
        ("says", Text),
        ("fails", Text),
        ("source", Many(&CITATION)),
        ("one-of", Many(&VEHICLE_CHOICE)),
    ],
};

static VEHICLE_CHOICE: Keys =
    Keys { name: "vehicle-choice", keys: &[("id", Text), ("when", One(&CONDITION))] };

static PHASE_RULE: Keys = Keys {
    name: "phase",
    keys: &[
        ("phase", Text),
        ("kinds", Texts),
        ("works-on", Text),
        ("works-on-class", Word(&TARGET_CLASSES)),
        ("not-worked-on-by", Texts),
        ("when", One(&CONDITION)),
        ("with-included", Texts),
        ("without-included", Texts),
        ("source", Many(&CITATION)),
    ],
};

static FACT: Keys = Keys {
    name: "fact",
    keys: &[
        ("key", Text),
        ("name", Text),
        ("group", Text),
        ("question", Text),
        ("type", Word(&["yes-no", "number", "one-of", "any-of"])),
        ("unit", Text),
        ("minimum", Number),
        ("maximum", Number),
        ("unavailable", YesNo),
        ("unavailable-name", Text),
        ("help", Text),
        ("find", Text),
        ("source", Many(&CITATION)),
        ("basic", Number),
        ("default", Answer),
        ("presume", Answer),
        ("presume-says", Text),
        ("change", Word(&["question", "decision", "work", "time", "fixed"])),
        ("direction", Word(&["up", "down"])),
        ("near", Number),
        ("private", YesNo),
        ("value", Always(&FACT_VALUE)),
        ("values-of", Text),
        ("values-are", Word(&["offers"])),
    ],
};

static FACT_VALUE: Keys = Keys { name: "value", keys: &[("key", Text), ("name", Text), ("help", Text)] };

/// What a target can be.
const TARGET_CLASSES: [&str; 4] = ["need", "offence-related", "purpose", "follow-on"];

static TARGET: Keys = Keys {
    name: "target",
    keys: &[
        ("id", Text),
        ("name", Text),
        ("says", Text),
        ("fails", Text),
        ("plain", Text),
        ("class", Word(&TARGET_CLASSES)),
        ("present", One(&CONDITION)),
        ("also-once-included", Texts),
        ("source", Many(&CITATION)),
    ],
};

static SOURCE: Keys = Keys {
    name: "document",
    keys: &[
        ("id", Text),
        ("title", Text),
        ("publisher", Text),
        ("date", Text),
        ("speaks-to", Day),
        ("address", Text),
        ("file", Text),
        ("note", Text),
    ],
};

static CAUTION: Keys = Keys {
    name: "caution",
    keys: &[
        ("id", Text),
        ("when", One(&CONDITION)),
        ("weight", Word(&["decisive", "standing"])),
        ("planned", One(&PLANNED)),
        ("unplanned", One(&PLANNED)),
        ("outcome", Texts),
        ("at-least", Figure),
        ("at-most", Figure),
        ("prepared", YesNo),
        ("considered", YesNo),
        ("about", Word(&["assumed-duration", "near-line", "arrange", "faster", "old-sources"])),
        ("contradiction", YesNo),
        ("says", Text),
        ("source", Many(&CITATION)),
    ],
};

static PLANNED: Keys = Keys {
    name: "planned",
    keys: &[
        ("kinds", Texts),
        ("offers", Texts),
        ("targets", Texts),
        ("phases", Texts),
        ("fewer-sessions-than", Figure),
        ("first-starts-after", Figure),
    ],
};

static ROLES: Keys = Keys {
    name: "roles",
    keys: &[
        ("region", Text),
        ("weeks", Text),
        ("rar-days", Text),
        ("no-access", Text),
        ("completed", Text),
        ("stage", Text),
        ("sentence", Text),
    ],
};

static SEQUENCE: Keys = Keys {
    name: "sequence",
    keys: &[
        ("sessions-per-week", Figure),
        ("weeks-before-core", Figure),
        ("waiting-kinds", Texts),
        ("source", Many(&CITATION)),
    ],
};

static REASONS: Keys = Keys {
    name: "reasons",
    keys: &{
        let mut keys = [("", Text); Reason::CODES.len()];
        let mut at = 0;
        while at < keys.len() {
            keys[at].0 = Reason::CODES[at];
            at += 1;
        }
        keys
    },
};

static VEHICLE: Keys = Keys {
    name: "requirement",
    keys: &[
        ("id", Text),
        ("name", Text),
        ("package", Word(&["each", "joined", "none"])),
        ("counts-rar-days", YesNo),
        ("proposal", Text),
        ("supervision", Text),
    ],
};

static LANE: Keys = Keys { name: "lane", keys: &[("id", Text), ("name", Text), ("one-at-a-time", YesNo)] };

static KIND: Keys = Keys {
    name: "kind",
    keys: &[
        ("id", Text),
        ("name", Text),
        ("plural", Text),
        ("plain", Text),
        ("lane", Text),
        ("competes", YesNo),
        ("covers-nothing-for", Texts),
        ("without-vehicle", Word(&["support-only"])),
        ("without-vehicle-says", Text),
        ("without-vehicle-when", One(&CONDITION)),
        ("without-vehicle-source", Many(&CITATION)),
        ("put-to", Text),
        ("displaced-says", Text),
        ("vehicle", One(&VEHICLE_RULE)),
        ("criterion", Many(&CRITERION)),
    ],
};

static PHASE: Keys = Keys {
    name: "stage",
    keys: &[
        ("id", Text),
        ("name", Text),
        ("plain", Text),
        ("says", Text),
        ("role", Word(&["main", "stabilise", "prepare", "consolidate"])),
        ("rule", Many(&PHASE_RULE)),
    ],
};

static SUMMARY: Keys = Keys { name: "summary", keys: &[("fact", Text), ("bands", Rising)] };

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
