//! An employer, and how many people may be placed there under subsidised or unpaid forms.

use super::codes::IndustryDivision;
use super::lists::{Form, Sector};
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

/// How many placements under subsidised or unpaid forms an employer of this size may hold: one
/// for every five ordinary full-time equivalents up to fifty, then one for every ten, and always
/// one. Source: BEK om en aktiv beskæftigelsesindsats § 65.
pub fn allowed_subsidised_heads(ordinary_fte: f64) -> u32 {
    let fte = if ordinary_fte.is_finite() {
        ordinary_fte.max(0.0)
    } else {
        0.0
    };
    let first_fifty = (fte.min(50.0) / 5.0).floor();
    let above_fifty = ((fte - 50.0).max(0.0) / 10.0).floor();
    ((first_fifty + above_fifty) as u32).max(1)
}

/// Whether one more placement under a form is within the employer's ratio; `None` when the
/// employer's size or its placements are unknown.
pub fn ratio_has_room(employer: &Employer, form: Form) -> Option<bool> {
    if !form.counts_against_ratio() {
        return Some(true);
    }
    let allowed = allowed_subsidised_heads(employer.ordinary_fte?);
    Some(employer.subsidised_heads? < allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_follows_the_order() {
        for (fte, allowed) in [
            (0.0, 1),
            (1.0, 1),
            (4.0, 1),
            (24.0, 4),
            (50.0, 10),
            (75.0, 12),
            (60.0, 11),
        ] {
            assert_eq!(
                allowed_subsidised_heads(fte),
                allowed,
                "{fte} full-time equivalents"
            );
        }
        assert_eq!(allowed_subsidised_heads(f64::NAN), 1);
    }

    #[test]
    fn a_full_ratio_leaves_ordinary_work_open() {
        let employer = Employer {
            ordinary_fte: Some(24.0),
            subsidised_heads: Some(4),
            ..Employer::default()
        };
        assert_eq!(ratio_has_room(&employer, Form::InternshipPrivate), Some(false));
        assert_eq!(ratio_has_room(&employer, Form::OrdinaryJob), Some(true));
        assert_eq!(ratio_has_room(&Employer::default(), Form::Hybrid), None);
    }
}
