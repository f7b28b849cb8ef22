//! The report on a profile.

use super::answer::{Answered, Refusals};
use super::auth::Caller;
use super::language::AnswerLanguage;
use super::query::{Parameters, Params, Query};
use crate::service::Services;
use crate::wire::problem::Problem;
use crate::wire::profile_report_out::ProfileReportOut;
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get, web};
use jiff::Timestamp;
use utoipa::IntoParams;

/// When.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AsOf {
    /// The moment the answer is for; now when absent.
    #[param(value_type = Option<String>, format = DateTime, example = "2026-11-24T09:00:00+01:00")]
    as_of: Option<Timestamp>,
}

impl Parameters for AsOf {
    const NAMES: &'static [&'static str] = &["as_of"];

    fn take(query: &mut Query) -> Self {
        Self {
            as_of: query.moment("as_of"),
        }
    }
}

/// Report what is missing in a profile
///
/// Every field the profile leaves open, with the question to ask, why it matters, in how many of the vacancies that pass
/// now it would settle a gate, and how far an answer could move the first ten at best. What brings most comes first. It is
/// a report on how complete the profile is, not a score of the person.
#[utoipa::path(tag = "jobseekers", params(("id" = String, Path, description = "Id of the jobseeker"), AsOf),
    responses((status = 200, description = "The report", body = ProfileReportOut),
              (status = 404, description = "No such jobseeker", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[get("/v1/jobseekers/{id}/profile-report")]
pub(super) async fn profile_report(
    caller: Caller,
    when: Params<AsOf>,
    path: web::Path<String>,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let moment = when.0.as_of.unwrap_or_else(Timestamp::now);
    let report = services
        .matches
        .profile_report(&caller.organisation, &path, language.0, moment);
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .body(report.await?))
}
