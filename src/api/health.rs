//! Whether the service lives and answers, and its figures for monitoring.

use super::answer::{Answered, ok};
use super::auth::Public;
use crate::service::Services;
use crate::service::health::Readiness;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpResponse, get, web};
use metrics_exporter_prometheus::PrometheusHandle;

/// Whether the process lives
#[utoipa::path(tag = "service", responses((status = 200, description = "It lives", body = String, content_type = "text/plain")))]
#[get("/healthz")]
pub(super) async fn healthz(_public: Public) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::plaintext())
        .body("ok\n")
}

/// Whether the service can answer
///
/// Ready when the index has caught up with everything kept at start, and nothing fails.
#[utoipa::path(tag = "service",
    responses((status = 200, description = "Ready", body = Readiness), (status = 503, description = "Not yet", body = Readiness)))]
#[get("/readyz")]
pub(super) async fn readyz(_public: Public, services: web::Data<Services>) -> Answered {
    let readiness = services.health.readiness();
    let mut response = ok(&readiness)?;
    if !readiness.ready {
        *response.status_mut() = actix_web::http::StatusCode::SERVICE_UNAVAILABLE;
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, header::HeaderValue::from_static("1"));
    }
    Ok(response)
}

/// Figures for monitoring
///
/// In the Prometheus text format: requests and their times by route, records kept, lag of the index.
/// Nothing of any profile.
#[utoipa::path(tag = "service", responses((status = 200, description = "Figures", body = String, content_type = "text/plain")))]
#[get("/metrics")]
pub(super) async fn metrics(
    _public: Public,
    services: web::Data<Services>,
    figures: web::Data<PrometheusHandle>,
) -> Answered {
    services.health.measure().await?;
    Ok(HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(figures.render()))
}
