//! An employer as a vacancy names it.

use super::codes::IndustryDivision;
use super::lists::Sector;
use serde::{Deserialize, Serialize};

/// An employer as a vacancy names it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Employer {
    /// Name as shown, when the employer is not anonymous.
    pub name: Option<String>,
    /// Company registration number (CVR), eight digits.
    pub cvr: Option<String>,
    /// The employer's id in the sending system.
    pub external_id: Option<String>,
    /// Division of DB07.
    pub industry: Option<IndustryDivision>,
    /// Private or public.
    pub sector: Option<Sector>,
    /// Ordinary full-time equivalents, averaged over the last four months.
    pub ordinary_fte: Option<f64>,
    /// People placed there now under forms that count against the ratio.
    pub subsidised_heads: Option<u32>,
}
