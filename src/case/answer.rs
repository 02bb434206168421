//! One check for an answer, whether it was typed, flagged, or read from TOML, JSON or CSV.

use super::given::{Door, GivenValue};
use super::refusal::{MOST_TOLD, Refusal};
use crate::catalogue::{Answer, Answers, Fact, OtherWords};
use crate::text::problem::nearest;

/// The most characters of a value that a message repeats.
const LONGEST_SHOWN: usize = 60;

/// Makes an answer of what was given, or says why it is none.
///
/// # Errors
///
/// Everything in it that the fact does not take: the reason has the fact's key and the value.
pub fn check<P: Copy>(
    words: &OtherWords,
    fact: &Fact,
    given: &GivenValue<'_, P>,
    place: P,
    door: Door,
) -> Result<Answer, Vec<Refusal<P>>> {
    if let GivenValue::Text(text) = given
        && text.trim().eq_ignore_ascii_case("unavailable")
        && fact.unavailable.is_some()
    {
        return Ok(Answer::Unavailable);
    }
    let answer = match (&fact.answers, given) {
        (Answers::YesNo, GivenValue::Boolean(yes)) => Some(Answer::YesNo(*yes)),
        (Answers::YesNo, GivenValue::Text(text)) => words.yes_or_no(text.trim()).map(Answer::YesNo),
        (Answers::Number { .. }, GivenValue::Integer(number)) => in_range(fact, u32::try_from(*number).ok()),
        (Answers::Number { unit, .. }, GivenValue::Text(text)) => in_range(fact, whole(text, unit)),
        (Answers::OneOf(_), GivenValue::Text(text)) => fact.value_written(text.trim()).map(Answer::OneOf),
        (Answers::AnyOf(_), given) => match given.items(place, door) {
            Some(items) => return any_of(fact, items),
            None => None,
        },
        _ => None,
    };
    answer.ok_or_else(|| vec![refused(fact, &given.written(), place)])
}

/// Makes an answer of what was typed, or says why it is none; nothing where it says that the answer is not known.
///
/// # Errors
///
/// The first thing in it that the fact does not take.
pub fn typed(words: &OtherWords, fact: &Fact, text: &str) -> Result<Option<Answer>, Refusal<()>> {
    let given = GivenValue::Text(text.into());
    match check(words, fact, &given, (), Door::Flags) {
        Ok(answer) => Ok(Some(answer)),
        Err(_) if says_not_known(words, &given) => Ok(None),
        Err(refusals) => {
            let first = refusals.into_iter().next();
            Err(first.unwrap_or_else(|| refused(fact, text, ())))
        }
    }
}

/// Whether something that no fact takes says that the answer is not known: by itself, not among other things.
pub(super) fn says_not_known<P>(words: &OtherWords, given: &GivenValue<'_, P>) -> bool {
    match given {
        GivenValue::Text(text) => words.is_not_known(text),
        GivenValue::List(items) => match items.as_slice() {
            [item] => item.text.as_deref().is_ok_and(|text| words.is_not_known(text)),
            _ => false,
        },
        _ => false,
    }
}

