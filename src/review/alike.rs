//! Cases that are alike in some facts and for whom unlike things were proposed.

use std::collections::BTreeMap;

use super::{About, Finding};
use crate::batch::Row;
use crate::catalogue::{Answer, Catalogue, FactId, OfferId};
use crate::text::wording::count;

/// How many cases of one proposal are named.
const MOST_NAMED: usize = 3;

/// What was proposed for one case, and the answers by which it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    row: u64,
    reference: Option<String>,
    answers: Vec<Option<Answer>>,
    offers: Vec<OfferId>,
}

impl Proposal {
    pub(super) fn of(row: &Row, alike_in: &[FactId], proposed: &[OfferId], catalogue: &Catalogue) -> Self {
        let mut offers = proposed.to_vec();
        offers.sort_unstable();
        Self {
            row: row.number,
            reference: row.given.case.reference.clone(),
            answers: alike_in
                .iter()
                .map(|fact| row.given.case.answer(&catalogue.vocabulary, *fact))
                .collect(),
            offers,
        }
    }

    fn name(&self) -> String {
        self.reference.clone().unwrap_or_else(|| format!("row {}", self.row))
    }
}

/// One finding for each set of alike cases that has unlike proposals.
pub(super) fn unlike(
    catalogue: &Catalogue,
    alike_in: &[FactId],
    mut proposals: Vec<Proposal>,
) -> Vec<Finding> {
    proposals.sort_by_key(|proposal| proposal.row);
    let mut sets: BTreeMap<&[Option<Answer>], Vec<&Proposal>> = BTreeMap::new();
    for proposal in &proposals {
        sets.entry(&proposal.answers).or_default().push(proposal);
    }
    sets.into_iter()
        .filter_map(|(answers, set)| {
            let mut by_offers: BTreeMap<&[OfferId], Vec<&Proposal>> = BTreeMap::new();
            for proposal in &set {
                by_offers.entry(&proposal.offers).or_default().push(proposal);
            }
            let first = set.first()?;
            (by_offers.len() > 1).then(|| Finding {
                about: About::UnlikeProposals,
                row: first.row,
                reference: first.reference.clone(),
                offer: None,
                reason: None,
                missing: Vec::new(),
                says: worded(catalogue, alike_in, answers, set.len(), by_offers),
                source: String::new(),
            })
        })
        .collect()
}

fn worded(
    catalogue: &Catalogue,
    alike_in: &[FactId],
    answers: &[Option<Answer>],
    cases: usize,
    by_offers: BTreeMap<&[OfferId], Vec<&Proposal>>,
) -> String {
    let alike: Vec<String> = alike_in
        .iter()
        .zip(answers)
        .map(|(fact, answer)| {
            let fact = catalogue.fact(*fact);
            let spoken =
                answer.as_ref().map_or_else(|| "not provided".to_owned(), |known| fact.spoken(known));
            format!("{}: {spoken}", fact.name)
        })
        .collect();
    let mut groups: Vec<_> = by_offers.into_iter().collect();
    groups.sort_by_key(|(_, same)| (std::cmp::Reverse(same.len()), same.first().map(|first| first.row)));
    let proposals: Vec<String> = groups
        .iter()
        .map(|(offers, same)| {
            let names: Vec<&str> = offers.iter().map(|offer| catalogue.offer(*offer).name.as_str()).collect();
            let what = if names.is_empty() { "nothing".to_owned() } else { names.join(" with ") };
            let named: Vec<String> = same.iter().take(MOST_NAMED).map(|proposal| proposal.name()).collect();
            let more = if same.len() > MOST_NAMED { ", …" } else { "" };
            format!("{what} ({}: {}{more})", same.len(), named.join(", "))
        })
        .collect();
    format!(
        "{} alike ({}) have {}: {}.",
        count(cases, "case"),
        alike.join("; "),
        count(proposals.len(), "proposal"),
        proposals.join("; ")
    )
}
