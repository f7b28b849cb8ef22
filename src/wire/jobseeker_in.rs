//! Reads a jobseeker profile. Nothing of it is ever echoed, and text that would identify a person
//! is refused wherever it stands.

use super::bounds::{EXTERNAL_ID_LENGTH, LABEL_LENGTH, MOST_KG, MOST_WEEKS_UNEMPLOYED};
use super::codes_in::{coded, distinct, occupation, postcode};
use super::field_error::{Discretion, FieldError, FieldErrorCode, Findings};
use super::reader::{Field, Object};
use super::resources_in::{mobility, resources};
use super::schedule_in::{hours_range, windows};
use super::vacancy_in::source_key;
use super::vocabulary::Vocabulary;
use crate::domain::codes::Postcode;
use crate::domain::decision::ActorRole;
use crate::domain::ids::SourceKey;
use crate::domain::jobseeker::{
    JobFirstDeferral, Jobseeker, SchemeEligibility, Veto, WishedOccupation, Wishes, WorkRequirement,
};
use crate::domain::lists::{
    BranchWillingness, Form, GoalTrack, Interest, Readiness, SupportNeed, TargetGroup, Track, VetoKind,
    WorkRequirementKind,
};
use serde_json::Value;

/// Fields of a profile; the first four are answered and not read.
pub const JOBSEEKER_FIELDS: &[&str] = &[
    "id",
    "version",
    "created_at",
    "updated_at",
    "source",
    "external_id",
    "reference",
    "home",
    "mobility",
    "hours_per_week",
    "max_days_per_week",
    "availability",
    "blocked",
    "plan_ref",
    "available_from",
    "resources",
    "wishes",
    "branch_switch",
    "work_requirements",
    "support_needs",
    "target_group",
    "readiness",
    "track",
    "weeks_unemployed",
    "eligible_forms",
    "scheme_eligibility",
    "intake_cohort",
    "job_first_deferral",
    "vetoes",
];
/// Fields of the home.
pub const HOME_FIELDS: &[&str] = &["postcode"];
/// Fields of what the person wants.
pub const WISHES_FIELDS: &[&str] = &["occupations", "interests", "goal_occupation", "goal_track"];
/// Fields of a wished occupation as it is answered; only `given` is read.
pub const WISH_FIELDS: &[&str] = &["given", "occupations"];
/// Fields of what work must respect.
pub const WORK_REQUIREMENT_FIELDS: &[&str] = &["code", "kg", "hour", "until"];
/// Fields of the checked schemes.
pub const SCHEME_FIELDS: &[&str] = &["igu", "adult_apprenticeship"];
/// Fields of a deferral.
pub const DEFERRAL_FIELDS: &[&str] = &["active", "review_on", "decided_by_role"];
/// Fields of a veto.
pub const VETO_FIELDS: &[&str] = &["kind", "value"];

/// A profile that may be kept or scored, and what its sender should know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadJobseeker {
    /// What was sent, checked.
    pub jobseeker: Jobseeker,
    /// The caller's own reference, to be kept as a keyed hash only.
    pub reference: Option<String>,
    /// Address in the sending system.
    pub source_key: Option<SourceKey>,
    /// What was left out on the way.
    pub warnings: Vec<FieldError>,
}

/// Reads a profile. All errors are answered, not only the first.
pub fn read_jobseeker(value: &Value, vocabulary: &dyn Vocabulary) -> Result<ReadJobseeker, Vec<FieldError>> {
    let findings = Findings::new(Discretion::Confidential);
    let read = profile(Field::root(value, &findings), vocabulary);
    let warnings = findings.into_result()?;
    // Without an object there is an error, so that the list is empty only by mistake.
    let (jobseeker, reference, source_key) = read.ok_or_else(Vec::new)?;
    Ok(ReadJobseeker {
        jobseeker,
        reference,
        source_key,
        warnings,
    })
}

/// A profile with the caller's reference and the address in the sending system.
pub(super) type ProfileParts = (Jobseeker, Option<String>, Option<SourceKey>);

