//! Reads what vacancies are searched with.

use super::bounds::SEARCH_TEXT_LENGTH;
use super::field_error::{Discretion, FieldError, Findings};
use super::filters_in::{SearchFilters, facets, search_filters};
use super::match_in::{cursor, limit};
use super::reader::{Field, Object};
use super::vacancy_text::public_line;
use super::vocabulary::Vocabulary;
use jiff::Timestamp;
use serde_json::Value;

crate::closed_list! {
    /// What is counted over the vacancies that a search finds.
    Facet {
        Form = "form",
        Occupation = "occupation",
        Industry = "industry",
        Postcode = "postcode",
        Municipality = "municipality",
        Area = "area",
        Language = "language",
        Status = "status",
        Source = "source",
        Origin = "origin",
    }
}

/// Fields of a search.
pub const SEARCH_FIELDS: &[&str] = &["text", "filters", "facets", "limit", "cursor", "as_of"];

/// What vacancies are searched with.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
    /// Words as the user wrote them.
    pub text: Option<String>,
    /// What the search is narrowed to.
    pub filters: SearchFilters,
    /// What is counted.
    pub facets: Vec<Facet>,
    /// Hits on the page, 1..=200.
    pub limit: u16,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// The moment the answer is for; now when absent.
    pub as_of: Option<Timestamp>,
}

/// Reads the body of a search.
pub fn read_search_request(
    value: &Value,
    vocabulary: &dyn Vocabulary,
) -> Result<SearchRequest, Vec<FieldError>> {
    let findings = Findings::new(Discretion::Open);
    let request = Field::root(value, &findings)
        .object(SEARCH_FIELDS)
        .map(|object| request(&object, vocabulary));
    findings.into_result()?;
    request.ok_or_else(Vec::new)
}

fn request(object: &Object<'_, '_>, vocabulary: &dyn Vocabulary) -> SearchRequest {
    let text = object.field("text");
    let blank = text
        .value()
        .and_then(Value::as_str)
        .is_some_and(|text| text.trim().is_empty());
    SearchRequest {
        // An empty search box asks for everything.
        text: if blank {
            None
        } else {
            public_line(text, SEARCH_TEXT_LENGTH)
        },
        filters: search_filters(object.field("filters"), vocabulary),
        facets: facets(object, Facet::CODES, Facet::from_code),
        limit: limit(object),
        cursor: cursor(object),
        as_of: object.field("as_of").moment(),
    }
}
