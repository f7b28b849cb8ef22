//! Islands and parts of the peninsula: only a listed link leads from one to another.

use super::error::TravelError;
use super::table::{self, Row};

/// A land mass by its row in `land_masses.tsv`.
pub(super) type LandMass = u16;

/// The ids of the land masses, in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct LandMasses(Vec<String>);

const FILE: &str = "places/land_masses.tsv";
const COLUMNS: [&str; 2] = ["land_mass", "name"];

impl LandMasses {
    pub(super) fn parse(text: &str) -> Result<Self, TravelError> {
        let rows = table::read(FILE, text, &COLUMNS)?;
        Ok(Self(rows.iter().map(|row| row.text(0).to_owned()).collect()))
    }

    pub(super) fn number(&self, id: &str) -> Option<LandMass> {
        self.0
            .iter()
            .position(|known| known == id)
            .map(|index| index as LandMass)
    }

    /// Reads the land mass named in a column of another file.
    pub(super) fn read<const COLUMNS: usize>(
        &self,
        row: &Row<'_, COLUMNS>,
        column: usize,
    ) -> Result<LandMass, TravelError> {
        row.value(column, "a land mass of land_masses.tsv", |id| self.number(id))
    }
}
