//! What goes with a placement form: pay, hours, school, conditions, and how many persons an employer may take.

use super::dated::{self, DatedRow, RuleKind, dated_row, from_fields, meet};
use super::ruleset::Ruleset;
use crate::domain::lists::Form;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Most hours a week that a row may name.
const MOST_HOURS: u16 = 84;

crate::closed_list! {
    /// What a person lives on while placed under a form.
    Pay {
        Wage = "wage",
        WageAndBenefit = "wage_and_benefit",
        Benefit = "benefit",
        SubsidisedWage = "subsidised_wage",
        BenefitLevelWage = "benefit_level_wage",
        FlexWage = "flex_wage",
        ApprenticeWage = "apprentice_wage",
        AdultWage = "adult_wage",
        TraineeWage = "trainee_wage",
    }
}

crate::closed_list! {
    /// Who sees to it that a condition is met.
    Party { Employer = "employer", Jobseeker = "jobseeker", Municipality = "municipality" }
}

dated_row! {
    /// What a form is.
    FormTerms {
        /// The form.
        form: Form,
        /// What the person lives on.
        pay: Pay,
        /// Fewest hours a week in all.
        #[serde(default)]
        hours_min: Option<u16>,
        /// Most hours a week the rules allow.
        #[serde(default)]
        hours_max: Option<u16>,
        /// Fewest hours of practice a week.
        #[serde(default)]
        practice_hours_min: Option<u16>,
        /// Weeks at school.
        #[serde(default)]
        school_weeks: Option<u16>,
        /// Hours a week while at school.
        #[serde(default)]
        school_hours: Option<u16>,
        /// How long an education lasts, in weeks.
        #[serde(default)]
        length_weeks: Option<u16>,
        /// In Danish.
        da: String,
        /// In English.
        en: String,
    }
}

impl DatedRow for FormTerms {
    const KIND: RuleKind = RuleKind::FormTerms;
    const TABLE: &'static str = "form_terms";
    from_fields!(term, text);

    fn code(&self) -> String {
        self.form.code().to_owned()
    }

    fn forms(&self) -> &[Form] {
        std::slice::from_ref(&self.form)
    }

    fn concerns_same(&self, other: &Self) -> bool {
        self.form == other.form
    }

    fn fault(&self) -> Option<String> {
        let hours = [
            self.hours_min,
            self.hours_max,
            self.practice_hours_min,
            self.school_hours,
        ];
        let fault = if hours.iter().flatten().any(|&hours| hours > MOST_HOURS) {
            format!("hours a week are at most {MOST_HOURS}")
        } else if self.hours_min > self.hours_max && self.hours_max.is_some() {
            "hours_min is above hours_max".to_owned()
        } else if self.school_weeks.is_some() != self.school_hours.is_some() {
            "school_weeks and school_hours belong together".to_owned()
        } else if self.school_weeks > self.length_weeks && self.length_weeks.is_some() {
            "school_weeks is above length_weeks".to_owned()
        } else {
            return None;
        };
        Some(fault)
    }
}

