//! The one flat shape of a case, from a TOML file.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Case;
use super::answer::{Given, Separator, check};
use crate::catalogue::{Catalogue, FactId, OfferId};
use crate::text::problem::{Problem, nearest};
use crate::text::source::{Place, Texts};

/// The most characters a reference may have.
pub const LONGEST_REFERENCE: usize = 64;

/// Keys of a case beside the facts.
pub const OTHER_KEYS: [&str; 5] = ["ref", "as-of", "proposed", "sentence-ends", "accept"];

/// What a case file says, before flags are laid over it.
#[derive(Clone, Debug, Default)]
pub struct CaseFile {
    /// The caller's own reference.
    pub reference: Option<String>,
    /// The day whose catalogue the plan uses.
    pub as_of: Option<Date>,
    /// The day the sentence ends.
    pub sentence_ends: Option<(Date, Place)>,
    /// What the practitioner proposed.
    pub proposed: Option<Vec<OfferId>>,
    /// Answers, each with its place.
    pub answers: Vec<(FactId, crate::catalogue::Answer, Place)>,
    /// Exceptions and options accepted, each with its reason and its place.
    pub accepted: Vec<(OfferId, String, Place)>,
}

/// Reads a case file.
///
/// # Errors
///
/// Every problem found, each with its place.
pub fn toml(catalogue: &Catalogue, texts: &Texts, text: u32) -> Result<CaseFile, Vec<Problem>> {
    let whole = texts.get(text).map_or("", |text| text.content.as_str());
    let content = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    let shift = whole.len() - content.len();
    let (table, errors) = DeTable::parse_recoverable(content);
    let mut reader = Reader { catalogue, text, shift, problems: Vec::new() };
    for error in errors {
        reader.not_toml(&error, content, table.get_ref());
    }
    let mut case = CaseFile::default();
    for (key, value) in table.get_ref() {
        reader.entry(key, value, &mut case);
    }
    let weeks = catalogue.policy.roles.weeks;
    let counted = case.answers.iter().find(|(fact, ..)| *fact == weeks);
    if let (Some((_, ends)), Some((.., counted))) = (case.sentence_ends, counted) {
        let key = &catalogue.fact(weeks).key;
        let problem =
            Problem::new("given-twice", format!("`sentence-ends` and `{key}` are both given")).at(ends);
        reader.problems.push(problem.and_at(*counted, "given here too").help("give one of them"));
    }
    if reader.problems.is_empty() {
        Ok(case)
    } else {
        reader.problems.sort_by_key(|problem| problem.place);
        reader.problems.dedup_by(|a, b| a.place == b.place);
        Err(reader.problems)
    }
}

struct Reader<'r> {
    catalogue: &'r Catalogue,
    text: u32,
    shift: usize,
    problems: Vec<Problem>,
}

type Key<'k> = Spanned<std::borrow::Cow<'k, str>>;

