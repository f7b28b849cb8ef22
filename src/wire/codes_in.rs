//! Reads coded values: a code or a label as a string, or the pair `{"code", "label"}` as it is
//! answered, of which only the code is read.

use super::bounds::{LABEL_LENGTH, LIST_LENGTH};
use super::field_error::FieldErrorCode;
use super::languages::language_code;
use super::reader::Field;
use super::vocabulary::{Unknown, Vocabulary};
use crate::domain::codes::{IndustryDivision, OccupationCode, Postcode};
use crate::domain::lists::LanguageLevel;
use crate::domain::vacancy::LanguageAsk;
use serde_json::Value;

/// Fields of a coded value.
pub const CODED_FIELDS: &[&str] = &["code", "label"];
/// Fields of a language with its level.
pub const LANGUAGE_FIELDS: &[&str] = &["language", "level"];

/// Reads a string, or the `code` of an object, with `read`.
pub(super) fn coded<'v, T>(field: Field<'v, '_>, read: impl FnOnce(Field<'v, '_>) -> Option<T>) -> Option<T> {
    if !matches!(field.value(), Some(Value::Object(_))) {
        return read(field);
    }
    let object = field.object(CODED_FIELDS)?;
    let code = object.field("code");
    if code.is_given() {
        read(code)
    } else {
        code.required("the code")
    }
}

fn look_up<T>(
    field: Field<'_, '_>,
    what: &str,
    unknown_code: FieldErrorCode,
    find: impl Fn(&str) -> Result<T, Unknown>,
) -> Option<T> {
    coded(field, |field| {
        let text = field.text(LABEL_LENGTH)?;
        match find(text) {
            Ok(found) => Some(found),
            Err(unknown) => {
                field.error_suggesting(
                    unknown_code,
                    format!("no {what} of this code or name is known"),
                    unknown,
                );
                None
            }
        }
    })
}

/// Digits can only be meant as a code; anything else may be a label.
fn code_or_label(field: Field<'_, '_>) -> FieldErrorCode {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match field.value().and_then(Value::as_str) {
        Some(text) if digits(text.trim()) => FieldErrorCode::UnknownCode,
        _ => FieldErrorCode::UnknownLabel,
    }
}

/// A unit group by code or job title.
pub(super) fn occupation(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<OccupationCode> {
    look_up(field, "occupation", code_or_label(field), |text| {
        vocabulary.occupation(text)
    })
}

/// A skill's id by id or label.
pub(super) fn skill(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<String> {
    look_up(field, "skill", FieldErrorCode::UnknownLabel, |text| {
        vocabulary.skill(text)
    })
}

/// A driving licence's code.
pub(super) fn licence(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<String> {
    look_up(field, "driving licence", FieldErrorCode::UnknownCode, |text| {
        vocabulary.licence(text)
    })
}

/// A certificate's code.
pub(super) fn certificate(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<String> {
    look_up(field, "certificate", FieldErrorCode::UnknownCode, |text| {
        vocabulary.certificate(text)
    })
}

/// A legal authorisation's code.
pub(super) fn authorisation(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<String> {
    look_up(field, "authorisation", FieldErrorCode::UnknownCode, |text| {
        vocabulary.authorisation(text)
    })
}

/// A field of education.
pub(super) fn education_field(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<String> {
    look_up(field, "field of education", code_or_label(field), |text| {
        vocabulary.education_field(text)
    })
}

/// An industry's division.
pub(super) fn industry(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<IndustryDivision> {
    look_up(field, "industry", code_or_label(field), |text| {
        vocabulary.industry(text)
    })
}

/// A municipality's code.
pub(super) fn municipality(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<String> {
    look_up(field, "municipality", code_or_label(field), |text| {
        vocabulary.municipality(text)
    })
}

/// A language's code.
pub(super) fn language_only(field: Field<'_, '_>) -> Option<String> {
    look_up(field, "language", FieldErrorCode::UnknownCode, language_code).map(str::to_owned)
}

/// A postcode in use.
pub(super) fn postcode(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Postcode> {
    look_up(field, "postcode", FieldErrorCode::UnknownPostcode, |text| {
        vocabulary.postcode(text)
    })
}

/// A list whose items say different things: one that says what an earlier one said is left out
/// with a warning. `None` when the list is absent.
pub(super) fn distinct<'v, T, K: PartialEq>(
    field: Field<'v, '_>,
    read: impl Fn(Field<'v, '_>) -> Option<T>,
    key: impl Fn(&T) -> &K,
) -> Option<Vec<T>> {
    let list = field.list(LIST_LENGTH)?;
    let mut items: Vec<T> = Vec::with_capacity(list.len());
    for item in list.iter() {
        let Some(value) = read(item) else { continue };
        if items.iter().any(|earlier| key(earlier) == key(&value)) {
            item.warn(
                FieldErrorCode::Duplicate,
                "this was said before; the first is kept",
            );
        } else {
            items.push(value);
        }
    }
    Some(items)
}

/// A language and its level; the Danish examinations PD1 to PD3 are levels too.
pub(super) fn language(field: Field<'_, '_>) -> Option<LanguageAsk> {
    let object = field.object(LANGUAGE_FIELDS)?;
    let (language, level) = (object.field("language"), object.field("level"));
    if !language.is_given() {
        return language.required("the language");
    }
    if !level.is_given() {
        return level.required("the level, A1 to C2 or PD1 to PD3");
    }
    let code = language_only(language);
    let level = level.closed(LanguageLevel::CODES, LanguageLevel::from_code_or_examination);
    Some(LanguageAsk {
        language: code?,
        level: level?,
    })
}
