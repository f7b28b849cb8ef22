//! What is looked at first of a vacancy beside its zone: a few bytes that lie side by side, so that most vacancies
//! are left out before any of their columns is read.
//!
//! Every need is one bit that all offers of a vacancy share. What the person cannot meet is laid out as
//! the same bits, so that one instruction tells that a gate surely fails. Nothing is ever told the other
//! way round: a vacancy that passes here is judged by its columns.

use super::demand::Asked;
use super::features::{OfferFeatures, UNKNOWN, UNKNOWN_MINUTES, VacancyView, flag};
use super::gates::{GateFacts, GateState};
use crate::domain::lists::{AuthorisationState, Form};
use crate::domain::schedule::WEEK;
use serde::{Deserialize, Serialize};

/// Length of a cell of the week, minutes.
const CELL: u16 = 6 * 60;
const CELLS: u32 = (WEEK / CELL) as u32;
const DAYS_OF_WEEK: u32 = 7;
const FORMS: u32 = Form::ALL.len() as u32;
const LEVELS_OF_DANISH: u32 = 6;
/// Licences are told apart by this many bits; those that share one are told apart by the columns.
const LICENCES: u32 = 8;

/// Bits of one gate, side by side.
#[derive(Clone, Copy)]
struct Bits {
    first: u32,
    count: u32,
}

impl Bits {
    const fn after(before: Self, count: u32) -> Self {
        Self {
            first: before.first + before.count,
            count,
        }
    }

    const fn bit(self, at: u32) -> u64 {
        1 << (self.first + at)
    }

    const fn mask(self) -> u64 {
        ((1 << self.count) - 1) << self.first
    }
}

/// Hours of the week, rota and days a week: one gate.
const WEEK_CELLS: Bits = Bits {
    first: 0,
    count: CELLS,
};
const ROTA: Bits = Bits::after(WEEK_CELLS, 1);
/// From two days a week on.
const DAYS: Bits = Bits::after(ROTA, DAYS_OF_WEEK - 1);
const FORM: Bits = Bits::after(DAYS, FORMS);
const DANISH: Bits = Bits::after(FORM, LEVELS_OF_DANISH);
const LICENCE: Bits = Bits::after(DANISH, LICENCES);
const AUTHORISATION: Bits = Bits::after(LICENCE, 1);
const CLOSED: Bits = Bits::after(AUTHORISATION, 1);

/// The bits of each gate that can be told to fail.
const GATES: [u64; 6] = [
    WEEK_CELLS.mask() | ROTA.mask() | DAYS.mask(),
    FORM.mask(),
    DANISH.mask(),
    LICENCE.mask(),
    AUTHORISATION.mask(),
    CLOSED.mask(),
];

/// Minutes by which hours are told apart.
const QUARTER: u16 = 15;

/// What is looked at first of a vacancy beside its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// What every offer needs.
    needs: u64,
    /// Number of the owning organisation within the table.
    pub organisation: u16,
    /// DB07 division, 0 when unknown.
    pub industry: u8,
    /// Fewest weekly minutes of any offer, in whole quarters of an hour, as far as they are known.
    quarters: u8,
    /// What the vacancy asks.
    pub asked: Asked,
}

impl Probe {
    /// The probe of a vacancy.
    pub fn of(vacancy: &VacancyView<'_>, asked: Asked) -> Self {
        let core = vacancy.core;
        let shared = vacancy
            .offers
            .iter()
            .map(|offer| needs_of_offer(vacancy, offer))
            .reduce(|one, other| one & other);
        let minutes = vacancy.offers.iter().map(|offer| match offer.hours_min {
            UNKNOWN_MINUTES => 0,
            minutes => minutes,
        });
        Self {
            needs: shared.unwrap_or(0) | needs_of_vacancy(vacancy),
            organisation: core.organisation,
            industry: core.industry,
            quarters: u8::try_from(minutes.min().unwrap_or(0) / QUARTER).unwrap_or(u8::MAX),
            asked,
        }
    }

    /// Whether the vacancy is open to nobody.
    pub(super) const fn is_closed(&self) -> bool {
        self.needs & CLOSED.mask() != 0
    }
}

fn needs_of_offer(vacancy: &VacancyView<'_>, offer: &OfferFeatures) -> u64 {
    FORM.bit(offer.form.position() as u32) | needs_of_schedule(vacancy, offer)
}

fn needs_of_schedule(vacancy: &VacancyView<'_>, offer: &OfferFeatures) -> u64 {
    if offer.rota {
        return ROTA.bit(0);
    }
    if offer.shifts_len == 0 {
        return 0;
    }
    let days = (2..=DAYS_OF_WEEK).filter(|&days| days <= u32::from(offer.days));
    let occurrences = vacancy
        .shifts_of(offer)
        .iter()
        .flat_map(|shift| shift.occurrences());
    let cells = occurrences
        .filter(|(start, end)| start < end)
        .flat_map(|(start, end)| {
            let (first, last) = (start / CELL, (end - 1) / CELL);
            (first..=last).map(|cell| WEEK_CELLS.bit(u32::from(cell) % CELLS))
        });
    days.map(|days| DAYS.bit(days - 2))
        .chain(cells)
        .fold(0, |needs, bit| needs | bit)
}

