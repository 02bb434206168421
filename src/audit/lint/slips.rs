//! What is said once and meant otherwise: names given twice, values that nothing reads, days still to come, and figures in words
//! that are not those of the rules.

use jiff::civil::Date;

use super::Look;
use super::sentences::{numbers, ways_to_say, worded};
use super::written::WrittenValue;
use crate::catalogue::fact::FactValue;
use crate::catalogue::{Answers, Availability, Catalogue, Citation, Condition, Fact, Offer};
use crate::ids::{self, FactId, OfferId};
use crate::text::problem::Problem;
use crate::text::source::Place;
use crate::text::wording::day;

/// The id of the source of what no guidance states.
const PLANNING_POLICY: &str = "planning-policy";

/// The slips of one edition.
pub(super) fn check(look: &Look<'_>, found: &mut Vec<Problem>) {
    let catalogue = look.catalogue;
    for offer in &catalogue.offers {
        policy(catalogue, offer, found);
        windows(offer, found);
        repeated_target(catalogue, offer, found);
        sessions(look.written, offer, found);
    }
    for (fact, declared) in catalogue.vocabulary.iter() {
        crossed_targets(look, fact, declared, found);
    }
    same_names(look, found);
}

/// Days that are still to come.
pub(super) fn future(catalogue: &Catalogue, written: &[WrittenValue], today: Date, found: &mut Vec<Problem>) {
    let place = |path: &str, key: &str, id: Option<&str>| {
        let mut values = written.iter().filter(|value| value.path == path).skip_while(|value| {
            id.is_some_and(|id| value.key() != "id" || value.text.as_deref() != Some(id))
        });
        values.find(|value| value.key() == key).map(|value| value.place)
    };
    let mut tell = |message: String, at: Option<Place>| {
        let mut problem = Problem::new("future-day", message);
        problem.place = at;
        found.push(problem.help("nothing can be known of a day still to come: look at the year"));
    };
    if let Some(date) = catalogue.date.filter(|date| *date > today) {
        let message = format!("the catalogue says it was brought up to date on {}", day(date));
        tell(message, place("catalogue.toml", "date", None));
    }
    for source in &catalogue.sources {
        if let Some(to) = source.speaks_to.filter(|to| *to > today) {
            let message = format!("the source `{}` is said to speak up to {}", source.id, day(to));
            tell(message, place("sources.toml", "speaks-to", Some(&source.id)));
        }
    }
}

/// Values that no rule of any edition reads, of a list whose values have targets of their names, as needs have.
pub(super) fn unread_values(editions: &[&Catalogue], found: &mut Vec<Problem>) {
    let Some(latest) = editions.last() else { return };
    for (fact, declared) in latest.vocabulary.iter() {
        let Answers::AnyOf(values) = &declared.answers else { continue };
        if declared.lists_offers {
            continue;
        }
        let read = |whole: bool| -> Vec<u16> {
            let conditions = editions.iter().flat_map(|catalogue| conditions(catalogue, whole));
            conditions.flat_map(|condition| condition.values_of(fact)).collect()
        };
        let is_target = |value: &&FactValue| latest.targets.iter().any(|target| target.id == value.key);
        if read(false).is_empty() || values.iter().filter(is_target).count() * 2 < values.len() {
            continue;
        }
        let read = read(true);
        for (value, choice) in (0_u16..).zip(values) {
            if !read.contains(&value) {
                let message = format!("no rule reads the value `{}` of `{}`", choice.key, declared.key);
                found.push(
                    Problem::new("unread-value", message)
                        .at(declared.place)
                        .help("add the target that it makes present, or leave the value out"),
                );
            }
        }
    }
}

/// The conditions of the targets, and of every rule where the `whole` catalogue is meant.
fn conditions(catalogue: &Catalogue, whole: bool) -> Vec<&Condition> {
    let mut all: Vec<&Condition> = catalogue.targets.iter().map(|target| &target.present).collect();
    if whole {
        all.extend(catalogue.offers.iter().flat_map(Offer::conditions));
        all.extend(catalogue.cautions.iter().map(|caution| &caution.when));
    }
    all
}

