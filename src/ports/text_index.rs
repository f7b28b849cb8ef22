//! Searching vacancies by text and filters, and jobseekers by filters.

use crate::domain::codes::{IndustryDivision, Postcode};
use crate::domain::ids::{JobseekerId, OrganisationId, VacancyId};
use crate::domain::lists::{Form, Readiness, TargetGroup, Track, VacancyOrigin, VacancyStatus};
use crate::domain::travel_mode::TravelMode;
use crate::domain::units::HoursRange;
use jiff::civil::Date;
use serde::Serialize;

/// Why a search has no answer.
#[derive(Debug, thiserror::Error)]
pub enum TextIndexError {
    /// The cursor was not given out for this search.
    #[error("the cursor does not belong to this search")]
    InvalidCursor,
    /// A prefix of an occupation code is not one to four digits.
    #[error("`{0}` is not the beginning of an occupation code")]
    InvalidOccupationPrefix(String),
    /// The index cannot be read now.
    #[error("the search index is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What is searched for among vacancies.
#[derive(Debug, Clone, PartialEq)]
pub struct TextQuery {
    /// Whose vacancies.
    pub organisation: OrganisationId,
    /// Words as the user wrote them; nothing in them is an error. Without any, the newest come first.
    pub text: Option<String>,
    /// What the vacancy must be. Values within a filter are alternatives, filters add up.
    pub filters: VacancyFilters,
    /// Which values are counted.
    pub facets: Vec<VacancyFacet>,
    /// Most hits, at least 1.
    pub limit: usize,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// The day on which a vacancy must be open, for [`StatusFilter::Open`].
    pub as_of: Date,
}

/// What a vacancy must be; an empty list asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct VacancyFilters {
    /// Placement forms of which one must be offered.
    pub forms: Vec<Form>,
    /// Beginnings of unit group codes, one to four digits each.
    pub occupations: Vec<String>,
    /// Divisions of the employer's industry.
    pub industries: Vec<IndustryDivision>,
    /// Postcodes of the workplace.
    pub postcodes: Vec<Postcode>,
    /// Codes of municipalities.
    pub municipalities: Vec<String>,
    /// Codes of labour-market areas.
    pub areas: Vec<String>,
    /// Ids of skills of which one must be asked for.
    pub skills: Vec<String>,
    /// Languages of which one must be asked for.
    pub languages: Vec<String>,
    /// Weekly hours that must overlap those of an offer; an offer that says nothing of hours passes.
    pub hours: Option<HoursRange>,
    /// Sending systems.
    pub sources: Vec<String>,
    /// Where the vacancy came from.
    pub origins: Vec<VacancyOrigin>,
    /// Where the vacancy stands.
    pub status: StatusFilter,
}

/// Where a vacancy must stand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub enum StatusFilter {
    /// Open on the day of the search: published and its deadline not passed.
    #[default]
    Open,
    /// One of these, whatever the day.
    Is(Vec<VacancyStatus>),
    /// Anything.
    Any,
}

crate::closed_list! {
    /// What can be counted over vacancies.
    VacancyFacet {
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

/// What is searched for among jobseekers: codes only, never words.
#[derive(Debug, Clone, PartialEq)]
pub struct JobseekerQuery {
    /// Whose jobseekers.
    pub organisation: OrganisationId,
    /// What the profile must be.
    pub filters: JobseekerFilters,
    /// Which values are counted.
    pub facets: Vec<JobseekerFacet>,
    /// Most hits, at least 1.
    pub limit: usize,
    /// Where the page before ended.
    pub after: Option<Cursor>,
}

/// What a jobseeker's profile must be; an empty list asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct JobseekerFilters {
    /// Beginnings of unit group codes of past jobs.
    pub experience: Vec<String>,
    /// Beginnings of unit group codes of wishes and of the goal.
    pub wishes: Vec<String>,
    /// Ids of skills of which one must be held.
    pub skills: Vec<String>,
    /// Home postcodes.
    pub postcodes: Vec<Postcode>,
    /// Codes of municipalities.
    pub municipalities: Vec<String>,
    /// Codes of labour-market areas.
    pub areas: Vec<String>,
    /// Target groups.
    pub target_groups: Vec<TargetGroup>,
    /// Readiness as decided by the municipality.
    pub readiness: Vec<Readiness>,
    /// Tracks.
    pub tracks: Vec<Track>,
    /// Means of transport of which one must be at hand.
    pub modes: Vec<TravelMode>,
}

crate::closed_list! {
    /// What can be counted over jobseekers.
    JobseekerFacet {
        Experience = "experience",
        Wish = "wish",
        Postcode = "postcode",
        Municipality = "municipality",
        Area = "area",
        TargetGroup = "target_group",
        Readiness = "readiness",
        Track = "track",
        Mode = "mode",
    }
}

/// Where a page ended. Opaque to whoever carries it; it holds for the same search only, whatever
/// is written meanwhile: a record that is there all the while is on exactly one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(pub String);

/// The answer to a search.
#[derive(Debug, Clone, PartialEq)]
pub struct TextAnswer<Id> {
    /// The page, best first; equal scores in falling order of id.
    pub hits: Vec<Hit<Id>>,
    /// How many records match in all.
    pub total: u64,
    /// The counted values, in the order asked for.
    pub facets: Vec<Facet>,
    /// What was understood of the words.
    pub interpreted: Interpreted,
    /// Where to go on; `None` after the last hit.
    pub next: Option<Cursor>,
    /// The last `seq` of the change log that the index knows.
    pub generation: i64,
}

/// A record found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<Id> {
    /// The record.
    pub id: Id,
    /// Worth of the words found; without words the time of listing in seconds since 1970. Never
    /// part of a match score.
    pub score: u64,
}

/// Counts of one field over everything that passes all filters but the field's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Code of the field.
    pub field: &'static str,
    /// Values and counts, most frequent first, equal ones by value.
    pub values: Vec<(String, u64)>,
}

/// What was understood of the user's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Interpreted {
    /// Words and phrases that were looked for.
    pub terms: Vec<String>,
    /// Words that must not occur.
    pub excluded: Vec<String>,
    /// Words that nobody uses and what was looked for instead.
    pub corrected: Vec<Correction>,
    /// Words that were left out: too frequent to tell anything, or too many.
    pub ignored: Vec<String>,
    /// Concepts of the taxonomy the words stand for.
    pub concepts: Vec<Concept>,
    /// How many of the words a hit must have at least.
    pub required: u32,
}

/// A word read as another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// As it was written.
    pub given: String,
    /// Stems that were looked for instead.
    pub used: Vec<String>,
}

/// A concept of the taxonomy that words stand for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Concept {
    /// What kind.
    pub kind: ConceptKind,
    /// Its code or id.
    pub code: String,
    /// Its label.
    pub label: String,
}

crate::closed_list! {
    /// Kind of concept.
    ConceptKind { Occupation = "occupation", Skill = "skill", Place = "place" }
}

/// The text index. Its calls compute for milliseconds: callers run them on a bounded pool.
pub trait TextIndex: Send + Sync {
    /// Searches vacancies.
    fn search(&self, query: &TextQuery) -> Result<TextAnswer<VacancyId>, TextIndexError>;

    /// Searches jobseekers; hits come in falling order of their random ids.
    fn search_jobseekers(&self, query: &JobseekerQuery) -> Result<TextAnswer<JobseekerId>, TextIndexError>;

    /// The last `seq` of the change log that the index knows.
    fn generation(&self) -> i64;
}