fn needs_of_vacancy(vacancy: &VacancyView<'_>) -> u64 {
    let core = vacancy.core;
    let bridged = u8::from(core.flags.has(flag::ON_SITE_DANISH));
    let danish = u32::from(core.danish_min.saturating_sub(bridged)).min(LEVELS_OF_DANISH);
    let levels = (0..danish).fold(0, |bits, level| bits | DANISH.bit(level));
    let licences = folded(core.licences & !core.licence_support, |lane| lane != 0);
    let authorisation = if core.authorisation == UNKNOWN {
        0
    } else {
        AUTHORISATION.bit(0)
    };
    let closed = if core.flags.has(flag::OPEN) {
        0
    } else {
        CLOSED.bit(0)
    };
    levels | licences | authorisation | closed
}

/// A bit for every group of licences that is `told` of.
fn folded(licences: u32, told: impl Fn(u32) -> bool) -> u64 {
    let lanes = (0..LICENCES).map(|lane| (lane, licences & 0x0101_0101 << lane));
    lanes
        .filter(|&(_, licences)| told(licences))
        .fold(0, |bits, (lane, _)| bits | LICENCE.bit(lane))
}

/// What a person cannot meet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unmet {
    needs: u64,
    most_minutes: u16,
}

impl Unmet {
    pub(super) fn of(facts: &GateFacts) -> Self {
        let needs = week(facts) | forms(facts) | danish(facts) | licences(facts) | authorisations(facts);
        Self {
            needs: needs | CLOSED.bit(0),
            most_minutes: facts.hours.1,
        }
    }

    /// Whether every offer of a vacancy surely fails a gate.
    pub(super) const fn fails(&self, probe: &Probe) -> bool {
        (self.needs & probe.needs != 0) | self.fails_hours(probe)
    }

    const fn fails_hours(&self, probe: &Probe) -> bool {
        probe.quarters as u16 * QUARTER > self.most_minutes
    }

    /// How many gates every offer of a vacancy surely fails.
    pub(super) fn sure_failures(&self, probe: &Probe) -> usize {
        let unmet = self.needs & probe.needs;
        GATES.iter().filter(|&&gate| unmet & gate != 0).count() + usize::from(self.fails_hours(probe))
    }
}

fn week(facts: &GateFacts) -> u64 {
    let cells = (0..CELLS).filter(|&cell| {
        let start = cell as u16 * CELL;
        facts.week.minutes_within(start, start + CELL) == 0
    });
    let days = (2..=DAYS_OF_WEEK).filter(|&days| u32::from(facts.max_days) < days);
    let no_rota = !facts.week.is_whole_week() || facts.max_days < 7;
    cells
        .map(|cell| WEEK_CELLS.bit(cell))
        .chain(days.map(|days| DAYS.bit(days - 2)))
        .chain(no_rota.then_some(ROTA.bit(0)))
        .fold(0, |bits, bit| bits | bit)
}

fn forms(facts: &GateFacts) -> u64 {
    let may_not = |form: &&Form| {
        facts.forms.eligible(**form) == GateState::Failed || facts.vetoed_forms.has(form.position())
    };
    let forms = Form::ALL.iter().filter(may_not);
    forms.fold(0, |bits, form| bits | FORM.bit(form.position() as u32))
}

fn danish(facts: &GateFacts) -> u64 {
    let Some(level) = facts.danish else { return 0 };
    (u32::from(level)..LEVELS_OF_DANISH).fold(0, |bits, level| bits | DANISH.bit(level))
}

fn licences(facts: &GateFacts) -> u64 {
    facts.licences.map_or(0, |held| folded(held, |lane| lane == 0))
}

fn authorisations(facts: &GateFacts) -> u64 {
    let holds_none = |held: &Vec<(u16, AuthorisationState)>| {
        held.iter().all(|&(_, state)| state != AuthorisationState::Held)
    };
    if facts.authorisations.as_ref().is_some_and(holds_none) {
        AUTHORISATION.bit(0)
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_bit_belongs_to_one_gate() {
        assert_eq!(GATES.iter().map(|gate| gate.count_ones()).sum::<u32>(), u64::BITS);
        assert_eq!(GATES.iter().fold(0, |all, gate| all | gate), u64::MAX);
    }

    proptest! {
        #[test]
        fn licences_are_told_to_be_missing_only_where_one_is(asked: u32, held: u32) {
            let unmet = folded(held, |lane| lane == 0);
            let needs = folded(asked, |lane| lane != 0);
            prop_assert!(unmet & needs == 0 || asked & !held != 0);
        }
    }
}
