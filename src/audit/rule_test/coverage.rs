//! Which criteria, exceptions and lines no test touches on both sides.

use std::collections::{HashMap, HashSet};

use super::RuleTest;
use super::run::Ran;
use crate::catalogue::offer::Window;
use crate::catalogue::{
    Accepts, Answer, Answers, Availability, Catalogue, Condition, Criterion, FactId, History, NoEdition,
    Offer, OfferId,
};
use crate::ids;
use crate::matching::CriterionResult;
use crate::text::problem::Problem;
use crate::text::source::Place;
use crate::text::wording::day;

/// For each criterion, by its place, the tests for days on which it is in force, with its result in each. A rule of a kind is
/// tested by the tests of any of its offers.
type ByPlace<'t> = HashMap<Place, Vec<(&'t RuleTest, CriterionResult)>>;

/// Tests with what became of each criterion.
struct Touched<'t> {
    catalogue: &'t Catalogue,
    tests: &'t [RuleTest],
    by_place: ByPlace<'t>,
}

/// Everything that the tests leave untouched.
///
/// # Errors
///
/// Where an edition does not open.
pub fn untouched(
    history: &History,
    tests: &[RuleTest],
    ran: &[Option<Ran>],
) -> Result<Vec<Problem>, NoEdition> {
    let catalogue = history.latest()?;
    let touched = Touched { catalogue, tests, by_place: by_place(history, tests, ran)? };
    let mut found = Vec::new();
    for (id, offer) in ids::numbered(&catalogue.offers) {
        touched.offer(id, offer, &mut found);
    }
    // A criterion is looked at once for each edition in which it is another.
    let mut seen: HashSet<(Place, bool)> = HashSet::new();
    for number in 0..history.count() {
        let catalogue = history.edition(number)?;
        let offers = ids::numbered(&catalogue.offers);
        let tested = offers.filter(|(id, offer)| in_the_community(offer) && touched.has_tests(*id));
        for criterion in tested.flat_map(|(_, offer)| &offer.criteria) {
            if seen.insert((criterion.place, criterion.exception.is_some())) {
                touched.criterion(criterion, &mut found);
                touched.lines(criterion, &mut found);
            }
        }
    }
    Ok(found)
}

fn in_the_community(offer: &Offer) -> bool {
    match &offer.availability {
        Availability::Never(_) => false,
        Availability::Windows(windows) => windows.iter().any(|window| window.community),
    }
}

/// For each criterion, by its place, its result in each test that is for a day on which it is in force.
fn by_place<'t>(
    history: &History,
    tests: &'t [RuleTest],
    ran: &[Option<Ran>],
) -> Result<ByPlace<'t>, NoEdition> {
    let mut by_place: ByPlace<'t> = HashMap::new();
    for (test, ran) in tests.iter().zip(ran) {
        let Some(ran) = ran else { continue };
        let criteria = &history.edition(ran.edition)?.offer(test.offer).criteria;
        for (criterion, result) in criteria.iter().zip(&ran.results) {
            by_place.entry(criterion.place).or_default().push((test, *result));
        }
    }
    Ok(by_place)
}

impl Touched<'_> {
    fn has_tests(&self, offer: OfferId) -> bool {
        self.tests.iter().any(|test| test.offer == offer)
    }

    /// Whether an offer is tested at all, and on both sides of its days.
    fn offer(&self, id: OfferId, offer: &Offer, found: &mut Vec<Problem>) {
        if !self.has_tests(id) {
            let message = format!("`{}` has no rule tests", offer.id);
            found.push(Problem::new("no-tests", message).at(offer.place).help("add a `[[test]]`"));
            return;
        }
        if let Availability::Windows(windows) = &offer.availability
            && in_the_community(offer)
        {
            windows.iter().for_each(|window| self.days(id, window, found));
        }
    }

    /// The tests that a criterion has a result in.
    fn tests_of(&self, criterion: &Criterion) -> &[(&RuleTest, CriterionResult)] {
        self.by_place.get(&criterion.place).map_or(&[], Vec::as_slice)
    }

    fn criterion(&self, criterion: &Criterion, found: &mut Vec<Problem>) {
        let has = |wanted| self.tests_of(criterion).iter().any(|(_, result)| *result == wanted);
        let met = has(CriterionResult::Met);
        let excepted = has(CriterionResult::Excepted);
        let failed = excepted || has(CriterionResult::NotMet);
        let everybody = matches!(criterion.when, Condition::Always);
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

    fn lines(&self, criterion: &Criterion, found: &mut Vec<Problem>) {
        let exception = criterion.exception.iter().flat_map(|exception| exception.when.tests());
        for test in criterion.when.tests().into_iter().chain(exception) {
            let sides = match test.accepts {
                Accepts::AtLeast(number) => [Some(number), number.checked_sub(1)],
                Accepts::AtMost(number) => [Some(number), number.checked_add(1)],
                _ => continue,
            };
            for side in sides.into_iter().flatten() {
                self.side(criterion, test.fact, side, test.place, found);
            }
        }
    }

    /// The days on which a window begins and ends, and those before them. Nothing is before the catalogue's first day.
    fn days(&self, offer: OfferId, window: &Window, found: &mut Vec<Problem>) {
        let begins = self.catalogue.begins;
        let lines = window
            .from
            .into_iter()
            .chain(window.until)
            .filter(|day| begins.is_none_or(|begins| begins < *day));
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

    fn side(&self, of: &Criterion, fact: FactId, side: u32, place: Place, found: &mut Vec<Problem>) {
        let declared = self.catalogue.fact(fact);
        let Answers::Number { minimum, maximum, .. } = declared.answers else { return };
        let wanted = (fact, Answer::Number(side));
        let mut tests = self.tests_of(of).iter();
        if (minimum..=maximum).contains(&side) && !tests.any(|(test, _)| test.answers.contains(&wanted)) {
            let message = format!("no test has `{}` at {side}, on one side of this line", declared.key);
            found.push(Problem::new("untested-line", message).at(place).help("add a `[[test]]`"));
        }
    }
}
