//! What is asked and what of it is covered, summed up by how surely it is asked.

use super::super::features::AskSource;
use super::super::ruleset::ResourceRules;
use super::EXACT;

/// Ways in which it is known that an item is asked.
const SOURCES: usize = AskSource::ALL.len();

/// Weights of what is asked, and weighed qualities of what covers it. By source and in whole numbers, so that neither the order of
/// the items nor how they were summed up changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) struct Sums {
    covered: [u64; SOURCES],
    asked: [u64; SOURCES],
}

impl Sums {
    pub(super) fn add(&mut self, quality: u16, weight: u32, source: AskSource) {
        self.covered[source as usize] += u64::from(quality) * u64::from(weight);
        self.asked[source as usize] += u64::from(weight);
    }

    /// Takes out what was added before.
    pub(super) fn less(&mut self, (quality, weight): (u16, u32), source: AskSource) {
        self.covered[source as usize] -= u64::from(quality) * u64::from(weight);
        self.asked[source as usize] -= u64::from(weight);
    }

    /// The covered share, and the weight of the part: what is less surely asked counts less in both. `None` when nothing is
    /// asked.
    pub(super) fn by_source(&self, rules: &ResourceRules) -> Option<(f64, f64)> {
        let confidence = [1.0, rules.text_confidence, rules.inherited_confidence];
        let weighed = |sums: [u64; SOURCES]| {
            sums.iter()
                .zip(confidence)
                .map(|(&sum, sure)| sum as f64 * sure)
                .sum::<f64>()
        };
        let all: u64 = self.asked.iter().sum();
        let (covered, asked) = (weighed(self.covered), weighed(self.asked));
        (asked > 0.0).then(|| {
            (
                covered / (asked * f64::from(EXACT)),
                rules.coverage * asked / all as f64,
            )
        })
    }
}
