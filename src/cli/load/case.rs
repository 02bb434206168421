//! One case: from a file, with the flags laid over it.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::case::given::{CaseKey, Door, Given, GivenItem, GivenPair, GivenValue};
use goldenthread::case::{Case, CaseReader, GivenCase, JudgedOffers, Judgement, read};
use goldenthread::catalogue::{Catalogue, FactId};
use goldenthread::text::problem::Problem;
use goldenthread::text::source::Place;
use goldenthread::text::wording::plain;
use jiff::civil::Date;

use super::context::Context;
use super::read::text;
use super::today::today;
use crate::cli::problem::{Refused, refuse, say};

/// What was given about one person, on a day.
#[derive(Clone, Debug)]
pub struct Input {
    /// The answers. Nothing is presumed yet: see [`Input::presume`].
    pub case: Case,
    /// Offers accepted and declined, each with its reason.
    pub judged: JudgedOffers,
    /// Where each of the accepted was accepted.
    pub accepted_at: Vec<Place>,
    /// The day the sentence ends, where that was given and not the weeks.
    pub sentence_ends: Option<Date>,
    /// What a case file suggests of facts that are not answered.
    pub hints: Vec<(FactId, String)>,
    /// How many facts were answered. None means that there is nothing to plan from.
    pub answered: usize,
    /// The facts that are known because somebody answered or settled them.
    pub given: Vec<FactId>,
    /// The facts that the person lets a presumption stand in for.
    pub let_presume: Vec<FactId>,
    /// Every stated presumption was asked for.
    presuming: bool,
}

impl Input {
    /// Lets the stated presumptions stand in for unknown facts, where that was asked for, and says for which.
    pub fn presume(&mut self, catalogue: &Catalogue) -> Vec<FactId> {
        let wanted = |fact: FactId| self.presuming || self.let_presume.contains(&fact);
        self.case.presume_where(&catalogue.vocabulary, wanted)
    }

    /// The offers accepted and declined.
    pub fn judgement(&self) -> Judgement {
        self.judged.judgement()
    }
}

/// The case that `--case` and the flags of a command give; what follows uses the edition of its day. Where more may be `asked`, the settings give the region of a case
/// of which nothing is known yet.
///
/// # Errors
///
/// Every problem with the words typed, the file and the flags.
pub fn case_input(matches: &ArgMatches, context: &mut Context<'_>, asked: bool) -> Result<Input> {
    let vocabulary = &context.catalogue.vocabulary;
    let mut problems = context.misfits.clone();
    let mut given = GivenCase::new(vocabulary, today());
    if let Some(path) = matches.get_one::<PathBuf>("case") {
        problems.extend(from_file(path, context, &mut given));
    }
    // What a flag says is laid over the file.
    let flags = CaseReader::new(context.catalogue, Door::Flags);
    let refused = flags.read(from_flags(matches, context), &mut given);
    problems.extend(refused.into_iter().map(Problem::from));
    let answered = given.answered(vocabulary).count() + usize::from(given.sentence_ends.is_some());
    if answered > 0 || asked {
        problems.extend(settled_region(context, &mut given).err());
    }
    settled(flags, problems, &mut given, context)?;
    context.move_to(given.case.as_of)?;
    let ends = given.sentence_ends.map(|_| context.catalogue.policy.roles.weeks);
    let is_open = |fact: &FactId| !given.is_given(CaseKey::Fact(*fact)) && ends != Some(*fact);
    let hints = given.hints.iter().filter(|(fact, _)| is_open(fact)).cloned().collect();
    Ok(Input {
        given: given.answered(vocabulary).chain(ends).collect(),
        judged: given.judged(),
        accepted_at: given.accepted.places.clone(),
        case: given.case,
        sentence_ends: given.sentence_ends,
        hints,
        answered,
        let_presume: Vec::new(),
        presuming: matches.get_flag("presume"),
    })
}