/// Reads the profile that stands at a field, for bodies that hold one beside other things. The
/// field's findings must be confidential.
pub(super) fn profile(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<ProfileParts> {
    let object = field.object(JOBSEEKER_FIELDS)?;
    let reference = object
        .field("reference")
        .id(EXTERNAL_ID_LENGTH)
        .map(str::to_owned);
    Some((jobseeker(&object, vocabulary), reference, source_key(&object)))
}

fn jobseeker(object: &Object<'_, '_>, vocabulary: &dyn Vocabulary) -> Jobseeker {
    let opaque = |name| object.field(name).id(EXTERNAL_ID_LENGTH).map(str::to_owned);
    Jobseeker {
        home: home(object.field("home"), vocabulary),
        mobility: mobility(object.field("mobility"), vocabulary),
        hours: hours_range(object.field("hours_per_week")),
        max_days_per_week: object
            .field("max_days_per_week")
            .integer(1..=7)
            .map(|days| days as u8),
        availability: availability(object.field("availability")),
        blocked: windows(object.field("blocked")).unwrap_or_default(),
        plan_ref: opaque("plan_ref"),
        available_from: object.field("available_from").date(),
        resources: resources(object.field("resources"), vocabulary),
        wishes: wishes(object.field("wishes"), vocabulary),
        branch_switch: object
            .field("branch_switch")
            .closed(BranchWillingness::CODES, BranchWillingness::from_code)
            .unwrap_or_default(),
        work_requirements: distinct(
            object.field("work_requirements"),
            work_requirement,
            |requirement| &requirement.kind,
        )
        .unwrap_or_default(),
        support_needs: distinct(object.field("support_needs"), support_need, |need| need).unwrap_or_default(),
        target_group: object
            .field("target_group")
            .closed(TargetGroup::CODES, TargetGroup::from_code),
        readiness: object
            .field("readiness")
            .closed(Readiness::CODES, Readiness::from_code),
        track: object.field("track").closed(Track::CODES, Track::from_code),
        weeks_unemployed: object
            .field("weeks_unemployed")
            .integer(0..=MOST_WEEKS_UNEMPLOYED)
            .map(|weeks| weeks as u16),
        eligible_forms: distinct(
            object.field("eligible_forms"),
            |item| item.closed(Form::CODES, Form::from_code),
            |form| form,
        ),
        scheme_eligibility: schemes(object.field("scheme_eligibility")),
        intake_cohort: opaque("intake_cohort"),
        job_first_deferral: deferral(object.field("job_first_deferral")),
        vetoes: object
            .field("vetoes")
            .list(super::bounds::LIST_LENGTH)
            .map(|list| list.iter().filter_map(|item| veto(item, vocabulary)).collect())
            .unwrap_or_default(),
    }
}

fn home(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Postcode> {
    postcode(field.object(HOME_FIELDS)?.field("postcode"), vocabulary)
}

fn availability(field: Field<'_, '_>) -> Option<Vec<crate::domain::schedule::Window>> {
    let windows = windows(field)?;
    if matches!(field.value(), Some(Value::Array(items)) if items.is_empty()) {
        field.error(
            FieldErrorCode::Empty,
            "leave the field out when the whole week is free",
        );
        return None;
    }
    Some(windows)
}

fn wishes(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Wishes {
    let Some(object) = field.object(WISHES_FIELDS) else {
        return Wishes::default();
    };
    let interest = |item: Field<'_, '_>| item.closed(Interest::CODES, Interest::from_code);
    Wishes {
        occupations: distinct(
            object.field("occupations"),
            |item| wish(item, vocabulary),
            |wish| &wish.given,
        )
        .unwrap_or_default(),
        interests: distinct(object.field("interests"), interest, |interest| interest).unwrap_or_default(),
        goal_occupation: occupation(object.field("goal_occupation"), vocabulary),
        goal_track: object
            .field("goal_track")
            .closed(GoalTrack::CODES, GoalTrack::from_code)
            .unwrap_or_default(),
    }
}

pub(super) fn wish(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<WishedOccupation> {
    if let Some(Value::Object(map)) = field.value()
        && map.contains_key("given")
    {
        let object = field.object(WISH_FIELDS)?;
        return wish(object.field("given"), vocabulary);
    }
    coded(field, |field| {
        let given = field.text(LABEL_LENGTH)?;
        match vocabulary.wish(given) {
            Ok(unit_groups) => Some(WishedOccupation {
                given: given.to_owned(),
                unit_groups,
            }),
            Err(unknown) => {
                let code = if given.bytes().all(|byte| byte.is_ascii_digit()) {
                    FieldErrorCode::UnknownCode
                } else {
                    FieldErrorCode::UnknownLabel
                };
                field.error_suggesting(code, "no occupation of this code or name is known", unknown);
                None
            }
        }
    })
}

fn work_requirement(field: Field<'_, '_>) -> Option<WorkRequirement> {
    let read_kind =
        |field: Field<'_, '_>| field.closed(WorkRequirementKind::CODES, WorkRequirementKind::from_code);
    if !matches!(field.value(), Some(Value::Object(_))) {
        let kind = read_kind(field)?;
        if kind == WorkRequirementKind::StartNotBefore {
            field.error(
                FieldErrorCode::Required,
                "start_not_before needs an hour: {\"code\": \"start_not_before\", \"hour\": \"10:00\"}",
            );
        }
        return Some(WorkRequirement {
            kind,
            kg: None,
            hour: None,
            until: None,
        });
    }
    let object = field.object(WORK_REQUIREMENT_FIELDS)?;
    let (code, kg, hour) = (object.field("code"), object.field("kg"), object.field("hour"));
    let kind = if code.is_given() {
        read_kind(code)
    } else {
        code.required("the requirement")
    };
    let (heaviest, earliest) = (kg.integer(1..=MOST_KG), hour.time_of_day());
    let until = object.field("until").date();
    let kind = kind?;
    if kg.is_given() && kind != WorkRequirementKind::NoHeavyLifting {
        kg.error(
            FieldErrorCode::Contradiction,
            "only no_heavy_lifting is measured in kilograms",
        );
    }
    let wants_hour = kind == WorkRequirementKind::StartNotBefore;
    if hour.is_given() && !wants_hour {
        hour.error(FieldErrorCode::Contradiction, "only start_not_before has an hour");
    } else if wants_hour && !hour.is_given() {
        hour.required::<()>("the earliest hour, as in 10:00,");
    }
    Some(WorkRequirement {
        kind,
        kg: heaviest.map(|kg| kg as u8),
        hour: earliest,
        until,
    })
}

fn support_need(field: Field<'_, '_>) -> Option<SupportNeed> {
    coded(field, |field| {
        field.closed(SupportNeed::CODES, SupportNeed::from_code)
    })
}

fn schemes(field: Field<'_, '_>) -> SchemeEligibility {
    field
        .object(SCHEME_FIELDS)
        .map(|object| SchemeEligibility {
            igu: object.field("igu").boolean(),
            adult_apprenticeship: object.field("adult_apprenticeship").boolean(),
        })
        .unwrap_or_default()
}

fn deferral(field: Field<'_, '_>) -> Option<JobFirstDeferral> {
    let object = field.object(DEFERRAL_FIELDS)?;
    let active = object.field("active");
    let is_active = if active.is_given() {
        active.boolean()
    } else {
        active.required("whether it is active")
    };
    let review_on = object.field("review_on");
    let review_on = if is_active == Some(true) && !review_on.is_given() {
        review_on.required("the day on which it is looked at again")
    } else {
        review_on.date()
    };
    Some(JobFirstDeferral {
        active: is_active?,
        review_on,
        decided_by_role: object
            .field("decided_by_role")
            .closed(ActorRole::CODES, ActorRole::from_code),
    })
}

fn veto(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Veto> {
    let object = field.object(VETO_FIELDS)?;
    let (kind, value) = (object.field("kind"), object.field("value"));
    let kind = if kind.is_given() {
        kind.closed(VetoKind::CODES, VetoKind::from_code)
    } else {
        kind.required("the kind")
    };
    if !value.is_given() {
        return value.required("the value");
    }
    let value = match kind? {
        VetoKind::Form => value
            .closed(Form::CODES, Form::from_code)
            .map(|form| form.code().to_owned()),
        VetoKind::Occupation => vetoed_occupation(value, vocabulary),
        VetoKind::Employer => employer(value),
    };
    Some(Veto {
        kind: kind?,
        value: value?,
    })
}

/// A code of one to four digits as it is, or the unit group of a label.
fn vetoed_occupation(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<String> {
    let is_code =
        |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    match field.value().and_then(Value::as_str) {
        Some(text) if is_code(text) => wish(field, vocabulary).map(|wish| wish.given),
        _ => occupation(field, vocabulary).map(|code| code.to_string()),
    }
}

/// A company number, an id or a name. Eight digits are a company number here, not a phone number.
pub(super) fn employer(field: Field<'_, '_>) -> Option<String> {
    match field.value() {
        Some(Value::String(text)) if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(text.clone())
        }
        _ => field.text(EXTERNAL_ID_LENGTH).map(str::to_owned),
    }
}