impl Reader<'_> {
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        let offset = |at: usize| u32::try_from(at + self.shift).unwrap_or(u32::MAX);
        Place { text: self.text, start: offset(span.start), end: offset(span.end) }
    }

    fn report(&mut self, code: &'static str, message: String, help: String, place: Place) {
        self.problems.push(Problem::new(code, message).at(place).help(help));
    }

    /// Notes what the TOML itself has wrong; a key given twice is shown with the first.
    fn not_toml(&mut self, error: &toml::de::Error, content: &str, table: &DeTable<'_>) {
        let span = error.span().unwrap_or(0..0);
        let place = self.place(span.clone());
        let key = content.get(span).unwrap_or_default().trim_matches(['"', '\'']);
        let first = table.keys().find(|known| *known.get_ref() == key);
        let problem = match first {
            Some(first) if error.message() == "duplicate key" => {
                Problem::new("given-twice", format!("`{key}` is given twice"))
                    .and_at(self.place(first.span()), "given here first")
                    .help("give it once")
            }
            _ if error.message().contains("date") => {
                Problem::new("not-toml", error.message()).help(DATE_HELP)
            }
            _ => Problem::new("not-toml", error.message()),
        };
        self.problems.push(problem.at(place));
    }

    fn entry(&mut self, key: &Key<'_>, value: &Spanned<DeValue<'_>>, case: &mut CaseFile) {
        let name: &str = key.get_ref();
        let place = self.place(value.span());
        match name {
            "ref" => case.reference = self.reference(value, place),
            "as-of" => case.as_of = self.date(name, value, place),
            "sentence-ends" => {
                case.sentence_ends = self.date(name, value, place).map(|date| (date, place));
            }
            "proposed" => case.proposed = Some(self.offers(value, place)),
            "accept" => self.accepted(value, place, case),
            _ => match self.catalogue.vocabulary.named(name) {
                Some(fact) => self.answer(fact, value, place, case),
                None => {
                    let message = format!("`{name}` is not a fact");
                    let known = self.catalogue.vocabulary.keys().chain(OTHER_KEYS);
                    let help = nearest(name, known).map_or_else(
                        || "`goldenthread facts` lists them all".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    let place = self.place(key.span());
                    self.report("unknown-key", message, help, place);
                }
            },
        }
    }

    fn reference(&mut self, value: &Spanned<DeValue<'_>>, place: Place) -> Option<String> {
        let given = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            _ => String::new(),
        };
        if let Err((message, help)) = reference(&given) {
            self.report("bad-reference", message, help, place);
            return None;
        }
        Some(given)
    }

    fn date(&mut self, key: &str, value: &Spanned<DeValue<'_>>, place: Place) -> Option<Date> {
        let written = match value.get_ref() {
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::String(text) => text.to_string(),
            other => other.type_str().to_owned(),
        };
        match date(&written) {
            Some(date) => Some(date),
            None => {
                let message = format!("`{key}` cannot be `{written}`");
                self.report("bad-date", message, DATE_HELP.to_owned(), place);
                None
            }
        }
    }

    fn offers(&mut self, value: &Spanned<DeValue<'_>>, place: Place) -> Vec<OfferId> {
        let DeValue::Array(items) = value.get_ref() else {
            let message = "`proposed` is a list of offers".to_owned();
            self.report("wrong-type", message, "such as [\"BBR\", \"CPC\"]".to_owned(), place);
            return Vec::new();
        };
        let mut offers = Vec::new();
        for item in items {
            let place = self.place(item.span());
            let written = item.get_ref().as_str().unwrap_or_default();
            match offer(self.catalogue, written) {
                Ok(offer) => offers.push(offer),
                Err((message, help)) => self.report("unknown-name", message, help, place),
            }
        }
        offers
    }

    /// `accept` as a saved case has it: a table from offer to reason.
    fn accepted(&mut self, value: &Spanned<DeValue<'_>>, place: Place, case: &mut CaseFile) {
        let DeValue::Table(table) = value.get_ref() else {
            let message = "`accept` is a table from offers to reasons".to_owned();
            self.report("wrong-type", message, "such as { stepping-stones = \"…\" }".to_owned(), place);
            return;
        };
        for (key, value) in table {
            let place = self.place(key.span());
            let reason = value.get_ref().as_str().unwrap_or_default().trim();
            match offer(self.catalogue, key.get_ref()) {
                Ok(offer) if !reason.is_empty() => case.accepted.push((offer, reason.to_owned(), place)),
                Ok(_) => {
                    let message = format!("`{}` is accepted without a reason", key.get_ref());
                    self.report("no-reason", message, "say why, in quotes".to_owned(), place);
                }
                Err((message, help)) => self.report("unknown-name", message, help, place),
            }
        }
    }

    fn answer(&mut self, fact: FactId, value: &Spanned<DeValue<'_>>, place: Place, case: &mut CaseFile) {
        let declared = self.catalogue.fact(fact);
        let mut list: Vec<&str> = Vec::new();
        let given = match value.get_ref() {
            DeValue::Boolean(yes) => Given::Boolean(*yes),
            DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(number) => Given::Integer(number),
                Err(_) => Given::Odd(integer.as_str()),
            },
            DeValue::Float(float) => Given::Odd(float.as_str()),
            DeValue::String(text) => Given::Text(text),
            DeValue::Array(items) => {
                let before = self.problems.len();
                for item in items {
                    let place = self.place(item.span());
                    match item.get_ref().as_str() {
                        Some(text) if text == "none" => list.push(text),
                        Some(text) => {
                            list.push(text);
                            if let Err(refused) = check(declared, Given::List(&[text]), Separator::Comma) {
                                self.report("bad-answer", refused.message, refused.help, place);
                            }
                        }
                        None => {
                            let found = item.get_ref().type_str();
                            let message = format!("`{}` lists values as text, found {found}", declared.key);
                            let help = format!("it is {}", declared.allowed());
                            self.report("wrong-type", message, help, place);
                        }
                    }
                }
                if self.problems.len() > before {
                    return;
                }
                Given::List(&list)
            }
            other => Given::Odd(other.type_str()),
        };
        match check(declared, given, Separator::Comma) {
            Ok(answer) => case.answers.push((fact, answer, place)),
            Err(refused) => self.report("bad-answer", refused.message, refused.help, place),
        }
    }
}

