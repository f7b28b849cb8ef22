//! Labels of codes, so that records are found by the words for their codes.

use crate::domain::codes::{OccupationCode, Postcode};
use crate::ports::Concept;

/// What the index asks of the taxonomy and the table of places. The composition root joins them,
/// so that the index knows neither.
pub trait Labels: Send + Sync {
    /// The words for a unit group, in every language.
    fn occupation_labels(&self, code: OccupationCode) -> Vec<String>;

    /// The words for a skill, in every language.
    fn skill_labels(&self, id: &str) -> Vec<String>;

    /// Where a postcode lies; `None` for one that is not in use.
    fn place(&self, postcode: Postcode) -> Option<PlaceLabels>;

    /// Changes whenever a label or a place may have changed; an index made under another
    /// fingerprint is built anew.
    fn fingerprint(&self) -> String {
        String::new()
    }

    /// The concepts that a user's words stand for as a whole, best first.
    fn concepts(&self, _words: &str) -> Vec<Concept> {
        Vec::new()
    }
}

/// Where a postcode lies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceLabels {
    /// Code of the municipality.
    pub municipality: String,
    /// Code of the labour-market area.
    pub area: String,
    /// Names of the town, its parts and the municipality.
    pub names: Vec<String>,
}

/// Knows no labels: records are found by their own words and codes.
pub struct NoLabels;

impl Labels for NoLabels {
    fn occupation_labels(&self, _code: OccupationCode) -> Vec<String> {
        Vec::new()
    }

    fn skill_labels(&self, _id: &str) -> Vec<String> {
        Vec::new()
    }

    fn place(&self, _postcode: Postcode) -> Option<PlaceLabels> {
        None
    }
}
