//! What being available asks, what commuting gives, and how travel to interviews is paid where.

use super::dated::{self, DatedRow, RuleKind, dated_row, from_fields, meet};
use super::form_rules::figure_fault;
use super::ruleset::Ruleset;
use crate::domain::lists::{Form, TargetGroup};
use crate::domain::travel_mode::TravelMode;
use jiff::civil::Date;

dated_row! {
    /// What is asked of a jobseeker. Information for the conversation.
    AvailabilityRule {
        /// Which.
        code: String,
        /// Groups it concerns; empty is all.
        #[serde(default)]
        target_groups: Vec<TargetGroup>,
        /// A figure of it.
        #[serde(default)]
        value: Option<f64>,
        /// What the figure counts.
        #[serde(default)]
        unit: Option<String>,
        /// In Danish.
        da: String,
        /// In English.
        en: String,
    }
}

impl DatedRow for AvailabilityRule {
    const KIND: RuleKind = RuleKind::Availability;
    const TABLE: &'static str = "availability";
    from_fields!(term, code, target_groups, text);

    fn concerns_same(&self, other: &Self) -> bool {
        self.code == other.code && meet(&self.target_groups, &other.target_groups)
    }

    fn fault(&self) -> Option<String> {
        figure_fault(self.value, self.unit.as_deref())
    }
}

dated_row! {
    /// What the way to a placement gives.
    CommutingAllowance {
        /// Forms it holds for.
        forms: Vec<Form>,
        /// Forms of which it is not known.
        #[serde(default)]
        unsure: Vec<Form>,
        /// Kilometres a day, out and home together, that give nothing.
        km_above: u16,
        /// Kroner for each kilometre above.
        dkk_per_km: f64,
        /// In Danish.
        da: String,
        /// In English.
        en: String,
    }
}

impl CommutingAllowance {
    /// Kroner for a day of so many kilometres.
    pub fn dkk_for_a_day(&self, km: f64) -> f64 {
        (km - f64::from(self.km_above)).max(0.0) * self.dkk_per_km
    }
}

impl DatedRow for CommutingAllowance {
    const KIND: RuleKind = RuleKind::CommutingAllowance;
    const TABLE: &'static str = "commuting_allowances";
    from_fields!(term, forms, text);

    fn code(&self) -> String {
        "commuting_allowance".to_owned()
    }

    fn concerns_same(&self, _: &Self) -> bool {
        true
    }

    fn fault(&self) -> Option<String> {
        let fault = if !(0.0..=1000.0).contains(&self.dkk_per_km) {
            "dkk_per_km must be 0 to 1000"
        } else if self.unsure.iter().any(|form| self.forms.contains(form)) {
            "a form stands in forms and in unsure"
        } else {
            return None;
        };
        Some(fault.to_owned())
    }
}

dated_row! {
    /// How travel to an interview is paid in the municipality of the home.
    InterviewTravel {
        /// Official code of the municipality.
        municipality: u16,
        /// Its name.
        name: String,
        /// Kilometres out and home above which it is paid.
        #[serde(default)]
        threshold_km: Option<u16>,
        /// Minutes out and home above which it is paid, by `mode`.
        #[serde(default)]
        threshold_minutes: Option<u16>,
        /// The means the minutes go by.
        #[serde(default)]
        mode: Option<TravelMode>,
        /// Fewest hours a week the job must have.
        #[serde(default)]
        min_hours: Option<u16>,
        /// Forms it is not paid for.
        #[serde(default)]
        except_forms: Vec<Form>,
        /// Kroner the person pays first.
        #[serde(default)]
        deductible_dkk: Option<u16>,
        /// Days in which it is applied for.
        #[serde(default)]
        deadline_days: Option<u16>,
        /// In Danish.
        da: String,
        /// In English.
        en: String,
    }
}

impl DatedRow for InterviewTravel {
    const KIND: RuleKind = RuleKind::InterviewTravel;
    const TABLE: &'static str = "interview_travel";
    from_fields!(term, text);

    fn code(&self) -> String {
        format!("{:04}", self.municipality)
    }

    fn concerns_same(&self, other: &Self) -> bool {
        self.municipality == other.municipality
    }

    fn fault(&self) -> Option<String> {
        let fault = match (self.threshold_km, self.threshold_minutes, self.mode) {
            (Some(_), None, None) | (None, Some(_), Some(_)) => return None,
            _ => "wants either threshold_km, or threshold_minutes and mode",
        };
        Some(fault.to_owned())
    }
}

impl Ruleset {
    /// The commuting allowance of a day.
    pub fn commuting_allowance(&self, day: Date) -> Option<&CommutingAllowance> {
        dated::on(&self.commuting_allowances, day).next()
    }

    /// The rule of a municipality on a day, by its official code.
    pub fn interview_travel(&self, municipality: u16, day: Date) -> Option<&InterviewTravel> {
        dated::on(&self.interview_travel, day).find(|row| row.municipality == municipality)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::ruleset::built_in;
    use jiff::civil::date;

    const DAY: Date = date(2026, 11, 24);

    #[test]
    fn only_kilometres_above_the_threshold_count() {
        let ruleset = built_in();
        let row = ruleset.commuting_allowance(DAY).expect("a row");
        assert!(row.dkk_for_a_day(24.0).abs() < 1e-9);
        assert!((row.dkk_for_a_day(34.0) - 11.2).abs() < 1e-9);
        assert!(!row.forms.contains(&Form::WageSubsidyPrivate));
        assert!(ruleset.commuting_allowance(date(2023, 12, 31)).is_none());
    }

    #[test]
    fn a_municipality_without_a_row_is_not_known() {
        let ruleset = built_in();
        assert!(ruleset.interview_travel(461, DAY).is_none());
        let vejle = ruleset.interview_travel(630, DAY).expect("a row");
        assert_eq!((vejle.threshold_km, vejle.min_hours), (Some(200), Some(20)));
        assert!(dated::on(&ruleset.availability, DAY).any(|row| row.code == "notice_days"));
    }
}
