//! How closed lists look in the contract: strings with all their codes.

use super::field_error::FieldErrorCode;
use crate::domain::lists::{
    Accommodation, AuthorisationState, BranchWillingness, Demand, EducationLevel, Form, GoalTrack,
    Importance, Interest, LanguageLevel, Mastery, Readiness, Sector, SupportNeed, TargetGroup, Track,
    VacancyOrigin, VacancyStatus, VetoKind, Weekday, WorkRequirementKind,
};
use crate::domain::travel_mode::TravelMode;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

/// A string with these values.
pub(crate) fn string_of(codes: &'static [&'static str], description: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(SchemaType::new(Type::String))
        .enum_values(Some(codes.iter().copied()))
        .description(Some(description))
        .into()
}

/// Gives closed lists their schema under their own name.
macro_rules! schema_of_closed_lists {
    ($($list:ident: $description:literal),+ $(,)?) => {$(
        impl utoipa::PartialSchema for $list {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                $crate::wire::closed_list_schema::string_of($list::CODES, $description)
            }
        }

        impl utoipa::ToSchema for $list {}
    )+};
}
pub(crate) use schema_of_closed_lists;

schema_of_closed_lists! {
    Accommodation: "What an employer offers so that a demand weighs less.",
    AuthorisationState: "Whether an authorisation may be used today.",
    BranchWillingness: "The person's own willingness to change branch.",
    Demand: "What a job demands of the body and the mind.",
    EducationLevel: "Completed education, lowest first.",
    FieldErrorCode: "What is wrong with a field.",
    Form: "Placement form, strongest attachment to the labour market first.",
    GoalTrack: "What the person works towards.",
    Importance: "How much an asked skill matters.",
    Interest: "What a person likes to work with.",
    LanguageLevel: "Level in the Common European Framework.",
    Mastery: "How well a person masters a skill.",
    Readiness: "How near a person is to ordinary work, as the municipality has decided it.",
    Sector: "Whether an employer is private or public.",
    SupportNeed: "Support a person needs around the job.",
    TargetGroup: "Target group of the employment effort.",
    Track: "One of the five tracks.",
    TravelMode: "Means of transport.",
    VacancyOrigin: "Where a vacancy came from.",
    VacancyStatus: "Where a vacancy stands.",
    VetoKind: "What kind of thing is not to be shown.",
    Weekday: "Day of the week.",
    WorkRequirementKind: "What a person needs work to respect. Functional, never a diagnosis.",
}
