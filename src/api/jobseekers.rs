//! Jobseeker profiles. Profile data never stands in an address, an error or a log.

use super::answer::{Answered, Refusals, kept, ok, record};
use super::auth::Caller;
use super::body::{JsonBody, RECORD_BYTES};
use super::conditions::Conditions;
use super::language::AnswerLanguage;
use super::query::{NoParameters, Params};
use super::records::{PageParameters, RecordPage, SourcePath, WriteParameters, terms};
use crate::service::Services;
use crate::service::jobseekers::Jobseekers;
use crate::service::kept::Accepted;
use crate::wire::jobseeker_out::JobseekerOut;
use crate::wire::jobseeker_schema::JobseekerIn;
use crate::wire::problem::Problem;
use actix_web::{HttpResponse, delete, get, post, put, web};
use serde::Serialize;
use utoipa::ToSchema;

const COLLECTION: &str = "/v1/jobseekers";

/// One page of jobseekers.
#[derive(Serialize, ToSchema)]
pub(super) struct JobseekerList {
    /// The profiles in the order of their random ids.
    jobseekers: Vec<JobseekerOut>,
    /// Where the next page begins; null after the last one.
    next_cursor: Option<String>,
}

/// List jobseeker profiles
///
/// All profiles in the order of their random ids, page by page. A profile that is there all the while stands
/// on exactly one page, whatever is written meanwhile.
#[utoipa::path(tag = "jobseekers", params(PageParameters),
    responses((status = 200, description = "One page", body = JobseekerList), Refusals))]
#[get("/v1/jobseekers")]
pub(super) async fn list_jobseekers(
    caller: Caller,
    page: Params<RecordPage<Jobseekers>>,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let RecordPage { limit, after } = page.0;
    let page = services
        .jobseekers
        .page(&caller.organisation, after, limit, language.0);
    let page = page.await?;
    ok(&JobseekerList {
        jobseekers: page.records,
        next_cursor: page.next.map(|id| id.to_string()),
    })
}

