//! What must hold between the values of a ruleset.

use super::dated::problem_of;
use super::ruleset::Ruleset;
use super::ruleset_rows::Who;
use crate::domain::lists::Form;

/// Fields that are minutes, weeks, years or counts rather than shares.
const QUANTITIES: &[&str] = &[
    "experience_saturation_years",
    "full_strength_years",
    "introduction_factor",
    "recency_full_years",
    "recency_floor_years",
    "longest_walk",
    "longest_bicycle",
    "longest_moped",
    "long_weeks",
    "soon_weeks",
    "late_weeks",
    "many_places",
];

impl Ruleset {
    /// The first rule that a value breaks: its field and what is wrong with it.
    pub(super) fn first_problem(&self) -> Option<(String, String)> {
        self.weights_problem()
            .or_else(|| self.share_problem())
            .or_else(|| self.row_problem())
            .or_else(|| self.explanations.problem())
            .or_else(|| self.list_problem())
            .or_else(|| self.reverse.problem())
            .or_else(|| self.dated_problem())
            .or_else(|| self.transitions.weights().err())
    }

    fn weights_problem(&self) -> Option<(String, String)> {
        let axes = std::iter::once(("axes".to_owned(), self.axes))
            .chain(
                self.strategies
                    .iter()
                    .map(|(name, weights)| (format!("strategies.{name}"), *weights)),
            )
            .map(|(name, weights)| (name, vec![weights.resources, weights.mobility, weights.branch]));
        let (resources, mobility) = (&self.resources, &self.mobility);
        let (branch, prior) = (&self.branch, &self.prior);
        let parts = [
            (
                "resources",
                vec![resources.coverage, resources.experience, resources.wishes],
            ),
            (
                "mobility",
                vec![mobility.travel, mobility.hours, mobility.schedule],
            ),
            ("branch", vec![branch.viability, branch.wisdom]),
            (
                "prior",
                vec![
                    prior.ladder,
                    prior.duration,
                    prior.start,
                    prior.places,
                    prior.support,
                    prior.intent,
                ],
            ),
        ];
        axes.chain(
            parts
                .into_iter()
                .map(|(name, weights)| (name.to_owned(), weights)),
        )
        .find_map(|(name, weights)| {
            let sum: f64 = weights.iter().sum();
            let bad = weights.iter().any(|weight| !(0.0..=1.0).contains(weight)) || (sum - 1.0).abs() > 1e-9;
            bad.then(|| {
                (
                    name,
                    format!("weights must be 0..1 and sum to 1, they sum to {sum}"),
                )
            })
        })
    }

    fn share_problem(&self) -> Option<(String, String)> {
        let tables = [
            ("resources", self.resources.values()),
            ("mobility", self.mobility.values()),
            ("branch", self.branch.values()),
            ("prior", self.prior.values()),
        ];
        for (table, values) in tables {
            for (field, value) in values {
                let most = if QUANTITIES.contains(&field) { 1000.0 } else { 1.0 };
                if !(0.0..=most).contains(&value) {
                    return Some((
                        format!("{table}.{field}"),
                        format!("{value} is not within 0..{most}"),
                    ));
                }
            }
        }
        self.curve_problem()
    }

    fn curve_problem(&self) -> Option<(String, String)> {
        let (mobility, resources, branch) = (&self.mobility, &self.resources, &self.branch);
        let falling = [
            (
                "mobility.at_wish",
                vec![1.0, mobility.at_wish, mobility.over_wish, mobility.at_bound],
            ),
            (
                "branch.shortage",
                vec![branch.shortage, branch.paradox, branch.good, branch.less_good],
            ),
            (
                "resources.mastery_expert",
                vec![
                    resources.mastery_expert,
                    resources.mastery_experienced,
                    resources.mastery_beginner,
                ],
            ),
            (
                "branch.entry_level_1",
                vec![
                    branch.entry_level_1,
                    branch.entry_level_2,
                    branch.entry_level_3,
                    branch.entry_level_4,
                ],
            ),
            (
                "resources.recency_floor_years",
                vec![resources.recency_floor_years, resources.recency_full_years],
            ),
            (
                "prior.late_weeks",
                vec![self.prior.late_weeks, self.prior.soon_weeks],
            ),
        ];
        falling.into_iter().find_map(|(field, values)| {
            let rises = values.windows(2).any(|pair| pair[0] < pair[1]);
            rises.then(|| {
                (
                    field.to_owned(),
                    format!("must not be below what follows it: {values:?}"),
                )
            })
        })
    }

    /// The first fault of the dated rows: their days, what overlaps, their values.
    fn dated_problem(&self) -> Option<(String, String)> {
        problem_of(&self.target_groups)
            .or_else(|| problem_of(&self.durations))
            .or_else(|| problem_of(&self.travel_bounds))
            .or_else(|| problem_of(&self.form_terms))
            .or_else(|| problem_of(&self.form_conditions))
            .or_else(|| problem_of(&self.ratios))
            .or_else(|| problem_of(&self.availability))
            .or_else(|| problem_of(&self.cadences))
            .or_else(|| problem_of(&self.commuting_allowances))
            .or_else(|| problem_of(&self.interview_travel))
            .or_else(|| problem_of(&self.schemes))
    }

    fn row_problem(&self) -> Option<(String, String)> {
        for &form in Form::ALL {
            if self.forms.iter().filter(|row| row.form == form).count() != 1 {
                return Some(("forms".to_owned(), format!("needs exactly one row for {form}")));
            }
        }
        let bad_rung = self.forms.iter().find(|row| {
            let highest = row.ladder_towards_education.unwrap_or(row.ladder);
            Who::parse(&row.who).is_none()
                || !(0.0..=1.0).contains(&row.ladder)
                || !(0.0..=1.0).contains(&highest)
        });
        if let Some(row) = bad_rung {
            return Some((
                format!("forms.{}", row.form),
                "unknown `who` or a rung outside 0..1".to_owned(),
            ));
        }
        let hours = (self.defaults.hours_min, self.defaults.hours_max);
        if !(1.0..=3.0).contains(&self.estimates.road_per_straight_km) {
            let problem = "must be 1 to 3".to_owned();
            return Some(("estimates.road_per_straight_km".to_owned(), problem));
        }
        let bad_hours = !(0.0..=84.0).contains(&hours.0) || !(hours.0..=84.0).contains(&hours.1);
        bad_hours.then(|| {
            (
                "defaults.hours_min".to_owned(),
                "must be 0..=hours_max, at most 84".to_owned(),
            )
        })
    }
}
