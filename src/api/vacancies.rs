//! Vacancies.

use super::answer::{Answered, Refusals, kept, ok, record};
use super::auth::Caller;
use super::body::{JsonBody, RECORD_BYTES};
use super::conditions::Conditions;
use super::language::AnswerLanguage;
use super::query::{NoParameters, Params};
use super::records::{PageParameters, RecordPage, SourcePath, WriteParameters, terms};
use crate::service::Services;
use crate::service::kept::Accepted;
use crate::service::vacancies::Vacancies;
use crate::wire::problem::Problem;
use crate::wire::request_schema::SearchIn;
use crate::wire::search_out::SearchOut;
use crate::wire::vacancy_out::VacancyOut;
use crate::wire::vacancy_schema::VacancyIn;
use actix_web::{HttpResponse, delete, get, post, put, web};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

const COLLECTION: &str = "/v1/vacancies";
/// One page of vacancies.
#[derive(Serialize, ToSchema)]
pub(super) struct VacancyList {
    /// The vacancies in order of creation.
    vacancies: Vec<VacancyOut>,
    /// Where the next page begins; null after the last one.
    next_cursor: Option<String>,
}

/// List vacancies
///
/// All vacancies in order of creation, page by page. A vacancy that is there all the while stands
/// on exactly one page, whatever is written meanwhile.
#[utoipa::path(tag = "vacancies", params(PageParameters),
    responses((status = 200, description = "One page", body = VacancyList), Refusals))]
#[get("/v1/vacancies")]
pub(super) async fn list_vacancies(
    caller: Caller,
    page: Params<RecordPage<Vacancies>>,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let RecordPage { limit, after } = page.0;
    let page = services
        .vacancies
        .page(&caller.organisation, after, limit, language.0);
    let page = page.await?;
    ok(&VacancyList {
        vacancies: page.records,
        next_cursor: page.next.map(|id| id.to_string()),
    })
}

