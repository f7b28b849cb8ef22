//! Persons for a vacancy.

use super::answer::{Answered, Refusals};
use super::auth::Caller;
use super::language::AnswerLanguage;
use super::query::{Parameters, Params, Query};
use crate::service::Services;
use crate::service::matches::reverse::ReverseAsked;
use crate::wire::problem::Problem;
use crate::wire::reverse_out::{Audience, JobseekersAnswer};
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get, web};
use jiff::Timestamp;
use utoipa::IntoParams;

/// Persons on a page when the caller does not say.
const DEFAULT_LIMIT: usize = 20;
/// Most persons on a page.
const MOST_ON_PAGE: usize = 200;

/// Which persons.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ReverseParameters {
    /// Most persons on the page, 20 when absent.
    #[param(value_type = Option<usize>, minimum = 1, maximum = 200)]
    limit: usize,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// The moment the answer is for (RFC 3339); now when absent.
    #[param(value_type = Option<String>, format = DateTime)]
    as_of: Option<Timestamp>,
    /// A ruleset by its id; the newest when absent.
    #[param(max_length = 200)]
    ruleset: Option<String>,
    /// Who is going to see the answer; `caseworker` when absent.
    #[param(value_type = Option<String>, pattern = "^(caseworker|employer)$")]
    audience: Audience,
}

impl Parameters for ReverseParameters {
    const NAMES: &'static [&'static str] = &["limit", "cursor", "as_of", "ruleset", "audience"];

    fn take(query: &mut Query) -> Self {
        let audience = query.closed("audience", Audience::CODES, Audience::from_code);
        let audience = audience.unwrap_or_default();
        if audience == Audience::Employer && query.text("cursor").is_some() {
            query.bad_cursor("cursor");
        }
        Self {
            limit: query.integer("limit", 1..=MOST_ON_PAGE).unwrap_or(DEFAULT_LIMIT),
            cursor: query.text("cursor").map(str::to_owned),
            as_of: query.moment("as_of"),
            ruleset: query.ruleset(),
            audience,
        }
    }
}

/// Find jobseekers for a vacancy
///
/// The kept profiles of the organisation that owns the vacancy, scored exactly as in their own lists, for its caseworkers.
/// They stand in bands of nearly equal score, in no order within a band; who fails a gate is only counted, and nothing is
/// said of what a person needs work to respect. Persons for whom other help comes first, and
/// persons from whose lists the vacancy was hidden by a decision, are left out and counted.
///
/// With `audience=employer` the answer may be shown to the employer: a short list without scores, bands, gates, reasons
/// or ids, each person under a name that is good for this vacancy alone. It has one page. Whether a person may be
/// proposed at all is for the caseworker and the person to decide.
#[utoipa::path(tag = "matching",
    params(("id" = String, Path, description = "Id of the vacancy"), ReverseParameters),
    responses((status = 200, description = "The persons", body = JobseekersAnswer),
              (status = 404, description = "The organisation has no such vacancy", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[get("/v1/vacancies/{id}/jobseekers")]
pub(super) async fn jobseekers_for_vacancy(
    caller: Caller,
    id: web::Path<String>,
    parameters: Params<ReverseParameters>,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let ReverseParameters {
        limit,
        cursor,
        as_of,
        ruleset,
        audience,
    } = parameters.0;
    let asked = ReverseAsked {
        limit,
        cursor,
        as_of,
        ruleset,
        audience,
    };
    let now = Timestamp::now();
    let found = services
        .reverse
        .jobseekers(&caller.organisation, &id, asked, language.0, now);
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .body(found.await?))
}
