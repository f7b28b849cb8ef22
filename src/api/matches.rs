//! Match lists and scores.

use super::answer::{Answered, Refusals};
use super::auth::Caller;
use super::body::{JsonBody, MATCH_BYTES};
use super::language::AnswerLanguage;
use super::query::{NoParameters, Params};
use crate::service::Services;
use crate::wire::match_out::{MatchListOut, ScoreListOut};
use crate::wire::problem::Problem;
use crate::wire::request_schema::{MatchIn, ScoreIn};
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, post, web};
use jiff::Timestamp;

/// Find the best vacancies for a jobseeker
///
/// Every open vacancy is scored on resources, mobility and branch; the best come first, each with the
/// reasons for its score. Ask with a kept jobseeker's id or with a profile, which is not kept.
#[utoipa::path(tag = "matching", request_body = MatchIn,
    responses((status = 200, description = "The list", body = MatchListOut),
              (status = 404, description = "No such jobseeker", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[post("/v1/matches")]
pub(super) async fn match_vacancies(
    caller: Caller,
    _none: Params<NoParameters>,
    language: AnswerLanguage,
    services: web::Data<Services>,
    body: JsonBody<MATCH_BYTES>,
) -> Answered {
    let list = services
        .matches
        .matches(&caller.organisation, &body.0, language.0, Timestamp::now());
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .body(list.await?))
}

/// Score named vacancies for a jobseeker
///
/// One profile and up to 100 vacancies, scored and explained in the order they were named, those too
/// that would not enter a list.
#[utoipa::path(tag = "matching", request_body = ScoreIn,
    responses((status = 200, description = "The scores", body = ScoreListOut),
              (status = 404, description = "No such jobseeker or vacancy", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[post("/v1/score")]
pub(super) async fn score_vacancies(
    caller: Caller,
    _none: Params<NoParameters>,
    language: AnswerLanguage,
    services: web::Data<Services>,
    body: JsonBody<MATCH_BYTES>,
) -> Answered {
    let scores = services
        .matches
        .score(&caller.organisation, &body.0, language.0, Timestamp::now());
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .body(scores.await?))
}
