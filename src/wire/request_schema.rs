//! Match, score and search requests as they may be sent, for the contract.

use super::closed_list_schema::schema_of_closed_lists;
use super::code_schema::CodeOrLabel;
use super::jobseeker_schema::JobseekerIn;
use super::list_shape_schema::{DaysIn, ExamplesIn, MixIn, WeeksIn};
use super::match_in::{Include, MatchFacet, Strategy};
use super::search_in::Facet;
use super::vacancy_schema::{HoursIn, VacancyIn};
use crate::domain::lists::{Form, Track, VacancyOrigin, VacancyStatus};
use crate::matching::branch::Rung;
use crate::travel::LabourMarketArea;
use serde::Serialize;
use utoipa::ToSchema;

schema_of_closed_lists! {
    LabourMarketArea: "A labour-market area.",
    Facet: "What is counted over the vacancies that a search finds.",
    MatchFacet: "What is counted over the vacancies of a match list.",
    Include: "A part of an answer that costs time and is therefore asked for.",
    Strategy: "A named way of setting up the list.",
}

/// A match list is asked for with a kept profile or one in the body.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "profile": {
        "home": {"postcode": "5240"},
        "mobility": {"modes": ["bicycle", "transit"], "max_travel_minutes": 60, "licences": []},
        "resources": {"experience": [{"occupation": "4321", "years": 4}], "certificates": ["truck_b"]},
        "wishes": {"occupations": ["lager"]}
    },
    "limit": 10,
    "weights": {"resources": 0.5, "mobility": 0.3, "branch": 0.2},
    "filters": {"forms": ["ordinary_job", "part_time"]},
    "as_of": "2026-11-24T09:00:00+01:00",
    "include": ["total", "not_now"],
    "facets": ["area"]
}))]
pub struct MatchIn {
    /// A kept profile.
    #[schema(pattern = "^js_[0-9a-f]{32}$")]
    pub jobseeker_id: Option<String>,
    /// A profile that is not kept; either this or `jobseeker_id`.
    pub profile: Option<JobseekerIn>,
    /// Items on the page; 20 when absent.
    #[schema(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
    /// Where the page before ended, from its answer.
    #[schema(max_length = 2000)]
    pub cursor: Option<String>,
    /// Own weights of the axes; only their proportions count.
    pub weights: Option<WeightsIn>,
    /// A named way of setting up the list.
    pub strategy: Option<Strategy>,
    /// What the list is narrowed to.
    pub filters: Option<MatchFiltersIn>,
    /// Lowest score shown, in micro-points.
    #[schema(minimum = 0, maximum = 1e6)]
    pub min_score: Option<u32>,
    /// A ruleset by its id; the newest when absent.
    #[schema(min_length = 1, max_length = 200, example = "2026.1")]
    pub ruleset: Option<String>,
    /// The moment the answer is for; now when absent.
    #[schema(format = DateTime)]
    pub as_of: Option<String>,
    /// What costs and is asked for.
    pub include: Option<Vec<Include>>,
    /// What is counted over everything that passes, for a user to narrow the list by; costs about as much as `total`.
    pub facets: Option<Vec<MatchFacet>>,
    /// A track of the alliance, in place of the profile's: it sets the mix of the list while none is asked for,
    /// suggests filters and says who follows up. It never leaves anything out.
    pub track: Option<Track>,
    /// What the first five places are to hold.
    pub mix: Option<MixIn>,
    /// Vacancies that were liked or disliked.
    pub examples: Option<ExamplesIn>,
    /// First places that counterfactuals aim for; the ruleset's, 5, when absent.
    #[schema(minimum = 1, maximum = 50)]
    pub first_k: Option<u16>,
}

/// Weights of the axes, at least one above 0.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeightsIn {
    /// What the person brings against what is asked.
    #[schema(minimum = 0, maximum = 1e6)]
    pub resources: f64,
    /// The trip and the hours.
    #[schema(minimum = 0, maximum = 1e6)]
    pub mobility: f64,
    /// The way from the person's trade to this one.
    #[schema(minimum = 0, maximum = 1e6)]
    pub branch: f64,
}

