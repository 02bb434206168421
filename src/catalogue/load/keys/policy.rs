//! The tables of the policy.

use super::sheet::IN_WELSH;
use super::{CITATION, CONDITION, CRITERION, PHASE_RULE, VEHICLE_RULE};
use crate::entry::keys::KeyTakes::{Always, Figure, Many, One, Rising, Text, Texts, Word, YesNo};
use crate::entry::keys::Keys;
use crate::outcome::Reason;

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
        ("months-confirmed", Figure),
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
        ("proposal-days", Text),
        ("supervision-days", Text),
        ("days-say", Text),
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
        ("cy", One(&IN_WELSH)),
        ("lane", Text),
        ("competes", YesNo),
        ("covers-nothing-for", Texts),
        ("without-vehicle", Word(&["support-only"])),
        ("without-vehicle-says", Text),
        ("without-vehicle-when", One(&CONDITION)),
        ("without-vehicle-source", Many(&CITATION)),
        ("second-says", Text),
        ("second-source", Many(&CITATION)),
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
        ("cy", One(&IN_WELSH)),
        ("says", Text),
        ("role", Word(&["main", "stabilise", "prepare", "consolidate"])),
        ("rule", Many(&PHASE_RULE)),
    ],
};

static SUMMARY: Keys = Keys { name: "summary", keys: &[("fact", Text), ("bands", Rising)] };
