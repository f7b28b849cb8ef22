//! A ruleset: everything tunable in a score, validated before it may be used.

use super::cadences::CadenceRule;
use super::dated;
use super::explanation_rules::ExplanationRules;
use super::form_rules::{FormCondition, FormTerms, RatioRule};
use super::list_ruleset::{ListRules, TrackRule};
use super::local_rules::{AvailabilityRule, CommutingAllowance, InterviewTravel};
use super::reverse::ReverseRules;
use super::ruleset_rows::{DurationRule, FormRule, TargetGroupRule, TravelBoundRule, Who};
use super::schemes::SchemeRule;
use super::transition_rules::TransitionRules;
use crate::domain::lists::{EducationLevel, Form, Readiness, TargetGroup};
use crate::domain::travel_mode::TravelMode;
use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;

/// Why a ruleset is refused.
#[derive(Debug, thiserror::Error)]
pub enum RulesetError {
    /// The file is not TOML of the right shape; the text names line and field.
    #[error("ruleset {file}: line {line}: {problem}")]
    Shape {
        /// Name of the file.
        file: String,
        /// Line in it, from 1.
        line: usize,
        /// What the reader found.
        problem: String,
    },
    /// A value breaks a rule between values.
    #[error("ruleset {file}: {field}: {problem}")]
    Rule {
        /// Name of the file.
        file: String,
        /// The field or table at fault.
        field: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// A validated ruleset.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruleset {
    /// Its name, such as `2026.1`.
    pub id: String,
    /// SHA-256 of the file and of the one it names, in hexadecimal.
    #[serde(skip)]
    pub hash: String,
    /// The file with its legal and local rows, below the folder of rulesets; its own where it names none.
    #[serde(default)]
    pub legal: Option<String>,
    /// Default weights of the three axes.
    pub axes: AxisWeights,
    /// Weights of the named strategies.
    pub strategies: BTreeMap<String, AxisWeights>,
    /// When the strategy `broaden` is suggested.
    pub suggest_broaden: SuggestBroaden,
    /// What stands in for fields that are not known.
    pub defaults: Defaults,
    /// The resources axis.
    pub resources: ResourceRules,
    /// The mobility axis.
    pub mobility: MobilityRules,
    /// The branch axis.
    pub branch: BranchRules,
    /// Moves between occupations.
    pub transitions: TransitionRules,
    /// The job-first prior.
    pub prior: PriorRules,
    /// What stands in for measures that are not there.
    #[serde(default)]
    pub estimates: Estimates,
    /// How far explanations look.
    pub explanations: ExplanationRules,
    /// The ladder of forms, one row for every form.
    pub forms: Vec<FormRule>,
    /// Target groups and whether they are on a benefit.
    pub target_groups: Vec<TargetGroupRule>,
    /// How a list is ordered above its scores.
    pub list: ListRules,
    /// What the tracks of the alliance change while a request says nothing.
    pub tracks: Vec<TrackRule>,
    /// How persons are grouped for a vacancy.
    pub reverse: ReverseRules,
    /// Longest durations.
    pub durations: Vec<DurationRule>,
    /// Legal bounds of daily travel.
    pub travel_bounds: Vec<TravelBoundRule>,
    /// What each form is.
    #[serde(default)]
    pub form_terms: Vec<FormTerms>,
    /// What goes with each form.
    #[serde(default)]
    pub form_conditions: Vec<FormCondition>,
    /// How many persons an employer may have placed.
    #[serde(default)]
    pub ratios: Vec<RatioRule>,
    /// What being available asks.
    #[serde(default)]
    pub availability: Vec<AvailabilityRule>,
    /// Talks and follow-up.
    #[serde(default)]
    pub cadences: Vec<CadenceRule>,
    /// What the way to a placement gives.
    #[serde(default)]
    pub commuting_allowances: Vec<CommutingAllowance>,
    /// How travel to interviews is paid.
    #[serde(default)]
    pub interview_travel: Vec<InterviewTravel>,
    /// What can pay a course, an education, a move or an income.
    #[serde(default)]
    pub schemes: Vec<SchemeRule>,
}

/// Weights of the three axes; they sum to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AxisWeights {
    /// What the person brings and wants.
    pub resources: f64,
    /// Getting there, in time, for the hours wanted.
    pub mobility: f64,
    /// The move from where the person has been.
    pub branch: f64,
}

