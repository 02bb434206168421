//! Numbers of which only the least and the greatest are known.

use crate::catalogue::{Catalogue, FactId};

/// From a least number to a greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The least.
    pub least: u32,
    /// The greatest.
    pub most: u32,
}

impl Span {
    /// One number.
    #[must_use]
    pub fn of(number: u32) -> Self {
        Self { least: number, most: number }
    }

    /// The sum of several.
    #[must_use]
    pub fn sum(spans: impl Iterator<Item = Self>) -> Self {
        spans.fold(Self::of(0), |sum, span| Self {
            least: sum.least.saturating_add(span.least),
            most: sum.most.saturating_add(span.most),
        })
    }

    /// Whether every rule of the catalogue gives the same for each number in it.
    #[must_use]
    pub fn decides_alike(self, catalogue: &Catalogue, fact: FactId) -> bool {
        let mut alike = true;
        // A score near a line is told as well, so none of several numbers may be near one.
        let several = self.least < self.most;
        let near = catalogue.fact(fact).near.filter(|_| several).map_or(0, |near| near + 1);
        for condition in catalogue.conditions() {
            condition.each_test(&mut |test| {
                let parted = |cut: u32| {
                    several && self.least < cut.saturating_add(near) && cut <= self.most.saturating_add(near)
                };
                alike &= test.fact != fact || !test.accepts.cuts().any(parted);
            });
        }
        alike
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.most - self.least {
            0 => write!(f, "{}", self.least),
            1 => write!(f, "{} or {}", self.least, self.most),
            _ => write!(f, "{} to {}", self.least, self.most),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_span_decides_alike_where_no_line_runs_through_it() {
        let catalogue = crate::embedded::catalogue().unwrap();
        let fact = catalogue.vocabulary.named("oasys-need-score").unwrap();
        let mut lines = Vec::new();
        for condition in catalogue.conditions() {
            condition.each_test(&mut |test| {
                if test.fact == fact {
                    lines.extend(test.accepts.cuts());
                }
            });
        }
        let line = *lines.iter().min().unwrap();
        assert!(!Span { least: line - 1, most: line }.decides_alike(&catalogue, fact));
        assert!(Span::of(line).decides_alike(&catalogue, fact));
        let near = catalogue.fact(fact).near.unwrap_or(0);
        assert!(!Span { least: line - near - 1, most: line - near }.decides_alike(&catalogue, fact));
        assert!(Span { least: 0, most: line - near - 2 }.decides_alike(&catalogue, fact));
    }
}
