//! The mobility axis: door-to-door minutes at the time of the shift, hours, and the week.

use super::features::{OfferFeatures, TripClock, UNKNOWN, UNKNOWN_MINUTES, VacancyCore, flag};
use super::knowledge::Knowledge;
use super::ruleset::{MobilityRules, Ruleset};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::travel_mode::{TimeBand, TravelMode};
use crate::travel::{Matrices, Means};
use crate::travel::{Served, ServiceHours, ZoneId, beside_night};
use jiff::civil::Date;

/// Days of an ordinary working week, over which days at home are spread.
const WORKING_DAYS: f64 = 5.0;

/// The trips of a person from home.
#[derive(Debug)]
pub struct Trips<'k> {
    modes: Vec<ModeTrips<'k>>,
    /// Longest trip one way the person wishes, minutes.
    pub wish: u16,
    /// Longest daily travel, out and home: the legal bound, or twice the wish where that is more.
    pub daily_bound: u16,
    /// Longest one way within the legal bound, minutes.
    legal_one_way: u16,
    /// The person would move house for a job.
    pub relocate: bool,
    has_home: bool,
}

#[derive(Debug)]
struct ModeTrips<'k> {
    mode: TravelMode,
    /// Minutes to every zone, by time band.
    rows: [&'k [u16]; 4],
    /// Minutes home from every zone, by time band; a timetable has other ones than out.
    back: [&'k [u16]; 4],
    longest: u16,
    /// When public transport begins and ends, where that is known.
    hours: Option<&'k ServiceHours>,
}

/// A way to get there and home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Travel {
    /// There is a way.
    Reached {
        /// Means of transport.
        mode: TravelMode,
        /// Out and home on the worst day of the shift plan, minutes.
        daily: u16,
    },
    /// Nothing runs, or it is too far for the person's own muscles.
    NoConnection,
    /// The work is done at home.
    NotNeeded,
    /// Home or workplace is not known.
    Unknown,
}

impl Travel {
    /// Minutes one way, half of the day's travel.
    pub fn minutes(self) -> Option<u16> {
        match self {
            Self::Reached { daily, .. } => Some(daily.div_ceil(2)),
            _ => None,
        }
    }
}

impl<'k> Trips<'k> {
    /// The trips of a person; minutes come from the home zone's rows of the matrices.
    pub fn new(seeker: &Jobseeker, ruleset: &Ruleset, day: Date, knowledge: &'k Knowledge) -> Self {
        let wish = seeker
            .mobility
            .max_travel_minutes
            .unwrap_or(ruleset.defaults.max_travel_minutes);
        let legal = ruleset.daily_travel_bound(seeker.weeks_unemployed.unwrap_or(0), day);
        let home = seeker
            .home
            .and_then(|postcode| knowledge.places.zone_of(postcode));
        let mut modes = seeker
            .mobility
            .modes
            .clone()
            .unwrap_or_else(|| ruleset.defaults.modes.clone());
        modes.push(TravelMode::Walk);
        modes.sort_unstable();
        modes.dedup();
        let modes = home.map_or_else(Vec::new, |zone| {
            let cycles = modes.contains(&TravelMode::Bicycle);
            let to_stop = if cycles { ToStop::ByBicycle } else { ToStop::OnFoot };
            let trips = |mode, to_stop| mode_trips(mode, to_stop, zone, &ruleset.mobility, &knowledge.travel);
            let mut all: Vec<ModeTrips<'k>> = modes.iter().map(|&mode| trips(mode, to_stop)).collect();
            // Whoever has a bicycle need not take it: where the ride is quicker, the last bus that is
            // early enough to wait for may be one that only the slower way meets.
            let by_lines = knowledge.travel.from_home_by_bicycle(zone).is_some();
            if cycles && by_lines && modes.contains(&TravelMode::Transit) {
                all.push(trips(TravelMode::Transit, ToStop::OnFoot));
            }
            all
        });
        Self {
            modes,
            wish,
            daily_bound: legal.max(wish.saturating_mul(2)),
            legal_one_way: legal / 2,
            relocate: seeker.mobility.relocate,
            has_home: home.is_some(),
        }
    }

    /// Whether the home's zone is known.
    pub const fn has_home(&self) -> bool {
        self.has_home
    }

