//! From a vacancy to persons: scored as in a list, shown in bands. No order within a band is made by
//! scores: who stands where in it is a matter of a keyed hash.

use super::features::VacancyView;
use super::gates::{GateCode, GateFacts, Gates};
use super::knowledge::Knowledge;
use super::mobility::Trips;
use super::ruleset::Ruleset;
use super::weights::FULL;
use crate::domain::jobseeker::Jobseeker;
use jiff::civil::Date;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How persons are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReverseRules {
    /// Width of a band in micro-points: persons within one are not told apart.
    pub band: u32,
    /// Most persons of a shortlist for an employer.
    pub shortlist: u16,
}

impl ReverseRules {
    /// The first fault: its field and what is wrong with it.
    pub(super) fn problem(self) -> Option<(String, String)> {
        if !(1..=FULL).contains(&self.band) {
            let problem = format!("{} is not within 1..{FULL}", self.band);
            return Some(("reverse.band".to_owned(), problem));
        }
        let fits = (1..=200).contains(&self.shortlist);
        (!fits).then(|| ("reverse.shortlist".to_owned(), "1 to 200".to_owned()))
    }

    /// The band of a score, 0 for the lowest.
    pub const fn band_of(self, base: u32) -> u32 {
        base / self.band
    }

    /// Lowest and highest score of a band, micro-points.
    pub fn bounds(self, band: u32) -> (u32, u32) {
        let from = band.saturating_mul(self.band);
        (from, (from + (self.band - 1)).min(FULL))
    }
}

/// The gates of the offer that fails fewest, the first of several, when none passes; nothing when one does. Costs a
/// fraction of a score, and most persons pass none of a vacancy's offers.
pub fn closed_gates(
    seeker: &Jobseeker,
    ruleset: &Ruleset,
    day: Date,
    knowledge: &Knowledge,
    vacancy: &VacancyView<'_>,
) -> Option<Gates> {
    let facts = GateFacts::new(seeker, ruleset, day, knowledge);
    let of_vacancy = facts.of_vacancy(vacancy);
    let trips = Trips::new(seeker, ruleset, day, knowledge);
    let of_offers = vacancy.offers.iter().map(|offer| {
        let travel = trips.travel(vacancy.core, offer);
        of_vacancy.and(facts.of_offer(vacancy, offer, travel, &trips))
    });
    let fewest = of_offers
        .min_by_key(|gates| gates.failed.len())
        .unwrap_or(of_vacancy);
    (!fewest.open()).then_some(fewest)
}

/// Place of a person in the order: higher band first, then the keyed hash, then the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Band.
    pub band: Reverse<u32>,
    /// Keyed hash of vacancy and person.
    pub tie: u64,
    /// UUID of the person.
    pub id: u128,
}

/// How many persons are left out, and by which gates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Other help comes first for them.
    pub deferred: usize,
    /// They pass, but the vacancy is hidden from their lists.
    pub hidden: usize,
    /// They fail a gate.
    pub not_now: usize,
    /// Persons who fail a gate, by gate. [`GateCode::DemandConflict`] is never among them: what a person needs work
    /// to respect is not to be told from here.
    pub by_gate: BTreeMap<GateCode, usize>,
}

impl LeftOut {
    /// Counts a person who fails a gate.
    pub fn count(&mut self, gates: Gates) {
        if gates.failed.has(GateCode::Deferred as usize) {
            self.deferred += 1;
            return;
        }
        self.not_now += 1;
        for code in gates.closed().filter(|&code| code != GateCode::DemandConflict) {
            *self.by_gate.entry(code).or_default() += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::set::BitSet32;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_score_lies_in_its_band(band in 1..=FULL, base in 0..=FULL) {
            let rules = ReverseRules { band, shortlist: 20 };
            let (from, to) = rules.bounds(rules.band_of(base));
            prop_assert!(from <= base && base <= to && to <= FULL);
        }
    }

    #[test]
    fn a_conflict_of_demands_is_counted_and_not_named() {
        let mut left_out = LeftOut::default();
        let failing = |codes: &[GateCode]| Gates {
            failed: codes
                .iter()
                .fold(BitSet32::default(), |set, &code| set.with(code as usize)),
            ..Gates::default()
        };
        left_out.count(failing(&[GateCode::DemandConflict]));
        left_out.count(failing(&[GateCode::HoursExceed, GateCode::DemandConflict]));
        left_out.count(failing(&[GateCode::Deferred, GateCode::HoursExceed]));
        assert_eq!((left_out.not_now, left_out.deferred), (2, 1));
        assert_eq!(left_out.by_gate, BTreeMap::from([(GateCode::HoursExceed, 1)]));
    }
}
