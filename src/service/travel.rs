//! Ways between two places, leg by leg.

use super::danish_time;
use super::error::ServiceError;
use crate::domain::language::Language;
use crate::domain::lists::Weekday;
use crate::domain::schedule::{DAY, WEEK, time_band};
use crate::domain::travel_mode::{TimeBand, TravelMode};
use crate::matching::knowledge::Knowledge;
use crate::travel::{
    Matrices, Means, Place, Provider, Served, ServiceHours, ZoneId, beside_night, service_minute,
};
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::travel_in::{TravelEnd, TravelRequest, TravelTime, read_travel_request};
use crate::wire::travel_out::{
    NoWayReason, TravelEndKind, TravelEndOut, TravelPrecision, TravelTimeOut, WayOut, WaysOut,
};
use crate::wire::vocabulary::Vocabulary;
use serde_json::Value;
use std::sync::Arc;

/// Coordinates farther from any postcode than this, in kilometres, lie at sea or abroad.
const FARTHEST_KM: f64 = 20.0;
/// Said of the provider when the minutes of several come together.
const MIXED: &str = "mixed";

/// The use case of asking for ways.
#[derive(Clone)]
pub struct TravelService {
    knowledge: Arc<Knowledge>,
    vocabulary: Arc<dyn Vocabulary>,
}

/// When a way is made.
#[derive(Debug, Clone, Copy)]
struct When {
    minute_of_week: u16,
    arrive_by: bool,
}

impl TravelService {
    /// Over these tables.
    pub fn new(knowledge: Arc<Knowledge>, vocabulary: Arc<dyn Vocabulary>) -> Self {
        Self {
            knowledge,
            vocabulary,
        }
    }

    /// Answers `POST /v1/travel`.
    ///
    /// # Errors
    /// Fields that are not accepted, and coordinates far from every postcode.
    pub fn ways(&self, body: &Value, language: Language) -> Result<WaysOut, ServiceError> {
        let request = read_travel_request(body, &*self.vocabulary).map_err(ServiceError::Invalid)?;
        let (from, from_out) = self.end("/from", request.from)?;
        let (to, to_out) = self.end("/to", request.to)?;
        let when = when(&request);
        let band = when.map_or(TimeBand::Day, When::band);
        let ways = request.means.iter();
        Ok(WaysOut {
            at: when.map(|when| when.told(band)),
            provider: self.provider(&request.means),
            precision: from_out.precision.max(to_out.precision),
            ways: ways
                .map(|&means| self.way(means, (from, to), when, language))
                .collect(),
            from: from_out,
            to: to_out,
        })
    }