/// What a match list is narrowed to. Values within a filter are alternatives, filters add up.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchFiltersIn {
    /// Placement forms. What is asked of an offer is asked of the one that is scored and shown.
    #[schema(max_items = 200)]
    pub forms: Option<Vec<Form>>,
    /// Occupations by code of one to four digits or words.
    #[schema(max_items = 200)]
    pub occupations: Option<Vec<CodeOrLabel>>,
    /// Industries.
    #[schema(max_items = 200)]
    pub industries: Option<Vec<CodeOrLabel>>,
    /// Postcodes of the workplace.
    #[schema(max_items = 200)]
    pub postcodes: Option<Vec<CodeOrLabel>>,
    /// Municipalities.
    #[schema(max_items = 200)]
    pub municipalities: Option<Vec<CodeOrLabel>>,
    /// Labour-market areas.
    #[schema(max_items = 200)]
    pub areas: Option<Vec<LabourMarketArea>>,
    /// Longest trip one way, in minutes.
    #[schema(minimum = 0, maximum = 600)]
    pub max_travel_minutes: Option<u16>,
    /// Hours a week that must overlap those of the offer; one that does not say its hours is left out.
    pub hours_per_week: Option<HoursIn>,
    /// First day on which it may start. A start that is still to be agreed may lie on any day.
    #[schema(format = Date)]
    pub start_after: Option<String>,
    /// Last day on which it may start.
    #[schema(format = Date)]
    pub start_before: Option<String>,
    /// Weeks it lasts; what is not limited is longer than any number of weeks.
    pub duration_weeks: Option<WeeksIn>,
    /// Fewest free places; where the offer does not say, the number of people wanted counts.
    #[schema(minimum = 1, maximum = 10000)]
    pub places_free: Option<u16>,
    /// Only forms with a wage for every hour.
    pub paid_only: Option<bool>,
    /// Employers by CVR number, id in the sending system or name.
    #[schema(max_items = 200)]
    pub employers: Option<Vec<String>>,
    /// Sending systems.
    #[schema(max_items = 200)]
    pub sources: Option<Vec<String>>,
    /// Where the vacancy came from.
    #[schema(max_items = 200)]
    pub origins: Option<Vec<VacancyOrigin>>,
    /// Skills of which one must be asked for, in the list or in the words of the vacancy.
    #[schema(max_items = 200)]
    pub skills: Option<Vec<CodeOrLabel>>,
    /// A mentor is ready.
    pub mentor: Option<bool>,
    /// A colleague follows the new one.
    pub buddy: Option<bool>,
    /// Danish is taught on site.
    pub on_site_danish: Option<bool>,
    /// When the last day to apply lies.
    pub apply_by: Option<DaysIn>,
    /// How far the job may lie from where the person has been.
    #[schema(max_items = 200)]
    pub rungs: Option<Vec<Rung>>,
    /// Nothing stands between the person and a first day within 14 days.
    pub startable_now: Option<bool>,
    /// The area lacks people for the work.
    pub in_demand: Option<bool>,
    /// Work that asks for a higher education.
    pub graduate: Option<bool>,
}

