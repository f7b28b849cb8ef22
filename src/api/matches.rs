//! Match lists and scores.

use super::answer::{Answered, Refusals};
use super::auth::Caller;
use super::body::{JsonBody, MATCH_BYTES};
use super::language::AnswerLanguage;
use super::query::{NoParameters, Parameters, Params, Query};
use crate::service::Services;
use crate::service::match_records::RecordTerms;
use crate::wire::match_out::{MatchListOut, ScoreListOut};
use crate::wire::problem::Problem;
use crate::wire::replay_out::ReplayAnswer;
use crate::wire::request_schema::{MatchIn, ScoreIn};
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get, post, web};
use jiff::Timestamp;
use utoipa::IntoParams;

/// When a list is answered.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParameters {
    /// `wait` answers when the record of the list is durable; otherwise it is within a second.
    #[param(value_type = Option<String>, pattern = "^wait$")]
    record: RecordTerms,
}

impl Parameters for ListParameters {
    const NAMES: &'static [&'static str] = &["record"];

    fn take(query: &mut Query) -> Self {
        let wait = |text: &str| (text == "wait").then_some(RecordTerms::Wait);
        Self {
            record: query.closed("record", &["wait"], wait).unwrap_or_default(),
        }
    }
}

/// Which page of a list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichPage {
    /// Place of the page's first item, as its `rank` says; the first page when absent.
    #[param(minimum = 1)]
    from: Option<u32>,
}

impl Parameters for WhichPage {
    const NAMES: &'static [&'static str] = &["from"];

    fn take(query: &mut Query) -> Self {
        let from = query.integer("from", 1..=u32::MAX as usize);
        Self {
            from: from.map(|from| from as u32),
        }
    }
}

/// Find the best vacancies for a jobseeker
///
/// Every open vacancy is scored on resources, mobility and branch; the best come first, each with the
/// reasons for its score. Ask with a kept jobseeker's id or with a profile, which is not kept as a profile.
///
/// A record of the list is kept: the profile as it was scored, the request, the vacancies and their scores. It is erased
/// with its jobseeker, and deleted after as many days as `records.keep_days` says.
#[utoipa::path(tag = "matching", request_body = MatchIn, params(ListParameters),
    responses((status = 200, description = "The list", body = MatchListOut),
              (status = 404, description = "No such jobseeker", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[post("/v1/matches")]
pub(super) async fn match_vacancies(
    caller: Caller,
    parameters: Params<ListParameters>,
    language: AnswerLanguage,
    services: web::Data<Services>,
    body: JsonBody<MATCH_BYTES>,
) -> Answered {
    let (organisation, now) = (&caller.organisation, Timestamp::now());
    let matches = &services.matches;
    let list = match parameters.0.record {
        RecordTerms::Soon => matches.matches(organisation, &body.0, language.0, now).await?,
        RecordTerms::Wait => {
            let list = matches.matches_once_recorded(organisation, &body.0, language.0, now);
            list.await?
        }
    };
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(list))
}

/// Answer a list again
///
/// Byte for byte as it was answered at first, while what entered it stands: each pair is scored and explained anew with
/// the profile, ruleset and moment of the record, in the language of the first answer. Otherwise the answer says, with
/// `replays` false, what has changed since, item by item, and what the page held. New vacancies elsewhere change nothing:
/// counts over all vacancies stand as they were.
///
/// Later pages share the first page's id: name the place with which a page begins as `from`. Of a page that was asked for
/// again, the last answer counts.
#[utoipa::path(tag = "matching",
    params(("id" = String, Path, description = "`match_id` of the list"), WhichPage),
    responses((status = 200, description = "The first answer, or what has changed", body = ReplayAnswer),
              (status = 404, description = "No such list, or too old", body = Problem, content_type = "application/problem+json"),
              (status = 410, description = "The list was erased with its jobseeker", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[get("/v1/matches/{id}")]
pub(super) async fn replay_matches(
    caller: Caller,
    id: web::Path<String>,
    which: Params<WhichPage>,
    services: web::Data<Services>,
) -> Answered {
    let list = services.matches.replay(&caller.organisation, &id, which.0.from);
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
