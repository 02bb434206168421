//! Slips that keep a catalogue from loading.

use super::{BBR, BadExample, GENDER};

/// For each code of a problem a slip, and words of the message it leads to.
pub(in super::super) const UNLOADABLE: &[BadExample] = &[
    ("not-toml", &[(BBR, "kind = \"accredited-programme\"", "kind = \"accredited-programme")], ""),
    (
        "given-twice",
        &[(BBR, "[[criterion]]", "[criterion]")],
        "`[criterion]` is one table, and a list of them follows",
    ),
    (
        "missing-file",
        &[("catalogue.toml", "  \"resolve\",", "  \"resolve\", \"resolved\",")],
        "there is no `offers/resolved.toml`",
    ),
    (
        "unlisted-offer",
        &[("catalogue.toml", "  \"unpaid-work\",\n", "")],
        "`offers/unpaid-work.toml` is not listed",
    ),
    (
        "misnamed-file",
        &[(BBR, "id = \"building-better-relationships\"", "id = \"building-worse-relationships\"")],
        "holds the offer `building-worse-relationships`",
    ),
    ("unknown-key", &[(BBR, "summary = ", "sumary = ")], "`sumary` is not a key"),
    ("missing-key", &[(BBR, "audience = ", "# audience = ")], "`audience` is missing"),
    ("wrong-type", &[(BBR, "sessions = 29", "sessions = \"29\"")], "`sessions` takes a whole number"),
    (
        "unknown-name",
        &[(BBR, "kind = \"accredited-programme\"", "kind = \"acredited-programme\"")],
        "there is no kind `acredited-programme`",
    ),
    ("duplicate-id", &[(BBR, "short-names = [\"BBR\"]", "short-names = [\"TSP\"]")], "`tsp` is used twice"),
    (
        "bad-id",
        &[(BBR, "id = \"female-partner\"", "id = \"Female partner\"")],
        "`Female partner` is not an id",
    ),
    ("empty-text", &[(BBR, "name = \"Building Better Relationships\"", "name = \"\"")], "`name` is empty"),
    (
        "empty-range",
        &[("offers/moving-on.toml", "until = 2022-08-01", "until = 2022-03-01")],
        "no day is from 2022-04-01",
    ),
    ("unclear-condition", &[(BBR, GENDER, "when = { fact = \"gender\" }")], "nothing is asked of `gender`"),
    (
        "impossible-condition",
        &[(BBR, GENDER, "when = { fact = \"gender\", is = \"mail\" }")],
        "`gender` is never `mail`",
    ),
    (
        "impossible-answer",
        &[("facts.toml", "default = \"proposal\"", "default = \"proposed\"")],
        "`stage` cannot be answered so",
    ),
    (
        "reserved-value",
        &[("facts.toml", "key = \"punishment\"", "key = \"none\"")],
        "`none` has a meaning of its own",
    ),
    (
        "unfit-role",
        &[("policy.toml", "weeks = \"weeks-remaining\"", "weeks = \"gender\"")],
        "`gender` cannot be the fact for `weeks`",
    ),
    ("missing-key", &[("sheet.toml", "\"Ionawr\", ", "")], "`cy` names 11 months of 12"),
    (
        "missing-key",
        &[("sheet.toml", "[welsh]\n", "[welsh]\nchecked-by = \"A. Translator\"\n")],
        "`checked-on` is missing",
    ),
    (
        "no-source",
        &[(
            "offers/moving-on.toml",
            "source = { id = \"approved-suite-brochure\", heading = \"Moving On\" }",
            "",
        )],
        "no source is given",
    ),
    (
        "overlapping-availability",
        &[("offers/moving-on.toml", "from = 2022-08-01", "from = 2022-07-01")],
        "two windows hold on the same day",
    ),
    (
        "circular-relation",
        &[
            (BBR, "kind = ", "follows = [\"resolve\"]\nkind = "),
            ("offers/resolve.toml", "kind = ", "follows = [\"building-better-relationships\"]\nkind = "),
        ],
        "comes after itself",
    ),
];
