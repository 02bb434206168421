//! The keys of `import.toml`.

use crate::entry::keys::KeyTakes::{Always, Many, Number, Text, Texts, Word, Yes};
use crate::entry::keys::Keys;

/// `import.toml`.
pub static IMPORT: Keys = Keys {
    name: "import",
    keys: &[
        ("shape", Always(&SHAPE)),
        ("table", Always(&TABLE)),
        ("same-person", Always(&IDENTIFIER)),
        ("never-written", Always(&PRIVATE)),
    ],
};

static SHAPE: Keys = Keys {
    name: "shape",
    keys: &[
        ("id", Text),
        ("name", Text),
        ("has", Texts),
        ("has-any", Texts),
        ("lacks", Texts),
        ("within", Texts),
        ("status", Text),
        ("complete", Texts),
        ("date", Text),
        ("every", Yes),
        ("nothing", Text),
        ("reading", Many(&READING)),
    ],
};

static READING: Keys = Keys {
    name: "reading",
    keys: &[
        ("fact", Text),
        ("part", Text),
        ("at", Texts),
        (
            "as",
            Word(&[
                "word",
                "number",
                "score",
                "whole-years",
                "last-day",
                "highest",
                "list",
                "days",
                "parts",
                "reaches",
                "given",
                "text",
            ]),
        ),
        ("table", Text),
        ("answer", Text),
        ("when", Texts),
        ("unless", Texts),
        ("after", Texts),
        ("not-after", Texts),
        ("leave-out", Texts),
        ("unavailable-with", Texts),
        ("threshold", Text),
        ("absent-at", Text),
        ("tool", Text),
        ("check", Text),
        ("hint", Yes),
        ("says", Text),
    ],
};

static TABLE: Keys = Keys { name: "table-of-words", keys: &[("id", Text), ("row", Always(&ROW))] };

static ROW: Keys = Keys {
    name: "row",
    keys: &[
        ("is", Texts),
        ("begins", Texts),
        ("contains", Texts),
        ("means", Text),
        ("to", Number),
        ("unanswered", Yes),
    ],
};

static IDENTIFIER: Keys = Keys { name: "same-person", keys: &[("name", Text), ("at", Texts)] };

static PRIVATE: Keys = Keys { name: "never-written", keys: &[("name", Text), ("keys", Texts)] };
