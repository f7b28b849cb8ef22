//! A plan: one profile laid out so that any vacancy can be scored against it quickly.

use super::bounds::{Bounds, Family};
use super::branch::{self, BranchFit, Source, Target, best_move, sources};
use super::explain::schemes::SchemeAccess;
use super::extract::epoch_day;
use super::features::{EpochDay, Teaching, UNKNOWN, VacancyView};
use super::filter::OfferFilter;
use super::gates::GateFacts;
use super::knowledge::Knowledge;
use super::mobility::Trips;
use super::resources::ResourceTables;
use super::rules::Rules;
use super::ruleset::AxisWeights;
use super::steering::{Adjustment, Steering};
use super::weights::Weights;
use crate::domain::jobseeker::Jobseeker;
use crate::domain::lists::{BranchWillingness, GoalTrack};
use crate::taxonomy::occupations::OccupationIx;
use jiff::civil::Date;
use std::sync::OnceLock;

/// One profile, one ruleset, one day.
#[derive(Debug)]
pub struct Plan<'k> {
    /// The profile.
    pub seeker: &'k Jobseeker,
    /// The tables.
    pub knowledge: &'k Knowledge,
    /// The ruleset.
    pub rules: &'k Rules,
    /// Weights of the axes.
    pub weights: Weights,
    /// The day of `as_of`.
    pub day: Date,
    /// The same day as a number.
    pub today: EpochDay,
    /// What the gates read.
    pub gates: GateFacts,
    /// Trips from home.
    pub trips: Trips<'k>,
    /// What the person brings and wants.
    pub resources: ResourceTables,
    /// Where the person comes from.
    pub sources: Vec<Source<'k>>,
    /// The person works towards an education.
    pub towards_education: bool,
    /// Share of an ordinary week the person is available, 0..=1.
    pub week_share: f64,
    /// What is known of the person's access to schemes, judged when first asked for.
    pub(super) schemes: OnceLock<SchemeAccess>,
    /// What bounds are made of, laid out when a list is first looked for.
    bounds: OnceLock<Bounds>,
    /// Which offers may be taken.
    pub offers: OfferFilter,
    /// What moves scores beside the scorer.
    pub steering: Steering,
    willingness: BranchWillingness,
}

impl<'k> Plan<'k> {
    /// Lays out a profile.
    pub fn new(
        seeker: &'k Jobseeker,
        axes: AxisWeights,
        day: Date,
        rules: &'k Rules,
        knowledge: &'k Knowledge,
    ) -> Self {
        let ruleset = &rules.ruleset;
        let today = epoch_day(day);
        let home_area = seeker
            .home
            .and_then(|code| knowledge.places.by_postcode(code))
            .map_or(0, |place| place.area as u8 + 1);
        let sources = sources(seeker, home_area, rules, knowledge);
        let gates = GateFacts::new(seeker, ruleset, day, knowledge);
        Self {
            seeker,
            knowledge,
            rules,
            weights: Weights::new(axes, ruleset.prior.lambda),
            day,
            today,
            week_share: gates.ordinary_week_share(),
            gates,
            trips: Trips::new(seeker, ruleset, day, knowledge),
            resources: ResourceTables::new(seeker, today, &sources, rules, knowledge),
            sources,
            towards_education: seeker.wishes.goal_track != GoalTrack::Job,
            schemes: OnceLock::new(),
            bounds: OnceLock::new(),
            offers: OfferFilter::default(),
            steering: Steering::default(),
            willingness: seeker.branch_switch,
        }
    }

    /// The same plan, taking only some offers.
    #[must_use]
    pub fn taking(mut self, offers: OfferFilter) -> Self {
        self.offers = offers;
        self
    }

    /// The same plan with something that moves scores.
    #[must_use]
    pub fn steered_by(mut self, steering: Steering) -> Self {
        self.steering = steering;
        self
    }

    /// The bounds on what vacancies can score. Neither the offers that may be taken nor what moves scores enter them.
    pub(super) fn bounds(&self) -> &Bounds {
        self.bounds.get_or_init(|| Bounds::new(self))
    }

    /// A base score with what moves it, micro-points.
    pub fn steered(&self, vacancy: &VacancyView<'_>, base: u32) -> u32 {
        let rules = &self.rules.ruleset.list.examples;
        self.steering.score(vacancy, base, rules, self.knowledge)
    }

    /// What moves a base score.
    pub fn adjustments(&self, vacancy: &VacancyView<'_>, base: u32) -> [Adjustment; 2] {
        let rules = &self.rules.ruleset.list.examples;
        self.steering.moves(vacancy, base, rules, self.knowledge)
    }

    /// The most that a score can lie above its base score, micro-points.
    pub fn most_steered_up(&self) -> u32 {
        self.steering.most_up(&self.rules.ruleset.list.examples)
    }

    /// The branch axis for a job of this occupation and industry in this area; `None` when the
    /// person's history or the job's occupation is not known.
    pub fn branch(&self, family: Family) -> Option<BranchFit> {
        if family.occupation == UNKNOWN {
            return None;
        }
        best_move(&self.sources, target(family), self.willingness, self.rules)
    }

    /// The most the branch axis could give a job of this occupation in any industry, where the
    /// labour market for it is worth `market`, 0..=1.
    pub fn branch_upper_bound(&self, occupation: u16, teaching: Teaching, market: f64) -> f64 {
        let occupation = OccupationIx(occupation);
        let branch = &self.rules.ruleset.branch;
        branch::upper_bound(
            &self.sources,
            occupation,
            teaching,
            market,
            self.willingness,
            branch,
        )
    }
}

fn target(family: Family) -> Target {
    Target {
        occupation: OccupationIx(family.occupation),
        industry: family.industry,
        area: family.area,
        teaching: family.teaching,
    }
}
