//! Every table of a catalogue's files: its keys, and what each takes. The loader refuses what is not here, and the schemas that
//! editors use are drawn from it.

mod import;
mod offer;
mod policy;
mod sheet;

use crate::entry::keys::KeyTakes::{
    Always, Answer, Day, Figure, Many, Number, One, Text, Texts, Value, Word, Yes, YesNo,
};
use crate::entry::keys::Keys;
pub use import::IMPORT;
pub use offer::{OFFER, TEST};
pub use policy::POLICY;
use sheet::IN_WELSH;
pub use sheet::SHEET;

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
pub static FACTS: Keys = Keys { name: "facts", keys: &[("words", One(&WORDS)), ("fact", Always(&FACT))] };

static WORDS: Keys = Keys { name: "words", keys: &[("yes", Texts), ("no", Texts), ("not-known", Texts)] };

/// `targets.toml`.
pub static TARGETS: Keys = Keys { name: "targets", keys: &[("target", Always(&TARGET))] };

/// `sources.toml`.
pub static SOURCES: Keys = Keys { name: "sources", keys: &[("source", Always(&SOURCE))] };

/// `cautions.toml`.
pub static CAUTIONS: Keys = Keys { name: "cautions", keys: &[("caution", Many(&CAUTION))] };

/// Every file by the name of its schema.
pub static FILES: [&Keys; 9] =
    [&OFFER, &FACTS, &TARGETS, &SOURCES, &POLICY, &CAUTIONS, &SHEET, &CATALOGUE, &IMPORT];

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
        ("with-offers", Texts),
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
        ("proposing", Text),
        ("type", Word(&["yes-no", "number", "one-of", "any-of"])),
        ("unit", Text),
        ("minimum", Number),
        ("maximum", Number),
        ("items", Texts),
        ("made-of", Texts),
        ("unavailable", YesNo),
        ("unavailable-name", Text),
        ("help", Text),
        ("find", Text),
        ("source", Many(&CITATION)),
        ("basic", Number),
        ("always-asked", YesNo),
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

static FACT_VALUE: Keys =
    Keys { name: "value", keys: &[("key", Text), ("name", Text), ("also", Texts), ("help", Text)] };

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
        ("cy", One(&IN_WELSH)),
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
        ("holding-up", YesNo),
        ("about", Word(&["assumed-duration", "near-line", "arrange", "faster", "overrun", "old-sources"])),
        ("unless-given", Texts),
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