/// When the strategy `broaden` is suggested.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuggestBroaden {
    /// Weeks without work from which it is.
    pub weeks_unemployed: u16,
    /// Most wishes a narrow list has.
    pub max_wishes: usize,
}

/// What stands in for unknown fields.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defaults {
    /// Means of transport.
    pub modes: Vec<TravelMode>,
    /// Longest trip one way, minutes.
    pub max_travel_minutes: u16,
    /// Fewest hours a week.
    pub hours_min: f64,
    /// Most hours a week.
    pub hours_max: f64,
}

/// What stands in for measures that are not there.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimates {
    /// Kilometres by road for each in a straight line, 1..=3.
    pub road_per_straight_km: f64,
}

impl Default for Estimates {
    fn default() -> Self {
        Self {
            road_per_straight_km: 1.3,
        }
    }
}

macro_rules! shares {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fmeta])* #[doc = concat!("`", stringify!($field), "` of the file.")] pub $field: f64),+ }

        impl $name {
            pub(super) fn values(&self) -> Vec<(&'static str, f64)> {
                vec![$((stringify!($field), self.$field)),+]
            }
        }
    };
}

shares!(
    /// The resources axis.
    ResourceRules {
        coverage, experience, wishes, text_confidence, inherited_confidence, optional_weight, certificate_weight,
        years_weight, education_weight, language_weight, near_factor, mastery_beginner,
        mastery_experienced, mastery_expert, typical_from_experience, typical_from_education,
        typical_from_wishes, taught_weight, unknown_certificate, experience_saturation_years, experience_floor,
        experience_unknown_years, recency_full_years, recency_floor_years, recency_floor,
        wish_rank_step, wish_rank_floor, interest_match, goal_match, step_towards_goal,
        step_viability, extra_each, extra_max,
    }
);
shares!(
    /// The mobility axis; the `longest_` values are minutes.
    MobilityRules {
        travel, hours, schedule, at_wish, over_wish, at_bound, unknown_hours, unknown_schedule,
        fewer_hours_floor, longest_walk, longest_bicycle, longest_moped,
    }
);
shares!(
    /// The branch axis.
    BranchRules {
        viability, wisdom, entry_level_1,
        entry_level_2, entry_level_3, entry_level_4, introduction_factor, entry_education, education_strength, least_strength,
        full_strength_years, near_viability,
        reachable_viability, stay_neighbour, stay_cross, seek_own, shortage, paradox, good,
        less_good, unknown_balance, leave_poor_trade,
    }
);
shares!(
    /// The job-first prior; the `_weeks` values are weeks, `many_places` a count.
    PriorRules {
        lambda, ladder, duration, start, places, support, intent, long_weeks, soon_weeks,
        late_weeks, many_places,
    }
);

/// Bytes as lower-case hexadecimal digits.
struct HexDigest<'d>(&'d [u8]);

impl fmt::LowerHex for HexDigest<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// The rows that may be a person's.
#[derive(Debug, Clone, PartialEq)]
pub struct MayFit<'r> {
    /// In the order of the table.
    pub rows: Vec<&'r DurationRule>,
    /// Whether one of them is the person's for sure.
    pub is_bounded: bool,
}

/// Whether a value is among those of a row, of which none means all; `None` while it is not known.
fn fits<T: PartialEq>(of_row: &[T], known: Option<T>) -> Option<bool> {
    if of_row.is_empty() {
        return Some(true);
    }
    known.map(|value| of_row.contains(&value))
}

impl Ruleset {
    /// Reads and validates a ruleset that stands in one file.
    ///
    /// # Errors
    /// Names the line, the field or the row at fault; a bad ruleset is never used in part.
    pub fn parse(file: &str, text: &str) -> Result<Self, RulesetError> {
        Self::parse_files(&[(file, text)])
    }

    /// Reads and validates a ruleset that stands in several files, given as name and text.
    ///
    /// # Errors
    /// As [`Ruleset::parse`], with the file at fault.
    pub fn parse_files(files: &[(&str, &str)]) -> Result<Self, RulesetError> {
        let texts: Vec<&str> = files.iter().map(|(_, text)| *text).collect();
        let text = texts.join("\n");
        let mut ruleset: Self = toml::from_str(&text).map_err(|error| shape(files, &error))?;
        ruleset.hash = format!("{:x}", HexDigest(Sha256::digest(text.as_bytes()).as_slice()));
        match ruleset.first_problem() {
            None => Ok(ruleset),
            Some((field, problem)) => Err(RulesetError::Rule {
                file: files
                    .first()
                    .map_or_else(String::new, |(file, _)| (*file).to_owned()),
                field,
                problem,
            }),
        }
    }

