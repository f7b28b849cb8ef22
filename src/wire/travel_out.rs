//! What is asked and answered about the way between two places, as the contract shows it.

use super::closed_list_schema::schema_of_closed_lists;
use crate::domain::lists::Weekday;
use crate::domain::travel_mode::TimeBand;
use crate::travel::{Leg, LegKind, Means};
use serde::Serialize;
use utoipa::ToSchema;

/// The way between two places.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "from": {"postcode": "5610"}, "to": {"place": "Odense"}, "at": {"day": "mon", "time": "07:00"},
    "arrive_by": true, "modes": ["car", "transit"]
}))]
pub struct TravelIn {
    /// Where it begins.
    pub from: TravelEndIn,
    /// Where it ends.
    pub to: TravelEndIn,
    /// When; on a weekday by day when absent.
    pub at: Option<TravelTimeIn>,
    /// The time is that of arriving, as the start of a shift; else that of leaving.
    pub arrive_by: Option<bool>,
    /// How; every way when absent.
    #[schema(min_items = 1, max_items = 6)]
    pub modes: Option<Vec<Means>>,
}

/// A place: a postcode, a name, or coordinates.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TravelEndIn {
    /// A postcode in use.
    #[schema(example = "5610")]
    pub postcode: Option<String>,
    /// A town or a part of one that bears its name alone.
    #[schema(max_length = 200)]
    pub place: Option<String>,
    /// Degrees north; with `lon`.
    #[schema(minimum = 54.0, maximum = 58.5)]
    pub lat: Option<f64>,
    /// Degrees east; with `lat`.
    #[schema(minimum = 7.5, maximum = 16.0)]
    pub lon: Option<f64>,
}

/// A time of the week, or one moment (RFC 3339).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum TravelTimeIn {
    /// Any such day.
    Week(WeekTimeIn),
    /// One moment.
    #[schema(value_type = String, format = DateTime)]
    Moment(String),
}

/// A time of the week.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekTimeIn {
    /// The day.
    pub day: Weekday,
    /// The time of day, 00:00 to 23:59.
    #[schema(pattern = "^[0-2]?[0-9]:[0-5][0-9]$", example = "07:00")]
    pub time: String,
}

/// The ways between two places.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WaysOut {
    /// Where they begin, as it was understood.
    pub from: TravelEndOut,
    /// Where they end.
    pub to: TravelEndOut,
    /// The time, as it was understood; null without one.
    pub at: Option<TravelTimeOut>,
    /// Where the minutes come from: `builtin` is the coarse network of the reference tables, which is no timetable.
    pub provider: &'static str,
    /// The coarser of both ends' precision.
    pub precision: TravelPrecision,
    /// One answer for each mode asked, in the order of the list.
    pub ways: Vec<WayOut>,
}

crate::closed_list! {
    /// How exactly an end is known.
    TravelPrecision {
        /// The minutes hold for the middle of the postcode.
        Postcode = "postcode",
        /// The postcode shares its minutes with its neighbours.
        Zone = "zone",
    }
}

crate::closed_list! {
    /// How an end was told.
    TravelEndKind {
        Postcode = "postcode",
        Place = "place",
        Coordinate = "coordinate",
    }
}

crate::closed_list! {
    /// Why there are no minutes.
    NoWayReason {
        /// Nothing joins the places in that part of the week.
        NoConnection = "no_connection",
        /// The first connection comes too late.
        BeforeFirst = "before_first",
        /// The last connection has left.
        AfterLast = "after_last",
        /// More than ten hours.
        TooFar = "too_far",
    }
}

schema_of_closed_lists! {
    TravelPrecision: "How exactly an end is known: the minutes hold for the middle of the postcode, or for a zone of several.",
    TravelEndKind: "How an end was told.",
    NoWayReason: "Why there are no minutes.",
    Means: "How a way is made; `bicycle_transit` leaves the bicycle at a stop near where it begins.",
    LegKind: "What a leg is made by.",
    TimeBand: "Part of the week: `day` Monday to Friday 05-18, `evening` 18-23, `night` every day 23-05, `weekend` Saturday and Sunday 05-23.",
}

/// An end of a way.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TravelEndOut {
    /// How it was told.
    pub known_by: TravelEndKind,
    /// Its postcode; for coordinates the nearest.
    #[schema(example = "5610")]
    pub postcode: String,
    /// Postal town.
    pub name: String,
    /// The municipality.
    pub municipality: String,
    /// The postcode that stands for the travel zone.
    pub zone: String,
    /// How exactly it is known.
    pub precision: TravelPrecision,
    /// Kilometres from the coordinates to the middle of the postcode, for which the minutes hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub km_to_middle: Option<f64>,
}

/// A time of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TravelTimeOut {
    /// The day in Denmark.
    pub day: Weekday,
    /// The time in Denmark.
    #[schema(example = "07:00")]
    pub time: String,
    /// The time is that of arriving.
    pub arrive_by: bool,
    /// The part of the week the trip is made in.
    pub band: TimeBand,
}

/// The way by one mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WayOut {
    /// How.
    pub mode: Means,
    /// Minutes from door to door; null where there is no way, with the reason.
    pub minutes: Option<u16>,
    /// Minutes out and home, when both are made in this part of the week.
    pub daily_minutes: Option<u16>,
    /// Why there are no minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<NoWayReason>,
    /// The reason in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_text: Option<String>,
    /// Earliest arrival on a working day; absent for roads and where something always runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "06:35")]
    pub first_arrival: Option<String>,
    /// Latest departure on a working day that still reaches the beginning again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "23:10")]
    pub last_departure: Option<String>,
    /// The way leg by leg; the legs' minutes sum to the minutes.
    pub legs: Vec<TravelLegOut>,
}

/// A part of a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TravelLegOut {
    /// What it is made by.
    pub kind: LegKind,
    /// Name of the line or the ferry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Where it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Where it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Bridges, dams and tunnels on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<String>,
    /// Minutes; setting out and parking are part of the first and the last leg.
    pub minutes: u16,
}

impl From<Leg> for TravelLegOut {
    fn from(leg: Leg) -> Self {
        Self {
            kind: leg.kind,
            line: leg.line,
            from: leg.from,
            to: leg.to,
            over: leg.over,
            minutes: leg.minutes,
        }
    }
}