/// Keep a new vacancy
///
/// With an `Idempotency-Key` the same request may be sent again for 24 hours and is answered as the
/// first time.
#[utoipa::path(tag = "vacancies", request_body = VacancyIn,
    params(WriteParameters, ("Idempotency-Key" = Option<String>, Header, description = "Carries the request out once")),
    responses((status = 201, description = "Kept", body = Accepted<VacancyOut>,
               headers(("Location" = String), ("ETag" = String))),
              (status = 409, description = "Another vacancy has this source and external id", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[post("/v1/vacancies")]
pub(super) async fn create_vacancy(
    caller: Caller,
    parameters: Params<WriteParameters>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
    body: JsonBody<RECORD_BYTES>,
) -> Answered {
    let terms = terms(&conditions, parameters.0.refresh, &language);
    let created = services
        .vacancies
        .create(&caller.organisation, body.0, conditions.once, terms);
    Ok(kept(created.await?, COLLECTION))
}

/// Read a vacancy
#[utoipa::path(tag = "vacancies", params(("id" = String, Path, description = "Id of the vacancy")),
    responses((status = 200, description = "The vacancy", body = VacancyOut, headers(("ETag" = String))),
              (status = 304, description = "If-None-Match names its version"),
              (status = 404, description = "No such vacancy", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[get("/v1/vacancies/{id}")]
pub(super) async fn read_vacancy(
    caller: Caller,
    _none: Params<NoParameters>,
    path: web::Path<String>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let found = services
        .vacancies
        .get(&caller.organisation, &path, language.0)
        .await?;
    record(&found, found.version, conditions.knows(found.version))
}

/// Replace a vacancy
///
/// The body is the whole vacancy. With `If-Match` only the version it names is replaced.
#[utoipa::path(tag = "vacancies", request_body = VacancyIn,
    params(WriteParameters, ("id" = String, Path, description = "Id of the vacancy"),
           ("If-Match" = Option<String>, Header, description = "Entity tag of the version the caller has seen")),
    responses((status = 200, description = "Replaced", body = Accepted<VacancyOut>, headers(("ETag" = String))),
              (status = 404, description = "No such vacancy", body = Problem, content_type = "application/problem+json"),
              (status = 409, description = "Another vacancy has this source and external id", body = Problem,
               content_type = "application/problem+json"),
              (status = 412, description = "It has another version", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[put("/v1/vacancies/{id}")]
pub(super) async fn replace_vacancy(
    caller: Caller,
    parameters: Params<WriteParameters>,
    path: web::Path<String>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
    body: JsonBody<RECORD_BYTES>,
) -> Answered {
    let terms = terms(&conditions, parameters.0.refresh, &language);
    let replaced = services
        .vacancies
        .replace(&caller.organisation, &path, body.0, terms);
    Ok(kept(replaced.await?, COLLECTION))
}

/// Delete a vacancy
#[utoipa::path(tag = "vacancies",
    params(WriteParameters, ("id" = String, Path, description = "Id of the vacancy"),
           ("If-Match" = Option<String>, Header, description = "Entity tag of the version the caller has seen")),
    responses((status = 204, description = "Deleted"),
              (status = 404, description = "No such vacancy", body = Problem, content_type = "application/problem+json"),
              (status = 412, description = "It has another version", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[delete("/v1/vacancies/{id}")]
pub(super) async fn delete_vacancy(
    caller: Caller,
    parameters: Params<WriteParameters>,
    path: web::Path<String>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let terms = terms(&conditions, parameters.0.refresh, &language);
    services
        .vacancies
        .delete(&caller.organisation, &path, terms)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read a vacancy by its source
#[utoipa::path(tag = "vacancies", params(SourcePath),
    responses((status = 200, description = "The vacancy", body = VacancyOut, headers(("ETag" = String))),
              (status = 304, description = "If-None-Match names its version"),
              (status = 404, description = "No such vacancy", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[get("/v1/vacancies/by-source/{source}/{external_id}")]
pub(super) async fn read_vacancy_by_source(
    caller: Caller,
    _none: Params<NoParameters>,
    path: web::Path<SourcePath>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let key = SourcePath::key(path);
    let found = services
        .vacancies
        .get_by_source(&caller.organisation, &key, language.0)
        .await?;
    record(&found, found.version, conditions.knows(found.version))
}

/// Keep a vacancy by its source
///
/// Makes the vacancy or replaces it. The same request may be sent any number of times; a body that
/// says nothing new changes nothing.
#[utoipa::path(tag = "vacancies", request_body = VacancyIn,
    params(WriteParameters, SourcePath,
           ("If-Match" = Option<String>, Header, description = "Entity tag of the version the caller has seen")),
    responses((status = 200, description = "Replaced, or said nothing new", body = Accepted<VacancyOut>,
               headers(("ETag" = String))),
              (status = 201, description = "Made", body = Accepted<VacancyOut>,
               headers(("Location" = String), ("ETag" = String))),
              (status = 412, description = "It has another version", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[put("/v1/vacancies/by-source/{source}/{external_id}")]
pub(super) async fn put_vacancy_by_source(
    caller: Caller,
    parameters: Params<WriteParameters>,
    path: web::Path<SourcePath>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
    body: JsonBody<RECORD_BYTES>,
) -> Answered {
    let terms = terms(&conditions, parameters.0.refresh, &language);
    let key = SourcePath::key(path);
    let put = services
        .vacancies
        .put_by_source(&caller.organisation, key, body.0, terms);
    Ok(kept(put.await?, COLLECTION))
}

/// Delete a vacancy by its source
#[utoipa::path(tag = "vacancies",
    params(WriteParameters, SourcePath,
           ("If-Match" = Option<String>, Header, description = "Entity tag of the version the caller has seen")),
    responses((status = 204, description = "Deleted"),
              (status = 404, description = "No such vacancy", body = Problem, content_type = "application/problem+json"),
              (status = 412, description = "It has another version", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[delete("/v1/vacancies/by-source/{source}/{external_id}")]
pub(super) async fn delete_vacancy_by_source(
    caller: Caller,
    parameters: Params<WriteParameters>,
    path: web::Path<SourcePath>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let terms = terms(&conditions, parameters.0.refresh, &language);
    let key = SourcePath::key(path);
    services
        .vacancies
        .delete_by_source(&caller.organisation, &key, terms)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Search vacancies
///
/// Words are taken as they are written: inflections, compounds and slips are found too, and what was
/// understood is echoed. Filters add up, values within one are alternatives. Sent as a body, because words
/// may identify someone.
#[utoipa::path(tag = "vacancies", request_body = SearchIn,
    responses((status = 200, description = "The page, best first", body = SearchOut), Refusals))]
#[post("/v1/vacancies/search")]
pub(super) async fn search_vacancies(
    caller: Caller,
    _none: Params<NoParameters>,
    language: AnswerLanguage,
    services: web::Data<Services>,
    body: JsonBody<RECORD_BYTES>,
) -> Answered {
    let found = services
        .search
        .search(&caller.organisation, &body.0, language.0, Timestamp::now());
    ok(&found.await?)
}
