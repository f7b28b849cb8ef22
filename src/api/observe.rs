//! What surrounds every request: an id, the access log, figures, and a net under panics.
//! Never a query string, a body or anything of a profile.

use super::answer::ApiError;
use crate::wire::problem::ProblemKind;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const NO_SNIFF: HeaderValue = HeaderValue::from_static("nosniff");
/// What is kept here is kept nowhere on the way.
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
/// Longest request id of a caller that is repeated.
const LONGEST_ID: usize = 64;

/// Notes method, route, status and time.
pub(super) async fn observed<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let start = Instant::now();
    let id = request_id(request.headers());
    let method = request.method().clone();
    let route = request.match_pattern();
    let is_about_records = request.path().starts_with("/v1/");
    let outcome = next.call(request).await;
    let status = match &outcome {
        Ok(response) => response.status(),
        Err(error) => error.as_response_error().status_code(),
    };
    let elapsed = start.elapsed();
    // Where no route is, the path is the caller's text and is not repeated.
    let route = route.unwrap_or_else(|| "none".to_owned());
    tracing::info!(
        target: "foothold::access",
        method = method.as_str(),
        route,
        status = status.as_u16(),
        ms = elapsed.as_secs_f64() * 1000.0,
        request_id = id.to_str().unwrap_or_default(),
        "request"
    );
    let labels = [
        ("method", method_label(&method).into()),
        ("route", metrics::SharedString::from(route)),
        ("status", status_label(status.as_u16()).into()),
    ];
    metrics::counter!("foothold_http_requests_total", &labels).increment(1);
    metrics::histogram!("foothold_http_request_seconds", &labels).record(elapsed.as_secs_f64());
    outcome.map(|mut response| {
        let headers = response.headers_mut();
        headers.insert(REQUEST_ID, id);
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
        if is_about_records {
            headers.insert(header::CACHE_CONTROL, NO_STORE);
        }
        response
    })
}

/// Answers a panic as a fault of the service instead of dropping the connection.
pub(super) async fn caught<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let outcome = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    outcome.unwrap_or_else(|_| {
        tracing::error!("a handler panicked");
        Err(ApiError::of_kind(ProblemKind::Internal).into())
    })
}

/// The caller's id of the request when it is short and plain, else a new one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    let plain = |value: &&HeaderValue| {
        let bytes = value.as_bytes();
        let fits = (1..=LONGEST_ID).contains(&bytes.len());
        fits && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
    };
    if let Some(given) = headers.get(&REQUEST_ID).filter(plain) {
        return given.clone();
    }
    let made = uuid::Uuid::new_v4().simple().to_string();
    HeaderValue::try_from(made).unwrap_or_else(|_| HeaderValue::from_static("none"))
}

fn method_label(method: &actix_web::http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        _ => "other",
    }
}

/// Hundreds of the status: the exact one would multiply the series.
const fn status_label(status: u16) -> &'static str {
    match status / 100 {
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, init_service, try_call_service};
    use actix_web::{App, HttpResponse, web};

    async fn defective() -> HttpResponse {
        panic!("a defect");
    }

    #[actix_web::test]
    async fn a_panic_is_answered_as_a_fault_of_the_service() {
        let app = App::new()
            .route("/", web::get().to(defective))
            .wrap(from_fn(caught))
            .wrap(from_fn(observed));
        let app = init_service(app).await;
        let outcome = try_call_service(&app, TestRequest::get().uri("/").to_request()).await;
        let error = outcome.expect_err("the handler panicked");
        assert_eq!(error.as_response_error().status_code(), 500);
        let response = error.error_response();
        let media = response
            .headers()
            .get(header::CONTENT_TYPE)
            .expect("a media type");
        assert_eq!(media, "application/problem+json");
    }
}
