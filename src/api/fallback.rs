//! What is answered where no route is: 404, or 405 with what is offered.

use super::answer::ApiError;
use super::router::LateContract;
use crate::wire::problem::ProblemKind;
use actix_web::http::Method;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};

pub(super) async fn nothing_here(request: HttpRequest, contract: web::Data<LateContract>) -> HttpResponse {
    let offered = contract.methods_at(request.path());
    if offered.is_empty() {
        return ApiError::of_kind(ProblemKind::NotFound).error_response();
    }
    let names: Vec<&str> = offered.iter().map(|&method| Method::as_str(method)).collect();
    let mut response = ApiError::of_kind(ProblemKind::MethodNotAllowed).error_response();
    if let Ok(allow) = names.join(", ").parse() {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}
