//! What a person reaches: zones and open vacancies by each means, and what a single change would open. Counted by
//! the scorer that makes the lists, with the change made.

mod changes;
mod zones;

use self::changes::openings;
use self::zones::Zones;
use super::bounded::BoundedPool;
use super::danish_time;
use super::error::ServiceError;
use super::rulesets::RulesetShelf;
use crate::domain::ids::{JobseekerId, OrganisationId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use crate::domain::travel_mode::TravelMode;
use crate::matching::gates::GateCode;
use crate::matching::knowledge::Knowledge;
use crate::matching::list::{Filter, List, ListQuery, Listed};
use crate::matching::mobility::Travel;
use crate::matching::plan::Plan;
use crate::matching::rules::Rules;
use crate::matching::score::{PairScore, score};
use crate::ports::Records;
use crate::ports::match_table::{MatchTable, MatchTableView};
use crate::travel::Means;
use crate::wire::match_out::RulesetOut;
use crate::wire::reach_out::{ModeReachOut, NoReach, ReachFeatureOut, ReachOut};
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;

/// What is asked.
#[derive(Debug, Clone)]
pub struct ReachAsked {
    /// Id of the jobseeker, as it came.
    pub jobseeker: String,
    /// The moment everything is judged at.
    pub as_of: Timestamp,
    /// Means of transport; those of the profile when absent.
    pub modes: Option<Vec<TravelMode>>,
    /// Longest trip one way, minutes; the wish of the profile when absent.
    pub minutes: Option<u16>,
}

/// The use case of asking what a person reaches.
#[derive(Clone)]
pub struct ReachService {
    knowledge: Arc<Knowledge>,
    shelf: Arc<RulesetShelf>,
    table: Arc<dyn MatchTable>,
    records: Arc<dyn Records>,
    pool: BoundedPool,
}

impl ReachService {
    /// Counting runs on `pool`.
    pub const fn new(
        knowledge: Arc<Knowledge>,
        shelf: Arc<RulesetShelf>,
        table: Arc<dyn MatchTable>,
        records: Arc<dyn Records>,
        pool: BoundedPool,
    ) -> Self {
        Self {
            knowledge,
            shelf,
            table,
            records,
            pool,
        }
    }

    /// What a kept jobseeker reaches, as JSON.
    ///
    /// # Errors
    /// A jobseeker that is not kept, too much work at once.
    pub async fn reach(
        &self,
        organisation: &OrganisationId,
        asked: ReachAsked,
        language: Language,
    ) -> Result<String, ServiceError> {
        let missing = || ServiceError::NotFound("no jobseeker with this id is kept".to_owned());
        let id = JobseekerId::parse(&asked.jobseeker).ok_or_else(missing)?;
        let record = self.records.jobseeker(organisation, id).await?;
        let seeker = record.ok_or_else(missing)?.jobseeker;
        let (service, organisation) = (self.clone(), organisation.clone());
        let counted = self
            .pool
            .run(move || service.answer(&organisation, seeker, &asked, language));
        counted.await?
    }

    fn answer(
        &self,
        organisation: &OrganisationId,
        seeker: Jobseeker,
        asked: &ReachAsked,
        language: Language,
    ) -> Result<String, ServiceError> {
        let table = self.table.current();
        let rules = self.shelf.newest();
        let defaults = &rules.ruleset.defaults;
        let mut modes = asked
            .modes
            .clone()
            .or_else(|| seeker.mobility.modes.clone())
            .unwrap_or_else(|| defaults.modes.clone());
        modes.sort_unstable();
        modes.dedup();
        let wish = seeker
            .mobility
            .max_travel_minutes
            .unwrap_or(defaults.max_travel_minutes);
        let minutes = asked.minutes.unwrap_or(wish);
        let mut base = seeker;
        base.mobility.modes = Some(modes.clone());
        base.mobility.max_travel_minutes = Some(minutes);
        let world = World {
            knowledge: &self.knowledge,
            rules,
            table: &*table,
            day: danish_time::day(asked.as_of),
            // An organisation that owns nothing in the table has a number that nobody has.
            organisation: table.organisation_number(organisation).unwrap_or(u16::MAX),
        };
        let found = world.found(&base, minutes);
        let mut features = Vec::new();
        let by_mode = world
            .means(&base, &modes)
            .into_iter()
            .map(|means| world.by_means(&base, means, minutes, &mut features))
            .collect();
        let reply = ReachOut {
            r#type: "FeatureCollection",
            features,
            as_of: danish_time::text(asked.as_of),
            ruleset: RulesetOut {
                id: &rules.ruleset.id,
                hash: &rules.ruleset.hash,
            },
            index_generation: table.seq(),
            home: base.home.map(|postcode| postcode.to_string()),
            minutes,
            modes: by_mode,
            open_vacancies: found.within,
            from_home: found.from_home,
            reason: world.reason(&base, &found),
            would_open: openings(&world, &base, minutes, &found, language),
        };
        serde_json::to_string(&reply)
            .map_err(|error| ServiceError::Internal(format!("an answer cannot be written: {error}")))
    }
}

/// What is counted over.
struct World<'w> {
    knowledge: &'w Knowledge,
    rules: &'w Rules,
    table: &'w dyn MatchTableView,
    day: Date,
    organisation: u16,
}