dated_row! {
    /// A condition that comes with some forms.
    FormCondition {
        /// Which.
        code: String,
        /// Who sees to it.
        party: Party,
        /// Forms it concerns.
        forms: Vec<Form>,
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

impl DatedRow for FormCondition {
    const KIND: RuleKind = RuleKind::FormCondition;
    const TABLE: &'static str = "form_conditions";
    from_fields!(term, code, forms, text);

    fn concerns_same(&self, other: &Self) -> bool {
        self.code == other.code && meet(&self.forms, &other.forms)
    }

    fn fault(&self) -> Option<String> {
        if self.forms.is_empty() {
            return Some("forms is empty".to_owned());
        }
        figure_fault(self.value, self.unit.as_deref())
    }
}

/// What is wrong with a figure and its unit.
pub(super) fn figure_fault(value: Option<f64>, unit: Option<&str>) -> Option<String> {
    let bad = value.is_some_and(|value| !(0.0..=1e9).contains(&value));
    let fault = match (value, unit) {
        _ if bad => "value must be 0 or more",
        (Some(_), None) | (None, Some(_)) => "value and unit belong together",
        _ => return None,
    };
    Some(fault.to_owned())
}

/// One place for every so many full-time equivalents, up to a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatioStep {
    /// The size at which the step ends; the last one has no end.
    #[serde(default)]
    pub up_to: Option<u16>,
    /// Ordinary full-time equivalents for one place.
    pub per: u16,
}

dated_row! {
    /// How many persons an employer may have placed under subsidised and unpaid forms.
    RatioRule {
        /// The forms that count.
        forms: Vec<Form>,
        /// Steps of size, the smallest first.
        steps: Vec<RatioStep>,
        /// Places that every employer has.
        at_least: u16,
        /// Months over which the ordinary employees are averaged.
        months: u16,
    }
}

impl RatioRule {
    /// How many persons an employer of this size may have placed.
    pub fn allowed(&self, ordinary_fte: u16) -> u16 {
        allowed(&self.steps, self.at_least, ordinary_fte)
    }
}

/// How many persons the steps of a [`RatioRule`] allow an employer of this size.
pub(super) fn allowed(steps: &[RatioStep], at_least: u16, ordinary_fte: u16) -> u16 {
    let mut below = 0;
    let mut places = 0;
    for step in steps {
        let end = step.up_to.unwrap_or(u16::MAX).min(ordinary_fte).max(below);
        places += (end - below) / step.per;
        below = end;
    }
    places.max(at_least)
}

impl DatedRow for RatioRule {
    const KIND: RuleKind = RuleKind::Ratio;
    const TABLE: &'static str = "ratios";
    from_fields!(term, forms);

    fn code(&self) -> String {
        "ratio".to_owned()
    }

    fn concerns_same(&self, other: &Self) -> bool {
        meet(&self.forms, &other.forms)
    }

    fn fault(&self) -> Option<String> {
        let ends: Vec<u16> = self
            .steps
            .iter()
            .map(|step| step.up_to.unwrap_or(u16::MAX))
            .collect();
        let fault = if self.forms.is_empty() {
            "forms is empty"
        } else if self.steps.iter().any(|step| step.per == 0) {
            "per must be above 0"
        } else if ends.last() != Some(&u16::MAX) || ends.windows(2).any(|pair| pair[0] >= pair[1]) {
            "steps must rise, and the last one have no up_to"
        } else {
            return None;
        };
        Some(fault.to_owned())
    }
}

impl Ruleset {
    /// What a form is on a day; nothing where no row tells.
    pub fn form_terms(&self, form: Form, day: Date) -> Option<&FormTerms> {
        dated::on(&self.form_terms, day).find(|row| row.form == form)
    }

    /// Whether a form is known to have ended by a day: it has rows, and all of them lie behind.
    pub fn form_has_ended(&self, form: Form, day: Date) -> bool {
        let mut rows = self.form_terms.iter().filter(|row| row.form == form).peekable();
        rows.peek().is_some() && rows.all(|row| row.valid_to.is_some_and(|to| to < day))
    }

    /// The conditions of a form on a day, in the order of the table.
    pub fn form_conditions(&self, form: Form, day: Date) -> impl Iterator<Item = &FormCondition> {
        dated::on(&self.form_conditions, day).filter(move |row| row.forms.contains(&form))
    }

    /// The ratio that a form counts against on a day.
    pub fn ratio(&self, form: Form, day: Date) -> Option<&RatioRule> {
        dated::on(&self.ratios, day).find(|row| row.forms.contains(&form))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::ruleset::built_in;
    use jiff::civil::date;
    use proptest::prelude::*;

    const DAY: Date = date(2026, 11, 24);

    #[test]
    fn the_ratio_follows_the_order() {
        let ruleset = built_in();
        let ratio = ruleset.ratio(Form::InternshipPrivate, DAY).expect("a row");
        for (fte, allowed) in [(0, 1), (1, 1), (4, 1), (24, 4), (50, 10), (60, 11), (75, 12)] {
            assert_eq!(ratio.allowed(fte), allowed, "{fte} full-time equivalents");
        }
        for &form in Form::ALL {
            assert_eq!(
                ruleset.ratio(form, DAY).is_some(),
                form.counts_against_ratio(),
                "{form}"
            );
        }
        assert!(ruleset.ratio(Form::Hybrid, date(2018, 12, 31)).is_none());
    }

    #[test]
    fn a_form_ends_with_its_last_row() {
        let ruleset = built_in();
        assert!(!ruleset.form_has_ended(Form::Igu, date(2027, 12, 31)));
        assert!(ruleset.form_has_ended(Form::Igu, date(2028, 1, 1)));
        assert!(!ruleset.form_has_ended(Form::Igu, date(2010, 1, 1)));
        assert!(
            Form::ALL
                .iter()
                .all(|&form| ruleset.form_terms(form, DAY).is_some())
        );
        let igu = ruleset.form_terms(Form::Igu, DAY).expect("a row");
        assert_eq!((igu.school_weeks, igu.school_hours), (Some(23), Some(37)));
        assert!(ruleset.form_terms(Form::Igu, date(2028, 1, 1)).is_none());
    }

    #[test]
    fn conditions_are_those_of_the_form() {
        let ruleset = built_in();
        let codes = |form| -> Vec<&str> {
            ruleset
                .form_conditions(form, DAY)
                .map(|row| row.code.as_str())
                .collect()
        };
        assert!(codes(Form::OrdinaryJob).is_empty());
        assert!(codes(Form::WageSubsidyPrivate).contains(&"net_expansion"));
        assert!(codes(Form::CommunityWork).contains(&"public_employer"));
        assert_eq!(
            codes(Form::FlexJob),
            ["visited_to_flex_job", "accommodations_agreed"]
        );
    }

    proptest! {
        #[test]
        fn a_larger_employer_never_has_fewer_places(fte in 0u16..5000, more in 0u16..5000) {
            let ruleset = built_in();
            let ratio = ruleset.ratio(Form::Hybrid, DAY).expect("a row");
            prop_assert!(ratio.allowed(fte) <= ratio.allowed(fte + more));
            prop_assert!(ratio.allowed(fte) >= 1);
        }
    }
}
