//! The one door: whatever form a case comes in, its keys and values become a case here, by one set of rules.

use jiff::civil::Date;

use super::answer::{check, each_word, says_not_known, shown};
use super::given::{CaseKey, Door, Given, GivenValue};
use super::given_case::{GivenCase, JudgedAs};
use super::read::HINTS;
use super::refusal::{MOST_TOLD, Refusal};
use super::value::{
    DATE_HELP, LONGEST_REFERENCE, date, day_written, is_reference, no_offer, offer, weeks_between,
};
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
        CaseKey::named(self.catalogue, written).ok_or_else(|| self.unknown_key(written))
    }

    /// That there is no such key, and the nearest.
    #[must_use]
    pub fn unknown_key(&self, written: &str) -> Refusal<()> {
        if written == HINTS {
            return Refusal::new("unknown-key", format!("`{HINTS}` belongs in a case file only"), ())
                .about_key(HINTS)
                .allowed("nobody is asked here, so leave it out; it answers nothing");
        }
        let near = nearest(written, CaseKey::all(self.catalogue).map(|(_, name)| name));
        Refusal::new("unknown-key", format!("`{}` is not a fact", shown(&plain(written))), ())
            .about_key(plain(written))
            .near_or(near, "`goldenthread facts` lists them all")
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
            let mut is_known = refusals.len() == before && !matches!(given.value, GivenValue::Nothing);
            if refusals.len() > before && self.says_not_known(&given) {
                refusals.truncate(before);
                case.set_aside(given.key);
                is_known = false;
            }
            case.mark(given.key, given.place, is_known);
        }
        self.one_end(case, &mut refusals);
        refusals
    }

    /// Whether what no key takes says that it is not known.
    fn says_not_known<P: Copy>(&self, given: &Given<'_, P>) -> bool {
        let can_be = matches!(given.key, CaseKey::Fact(_) | CaseKey::Proposed | CaseKey::SentenceEnds);
        can_be && says_not_known(&self.catalogue.vocabulary.other_words, &given.value)
    }

    fn lay<P: Copy>(&self, given: &Given<'_, P>, case: &mut GivenCase<P>, refusals: &mut Vec<Refusal<P>>) {
        if matches!(given.value, GivenValue::Nothing) {
            return;
        }
        match given.key {
            CaseKey::Fact(fact) => {
                let vocabulary = &self.catalogue.vocabulary;
                match check(
                    &vocabulary.other_words,
                    vocabulary.fact(fact),
                    &given.value,
                    given.place,
                    self.door,
                ) {
                    Ok(answer) => case.case.set(vocabulary, fact, &answer),
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
            CaseKey::Accept => self.judged(JudgedAs::Accepted, given, case, refusals),
            CaseKey::Decline => self.judged(JudgedAs::Declined, given, case, refusals),
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
            GivenValue::Text(text) if self.door == Door::Spreadsheet => day_written(text),
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
            |name| {
                let offer = self.catalogue.offer_named(name.trim());
                proposed.extend(offer);
                offer.is_some()
            },
            |name, place| no_offer(self.catalogue, name).at(|()| place).about(key, name),
        );
    }

    /// Offers accepted or declined: a table from offers to reasons, or `offer=reason`, outside of flags several joined by `;`.
    fn judged<P: Copy>(
        &self,
        judged_as: JudgedAs,
        given: &Given<'_, P>,
        case: &mut GivenCase<P>,
        refusals: &mut Vec<Refusal<P>>,
    ) {
        let (mut refused, mut untold) = (0, 0);
        let mut judge = |name: &str, reason: &str, place: P| {
            if refused >= MOST_TOLD && self.catalogue.offer_named(name.trim()).is_none() {
                untold += 1;
                return None;
            }
            let refusal = self.judge(judged_as, case, name, reason, place).err();
            refused += usize::from(refusal.is_some());
            refusal
        };
        match &given.value {
            GivenValue::Table(pairs) => {
                refusals.extend(pairs.iter().filter_map(|pair| judge(&pair.name, &pair.says, pair.place)));
            }
            GivenValue::Text(text) => {
                for pair in text.split(';') {
                    refusals.extend(match pair.split_once('=') {
                        Some((name, reason)) => judge(name, reason, given.place),
                        None => Some(self.not_judged(given)),
                    });
                }
            }
            _ => refusals.push(self.not_judged(given)),
        }
        if let Some(last) = refusals.last_mut() {
            last.leave_untold(untold);
        }
    }

    fn not_judged<P: Copy>(&self, given: &Given<'_, P>) -> Refusal<P> {
        let key = given.key.name(self.catalogue);
        let help = match self.door {
            Door::File => "such as { stepping-stones = \"…\" }".to_owned(),
            Door::Flags => format!("such as `--{key} stepping-stones=\"…\"`"),
            Door::Spreadsheet => "such as stepping-stones=the reason, several joined by `;`".to_owned(),
        };
        Refusal::new("wrong-type", format!("`{key}` names offers, each with a reason"), given.place)
            .about(key, given.value.written())
            .allowed(help)
    }

    fn judge<P: Copy>(
        &self,
        judged_as: JudgedAs,
        case: &mut GivenCase<P>,
        name: &str,
        reason: &str,
        place: P,
    ) -> Result<(), Refusal<P>> {
        let (key, done) = named(judged_as);
        let name = name.trim();
        let shown = plain(name);
        let id: OfferId =
            offer(self.catalogue, name).map_err(|refused| refused.at(|()| place).about(key, name))?;
        let refused = |code, reason: String| Refusal::new(code, reason, place).about(key, name);
        if reason.trim().is_empty() {
            let help = match self.door {
                Door::Flags => format!("say why: `--{key} {shown}=\"…\"`"),
                Door::File | Door::Spreadsheet => "say why".to_owned(),
            };
            return Err(refused("no-reason", format!("`{shown}` is {done} without a reason")).allowed(help));
        }
        case.judge(id, judged_as, reason.trim(), place).map_err(|(before, first)| {
            let (key_before, done_before) = named(before);
            let (reason, help) = if before == judged_as {
                (format!("`{shown}` is {done} twice"), format!("{key} it once"))
            } else {
                (
                    format!("`{shown}` is {done_before} and {done}"),
                    format!("{key_before} or {key} it, not both"),
                )
            };
            let twice = refused("given-twice", reason).allowed(help);
            let caption = match before {
                JudgedAs::Accepted => "accepted here first",
                JudgedAs::Declined => "declined here first",
            };
            twice.and_at(first, caption)
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

    /// Settles what waits until everything is given: whether there are rules for the day of the plan, and the weeks from it to the
    /// end of the sentence.
    ///
    /// # Errors
    ///
    /// Where the catalogue begins after that day, the sentence has ended by it, or more weeks are left than the fact takes.
    pub fn settle<P: Copy>(&self, case: &mut GivenCase<P>) -> Result<(), Refusal<P>> {
        if let Some(begins) = self.catalogue.begins
            && case.case.as_of < begins
            && let Some(place) = case.place_of(CaseKey::AsOf)
        {
            let day = case.case.as_of;
            let reason = format!("there are no rules for {day}: the catalogue begins on {begins}");
            let refusal = Refusal::new("bad-date", reason, place);
            let refusal = refusal.about(CaseKey::AsOf.name(self.catalogue), day.to_string());
            return Err(refusal.allowed(format!("a day from {begins} on")));
        }
        let Some(ends) = case.sentence_ends else { return Ok(()) };
        let Some(place) = case.place_of(CaseKey::SentenceEnds) else { return Ok(()) };
        let weeks = self.catalogue.policy.roles.weeks;
        let fact = self.catalogue.fact(weeks);
        let left = weeks_between(case.case.as_of, ends);
        let answer: Option<Answer> = left.and_then(|left| {
            let words = &self.catalogue.vocabulary.other_words;
            check(words, fact, &GivenValue::Integer(left.into()), (), self.door).ok()
        });
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

/// The key for a way of deciding about an offer, and how it reads once done.
fn named(judged_as: JudgedAs) -> (&'static str, &'static str) {
    match judged_as {
        JudgedAs::Accepted => ("accept", "accepted"),
        JudgedAs::Declined => ("decline", "declined"),
    }
}
