//! Pages that explain: one for every kind of problem, and the contract itself.

use super::answer::{Answered, ApiError};
use super::auth::Public;
use super::router::LateContract;
use crate::wire::problem::{Problem, ProblemKind};
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get, web};
use rust_embed::RustEmbed;
use std::fmt::Write;

#[derive(RustEmbed)]
#[folder = "openapi/problems/"]
struct ProblemPages;

/// The contract
#[utoipa::path(tag = "service", responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value)))]
#[get("/openapi.json")]
pub(super) async fn openapi_json(_public: Public, contract: web::Data<LateContract>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::json())
        .body(contract.json.clone())
}

/// What a kind of problem means
#[utoipa::path(tag = "service", params(("slug" = String, Path, description = "Name of the kind, as in `type`")),
    responses((status = 200, description = "The page", body = String, content_type = "text/html"),
              (status = 404, description = "No such kind", body = Problem, content_type = "application/problem+json")))]
#[get("/problems/{slug}")]
pub(super) async fn problem_page(_public: Public, slug: web::Path<String>) -> Answered {
    let kind = ProblemKind::from_code(&slug);
    let page = kind.and_then(|kind| ProblemPages::get(&format!("{kind}.md")));
    let page = page.ok_or_else(|| ApiError::of_kind(ProblemKind::NotFound))?;
    let html = html_of(&String::from_utf8_lossy(&page.data));
    Ok(HttpResponse::Ok().content_type(ContentType::html()).body(html))
}

/// The few marks that the pages use: a heading, paragraphs, bold, code.
fn html_of(markdown: &str) -> String {
    let mut title = "";
    let mut body = String::new();
    for block in markdown
        .split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty())
    {
        if let Some(heading) = block.strip_prefix("# ") {
            title = heading;
            // Writing to a string cannot fail.
            let _ = writeln!(body, "<h1>{}</h1>", inline(heading));
        } else {
            let _ = writeln!(body, "<p>{}</p>", inline(block));
        }
    }
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>{}</title>\n{body}</html>\n",
        escaped(title)
    )
}

fn inline(text: &str) -> String {
    let between = |text: &str, mark: &str, tag: &str| {
        let parts = text.split(mark).enumerate();
        parts.fold(String::new(), |mut html, (at, part)| {
            let _ = match (at % 2, at) {
                (_, 0) => write!(html, "{part}"),
                (1, _) => write!(html, "<{tag}>{part}"),
                _ => write!(html, "</{tag}>{part}"),
            };
            html
        })
    };
    between(&between(&escaped(text), "**", "strong"), "`", "code")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_html() {
        let html = html_of("# A < B\n\nText with `code` and **bold**.");
        assert!(html.contains("<h1>A &lt; B</h1>"));
        assert!(html.contains("<p>Text with <code>code</code> and <strong>bold</strong>.</p>"));
    }
}
