//! Bounds: the most a vacancy can score by what it has in common with others, so that a list need
//! not score them one by one. A bound is never below the score of any vacancy it stands for.
//!
//! Every bound is the sum of a zone's part (mobility and prior) and a part of the work (resources
//! and branch), both with the weights of a vacancy that has data for all the profile can be judged
//! by. An axis without data counts as full: a weighted mean over some axes is never above the same
//! mean with the others added at 1.

use super::demand::{Asked, Difference, typical};
use super::features::{Teaching, UNKNOWN, VacancyCore};
use super::filter::Filter;
use super::plan::Plan;
use super::probe::{Probe, Unmet};
use super::resources::Sums;
use super::score::Foreseen;
use super::weights::{Applied, FULL, HasData};
use crate::travel::LabourMarketArea;
use std::sync::OnceLock;

/// Occupation and industry in one labour-market area: what a bound can be computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// Dense index of the unit group, [`UNKNOWN`] when not recognised.
    pub occupation: u16,
    /// DB07 division, 0 when unknown.
    pub industry: u8,
    /// Labour-market area, see [`VacancyCore::area`].
    pub area: u8,
    /// How far the vacancy teaches its own work.
    pub teaching: Teaching,
}

impl Family {
    /// The family of a vacancy.
    pub fn of(core: &VacancyCore) -> Self {
        Self {
            occupation: core.occupation,
            industry: core.industry,
            area: core.area,
            teaching: core.teaching(),
        }
    }
}

/// Most days a week at home; more count as this many.
const MOST_REMOTE_DAYS: u8 = 5;

/// What the first, coarsest bound is looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct WorkKind {
    /// Dense index of the unit group, [`UNKNOWN`] when not recognised.
    pub(super) occupation: u16,
    /// How far the vacancy teaches its own work.
    pub(super) teaching: Teaching,
    /// Days a week at home.
    pub(super) remote_days: u8,
}

impl WorkKind {
    /// The kind of a vacancy.
    pub fn of(core: &VacancyCore) -> Self {
        Self {
            occupation: core.occupation,
            teaching: core.teaching(),
            remote_days: core.remote_days.min(MOST_REMOTE_DAYS),
        }
    }
}

/// What resources and branch can give a kind of work at most, micro-points.
#[derive(Debug, Clone, Copy)]
pub(super) struct WorkBound {
    /// Resources, if all that is asked were covered.
    pub(super) resources: u32,
    /// Resources and branch in the area with the best labour market.
    pub(super) anywhere: u32,
}

/// Ways of teaching its own work, by which bounds are told apart.
const TEACHINGS: usize = Teaching::Education as usize + 1;

/// Stands for a zone where every vacancy fails a travel gate.
pub(super) const OUT_OF_REACH: u32 = 0;

/// The bounds of one plan, made once for all that is looked for with it.
#[derive(Debug)]
pub(super) struct Bounds {
    /// By occupation, the last for one that is not known, and by teaching.
    works: Vec<[OnceLock<WorkBound>; TEACHINGS]>,
    /// What occupations typically want, summed up; the last for one that is not known.
    typical: Vec<OnceLock<Sums>>,
    /// What the person cannot meet.
    pub(super) unmet: Unmet,
    /// Fewest minutes a day to each zone and home; `None` where nothing runs.
    daily: Vec<Option<u16>>,
    zones: [[OnceLock<ZoneBounds>; MOST_REMOTE_DAYS as usize + 1]; REACHES],
}

/// Which zones have a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Those where a vacancy could pass the travel gates.
    Passing,
    /// All of them.
    Any,
}

const REACHES: usize = 2;

