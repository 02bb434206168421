//! Rule tests as written.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::RuleTest;
use crate::case::answer::{Given, Separator, check};
use crate::case::read::date;
use crate::catalogue::keys::TEST;
use crate::catalogue::{Answer, Catalogue, CatalogueFile, FactId, OfferId};
use crate::outcome::{Outcome, Reason};
use crate::text::problem::{Problem, nearest};
use crate::text::source::{Place, Texts};

/// The outcomes a test may expect.
const OUTCOMES: [Outcome; 4] = [Outcome::Include, Outcome::Consider, Outcome::Undetermined, Outcome::Exclude];

/// Every test of every offer in the order of the files, and every problem with them. A test with a problem is left out.
#[must_use]
pub fn read(catalogue: &Catalogue, files: &[CatalogueFile], texts: &Texts) -> (Vec<RuleTest>, Vec<Problem>) {
    let mut tests = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        let Some(text) = texts.get(file.text) else { continue };
        let offer =
            catalogue.offers.iter().position(|offer| file.path == format!("offers/{}.toml", offer.id));
        let Some(offer) = offer.map(OfferId::from) else { continue };
        let content = text.content.strip_prefix('\u{feff}').unwrap_or(&text.content);
        let shift = text.content.len() - content.len();
        let (table, _) = DeTable::parse_recoverable(content);
        let Some(DeValue::Array(written)) = table.get_ref().get("test").map(Spanned::get_ref) else {
            continue;
        };
        let mut earlier = Vec::new();
        for test in written.iter() {
            let mut reader =
                Reader { catalogue, text: file.text, shift, earlier: &earlier, problems: Vec::new() };
            let read = reader.test(offer, test);
            let sound = reader.problems.is_empty();
            problems.append(&mut reader.problems);
            if let Some(test) = read.filter(|_| sound) {
                earlier.push(test);
            }
        }
        tests.append(&mut earlier);
    }
    (tests, problems)
}

type Value<'t> = Spanned<DeValue<'t>>;

/// The name of the test that another is like, and its answers.
type Base = (Option<String>, Vec<(FactId, Answer)>);

