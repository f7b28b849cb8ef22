//! The way by one means at a time of the week: minutes, legs, first and last connections.

use crate::domain::language::Language;
use crate::domain::lists::Weekday;
use crate::domain::schedule::{DAY, WEEK, time_band};
use crate::domain::travel_mode::{TimeBand, TravelMode};
use crate::travel::{Matrices, Means, Provider, Served, ServiceHours, ZoneId, beside_night, service_minute};
use crate::wire::travel_out::{NoWayReason, TravelLegOut, TravelTimeOut, WayOut};

/// When a way is made.
#[derive(Debug, Clone, Copy)]
pub(in crate::service) struct When {
    minute_of_week: u16,
    arrive_by: bool,
}

/// Minutes of a trip with the part of the week they hold for, or why there are none.
pub(in crate::service) type Trip = Result<(TimeBand, u16), NoWayReason>;

/// The trip by one means.
pub(in crate::service) fn trip(
    travel: &Matrices,
    means: Means,
    (from, to): (ZoneId, ZoneId),
    when: Option<When>,
) -> Trip {
    let wanted = when.map_or(TimeBand::Day, When::band);
    let mut found = minutes(travel, means, wanted, from, to).map(|minutes| (wanted, minutes));
    if let (None, TimeBand::Night, Some(when), Some(_)) = (found, wanted, when, hours(travel, means, from)) {
        found = beside_night(when.is_morning())
            .into_iter()
            .find_map(|band| Some((band, minutes(travel, means, band, from, to)?)));
    }
    let (band, minutes) = found.ok_or(NoWayReason::NoConnection)?;
    if minutes >= Matrices::LONGEST {
        return Err(NoWayReason::TooFar);
    }
    let served = when.map_or(Served::Yes, |when| {
        when.served(travel, means, (from, to), minutes)
    });
    match served {
        Served::Yes => Ok((band, minutes)),
        Served::BeforeFirst => Err(NoWayReason::BeforeFirst),
        Served::AfterLast => Err(NoWayReason::AfterLast),
    }
}

/// The legs of a trip, in its order.
pub(in crate::service) fn legs(
    travel: &Matrices,
    means: Means,
    band: TimeBand,
    (from, to): (ZoneId, ZoneId),
) -> Vec<TravelLegOut> {
    let journey = travel.journey(means, band, from, to);
    journey.map_or_else(Vec::new, |journey| {
        journey.legs.into_iter().map(Into::into).collect()
    })
}

/// The way by one means, with its legs.
pub(super) fn way(
    travel: &Matrices,
    means: Means,
    ends: (ZoneId, ZoneId),
    when: Option<When>,
    language: Language,
) -> WayOut {
    let found = trip(travel, means, ends, when);
    let reason = found.err();
    let found = found.ok();
    let hours = hours(travel, means, ends.0);
    let to = ends.1.index();
    let first_arrival = hours.and_then(|hours| hours.first_arrival.get(to).copied());
    let last_departure = hours.and_then(|hours| hours.last_departure.get(to).copied());
    WayOut {
        mode: means,
        minutes: found.map(|(_, minutes)| minutes),
        daily_minutes: found.and_then(|(band, out)| Some(out + way_back(travel, means, band, ends, out)?)),
        reason,
        reason_text: reason.map(|reason| in_words(reason, language).to_owned()),
        first_arrival: service_clock(first_arrival),
        last_departure: service_clock(last_departure),
        legs: found.map_or_else(Vec::new, |(band, _)| legs(travel, means, band, ends)),
    }
}

/// A minute of the service day as on a clock; nothing where something always or never runs.
pub(in crate::service) fn service_clock(minute: Option<u16>) -> Option<String> {
    minute.filter(|minute| (1..2 * DAY).contains(minute)).map(clock)
}

impl When {
    /// To be there by a minute of the week.
    pub(in crate::service) const fn arriving(minute_of_week: u16) -> Self {
        Self {
            minute_of_week,
            arrive_by: true,
        }
    }

    /// To leave at a minute of the week.
    pub(in crate::service) const fn leaving(minute_of_week: u16) -> Self {
        Self {
            minute_of_week,
            arrive_by: false,
        }
    }