    /// Longest daily travel that may be asked of a person, out and home, in minutes.
    pub fn daily_travel_bound(&self, weeks_unemployed: u16, day: Date) -> u16 {
        self.travel_bound(weeks_unemployed, day)
            .map_or(u16::MAX, |row| row.daily_minutes)
    }

    /// The row behind [`Ruleset::daily_travel_bound`].
    pub fn travel_bound(&self, weeks_unemployed: u16, day: Date) -> Option<&TravelBoundRule> {
        dated::on(&self.travel_bounds, day)
            .filter(|row| row.weeks_from <= weeks_unemployed)
            .max_by_key(|row| row.daily_minutes)
    }

    /// The rows on the longest duration of a form that may be a person's on this day: more than one while the
    /// target group or the readiness is not known. The last one is the person's for sure, if there is one.
    pub fn durations(
        &self,
        form: Form,
        group: Option<TargetGroup>,
        readiness: Option<Readiness>,
        graduate_of: Option<EducationLevel>,
        day: Date,
    ) -> MayFit<'_> {
        let mut rows = Vec::new();
        let of_form = dated::on(&self.durations, day).filter(|row| row.forms.contains(&form));
        for row in of_form.filter(|row| row.is_for_graduate(graduate_of)) {
            // What is known of the person decides between these two, and the narrower one stands first.
            if rows
                .iter()
                .any(|first: &&DurationRule| first.is_for_groups_of(row))
            {
                continue;
            }
            let of_group = fits(&row.target_groups, group);
            let of_readiness = fits(&row.readiness, readiness);
            if of_group == Some(false) || of_readiness == Some(false) {
                continue;
            }
            rows.push(row);
            if of_group == Some(true) && of_readiness == Some(true) {
                return MayFit {
                    rows,
                    is_bounded: true,
                };
            }
        }
        MayFit {
            rows,
            is_bounded: false,
        }
    }

    /// Whether a target group is on a benefit on this day; `None` when no row is in force.
    pub fn on_benefit(&self, group: TargetGroup, day: Date) -> Option<bool> {
        dated::on(&self.target_groups, day)
            .find(|row| row.code == group)
            .map(|row| row.benefit)
    }

    /// The ladder's rung of a form, 0..=1.
    pub fn ladder(&self, form: Form, towards_education: bool) -> f64 {
        self.form_rule(form).map_or(0.0, |row| {
            row.ladder_towards_education
                .filter(|_| towards_education)
                .unwrap_or(row.ladder)
        })
    }

    /// Who may be placed under a form.
    pub fn who(&self, form: Form) -> Who {
        self.form_rule(form)
            .and_then(|row| Who::parse(&row.who))
            .unwrap_or(Who::Everybody)
    }

    fn form_rule(&self, form: Form) -> Option<&FormRule> {
        self.forms.iter().find(|row| row.form == form)
    }
}

/// The place of a fault of joined files: the file it lies in and the line there.
fn shape(files: &[(&str, &str)], error: &toml::de::Error) -> RulesetError {
    let mut offset = error.span().map_or(0, |span| span.start);
    let mut place = ("", "");
    for &(file, text) in files {
        place = (file, text);
        if offset <= text.len() {
            break;
        }
        offset -= text.len() + 1;
    }
    let before = place.1.bytes().take(offset);
    RulesetError::Shape {
        file: place.0.to_owned(),
        line: 1 + before.filter(|&byte| byte == b'\n').count(),
        problem: error.message().to_owned(),
    }
}

/// The built-in files, for tests.
#[cfg(test)]
pub(crate) const BUILT_IN: [(&str, &str); 2] = [
    (
        "rulesets/2026.1.toml",
        include_str!("../../index/rulesets/2026.1.toml"),
    ),
    (
        "rulesets/legal/denmark.toml",
        include_str!("../../index/rulesets/legal/denmark.toml"),
    ),
];