/// What to do about a date.
pub const DATE_HELP: &str = "it is a date that exists, such as 2026-11-30";

/// A date as `2026-11-30`.
#[must_use]
pub fn date(written: &str) -> Option<Date> {
    let shape = written.len() == 10 && written.is_ascii();
    let date: Option<Date> = written.trim().parse().ok();
    date.filter(|_| shape)
}

/// Checks a reference.
///
/// # Errors
///
/// What is wrong with it, and what is allowed.
pub fn reference(written: &str) -> Result<(), (String, String)> {
    let count = written.chars().count();
    let printable = written.chars().all(|c| !c.is_control() && !crate::text::wording::is_hidden(c));
    if count == 0 || count > LONGEST_REFERENCE || !printable {
        return Err((
            "`ref` cannot be that".to_owned(),
            format!("it is text of 1 to {LONGEST_REFERENCE} printable characters"),
        ));
    }
    Ok(())
}

/// The offer of that id or short name.
///
/// # Errors
///
/// That there is none, and the nearest name.
pub fn offer(catalogue: &Catalogue, written: &str) -> Result<OfferId, (String, String)> {
    catalogue.offer_named(written.trim()).ok_or_else(|| {
        let names = catalogue
            .offers
            .iter()
            .flat_map(|o| std::iter::once(o.id.as_str()).chain(o.short_names.iter().map(String::as_str)));
        let help = nearest(written, names).map_or_else(
            || "`goldenthread catalogue list` lists them all".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        (format!("there is no offer `{}`", crate::text::wording::plain(written)), help)
    })
}

/// Whole weeks from one day to another; none where the second is earlier.
#[must_use]
pub fn weeks_between(from: Date, to: Date) -> Option<u32> {
    let days = (to - from).get_days();
    u32::try_from(days).ok().map(|days| days / 7)
}

impl CaseFile {
    /// A case with the file's answers, on a day.
    ///
    /// # Errors
    ///
    /// Where the sentence has ended by that day, or more weeks are left than the fact takes.
    pub fn case(&self, catalogue: &Catalogue, today: Date) -> Result<Case, Problem> {
        let vocabulary = &catalogue.vocabulary;
        let mut case = Case::new(vocabulary, self.as_of.unwrap_or(today));
        case.reference.clone_from(&self.reference);
        case.proposed.clone_from(&self.proposed);
        for (fact, answer, _) in &self.answers {
            case.set(vocabulary, *fact, answer);
        }
        let weeks = catalogue.policy.roles.weeks;
        if let Some((ends, place)) = self.sentence_ends
            && !case.knows(weeks)
        {
            let left = weeks_between(case.as_of, ends);
            let answer = left.and_then(|left| {
                check(catalogue.fact(weeks), Given::Integer(i64::from(left)), Separator::Comma).ok()
            });
            match answer {
                Some(answer) => case.set(vocabulary, weeks, &answer),
                None => {
                    let message =
                        format!("the sentence cannot end on {ends} for a plan as of {}", case.as_of);
                    return Err(Problem::new("bad-date", message)
                        .at(place)
                        .help(format!("the weeks that are left are {}", catalogue.fact(weeks).allowed())));
                }
            }
        }
        Ok(case)
    }
}