    /// A trip belongs to the part of the week it is made in: to the minute before it must arrive.
    pub(super) fn band(self) -> TimeBand {
        if self.arrive_by {
            time_band((self.minute_of_week + WEEK - 1) % WEEK)
        } else {
            time_band(self.minute_of_week)
        }
    }

    fn is_morning(self) -> bool {
        self.minute_of_week % DAY < 12 * 60 && service_minute(self.minute_of_week % DAY) < DAY
    }

    fn served(self, travel: &Matrices, means: Means, (from, to): (ZoneId, ZoneId), minutes: u16) -> Served {
        let at = service_minute(self.minute_of_week % DAY);
        let here = hours(travel, means, from);
        let there = match means {
            // The bicycle stands at this end, so the hours of the way back from here must do.
            Means::BicycleTransit => here.map(|hours| (hours, to)),
            _ => hours(travel, means, to).map(|hours| (hours, from)),
        };
        match (self.arrive_by, here, there) {
            (true, Some(hours), _) => hours.arriving(to.index(), at, minutes),
            (false, _, Some((hours, zone))) => hours.leaving(zone.index(), at, minutes),
            _ => Served::Yes,
        }
    }

    pub(super) fn told(self, band: TimeBand) -> TravelTimeOut {
        let day = usize::from(self.minute_of_week / DAY);
        TravelTimeOut {
            day: Weekday::ALL.get(day).copied().unwrap_or(Weekday::Monday),
            time: clock(self.minute_of_week % DAY),
            arrive_by: self.arrive_by,
            band,
        }
    }
}

/// Minutes by a means in a part of the week, if there is a way.
pub(in crate::service) fn minutes(
    travel: &Matrices,
    means: Means,
    band: TimeBand,
    from: ZoneId,
    to: ZoneId,
) -> Option<u16> {
    let by = |mode| travel.minutes(mode, band, from, to);
    match means {
        Means::Walk => by(TravelMode::Walk),
        Means::Bicycle => by(TravelMode::Bicycle),
        Means::Moped => by(TravelMode::Moped),
        Means::Car => by(TravelMode::Car),
        Means::Transit => by(TravelMode::Transit),
        Means::BicycleTransit => {
            let row = &travel.from_home_by_bicycle(from)?.minutes[band as usize];
            row.get(to.index())
                .copied()
                .filter(|&minutes| minutes != Matrices::UNREACHABLE)
        }
    }
}

/// Minutes home again in the same part of the week: as long as out, but by a timetable or measured roads.
fn way_back(
    travel: &Matrices,
    means: Means,
    band: TimeBand,
    (from, to): (ZoneId, ZoneId),
    out: u16,
) -> Option<u16> {
    if travel.provider(means.mode()) == Provider::Builtin {
        Some(out)
    } else {
        minutes(travel, means, band, to, from)
    }
}

/// When public transport by a means begins and ends, seen from a zone.
pub(in crate::service) fn hours(travel: &Matrices, means: Means, from: ZoneId) -> Option<&ServiceHours> {
    match means {
        Means::Transit => travel.from_home_on_foot(from),
        Means::BicycleTransit => travel.from_home_by_bicycle(from),
        _ => None,
    }
    .map(|home| &home.hours)
}

/// A minute of the day as on a clock.
pub(in crate::service) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// Why there is no way, in words.
pub(in crate::service) const fn in_words(reason: NoWayReason, language: Language) -> &'static str {
    match (reason, language) {
        (NoWayReason::NoConnection, Language::Danish) => "Ingen forbindelse i den del af ugen",
        (NoWayReason::NoConnection, Language::English) => "No connection in that part of the week",
        (NoWayReason::BeforeFirst, Language::Danish) => "Den første forbindelse kommer for sent",
        (NoWayReason::BeforeFirst, Language::English) => "The first connection comes too late",
        (NoWayReason::AfterLast, Language::Danish) => "Den sidste forbindelse er kørt",
        (NoWayReason::AfterLast, Language::English) => "The last connection has left",
        (NoWayReason::TooFar, Language::Danish) => "Mere end ti timer",
        (NoWayReason::TooFar, Language::English) => "More than ten hours",
    }
}
