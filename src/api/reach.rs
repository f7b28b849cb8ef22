//! What a person reaches.

use super::answer::{Answered, Refusals};
use super::auth::Caller;
use super::language::AnswerLanguage;
use super::query::{Parameters, Params, Query};
use crate::domain::travel_mode::TravelMode;
use crate::service::Services;
use crate::service::reach::ReachAsked;
use crate::wire::problem::Problem;
use crate::wire::reach_out::ReachOut;
use actix_web::{HttpResponse, get, web};
use jiff::Timestamp;
use utoipa::IntoParams;

/// Media type of `GeoJSON` (RFC 7946).
const GEO_JSON: &str = "application/geo+json";
/// Longest trip one way that can be asked for, minutes.
const MOST_MINUTES: usize = 600;

/// From where to look.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichReach {
    /// The moment (RFC 3339) or the day everything is judged at; now when absent.
    #[param(value_type = Option<String>, example = "2026-11-24")]
    as_of: Option<Timestamp>,
    /// Means of transport with commas between them; those of the profile when absent.
    #[param(value_type = Option<String>, example = "bicycle,transit")]
    modes: Option<Vec<TravelMode>>,
    /// Longest trip one way in minutes; the wish of the profile when absent.
    #[param(minimum = 0, maximum = 600, example = 45)]
    minutes: Option<u16>,
}

impl Parameters for WhichReach {
    const NAMES: &'static [&'static str] = &["as_of", "modes", "minutes"];

    fn take(query: &mut Query) -> Self {
        Self {
            as_of: query.moment("as_of"),
            modes: query.closed_list("modes", TravelMode::CODES, TravelMode::from_code),
            minutes: query
                .integer("minutes", 0..=MOST_MINUTES)
                .map(|minutes| minutes as u16),
        }
    }
}

/// Find what a jobseeker reaches
///
/// As `GeoJSON`: the zones within the minutes by each means with the vacancies that pass every gate, and those that only the
/// way closes. Beside it, what 15 minutes more, a bicycle, a car, a licence or a moved shift would open: every count is
/// made by scoring all open vacancies with the change made.
#[utoipa::path(tag = "jobseekers", params(WhichReach, ("id" = String, Path, description = "Id of the jobseeker")),
    responses((status = 200, description = "Zones as points, counts beside them", body = ReachOut,
               content_type = "application/geo+json"),
              (status = 404, description = "No such jobseeker", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[get("/v1/jobseekers/{id}/reach")]
pub(super) async fn find_reach(
    caller: Caller,
    path: web::Path<String>,
    which: Params<WhichReach>,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let asked = ReachAsked {
        jobseeker: path.into_inner(),
        as_of: which.0.as_of.unwrap_or_else(Timestamp::now),
        modes: which.0.modes,
        minutes: which.0.minutes,
    };
    let reach = services.reach.reach(&caller.organisation, asked, language.0);
    Ok(HttpResponse::Ok().content_type(GEO_JSON).body(reach.await?))
}
