//! The terms of a request: ruleset, strategy, weights, moment, and what stands in for open fields.

use crate::domain::jobseeker::Jobseeker;
use crate::domain::lists::Track;
use crate::matching::knowledge::Knowledge;
use crate::matching::plan::Plan;
use crate::matching::rules::Rules;
use crate::matching::ruleset::{AxisWeights, Ruleset};
use crate::matching::weights::Weights;
use crate::service::danish_time;
use crate::service::error::ServiceError;
use crate::service::rulesets::RulesetShelf;
use crate::wire::match_in::{Scoring, Strategy};
use crate::wire::match_out::{AppliedOut, AssumedOut, AxesOut, RulesetOut, StrategyOut, WeightsOut};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use std::sync::Arc;

/// Weights are answered with this many decimals.
const DECIMALS: f64 = 1_000_000.0;

/// The terms of a request.
pub(super) struct Terms {
    rules: Arc<Rules>,
    requested: Option<Strategy>,
    suggested: Strategy,
    requested_weights: Option<AxisWeights>,
    moment: Timestamp,
}

impl Terms {
    /// The terms of a request for a profile.
    pub(super) fn new(
        scoring: &Scoring,
        seeker: &Jobseeker,
        rulesets: &RulesetShelf,
        now: Timestamp,
    ) -> Result<Self, ServiceError> {
        let rules = rulesets.asked(scoring.ruleset.as_deref())?;
        Ok(Self {
            suggested: suggested(seeker, seeker.track, &rules.ruleset),
            rules: rules.clone(),
            requested: scoring.strategy,
            requested_weights: scoring.weights.map(|asked| AxisWeights {
                resources: asked.resources,
                mobility: asked.mobility,
                branch: asked.branch,
            }),
            moment: scoring.as_of.unwrap_or(now),
        })
    }

    pub(super) fn moment(&self) -> Timestamp {
        self.moment
    }

    pub(super) fn set_moment(&mut self, moment: Timestamp) {
        self.moment = moment;
    }

    /// A track asked for in place of the profile's changes what is suggested.
    pub(super) fn on_track(&mut self, seeker: &Jobseeker, track: Option<Track>) {
        if track.is_some() {
            self.suggested = suggested(seeker, track, &self.rules.ruleset);
        }
    }

    pub(super) fn ruleset(&self) -> &Ruleset {
        &self.rules.ruleset
    }

    /// The strategy that was asked for.
    pub(super) const fn requested(&self) -> Option<Strategy> {
        self.requested
    }

    /// The strategy that is used.
    pub(super) fn applied(&self) -> Strategy {
        self.requested.unwrap_or(Strategy::JobFirst)
    }

    /// Weights of the axes before they are normalised.
    pub(super) fn axes(&self) -> AxisWeights {
        self.requested_weights
            .unwrap_or_else(|| strategy_weights(&self.rules.ruleset, self.applied()))
    }

    pub(super) fn plan<'k>(&'k self, seeker: &'k Jobseeker, knowledge: &'k Knowledge) -> Plan<'k> {
        Plan::new(seeker, self.axes(), self.day(), &self.rules, knowledge)
    }

    /// The rules of the request.
    pub(super) fn rules(&self) -> &Rules {
        &self.rules
    }

    pub(super) fn ruleset_out(&self) -> RulesetOut<'_> {
        RulesetOut {
            id: &self.rules.ruleset.id,
            hash: &self.rules.ruleset.hash,
        }
    }

    pub(super) fn strategy_out(&self) -> StrategyOut<'static> {
        StrategyOut {
            requested: self.requested.map(Strategy::code),
            suggested: self.suggested.code(),
            applied: self.applied().code(),
        }
    }

    pub(super) fn weights_out(&self, weights: &Weights) -> WeightsOut {
        let axes_out = |axes: AxisWeights| AxesOut {
            resources: rounded(axes.resources),
            mobility: rounded(axes.mobility),
            branch: rounded(axes.branch),
        };
        let applied = weights.full();
        WeightsOut {
            requested: self.requested_weights.map(axes_out),
            suggested: axes_out(strategy_weights(&self.rules.ruleset, self.suggested)),
            applied: AppliedOut {
                resources: rounded(applied.resources),
                mobility: rounded(applied.mobility),
                branch: rounded(applied.branch),
                job_first: rounded(applied.job_first),
            },
        }
    }

    /// The moment with Denmark's offset from UTC.
    pub(super) fn as_of_text(&self) -> String {
        danish_time::text(self.moment)
    }

    /// What stood in for fields that the profile leaves open.
    pub(super) fn assumed(&self, seeker: &Jobseeker) -> Vec<AssumedOut> {
        let defaults = &self.rules.ruleset.defaults;
        let hours = json!({"min": defaults.hours_min, "max": defaults.hours_max});
        let open = [
            (
                seeker.mobility.modes.is_none(),
                "mobility.modes",
                json!(defaults.modes),
            ),
            (
                seeker.mobility.max_travel_minutes.is_none(),
                "mobility.max_travel_minutes",
                json!(defaults.max_travel_minutes),
            ),
            (seeker.hours.is_none(), "hours_per_week", hours),
            (seeker.availability.is_none(), "availability", json!("whole_week")),
        ];
        let assumed = open.into_iter().filter(|(is_open, _, _)| *is_open);
        assumed
            .map(|(_, field, value)| AssumedOut { field, value })
            .collect()
    }

    /// The day in Denmark of the request's moment.
    pub(super) fn day(&self) -> Date {
        danish_time::day(self.moment)
    }
}

/// A narrow list of wishes and a long search speak for looking wider; else the track decides.
fn suggested(seeker: &Jobseeker, track: Option<Track>, ruleset: &Ruleset) -> Strategy {
    let rule = &ruleset.suggest_broaden;
    let long = seeker
        .weeks_unemployed
        .is_some_and(|weeks| weeks >= rule.weeks_unemployed);
    if long && seeker.wishes.occupations.len() <= rule.max_wishes {
        Strategy::Broaden
    } else {
        let row = track.and_then(|track| ruleset.track(track));
        row.and_then(|row| Strategy::from_code(&row.strategy))
            .unwrap_or(Strategy::JobFirst)
    }
}

fn strategy_weights(ruleset: &Ruleset, strategy: Strategy) -> AxisWeights {
    ruleset
        .strategies
        .get(strategy.code())
        .copied()
        .unwrap_or(ruleset.axes)
}

fn rounded(weight: f64) -> f64 {
    (weight * DECIMALS).round() / DECIMALS
}