/// A whole number as people and programs write it: `62`, `62%`, `104 weeks`, `34.0`.
fn whole(text: &str, unit: &str) -> Option<u32> {
    let text = text.trim();
    let text = text.strip_suffix(unit).map_or(text, str::trim_end);
    let digits = match text.split_once('.') {
        Some((digits, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => digits,
        _ => text,
    };
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn in_range(fact: &Fact, number: Option<u32>) -> Option<Answer> {
    let Answers::Number { minimum, maximum, .. } = &fact.answers else { return None };
    number.filter(|number| (minimum..=maximum).contains(&number)).map(Answer::Number)
}

/// Takes each word of a list in which `none` stands alone or not at all, and keeps what is refused in the order of the list: the
/// first of them worded, the others counted.
pub(super) fn each_word<'i, P: Copy>(
    key: &str,
    allowed: impl Fn() -> String,
    items: impl Iterator<Item = (Result<&'i str, &'static str>, P)>,
    refusals: &mut Vec<Refusal<P>>,
    mut take: impl FnMut(&str) -> bool,
    refuse: impl Fn(&str, P) -> Refusal<P>,
) {
    let mut none = None;
    let mut count = 0;
    let mut refused = 0;
    for (item, place) in items {
        count += 1;
        match item {
            Ok(text) if text.eq_ignore_ascii_case("none") => none = none.or(Some(place)),
            Ok(text) if take(text) => {}
            item => {
                if refused < MOST_TOLD {
                    refusals.push(match item {
                        Ok(text) => refuse(text, place),
                        Err(found) => not_text(key, found, place).allowed(allowed()),
                    });
                }
                refused += 1;
            }
        }
    }
    if let Some(last) = refusals.last_mut() {
        last.leave_untold(refused.saturating_sub(MOST_TOLD));
    }
    refusals.extend(none.filter(|_| count > 1).map(|place| none_stands_alone(key, place)));
}

fn any_of<'i, P: Copy>(
    fact: &Fact,
    items: impl Iterator<Item = (Result<&'i str, &'static str>, P)>,
) -> Result<Answer, Vec<Refusal<P>>> {
    let mut indexes = Vec::new();
    let mut refusals = Vec::new();
    each_word(
        &fact.key,
        || format!("it is {}", fact.allowed()),
        items,
        &mut refusals,
        |text| {
            let value = fact.value_written(text);
            indexes.extend(value);
            value.is_some()
        },
        |text, place| refused(fact, text, place),
    );
    if !refusals.is_empty() {
        return Err(refusals);
    }
    indexes.sort_unstable();
    indexes.dedup();
    Ok(Answer::AnyOf(indexes))
}

/// A list in which something is no text.
fn not_text<P>(key: &str, found: &str, place: P) -> Refusal<P> {
    Refusal::new("wrong-type", format!("`{key}` lists values as text, found {found}"), place)
        .about(key, found)
}

/// A list that is said to be empty and is not.
fn none_stands_alone<P>(key: &str, place: P) -> Refusal<P> {
    Refusal::new("bad-answer", format!("`{key}` cannot be `none` and something else too"), place)
        .about(key, "none")
        .allowed("`none` stands alone: it means that nothing in the list holds")
}

/// As much of a value as a message repeats.
pub(super) fn shown(written: &str) -> String {
    let shown: String = written.chars().take(LONGEST_SHOWN).collect();
    if shown.len() < written.len() { shown + "…" } else { shown }
}

fn refused<P>(fact: &Fact, written: &str, place: P) -> Refusal<P> {
    let names = fact
        .values()
        .iter()
        .flat_map(|value| std::iter::once(value.key.as_str()).chain(value.also.iter().map(String::as_str)));
    let near = nearest(written, names).map(Into::into);
    let refusal = Refusal::new("bad-answer", format!("`{}` cannot be `{}`", fact.key, shown(written)), place);
    Refusal { near, ..refusal }.about(&fact.key, written).allowed(format!("it is {}", fact.allowed()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::{check, typed};
    use crate::case::given::GivenValue::{Boolean, Integer, Odd};
    use crate::case::given::{Door, GivenItem, GivenValue};
    use crate::catalogue::Answer;

    type Value = GivenValue<'static, ()>;

    fn text(text: &str) -> Value {
        GivenValue::Text(text.to_owned().into())
    }

    fn list(texts: &[&'static str]) -> Value {
        let item = |text: &&'static str| GivenItem { text: Ok((*text).into()), place: () };
        GivenValue::List(texts.iter().map(item).collect())
    }

    /// What is made of an answer to a fact of the shipped catalogue, as it is written back; or what is said against it.
    fn said(key: &str, given: &Value) -> Result<String, String> {
        let catalogue = crate::embedded::catalogue().expect("the program carries a catalogue");
        let fact = catalogue.fact(catalogue.vocabulary.named(key).expect("a fact"));
        check(&catalogue.vocabulary.other_words, fact, given, (), Door::Spreadsheet)
            .map(|answer| fact.written(&answer, ";"))
            .map_err(|refusals| {
                let said = refusals.iter().map(|refusal| format!("{}: {}", refusal.reason, refusal.help()));
                said.collect::<Vec<_>>().join("; ")
            })
    }

    #[test]
    fn yes_and_no_are_taken_as_words_and_as_true_and_false() {
        for given in
            [Boolean(true), text("yes"), text("true"), text(" yes "), text("Y"), text("Yes"), text("TRUE")]
        {
            assert_eq!(said("interpreter", &given).as_deref(), Ok("yes"), "{given:?}");
        }
        for given in [Boolean(false), text("no"), text("false"), text("n"), text("NO")] {
            assert_eq!(said("interpreter", &given).as_deref(), Ok("no"), "{given:?}");
        }
        for given in [text(""), text("Yeah"), text("n/k"), Integer(1), list(&["yes"]), Odd("float".into())] {
            assert!(said("interpreter", &given).is_err(), "{given:?}");
        }
    }

    #[test]
    fn numbers_are_whole_and_in_range() {
        for (given, written) in [
            (Integer(0), "0"),
            (Integer(100), "100"),
            (text("62"), "62"),
            (text(" 062 "), "62"),
            (text("62%"), "62"),
            (text("62 %"), "62"),
            (text("62.0"), "62"),
        ] {
            assert_eq!(said("ogrs3", &given).as_deref(), Ok(written), "{given:?}");
        }
        let out = [
            Integer(-1),
            Integer(101),
            Integer(i64::MAX),
            text("-1"),
            text("+1"),
            text("6.5"),
            text("6."),
            text("62.0.0"),
            text("%"),
            text("62 weeks"),
            text("6e1"),
            text(""),
            text("99999999999999999999"),
            text("٣"),
            Odd("6.5".into()),
            Boolean(true),
        ];
        for given in out {
            let refused = said("ogrs3", &given).unwrap_err();
            assert!(
                refused.contains("a whole number from 0 to 100 (%), or unavailable"),
                "{given:?}: {refused}"
            );
        }
    }

    #[test]
    fn that_no_score_exists_is_an_answer_only_where_the_fact_takes_it() {
        for key in ["ogrs3", "ovp", "sara", "osp"] {
            assert_eq!(said(key, &text("unavailable")).as_deref(), Ok("unavailable"), "{key}");
        }
        for key in ["age", "rosh", "needs", "interpreter"] {
            assert!(said(key, &text("unavailable")).is_err(), "{key}");
        }
    }

    #[test]
    fn one_value_is_taken_by_its_key_and_a_near_one_is_suggested() {
        for written in ["very-high", "Very high", "VERY_HIGH", " very  high"] {
            assert_eq!(said("rosh", &text(written)).as_deref(), Ok("very-high"), "{written}");
        }
        let refused = said("rosh", &text("very-hihg")).unwrap_err();
        assert!(refused.starts_with("`rosh` cannot be `very-hihg`: did you mean `very-high`?"), "{refused}");
        assert!(said("rosh", &list(&["low"])).is_err());
        assert!(said("rosh", &Integer(2)).is_err());
    }

    #[test]
    fn a_list_is_complete_sorted_and_without_repeats() {
        let needs = |given: Value| said("needs", &given);
        assert_eq!(needs(list(&[])).as_deref(), Ok("none"));
        assert_eq!(needs(list(&["none"])).as_deref(), Ok("none"));
        assert_eq!(needs(text("none")).as_deref(), Ok("none"));
        assert_eq!(needs(text("None")).as_deref(), Ok("none"));
        assert_eq!(needs(text("Housing; Finance; accommodation")).as_deref(), Ok("accommodation;finance"));
        assert_eq!(needs(text("finance; accommodation;finance")).as_deref(), Ok("accommodation;finance"));
        assert_eq!(needs(list(&["finance"])).as_deref(), Ok("finance"));
        for given in
            [list(&["none", "finance"]), text("finance;"), text(""), text("finance,maturity"), Boolean(false)]
        {
            assert!(said("needs", &given).is_err(), "{given:?}");
        }
    }

    #[test]
    fn offers_are_taken_by_their_short_names_in_any_case() {
        assert_eq!(
            said("completed", &text("bbr;TSP")).as_deref(),
            Ok("building-better-relationships;thinking-skills-programme")
        );
    }

    #[test]
    fn a_long_answer_is_shown_in_part() {
        let refused = said("rosh", &text(&"x".repeat(1000))).unwrap_err();
        assert!(refused.len() < 200, "{refused}");
    }

    #[test]
    fn what_is_typed_is_separated_by_commas() {
        let catalogue = crate::embedded::catalogue().expect("the program carries a catalogue");
        let needs = catalogue.fact(catalogue.vocabulary.named("needs").expect("a fact"));
        let words = &catalogue.vocabulary.other_words;
        let answer = typed(words, needs, "accommodation, finance").unwrap();
        assert!(matches!(answer, Some(Answer::AnyOf(values)) if values.len() == 2));
        assert_eq!(typed(words, needs, "accommodation;finance").unwrap_err().code, "bad-answer");
        assert_eq!(typed(words, needs, "N/K"), Ok(None));
        assert_eq!(typed(words, needs, "finance, n/k").unwrap_err().code, "bad-answer");
    }

    #[test]
    fn everything_in_a_list_that_is_no_value_is_told() {
        let said = said("needs", &list(&["finances", "none", "maturity", "x"])).unwrap_err();
        for part in ["`needs` cannot be `finances`", "`needs` cannot be `x`", "`none` and something else"] {
            assert!(said.contains(part), "{said}");
        }
        let mixed = GivenValue::List(vec![GivenItem { text: Err("integer"), place: () }]);
        assert!(
            super::tests::said("needs", &mixed).unwrap_err().contains("lists values as text, found integer")
        );
    }
}