/// The built-in ruleset, for tests.
#[cfg(test)]
pub(crate) fn built_in() -> Ruleset {
    Ruleset::parse_files(&BUILT_IN).expect("valid")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn the_first_ruleset_is_valid_and_names_its_hash() {
        let ruleset = built_in();
        assert_eq!(ruleset.id, "2026.1");
        assert_eq!(ruleset.hash.len(), 64);
        assert_eq!(ruleset.who(Form::WageSubsidyPrivate), Who::Weeks(26));
        assert!((ruleset.ladder(Form::Apprenticeship, true) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn durations_and_bounds_follow_the_person() {
        let ruleset = built_in();
        let weeks = |group, readiness, graduate_of| {
            let form = Form::InternshipPrivate;
            let may_fit = ruleset.durations(form, group, readiness, graduate_of, day("2026-11-24"));
            let weeks: Vec<u16> = may_fit.rows.iter().map(|row| row.weeks).collect();
            (weeks, may_fit.is_bounded)
        };
        let insured = Some(TargetGroup::UnemploymentInsurance);
        let on_cash_benefit = Some(TargetGroup::CashBenefit);
        let is_active = Some(Readiness::ActivityReady);
        assert_eq!(weeks(insured, None, None), (vec![4], true));
        assert_eq!(weeks(on_cash_benefit, is_active, None), (vec![13], true));
        assert_eq!(weeks(on_cash_benefit, None, None), (vec![4, 13], true));
        assert_eq!(weeks(None, None, None), (vec![4, 4, 13], true));
        // Eight weeks are for graduates of a higher education, and only ever more than others have.
        let (academic, skilled) = (Some(EducationLevel::LongHigher), Some(EducationLevel::Vocational));
        let is_ready = Some(Readiness::JobReady);
        assert_eq!(weeks(insured, None, academic), (vec![8], true));
        assert_eq!(weeks(insured, None, skilled), (vec![4], true));
        assert_eq!(weeks(on_cash_benefit, is_ready, academic), (vec![8], true));
        assert_eq!(weeks(on_cash_benefit, is_active, academic), (vec![13], true));
        assert_eq!(
            weeks(Some(TargetGroup::SicknessBenefit), None, academic),
            (vec![13], true)
        );
        assert_eq!(weeks(None, None, academic), (vec![8, 8, 13], true));
        assert_eq!(ruleset.daily_travel_bound(7, day("2026-11-24")), 180);
        assert_eq!(ruleset.daily_travel_bound(30, day("2026-11-24")), 240);
    }

    #[test]
    fn a_bad_ruleset_is_refused_with_its_field() {
        let refused = |from: &str, to: &str| {
            let texts = BUILT_IN.map(|(file, text)| (file, text.replacen(from, to, 1)));
            assert!(
                texts.iter().zip(BUILT_IN).any(|(new, old)| new.1 != old.1),
                "{from}"
            );
            let files = texts.each_ref().map(|(file, text)| (*file, text.as_str()));
            Ruleset::parse_files(&files).expect_err("refused").to_string()
        };
        assert!(refused("mobility = 0.30", "mobility = 0.40").contains("axes"));
        assert!(refused("at_wish = 0.50", "at_wish = 0.10").contains("mobility.at_wish"));
        assert!(refused("near_factor = 0.8", "near_factor = 1.8").contains("resources.near_factor"));
        assert!(refused("form = \"part_time\"", "form = \"parttime\"").contains("line"));
        assert!(refused("who = \"weeks:26\"", "who = \"weeks:x\"").contains("wage_subsidy_private"));
        assert!(refused("lambda = 0.10", "lambda = nan").contains("prior.lambda"));
        assert!(refused("lambda = 0.10", "lambda = 0.10\nbonus = 1").contains("bonus"));
        // Rows are named with their table, place and code, shapes with their file and line.
        assert!(refused("code = \"O02\"", "code = \"O01\"").contains("cadences[3] O01: overlaps"));
        let turned = refused("valid_to = \"2026-06-30\"", "valid_to = \"2023-06-30\"");
        assert!(
            turned.contains("cadences[1] O01: valid_to 2023-06-30 lies before"),
            "{turned}"
        );
        assert!(refused("dkk_per_km = 1.12", "dkk_per_km = -1.12").contains("commuting_allowances[1]"));
        assert!(refused("threshold_km = 200\n", "").contains("interview_travel[2] 0630"));
        assert!(refused("per = 10", "per = 0").contains("ratios[1] ratio"));
        assert!(refused("hours_min = 32", "hours_min = 38").contains("form_terms[13] igu"));
        let group = refused("target_groups = [\"cash_benefit\"]", "target_groups = [\"cash\"]");
        assert!(
            group.contains("legal/denmark.toml: line") && group.contains("cash_benefit"),
            "{group}"
        );
        let negative = refused("km_above = 24", "km_above = -24");
        assert!(negative.contains("legal/denmark.toml: line"), "{negative}");
    }
}
