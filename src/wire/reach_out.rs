//! What is answered to `GET /v1/jobseekers/{id}/reach`: a `FeatureCollection` of `GeoJSON` (RFC 7946) with what is known
//! of the whole beside its features.

use super::closed_list_schema::schema_of_closed_lists;
use super::match_out::RulesetOut;
use super::mobility_package_out::NoTrip;
use crate::travel::Means;
use serde::Serialize;
use utoipa::ToSchema;

crate::closed_list! {
    /// A change that could open more vacancies.
    ReachChange {
        /// Fifteen minutes more one way.
        MoreTime = "more_time",
        /// A bicycle.
        Bicycle = "bicycle",
        /// A car, with a licence where the person has none.
        Car = "car",
        /// Licence B alone, for the vacancies that ask for it.
        LicenceB = "licence_b",
        /// Every shift an hour later.
        ShiftLater = "shift_later",
        /// Every shift an hour earlier.
        ShiftEarlier = "shift_earlier",
        /// Every shift by day, from 08:00.
        ShiftByDay = "shift_by_day",
    }
}

crate::closed_list! {
    /// Why nothing is within reach.
    NoReach {
        HomeUnknown = "home_unknown",
        Deferred = "deferred",
        NoVacancies = "no_vacancies",
        NothingWithin = "nothing_within",
    }
}

schema_of_closed_lists! {
    ReachChange: "A change that could open more vacancies: `car` brings the licence too, `licence_b` alone is for vacancies that ask for it.",
    NoReach: "Why nothing is within reach.",
}

/// What a person reaches, by means and zone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reach)]
pub struct ReachOut<'a> {
    /// Always `FeatureCollection`.
    pub r#type: &'static str,
    /// The zones within the minutes, and those beyond with vacancies that nothing but the way closes.
    pub features: Vec<ReachFeatureOut<'a>>,
    /// The moment at which everything was judged (RFC 3339).
    pub as_of: String,
    /// The ruleset it was judged with.
    pub ruleset: RulesetOut<'a>,
    /// Last `seq` of the change log that the counts know.
    pub index_generation: i64,
    /// Postcode of the home; `null` when it is not known.
    pub home: Option<String>,
    /// Longest trip one way that was asked for, else the person's own wish.
    pub minutes: u16,
    /// By each means alone, public transport on foot to the stop; and by bicycle to the stop, for whoever has both,
    /// with the vacancies where that is the quicker of the two.
    pub modes: Vec<ModeReachOut>,
    /// Vacancies within the minutes by any of the means that pass every gate.
    pub open_vacancies: usize,
    /// Vacancies without a workplace to travel to that pass every gate.
    pub from_home: usize,
    /// Why there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<NoReach>,
    /// What single changes would open, counted by scoring with the change made.
    pub would_open: Vec<OpeningOut>,
}

/// A zone seen from home by one means.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReachFeature)]
pub struct ReachFeatureOut<'a> {
    /// Always `Feature`.
    pub r#type: &'static str,
    /// The middle of the zone.
    pub geometry: PointOut,
    /// What is known of it.
    pub properties: ReachZoneOut<'a>,
}

/// A point.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GeoJsonPoint)]
pub struct PointOut {
    /// Always `Point`.
    pub r#type: &'static str,
    /// Degrees east, degrees north.
    pub coordinates: [f64; 2],
}

/// What is known of a zone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReachZone)]
pub struct ReachZoneOut<'a> {
    /// How.
    pub mode: Means,
    /// The postcode that stands for the zone.
    pub zone: String,
    /// Its postal town.
    pub name: &'a str,
    /// Minutes from door to door on a working day; `null` with a reason.
    pub minutes: Option<u16>,
    /// Why there are no minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<NoTrip>,
    /// Vacancies that pass every gate and are within the minutes at the time of their shifts.
    pub open_vacancies: usize,
    /// Vacancies that only the way closes: too long, or nothing runs when the shift begins or ends.
    pub beyond_reach: usize,
}

/// What one means reaches.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ModeReach)]
pub struct ModeReachOut {
    /// How.
    pub mode: Means,
    /// Zones within the minutes.
    pub zones: usize,
    /// Vacancies within the minutes that pass every gate.
    pub open_vacancies: usize,
    /// Vacancies that only the way closes.
    pub beyond_reach: usize,
}

/// What a single change would open.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReachOpening)]
pub struct OpeningOut {
    /// The change.
    pub change: ReachChange,
    /// In words.
    pub text: &'static str,
    /// Vacancies within reach with the change made.
    pub open_vacancies: usize,
    /// How many more than now.
    pub gain: usize,
}
