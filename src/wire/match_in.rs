//! Reads what a match list is asked with.

use super::bounds::{
    CURSOR_LENGTH, FULL_SCORE, LABEL_LENGTH, LIST_LENGTH, MOST_FIRST_PLACES, MOST_ITEMS, MOST_WEIGHT,
    USUAL_ITEMS,
};
use super::field_error::{Discretion, FieldError, FieldErrorCode, Findings};
use super::filters_in::facets;
use super::jobseeker_in::profile;
use super::list_shape_in::{ListShape, list_shape};
use super::match_filters_in::{MatchFilters, match_filters};
use super::reader::{Field, Object};
use super::vocabulary::Vocabulary;
use crate::domain::ids::JobseekerId;
use crate::domain::jobseeker::Jobseeker;
use jiff::Timestamp;
use serde_json::Value;
use std::sync::Arc;

crate::closed_list! {
    /// A named way of setting up the list.
    Strategy {
        JobFirst = "job_first",
        OwnTrade = "own_trade",
        Broaden = "broaden",
        DreamJob = "dream_job",
    }
}

crate::closed_list! {
    /// Parts of an answer that cost time and are therefore asked for.
    Include {
        Total = "total",
        NotNow = "not_now",
        Relaxations = "relaxations",
        Counterfactuals = "counterfactuals",
        NextBestQuestion = "next_best_question",
        MobilityPackage = "mobility_package",
    }
}

crate::closed_list! {
    /// What is counted over the vacancies of a match list.
    MatchFacet {
        Form = "form",
        Occupation = "occupation",
        Industry = "industry",
        Postcode = "postcode",
        Municipality = "municipality",
        Area = "area",
        Rung = "rung",
        Origin = "origin",
    }
}

/// Fields of a match request.
pub const MATCH_FIELDS: &[&str] = &[
    "jobseeker_id",
    "profile",
    "limit",
    "cursor",
    "weights",
    "strategy",
    "filters",
    "min_score",
    "ruleset",
    "as_of",
    "include",
    "facets",
    "track",
    "mix",
    "examples",
    "first_k",
];
/// Fields of the weights.
pub const WEIGHT_FIELDS: &[&str] = &["resources", "mobility", "branch"];

/// Whom a list or a score is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// A kept profile.
    Kept(JobseekerId),
    /// A profile that stands in the body and is not kept.
    Inline(Arc<Jobseeker>),
}

impl Subject {
    /// The id of a kept profile.
    pub const fn kept(&self) -> Option<JobseekerId> {
        match self {
            Self::Kept(id) => Some(*id),
            Self::Inline(_) => None,
        }
    }
}

/// Weights as asked for; only their proportions count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AskedWeights {
    /// Weight of the resources axis, at least 0.
    pub resources: f64,
    /// Weight of the mobility axis, at least 0.
    pub mobility: f64,
    /// Weight of the branch axis, at least 0.
    pub branch: f64,
}

/// How pairs are scored, for lists and single pairs alike.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scoring {
    /// The caller's own weights.
    pub weights: Option<AskedWeights>,
    /// A named strategy.
    pub strategy: Option<Strategy>,
    /// A ruleset by its id; the newest when absent.
    pub ruleset: Option<String>,
    /// The moment the answer is for; now when absent.
    pub as_of: Option<Timestamp>,
}

/// What a match list is asked with.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchRequest {
    /// Whom the list is for.
    pub subject: Subject,
    /// Items on the page, 1..=200.
    pub limit: u16,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// How pairs are scored.
    pub scoring: Scoring,
    /// What the list is narrowed to.
    pub filters: MatchFilters,
    /// Lowest score shown, in micro-points.
    pub min_score: Option<u32>,
    /// What costs and is asked for.
    pub include: Vec<Include>,
    /// What is counted.
    pub facets: Vec<MatchFacet>,
    /// What shapes the list beside its scores.
    pub shape: ListShape,
    /// First places that counterfactuals aim for; the ruleset's when absent.
    pub first_k: Option<u16>,
}

/// Reads the body of a match request. Nothing of it is echoed, for it may hold a profile.
pub fn read_match_request(
    value: &Value,
    vocabulary: &dyn Vocabulary,
) -> Result<MatchRequest, Vec<FieldError>> {
    let findings = Findings::new(Discretion::Confidential);
    let request = Field::root(value, &findings)
        .object(MATCH_FIELDS)
        .and_then(|object| request(&object, vocabulary));
    findings.into_result()?;
    request.ok_or_else(Vec::new)
}

