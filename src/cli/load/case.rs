//! One case: from a file, with the flags laid over it.

use std::path::PathBuf;

use anyhow::Result;
use clap::ArgMatches;
use goldenthread::case::Case;
use goldenthread::case::answer::{Given, Separator, check};
use goldenthread::case::read::{self, CaseFile, DATE_HELP};
use goldenthread::catalogue::{Answer, Answers, Catalogue, FactId, OfferId};
use goldenthread::text::problem::Problem;
use goldenthread::text::source::Place;
use goldenthread::text::wording::plain;
use jiff::civil::Date;

use super::context::Context;
use super::read::text;
use super::today::today;
use crate::cli::command_line::CommandLine;
use crate::cli::problem::{Refused, say};

/// What was given about one person, on a day.
#[derive(Clone, Debug)]
pub struct Input {
    /// The answers. Nothing is presumed yet: see [`Input::presume`].
    pub case: Case,
    /// Exceptions and options accepted, each with its reason.
    pub accepted: Vec<(OfferId, String)>,
    /// Where each of them was accepted.
    pub accepted_at: Vec<Place>,
    /// The day the sentence ends, where that was given and not the weeks.
    pub sentence_ends: Option<Date>,
    /// How many facts were answered. None means that there is nothing to plan from.
    pub answered: usize,
    /// The facts that are known because somebody answered or settled them.
    pub given: Vec<FactId>,
    /// Stated presumptions were asked for.
    presuming: bool,
}

impl Input {
    /// Lets the stated presumptions stand in for unknown facts, where that was asked for, and says for which.
    pub fn presume(&mut self, catalogue: &Catalogue) -> Vec<FactId> {
        if self.presuming { self.case.presume(&catalogue.vocabulary) } else { Vec::new() }
    }

    /// The offers accepted.
    pub fn accepted_ids(&self) -> Vec<OfferId> {
        self.accepted.iter().map(|(offer, _)| *offer).collect()
    }
}

/// The case that `--case` and the flags of a command give. Where more may be `asked`, the settings give the region of a case
/// of which nothing is known yet.
///
/// # Errors
///
/// Every problem with the words typed, the file and the flags.
pub fn case_input(matches: &ArgMatches, context: &mut Context<'_>, asked: bool) -> Result<Input> {
    let mut problems = context.misfits.clone();
    let mut file = match matches.get_one::<PathBuf>("case") {
        Some(path) => from_file(path, context).unwrap_or_else(|found| {
            problems.extend(found);
            CaseFile::default()
        }),
        None => CaseFile::default(),
    };
    let mut flags = Flags { matches, context, problems: &mut problems };
    flags.lay_over(&mut file);
    let answered = file.answers.len() + usize::from(file.sentence_ends.is_some());
    if answered > 0 || asked {
        settled_region(&mut file, context, &mut problems);
    }
    let presuming = matches.get_flag("presume");
    let case = if problems.is_empty() {
        file.case(context.catalogue, file.as_of.unwrap_or_else(today)).map_err(|problem| vec![problem])
    } else {
        problems.sort_by_key(|problem| problem.place);
        Err(problems)
    };
    let case = case.map_err(|problems| Refused::new(problems, &context.command_line.texts))?;
    let ends = file.sentence_ends.map(|_| context.catalogue.policy.roles.weeks);
    let given = file.answers.iter().map(|(fact, ..)| *fact).chain(ends).collect();
    Ok(Input {
        case,
        accepted_at: file.accepted.iter().map(|(_, _, place)| *place).collect(),
        sentence_ends: file.sentence_ends.map(|(date, _)| date),
        answered,
        given,
        accepted: file.accepted.into_iter().map(|(offer, reason, _)| (offer, reason)).collect(),
        presuming,
    })
}

/// A case from a file alone, and the offers accepted in it.
///
/// # Errors
///
/// Every problem with the file.
pub fn case_file(
    path: &std::path::Path,
    context: &mut Context<'_>,
) -> Result<(Case, Vec<(OfferId, String)>)> {
    let case = from_file(path, context).and_then(|file| {
        let case =
            file.case(context.catalogue, file.as_of.unwrap_or_else(today)).map_err(|problem| vec![problem]);
        Ok((case?, file.accepted.into_iter().map(|(offer, reason, _)| (offer, reason)).collect()))
    });
    case.map_err(|problems| Refused::new(problems, &context.command_line.texts).into())
}

/// The region that the settings give, where the case gives none, and a word to say so.
fn settled_region(file: &mut CaseFile, context: &Context<'_>, problems: &mut Vec<Problem>) {
    let region = context.catalogue.policy.roles.region;
    if file.answers.iter().any(|(fact, ..)| *fact == region) {
        return;
    }
    match context.region() {
        Ok(None) => {}
        Ok(Some((answer, setting))) => {
            say(&format!("note: the region is {}, by {}\n", plain(&setting.value), plain(&setting.from)));
            let place = setting.place.unwrap_or_else(|| context.command_line.whole());
            file.answers.push((region, answer, place));
        }
        Err(problem) => problems.push(problem),
    }
}

fn from_file(path: &std::path::Path, context: &mut Context<'_>) -> Result<CaseFile, Vec<Problem>> {
    let texts = &mut context.command_line.texts;
    let index = text(path, texts).map_err(|problem| vec![problem])?;
    read::toml(context.catalogue, texts, index)
}

/// The flags of a case, each checked and laid over the file: what a flag says wins.
struct Flags<'f, 'c> {
    matches: &'f ArgMatches,
    context: &'f Context<'c>,
    problems: &'f mut Vec<Problem>,
}