/// A case from a file alone, and the offers accepted in it; what follows uses the edition of its day.
///
/// # Errors
///
/// Every problem with the file.
pub fn case_file(path: &Path, context: &mut Context<'_>) -> Result<(Case, JudgedOffers)> {
    let texts = &mut context.command_line.texts;
    let given = text(path, texts)
        .map_err(|problem| vec![problem])
        .and_then(|index| read::case(context.catalogue, texts, index, today()))
        .map_err(|problems| Refused::new(problems, texts))?;
    context.move_to(given.case.as_of)?;
    let judged = given.judged();
    Ok((given.case, judged))
}

/// Settles a case that has no problems.
fn settled(
    reader: CaseReader<'_>,
    mut problems: Vec<Problem>,
    given: &mut GivenCase<Place>,
    context: &Context<'_>,
) -> Result<(), Refused> {
    if problems.is_empty() {
        problems.extend(reader.settle(given).err().map(Problem::from));
    }
    problems.sort_by_key(|problem| problem.place);
    refuse(problems, &context.command_line.texts)
}

/// The region that the settings give, where the case gives none, and a word to say so.
fn settled_region(context: &Context<'_>, given: &mut GivenCase<Place>) -> Result<(), Problem> {
    let region = context.catalogue.policy.roles.region;
    if given.is_given(CaseKey::Fact(region)) {
        return Ok(());
    }
    if let Some((answer, setting)) = context.region()? {
        say(&format!("note: the region is {}, by {}\n", plain(&setting.value), plain(&setting.from)));
        let place = setting.place.unwrap_or_else(|| context.command_line.whole());
        given.answer(context.catalogue, region, &answer, place);
    }
    Ok(())
}

fn from_file(path: &Path, context: &mut Context<'_>, given: &mut GivenCase<Place>) -> Vec<Problem> {
    let texts = &mut context.command_line.texts;
    match text(path, texts) {
        Ok(index) => read::toml(&CaseReader::new(context.catalogue, Door::File), texts, index, given),
        Err(problem) => vec![problem],
    }
}

/// What the flags of a case give, each with its place.
fn from_flags<'m>(matches: &'m ArgMatches, context: &Context<'_>) -> Vec<Given<'m, Place>> {
    let catalogue = context.catalogue;
    let mut given = Vec::new();
    for (key, name) in CaseKey::all(catalogue) {
        let values = values(matches, context, name);
        let Some((_, last)) = values.last().copied() else { continue };
        let value = match key {
            CaseKey::Accept | CaseKey::Decline => GivenValue::Table(values.into_iter().map(judged).collect()),
            key if key.takes_list(catalogue) => {
                GivenValue::List(values.into_iter().flat_map(parts).collect())
            }
            key => {
                given.extend(values.into_iter().map(|(text, place)| {
                    let value = GivenValue::Text(text.into());
                    Given { key, value, place }
                }));
                continue;
            }
        };
        given.push(Given { key, value, place: last });
    }
    given
}

/// The values of a flag, each with its place.
fn values<'m>(matches: &'m ArgMatches, context: &Context<'_>, name: &str) -> Vec<(&'m str, Place)> {
    let values = matches.get_many::<String>(name).into_iter().flatten();
    let places = context.command_line.places(&format!("--{name}"));
    let whole = context.command_line.whole();
    values.enumerate().map(|(at, value)| (value.as_str(), places.get(at).copied().unwrap_or(whole))).collect()
}

/// The parts of a value that are separated by commas.
fn parts((text, place): (&str, Place)) -> impl Iterator<Item = GivenItem<'_, Place>> {
    text.split(Door::Flags.separator()).map(move |part| GivenItem { text: Ok(part.trim().into()), place })
}

/// An offer and why it is accepted or declined.
fn judged((text, place): (&str, Place)) -> GivenPair<'_, Place> {
    let (name, says) = text.split_once('=').unwrap_or((text, ""));
    GivenPair { name: name.into(), says: says.into(), place }
}
