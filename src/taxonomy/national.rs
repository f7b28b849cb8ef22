//! National codes and names below the unit groups and divisions: DISCO-08 and DB07 of Statistics Denmark.

use super::normalise::fold;
use super::occupations::OccupationIx;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A code of DISCO-08 of any level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscoRow {
    /// One to four or six digits.
    pub code: String,
    /// The official Danish name.
    pub name: String,
    /// The unit groups it stands for: one from four digits on.
    pub unit_groups: Vec<OccupationIx>,
}

/// A name of DB07.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryRow {
    /// The official Danish name.
    pub name: String,
    /// Number of the division it belongs to, 1..=99.
    pub division: u8,
}

/// The codes of DISCO-08 that are not those of unit groups; empty unless imported.
#[derive(Debug, Default)]
pub(crate) struct NationalOccupations {
    codes: HashMap<Box<str>, OccupationIx>,
    /// Folded names of groups above the unit groups.
    groups: HashMap<String, Vec<OccupationIx>>,
}

impl NationalOccupations {
    pub(crate) fn new(rows: &[DiscoRow]) -> Self {
        let mut national = Self::default();
        for row in rows {
            match (row.code.len(), row.unit_groups.as_slice()) {
                (4.., &[unit_group]) => {
                    national.codes.insert(row.code.as_str().into(), unit_group);
                }
                (..4, unit_groups) => {
                    national
                        .groups
                        .entry(fold(&row.name))
                        .or_insert_with(|| unit_groups.to_vec());
                }
                _ => {}
            }
        }
        national
    }

    /// The unit group of a national code of four or six digits.
    pub(crate) fn unit_group(&self, code: &str) -> Option<OccupationIx> {
        self.codes.get(code).copied()
    }

    /// The unit groups below a group above them, by its official name, however written.
    pub(crate) fn group(&self, name: &str) -> Option<&[OccupationIx]> {
        self.groups.get(&fold(name)).map(Vec::as_slice)
    }
}
