//! Which criteria, exceptions and lines no test touches on both sides.

use super::RuleTest;
use super::run::Results;
use crate::audit::diagram::EVERYBODY;
use crate::audit::space::Space;
use crate::catalogue::offer::Window;
use crate::catalogue::{
    Accepts, Answer, Answers, Availability, Catalogue, Criterion, FactId, KindId, OfferId,
};
use crate::ids;
use crate::matching::CriterionResult;
use crate::text::problem::Problem;
use crate::text::source::Place;
use crate::text::wording::day;

/// Tests with what became of each criterion.
struct Touched<'t> {
    catalogue: &'t Catalogue,
    tests: &'t [RuleTest],
    results: &'t [Results],
}

/// Everything that the tests leave untouched.
#[must_use]
pub fn untouched(
    catalogue: &Catalogue,
    space: &mut Space,
    tests: &[RuleTest],
    results: &[Results],
) -> Vec<Problem> {
    let touched = Touched { catalogue, tests, results };
    let mut found = Vec::new();
    let mut kinds_seen: Vec<(KindId, &str)> = Vec::new();
    for (id, offer) in ids::numbered::<OfferId, _>(&catalogue.offers) {
        if !tests.iter().any(|test| test.offer == id) {
            let message = format!("`{}` has no rule tests", offer.id);
            found.push(Problem::new("no-tests", message).at(offer.place).help("add a `[[test]]`"));
            continue;
        }
        let in_the_community = match &offer.availability {
            Availability::Never(_) => false,
            Availability::Windows(windows) => windows.iter().any(|window| window.community),
        };
        if !in_the_community {
            continue;
        }
        if let Availability::Windows(windows) = &offer.availability {
            windows.iter().for_each(|window| touched.days(id, window, &mut found));
        }
        for (at, criterion) in offer.criteria.iter().enumerate() {
            // A rule of the kind is tested by the tests of any of its offers.
            let only = if criterion.of_kind { None } else { Some(id) };
            if criterion.of_kind {
                let key = (offer.kind, criterion.id.as_str());
                if kinds_seen.contains(&key) {
                    continue;
                }
                kinds_seen.push(key);
            }
            let everybody = space.met(0, &criterion.when) == EVERYBODY;
            touched.criterion(offer.kind, only, at, criterion, everybody, &mut found);
            touched.lines(only, criterion, &mut found);
        }
    }
    found
}

impl Touched<'_> {
    /// What became of a criterion in the tests of an offer, or of every offer of the kind.
    fn results(&self, kind: KindId, only: Option<OfferId>, at: usize) -> Vec<CriterionResult> {
        let of = |test: &RuleTest| match only {
            Some(offer) => test.offer == offer,
            None => self.catalogue.offer(test.offer).kind == kind,
        };
        let both = self.tests.iter().zip(self.results).filter(|(test, _)| of(test));
        both.filter_map(|(_, results)| results.get(at).copied()).collect()
    }

    fn criterion(
        &self,
        kind: KindId,
        only: Option<OfferId>,
        at: usize,
        criterion: &Criterion,
        everybody: bool,
        found: &mut Vec<Problem>,
    ) {
        let results = self.results(kind, only, at);
        let met = results.contains(&CriterionResult::Met);
        let excepted = results.contains(&CriterionResult::Excepted);
        let failed = excepted || results.contains(&CriterionResult::NotMet);
        let side = match (met, failed || everybody) {
            (true, true) => None,
            (true, false) => Some("no test has somebody who does not meet it"),
            (false, true) => Some("no test has somebody who meets it"),
            (false, false) => Some("no test decides it"),
        };
        if let Some(side) = side {
            let message = format!("the criterion `{}` is not tested on both sides: {side}", criterion.id);
            found.push(
                Problem::new("untested-criterion", message).at(criterion.place).help("add a `[[test]]`"),
            );
        }
        if criterion.exception.is_some() && !excepted {
            let message = format!("no test uses the exception of the criterion `{}`", criterion.id);
            found.push(
                Problem::new("untested-exception", message).at(criterion.place).help("add a `[[test]]`"),
            );
        }
    }

    fn lines(&self, only: Option<OfferId>, criterion: &Criterion, found: &mut Vec<Problem>) {
        let exception = criterion.exception.iter().flat_map(|exception| exception.when.tests());
        for test in criterion.when.tests().into_iter().chain(exception) {
            let sides = match test.accepts {
                Accepts::AtLeast(number) => [Some(number), number.checked_sub(1)],
                Accepts::AtMost(number) => [Some(number), number.checked_add(1)],
                _ => continue,
            };
            for side in sides.into_iter().flatten() {
                self.side(only, test.fact, side, test.place, found);
            }
        }
    }

    /// The days on which a window begins and ends, and those before them.
    fn days(&self, offer: OfferId, window: &Window, found: &mut Vec<Problem>) {
        let lines = window.from.into_iter().chain(window.until);
        let sides = lines.flat_map(|day| [day.yesterday().ok(), Some(day)]).flatten();
        for side in sides {
            let on_it = |test: &RuleTest| test.as_of.or(self.catalogue.date) == Some(side);
            if !self.tests.iter().any(|test| test.offer == offer && on_it(test)) {
                let message = format!("no test is on {}, on one side of this line", day(side));
                found.push(
                    Problem::new("untested-line", message)
                        .at(window.place)
                        .help("add a `[[test]]` with `as-of`"),
                );
            }
        }
    }

    fn side(&self, only: Option<OfferId>, fact: FactId, side: u32, place: Place, found: &mut Vec<Problem>) {
        let declared = self.catalogue.fact(fact);
        let Answers::Number { minimum, maximum, .. } = declared.answers else { return };
        let wanted = (fact, Answer::Number(side));
        let mut tests = self.tests.iter().filter(|test| only.is_none_or(|offer| test.offer == offer));
        if (minimum..=maximum).contains(&side) && !tests.any(|test| test.answers.contains(&wanted)) {
            let message = format!("no test has `{}` at {side}, on one side of this line", declared.key);
            found.push(Problem::new("untested-line", message).at(place).help("add a `[[test]]`"));
        }
    }
}
