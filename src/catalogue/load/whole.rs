//! What only the whole catalogue shows: more entries than planning can number, and facts that do not fit their roles.

use crate::catalogue::fact::{Answers, Fact};
use crate::catalogue::policy::PhaseRole;
use crate::catalogue::{Catalogue, Condition};
use crate::entry::{Faults, Fields};
use crate::ids::FactId;
use crate::text::problem::Problem;

/// The most targets: each is a bit of one number.
const MOST_TARGETS: usize = 128;
/// The most kinds: each is a bit of one number.
const MOST_KINDS: usize = 64;
/// The most entries of any other sort, and the most values of a fact. What they are numbered by holds more.
const MOST_ENTRIES: usize = 10_000;
/// The most conditions, each part of one counted. What they are numbered by holds more.
const MOST_CONDITIONS: usize = 10_000_000;

/// Notes what is too many, and roles that their facts do not fit.
pub(super) fn check(catalogue: &Catalogue, policy: &Fields<'_>, faults: &Faults) {
    let policy_place = policy.place();
    let last = |places: &[crate::text::source::Place]| places.last().copied().unwrap_or_default();
    let facts: Vec<_> = catalogue.vocabulary.iter().map(|(_, fact)| fact.place).collect();
    let targets: Vec<_> = catalogue.targets.iter().map(|target| target.place).collect();
    let offers: Vec<_> = catalogue.offers.iter().map(|offer| offer.place).collect();
    let cautions: Vec<_> = catalogue.cautions.iter().map(|caution| caution.place).collect();
    let conditions: usize = catalogue.conditions().map(Condition::size).sum();
    let counts = [
        ("conditions", conditions, MOST_CONDITIONS, last(&offers)),
        ("targets", targets.len(), MOST_TARGETS, last(&targets)),
        ("kinds", catalogue.policy.kinds.len(), MOST_KINDS, policy_place),
        ("vehicles", catalogue.policy.vehicles.len(), MOST_ENTRIES, policy_place),
        ("lanes", catalogue.policy.lanes.len(), MOST_ENTRIES, policy_place),
        ("phases", catalogue.policy.phases.len(), MOST_ENTRIES, policy_place),
        ("facts", facts.len(), MOST_ENTRIES, last(&facts)),
        ("offers", offers.len(), MOST_ENTRIES, last(&offers)),
        ("cautions", cautions.len(), MOST_ENTRIES, last(&cautions)),
        ("sources", catalogue.sources.len(), MOST_ENTRIES, policy_place),
    ];
    for (what, count, most, place) in counts {
        faults.report_all(too_many(what, count, most).map(|problem| problem.at(place)));
    }
    for (_, fact) in catalogue.vocabulary.iter() {
        let count = fact.values().len();
        if count > MOST_ENTRIES {
            let message =
                format!("`{}` has {count} values, and at most {MOST_ENTRIES} can be told", fact.key);
            faults.report(Problem::new("too-many", message).at(fact.place));
        }
    }
    if !catalogue.policy.phases.iter().any(|phase| phase.role == PhaseRole::Main) {
        faults.report(
            Problem::new("missing-key", "no phase has the role `main`")
                .at(policy_place)
                .help("add a `[[phase]]` with `role = \"main\"`: what no rule places goes there"),
        );
    }
    roles(catalogue, faults);
}

/// What is said of more than can be held.
fn too_many(what: &str, count: usize, most: usize) -> Option<Problem> {
    let message = || format!("there are {count} {what}, and at most {most} can be planned with");
    (count > most).then(|| Problem::new("too-many", message()).help("take out what nothing uses"))
}

fn roles(catalogue: &Catalogue, faults: &Faults) {
    let roles = &catalogue.policy.roles;
    let lists_offers = |fact: &Fact| {
        matches!(fact.answers, Answers::AnyOf(_))
            && fact.values().iter().map(|value| &value.key).eq(catalogue.offers.iter().map(|offer| &offer.id))
    };
    let number = |fact: &Fact| matches!(fact.answers, Answers::Number { .. });
    let one_of = |fact: &Fact| matches!(fact.answers, Answers::OneOf(_));
    type Fits<'f> = &'f dyn Fn(&Fact) -> bool;
    let wanted: [(&str, FactId, Fits<'_>, &str); 7] = [
        ("region", roles.region, &one_of, "one of several values"),
        ("sentence", roles.sentence, &one_of, "one of several values"),
        ("stage", roles.stage, &one_of, "one of several values"),
        ("weeks", roles.weeks, &number, "a number"),
        ("rar-days", roles.rar_days, &number, "a number"),
        ("no-access", roles.no_access, &lists_offers, "any of the offers"),
        ("completed", roles.completed, &lists_offers, "any of the offers"),
    ];
    for (role, fact, fits, needs) in wanted {
        let fact = catalogue.fact(fact);
        if !fits(fact) {
            faults.report(
                Problem::new("unfit-role", format!("`{}` cannot be the fact for `{role}`", fact.key))
                    .at(fact.place)
                    .help(format!("the plan reads {needs} there")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_CONDITIONS, MOST_ENTRIES, too_many};

    #[test]
    fn what_is_numbered_has_room_for_all_that_loading_lets_through() {
        assert!(u16::try_from(MOST_ENTRIES).is_ok() && u32::try_from(MOST_CONDITIONS).is_ok());
        // A word of a case for each value of each fact.
        assert!(u32::try_from(MOST_ENTRIES * MOST_ENTRIES.div_ceil(64)).is_ok());
    }

    #[test]
    fn one_more_than_can_be_held_is_refused_with_the_limit() {
        assert_eq!(too_many("conditions", MOST_CONDITIONS, MOST_CONDITIONS), None);
        let refused = too_many("conditions", MOST_CONDITIONS + 1, MOST_CONDITIONS);
        assert_eq!(
            refused.map(|problem| problem.message).as_deref(),
            Some("there are 10000001 conditions, and at most 10000000 can be planned with")
        );
    }
}