    fn provider(&self, means: &[Means]) -> &'static str {
        let travel = &self.knowledge.travel;
        let mut providers = means.iter().map(|means| travel.provider(means.mode()));
        let first = providers.next().unwrap_or(Provider::Builtin);
        if providers.all(|provider| provider == first) {
            first.code()
        } else {
            MIXED
        }
    }

    fn end(&self, pointer: &str, end: TravelEnd) -> Result<(ZoneId, TravelEndOut), ServiceError> {
        let places = &self.knowledge.places;
        let invalid =
            |code, message: &str| ServiceError::Invalid(vec![FieldError::new(pointer, code, message)]);
        let unknown = || invalid(FieldErrorCode::UnknownPostcode, "no such postcode is in use");
        let (place, known_by, km): (&Place, _, _) = match end {
            TravelEnd::Postcode(code) => (
                places.by_postcode(code).ok_or_else(unknown)?,
                TravelEndKind::Postcode,
                None,
            ),
            TravelEnd::Place(code) => (
                places.by_postcode(code).ok_or_else(unknown)?,
                TravelEndKind::Place,
                None,
            ),
            TravelEnd::Coordinate(lat, lon) => {
                let far = || {
                    invalid(
                        FieldErrorCode::OutOfRange,
                        "a point within 20 km of a Danish postcode",
                    )
                };
                let (place, km) = places.nearest(lat, lon).ok_or_else(far)?;
                if km > FARTHEST_KM {
                    return Err(far());
                }
                (place, TravelEndKind::Coordinate, Some((km * 10.0).round() / 10.0))
            }
        };
        let zone = places.zone_postcode(place.zone);
        let precision = if zone == place.postcode.number() {
            TravelPrecision::Postcode
        } else {
            TravelPrecision::Zone
        };
        let told = TravelEndOut {
            known_by,
            postcode: place.postcode.to_string(),
            name: place.name.clone(),
            municipality: place.municipality.clone(),
            zone: format!("{zone:04}"),
            precision,
            km_to_middle: km,
        };
        Ok((place.zone, told))
    }

    fn way(
        &self,
        means: Means,
        (from, to): (ZoneId, ZoneId),
        when: Option<When>,
        language: Language,
    ) -> WayOut {
        let travel = &self.knowledge.travel;
        let hours = hours(travel, means, from);
        let wanted = when.map_or(TimeBand::Day, When::band);
        let mut found = minutes(travel, means, wanted, from, to).map(|minutes| (wanted, minutes));
        if let (None, TimeBand::Night, Some(when), Some(_)) = (found, wanted, when, hours) {
            found = beside_night(when.is_morning())
                .into_iter()
                .find_map(|band| Some((band, minutes(travel, means, band, from, to)?)));
        }
        let served = |minutes| {
            when.map_or(Served::Yes, |when| {
                when.served(travel, means, (from, to), minutes)
            })
        };
        let (found, reason) = match found {
            None => (None, Some(NoWayReason::NoConnection)),
            Some((_, minutes)) if minutes >= Matrices::LONGEST => (None, Some(NoWayReason::TooFar)),
            Some((band, minutes)) => match served(minutes) {
                Served::Yes => (Some((band, minutes)), None),
                Served::BeforeFirst => (None, Some(NoWayReason::BeforeFirst)),
                Served::AfterLast => (None, Some(NoWayReason::AfterLast)),
            },
        };
        let journey = found.and_then(|(band, _)| travel.journey(means, band, from, to));
        let clock = |minute: Option<u16>| minute.filter(|minute| (1..2 * DAY).contains(minute)).map(clock);
        let first_arrival = hours.and_then(|hours| hours.first_arrival.get(to.index()).copied());
        let last_departure = hours.and_then(|hours| hours.last_departure.get(to.index()).copied());
        WayOut {
            mode: means,
            minutes: found.map(|(_, minutes)| minutes),
            daily_minutes: found
                .and_then(|(band, out)| Some(out + way_back(travel, means, band, (from, to), out)?)),
            reason,
            reason_text: reason.map(|reason| in_words(reason, language).to_owned()),
            first_arrival: clock(first_arrival),
            last_departure: clock(last_departure),
            legs: journey.map_or_else(Vec::new, |journey| {
                journey.legs.into_iter().map(Into::into).collect()
            }),
        }
    }
}

fn when(request: &TravelRequest) -> Option<When> {
    let minute_of_week = match request.at? {
        TravelTime::Week(day, minute) => day as u16 * DAY + minute,
        TravelTime::Moment(moment) => danish_time::minute_of_week(moment),
    };
    Some(When {
        minute_of_week,
        arrive_by: request.arrive_by,
    })
}

impl When {
    /// A trip belongs to the part of the week it is made in: to the minute before it must arrive.
    fn band(self) -> TimeBand {
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

    fn told(self, band: TimeBand) -> TravelTimeOut {
        let day = usize::from(self.minute_of_week / DAY);
        TravelTimeOut {
            day: Weekday::ALL.get(day).copied().unwrap_or(Weekday::Monday),
            time: clock(self.minute_of_week % DAY),
            arrive_by: self.arrive_by,
            band,
        }
    }
}

fn minutes(travel: &Matrices, means: Means, band: TimeBand, from: ZoneId, to: ZoneId) -> Option<u16> {
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

fn hours(travel: &Matrices, means: Means, from: ZoneId) -> Option<&ServiceHours> {
    match means {
        Means::Transit => travel.from_home_on_foot(from),
        Means::BicycleTransit => travel.from_home_by_bicycle(from),
        _ => None,
    }
    .map(|home| &home.hours)
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

const fn in_words(reason: NoWayReason, language: Language) -> &'static str {
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