impl Bounds {
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        let occupations = plan.knowledge.taxonomy.occupations.len() + 1;
        Self {
            works: vec![[const { OnceLock::new() }; TEACHINGS]; occupations],
            typical: vec![OnceLock::new(); occupations],
            unmet: Unmet::of(&plan.gates),
            daily: fewest_daily(plan),
            zones: [const { [const { OnceLock::new() }; MOST_REMOTE_DAYS as usize + 1] }; REACHES],
        }
    }

    /// What resources and branch can give a kind of work.
    pub(super) fn work(&self, kind: WorkKind, plan: &Plan<'_>) -> WorkBound {
        let of_occupation = &self.works[self.position(kind.occupation)];
        let bound = &of_occupation[kind.teaching as usize];
        *bound.get_or_init(|| work_bound(kind.occupation, kind.teaching, plan))
    }

    /// What resources give a vacancy of a kind exactly, told by its differences alone where they tell it.
    pub(super) fn resources(
        &self,
        kind: WorkKind,
        asked: Asked,
        differences: &[Difference],
        plan: &Plan<'_>,
    ) -> Foreseen {
        let Some(differing) = asked.differing(differences) else {
            return Foreseen::Nothing;
        };
        let tables = &plan.resources;
        let wanted = || typical(kind.occupation, &plan.knowledge.taxonomy);
        let typical =
            self.typical[self.position(kind.occupation)].get_or_init(|| tables.of_typical(wanted()));
        let work = (kind.occupation, kind.teaching);
        let rules = &plan.rules.ruleset.resources;
        Foreseen::Resources(tables.fit_by_differences(asked, differing, typical, work, rules))
    }

    fn position(&self, occupation: u16) -> usize {
        usize::from(occupation).min(self.works.len() - 1)
    }

    /// What mobility and prior can give work with these days at home in each zone.
    pub(super) fn zones(&self, reach: Reach, remote_days: u8, plan: &Plan<'_>) -> &ZoneBounds {
        let remote_days = remote_days.min(MOST_REMOTE_DAYS);
        self.zones[reach as usize][usize::from(remote_days)]
            .get_or_init(|| ZoneBounds::new(&self.daily, reach, remote_days, plan))
    }
}

fn work_bound(occupation: u16, teaching: Teaching, plan: &Plan<'_>) -> WorkBound {
    let rules = &plan.rules.ruleset.resources;
    let resources = plan.resources.upper_bound(occupation, teaching, rules);
    let resources = micro_up(all_data(plan).resources, resources);
    let market = plan.rules.best_market(occupation);
    WorkBound {
        resources,
        anywhere: resources + branch_bound(occupation, teaching, market, plan),
    }
}

/// The most branch can give work of an occupation where its labour market is worth so much.
fn branch_bound(occupation: u16, teaching: Teaching, market: f64, plan: &Plan<'_>) -> u32 {
    if plan.sources.is_empty() {
        return 0;
    }
    let most = if occupation == UNKNOWN {
        1.0
    } else {
        plan.branch_upper_bound(occupation, teaching, market)
    };
    micro_up(all_data(plan).branch, most)
}

/// The bounds of a kind of work in one area.
pub(super) struct KindBounds {
    pub(super) kind: WorkKind,
    area: u8,
    /// Resources, if all that is asked were covered.
    pub(super) resources: u32,
    /// The same with branch in any industry.
    pub(super) most: u32,
    /// The family that was asked for last, and its branch: families lie side by side.
    family: Option<(Family, Option<u32>)>,
}

impl KindBounds {
    pub(super) fn new(kind: WorkKind, area: u8, work: WorkBound, plan: &Plan<'_>) -> Self {
        let (market, best) = (
            plan.rules.market(area, kind.occupation),
            plan.rules.best_market(kind.occupation),
        );
        let most = if market < best {
            work.resources + branch_bound(kind.occupation, kind.teaching, market, plan)
        } else {
            work.anywhere
        };
        Self {
            kind,
            area,
            resources: work.resources,
            most,
            family: None,
        }
    }

    /// What the branch axis gives a vacancy exactly, or at most where it has no data, micro-points; `None`
    /// where the filter admits none of its family.
    pub(super) fn branch(&mut self, probe: &Probe, plan: &Plan<'_>, filter: &Filter) -> Option<u32> {
        let family = Family {
            occupation: self.kind.occupation,
            industry: probe.industry,
            area: self.area,
            teaching: self.kind.teaching,
        };
        match self.family {
            Some((last, branch)) if last == family => branch,
            _ => {
                let branch = branch_of(family, plan, filter);
                self.family = Some((family, branch));
                branch
            }
        }
    }
}

fn branch_of(family: Family, plan: &Plan<'_>, filter: &Filter) -> Option<u32> {
    let fit = plan.branch(family);
    let admitted = filter.admits_family(plan, family, fit.as_ref());
    admitted.then(|| match fit {
        Some(fit) => micro_up(all_data(plan).branch, fit.score),
        None if plan.sources.is_empty() => 0,
        None => micro_up(all_data(plan).branch, 1.0),
    })
}