/// Keep a new jobseeker profile
///
/// Nothing that identifies or describes a person beyond work is accepted, echoed or logged. `reference` is
/// kept as a keyed hash only.
///
/// With an `Idempotency-Key` the same request may be sent again for 24 hours and is answered as the
/// first time.
#[utoipa::path(tag = "jobseekers", request_body = JobseekerIn,
    params(WriteParameters, ("Idempotency-Key" = Option<String>, Header, description = "Carries the request out once")),
    responses((status = 201, description = "Kept", body = Accepted<JobseekerOut>,
               headers(("Location" = String), ("ETag" = String))),
              (status = 409, description = "Another jobseeker has this source and external id", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[post("/v1/jobseekers")]
pub(super) async fn create_jobseeker(
    caller: Caller,
    parameters: Params<WriteParameters>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
    body: JsonBody<RECORD_BYTES>,
) -> Answered {
    let terms = terms(&conditions, parameters.0.refresh, &language);
    let created = services
        .jobseekers
        .create(&caller.organisation, body.0, conditions.once, terms);
    Ok(kept(created.await?, COLLECTION))
}

/// Read a jobseeker
#[utoipa::path(tag = "jobseekers", params(("id" = String, Path, description = "Id of the jobseeker")),
    responses((status = 200, description = "The jobseeker", body = JobseekerOut, headers(("ETag" = String))),
              (status = 304, description = "If-None-Match names its version"),
              (status = 404, description = "No such jobseeker", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[get("/v1/jobseekers/{id}")]
pub(super) async fn read_jobseeker(
    caller: Caller,
    _none: Params<NoParameters>,
    path: web::Path<String>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let found = services
        .jobseekers
        .get(&caller.organisation, &path, language.0)
        .await?;
    record(&found, found.version, conditions.knows(found.version))
}

/// Replace a jobseeker
///
/// The body is the whole jobseeker. With `If-Match` only the version it names is replaced.
#[utoipa::path(tag = "jobseekers", request_body = JobseekerIn,
    params(WriteParameters, ("id" = String, Path, description = "Id of the jobseeker"),
           ("If-Match" = Option<String>, Header, description = "Entity tag of the version the caller has seen")),
    responses((status = 200, description = "Replaced", body = Accepted<JobseekerOut>, headers(("ETag" = String))),
              (status = 404, description = "No such jobseeker", body = Problem, content_type = "application/problem+json"),
              (status = 409, description = "Another jobseeker has this source and external id", body = Problem,
               content_type = "application/problem+json"),
              (status = 412, description = "It has another version", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[put("/v1/jobseekers/{id}")]
pub(super) async fn replace_jobseeker(
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
        .jobseekers
        .replace(&caller.organisation, &path, body.0, terms);
    Ok(kept(replaced.await?, COLLECTION))
}

/// Erase a jobseeker
///
/// The profile, the answers remembered about it and its earlier rows in the change log are gone for good;
/// a tombstone with the random id alone remains, so that every follower erases it too.
#[utoipa::path(tag = "jobseekers",
    params(WriteParameters, ("id" = String, Path, description = "Id of the jobseeker"),
           ("If-Match" = Option<String>, Header, description = "Entity tag of the version the caller has seen")),
    responses((status = 204, description = "Erased"),
              (status = 404, description = "No such jobseeker", body = Problem, content_type = "application/problem+json"),
              (status = 412, description = "It has another version", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[delete("/v1/jobseekers/{id}")]
pub(super) async fn delete_jobseeker(
    caller: Caller,
    parameters: Params<WriteParameters>,
    path: web::Path<String>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let terms = terms(&conditions, parameters.0.refresh, &language);
    services
        .jobseekers
        .delete(&caller.organisation, &path, terms)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read a jobseeker by its source
#[utoipa::path(tag = "jobseekers", params(SourcePath),
    responses((status = 200, description = "The jobseeker", body = JobseekerOut, headers(("ETag" = String))),
              (status = 304, description = "If-None-Match names its version"),
              (status = 404, description = "No such jobseeker", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[get("/v1/jobseekers/by-source/{source}/{external_id}")]
pub(super) async fn read_jobseeker_by_source(
    caller: Caller,
    _none: Params<NoParameters>,
    path: web::Path<SourcePath>,
    conditions: Conditions,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let key = SourcePath::key(path);
    let found = services
        .jobseekers
        .get_by_source(&caller.organisation, &key, language.0)
        .await?;
    record(&found, found.version, conditions.knows(found.version))
}

/// Keep a jobseeker by its source
///
/// Makes the jobseeker or replaces it. The same request may be sent any number of times; a body that
/// says nothing new changes nothing.
#[utoipa::path(tag = "jobseekers", request_body = JobseekerIn,
    params(WriteParameters, SourcePath,
           ("If-Match" = Option<String>, Header, description = "Entity tag of the version the caller has seen")),
    responses((status = 200, description = "Replaced, or said nothing new", body = Accepted<JobseekerOut>,
               headers(("ETag" = String))),
              (status = 201, description = "Made", body = Accepted<JobseekerOut>,
               headers(("Location" = String), ("ETag" = String))),
              (status = 412, description = "It has another version", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[put("/v1/jobseekers/by-source/{source}/{external_id}")]
pub(super) async fn put_jobseeker_by_source(
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
        .jobseekers
        .put_by_source(&caller.organisation, key, body.0, terms);
    Ok(kept(put.await?, COLLECTION))
}

/// Erase a jobseeker by its source
///
/// As erasing by id.
#[utoipa::path(tag = "jobseekers",
    params(WriteParameters, SourcePath,
           ("If-Match" = Option<String>, Header, description = "Entity tag of the version the caller has seen")),
    responses((status = 204, description = "Erased"),
              (status = 404, description = "No such jobseeker", body = Problem, content_type = "application/problem+json"),
              (status = 412, description = "It has another version", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[delete("/v1/jobseekers/by-source/{source}/{external_id}")]
pub(super) async fn delete_jobseeker_by_source(
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
        .jobseekers
        .delete_by_source(&caller.organisation, &key, terms)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
