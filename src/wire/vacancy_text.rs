//! Text of adverts: adverts are public, but nobody's number, mailbox or phone needs to be kept.

use super::field_error::FieldErrorCode;
use super::reader::Field;
use crate::privacy::guard::{Finding, PersonalDataKind, find_personal_data, holds_registration_number};

/// What stands where a way to reach a person was cut out.
pub const REMOVED: &str = "[fjernet]";

/// One line of an advert; a civil registration number in it is refused.
pub(super) fn public_line(field: Field<'_, '_>, most: usize) -> Option<String> {
    let text = field.text(most)?;
    refuse_registration_number(field, text)?;
    Some(text.to_owned())
}

/// The description: a civil registration number is refused, mailboxes and phone numbers are cut out.
pub(super) fn description(field: Field<'_, '_>, most: usize) -> Option<String> {
    let text = field.long_text(most)?;
    let found = find_personal_data(text);
    if found
        .iter()
        .any(|finding| finding.kind == PersonalDataKind::CivilRegistrationNumber)
    {
        refuse_registration_number(field, text)?;
    }
    let reachable: Vec<Finding> = found
        .into_iter()
        .filter(|finding| matches!(finding.kind, PersonalDataKind::Email | PersonalDataKind::Phone))
        .collect();
    if reachable.is_empty() {
        return Some(text.to_owned());
    }
    field.warn_quietly(
        FieldErrorCode::PersonalData,
        "e-mail addresses and phone numbers were cut out of the description",
    );
    Some(without(text, &reachable))
}

fn refuse_registration_number(field: Field<'_, '_>, text: &str) -> Option<()> {
    if holds_registration_number(text) {
        field.error(
            FieldErrorCode::PersonalData,
            "this text holds what looks like a civil registration number",
        );
        return None;
    }
    Some(())
}

fn without(text: &str, findings: &[Finding]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for finding in findings {
        kept.push_str(&text[from..finding.start]);
        kept.push_str(REMOVED);
        from = finding.end;
    }
    kept.push_str(&text[from..]);
    kept
}