/// Reads one test.
struct Reader<'r> {
    catalogue: &'r Catalogue,
    text: u16,
    shift: usize,
    earlier: &'r [RuleTest],
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        let offset = |at: usize| u32::try_from(at + self.shift).unwrap_or(u32::MAX);
        Place { text: self.text, start: offset(span.start), end: offset(span.end) }
    }

    fn report(&mut self, message: String, span: Range<usize>, help: String) {
        let place = self.place(span);
        self.problems.push(Problem::new("bad-test", message).at(place).help(help));
    }

    fn test(&mut self, offer: OfferId, written: &Value<'_>) -> Option<RuleTest> {
        let DeValue::Table(table) = written.get_ref() else {
            self.report("a test is a table".to_owned(), written.span(), "write `[[test]]`".to_owned());
            return None;
        };
        self.keys(table);
        let name = self.required(table, "name", written)?.0;
        if self.earlier.iter().any(|test| test.name == name) {
            self.report(
                format!("two tests have the name `{name}`"),
                written.span(),
                "each has its own".to_owned(),
            );
        }
        let (like, mut answers) = self.base(table)?;
        for key in ["case", "but"] {
            if let Some(value) = table.get(key) {
                self.lay_over(value, &mut answers);
            }
        }
        self.leave_out(table, &mut answers);
        answers.sort_by_key(|(fact, _)| *fact);
        let (expect, place) = self.required(table, "expect", written)?;
        let outcome = OUTCOMES.into_iter().find(|outcome| outcome.code() == expect);
        if outcome.is_none() {
            let codes = OUTCOMES.map(Outcome::code);
            self.report(
                format!("there is no outcome `{expect}`"),
                place.clone(),
                format!("the outcomes are {}", codes.join(", ")),
            );
        }
        let reason = self.reason(table);
        let decides = self.decides(offer, table);
        let as_of = self.as_of(table);
        Some(RuleTest {
            offer,
            name,
            like,
            answers,
            as_of,
            expect: outcome?,
            reason,
            decides,
            place: self.place(place),
        })
    }

    /// Notes keys that a test does not have, and values that its keys do not take.
    fn keys(&mut self, table: &DeTable<'_>) {
        let known = TEST.keys.iter().map(|(key, _)| *key);
        for (key, value) in table {
            let name: &str = key.get_ref();
            let Some((_, takes)) = TEST.keys.iter().find(|(key, _)| *key == name) else {
                let help = nearest(name, known.clone()).map_or_else(
                    || format!("the keys are {}", known.clone().collect::<Vec<_>>().join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                self.report(format!("`{name}` is not a key of a test"), key.span(), help);
                continue;
            };
            if !takes.fits(value) {
                let help = format!("it takes {}", takes.wanted());
                self.report(format!("`{name}` cannot be that"), value.span(), help);
            }
        }
    }

    /// The text under a key, with its place.
    fn text(&self, table: &DeTable<'_>, key: &str) -> Option<(String, Range<usize>)> {
        let value = table.get(key)?;
        let DeValue::String(text) = value.get_ref() else { return None };
        Some((text.to_string(), value.span()))
    }

    fn required(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        around: &Value<'_>,
    ) -> Option<(String, Range<usize>)> {
        if !table.contains_key(key) {
            self.report(format!("the test has no `{key}`"), around.span(), format!("add `{key} = \"…\"`"));
        }
        self.text(table, key)
    }

    /// The name and the answers of the test that this one is like; no answers where it is like no other.
    fn base(&mut self, table: &DeTable<'_>) -> Option<Base> {
        if !table.contains_key("like") {
            return Some((None, Vec::new()));
        }
        let (like, place) = self.text(table, "like")?;
        if let Some(test) = self.earlier.iter().find(|test| test.name == like) {
            return Some((Some(like), test.answers.clone()));
        }
        let near = nearest(&like, self.earlier.iter().map(|test| test.name.as_str())).map(str::to_owned);
        let help = near.map_or_else(
            || "name a test that stands before this one in the same file".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        self.report(format!("no test before this one is called `{like}`"), place, help);
        None
    }

    fn fact(&mut self, key: &str, span: Range<usize>) -> Option<FactId> {
        let vocabulary = &self.catalogue.vocabulary;
        let known = vocabulary.named(key);
        if known.is_none() {
            let help = nearest(key, vocabulary.keys()).map_or_else(
                || "`goldenthread facts` lists them".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            self.report(format!("there is no fact `{key}`"), span, help);
        }
        known
    }

    fn lay_over(&mut self, value: &Value<'_>, answers: &mut Vec<(FactId, Answer)>) {
        let DeValue::Table(facts) = value.get_ref() else { return };
        for (key, value) in facts {
            let Some(fact) = self.fact(key.get_ref(), key.span()) else { continue };
            if let Some(answer) = self.answer(fact, value) {
                answers.retain(|(other, _)| *other != fact);
                answers.push((fact, answer));
            }
        }
    }

    fn answer(&mut self, fact: FactId, value: &Value<'_>) -> Option<Answer> {
        let declared = self.catalogue.fact(fact);
        let texts: Vec<String>;
        let listed: Vec<&str>;
        let given = match value.get_ref() {
            DeValue::Boolean(yes) => Given::Boolean(*yes),
            DeValue::String(text) => Given::Text(text),
            DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(number) => Given::Integer(number),
                Err(_) => Given::Odd("a number too long to be one"),
            },
            DeValue::Array(items) => {
                let as_text = |item: &Value<'_>| {
                    if let DeValue::String(text) = item.get_ref() { text.to_string() } else { String::new() }
                };
                texts = items.iter().map(as_text).collect();
                listed = texts.iter().map(String::as_str).collect();
                Given::List(&listed)
            }
            _ => Given::Odd("a value of that type"),
        };
        match check(declared, given, Separator::Comma) {
            Ok(answer) => Some(answer),
            Err(refused) => {
                self.report(refused.message, value.span(), refused.help);
                None
            }
        }
    }

    fn leave_out(&mut self, table: &DeTable<'_>, answers: &mut Vec<(FactId, Answer)>) {
        let items = match table.get("without").map(Spanned::get_ref) {
            Some(DeValue::Array(items)) => items.iter().collect(),
            Some(_) => table.get("without").into_iter().collect::<Vec<_>>(),
            None => return,
        };
        for item in items {
            if let DeValue::String(key) = item.get_ref()
                && let Some(fact) = self.fact(key, item.span())
            {
                answers.retain(|(other, _)| *other != fact);
            }
        }
    }

    fn reason(&mut self, table: &DeTable<'_>) -> Option<Reason> {
        let (written, place) = self.text(table, "reason")?;
        let known = Reason::of_code(&written);
        if known.is_none() {
            let help = nearest(&written, Reason::CODES.iter().copied()).map_or_else(
                || format!("the reasons are {}", Reason::CODES.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            self.report(format!("there is no reason `{written}`"), place, help);
        }
        known
    }

    fn decides(&mut self, offer: OfferId, table: &DeTable<'_>) -> Option<String> {
        let (written, place) = self.text(table, "decides")?;
        let criteria = &self.catalogue.offer(offer).criteria;
        if !criteria.iter().any(|criterion| criterion.id == written) {
            let help = nearest(&written, criteria.iter().map(|criterion| criterion.id.as_str())).map_or_else(
                || "name one of the offer's criteria".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            self.report(format!("the offer has no criterion `{written}`"), place, help);
        }
        Some(written)
    }

    fn as_of(&mut self, table: &DeTable<'_>) -> Option<Date> {
        let value = table.get("as-of")?;
        let DeValue::Datetime(moment) = value.get_ref() else { return None };
        let day = date(&moment.to_string());
        if day.is_none() {
            self.report("`as-of` takes a date".to_owned(), value.span(), "such as 2022-12-01".to_owned());
        }
        day
    }
}
