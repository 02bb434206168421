//! The tables of what the sheet for the person on probation says, and the Welsh beside plain words.

use crate::catalogue::sheet::Saying;
use crate::entry::keys::KeyTakes::{Day, One, Text, Texts};
use crate::entry::keys::Keys;

/// `sheet.toml`.
pub static SHEET: Keys = Keys {
    name: "sheet",
    keys: &{
        let mut keys = [("", One(&SAYING)); Saying::ALL.len() + 2];
        let mut at = 0;
        while at < Saying::ALL.len() {
            keys[at].0 = Saying::ALL[at].1;
            at += 1;
        }
        keys[at] = ("months", One(&MONTHS));
        keys[at + 1] = ("welsh", One(&WELSH));
        keys
    },
};

static SAYING: Keys = Keys { name: "saying", keys: &[("en", Text), ("cy", Text)] };

static MONTHS: Keys = Keys { name: "months", keys: &[("en", Texts), ("cy", Texts)] };

static WELSH: Keys =
    Keys { name: "welsh", keys: &[("draft", Text), ("checked-by", Text), ("checked-on", Day)] };

/// The Welsh beside the plain words of a kind, a phase or a target.
pub(super) static IN_WELSH: Keys = Keys { name: "in-welsh", keys: &[("plain", Text)] };

/// The Welsh beside those of an offer.
pub(super) static OFFER_IN_WELSH: Keys =
    Keys { name: "offer-in-welsh", keys: &[("plain-name", Text), ("plain", Text)] };
