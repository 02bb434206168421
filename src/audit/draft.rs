//! The file that an owner of a new offer starts from.

/// A commented file for an offer of this id, to be filled in.
#[must_use]
pub fn draft(id: &str) -> String {
    let name = id.replace('-', " ");
    let mut letters = name.chars();
    let name: String =
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    DRAFT.replace("{id}", id).replace("{name}", &name)
}

const DRAFT: &str = r#"#:schema ../schema-offer.json
# Fill in what stands in <angle brackets>, take out what does not apply, add the id to `offers` in catalogue.toml, and run
# `goldenthread catalogue check`.

id = "{id}"
name = "{name}"
short-names = []                       # what people call it; each is accepted wherever the id is
kind = "<kind>"                        # one of the kinds of policy.toml
audience = "<whom it is for, as one phrase>"
summary = "<what it does, in one or two plain sentences>"
plain = "<the same for the person on probation: You will …>"
# plain-name = "<what the person calls it>"
cy = { plain = "<the same in Welsh: Byddwch yn …>" }
targets = ["<target>"]                 # of targets.toml: what it works on
# option = true                        # proposing it is always a judgement
# alongside = true                     # it may run beside a programme
# follows = ["<offer>"]                # it comes after these in a plan
# superseded-by = "<offer>"            # what took its place
source = { id = "<source>", heading = "<heading in it>" }

[[availability]]                       # one for each stretch of time and set of regions
# from = 2026-04-01                    # first day
# until = 2027-04-01                   # first day on which it no longer holds
# ended = "<why nothing follows>"
# regions = ["<region>"]               # without it, every region
source = { id = "<source>", heading = "<heading>" }

[delivery]
sessions = 12                          # or weeks = 12
assumed = true                         # take this out if a source states the length
format = "<how it is delivered>"
source = { id = "planning-policy", heading = "Assumed durations" }

[[criterion]]                          # one for each condition, in the order in which they are checked
id = "<id>"
says = "<a sentence that holds of the person when the condition is met>"
when = { fact = "<fact>", is = "<value>" }
source = { id = "<source>", heading = "<heading>" }
# [criterion.exception]                # what can stand in for it, for the practitioner to justify
# when = { always = true }
# says = "<what to justify>"
# source = { id = "<source>", heading = "<heading>" }

# [[conflict]]                         # where sources differ
# about = "<what they differ on>"
# here = "<which of them this catalogue follows, or what it does instead>"
# [[conflict.view]]                    # one for what each source says
# says = "<a sentence>"
# source = { id = "<source>", heading = "<heading>" }

[[note]]                               # what else to know
says = "<a sentence>"
source = { id = "<source>", heading = "<heading>" }

[[test]]
name = "Meets every criterion"
expect = "include"
reason = "meets-criteria"
[test.case]
# fact = answer, as in a case file

# [[test]]
# name = "<what is different>"
# like = "Meets every criterion"
# but = { <fact> = <answer> }
# expect = "exclude"
# reason = "not-eligible"
# decides = "<id of the criterion>"
"#;

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used)]

    use super::*;

    #[test]
    fn a_draft_is_toml_with_the_id_and_keys_that_the_loader_knows() {
        let text = draft("my-offer");
        let mut texts = crate::text::source::Texts::default();
        let index = texts.add("my-offer.toml", text.as_str());
        let parsed = crate::entry::parse(&texts, index).expect("a draft is TOML");
        assert!(text.contains("id = \"my-offer\"\nname = \"My offer\""));
        let known = crate::catalogue::keys::OFFER.keys;
        for keyed in &parsed.root.keyed {
            assert!(known.iter().any(|(name, _)| *name == keyed.key), "{}", keyed.key);
        }
    }
}