fn request(object: &Object<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<MatchRequest> {
    let subject = subject(object, vocabulary);
    let request = MatchRequest {
        subject: subject?,
        limit: limit(object),
        cursor: cursor(object),
        scoring: scoring(object),
        filters: match_filters(object.field("filters"), vocabulary),
        min_score: object
            .field("min_score")
            .integer(0..=FULL_SCORE)
            .map(|score| score as u32),
        include: include(object, Include::ALL),
        facets: facets(object, MatchFacet::CODES, MatchFacet::from_code),
        shape: list_shape(object),
        first_k: first_k(object),
    };
    Some(request)
}

/// First places that counterfactuals aim for.
pub(super) fn first_k(object: &Object<'_, '_>) -> Option<u16> {
    let places = object.field("first_k").integer(1..=MOST_FIRST_PLACES);
    places.map(|places| places as u16)
}

/// Items on a page.
pub(super) fn limit(object: &Object<'_, '_>) -> u16 {
    object
        .field("limit")
        .integer(1..=MOST_ITEMS)
        .map_or(USUAL_ITEMS, |limit| limit as u16)
}

/// Where the page before ended.
pub(super) fn cursor(object: &Object<'_, '_>) -> Option<String> {
    object.field("cursor").opaque(CURSOR_LENGTH).map(str::to_owned)
}

/// A kept profile or one in the body, and not both.
pub(super) fn subject(object: &Object<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Subject> {
    let (kept, inline) = (object.field("jobseeker_id"), object.field("profile"));
    match (kept.is_given(), inline.is_given()) {
        (true, false) => {
            let id = JobseekerId::parse(kept.opaque(LABEL_LENGTH)?);
            if id.is_none() {
                kept.error(
                    FieldErrorCode::BadId,
                    "a jobseeker's id is js_ and 32 hexadecimal digits",
                );
            }
            id.map(Subject::Kept)
        }
        (false, true) => {
            let (jobseeker, _, _) = profile(inline, vocabulary)?;
            Some(Subject::Inline(Arc::new(jobseeker)))
        }
        (true, true) => {
            inline.error(
                FieldErrorCode::Contradiction,
                "either jobseeker_id or profile, not both",
            );
            None
        }
        (false, false) => kept.required("jobseeker_id or profile"),
    }
}

/// Weights, strategy, ruleset and moment.
pub(super) fn scoring(object: &Object<'_, '_>) -> Scoring {
    Scoring {
        weights: weights(object.field("weights")),
        strategy: object
            .field("strategy")
            .closed(Strategy::CODES, Strategy::from_code),
        ruleset: object.field("ruleset").opaque(LABEL_LENGTH).map(str::to_owned),
        as_of: object.field("as_of").moment(),
    }
}

fn weights(field: Field<'_, '_>) -> Option<AskedWeights> {
    let object = field.object(WEIGHT_FIELDS)?;
    let read = |name| {
        let weight = object.field(name);
        if weight.is_given() {
            weight.number(0.0..=MOST_WEIGHT)
        } else {
            weight.required("the weight")
        }
    };
    let (resources, mobility, branch) = (read("resources"), read("mobility"), read("branch"));
    let weights = AskedWeights {
        resources: resources?,
        mobility: mobility?,
        branch: branch?,
    };
    if weights.resources + weights.mobility + weights.branch > 0.0 {
        return Some(weights);
    }
    field.error(FieldErrorCode::OutOfRange, "at least one weight must be above 0");
    None
}

/// The parts asked for, among those that can be.
pub(super) fn include(object: &Object<'_, '_>, allowed: &[Include]) -> Vec<Include> {
    let codes: Vec<&str> = allowed.iter().map(|part| part.code()).collect();
    let Some(list) = object.field("include").list(LIST_LENGTH) else {
        return Vec::new();
    };
    let mut parts: Vec<Include> = list
        .iter()
        .filter_map(|item| {
            item.closed(&codes, |code| {
                Include::from_code(code).filter(|part| allowed.contains(part))
            })
        })
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}
