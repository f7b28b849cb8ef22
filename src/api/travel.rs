//! Ways between two places.

use super::answer::{Answered, Refusals, ok};
use super::auth::Caller;
use super::body::{JsonBody, MATCH_BYTES};
use super::language::AnswerLanguage;
use super::query::{NoParameters, Params};
use crate::service::Services;
use crate::wire::travel_out::{TravelIn, WaysOut};
use actix_web::{post, web};

/// Find the ways between two places
///
/// Minutes from door to door by mode, with the legs of each way: lines, stops, ferries and bridges. With a
/// time, public transport is judged by its first and last connection on a working day.
#[utoipa::path(tag = "matching", request_body = TravelIn,
    responses((status = 200, description = "One answer for each mode", body = WaysOut), Refusals))]
#[post("/v1/travel")]
pub(super) async fn find_ways(
    _caller: Caller,
    _none: Params<NoParameters>,
    language: AnswerLanguage,
    services: web::Data<Services>,
    body: JsonBody<MATCH_BYTES>,
) -> Answered {
    ok(&services.travel.ways(&body.0, language.0)?)
}
