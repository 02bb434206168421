//! The one door: whatever form a case comes in, its keys and values become a case here, by one set of rules.

use jiff::civil::Date;

use super::answer::{check, each_word, shown};
use super::given::{CaseKey, Door, Given, GivenValue};
use super::given_case::GivenCase;
use super::refusal::Refusal;
use super::value::{DATE_HELP, LONGEST_REFERENCE, date, is_reference, offer, weeks_between};
use crate::catalogue::{Answer, Catalogue, OfferId};
use crate::text::problem::nearest;
use crate::text::wording::plain;

/// Turns what is given through a door into a case.
#[derive(Clone, Copy, Debug)]
pub struct CaseReader<'c> {
    /// The facts and offers that are known.
    pub catalogue: &'c Catalogue,
    /// How what is given comes in.
    pub door: Door,
    /// The day that the plan is for, whatever is given.
    pub fixed_day: Option<Date>,
}

impl<'c> CaseReader<'c> {
    /// Reads what comes in through a door.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue, door: Door) -> Self {
        Self { catalogue, door, fixed_day: None }
    }

    /// The key that is written so.
    ///
    /// # Errors
    ///
    /// That there is none, and the nearest.
    pub fn key(&self, written: &str) -> Result<CaseKey, Refusal<()>> {
        CaseKey::named(self.catalogue, written).ok_or_else(|| {
            let near = nearest(written, CaseKey::all(self.catalogue).map(|(_, name)| name));
            Refusal::new("unknown-key", format!("`{}` is not a fact", plain(written)), ())
                .about_key(plain(written))
                .near_or(near, "`goldenthread facts` lists them all")
        })
    }

    /// Lays what is given over a case: what was laid before is replaced, and within what is given each key comes once. Says
    /// everything that cannot be used; the case holds nothing of use then.
    pub fn read<'g, P: Copy>(
        &self,
        given: impl IntoIterator<Item = Given<'g, P>>,
        case: &mut GivenCase<P>,
    ) -> Vec<Refusal<P>> {
        let mut refusals = Vec::new();
        case.start_layer();
        for given in given {
            if let Some(first) = case.in_this_layer(given.key) {
                let key = self.door.spelt(given.key.name(self.catalogue));
                let twice = Refusal::new("given-twice", format!("`{key}` is given twice"), given.place);
                refusals.push(twice.allowed("give it once").and_at(first, "given here first"));
                continue;
            }
            let before = refusals.len();
            self.lay(&given, case, &mut refusals);
            let is_known = refusals.len() == before && !matches!(given.value, GivenValue::Nothing);
            case.mark(given.key, given.place, is_known);
        }
        self.one_end(case, &mut refusals);
        refusals
    }

    fn lay<P: Copy>(&self, given: &Given<'_, P>, case: &mut GivenCase<P>, refusals: &mut Vec<Refusal<P>>) {
        if matches!(given.value, GivenValue::Nothing) {
            return;
        }
        match given.key {
            CaseKey::Fact(fact) => {
                match check(self.catalogue.fact(fact), &given.value, given.place, self.door) {
                    Ok(answer) => case.case.set(&self.catalogue.vocabulary, fact, &answer),
                    Err(refused) => refusals.extend(refused),
                }
            }
            CaseKey::Reference => self.reference(given, case, refusals),
            CaseKey::AsOf => {
                if let Some(day) = self.day(given, refusals) {
                    case.case.as_of = self.fixed_day.unwrap_or(day);
                }
            }
            CaseKey::SentenceEnds => case.sentence_ends = self.day(given, refusals),
            CaseKey::Proposed => self.proposed(given, case, refusals),
            CaseKey::Accept => self.accepted(given, case, refusals),
        }
    }

    fn reference<P: Copy>(
        &self,
        given: &Given<'_, P>,
        case: &mut GivenCase<P>,
        refusals: &mut Vec<Refusal<P>>,
    ) {
        let written = given.value.written();
        let can_be = match &given.value {
            GivenValue::Text(_) | GivenValue::Integer(_) => true,
            GivenValue::Odd(text) => text.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        if can_be && is_reference(&written) {
            case.set_reference(&written);
            return;
        }
        refusals.push(
            Refusal::new("bad-reference", "`ref` cannot be that", given.place)
                .about("ref", written)
                .allowed(format!("it is text of 1 to {LONGEST_REFERENCE} printable characters")),
        );
    }

    fn day<P: Copy>(&self, given: &Given<'_, P>, refusals: &mut Vec<Refusal<P>>) -> Option<Date> {
        let key = given.key.name(self.catalogue);
        let written = given.value.written();
        let day = match &given.value {
            GivenValue::Text(text) => date(text),
            _ => None,
        };
        if day.is_none() {
            let reason = format!("`{key}` cannot be `{}`", shown(&plain(&written)));
            refusals
                .push(Refusal::new("bad-date", reason, given.place).about(key, written).allowed(DATE_HELP));
        }
        day
    }

    fn proposed<P: Copy>(
        &self,
        given: &Given<'_, P>,
        case: &mut GivenCase<P>,
        refusals: &mut Vec<Refusal<P>>,
    ) {
        let key = given.key.name(self.catalogue);
        let Some(items) = given.value.items(given.place, self.door) else {
            let refusal = Refusal::new("wrong-type", format!("`{key}` is a list of offers"), given.place);
            refusals.push(refusal.about(key, given.value.written()).allowed("such as [\"BBR\", \"CPC\"]"));
            return;
        };
        let proposed = case.start_proposed();
        each_word(
            key,
            || "such as [\"BBR\", \"CPC\"]".to_owned(),
            items,
            refusals,
            |name, place| {
                proposed.push(
                    offer(self.catalogue, name).map_err(|refused| refused.at(|()| place).about(key, name))?,
                );
                Ok(())
            },
        );
    }

    /// Exceptions and options accepted: a table from offers to reasons, or `offer=reason`, outside of flags several joined
    /// by `;`.
    fn accepted<P: Copy>(
        &self,
        given: &Given<'_, P>,
        case: &mut GivenCase<P>,
        refusals: &mut Vec<Refusal<P>>,
    ) {
        match &given.value {
            GivenValue::Table(pairs) => {
                for pair in pairs {
                    let accepted = self.accept(case, &pair.name, &pair.says, pair.place);
                    refusals.extend(accepted.err());
                }
            }
            GivenValue::Text(text) => {
                for pair in text.split(';') {
                    let Some((name, reason)) = pair.split_once('=') else {
                        refusals.push(self.not_accepted(given));
                        continue;
                    };
                    refusals.extend(self.accept(case, name, reason, given.place).err());
                }
            }
            _ => refusals.push(self.not_accepted(given)),
        }
    }

    fn not_accepted<P: Copy>(&self, given: &Given<'_, P>) -> Refusal<P> {
        let help = match self.door {
            Door::File => "such as { stepping-stones = \"…\" }",
            Door::Flags => "such as `--accept stepping-stones=\"…\"`",
            Door::Spreadsheet => "such as stepping-stones=the reason, several joined by `;`",
        };
        let key = given.key.name(self.catalogue);
        Refusal::new("wrong-type", format!("`{key}` names offers, each with a reason"), given.place)
            .about(key, given.value.written())
            .allowed(help)
    }

    fn accept<P: Copy>(
        &self,
        case: &mut GivenCase<P>,
        name: &str,
        reason: &str,
        place: P,
    ) -> Result<(), Refusal<P>> {
        let name = name.trim();
        let shown = plain(name);
        let id: OfferId =
            offer(self.catalogue, name).map_err(|refused| refused.at(|()| place).about("accept", name))?;
        let refused = |code, reason: String| Refusal::new(code, reason, place).about("accept", name);
        if reason.trim().is_empty() {
            let help = match self.door {
                Door::Flags => format!("say why: `--accept {shown}=\"…\"`"),
                Door::File | Door::Spreadsheet => "say why".to_owned(),
            };
            return Err(refused("no-reason", format!("`{shown}` is accepted without a reason")).allowed(help));
        }
        case.accept(id, reason.trim(), place).map_err(|first| {
            let twice = refused("given-twice", format!("`{shown}` is accepted twice"));
            twice.allowed("accept it once").and_at(first, "accepted here first")
        })
    }

    /// The end of the sentence and the weeks that remain say the same: given together they are one too many, and the one given
    /// later sets the other aside.
    fn one_end<P: Copy>(&self, case: &mut GivenCase<P>, refusals: &mut Vec<Refusal<P>>) {
        let weeks = CaseKey::Fact(self.catalogue.policy.roles.weeks);
        let ends = CaseKey::SentenceEnds;
        let here = |key| case.in_this_layer(key).filter(|_| case.is_given(key));
        match (here(ends), here(weeks)) {
            (Some(place), Some(also)) => {
                let [ends, weeks] = [ends, weeks].map(|key| self.door.spelt(key.name(self.catalogue)));
                let both =
                    Refusal::new("given-twice", format!("`{ends}` and `{weeks}` are both given"), place);
                refusals.push(both.allowed("give one of them").and_at(also, "given here too"));
            }
            (Some(_), None) => case.set_aside(weeks),
            (None, Some(_)) => case.set_aside(ends),
            (None, None) => {}
        }
    }

    /// Settles what waits until everything is given: the weeks from the day of the plan to the end of the sentence.
    ///
    /// # Errors
    ///
    /// Where the sentence has ended by that day, or more weeks are left than the fact takes.
    pub fn settle<P: Copy>(&self, case: &mut GivenCase<P>) -> Result<(), Refusal<P>> {
        let Some(ends) = case.sentence_ends else { return Ok(()) };
        let Some(place) = case.place_of(CaseKey::SentenceEnds) else { return Ok(()) };
        let weeks = self.catalogue.policy.roles.weeks;
        let fact = self.catalogue.fact(weeks);
        let left = weeks_between(case.case.as_of, ends);
        let answer: Option<Answer> =
            left.and_then(|left| check(fact, &GivenValue::Integer(left.into()), (), self.door).ok());
        let answer = answer.ok_or_else(|| {
            let reason = format!("the sentence cannot end on {ends} for a plan as of {}", case.case.as_of);
            Refusal::new("bad-date", reason, place)
                .about(CaseKey::SentenceEnds.name(self.catalogue), ends.to_string())
                .allowed(format!("the weeks that are left are {}", fact.allowed()))
        })?;
        case.case.set(&self.catalogue.vocabulary, weeks, &answer);
        Ok(())
    }
}
