//! Reads a decision about an item of a match list.

use super::bounds::LABEL_LENGTH;
use super::field_error::{Discretion, FieldError, FieldErrorCode, Findings};
use super::reader::{Field, Object};
use crate::domain::decision::{ActorRole, DecisionKind, DecisionReason};
use crate::domain::ids::{MatchId, VacancyId};
use serde_json::Value;

/// Fields of a decision.
pub const DECISION_FIELDS: &[&str] = &["match_id", "vacancy_id", "decision", "reason", "role", "rank"];
/// Highest place that can be told.
const MOST_RANK: i64 = 1_000_000;

/// A decision as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRead {
    /// The list.
    pub match_id: MatchId,
    /// The vacancy of the list.
    pub vacancy: VacancyId,
    /// What was decided.
    pub kind: DecisionKind,
    /// Why.
    pub reason: Option<DecisionReason>,
    /// In which role.
    pub role: ActorRole,
    /// Where the caller saw the vacancy.
    pub rank: Option<u32>,
}

/// Reads the body of a decision. Nothing of it is echoed: it is about a person.
pub fn read_decision(value: &Value) -> Result<DecisionRead, Vec<FieldError>> {
    let findings = Findings::new(Discretion::Confidential);
    let read = Field::root(value, &findings)
        .object(DECISION_FIELDS)
        .and_then(|object| decision(&object));
    findings.into_result()?;
    read.ok_or_else(Vec::new)
}

fn decision(object: &Object<'_, '_>) -> Option<DecisionRead> {
    let match_id = id(
        object.field("match_id"),
        "a list's match_id is mat_",
        MatchId::parse,
    );
    let vacancy = id(
        object.field("vacancy_id"),
        "a vacancy's id is vac_",
        VacancyId::parse,
    );
    let kind = closed(
        object.field("decision"),
        DecisionKind::CODES,
        DecisionKind::from_code,
    );
    let role = closed(object.field("role"), ActorRole::CODES, ActorRole::from_code);
    let reason = kind.and_then(|kind| reason(object.field("reason"), kind));
    let rank = object.field("rank").integer(1..=MOST_RANK);
    Some(DecisionRead {
        match_id: match_id?,
        vacancy: vacancy?,
        kind: kind?,
        reason,
        role: role?,
        rank: rank.map(|rank| rank as u32),
    })
}

fn id<T>(field: Field<'_, '_>, begins: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    if !field.is_given() {
        return field.required("it");
    }
    let id = parse(field.opaque(LABEL_LENGTH)?);
    if id.is_none() {
        field.error(
            FieldErrorCode::BadId,
            format!("{begins} and 32 hexadecimal digits"),
        );
    }
    id
}

fn closed<T>(field: Field<'_, '_>, codes: &[&str], from_code: impl Fn(&str) -> Option<T>) -> Option<T> {
    if field.is_given() {
        field.closed(codes, from_code)
    } else {
        field.required(&format!("one of {}", codes.join(", ")))
    }
}

/// A reason among those that the decision has; one that goes against the list must have one.
fn reason(field: Field<'_, '_>, kind: DecisionKind) -> Option<DecisionReason> {
    let codes: Vec<&str> = kind.reasons().iter().map(|reason| reason.code()).collect();
    if field.is_given() {
        return field.closed(&codes, |code| {
            DecisionReason::from_code(code).filter(|reason| kind.reasons().contains(reason))
        });
    }
    if kind.needs_reason() {
        return field.required(&format!("a reason for {kind}, one of {}", codes.join(", ")));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn body() -> Value {
        json!({
            "match_id": MatchId::generate().to_string(), "vacancy_id": VacancyId::generate().to_string(),
            "decision": "hide", "reason": "travel", "role": "caseworker",
        })
    }

    fn refused(change: impl FnOnce(&mut Value)) -> (String, FieldErrorCode, String) {
        let mut body = body();
        change(&mut body);
        let errors = read_decision(&body).expect_err("refused");
        assert_eq!(errors.len(), 1, "{errors:?}");
        (
            errors[0].pointer.clone(),
            errors[0].code,
            errors[0].message.clone(),
        )
    }

    #[test]
    fn reasons_are_those_of_the_decision() {
        assert!(read_decision(&body()).is_ok());
        let (pointer, code, message) = refused(|body| body["reason"] = json!("skills_fit"));
        assert_eq!((pointer.as_str(), code), ("/reason", FieldErrorCode::UnknownCode));
        assert!(
            message.contains("travel") && !message.contains("skills_fit"),
            "{message}"
        );
        let (pointer, code, message) = refused(|body| body["reason"] = Value::Null);
        assert_eq!((pointer.as_str(), code), ("/reason", FieldErrorCode::Required));
        assert!(message.contains("jobseeker_declines"), "{message}");
        let mut accepted = body();
        accepted["decision"] = json!("accept");
        accepted["reason"] = Value::Null;
        assert_eq!(
            read_decision(&accepted).expect("no reason is needed").reason,
            None
        );
    }

    #[test]
    fn what_is_missing_or_unknown_is_named() {
        assert_eq!(refused(|body| body["note"] = json!("…")).0, "/note");
        assert_eq!(refused(|body| body["role"] = Value::Null).0, "/role");
        assert_eq!(
            refused(|body| body["match_id"] = json!("mat_1")).1,
            FieldErrorCode::BadId
        );
        assert_eq!(refused(|body| body["rank"] = json!(0)).0, "/rank");
        assert_eq!(refused(|body| body["decision"] = json!("like")).0, "/decision");
    }
}