    /// The quickest way for all trips of an offer; a means must serve every one of them.
    pub fn travel(&self, core: &VacancyCore, offer: &OfferFeatures) -> Travel {
        if core.flags.has(flag::REMOTE) {
            return Travel::NotNeeded;
        }
        if !self.has_home || core.zone == UNKNOWN {
            return Travel::Unknown;
        }
        self.to_zone(usize::from(core.zone), offer.trips, offer.clock)
    }

    fn to_zone(&self, zone: usize, trips: u16, clock: Option<TripClock>) -> Travel {
        let mut best: Option<(u16, TravelMode)> = None;
        for by in &self.modes {
            let is_slower_transit = |(_, mode)| mode == TravelMode::Transit && by.mode == mode;
            if best.is_some_and(is_slower_transit) {
                continue;
            }
            if let Some(daily) = by.daily(zone, trips, clock)
                && best.is_none_or(|(known, _)| daily < known)
            {
                best = Some((daily, by.mode));
            }
        }
        best.map_or(Travel::NoConnection, |(daily, mode)| Travel::Reached {
            mode,
            daily,
        })
    }

    /// The fewest minutes a day that any shift plan could need to each of so many zones; `None` where
    /// no plan could be served.
    pub fn fewest_daily(&self, zones: usize) -> Vec<Option<u16>> {
        let mut fewest = vec![None; zones];
        for by in &self.modes {
            let (out, back) = (fewest_minutes(&by.rows, zones), fewest_minutes(&by.back, zones));
            for ((known, out), back) in fewest.iter_mut().zip(out).zip(back) {
                let served = out <= by.longest && back <= by.longest;
                let daily = out.saturating_add(back);
                if served && known.is_none_or(|known| daily < known) {
                    *known = Some(daily);
                }
            }
        }
        fewest
    }

    /// Score of a trip that takes this long one way on `remote_days` fewer days: 1 up to half the
    /// wish, falling to a floor at the wish, low above it up to the legal bound.
    pub fn score(&self, minutes: u16, remote_days: u8, rules: &MobilityRules) -> f64 {
        let at_home = f64::from(remote_days).min(WORKING_DAYS);
        let minutes = f64::from(minutes) * (WORKING_DAYS - at_home) / WORKING_DAYS;
        let (wish, bound) = (f64::from(self.wish), f64::from(self.legal_one_way));
        let half = wish / 2.0;
        let between = |from: f64, to: f64, high: f64, low: f64| {
            let way = if to > from {
                ((minutes - from) / (to - from)).clamp(0.0, 1.0)
            } else {
                1.0
            };
            high - way * (high - low)
        };
        if minutes <= half {
            1.0
        } else if minutes <= wish {
            between(half, wish, 1.0, rules.at_wish)
        } else {
            between(wish, bound, rules.over_wish, rules.at_bound)
        }
    }
}

/// The trips of an offer by one means alone, between known ends and whether or not the person has it.
pub fn travel_by(
    means: Means,
    (home, work): (ZoneId, ZoneId),
    offer: &OfferFeatures,
    rules: &MobilityRules,
    matrices: &Matrices,
) -> Travel {
    let mode = means.mode();
    let to_stop = match means {
        Means::BicycleTransit => ToStop::ByBicycle,
        _ => ToStop::OnFoot,
    };
    let by = mode_trips(mode, to_stop, home, rules, matrices);
    by.daily(work.index(), offer.trips, offer.clock)
        .map_or(Travel::NoConnection, |daily| Travel::Reached { mode, daily })
}

/// Longest trip one way that a means is counted for, minutes.
pub fn longest_trip(mode: TravelMode, rules: &MobilityRules) -> u16 {
    match mode {
        TravelMode::Walk => rules.longest_walk as u16,
        TravelMode::Bicycle => rules.longest_bicycle as u16,
        TravelMode::Moped => rules.longest_moped as u16,
        TravelMode::Car | TravelMode::Transit => Matrices::UNREACHABLE - 1,
    }
}

/// How somebody gets to the first stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ToStop {
    OnFoot,
    ByBicycle,
}

