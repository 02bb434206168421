//! The bad examples: for each code a slip in the shipped catalogue. Those that keep it from loading are apart.

pub(super) mod unloadable;

/// A code, the slips that lead to it, and words of the message.
pub(super) type BadExample = (&'static str, &'static [Slip], &'static str);

/// A slip: in a file, these words instead of those, the first time they stand there.
pub(super) type Slip = (&'static str, &'static str, &'static str);

const GENDER: &str = "when = { fact = \"gender\", is = \"male\" }";
const BBR: &str = "offers/building-better-relationships.toml";

/// For each code of what is doubtful a slip, and words of the message it leads to.
pub(super) const DOUBTFUL: &[BadExample] = &[
    (
        "never-met",
        &[(
            BBR,
            GENDER,
            "when = { all = [ { fact = \"gender\", is = \"male\" }, { fact = \"gender\", is = \"female\" } ] }",
        )],
        "nobody can meet the criterion `gender`",
    ),
    (
        "never-fails",
        &[(BBR, GENDER, "when = { fact = \"gender\", is = [\"male\", \"female\"] }")],
        "everybody meets the criterion `gender`",
    ),
    (
        "implied-criterion",
        &[(
            BBR,
            "when = { fact = \"sara\", is = [\"medium\", \"high\"] }",
            "when = { fact = \"gender\", is = [\"male\"] }",
        )],
        "says nothing that",
    ),
    (
        "spare-part",
        &[(
            BBR,
            "when = { fact = \"oasys-need-score\", at-least = 5 }",
            "when = { any = [ { fact = \"oasys-need-score\", at-least = 5 }, { fact = \"oasys-need-score\", at-least = 6 } ] }",
        )],
        "this part of `any` changes nothing",
    ),
    (
        "idle-exception",
        &[(
            BBR,
            "when = { fact = \"mental-health\", is = \"stable\" }",
            "when = { fact = \"mental-health\", is = \"none\" }",
        )],
        "the exception of the criterion `mental-health` can never apply",
    ),
    (
        "never-included",
        &[(
            BBR,
            "when = { fact = \"sara\", is = [\"medium\", \"high\"] }",
            "when = { fact = \"gender\", is = \"female\" }",
        )],
        "`building-better-relationships` can never be included",
    ),
    (
        "never-present",
        &[(
            "targets.toml",
            "present = { fact = \"needs\", includes = [\"finance\"] }",
            "present = { all = [ { fact = \"gender\", is = \"male\" }, { fact = \"gender\", is = \"female\" } ] }",
        )],
        "nothing can make the target `finance` present",
    ),
    (
        "unused-fact",
        &[(
            "facts.toml",
            "",
            "\n[[fact]]\nkey = \"shoe-size\"\nname = \"Shoe size\"\ngroup = \"The person\"\nquestion = \"Which shoe size?\"\ntype = \"yes-no\"\nhelp = \"It helps nobody.\"\nfind = \"On the shoe.\"\nchange = \"fixed\"\nsource = { id = \"planning-policy\", heading = \"Shoes\" }\n",
        )],
        "no rule reads the fact `shoe-size`",
    ),
    (
        "unused-target",
        &[(
            "targets.toml",
            "",
            "\n[[target]]\nid = \"shoes\"\nname = \"shoes\"\nclass = \"need\"\npresent = { fact = \"gender\", is = \"male\" }\nsource = { id = \"planning-policy\", heading = \"Shoes\" }\n",
        )],
        "no offer works on the target `shoes`",
    ),
    (
        "unused-source",
        &[(
            "sources.toml",
            "",
            "\n[[source]]\nid = \"shoe-book\"\ntitle = \"Shoes\"\npublisher = \"A shop\"\ndate = \"2022\"\n",
        )],
        "nothing cites the source `shoe-book`",
    ),
    (
        "same-criteria",
        &[("offers/location-monitoring.toml", "\noption = true\n", "\n")],
        "are for the same people and work on the same",
    ),
    (
        "hole",
        &[(
            BBR,
            "when = { fact = \"oasys-need-score\", at-least = 5 }",
            "when = { any = [ { fact = \"oasys-need-score\", at-most = 3 }, { fact = \"oasys-need-score\", at-least = 5 } ] }",
        )],
        "4 of `oasys-need-score` is on neither side",
    ),
    (
        "overlap",
        &[(
            BBR,
            "when = { fact = \"oasys-need-score\", at-least = 5 }",
            "when = { any = [ { fact = \"oasys-need-score\", at-most = 5 }, { fact = \"oasys-need-score\", at-least = 5 } ] }",
        )],
        "5 of `oasys-need-score` is on both sides",
    ),
    (
        "placeholder",
        &[(BBR, "short-names = [\"BBR\"]", "short-names = [\"BBR\", \"TBC\"]")],
        "holds a placeholder: `TBC`",
    ),
    (
        "contradictory-relation",
        &[(
            BBR,
            "kind = \"accredited-programme\"",
            "kind = \"accredited-programme\"\nfollows = [\"resolve\"]\nnot-beside = { kinds = [\"accredited-programme\"], says = \"Alone.\", source = { id = \"planning-policy\", heading = \"Shoes\" } }",
        )],
        "may not stand beside it",
    ),
    ("sentence-number", &[(BBR, "add up to 5 or more", "add up to 6 or more")], "says 6 or more"),
    (
        "sentence-number",
        &[("offers/thinking-skills-programme.toml", "score is 50 or more", "score is 50 or less")],
        "the sentence of `ogrs3` says 50 or less",
    ),
    (
        "sentence-number",
        &[(BBR, "The person is under 18.", "The person is over 18.")],
        "the sentence for when `age` fails says over 18",
    ),
    (
        "same-sentences",
        &[(BBR, "The person is supervised as a woman.", "The person is supervised as a man.")],
        "`gender` says the same whether it is met or not",
    ),
    (
        "no-successor",
        &[("offers/connection-and-community-chemsex.toml", "ended = ", "# ended = ")],
        "ends on 1 May 2022, and nothing takes its place",
    ),
    (
        "review-passed",
        &[("catalogue.toml", "review-by = 2027-05-31", "review-by = 2025-05-31")],
        "was to be reviewed by 31 May 2025",
    ),
    (
        "test-failed",
        &[(
            BBR,
            "when = { fact = \"sara\", is = [\"medium\", \"high\"] }",
            "when = { fact = \"sara\", is = [\"low\", \"high\"] }",
        )],
        "`Meets every criterion` is to come out as include",
    ),
    (
        "bad-test",
        &[(BBR, "like = \"Meets every criterion\"", "like = \"Meets every criterium\"")],
        "no test before this one is called",
    ),
    (
        "no-tests",
        &[(
            "offers/cognitive-self-change-programme.toml",
            "[[test]]\nname = \"No longer accredited\"\nas-of = 2026-06-01\nexpect = \"exclude\"\nreason = \"not-available\"\n[test.case]\noffence = [\"general-violence\"]\n\n[[test]]\nname = \"No longer accredited, on the first day of the catalogue\"\nlike = \"No longer accredited\"\nas-of = 2021-06-26\nexpect = \"exclude\"\nreason = \"not-available\"\n\n[[test]]\nname = \"On licence, with consent\"\nlike = \"No longer accredited\"\nbut = { sentence = \"licence\", accepts-programme = true, completed = [] }\nexpect = \"exclude\"\nreason = \"not-available\"\n\n[[test]]\nname = \"Has completed it and does not consent\"\nlike = \"No longer accredited\"\nbut = { accepts-programme = false, completed = [\"cognitive-self-change-programme\"] }\nexpect = \"exclude\"\nreason = \"not-available\"\n",
            "",
        )],
        "",
    ),
    (
        "untested-criterion",
        &[
            (BBR, "but = { gender = \"female\" }", "but = { sara = \"low\" }"),
            (BBR, "decides = \"gender\"\n", ""),
        ],
        "the criterion `gender` is not tested on both sides",
    ),
    (
        "untested-exception",
        &[(BBR, "but = { mental-health = \"stable\" }", "but = { mental-health = \"acute\" }")],
        "no test uses the exception of the criterion `mental-health`",
    ),
    (
        "untested-line",
        &[(
            "offers/thinking-skills-programme.toml",
            "but = { oasys-need-score = 4 }",
            "but = { oasys-need-score = 3 }",
        )],
        "no test has `oasys-need-score` at 4",
    ),
    (
        "untested-line",
        &[("offers/choices-and-changes.toml", "but = { age = 31 }", "but = { age = 32 }")],
        "no test has `age` at 31",
    ),
    (
        "untested-line",
        &[("offers/moving-on.toml", "as-of = 2022-07-31", "as-of = 2022-07-30")],
        "no test is on 31 July 2022",
    ),
    (
        "unread-value",
        &[(
            "facts.toml",
            "[[fact.value]]\nkey = \"finance\"",
            "[[fact.value]]\nkey = \"shoes\"\nname = \"shoes\"\n\n[[fact.value]]\nkey = \"finance\"",
        )],
        "no rule reads the value `shoes` of `needs`",
    ),
    (
        "crossed-target",
        &[(
            "targets.toml",
            "present = { fact = \"needs\", includes = [\"finance\"] }",
            "present = { fact = \"needs\", includes = [\"accommodation\"] }",
        )],
        "the target `finance` reads the value `accommodation` of `needs`",
    ),
    (
        "same-name",
        &[(BBR, "name = \"Building Better Relationships\"", "name = \"Resolve\"")],
        "have one name",
    ),
    (
        "figure-in-words",
        &[("offers/better-solutions.toml", "aged 18 or over", "aged 21 or over")],
        "`audience` of `better-solutions` says 21 or more",
    ),
    (
        "figure-in-words",
        &[("offers/better-solutions.toml", "6 group sessions", "8 group sessions")],
        "`format` of `better-solutions` has no 7 sessions in it",
    ),
    (
        "policy-source",
        &[(BBR, "[[criterion]]\nid = \"", "[[criterion]]\nplanning-policy = true\nid = \"")],
        "is planning policy, and its source is not",
    ),
    (
        "ended-open",
        &[("offers/connection-and-community-chemsex.toml", "\nuntil = ", "\n# until = ")],
        "is said to have ended, and no last day is given",
    ),
    (
        "future-day",
        &[("sources.toml", "speaks-to = 2022-04-25", "speaks-to = 2032-04-25")],
        "is said to speak up to 25 April 2032",
    ),
    (
        "idle-acceptance",
        &[("catalogue.toml", "name = ", "# accept no-tests: none can be thought of\nname = ")],
        "no finding `no-tests` is left to accept here",
    ),
    (
        "idle-acceptance",
        &[(
            "facts.toml",
            "rehabilitation: every offer that works on a need serves it, so no target of its own is needed",
            "rehabilitation",
        )],
        "`unread-value` is accepted without a reason",
    ),
    (
        "repeated-value",
        &[(BBR, "targets = [", "targets = [\"attitudes\", \"attitudes\", ")],
        "names the target `attitudes` twice",
    ),
    ("placeholder", &[(BBR, "summary = \"", "summary = \"XXX ")], "holds a placeholder: `XXX`"),
    (
        "repeated-value",
        &[(BBR, "is = [\"medium\", \"high\"]", "is = [\"medium\", \"medium\"]")],
        "`medium` is listed twice",
    ),
    (
        "overlap",
        &[(
            "offers/thinking-skills-programme.toml",
            "when = { fact = \"ogrs3\", at-least = 50 }",
            "when = { any = [{ fact = \"ogrs3\", at-most = 60 }, { fact = \"ogrs3\", at-least = 50 }] }",
        )],
        "50 to 60 of `ogrs3` are on both sides",
    ),
    (
        "contradictory-relation",
        &[("offers/stepwise-emotions.toml", "short-names", "alongside = true\nshort-names")],
        "`stepwise-emotions` may run alongside offers of its lane, but may not stand beside",
    ),
    (
        "sentence-number",
        &[("offers/thinking-skills-programme.toml", "score is 50 or more", "score is over 50")],
        "the sentence of `ogrs3` says over 50",
    ),
    (
        "sentence-number",
        &[("offers/stepwise-emotions.toml", "Fewer than 39 weeks", "Fewer than 38 weeks")],
        "the sentence for when `time-left` fails says under 38",
    ),
    ("no-welsh", &[("offers/moving-on.toml", "cy = {", "# cy = {")], "`plain` of `moving-on` has no Welsh"),
    ("no-welsh", &[("sheet.toml", "cy = \"Enw\"", "")], "`name` of the sheet has no Welsh"),
    ("no-welsh", &[("policy.toml", "cy = { plain = \"Paratoi\" }", "")], "`plain` of the phase `prepare`"),
    ("no-welsh", &[("targets.toml", "cy = {", "# cy = {")], "`plain` of the target `domestic-abuse`"),
    ("filled-in", &[("sheet.toml", "gorffen tua {to}", "gorffen wedyn")], "leaves out `{to}`"),
    (
        "filled-in",
        &[("sheet.toml", "cy = \"Enw\"", "cy = \"Enw {enw}\"")],
        "nothing is filled in for `{enw}`",
    ),
];
