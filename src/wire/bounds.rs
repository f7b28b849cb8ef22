//! How long, how many and how large: the bounds of every field, once, for the reader and for the
//! schema that documents it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Characters in a vacancy's title.
pub const TITLE_LENGTH: usize = 200;
/// Characters in a vacancy's description.
pub const DESCRIPTION_LENGTH: usize = 20_000;
/// Characters in an employer's name.
pub const NAME_LENGTH: usize = 200;
/// Characters in a code or a label.
pub const LABEL_LENGTH: usize = 200;
/// Bytes in the name of a sending system.
pub const SOURCE_LENGTH: usize = 64;
/// Bytes in an id of a sending system and in any opaque reference.
pub const EXTERNAL_ID_LENGTH: usize = 128;
/// Characters in an address of a page.
pub const URL_LENGTH: usize = 2000;
/// Items in any list that has no tighter bound.
pub const LIST_LENGTH: usize = 200;
/// Windows in a schedule or an availability.
pub const WINDOWS_LENGTH: usize = 50;
/// Offers of a vacancy.
pub const OFFERS_LENGTH: usize = 20;
/// People wanted, and places of an offer.
pub const MOST_PLACES: i64 = 10_000;
/// Hours in a week, the same as [`crate::domain::units::WeeklyMinutes::MAX_HOURS`].
pub const MOST_HOURS: f64 = crate::domain::units::WeeklyMinutes::MAX_HOURS;
/// Weeks an offer may be limited to: ten years.
pub const MOST_DURATION_WEEKS: i64 = 520;
/// Weeks over which hours may rise.
pub const MOST_RAMP_WEEKS: i64 = 104;
/// Days of introduction.
pub const MOST_INTRODUCTION_DAYS: i64 = 365;
/// Days in one turn of a rota.
pub const MOST_ROTA_DAYS: i64 = 365;
/// Years of experience.
pub const MOST_YEARS: f64 = 60.0;
/// Kilograms of a lift.
pub const MOST_KG: i64 = 200;
/// Minutes of a trip one way.
pub const MOST_TRAVEL_MINUTES: i64 = 600;
/// Weeks without work: fifty years.
pub const MOST_WEEKS_UNEMPLOYED: i64 = 2600;
/// Ordinary full-time equivalents of an employer.
pub const MOST_FTE: f64 = 1_000_000.0;
/// People an employer has placed under subsidised or unpaid forms.
pub const MOST_SUBSIDISED_HEADS: i64 = 1_000_000;
/// Southernmost and northernmost latitude of Denmark, in degrees.
pub const LATITUDES: (f64, f64) = (54.4, 57.9);
/// Westernmost and easternmost longitude of Denmark, in degrees.
pub const LONGITUDES: (f64, f64) = (7.9, 15.3);
/// Years a date or a moment may lie in.
pub const YEARS: (i16, i16) = (1900, 2199);
/// Characters in a search text.
pub const SEARCH_TEXT_LENGTH: usize = 500;
/// Bytes in a cursor.
pub const CURSOR_LENGTH: usize = 2000;
/// Items on one page.
pub const MOST_ITEMS: i64 = 200;
/// First places that a counterfactual can aim for.
pub const MOST_FIRST_PLACES: i64 = 50;
/// Items on one page when the body does not say.
pub const USUAL_ITEMS: u16 = 20;
/// Vacancies scored for one profile at once.
pub const MOST_SCORED: usize = 100;
/// Vacancies that a list is told were liked, and as many that were disliked.
pub const MOST_EXAMPLES: usize = 20;
/// First places of a list that are mixed.
pub const MOST_MIXED: i64 = 5;
/// Micro-points of a full score.
pub const FULL_SCORE: i64 = 1_000_000;
/// Largest weight of an axis; only the proportions count.
pub const MOST_WEIGHT: f64 = 1_000_000.0;

/// Whether a moment lies in [`YEARS`]. Before them clocks had offsets that RFC 3339 cannot write, and near the end of
/// time no day follows.
pub fn is_in_years(moment: Timestamp) -> bool {
    (YEARS.0..=YEARS.1).contains(&moment.to_zoned(TimeZone::UTC).year())
}

/// What is said of a day or moment outside [`YEARS`].
pub fn years_wanted() -> String {
    format!("a year from {} to {}", YEARS.0, YEARS.1)
}
