//! Rows of a ruleset: the ladder of forms, and the dated rows of target groups, durations and travel bounds.

use super::dated::{DatedRow, RuleKind, dated_row, from_fields, meet};
use crate::domain::lists::{EducationLevel, Form, Readiness, TargetGroup};
use serde::Deserialize;

/// A rung of the ladder and who may stand on it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormRule {
    /// The form.
    pub form: Form,
    /// Its place on the ladder, 0..=1.
    pub ladder: f64,
    /// Its place when the person works towards an education.
    pub ladder_towards_education: Option<f64>,
    /// Who may be placed, as text; see [`Who`].
    pub who: String,
}

/// Who may be placed under a form when the profile does not list its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Everybody,
    /// Target groups on a benefit.
    BenefitGroups,
    /// Persons referred to flex jobs.
    FlexJobGroup,
    /// Recipients of cash benefit.
    CashBenefit,
    /// From this many weeks without work.
    Weeks(u16),
    /// Persons whose conditions for integration education were checked.
    IguScheme,
    /// Persons whose conditions for adult apprenticeship were checked.
    AdultApprenticeshipScheme,
}

impl Who {
    /// Reads the text of a row; `None` when it names no rule.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "everybody" => Some(Self::Everybody),
            "benefit_groups" => Some(Self::BenefitGroups),
            "flex_job_group" => Some(Self::FlexJobGroup),
            "cash_benefit" => Some(Self::CashBenefit),
            "scheme:igu" => Some(Self::IguScheme),
            "scheme:adult_apprenticeship" => Some(Self::AdultApprenticeshipScheme),
            _ => text.strip_prefix("weeks:")?.parse().ok().map(Self::Weeks),
        }
    }
}

crate::closed_list! {
    /// A circumstance that lifts a rule, and that no profile tells.
    Unless {
        /// The duty to work of recipients of cash benefit.
        WorkDuty = "work_duty",
    }
}

dated_row! {
    /// A target group while it is in force.
    TargetGroupRule {
        /// The group.
        code: TargetGroup,
        /// Whether its members are on a benefit.
        benefit: bool,
    }
}

impl DatedRow for TargetGroupRule {
    const KIND: RuleKind = RuleKind::TargetGroup;
    const TABLE: &'static str = "target_groups";
    from_fields!(term);

    fn code(&self) -> String {
        self.code.code().to_owned()
    }

    fn target_groups(&self) -> &[TargetGroup] {
        std::slice::from_ref(&self.code)
    }

    fn concerns_same(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

dated_row! {
    /// The longest duration of a form for some persons. The first row that fits decides.
    DurationRule {
        /// Forms it concerns.
        forms: Vec<Form>,
        /// Groups it concerns; empty is all.
        #[serde(default)]
        target_groups: Vec<TargetGroup>,
        /// Readiness it concerns; empty is any.
        #[serde(default)]
        readiness: Vec<Readiness>,
        /// Whether it concerns new graduates only.
        #[serde(default)]
        new_graduate: bool,
        /// The education of the new graduates it concerns; empty is any.
        #[serde(default)]
        education_levels: Vec<EducationLevel>,
        /// Longest duration in weeks.
        weeks: u16,
        /// What lifts the limit, so that a longer offer is not known to be too long.
        #[serde(default)]
        unless: Option<Unless>,
    }
}

impl DurationRule {
    /// Whether it can concern a person who has just completed such an education; nothing for everybody else.
    pub(super) fn is_for_graduate(&self, of: Option<EducationLevel>) -> bool {
        let level_fits = |level| self.education_levels.is_empty() || self.education_levels.contains(&level);
        !self.new_graduate || of.is_some_and(level_fits)
    }

    /// Whether it concerns the same groups as another row.
    pub(super) fn is_for_groups_of(&self, other: &Self) -> bool {
        self.target_groups == other.target_groups && self.readiness == other.readiness
    }
}

impl DatedRow for DurationRule {
    const KIND: RuleKind = RuleKind::Duration;
    const TABLE: &'static str = "durations";
    from_fields!(term, forms, target_groups);

    fn code(&self) -> String {
        let forms: Vec<&str> = self.forms.iter().map(|form| form.code()).collect();
        forms.join("+")
    }

    /// The narrower row stands first; only rows that no person could tell apart collide.
    fn concerns_same(&self, other: &Self) -> bool {
        self.new_graduate == other.new_graduate
            && self.education_levels == other.education_levels
            && self.target_groups == other.target_groups
            && self.readiness == other.readiness
            && meet(&self.forms, &other.forms)
    }

    fn fault(&self) -> Option<String> {
        let fault = match (self.forms.is_empty(), self.weeks) {
            (true, _) => "forms is empty",
            (_, 0) => "weeks must be above 0",
            _ if !self.new_graduate && !self.education_levels.is_empty() => {
                "education_levels go with new_graduate"
            }
            _ => return None,
        };
        Some(fault.to_owned())
    }
}

dated_row! {
    /// A legal bound of daily travel.
    TravelBoundRule {
        /// Weeks without work from which it holds.
        weeks_from: u16,
        /// Minutes a day, out and home together.
        daily_minutes: u16,
    }
}

impl DatedRow for TravelBoundRule {
    const KIND: RuleKind = RuleKind::TravelBound;
    const TABLE: &'static str = "travel_bounds";
    from_fields!(term);

    fn code(&self) -> String {
        format!("from_week_{}", self.weeks_from)
    }

    fn concerns_same(&self, other: &Self) -> bool {
        self.weeks_from == other.weeks_from
    }

    fn fault(&self) -> Option<String> {
        (self.daily_minutes == 0).then(|| "daily_minutes must be above 0".to_owned())
    }
}
