//! The language of an answer, from `Accept-Language`.

use super::answer::ApiError;
use crate::domain::language::Language;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};

/// The language that labels and reasons are answered in: Danish unless English is preferred.
pub(super) struct AnswerLanguage(pub(super) Language);

impl FromRequest for AnswerLanguage {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(header::ACCEPT_LANGUAGE);
        let text = header.and_then(|value| value.to_str().ok());
        ready(Ok(Self(text.map_or(Language::Danish, preferred))))
    }
}

/// The first of the languages we have with the highest weight.
fn preferred(header: &str) -> Language {
    let mut best = (0.0, Language::Danish);
    for part in header.split(',') {
        let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
        let primary = tag.trim().split('-').next().unwrap_or_default();
        let Some(language) = Language::from_code(&primary.to_ascii_lowercase()) else {
            continue;
        };
        let weight = parameters.trim().strip_prefix("q=");
        let weight = weight.map_or(1.0, |weight| weight.parse::<f64>().unwrap_or(0.0));
        if weight > best.0 {
            best = (weight, language);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_is_taken() {
        for (header, language) in [
            ("en", Language::English),
            ("en-GB,en;q=0.9,da;q=0.8", Language::English),
            ("da;q=0.4, en;q=0.7", Language::English),
            ("de, da;q=0.5, en;q=0.5", Language::Danish),
            ("de", Language::Danish),
            ("*", Language::Danish),
            ("en;q=0", Language::Danish),
            ("", Language::Danish),
        ] {
            assert_eq!(preferred(header), language, "{header}");
        }
    }
}