/// One profile is scored against one vacancy, up to 100 kept ones, or one in the body.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "profile": {"home": {"postcode": "5240"}, "resources": {"experience": [{"occupation": "4321"}]}},
    "vacancy": {"title": "Lagermedarbejder", "occupation": "4321", "workplace": {"postcode": "5220"}}
}))]
pub struct ScoreIn {
    /// A kept profile.
    #[schema(pattern = "^js_[0-9a-f]{32}$")]
    pub jobseeker_id: Option<String>,
    /// A profile that is not kept; either this or `jobseeker_id`.
    pub profile: Option<JobseekerIn>,
    /// A kept vacancy.
    #[schema(pattern = "^vac_[0-9a-f]{32}$")]
    pub vacancy_id: Option<String>,
    /// Kept vacancies.
    #[schema(min_items = 1, max_items = 100)]
    pub vacancy_ids: Option<Vec<String>>,
    /// A vacancy that is not kept; only one of the three.
    pub vacancy: Option<VacancyIn>,
    /// Own weights of the axes; only their proportions count.
    pub weights: Option<WeightsIn>,
    /// A named way of setting up the weights.
    pub strategy: Option<Strategy>,
    /// A ruleset by its id; the newest when absent.
    #[schema(min_length = 1, max_length = 200)]
    pub ruleset: Option<String>,
    /// The moment the answer is for; now when absent.
    #[schema(format = DateTime)]
    pub as_of: Option<String>,
    /// What costs and is asked for: `counterfactuals`, `mobility_package`.
    pub include: Option<Vec<Include>>,
    /// First places that counterfactuals aim for; the ruleset's, 5, when absent.
    #[schema(minimum = 1, maximum = 50)]
    pub first_k: Option<u16>,
}

/// A search of vacancies.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "text": "lager truck", "filters": {"postcodes": ["5220"], "hours_per_week": {"min": 30, "max": 37}},
    "facets": ["form", "occupation"], "limit": 20
}))]
pub struct SearchIn {
    /// Words as the user wrote them; the newest come first without any.
    #[schema(max_length = 500)]
    pub text: Option<String>,
    /// What the search is narrowed to.
    pub filters: Option<SearchFiltersIn>,
    /// What is counted.
    pub facets: Option<Vec<Facet>>,
    /// Hits on the page; 20 when absent.
    #[schema(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
    /// Where the page before ended, from its answer.
    #[schema(max_length = 2000)]
    pub cursor: Option<String>,
    /// The moment the answer is for; now when absent.
    #[schema(format = DateTime)]
    pub as_of: Option<String>,
}

/// What a search is narrowed to. Values within a filter are alternatives, filters add up.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchFiltersIn {
    /// Placement forms of which one must be offered.
    #[schema(max_items = 200)]
    pub forms: Option<Vec<Form>>,
    /// Occupations by code of one to four digits or words.
    #[schema(max_items = 200)]
    pub occupations: Option<Vec<CodeOrLabel>>,
    /// Industries.
    #[schema(max_items = 200)]
    pub industries: Option<Vec<CodeOrLabel>>,
    /// Postcodes of the workplace.
    #[schema(max_items = 200)]
    pub postcodes: Option<Vec<CodeOrLabel>>,
    /// Municipalities.
    #[schema(max_items = 200)]
    pub municipalities: Option<Vec<CodeOrLabel>>,
    /// Labour-market areas.
    #[schema(max_items = 200)]
    pub areas: Option<Vec<LabourMarketArea>>,
    /// Skills of which one must be asked for.
    #[schema(max_items = 200)]
    pub skills: Option<Vec<CodeOrLabel>>,
    /// Languages of which one must be asked for.
    #[schema(max_items = 200)]
    pub languages: Option<Vec<CodeOrLabel>>,
    /// Hours a week that must overlap those of an offer.
    pub hours_per_week: Option<HoursIn>,
    /// Sending systems.
    #[schema(max_items = 200)]
    pub sources: Option<Vec<String>>,
    /// Where the vacancy came from.
    #[schema(max_items = 200)]
    pub origins: Option<Vec<VacancyOrigin>>,
    /// Where the vacancy stands; open now when absent.
    pub status: Option<StatusIn>,
}

/// States, or `any`.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum StatusIn {
    /// One of these.
    OneOf(Vec<VacancyStatus>),
    /// Whatever the state.
    Any(AnyStatus),
}

/// Whatever the state.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnyStatus {
    /// Whatever the state.
    Any,
}