fn mode_trips<'k>(
    mode: TravelMode,
    to_stop: ToStop,
    home: ZoneId,
    rules: &MobilityRules,
    matrices: &'k Matrices,
) -> ModeTrips<'k> {
    let longest = longest_trip(mode, rules);
    let row = |at: usize| {
        matrices
            .row(mode, TimeBand::ALL[at], home)
            .to_slice()
            .unwrap_or(&[])
    };
    let back = |at: usize| {
        matrices
            .row_to(mode, TimeBand::ALL[at], home)
            .to_slice()
            .unwrap_or(&[])
    };
    let (rows, back) = (std::array::from_fn(row), std::array::from_fn(back));
    let from_home = match (mode, to_stop) {
        (TravelMode::Transit, ToStop::ByBicycle) => matrices.from_home_by_bicycle(home),
        (TravelMode::Transit, ToStop::OnFoot) => matrices.from_home_on_foot(home),
        _ => None,
    };
    // Whoever has a bicycle may leave it at the stop.
    let (rows, back) = match from_home {
        Some(home) if to_stop == ToStop::ByBicycle => {
            let cycling = home.minutes.each_ref().map(Vec::as_slice);
            (cycling, cycling)
        }
        _ => (rows, back),
    };
    ModeTrips {
        mode,
        rows,
        back,
        longest,
        hours: from_home.map(|home| &home.hours),
    }
}

/// The fewest minutes in any time band, by zone.
fn fewest_minutes(rows: &[&[u16]; 4], zones: usize) -> Vec<u16> {
    let mut fewest = vec![Matrices::UNREACHABLE; zones];
    for row in rows {
        for (known, &minutes) in fewest.iter_mut().zip(*row) {
            *known = (*known).min(minutes);
        }
    }
    fewest
}

fn minutes_at(row: &[u16], zone: usize) -> u16 {
    row.get(zone).copied().unwrap_or(Matrices::UNREACHABLE)
}

impl ModeTrips<'_> {
    fn daily(&self, zone: usize, trips: u16, clock: Option<TripClock>) -> Option<u16> {
        let mut worst = 0;
        let mut left = trips;
        while left != 0 {
            let kind = left.trailing_zeros() as usize;
            left &= left - 1;
            let out = self.minutes(kind / 4, zone, true);
            let home = self.minutes(kind % 4, zone, false);
            if out > self.longest || home > self.longest || !self.runs(zone, clock, out, home) {
                return None;
            }
            worst = worst.max(out + home);
        }
        Some(worst)
    }

    /// Minutes in a band. Where nothing runs all night, a trip at its edge may be served by the
    /// first or the last connections; their hours then decide.
    fn minutes(&self, band: usize, zone: usize, out: bool) -> u16 {
        let rows = if out { &self.rows } else { &self.back };
        let minutes = minutes_at(rows[band], zone);
        if minutes != Matrices::UNREACHABLE || band != TimeBand::Night as usize || self.hours.is_none() {
            return minutes;
        }
        beside_night(out)
            .into_iter()
            .map(|band| minutes_at(rows[band as usize], zone))
            .find(|&minutes| minutes != Matrices::UNREACHABLE)
            .unwrap_or(minutes)
    }

    /// Whether the first and the last trips can be made.
    fn runs(&self, zone: usize, clock: Option<TripClock>, out: u16, home: u16) -> bool {
        self.hours.zip(clock).is_none_or(|(hours, clock)| {
            [
                hours.arriving(zone, clock.first_out, out),
                hours.arriving(zone, clock.last_out, out),
                hours.leaving(zone, clock.first_home, home),
                hours.leaving(zone, clock.last_home, home),
            ]
            .iter()
            .all(|&served| served == Served::Yes)
        })
    }
}

/// How offered hours meet the hours wanted, 0..=1; full where the ranges overlap. A wider range of
/// wanted hours never gives less.
pub fn hours_fit(offer: &OfferFeatures, wanted: (u16, u16), rules: &MobilityRules) -> f64 {
    if offer.hours_min == UNKNOWN_MINUTES {
        rules.unknown_hours
    } else if offer.hours_min > wanted.1 {
        f64::from(wanted.1) / f64::from(offer.hours_min.max(1))
    } else if offer.hours_max < wanted.0 {
        let share = f64::from(offer.hours_max) / f64::from(wanted.0.max(1));
        rules.fewer_hours_floor + (1.0 - rules.fewer_hours_floor) * share
    } else {
        1.0
    }
}
