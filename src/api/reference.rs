//! Codes: occupations, skills, industries, places; and what the service is made of.

use super::answer::{Answered, Refusals, ok};
use super::auth::Caller;
use super::body::{JsonBody, RECORD_BYTES};
use super::language::AnswerLanguage;
use super::query::{NoParameters, Parameters, Params, Query};
use crate::service::Services;
use crate::service::health::Meta;
use crate::taxonomy::SearchKind;
use crate::wire::reference_out::{PlaceSuggestionsOut, SuggestionsOut};
use crate::wire::skill_text::{SkillTextIn, SkillsFoundOut};
use actix_web::{get, post, web};
use utoipa::IntoParams;

/// Suggestions when the caller does not say.
const DEFAULT_LIMIT: usize = 10;
/// Most suggestions.
const MOST_SUGGESTIONS: usize = 50;
/// Longest text that is looked for, in characters.
const LONGEST_QUERY: usize = 200;

/// What somebody has written so far.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TypedSoFar {
    /// The beginning of a name, a word in it or a code.
    #[param(max_length = 200)]
    q: String,
    /// Most suggestions, 10 when absent.
    #[param(value_type = Option<usize>, minimum = 1, maximum = 50)]
    limit: usize,
}

impl Parameters for TypedSoFar {
    const NAMES: &'static [&'static str] = &["q", "limit"];

    fn take(query: &mut Query) -> Self {
        let typed = query
            .text("q")
            .map(|text| text.chars().take(LONGEST_QUERY).collect());
        if typed.is_none() {
            query.required("q", "what was typed so far must be given");
        }
        Self {
            q: typed.unwrap_or_default(),
            limit: query
                .integer("limit", 1..=MOST_SUGGESTIONS)
                .unwrap_or(DEFAULT_LIMIT),
        }
    }
}

fn suggest(services: &Services, kind: SearchKind, typed: &TypedSoFar, language: &AnswerLanguage) -> Answered {
    let suggestions = services
        .reference
        .suggest(kind, &typed.q, language.0, typed.limit);
    ok(&SuggestionsOut { suggestions })
}

/// Suggest occupations
///
/// Unit groups of ISCO-08 by title, name or the first digits of the code. A text that no title goes on from (`kok/køkkenleder`,
/// `truckfører m/k`) is recognised as a title, and each suggestion says how sure that is.
#[utoipa::path(tag = "codes", params(TypedSoFar),
    responses((status = 200, description = "Best first", body = SuggestionsOut), Refusals))]
#[get("/v1/occupations")]
pub(super) async fn suggest_occupations(
    _caller: Caller,
    typed: Params<TypedSoFar>,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    suggest(&services, SearchKind::Occupation, &typed.0, &language)
}

/// Suggest skills
#[utoipa::path(tag = "codes", params(TypedSoFar),
    responses((status = 200, description = "Best first", body = SuggestionsOut), Refusals))]
#[get("/v1/skills")]
pub(super) async fn suggest_skills(
    _caller: Caller,
    typed: Params<TypedSoFar>,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    suggest(&services, SearchKind::Skill, &typed.0, &language)
}

/// Find skills in a text
///
/// The skills an advert or a CV names in Danish or English, each with the words that name it, where they stand, whether the
/// text says that it is not asked, and how important the text says it is. The text is neither kept nor logged.
#[utoipa::path(tag = "codes", request_body = SkillTextIn,
    responses((status = 200, description = "In the order of the text", body = SkillsFoundOut), Refusals))]
#[post("/v1/skills/find")]
pub(super) async fn find_skills(
    _caller: Caller,
    _none: Params<NoParameters>,
    language: AnswerLanguage,
    services: web::Data<Services>,
    body: JsonBody<RECORD_BYTES>,
) -> Answered {
    ok(&services.reference.find_skills(&body.0, language.0).await?)
}

/// Suggest industries
///
/// Divisions of DB07, the Danish NACE Rev. 2.
#[utoipa::path(tag = "codes", params(TypedSoFar),
    responses((status = 200, description = "Best first", body = SuggestionsOut), Refusals))]
#[get("/v1/industries")]
pub(super) async fn suggest_industries(
    _caller: Caller,
    typed: Params<TypedSoFar>,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    suggest(&services, SearchKind::Industry, &typed.0, &language)
}

/// Suggest places
///
/// Towns and parts of towns by name, postcodes by their first digits.
#[utoipa::path(tag = "codes", params(TypedSoFar),
    responses((status = 200, description = "Best first", body = PlaceSuggestionsOut), Refusals))]
#[get("/v1/places")]
pub(super) async fn suggest_places(
    _caller: Caller,
    typed: Params<TypedSoFar>,
    services: web::Data<Services>,
) -> Answered {
    let suggestions = services.reference.suggest_places(&typed.0.q, typed.0.limit);
    ok(&PlaceSuggestionsOut { suggestions })
}

/// What the service is made of
///
/// Versions, rulesets with their hashes, how much is kept, and every table with its source and licence.
#[utoipa::path(tag = "service", responses((status = 200, description = "Versions and counts", body = Meta), Refusals))]
#[get("/v1/meta")]
pub(super) async fn meta(
    _caller: Caller,
    _none: Params<NoParameters>,
    services: web::Data<Services>,
) -> Answered {
    ok(&services.health.meta().await?)
}
