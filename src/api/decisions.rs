//! Decisions about items of match lists.

use super::answer::{Answered, Refusals, ok};
use super::auth::Caller;
use super::body::{JsonBody, MATCH_BYTES};
use super::conditions::Conditions;
use super::query::{NoParameters, Parameters, Params, Query};
use crate::domain::ids::DecisionId;
use crate::service::Services;
use crate::service::decisions::DecisionsAsked;
use crate::wire::decision_out::{DecisionIn, DecisionList, DecisionOut};
use crate::wire::problem::Problem;
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get, post, web};
use jiff::Timestamp;
use utoipa::IntoParams;

/// Decisions on a page when the caller does not say.
const DEFAULT_LIMIT: usize = 50;
/// Most decisions on a page.
const MOST_ON_PAGE: usize = 200;

/// Record a decision about an item of a match list
///
/// A person decides, the list proposes. Reasons are closed lists: no free text is kept about a person. A hidden vacancy
/// stays out of the jobseeker's later lists, which say how many were left out; a pinned one is shown above them. Neither
/// moves a score. Both need a kept jobseeker, and any list of that jobseeker serves to take them back. Decisions are erased
/// with their jobseeker.
///
/// With an `Idempotency-Key` the same request may be sent again for 24 hours and is answered as the first time.
#[utoipa::path(tag = "matching", request_body = DecisionIn,
    params(("Idempotency-Key" = Option<String>, Header, description = "Carries the request out once")),
    responses((status = 201, description = "Recorded", body = DecisionOut),
              (status = 404, description = "No such list", body = Problem, content_type = "application/problem+json"),
              (status = 409, description = "The same request is being carried out", body = Problem,
               content_type = "application/problem+json"),
              (status = 410, description = "The list was erased with its jobseeker", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[post("/v1/decisions")]
pub(super) async fn decide(
    caller: Caller,
    _none: Params<NoParameters>,
    conditions: Conditions,
    services: web::Data<Services>,
    body: JsonBody<MATCH_BYTES>,
) -> Answered {
    let once = conditions.once;
    let decided = services
        .decisions
        .decide(&caller.organisation, &body.0, once, Timestamp::now);
    Ok(HttpResponse::Created()
        .content_type(ContentType::json())
        .body(decided.await?))
}

/// Whose decisions, and which page of them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DecisionParameters {
    /// Those about this list; either this or `jobseeker_id`.
    match_id: Option<String>,
    /// Those about this jobseeker's lists.
    jobseeker_id: Option<String>,
    /// Most decisions on the page, 50 when absent.
    #[param(value_type = Option<usize>, minimum = 1, maximum = 200)]
    limit: usize,
    /// `next_cursor` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<DecisionId>,
}

impl Parameters for DecisionParameters {
    const NAMES: &'static [&'static str] = &["match_id", "jobseeker_id", "limit", "cursor"];

    fn take(query: &mut Query) -> Self {
        let cursor = query.text("cursor").map(DecisionId::parse);
        if matches!(cursor, Some(None)) {
            query.bad_cursor("cursor");
        }
        Self {
            match_id: query.text("match_id").map(str::to_owned),
            jobseeker_id: query.text("jobseeker_id").map(str::to_owned),
            limit: query.integer("limit", 1..=MOST_ON_PAGE).unwrap_or(DEFAULT_LIMIT),
            cursor: cursor.flatten(),
        }
    }
}

/// List decisions
///
/// Those about one list or one jobseeker's lists, oldest first, page by page. About a list or jobseeker that is
/// not kept here, or is erased, there are none.
#[utoipa::path(tag = "matching", params(DecisionParameters),
    responses((status = 200, description = "One page", body = DecisionList),
              (status = 404, description = "What is asked for is no id of a list or a jobseeker", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[get("/v1/decisions")]
pub(super) async fn list_decisions(
    caller: Caller,
    parameters: Params<DecisionParameters>,
    services: web::Data<Services>,
) -> Answered {
    let asked = parameters.0;
    let asked = DecisionsAsked {
        match_id: asked.match_id,
        jobseeker_id: asked.jobseeker_id,
        after: asked.cursor,
        limit: asked.limit,
    };
    ok(&services.decisions.page(&caller.organisation, asked).await?)
}
