//! What only the whole catalogue shows: more entries than planning can number, and facts that do not fit their roles.

use super::entry::{Entry, Reader};
use crate::catalogue::Catalogue;
use crate::catalogue::fact::{Answers, Fact};
use crate::catalogue::id::FactId;
use crate::catalogue::policy::PhaseRole;
use crate::text::problem::Problem;

/// The most targets: each is a bit of one number.
const MOST_TARGETS: usize = 128;
/// The most kinds, and the most values of a fact with one answer.
const MOST_BITS: usize = 64;
/// The most facts, sources and offers. Their conditions are numbered together and have to stay below 65,536.
const MOST_ENTRIES: usize = 2_000;

/// Notes what is too many, and roles that their facts do not fit.
pub(super) fn check(catalogue: &Catalogue, policy: &Entry<'_>, reader: &Reader) {
    let policy_place = policy.place();
    let last = |places: &[crate::text::source::Place]| places.last().copied().unwrap_or_default();
    let facts: Vec<_> = catalogue.vocabulary.iter().map(|(_, fact)| fact.place).collect();
    let targets: Vec<_> = catalogue.targets.iter().map(|target| target.place).collect();
    let offers: Vec<_> = catalogue.offers.iter().map(|offer| offer.place).collect();
    let cautions: Vec<_> = catalogue.cautions.iter().map(|caution| caution.place).collect();
    let counts = [
        ("targets", targets.len(), MOST_TARGETS, last(&targets)),
        ("kinds", catalogue.policy.kinds.len(), MOST_BITS, policy_place),
        ("facts", facts.len(), MOST_ENTRIES, last(&facts)),
        ("offers", offers.len(), MOST_ENTRIES, last(&offers)),
        ("cautions", cautions.len(), MOST_ENTRIES, last(&cautions)),
        ("sources", catalogue.sources.len(), MOST_ENTRIES, policy_place),
    ];
    for (what, count, most, place) in counts {
        if count > most {
            let message = format!("there are {count} {what}, and at most {most} can be planned with");
            reader.report(Problem::new("too-many", message).at(place));
        }
    }
    for (_, fact) in catalogue.vocabulary.iter() {
        if let Answers::OneOf(values) = &fact.answers
            && values.len() > MOST_BITS
        {
            let message = format!(
                "`{}` has {} values, and one of at most {MOST_BITS} can be told",
                fact.key,
                values.len()
            );
            reader.report(Problem::new("too-many", message).at(fact.place));
        }
    }
    if !catalogue.policy.phases.iter().any(|phase| phase.role == PhaseRole::Main) {
        reader.report(
            Problem::new("missing-key", "no phase has the role `main`")
                .at(policy_place)
                .help("add a `[[phase]]` with `role = \"main\"`: what no rule places goes there"),
        );
    }
    roles(catalogue, reader);
}

fn roles(catalogue: &Catalogue, reader: &Reader) {
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
            reader.report(
                Problem::new("unfit-role", format!("`{}` cannot be the fact for `{role}`", fact.key))
                    .at(fact.place)
                    .help(format!("the plan reads {needs} there")),
            );
        }
    }
}