/// What a profile reaches now.
struct Found {
    /// Pass every gate, within the minutes.
    within: usize,
    /// Pass every gate, nothing to travel to.
    from_home: usize,
    /// Would pass if the way or the hours were others.
    by_the_clock: Vec<Listed>,
    /// Not passing because other help comes first.
    deferred: bool,
}

impl World<'_> {
    fn plan<'p>(&'p self, seeker: &'p Jobseeker) -> Plan<'p> {
        Plan::new(
            seeker,
            self.rules.ruleset.axes,
            self.day,
            self.rules,
            self.knowledge,
        )
    }

    fn query(&self, limit: usize, max_minutes: Option<u16>) -> ListQuery {
        let filter = Filter {
            organisation: self.organisation,
            max_minutes,
            ..Filter::default()
        };
        ListQuery {
            count_all: true,
            not_now: if limit > 1 { limit } else { 0 },
            ..ListQuery::first(limit, filter)
        }
    }

    /// Every vacancy that passes, and every one that does not.
    fn everything(&self, plan: &Plan<'_>) -> List {
        self.table.list(plan, &self.query(self.table.len().max(2), None))
    }

    /// How many vacancies pass within so many minutes.
    fn count(&self, seeker: &Jobseeker, minutes: u16) -> usize {
        let list = self.table.list(&self.plan(seeker), &self.query(1, Some(minutes)));
        list.total.unwrap_or_default()
    }

    fn found(&self, seeker: &Jobseeker, minutes: u16) -> Found {
        let plan = self.plan(seeker);
        let all = self.everything(&plan);
        let mut found = Found {
            within: 0,
            from_home: 0,
            by_the_clock: Vec::new(),
            deferred: false,
        };
        for &listed in &all.items {
            let pair = score(&plan, &self.table.columns(listed));
            match pair.travel {
                Travel::NotNeeded => found.from_home += 1,
                travel if travel.minutes().is_some_and(|taken| taken <= minutes) => found.within += 1,
                _ => found.by_the_clock.push(listed),
            }
        }
        for &listed in &all.not_now {
            let pair = score(&plan, &self.table.columns(listed));
            found.deferred |= pair.gates.failed.has(GateCode::Deferred as usize);
            if fails_only(&pair, &BY_THE_CLOCK) {
                found.by_the_clock.push(listed);
            }
        }
        found
    }

    /// The means that are told: each mode alone, and the bicycle to the stop for whoever has both and where it is known.
    fn means(&self, base: &Jobseeker, modes: &[TravelMode]) -> Vec<Means> {
        let mut means: Vec<Means> = modes.iter().copied().map(Means::from).collect();
        let home = base
            .home
            .and_then(|postcode| self.knowledge.places.zone_of(postcode));
        let to_stop = home.and_then(|home| self.knowledge.travel.from_home_by_bicycle(home));
        let has_both = [TravelMode::Bicycle, TravelMode::Transit]
            .iter()
            .all(|mode| modes.contains(mode));
        if has_both && to_stop.is_some() {
            means.push(Means::BicycleTransit);
        }
        means
    }

    fn by_means<'a>(
        &'a self,
        base: &Jobseeker,
        means: Means,
        minutes: u16,
        features: &mut Vec<ReachFeatureOut<'a>>,
    ) -> ModeReachOut {
        let mut with_it = base.clone();
        with_it.mobility.modes = Some(match means {
            Means::BicycleTransit => vec![TravelMode::Bicycle, TravelMode::Transit],
            _ => vec![means.mode()],
        });
        let plan = self.plan(&with_it);
        let all = self.everything(&plan);
        let mut zones = Zones::new(self.knowledge.places.zone_count());
        for &listed in &all.items {
            let view = self.table.columns(listed);
            let travel = score(&plan, &view).travel;
            if let (Travel::Reached { mode, .. }, Some(taken)) = (travel, travel.minutes())
                && mode == means.mode()
            {
                zones.add(view.core.zone, taken <= minutes);
            }
        }
        for &listed in &all.not_now {
            let view = self.table.columns(listed);
            if fails_only(&score(&plan, &view), &BY_THE_WAY) {
                zones.add(view.core.zone, false);
            }
        }
        let mobility = &self.rules.ruleset.mobility;
        zones.told(base.home, means, minutes, mobility, self.knowledge, features)
    }

    fn reason(&self, seeker: &Jobseeker, found: &Found) -> Option<NoReach> {
        let home = seeker
            .home
            .and_then(|postcode| self.knowledge.places.zone_of(postcode));
        if found.within > 0 {
            None
        } else if home.is_none() {
            Some(NoReach::HomeUnknown)
        } else if found.deferred {
            Some(NoReach::Deferred)
        } else if self.table.is_empty() || self.organisation == u16::MAX {
            Some(NoReach::NoVacancies)
        } else {
            Some(NoReach::NothingWithin)
        }
    }
}

/// Gates that the way alone closes.
const BY_THE_WAY: [GateCode; 2] = [GateCode::TravelInfeasibleShift, GateCode::LegalTravelExceeded];
/// Gates that other hours of the same work could open.
const BY_THE_CLOCK: [GateCode; 4] = [
    GateCode::TravelInfeasibleShift,
    GateCode::LegalTravelExceeded,
    GateCode::ScheduleConflict,
    GateCode::DemandConflict,
];

fn fails_only(pair: &PairScore, gates: &[GateCode]) -> bool {
    let mut failed = pair.gates.failed.iter();
    failed.all(|at| gates.iter().any(|&gate| gate as usize == at))
}
