//! What a caller wants left out: by what stands in a vacancy's columns, by its offers, and by what
//! only the pair tells.

use super::bounds::Family;
use super::branch::BranchFit;
use super::features::{
    AskSource, EpochDay, OfferFeatures, UNKNOWN, UNKNOWN_MINUTES, VacancyCore, VacancyView,
};
use super::list_traits::{OF_FAMILY, traits_of, traits_of_family};
use super::plan::Plan;
use super::score::PairScore;
use crate::domain::set::BitSet32;
use std::collections::BTreeSet;

/// What a caller wants left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Only vacancies of this organisation's number.
    pub organisation: u16,
    /// Only these occupations, dense indices.
    pub occupations: Option<BTreeSet<u16>>,
    /// Only these divisions of DB07.
    pub industries: Option<BTreeSet<u8>>,
    /// Only these postcodes.
    pub postcodes: Option<BTreeSet<u16>>,
    /// Only these labour-market areas, see [`VacancyCore::area`].
    pub areas: Option<BTreeSet<u8>>,
    /// Only employers with one of these hashes of CVR number, id or name.
    pub employers: Option<BTreeSet<u64>>,
    /// Only these sending systems, see [`VacancyCore::source`].
    pub sources: Option<BTreeSet<u32>>,
    /// Only these origins, positions of the closed list; empty is any.
    pub origins: BitSet32,
    /// Only vacancies with all of these [`super::features::flag`]s.
    pub flags: BitSet32,
    /// Only vacancies that ask for one of these items.
    pub skills: Option<BTreeSet<u16>>,
    /// First and last day that the last day to apply may be.
    pub apply_by: Option<(EpochDay, EpochDay)>,
    /// Only trips of at most this many minutes one way.
    pub max_minutes: Option<u16>,
    /// Only moves of these rungs, positions of [`super::branch::Rung`]; empty is any.
    pub rungs: BitSet32,
    /// Only pairs with all of these traits, positions of [`super::list_traits::ListTrait`].
    pub traits: BitSet32,
    /// None of these vacancies.
    pub without: BTreeSet<u128>,
    /// None of these employers, see [`VacancyCore::employer`].
    pub without_employers: BTreeSet<u64>,
}

impl Filter {
    /// Whether a vacancy and its pair are within the filter.
    pub fn admits_scored(&self, plan: &Plan<'_>, vacancy: &VacancyView<'_>, pair: &PairScore) -> bool {
        self.admits(plan, vacancy) && self.admits_pair(plan, vacancy, pair)
    }

    /// Whether a vacancy may be within the filter, before it is scored.
    pub(super) fn admits(&self, plan: &Plan<'_>, vacancy: &VacancyView<'_>) -> bool {
        let core = vacancy.core;
        self.admits_work(core)
            && self.admits_sender(vacancy)
            && self.flags.without(core.flags).is_empty()
            && self
                .apply_by
                .is_none_or(|(from, to)| (from..=to).contains(&core.apply_by))
            && self.asks_for_one(vacancy)
            && (plan.offers == OfferFilter::default()
                || vacancy.offers.iter().any(|offer| plan.offers.admits(core, offer)))
    }

    /// Whether vacancies of an occupation may be within the filter.
    pub(super) fn admits_occupation(&self, occupation: u16) -> bool {
        among(self.occupations.as_ref(), &occupation)
    }

    /// Whether vacancies of a family may be within the filter, as far as the move to it tells.
    pub(super) fn admits_family(&self, plan: &Plan<'_>, family: Family, branch: Option<&BranchFit>) -> bool {
        let rung_fits = self.rungs.is_empty() || branch.is_some_and(|fit| self.rungs.has(fit.rung as usize));
        let asked = self.traits.intersection(OF_FAMILY);
        rung_fits
            && asked
                .without(traits_of_family(plan, family.occupation, branch))
                .is_empty()
    }

    fn admits_work(&self, core: &VacancyCore) -> bool {
        core.organisation == self.organisation
            && among(self.occupations.as_ref(), &core.occupation)
            && among(self.postcodes.as_ref(), &core.postcode)
            && among(self.areas.as_ref(), &core.area)
            && among(self.industries.as_ref(), &core.industry)
    }

