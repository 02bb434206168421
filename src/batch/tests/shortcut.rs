//! The fast reading of a line is a shortcut: whatever it takes, the careful reading reads alike.

use jiff::civil::date;
use proptest::prelude::*;

use super::super::careful;
use super::super::fast::Fast;
use super::super::row::{Row, RowRules};
use super::super::token::PADDING;
use super::catalogue;
use crate::case::CaseReader;
use crate::case::given::Door;
use crate::catalogue::Answers;

fn rules() -> RowRules<'static> {
    RowRules::new(CaseReader::new(catalogue(), Door::File), date(2022, 12, 1), false, &[])
}

/// A value for a key: mostly what the fact takes, sometimes not.
fn value(key: String) -> BoxedStrategy<String> {
    let catalogue = catalogue();
    let quoted = |text: &str| format!("\"{text}\"");
    let good: BoxedStrategy<String> = match catalogue.vocabulary.named(&key) {
        Some(id) => {
            let fact = catalogue.fact(id);
            let keys: Vec<String> = fact.values().iter().map(|value| quoted(&value.key)).collect();
            match &fact.answers {
                Answers::YesNo => prop_oneof![Just("true".to_owned()), Just("false".to_owned())].boxed(),
                Answers::Number { .. } => (0_u32..130).prop_map(|number| number.to_string()).boxed(),
                Answers::OneOf(_) => proptest::sample::select(keys).boxed(),
                Answers::AnyOf(_) => proptest::collection::vec(proptest::sample::select(keys), 0..4)
                    .prop_map(|values| format!("[{}]", values.join(", ")))
                    .boxed(),
            }
        }
        None if key == "ref" => "[ -~é]{0,9}".prop_map(|text| serde_json::json!(text).to_string()).boxed(),
        None => prop_oneof![Just("\"2022-12-01\""), Just("[\"BBR\",\"tsp\"]"), Just("\"2022-02-30\"")]
            .prop_map(str::to_owned)
            .boxed(),
    };
    let odd = prop_oneof![
        Just("\"unavailable\""),
        Just("[\"none\"]"),
        Just("\"none\""),
        Just("\"yes\""),
        Just("null"),
        Just("01"),
        Just("7.0"),
        Just("[\"finance\"\"x\"]"),
        Just("99999999"),
        Just("{}"),
    ]
    .prop_map(str::to_owned);
    prop_oneof![12 => good, 1 => odd].boxed()
}

fn line() -> impl Strategy<Value = String> {
    let catalogue = catalogue();
    let mut keys: Vec<String> = catalogue.vocabulary.keys().map(str::to_owned).collect();
    keys.extend(["ref", "as-of", "proposed", "sentence-ends", "stranger"].map(str::to_owned));
    let entry = proptest::sample::select(keys).prop_flat_map(|key| (Just(key.clone()), value(key)));
    let spaced = prop_oneof![4 => Just(""), 1 => Just(" "), 1 => Just("\t")];
    (proptest::collection::vec(entry, 0..8), spaced).prop_map(|(entries, space)| {
        let entries: Vec<String> =
            entries.iter().map(|(key, value)| format!("\"{key}\":{space}{value}")).collect();
        format!("{{{}}}", entries.join(&format!(",{space}")))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_fast_reading_accepts_the_careful_reading_reads_alike(
        line in line(),
        damage in proptest::option::of((0_usize..200, any::<u8>())),
    ) {
        let rules = rules();
        let mut line = line.into_bytes();
        if let Some((at, byte)) = damage
            && let Some(slot) = line.get_mut(at)
            && byte != b'\n'
        {
            *slot = byte;
        }
        let mut padded = line.clone();
        padded.resize(line.len() + 1 + PADDING, b'\n');
        let mut fast = Fast::new(&rules);
        let (mut quick, mut slow) = (Row::new(&rules), Row::new(&rules));
        if let Some(end) = fast.line(&rules, &padded, 0, &mut quick) {
            prop_assert_eq!(end, line.len() + 1);
            prop_assert_eq!(careful::line(&rules, &line, &mut slow), Ok(()));
            prop_assert_eq!(&quick.given.case, &slow.given.case);
            prop_assert_eq!((quick.given.judged(), quick.given.sentence_ends), (slow.given.judged(), slow.given.sentence_ends));
        }
    }
}

#[test]
fn the_fast_reading_takes_lines_as_programs_write_them() {
    let rules = rules();
    let mut row = Row::new(&rules);
    let mut fast = Fast::new(&rules);
    for line in [
        r#"{"ref":"A1","as-of":"2022-12-01","region":"wales","age":30,"needs":["finance","attitudes"],"completed":["resolve"]}"#,
        r#"{"region": "london", "ref": "A2", "proposed": ["BBR"], "ovp": "unavailable", "remote-only": false}"#,
        "{}",
    ] {
        let mut padded = line.as_bytes().to_vec();
        padded.resize(line.len() + 1 + PADDING, b'\n');
        assert_eq!(fast.line(&rules, &padded, 0, &mut row), Some(line.len() + 1), "{line}");
    }
}
