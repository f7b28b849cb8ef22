//! Rows of a ruleset: the ladder of forms, target groups, durations and travel bounds, each with the
//! days it is in force and the source it stands in.

use crate::domain::lists::{Form, Readiness, TargetGroup};
use jiff::civil::Date;
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

/// A target group while it is in force.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetGroupRule {
    /// The group.
    pub code: TargetGroup,
    /// Whether its members are on a benefit.
    pub benefit: bool,
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force.
    pub valid_to: Option<Date>,
    /// Where the rule stands.
    pub source: String,
    /// Whether it still has to be checked against the source.
    pub verify: bool,
}

/// The longest duration of a form for some persons.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DurationRule {
    /// Forms it concerns.
    pub forms: Vec<Form>,
    /// Groups it concerns; empty is all.
    #[serde(default)]
    pub target_groups: Vec<TargetGroup>,
    /// Readiness it concerns; empty is any.
    #[serde(default)]
    pub readiness: Vec<Readiness>,
    /// Whether it concerns new graduates only.
    #[serde(default)]
    pub new_graduate: bool,
    /// Longest duration in weeks.
    pub weeks: u16,
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force.
    pub valid_to: Option<Date>,
    /// Where the rule stands.
    pub source: String,
    /// Whether it still has to be checked against the source.
    pub verify: bool,
}

/// A legal bound of daily travel.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TravelBoundRule {
    /// Weeks without work from which it holds.
    pub weeks_from: u16,
    /// Minutes a day, out and home together.
    pub daily_minutes: u16,
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force.
    pub valid_to: Option<Date>,
    /// Where the rule stands.
    pub source: String,
    /// Whether it still has to be checked against the source.
    pub verify: bool,
}

/// Whether a row with these days is in force.
pub(super) fn in_force(day: Date, from: Date, to: Option<Date>) -> bool {
    from <= day && to.is_none_or(|last| day <= last)
}