/// A rule or a figure that is planning policy and does not say so, or says so and rests on guidance.
fn policy(catalogue: &Catalogue, offer: &Offer, found: &mut Vec<Problem>) {
    let rests = |source: &[Citation]| {
        source.iter().any(|citation| catalogue.sources[citation.source.index()].id == PLANNING_POLICY)
    };
    let mut tell = |message: String, place: Place, help: &str| {
        found.push(Problem::new("policy-source", message).at(place).help(help));
    };
    for criterion in offer.criteria.iter().filter(|criterion| !criterion.of_kind) {
        let only = rests(&criterion.source) && criterion.source.len() == 1;
        if criterion.planning_policy && !rests(&criterion.source) {
            let message =
                format!("the criterion `{}` is planning policy, and its source is not", criterion.id);
            tell(message, criterion.place, "cite `planning-policy`, or take the mark away");
        } else if only && !criterion.planning_policy {
            let message =
                format!("the criterion `{}` rests on planning policy and does not say so", criterion.id);
            tell(
                message,
                criterion.place,
                "add `planning-policy = true`, or cite the guidance that states it",
            );
        }
    }
    if offer.delivery.assumed && !rests(&offer.delivery.source) {
        let message =
            format!("the length of `{}` is assumed, and no planning policy is cited for it", offer.id);
        tell(
            message,
            offer.place,
            "cite `planning-policy` as well, or take `assumed` away where a source states it",
        );
    }
}

/// Windows that are said to have ended and are still open.
fn windows(offer: &Offer, found: &mut Vec<Problem>) {
    let Availability::Windows(windows) = &offer.availability else { return };
    for window in windows.iter().filter(|window| window.ended.is_some() && window.until.is_none()) {
        let message = format!("`{}` is said to have ended, and no last day is given", offer.id);
        found.push(
            Problem::new("ended-open", message)
                .at(window.place)
                .help("add `until`, the first day on which it no longer holds"),
        );
    }
}

/// A target that an offer names twice.
fn repeated_target(catalogue: &Catalogue, offer: &Offer, found: &mut Vec<Problem>) {
    for (at, target) in offer.targets.iter().enumerate() {
        if offer.targets[..at].contains(target) {
            let target = &catalogue.target(*target).id;
            found.push(
                Problem::new("repeated-value", format!("`{}` names the target `{target}` twice", offer.id))
                    .at(offer.place)
                    .help("once is enough; the other may have been meant to be another target"),
            );
        }
    }
}

/// Targets with the name of a value, which another value makes present.
fn crossed_targets(look: &Look<'_>, fact: FactId, declared: &Fact, found: &mut Vec<Problem>) {
    let catalogue = look.catalogue;
    let Answers::AnyOf(values) = &declared.answers else { return };
    for target in &catalogue.targets {
        let Some(own) = values.iter().position(|value| value.key == target.id) else { continue };
        let read: Vec<u16> = target.present.values_of(fact).collect();
        if let [other, ..] = read[..]
            && read.iter().all(|value| usize::from(*value) != own)
        {
            let other = &values[usize::from(other)].key;
            let message =
                format!("the target `{}` reads the value `{other}` of `{}`", target.id, declared.key);
            found.push(Problem::new("crossed-target", message).at(target.place).help(format!(
                "the value of its own name is `{}`: read that, or rename the target",
                target.id
            )));
        }
    }
}

/// Offers of one name, and values of one name in one fact: nobody could tell which is meant.
fn same_names(look: &Look<'_>, found: &mut Vec<Problem>) {
    let catalogue = look.catalogue;
    let offers = catalogue.offers.iter().map(|offer| (offer.name.as_str(), offer.id.as_str(), offer.place));
    twice("offers", offers, found);
    for (_, fact) in catalogue.vocabulary.iter().filter(|(_, fact)| !fact.lists_offers) {
        let values = fact.values().iter().map(|value| (value.name.as_str(), value.key.as_str(), fact.place));
        twice(&format!("values of `{}`", fact.key), values, found);
    }
    let targets = catalogue.targets.iter();
    twice("targets", targets.map(|target| (target.name.as_str(), target.id.as_str(), target.place)), found);
}

