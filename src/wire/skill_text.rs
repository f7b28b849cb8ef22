//! A text in which skills are looked for, and what is found there.

use super::bounds::DESCRIPTION_LENGTH;
use super::field_error::{Discretion, FieldError, FieldErrorCode, Findings};
use super::reader::Field;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Fields of the request.
pub const SKILL_TEXT_FIELDS: &[&str] = &["text"];

/// A text in which skills are looked for. It is not kept, not logged and not repeated in the answer beyond the words found.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "text": "Du skal have erfaring med truckkørsel. Kendskab til SAP er en fordel, men regneark kræves ikke."
}))]
pub struct SkillTextIn {
    /// Danish, English or both, without markup.
    #[schema(max_length = 20000)]
    pub text: String,
}

/// Reads the text as it was sent, so that places in it stay true. Personal data in it is nothing to refuse, since nothing
/// is kept.
///
/// # Errors
/// Every error of the body with its pointer; what was sent is not repeated.
pub fn read_skill_text(value: &Value) -> Result<String, Vec<FieldError>> {
    let findings = Findings::new(Discretion::Confidential);
    let text = Field::root(value, &findings)
        .object(SKILL_TEXT_FIELDS)
        .and_then(|object| text(object.field("text")));
    findings.into_result()?;
    text.ok_or_else(Vec::new)
}

fn text(field: Field<'_, '_>) -> Option<String> {
    let Some(value) = field.value() else {
        return field.required("the text");
    };
    let Some(text) = value.as_str() else {
        return field.wrong_type("a string");
    };
    if text.chars().nth(DESCRIPTION_LENGTH).is_some() {
        field.error(
            FieldErrorCode::TooLong,
            format!("at most {DESCRIPTION_LENGTH} characters"),
        );
        return None;
    }
    Some(text.to_owned())
}

/// The skills of a text, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SkillsFoundOut {
    /// The skills; one named twice stands here twice. At most 500.
    pub skills: Vec<SkillFoundOut>,
}

/// A skill named in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SkillFoundOut {
    /// Its id.
    #[schema(example = "forklift_driving")]
    pub code: String,
    /// Its name in the language of the answer.
    pub label: String,
    /// `skill`, `knowledge`, `transversal`, `licence`, `certificate` or `language`.
    pub kind: &'static str,
    /// The words of the text that name it.
    pub matched: String,
    /// Where they stand.
    pub span: SpanOut,
    /// The text says that it is not asked.
    pub negated: bool,
    /// `essential` or `optional`, where the text says so.
    #[schema(value_type = Option<String>)]
    pub importance: Option<&'static str>,
}

/// A part of a text, in characters (Unicode scalar values) from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpanOut {
    /// The first.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(body: &Value) -> Vec<(String, FieldErrorCode)> {
        let errors = read_skill_text(body).unwrap_err();
        assert!(
            errors.iter().all(|error| error.value.is_none()),
            "nothing is repeated"
        );
        errors
            .into_iter()
            .map(|error| (error.pointer, error.code))
            .collect()
    }

    #[test]
    fn the_text_is_read_as_it_stands_or_refused_with_its_pointer() {
        assert_eq!(read_skill_text(&json!({"text": "  å\n"})).unwrap(), "  å\n");
        assert_eq!(
            refused(&json!({})),
            [("/text".to_owned(), FieldErrorCode::Required)]
        );
        assert_eq!(
            refused(&json!({"text": 3})),
            [("/text".to_owned(), FieldErrorCode::WrongType)]
        );
        let long = "å".repeat(DESCRIPTION_LENGTH + 1);
        assert_eq!(
            refused(&json!({"text": long})),
            [("/text".to_owned(), FieldErrorCode::TooLong)]
        );
        let fits = "å".repeat(DESCRIPTION_LENGTH);
        assert!(read_skill_text(&json!({"text": fits})).is_ok());
        assert_eq!(refused(&json!({"text": "a", "sprog": "da"}))[0].0, "/sprog");
    }
}
