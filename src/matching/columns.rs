//! How columns of many vacancies lie: by kind of work, within it by place.

use super::bounds::{Family, WorkKind};
use super::features::VacancyView;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Rows of one kind of work in one zone and area, up to where the next run begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// First row.
    pub from: u32,
    /// Travel zone, [`UNKNOWN`](super::features::UNKNOWN) where the workplace is not known.
    pub zone: u16,
    /// Labour-market area, see [`VacancyCore::area`](super::features::VacancyCore::area).
    pub area: u8,
}

/// The runs of one kind of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindRuns {
    /// The kind.
    pub kind: WorkKind,
    /// Its runs, as positions of [`Columns::runs`].
    pub runs: Range<u32>,
}

/// Columns of many vacancies, ordered by kind of work, then by zone.
pub trait Columns {
    /// How many rows there are.
    fn rows(&self) -> u32;
    /// The kinds of work that occur.
    fn kinds(&self) -> &[KindRuns];
    /// The runs of all kinds in the order of their rows, and a last one that marks the end.
    fn runs(&self) -> &[Run];
    /// The families that occur.
    fn families(&self) -> &[Family];
    /// Family of each row.
    fn family_of_rows(&self) -> &[u32];
    /// Whether the row still stands.
    fn is_live(&self, row: u32) -> bool;
    /// The columns of a row.
    fn view(&self, row: u32) -> VacancyView<'_>;
}
