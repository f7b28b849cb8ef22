//! The reference tables a score is made with.

use crate::taxonomy::Taxonomy;
use crate::travel::Matrices;
use crate::travel::Places;

/// Occupations, places and travel times, loaded once and never changed while in use.
#[derive(Debug)]
pub struct Knowledge {
    /// Occupations, skills, industries, courses.
    pub taxonomy: Taxonomy,
    /// Postcodes and zones.
    pub places: Places,
    /// Minutes from zone to zone.
    pub travel: Matrices,
}
