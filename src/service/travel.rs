//! Ways between two places, leg by leg.

pub(in crate::service) mod ways;

use self::ways::{When, way};
use super::danish_time;
use super::error::ServiceError;
use crate::domain::language::Language;
use crate::domain::schedule::DAY;
use crate::domain::travel_mode::TimeBand;
use crate::matching::knowledge::Knowledge;
use crate::travel::{Means, Place, Provider, ZoneId};
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::travel_in::{TravelEnd, TravelRequest, TravelTime, read_travel_request};
use crate::wire::travel_out::{TravelEndKind, TravelEndOut, TravelPrecision, WaysOut};
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
                .map(|&means| way(&self.knowledge.travel, means, (from, to), when, language))
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
}

fn when(request: &TravelRequest) -> Option<When> {
    let minute_of_week = match request.at? {
        TravelTime::Week(day, minute) => day as u16 * DAY + minute,
        TravelTime::Moment(moment) => danish_time::minute_of_week(moment),
    };
    Some(if request.arrive_by {
        When::arriving(minute_of_week)
    } else {
        When::leaving(minute_of_week)
    })
}
