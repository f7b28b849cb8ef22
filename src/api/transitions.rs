//! Moves between occupations.

use super::answer::{Answered, Refusals};
use super::auth::Caller;
use super::language::AnswerLanguage;
use super::query::{Parameters, Params, Query};
use crate::service::Services;
use crate::service::transitions::TransitionsAsked;
use crate::wire::transitions_out::TransitionsOut;
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get, web};
use jiff::Timestamp;
use utoipa::IntoParams;

/// Moves when the caller does not say.
const DEFAULT_LIMIT: usize = 10;
/// Most moves.
const MOST_MOVES: usize = 200;
/// Longest code, address or title, in characters.
const LONGEST_CODE: usize = 200;

/// Which moves.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichMoves {
    /// The only target wanted: code, title, or code or address of an occupation of ESCO.
    #[param(max_length = 200)]
    to: Option<String>,
    /// The labour-market area that balance, outlook and open vacancies are of; all of Denmark when absent.
    #[param(max_length = 200, example = "fyn")]
    area: Option<String>,
    /// Most moves, 10 when absent.
    #[param(value_type = Option<usize>, minimum = 1, maximum = 200)]
    limit: usize,
}

impl Parameters for WhichMoves {
    const NAMES: &'static [&'static str] = &["to", "area", "limit"];

    fn take(query: &mut Query) -> Self {
        Self {
            to: query.text("to").map(shortened),
            area: query.text("area").map(shortened),
            limit: query.integer("limit", 1..=MOST_MOVES).unwrap_or(DEFAULT_LIMIT),
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_CODE).collect()
}

/// Moves from an occupation
///
/// The ladder of a branch switch: every occupation with how viable the move is and why, what comes along, what is
/// missing, which courses close it, the state of the labour market, and how many vacancies are open now. The code is a
/// unit group of ISCO-08 or a title; with an imported release of ESCO also the code or address of one of its
/// occupations, and then the moves lead to occupations of ESCO.
#[utoipa::path(tag = "codes",
    params(("code" = String, Path, description = "Code, title, or code or address of an occupation of ESCO"), WhichMoves),
    responses((status = 200, description = "The most viable first", body = TransitionsOut), Refusals))]
#[get("/v1/occupations/{code}/transitions")]
pub(super) async fn transitions(
    caller: Caller,
    code: web::Path<String>,
    which: Params<WhichMoves>,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let asked = TransitionsAsked {
        from: shortened(&code),
        to: which.0.to,
        area: which.0.area,
        limit: which.0.limit,
    };
    let answer = services
        .transitions
        .transitions(&caller.organisation, asked, language.0, Timestamp::now());
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .body(answer.await?))
}
