//! Reads what a search is narrowed to, and what lists and searches share of it. Values within a filter are alternatives, filters
//! add up.

use super::bounds::{LIST_LENGTH, SOURCE_LENGTH};
use super::codes_in::{distinct, industry, language_only, municipality, postcode, skill};
use super::jobseeker_in::wish;
use super::reader::{Field, Object};
use super::schedule_in::hours_range;
use super::vocabulary::Vocabulary;
use crate::domain::codes::{IndustryDivision, OccupationCode, Postcode};
use crate::domain::jobseeker::WishedOccupation;
use crate::domain::lists::{Form, VacancyOrigin, VacancyStatus};
use crate::domain::units::HoursRange;
use crate::travel::LabourMarketArea;
use serde_json::Value;

/// Fields of the filters of a search.
pub const SEARCH_FILTER_FIELDS: &[&str] = &[
    "forms",
    "occupations",
    "industries",
    "postcodes",
    "municipalities",
    "areas",
    "skills",
    "languages",
    "hours_per_week",
    "sources",
    "origins",
    "status",
];

/// Kind and place of work; an empty list asks nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WorkFilters {
    /// Placement forms of which one must be offered.
    pub forms: Vec<Form>,
    /// Occupations by code of one to four digits or words, with the unit groups they stand for.
    pub occupations: Vec<WishedOccupation>,
    /// Divisions of the employer's industry.
    pub industries: Vec<IndustryDivision>,
    /// Postcodes of the workplace.
    pub postcodes: Vec<Postcode>,
    /// Codes of municipalities.
    pub municipalities: Vec<String>,
    /// Labour-market areas.
    pub areas: Vec<LabourMarketArea>,
}

impl WorkFilters {
    /// All unit groups of the occupations, in rising order.
    pub fn unit_groups(&self) -> Vec<OccupationCode> {
        let mut groups: Vec<OccupationCode> = self
            .occupations
            .iter()
            .flat_map(|occupation| occupation.unit_groups.iter().copied())
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }
}

/// What a search is narrowed to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchFilters {
    /// Kind and place of work.
    pub work: WorkFilters,
    /// Ids of skills of which one must be asked for.
    pub skills: Vec<String>,
    /// Languages of which one must be asked for.
    pub languages: Vec<String>,
    /// Weekly hours that must overlap those of an offer.
    pub hours: Option<HoursRange>,
    /// Sending systems.
    pub sources: Vec<String>,
    /// Where the vacancy came from.
    pub origins: Vec<VacancyOrigin>,
    /// Where the vacancy stands.
    pub status: StatusAsked,
}

/// Where a vacancy must stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum StatusAsked {
    /// Open on the day of the search.
    #[default]
    OpenNow,
    /// One of these, whatever the day.
    OneOf(Vec<VacancyStatus>),
    /// Anything.
    Any,
}

pub(super) fn search_filters(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> SearchFilters {
    let Some(object) = field.object(SEARCH_FILTER_FIELDS) else {
        return SearchFilters::default();
    };
    SearchFilters {
        work: work_filters(&object, vocabulary),
        skills: distinct(object.field("skills"), |item| skill(item, vocabulary), |id| id).unwrap_or_default(),
        languages: distinct(object.field("languages"), language_only, |code| code).unwrap_or_default(),
        hours: hours_range(object.field("hours_per_week")),
        sources: sources(object.field("sources")),
        origins: origins(object.field("origins")),
        status: status(object.field("status")),
    }
}

pub(super) fn work_filters(object: &Object<'_, '_>, vocabulary: &dyn Vocabulary) -> WorkFilters {
    WorkFilters {
        forms: distinct(
            object.field("forms"),
            |item| item.closed(Form::CODES, Form::from_code),
            |form| form,
        )
        .unwrap_or_default(),
        occupations: distinct(
            object.field("occupations"),
            |item| wish(item, vocabulary),
            |occupation| &occupation.given,
        )
        .unwrap_or_default(),
        industries: distinct(
            object.field("industries"),
            |item| industry(item, vocabulary),
            |division| division,
        )
        .unwrap_or_default(),
        postcodes: distinct(
            object.field("postcodes"),
            |item| postcode(item, vocabulary),
            |postcode| postcode,
        )
        .unwrap_or_default(),
        municipalities: distinct(
            object.field("municipalities"),
            |item| municipality(item, vocabulary),
            |code| code,
        )
        .unwrap_or_default(),
        areas: distinct(
            object.field("areas"),
            |item| item.closed(LabourMarketArea::CODES, LabourMarketArea::from_code),
            |area| area,
        )
        .unwrap_or_default(),
    }
}

/// Sending systems.
pub(super) fn sources(field: Field<'_, '_>) -> Vec<String> {
    let one = |item: Field<'_, '_>| item.id(SOURCE_LENGTH).map(str::to_owned);
    distinct(field, one, |source| source).unwrap_or_default()
}

/// Where vacancies came from.
pub(super) fn origins(field: Field<'_, '_>) -> Vec<VacancyOrigin> {
    let one = |item: Field<'_, '_>| item.closed(VacancyOrigin::CODES, VacancyOrigin::from_code);
    distinct(field, one, |origin| origin).unwrap_or_default()
}

/// What is counted, each once, in the order of its closed list.
pub(super) fn facets<T: Ord>(
    object: &Object<'_, '_>,
    codes: &[&str],
    from_code: fn(&str) -> Option<T>,
) -> Vec<T> {
    let Some(list) = object.field("facets").list(LIST_LENGTH) else {
        return Vec::new();
    };
    let asked = list.iter().filter_map(|item| item.closed(codes, from_code));
    let mut facets: Vec<T> = asked.collect();
    facets.sort_unstable();
    facets.dedup();
    facets
}

/// A list of states, or `any`.
fn status(field: Field<'_, '_>) -> StatusAsked {
    match field.value() {
        None => StatusAsked::OpenNow,
        Some(Value::String(_)) => {
            let any = |code: &str| (code == "any").then_some(StatusAsked::Any);
            field.closed(&["any"], any).unwrap_or_default()
        }
        Some(_) => {
            let one = |item: Field<'_, '_>| item.closed(VacancyStatus::CODES, VacancyStatus::from_code);
            let states = distinct(field, one, |state| state).unwrap_or_default();
            if states.is_empty() {
                StatusAsked::OpenNow
            } else {
                StatusAsked::OneOf(states)
            }
        }
    }
}