fn twice<'c>(what: &str, named: impl Iterator<Item = (&'c str, &'c str, Place)>, found: &mut Vec<Problem>) {
    let mut seen: Vec<(String, &str, Place)> = Vec::new();
    for (name, id, place) in named {
        let name = name.to_lowercase();
        match seen.iter().find(|(other, ..)| *other == name) {
            Some((_, first, at)) => found.push(
                Problem::new("same-name", format!("the {what} `{first}` and `{id}` have one name"))
                    .at(place)
                    .and_at(*at, "the other one")
                    .help("a reader sees the names alone: say in them what tells the two apart"),
            ),
            None => seen.push((name, id, place)),
        }
    }
}

/// Figures in the words for whom an offer is, against those of its rules in any edition: words may hold for longer.
pub(super) fn audiences(editions: &[&Catalogue], written: &[WrittenValue], found: &mut Vec<Problem>) {
    for (id, _) in ids::numbered::<OfferId, _>(editions.last().map_or(&[][..], |latest| &latest.offers)) {
        let mut ways = Vec::new();
        for criterion in editions.iter().flat_map(|catalogue| &catalogue.offer(id).criteria) {
            ways.extend(criterion.when.tests().into_iter().filter_map(ways_to_say).flatten());
            ways.extend(numbers(&criterion.says));
            if let Some(exception) = &criterion.exception {
                ways.extend(exception.when.tests().into_iter().filter_map(ways_to_say).flatten());
            }
        }
        for offer in editions.iter().map(|catalogue| catalogue.offer(id)) {
            if let Some(odd) = numbers(&offer.audience).into_iter().find(|said| !ways.contains(said)) {
                let message =
                    format!("`audience` of `{}` says {}, and no criterion does", offer.id, worded(odd));
                tell_figure(written, offer, "audience", message, found);
            }
        }
    }
}

/// The sessions in the words for how an offer is delivered, where a source states how many there are.
fn sessions(written: &[WrittenValue], offer: &Offer, found: &mut Vec<Problem>) {
    let Some(sessions) = offer.delivery.sessions.filter(|_| !offer.delivery.assumed) else { return };
    let said: Vec<u32> = numbers(&offer.delivery.format).into_iter().map(|(number, _)| number).collect();
    if !said.is_empty() && !adds_up(&said, sessions) {
        let message = format!("`format` of `{}` has no {sessions} sessions in it", offer.id);
        tell_figure(written, offer, "format", message, found);
    }
}

fn tell_figure(
    written: &[WrittenValue],
    offer: &Offer,
    key: &str,
    message: String,
    found: &mut Vec<Problem>,
) {
    let here = |value: &&WrittenValue| value.key() == key && value.place.text == offer.place.text;
    let place = written.iter().find(here).map_or(offer.place, |value| value.place);
    found.push(
        Problem::new("figure-in-words", message)
            .at(place)
            .help("the words and the rules have the same figures: put right what is wrong"),
    );
}

/// Whether some of the numbers add up to a sum.
fn adds_up(numbers: &[u32], sum: u32) -> bool {
    let mut sums = vec![0_u32];
    for number in numbers {
        let more: Vec<u32> = sums.iter().filter_map(|sum| sum.checked_add(*number)).collect();
        sums.extend(more);
        sums.retain(|so_far| *so_far <= sum);
        sums.sort_unstable();
        sums.dedup();
    }
    sums.contains(&sum)
}

#[cfg(test)]
mod tests {
    use super::adds_up;

    #[test]
    fn sessions_may_be_told_in_parts() {
        assert!(adds_up(&[31, 62, 10, 3], 34), "31 in the group and 3 alone");
        assert!(adds_up(&[12], 12));
        assert!(!adds_up(&[12, 2], 13));
        assert!(!adds_up(&[u32::MAX, 2], 1));
    }
}
