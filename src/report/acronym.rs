//! Acronyms spelled out once in a report and short after that.
//!
//! The catalogue spells an acronym out wherever a sentence may stand alone. In a report sentences stand together, and the
//! same words again and again are in the way.

use std::collections::BTreeSet;

/// The acronyms a report has spelled out so far.
#[derive(Clone, Debug, Default)]
pub struct Acronyms {
    spelled_out: BTreeSet<String>,
}

impl Acronyms {
    /// The text with the acronyms that were spelled out before in their short form: `SARA (what it stands for)` and
    /// `what it stands for (SARA)` both become `SARA`.
    pub fn shorten(&mut self, text: &str) -> String {
        let mut short = String::new();
        let mut rest = text;
        while let Some((before, inside, after)) = bracketed(rest) {
            if inside.contains('(') {
                let outer = before.len() + " (".len();
                short.push_str(&rest[..outer]);
                rest = &rest[outer..];
                continue;
            }
            let last = before.rsplit(' ').next().unwrap_or(before).trim_start_matches(['"', '(']);
            if is_acronym(last) && inside.contains(' ') {
                short.push_str(before);
                if self.spelled_out.insert(last.to_owned()) {
                    short.push_str(&format!(" ({inside})"));
                }
            } else if let Some(start) = is_acronym(inside).then(|| spelled_out_at(before, inside)).flatten() {
                if self.spelled_out.insert(inside.to_owned()) {
                    short.push_str(&format!("{before} ({inside})"));
                } else {
                    short.push_str(&before[..start]);
                    short.push_str(inside);
                }
            } else {
                short.push_str(&format!("{before} ({inside})"));
            }
            rest = after;
        }
        short + rest
    }
}

/// What stands before the first brackets, in them and after them.
fn bracketed(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(" (")?;
    let (inside, after) = rest.split_once(')')?;
    Some((before, inside, after))
}

/// Whether a word is an acronym: letters, most of them capitals, with the digits and signs that some have.
fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_ascii_uppercase()).count();
    let others = word.chars().filter(|c| c.is_ascii_lowercase()).count();
    let rest = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '+';
    capitals >= 2 && capitals > others && word.chars().all(rest)
}

/// Where the words begin that an acronym at the end of a text stands for: as many as it has letters, each beginning with one.
fn spelled_out_at(text: &str, acronym: &str) -> Option<usize> {
    let mut at = text.len();
    for letter in acronym.chars().rev() {
        let start = text[..at].trim_end().rfind([' ', '-']).map_or(0, |space| space + 1);
        let first = text[start..].chars().next()?;
        if !first.eq_ignore_ascii_case(&letter) {
            return None;
        }
        at = start;
        if start > 0 {
            at = start - 1;
        }
    }
    Some(if at == 0 { 0 } else { at + 1 })
}

#[cfg(test)]
mod tests {
    use super::Acronyms;

    #[test]
    fn an_acronym_is_spelled_out_once() {
        let mut acronyms = Acronyms::default();
        let sentence = "The SARA (spousal assault risk assessment) rating is low.";
        assert_eq!(acronyms.shorten(sentence), sentence);
        assert_eq!(acronyms.shorten(sentence), "The SARA rating is low.");
        assert_eq!(
            acronyms.shorten("OGRS3 (general reoffending) score"),
            "OGRS3 (general reoffending) score"
        );
    }

    #[test]
    fn an_acronym_in_brackets_is_spelled_out_once() {
        let mut acronyms = Acronyms::default();
        let sentence = "The order has a rehabilitation activity requirement (RAR).";
        assert_eq!(acronyms.shorten(sentence), sentence);
        assert_eq!(acronyms.shorten(sentence), "The order has a RAR.");
        assert_eq!(acronyms.shorten("Rehabilitation activity requirement (RAR) days"), "RAR days");
    }

    #[test]
    fn other_brackets_stay() {
        let mut acronyms = Acronyms::default();
        for text in [
            "Stepping Stones (approved toolkit), for attitudes",
            "a (b) c (d",
            "one (RAR) two (RAR)",
            "(RAR)",
        ] {
            assert_eq!(acronyms.shorten(text), text);
            assert_eq!(acronyms.shorten(text), text);
        }
    }

    #[test]
    fn brackets_in_brackets_are_read_too() {
        let mut acronyms = Acronyms::default();
        assert_eq!(
            acronyms.shorten("The OVP (a predictor) is 50 or more (OVP (a predictor): 40%)."),
            "The OVP (a predictor) is 50 or more (OVP: 40%)."
        );
    }

    #[test]
    fn twice_in_one_text_counts_too() {
        let mut acronyms = Acronyms::default();
        assert_eq!(
            acronyms.shorten("OVP (a predictor) first, then OVP (a predictor) again"),
            "OVP (a predictor) first, then OVP again"
        );
    }
}