    fn admits_sender(&self, vacancy: &VacancyView<'_>) -> bool {
        let (core, keys) = (vacancy.core, vacancy.keys);
        let asked = |set: &BTreeSet<u64>| {
            [keys.employer_cvr, keys.employer_external, keys.employer_name]
                .iter()
                .any(|key| set.contains(key))
        };
        self.employers.as_ref().is_none_or(asked)
            && among(self.sources.as_ref(), &keys.source)
            && (self.origins.is_empty() || self.origins.has(usize::from(core.origin)))
            && !self.without.contains(&keys.id)
            && (self.without_employers.is_empty()
                || keys
                    .employer()
                    .is_none_or(|employer| !self.without_employers.contains(&employer)))
    }

    /// What an occupation typically wants is not asked by anybody.
    fn asks_for_one(&self, vacancy: &VacancyView<'_>) -> bool {
        let one_of = |set: &BTreeSet<u16>| {
            let asks = vacancy.asks.iter();
            asks.filter(|ask| ask.source != AskSource::Typical)
                .any(|ask| set.contains(&ask.item))
        };
        self.skills.as_ref().is_none_or(one_of)
    }

    /// Whether only a scored pair tells that it is within the filter.
    pub(super) fn needs_pair(&self) -> bool {
        self.max_minutes.is_some() || !self.rungs.is_empty() || !self.traits.is_empty()
    }

    /// Whether a scored pair is within the filter.
    pub(super) fn admits_pair(&self, plan: &Plan<'_>, vacancy: &VacancyView<'_>, pair: &PairScore) -> bool {
        let near = self
            .max_minutes
            .is_none_or(|most| pair.travel.minutes().is_some_and(|taken| taken <= most));
        let rung_fits =
            self.rungs.is_empty() || pair.branch.is_some_and(|fit| self.rungs.has(fit.rung as usize));
        let traits_fit =
            self.traits.is_empty() || self.traits.without(traits_of(plan, vacancy, pair)).is_empty();
        near && rung_fits && traits_fit
    }
}

fn among<T: Ord>(set: Option<&BTreeSet<T>>, value: &T) -> bool {
    set.is_none_or(|set| set.contains(value))
}

/// Which offers of a vacancy may be taken at all: what a caller asks of an offer is asked of the one
/// that is scored and shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfferFilter {
    /// Only these forms, positions; empty is any.
    pub forms: BitSet32,
    /// Only forms with a wage for every hour.
    pub paid: BitSet32,
    /// Only offers whose weekly minutes meet these; one that does not say its hours is left out.
    pub minutes: Option<(u16, u16)>,
    /// Only offers that can start from this day; a start that is still to be agreed can.
    pub start_after: Option<EpochDay>,
    /// Only offers that start on this day at the latest; a start that is still to be agreed may.
    pub start_before: Option<EpochDay>,
    /// Fewest and most weeks; what is not limited is longer than any number of weeks.
    pub weeks: Option<(u16, u16)>,
    /// Fewest free places; where the offer does not say, the vacancy's number of people counts.
    pub places: u16,
}

impl OfferFilter {
    /// Whether an offer may be taken.
    pub fn admits(&self, core: &VacancyCore, offer: &OfferFeatures) -> bool {
        let form = offer.form.position();
        let hours_meet = |(fewest, most): (u16, u16)| {
            offer.hours_min != UNKNOWN_MINUTES && offer.hours_min <= most && offer.hours_max >= fewest
        };
        let length = if offer.duration_weeks == 0 {
            u16::MAX
        } else {
            offer.duration_weeks
        };
        let places = if offer.places == UNKNOWN {
            core.positions
        } else {
            offer.places
        };
        let agreed = offer.start == super::features::NO_START;
        (self.forms.is_empty() || self.forms.has(form))
            && (self.paid.is_empty() || self.paid.has(form))
            && self.minutes.is_none_or(hours_meet)
            && self.start_after.is_none_or(|day| agreed || offer.start >= day)
            && self.start_before.is_none_or(|day| agreed || offer.start <= day)
            && self
                .weeks
                .is_none_or(|(fewest, most)| (fewest..=most).contains(&length))
            && places >= self.places
    }
}
