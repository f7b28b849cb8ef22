//! Reads between what two places, when and how a way is asked for.

use super::bounds::LABEL_LENGTH;
use super::codes_in::postcode;
use super::field_error::{Discretion, FieldError, FieldErrorCode, Findings};
use super::reader::{Field, Object};
use super::vocabulary::Vocabulary;
use crate::domain::codes::Postcode;
use crate::domain::lists::Weekday;
use crate::domain::schedule::DAY;
use crate::travel::Means;
use jiff::Timestamp;
use serde_json::Value;

/// Fields of a question about travel.
pub const TRAVEL_FIELDS: &[&str] = &["from", "to", "at", "arrive_by", "modes"];
/// Fields of a place.
pub const TRAVEL_END_FIELDS: &[&str] = &["postcode", "place", "lat", "lon"];
/// Fields of a time of the week.
pub const WEEK_TIME_FIELDS: &[&str] = &["day", "time"];

/// Degrees that lie in Denmark.
pub const LATITUDES: (f64, f64) = (54.0, 58.5);
/// Degrees that lie in Denmark.
pub const LONGITUDES: (f64, f64) = (7.5, 16.0);

/// One end of a way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TravelEnd {
    /// Given by its postcode.
    Postcode(Postcode),
    /// Given by name.
    Place(Postcode),
    /// Given by coordinates, degrees north and east.
    Coordinate(f64, f64),
}

/// A moment of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TravelTime {
    /// Any such day.
    Week(Weekday, u16),
    /// One moment.
    Moment(Timestamp),
}

/// A question about travel.
#[derive(Debug, Clone, PartialEq)]
pub struct TravelRequest {
    /// Where the way begins.
    pub from: TravelEnd,
    /// Where it ends.
    pub to: TravelEnd,
    /// When.
    pub at: Option<TravelTime>,
    /// The time is that of arriving.
    pub arrive_by: bool,
    /// How; in the order of the list, each once.
    pub means: Vec<Means>,
}

/// Reads the body of a question about travel.
pub fn read_travel_request(
    value: &Value,
    vocabulary: &dyn Vocabulary,
) -> Result<TravelRequest, Vec<FieldError>> {
    let findings = Findings::new(Discretion::Open);
    let request = Field::root(value, &findings)
        .object(TRAVEL_FIELDS)
        .and_then(|object| request(&object, vocabulary));
    findings.into_result()?;
    request.ok_or_else(Vec::new)
}

fn request(object: &Object<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<TravelRequest> {
    let ends = ["from", "to"].map(|name| end(object.field(name), vocabulary));
    let at = time(object.field("at"));
    let arrive_by = object.field("arrive_by");
    if arrive_by.flag() && !object.field("at").is_given() {
        object.field("at").required::<()>("the time to arrive by");
    }
    let means = means(object.field("modes"));
    let [from, to] = ends;
    Some(TravelRequest {
        from: from?,
        to: to?,
        at,
        arrive_by: arrive_by.flag(),
        means,
    })
}

fn end(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<TravelEnd> {
    const ONE_WAY: &str = "postcode, place, or lat and lon";
    if !field.is_given() {
        return field.required(ONE_WAY);
    }
    let object = field.object(TRAVEL_END_FIELDS)?;
    let [code, place, lat, lon] = ["postcode", "place", "lat", "lon"].map(|name| object.field(name));
    let by_point = lat.is_given() || lon.is_given();
    match (code.is_given(), place.is_given(), by_point) {
        (true, false, false) => postcode(code, vocabulary).map(TravelEnd::Postcode),
        (false, true, false) => named(place, vocabulary).map(TravelEnd::Place),
        (false, false, true) => {
            let degrees = |field: Field<'_, '_>, (least, most)| {
                if field.is_given() {
                    field.number(least..=most)
                } else {
                    field.required("the other coordinate")
                }
            };
            let (lat, lon) = (degrees(lat, LATITUDES), degrees(lon, LONGITUDES));
            Some(TravelEnd::Coordinate(lat?, lon?))
        }
        (false, false, false) => field.required(ONE_WAY),
        _ => {
            field.error(
                FieldErrorCode::Contradiction,
                "only one of postcode, place, and lat with lon",
            );
            None
        }
    }
}

fn named(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Postcode> {
    let text = field.text(LABEL_LENGTH)?;
    match vocabulary.postcode(text) {
        Ok(postcode) => Some(postcode),
        Err(unknown) => {
            field.error_suggesting(
                FieldErrorCode::UnknownLabel,
                "no place of this name is known, or several are; name the postcode",
                unknown,
            );
            None
        }
    }
}

fn time(field: Field<'_, '_>) -> Option<TravelTime> {
    if !matches!(field.value(), Some(Value::Object(_))) {
        return field.moment().map(TravelTime::Moment);
    }
    let object = field.object(WEEK_TIME_FIELDS)?;
    let (day, time) = (object.field("day"), object.field("time"));
    let weekday = if day.is_given() {
        day.closed(Weekday::CODES, Weekday::from_code)
    } else {
        day.required("the day of the week")
    };
    let minute = if time.is_given() {
        time.time_of_day()
    } else {
        time.required("the time of day")
    };
    if minute == Some(DAY) {
        time.error(
            FieldErrorCode::OutOfRange,
            "23:59 at the latest; 00:00 is the day after",
        );
        return None;
    }
    Some(TravelTime::Week(weekday?, minute?))
}

fn means(field: Field<'_, '_>) -> Vec<Means> {
    let Some(list) = field.list(Means::ALL.len()) else {
        return Means::ALL.to_vec();
    };
    if list.is_empty() {
        field.error(FieldErrorCode::Empty, "at least one mode is wanted");
    }
    let mut means: Vec<Means> = list
        .iter()
        .filter_map(|item| item.closed(Means::CODES, Means::from_code))
        .collect();
    means.sort_unstable();
    means.dedup();
    means
}
