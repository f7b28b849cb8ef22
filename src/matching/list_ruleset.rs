//! The rows of a ruleset that order a list: employers' share, the mix of a strategy, the tracks.

use super::list_traits::ListTrait;
use super::ruleset::Ruleset;
use super::weights::micro;
use crate::domain::lists::Track;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How many of each trait the first few places are to hold.
pub type Mix = BTreeMap<ListTrait, usize>;

/// Most first places: a cursor carries them all.
const MOST_FIRST: usize = 50;

/// How a list is ordered above its scores.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListRules {
    /// How many places an employer with its share waits for.
    pub first: usize,
    /// How many of them one employer may have.
    pub per_employer: usize,
    /// How many of the very first places are mixed.
    pub mixed: usize,
    /// Least score of what is lifted into them, 0..=1.
    pub least_lifted: f64,
    /// Days within which work that starts counts as startable now.
    pub soon_days: u16,
    /// The mix of each strategy.
    pub mix: BTreeMap<String, Mix>,
    /// How liked and disliked vacancies move scores.
    pub examples: ExampleRules,
}

/// How liked and disliked vacancies move the scores of those like them.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleRules {
    /// The most that a liked one raises, as a share of a full score.
    pub most_liked: f64,
    /// The most that a disliked one lowers.
    pub most_disliked: f64,
    /// Likeness below which nothing is moved.
    pub least: f64,
    /// Part of likeness that the same unit group gives.
    pub occupation: f64,
    /// Share of that part for another unit group of the same three digits.
    pub near_occupation: f64,
    /// Part that the same employer gives.
    pub employer: f64,
    /// Part that shared asks give.
    pub skills: f64,
    /// Part that an offer of the same form gives.
    pub form: f64,
}

crate::closed_list! {
    /// Who follows a person up.
    FollowUpRole {
        Municipality = "municipality",
        UnemploymentFund = "unemployment_fund",
        OtherActor = "other_actor",
    }
}

/// A track of the alliance: what it changes while the request says nothing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackRule {
    /// The track.
    pub code: Track,
    /// Strategy that is suggested, and whose mix the list has while none is asked for.
    pub strategy: String,
    /// What the mix holds beside that of the strategy.
    #[serde(default)]
    pub mix: Mix,
    /// Traits that the caller may want to narrow the list to; never done by itself.
    #[serde(default)]
    pub narrow_to: Vec<ListTrait>,
    /// Role of who follows up.
    pub followed_up_by: FollowUpRole,
    /// Where the track stands.
    pub source: String,
    /// Whether it still has to be checked against the source.
    pub verify: bool,
}

impl ListRules {
    /// Least score of what is lifted, micro-points.
    pub fn least_score(&self) -> u32 {
        micro(1.0, self.least_lifted)
    }

    /// The mix of a strategy.
    pub fn mix_of(&self, strategy: &str) -> Mix {
        self.mix.get(strategy).cloned().unwrap_or_default()
    }

    /// The first rule that a value breaks: its field and what is wrong with it.
    fn problem(&self) -> Option<(String, String)> {
        let wrong = |field: &str, problem: &str| Some((format!("list.{field}"), problem.to_owned()));
        if !(1..=MOST_FIRST).contains(&self.first) {
            return wrong("first", "must be 1..50");
        }
        if self.per_employer == 0 {
            return wrong("per_employer", "must be at least 1");
        }
        if self.mixed > self.first {
            return wrong("mixed", "must not be above first");
        }
        if !(0.0..=1.0).contains(&self.least_lifted) {
            return wrong("least_lifted", "must be 0..1");
        }
        let too_many = |mix: &Mix| mix.values().sum::<usize>() > self.mixed;
        match self.mix.iter().find(|(_, mix)| too_many(mix)) {
            Some((name, _)) => wrong(&format!("mix.{name}"), "asks for more than the mixed places"),
            None => self.examples.problem(),
        }
    }
}

impl ExampleRules {
    fn problem(&self) -> Option<(String, String)> {
        let parts = [self.occupation, self.employer, self.skills, self.form];
        let shares = [
            self.most_liked,
            self.most_disliked,
            self.least,
            self.near_occupation,
        ];
        let is_share = |value: &f64| (0.0..=1.0).contains(value);
        let sum: f64 = parts.iter().sum();
        let problem = if !parts.iter().chain(&shares).all(is_share) {
            "every value must be 0..1"
        } else if (sum - 1.0).abs() > 1e-9 {
            "occupation, employer, skills and form must sum to 1"
        } else {
            return None;
        };
        Some(("list.examples".to_owned(), problem.to_owned()))
    }
}

impl Ruleset {
    /// The track's row.
    pub fn track(&self, track: Track) -> Option<&TrackRule> {
        self.tracks.iter().find(|row| row.code == track)
    }

    /// The first rule that the rows about lists break: its field and what is wrong with it.
    pub(super) fn list_problem(&self) -> Option<(String, String)> {
        self.list.problem().or_else(|| self.track_problem())
    }

    fn track_problem(&self) -> Option<(String, String)> {
        let wrong = |track: Track, problem: String| Some((format!("tracks.{track}"), problem));
        for &track in Track::ALL {
            let mut rows = self.tracks.iter().filter(|row| row.code == track);
            let (Some(row), None) = (rows.next(), rows.next()) else {
                return wrong(track, "needs exactly one row".to_owned());
            };
            if !self.strategies.contains_key(&row.strategy) {
                return wrong(track, format!("there is no strategy {}", row.strategy));
            }
            if row.mix.values().any(|&least| least > self.list.mixed) {
                return wrong(track, "the mix asks for more than the mixed places".to_owned());
            }
        }
        let unmixed = self
            .strategies
            .keys()
            .find(|&name| !self.list.mix.contains_key(name))?;
        Some((
            format!("list.mix.{unmixed}"),
            "the strategy has no mix".to_owned(),
        ))
    }
}
