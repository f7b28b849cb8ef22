//! A vacancy as it would be with other hours: what a moved shift would open is scored, not guessed.

use super::extract::retimed;
use super::features::{VacancyFeatures, VacancyView};
use crate::domain::schedule::{DAY, Window};
use crate::domain::set::BitSet32;

/// When a shift that is moved to the day begins.
const DAY_BEGINS: u16 = 8 * 60;

/// How shifts are moved; their lengths stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShiftMove {
    /// So many minutes later, less than a day.
    Later(u16),
    /// So many minutes earlier, less than a day.
    Earlier(u16),
    /// To begin at 08:00 of the same days.
    ByDay,
}

/// The vacancy with every shift moved; nothing where it tells no shifts.
pub fn with_moved_shifts(vacancy: &VacancyView<'_>, by: ShiftMove) -> Option<VacancyFeatures> {
    if vacancy.shifts.is_empty() {
        return None;
    }
    let shifts: Vec<Window> = vacancy.shifts.iter().map(|&shift| moved(shift, by)).collect();
    let offers = vacancy.offers.iter().map(|offer| {
        let from = usize::from(offer.shifts_from);
        let own = shifts.get(from..from + usize::from(offer.shifts_len));
        retimed(offer, own.unwrap_or(&[]))
    });
    Some(VacancyFeatures {
        keys: *vacancy.keys,
        core: *vacancy.core,
        offers: offers.collect(),
        asks: vacancy.asks.to_vec(),
        languages: vacancy.languages.to_vec(),
        shifts,
    })
}

fn moved(shift: Window, by: ShiftMove) -> Window {
    // Counted from the midnight of the day before, so that it never falls below zero.
    let from = match by {
        ShiftMove::Later(minutes) => DAY + shift.from + minutes,
        ShiftMove::Earlier(minutes) => DAY + shift.from - minutes.min(DAY),
        ShiftMove::ByDay => DAY + DAY_BEGINS,
    };
    let day = usize::from(from / DAY);
    let days: BitSet32 = shift.days.iter().map(|at| (at + 6 + day) % 7).collect();
    let from = from % DAY;
    let to = from + shift.length();
    Window {
        days,
        from,
        to: if to > DAY { to - DAY } else { to },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn window(day: usize, from: u16, to: u16) -> Window {
        Window {
            days: [day].into_iter().collect(),
            from,
            to,
        }
    }

    #[test]
    fn a_shift_may_move_over_midnight() {
        assert_eq!(
            moved(window(0, 420, 900), ShiftMove::Later(60)),
            window(0, 480, 960)
        );
        assert_eq!(
            moved(window(0, 30, 500), ShiftMove::Earlier(60)),
            window(6, 1410, 440)
        );
        assert_eq!(
            moved(window(6, 1410, 420), ShiftMove::Later(60)),
            window(0, 30, 480)
        );
        assert_eq!(moved(window(2, 1320, 360), ShiftMove::ByDay), window(2, 480, 960));
    }

    proptest! {
        #[test]
        fn lengths_stay_and_the_way_back_leads_back(day in 0usize..7, from in 0u16..DAY, length in 1u16..=DAY, by in 0u16..DAY) {
            let to = if from + length > DAY { from + length - DAY } else { from + length };
            let shift = window(day, from, to);
            let later = moved(shift, ShiftMove::Later(by));
            prop_assert_eq!(later.length(), shift.length());
            let back = moved(later, ShiftMove::Earlier(by));
            prop_assert_eq!((back.days, back.from, back.length()), (shift.days, shift.from, shift.length()));
        }
    }
}