impl Flags<'_, '_> {
    fn line(&self) -> &CommandLine {
        self.context.command_line
    }

    /// The values of a flag, each with its place.
    fn values(&self, flag: &str) -> Vec<(String, Place)> {
        let values = self.matches.get_many::<String>(flag).into_iter().flatten().cloned();
        let places = self.line().places(&format!("--{flag}"));
        let whole = self.line().whole();
        values.enumerate().map(|(at, value)| (value, places.get(at).copied().unwrap_or(whole))).collect()
    }

    fn report(&mut self, code: &'static str, message: String, help: String, place: Place) {
        self.problems.push(Problem::new(code, message).at(place).help(help));
    }

    fn lay_over(&mut self, file: &mut CaseFile) {
        for (reference, place) in self.values("ref") {
            match read::reference(&reference) {
                Ok(()) => file.reference = Some(reference),
                Err((message, help)) => self.report("bad-reference", message, help, place),
            }
        }
        if let Some((date, _)) = self.date("as-of") {
            file.as_of = Some(date);
        }
        for (index, fact) in self.context.catalogue.vocabulary.iter() {
            let values = self.values(&fact.key);
            let Some((_, place)) = values.last().cloned() else { continue };
            file.answers.retain(|(other, ..)| *other != index);
            file.answers.extend(self.answer(index, &values).map(|answer| (index, answer, place)));
        }
        self.ends(file);
        self.proposed(file);
        self.accepted(file);
    }

    fn date(&mut self, flag: &str) -> Option<(Date, Place)> {
        let (written, place) = self.values(flag).pop()?;
        let date = read::date(&written);
        if date.is_none() {
            let message = format!("`{flag}` cannot be `{written}`");
            self.report("bad-date", message, DATE_HELP.to_owned(), place);
        }
        date.map(|date| (date, place))
    }

    /// The end of the sentence and the weeks that remain say the same: a flag for one sets the file's other aside.
    fn ends(&mut self, file: &mut CaseFile) {
        let weeks = self.context.catalogue.policy.roles.weeks;
        let key = &self.context.catalogue.fact(weeks).key;
        let weeks_flag = self.values(key).pop();
        let ends = self.date("sentence-ends");
        match (ends, weeks_flag) {
            (Some((_, place)), Some(_)) => {
                let message = format!("`--sentence-ends` and `--{key}` are both given");
                self.report("given-twice", message, "give one of them".to_owned(), place);
            }
            (Some(ends), None) => {
                file.sentence_ends = Some(ends);
                file.answers.retain(|(fact, ..)| *fact != weeks);
            }
            (None, Some(_)) => file.sentence_ends = None,
            (None, None) => {}
        }
    }

    /// One answer of the values typed for a fact; several only where the fact takes several.
    fn answer(&mut self, fact: FactId, values: &[(String, Place)]) -> Option<Answer> {
        let declared = self.context.catalogue.fact(fact);
        let several = matches!(declared.answers, Answers::AnyOf(_));
        let (_, last) = values.last()?;
        if let ([(_, first), _, ..], false) = (values, several) {
            let message = format!("`--{}` is given {} times", declared.key, values.len());
            let problem = Problem::new("given-twice", message).at(*last).and_at(*first, "given here first");
            self.problems.push(problem.help("give it once"));
        }
        let before = self.problems.len();
        let mut all = Vec::new();
        for (written, place) in values {
            let parts: Vec<&str> = if several { written.split(',').collect() } else { vec![written] };
            for part in &parts {
                if let Err(refused) = check(declared, Given::Text(part), Separator::Comma) {
                    self.report("bad-answer", refused.message, refused.help, *place);
                }
            }
            all.extend(parts);
        }
        if self.problems.len() > before {
            return None;
        }
        match check(declared, Given::Text(&all.join(",")), Separator::Comma) {
            Ok(answer) => Some(answer),
            Err(refused) => {
                if several {
                    self.report("bad-answer", refused.message, refused.help, *last);
                }
                None
            }
        }
    }

    fn proposed(&mut self, file: &mut CaseFile) {
        let values = self.values("proposed");
        if values.is_empty() {
            return;
        }
        let mut offers = Vec::new();
        for (written, place) in values {
            for name in written.split(',').map(str::trim).filter(|name| *name != "none") {
                match read::offer(self.context.catalogue, name) {
                    Ok(offer) => offers.push(offer),
                    Err((message, help)) => self.report("unknown-name", message, help, place),
                }
            }
        }
        file.proposed = Some(offers);
    }

    fn accepted(&mut self, file: &mut CaseFile) {
        let mut seen: Vec<(OfferId, Place)> = Vec::new();
        for (written, place) in self.values("accept") {
            let (name, reason) = written.split_once('=').unwrap_or((&written, ""));
            let offer = match read::offer(self.context.catalogue, name) {
                Ok(offer) => offer,
                Err((message, help)) => {
                    self.report("unknown-name", message, help, place);
                    continue;
                }
            };
            if reason.trim().is_empty() {
                let message = format!("`{}` is accepted without a reason", name.trim());
                let help = format!("say why: `--accept {}=\"…\"`", name.trim());
                self.report("no-reason", message, help, place);
                continue;
            }
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == offer) {
                let message = format!("`{}` is accepted twice", name.trim());
                self.problems.push(
                    Problem::new("given-twice", message).at(place).and_at(*first, "accepted here first"),
                );
                continue;
            }
            seen.push((offer, place));
            file.accepted.retain(|(other, ..)| *other != offer);
            file.accepted.push((offer, reason.trim().to_owned(), place));
        }
    }
}
