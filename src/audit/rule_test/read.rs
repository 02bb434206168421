//! Rule tests as written.

use jiff::civil::Date;

use super::{Beside, RuleTest};
use crate::case::answer::check;
use crate::case::given::Door;
use crate::catalogue::keys::TEST;
use crate::catalogue::{Answer, Catalogue, CatalogueFile, FactId, History, NoEdition, OfferId};
use crate::entry::keys::misfits;
use crate::entry::{Faults, Fields, PlacedText, Section, WrittenContent, WrittenItem, parse};
use crate::ids;
use crate::outcome::{Outcome, Reason};
use crate::text::problem::{Problem, nearest};
use crate::text::source::{Place, Texts};

/// The outcomes a test may expect.
const OUTCOMES: [Outcome; 4] = [Outcome::Include, Outcome::Consider, Outcome::Undetermined, Outcome::Exclude];

/// Every test of every offer in the order of the files, and every problem with them. A test with a problem is left out.
///
/// # Errors
///
/// Where the catalogue does not open.
pub fn read(
    history: &History,
    files: &[CatalogueFile],
    texts: &Texts,
) -> Result<(Vec<RuleTest>, Vec<Problem>), NoEdition> {
    let catalogue = history.latest()?;
    let mut tests = Vec::new();
    let mut problems = Vec::new();
    for (id, offer) in ids::numbered(&catalogue.offers) {
        let path = format!("offers/{}.toml", offer.id);
        let Some(file) = files.iter().find(|file| file.path == path) else { continue };
        let Ok(parsed) = parse(texts, file.text) else { continue };
        let mut earlier = Vec::new();
        for table in parsed.root.get("test").into_iter().flat_map(WrittenItem::tables) {
            let faults = Faults::default();
            faults.report_all(misfits(table, &TEST));
            let fields = Fields::new(table, &faults);
            let reader = TestReader { history, catalogue, earlier: &earlier, offer: id, fields };
            let read = reader.test();
            match read.filter(|_| faults.is_empty()) {
                Some(test) => earlier.push(test),
                None => problems.extend(
                    faults.into_problems().into_iter().map(|problem| Problem { code: "bad-test", ..problem }),
                ),
            }
        }
        tests.append(&mut earlier);
    }
    Ok((tests, problems))
}

/// Reads one test.
struct TestReader<'r> {
    history: &'r History,
    /// Facts and offers have the same names in every edition.
    catalogue: &'r Catalogue,
    earlier: &'r [RuleTest],
    offer: OfferId,
    fields: Fields<'r>,
}

