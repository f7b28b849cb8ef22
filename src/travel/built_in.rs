//! The minutes of the built-in network, apart from the network they were computed from: computing them
//! takes long, reading them again does not.

use super::places::Places;
use crate::domain::number_list;
use crate::domain::travel_mode::{TimeBand, TravelMode};
use serde::{Deserialize, Serialize};

/// Minutes between all zones by mode and band; those that are alike share a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuiltInMinutes {
    pub(super) tables: Vec<Cells>,
    /// Which table holds a mode and band.
    pub(super) table_of: [[u8; TimeBand::ALL.len()]; TravelMode::ALL.len()],
}

/// The cells of a table, row by row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cells(#[serde(with = "number_list")] pub(super) Vec<u16>);

impl BuiltInMinutes {
    /// Whether every mode and band has a table, and every table a cell for each pair of zones.
    pub fn are_for(&self, places: &Places) -> bool {
        let cells = places.zone_count() * places.zone_count();
        let known = |&table: &u8| usize::from(table) < self.tables.len();
        self.tables.iter().all(|table| table.0.len() == cells) && self.table_of.iter().flatten().all(known)
    }
}