/// Fewest minutes a day to each zone and home. Without a home no trip is judged, and the axis has no data
/// where the workplace is known.
fn fewest_daily(plan: &Plan<'_>) -> Vec<Option<u16>> {
    let zones = plan.knowledge.places.zone_count();
    if plan.trips.has_home() {
        plan.trips.fewest_daily(zones)
    } else {
        vec![Some(0); zones]
    }
}

/// The shortest trip one way that a vacancy can have; `None` where every one fails a travel gate.
fn shortest_trip(daily: Option<u16>, reach: Reach, plan: &Plan<'_>) -> Option<u16> {
    // Whoever moves house may take a place that nothing runs to.
    let any = reach == Reach::Any || plan.trips.relocate;
    match daily {
        Some(daily) => (any || daily <= plan.trips.daily_bound).then_some(daily.div_ceil(2)),
        None => any.then_some(u16::MAX),
    }
}

/// Numbers of labour-market areas, with 0 for none.
const AREAS: usize = LabourMarketArea::ALL.len() + 1;

/// The most the mobility axis and the prior could give in each zone, micro-points, for the same days at home.
#[derive(Debug)]
pub(super) struct ZoneBounds {
    zones: Vec<u32>,
    /// Where the zone is not known: the trip may be the shortest there is, or none may be needed.
    unknown: u32,
    /// The highest of each area, by its number.
    areas: [u32; AREAS],
}

impl ZoneBounds {
    fn new(daily: &[Option<u16>], reach: Reach, remote_days: u8, plan: &Plan<'_>) -> Self {
        let rules = &plan.rules.ruleset.mobility;
        let prior = micro_up(all_data(plan).job_first, 1.0);
        let weight = all_data(plan).mobility;
        let bound = |&daily: &Option<u16>| {
            shortest_trip(daily, reach, plan).map_or(OUT_OF_REACH, |minutes| {
                let travel = plan.trips.score(minutes, remote_days, rules);
                let most = rules.travel * travel.max(rules.at_bound) + rules.hours + rules.schedule;
                prior + micro_up(weight, most.min(1.0))
            })
        };
        // Work that is done at home has a mobility axis even where the person's home is not known.
        let judged = plan.weights.applied(HasData {
            mobility: true,
            ..has_data(plan)
        });
        let unknown = prior + micro_up(judged.mobility, 1.0);
        let zones: Vec<u32> = daily.iter().map(bound).collect();
        let mut areas = [OUT_OF_REACH; AREAS];
        areas[0] = unknown;
        for place in &plan.knowledge.places {
            let most = &mut areas[place.area as usize + 1];
            *most = zones[place.zone.index()].max(*most);
        }
        Self {
            zones,
            unknown,
            areas,
        }
    }

    /// The bound of a zone, [`OUT_OF_REACH`] where no vacancy could pass the travel gates.
    pub(super) fn of(&self, zone: u16) -> u32 {
        self.zones.get(usize::from(zone)).copied().unwrap_or(self.unknown)
    }

    /// The highest bound of an area's zones.
    pub(super) fn most_in(&self, area: u8) -> u32 {
        self.areas.get(usize::from(area)).copied().unwrap_or(self.unknown)
    }
}

fn has_data(plan: &Plan<'_>) -> HasData {
    HasData {
        resources: plan.resources.has_data(),
        mobility: plan.trips.has_home(),
        branch: !plan.sources.is_empty(),
    }
}

/// The weights of a vacancy that has everything the profile can be judged by.
fn all_data<'p>(plan: &'p Plan<'_>) -> &'p Applied {
    plan.weights.applied(has_data(plan))
}

/// A share of a weight in micro-points, never below what [`micro`](super::weights::micro) gives.
fn micro_up(weight: f64, share: f64) -> u32 {
    (weight * share * f64::from(FULL)) as u32 + 1
}

/// What resources give exactly, or at most where they have no data or are not foreseen.
pub(super) fn resources_bound(plan: &Plan<'_>, foreseen: &Foreseen) -> u32 {
    let share = match foreseen {
        Foreseen::Resources(Some(fit)) => fit.score,
        Foreseen::Resources(None) | Foreseen::Nothing => 1.0,
    };
    micro_up(all_data(plan).resources, share)
}