impl TestReader<'_> {
    fn report(&self, message: String, place: Place, help: String) {
        self.fields.faults().report(Problem::new("bad-test", message).at(place).help(help));
    }

    fn test(&self) -> Option<RuleTest> {
        let name = self.fields.required_text("name");
        if self.earlier.iter().any(|test| test.name == name) {
            let help = "each has its own".to_owned();
            self.report(format!("two tests have the name `{name}`"), self.fields.place(), help);
        }
        let base = self.base()?;
        let mut answers = base.map_or_else(Vec::new, |base| base.answers.clone());
        for key in ["case", "but"] {
            if let Some(WrittenContent::Table(facts)) = self.fields.item(key).map(|item| &item.content) {
                self.lay_over(facts, &mut answers);
            }
        }
        for left_out in self.fields.list("without") {
            if let Some(fact) = self.fact(&left_out.text, left_out.place) {
                answers.retain(|(other, _)| *other != fact);
            }
        }
        answers.sort_by_key(|(fact, _)| *fact);
        let as_of = self.fields.day("as-of").or(base.and_then(|base| base.as_of));
        let decided = |key| self.decided(key);
        let accepted = decided("accept").or_else(|| base.map(|base| base.accepted.clone()));
        let declined = decided("decline").or_else(|| base.map(|base| base.declined.clone()));
        let beside = self.beside().or_else(|| base.map(|base| base.beside.clone()));
        let expected = self.fields.required_placed("expect")?;
        let expect = self.outcome(&expected);
        let (reason, decides) = (self.reason(), self.decides(as_of));
        Some(RuleTest {
            offer: self.offer,
            name,
            like: base.map(|base| base.name.clone()),
            answers,
            as_of,
            accepted: accepted.unwrap_or_default(),
            declined: declined.unwrap_or_default(),
            beside: beside.unwrap_or(Beside::Offers(Vec::new())),
            expect: expect?,
            reason,
            decides,
            place: expected.place,
        })
    }

    /// Offers accepted or declined, each with the reason, where the test says.
    fn decided(&self, key: &str) -> Option<Vec<(OfferId, String)>> {
        let WrittenContent::Table(table) = &self.fields.item(key)?.content else { return None };
        let decided = table.keyed.iter().filter_map(|keyed| {
            let reason = keyed.item.text().unwrap_or_default().trim().to_owned();
            if reason.is_empty() {
                let help = "say why, as the practitioner would".to_owned();
                self.report(format!("`{}` has no reason", keyed.key), keyed.item.place, help);
            }
            Some((self.offer_named(&keyed.key, keyed.place)?, reason))
        });
        Some(decided.collect())
    }

    /// What else is on offer, where the test says.
    fn beside(&self) -> Option<Beside> {
        if self.fields.yes_no("whole-catalogue") == Some(true) {
            return Some(Beside::WholeCatalogue);
        }
        let named = || self.fields.list("with").into_iter();
        let offers = || named().filter_map(|name| self.offer_named(&name.text, name.place)).collect();
        self.fields.has("with").then(|| Beside::Offers(offers()))
    }

    fn offer_named(&self, name: &str, place: Place) -> Option<OfferId> {
        let named = self.catalogue.offer_named(name);
        if named.is_none() {
            let known = self.catalogue.offers.iter().map(|offer| offer.id.as_str());
            let help = nearest(name, known).map_or_else(
                || "`goldenthread catalogue list` lists them".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            self.report(format!("there is no offer `{name}`"), place, help);
        }
        named
    }

    fn outcome(&self, written: &PlacedText) -> Option<Outcome> {
        let outcome = OUTCOMES.into_iter().find(|outcome| outcome.code() == written.text);
        if outcome.is_none() {
            let help = format!("the outcomes are {}", OUTCOMES.map(Outcome::code).join(", "));
            self.report(format!("there is no outcome `{}`", written.text), written.place, help);
        }
        outcome
    }

    /// The test that this one is like; none where it is like no other.
    fn base(&self) -> Option<Option<&RuleTest>> {
        let Some(like) = self.fields.placed("like") else { return Some(None) };
        if let Some(test) = self.earlier.iter().find(|test| test.name == like.text) {
            return Some(Some(test));
        }
        let near = nearest(&like.text, self.earlier.iter().map(|test| test.name.as_str()));
        let help = near.map_or_else(
            || "name a test that stands before this one in the same file".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        self.report(format!("no test before this one is called `{}`", like.text), like.place, help);
        None
    }

    fn fact(&self, key: &str, place: Place) -> Option<FactId> {
        let known = self.catalogue.vocabulary.named(key);
        if known.is_none() {
            let help = nearest(key, self.catalogue.vocabulary.keys()).map_or_else(
                || "`goldenthread facts` lists them".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            self.report(format!("there is no fact `{key}`"), place, help);
        }
        known
    }

    fn lay_over(&self, facts: &Section, answers: &mut Vec<(FactId, Answer)>) {
        for keyed in &facts.keyed {
            let Some(fact) = self.fact(&keyed.key, keyed.place) else { continue };
            if let Some(answer) = self.answer(fact, &keyed.item) {
                answers.retain(|(other, _)| *other != fact);
                answers.push((fact, answer));
            }
        }
    }

    fn answer(&self, fact: FactId, item: &WrittenItem) -> Option<Answer> {
        let answer = check(
            &self.catalogue.vocabulary.other_words,
            self.catalogue.fact(fact),
            &item.into(),
            item.place,
            Door::File,
        );
        answer
            .map_err(|refusals| self.fields.faults().report_all(refusals.into_iter().map(Problem::from)))
            .ok()
    }

    fn reason(&self) -> Option<Reason> {
        let written = self.fields.placed("reason")?;
        let known = Reason::of_code(&written.text);
        if known.is_none() {
            let help = nearest(&written.text, Reason::CODES.iter().copied()).map_or_else(
                || format!("the reasons are {}", Reason::CODES.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            self.report(format!("there is no reason `{}`", written.text), written.place, help);
        }
        known
    }

    fn decides(&self, as_of: Option<Date>) -> Option<String> {
        let written = self.fields.placed("decides")?;
        // A day without rules is told of when the test is run.
        let catalogue = as_of.and_then(|day| self.history.on(day).ok()).unwrap_or(self.catalogue);
        let ids = catalogue.offer(self.offer).criteria.iter().map(|criterion| criterion.id.as_str());
        if !ids.clone().any(|id| id == written.text) {
            let help = nearest(&written.text, ids).map_or_else(
                || "name one of the offer's criteria".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            self.report(format!("the offer has no criterion `{}`", written.text), written.place, help);
        }
        Some(written.text)
    }
}
