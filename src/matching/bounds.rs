//! Bounds: the most a vacancy can score by what it has in common with others, so that a list need
//! not score them one by one. A bound is never below the score of any vacancy it stands for.

use super::features::{Teaching, UNKNOWN, VacancyCore, VacancyView};
use super::plan::Plan;
use super::weights::{Applied, FULL, HasData, micro};
use crate::travel::LabourMarketArea;

/// Occupation and industry in one labour-market area: what a bound can be computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Family {
    /// Dense index of the unit group, [`UNKNOWN`] when not recognised.
    pub occupation: u16,
    /// DB07 division, 0 when unknown.
    pub industry: u8,
    /// Days a week at home, 0..=5: they shorten the trip that bounds the mobility axis.
    pub remote_days: u8,
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
            remote_days: core.remote_days.min(5),
            area: core.area,
            teaching: core.teaching(),
        }
    }
}

/// Occupation and teaching in one small number: what the first, coarsest bound is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WorkKind(u16);

impl WorkKind {
    /// Kinds that no bound is computed for: an unknown occupation, or days at home.
    pub(super) const OTHER: Self = Self(u16::MAX);

    /// The kind of a vacancy.
    pub fn of(core: &VacancyCore) -> Self {
        if core.occupation >= UNKNOWN / 3 || core.remote_days > 0 {
            return Self::OTHER;
        }
        Self(core.occupation * 3 + core.teaching() as u16)
    }

    const fn parts(self) -> (u16, Teaching) {
        let teaching = match self.0 % 3 {
            0 => Teaching::Usual,
            1 => Teaching::Introduction,
            _ => Teaching::Education,
        };
        (self.0 / 3, teaching)
    }
}

/// What resources and branch can give a kind of work at most, micro-points.
#[derive(Debug, Clone, Copy)]
pub(super) struct KindBound {
    /// Both.
    pub(super) most: u32,
    /// Branch alone.
    pub(super) branch: u32,
}

/// Bounds by kind of work in each labour-market area, made when first needed.
pub(super) struct KindBounds {
    kinds: usize,
    bounds: Vec<Option<KindBound>>,
}

impl KindBounds {
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        let kinds = plan.knowledge.taxonomy.occupations.len() * 3;
        let areas = LabourMarketArea::ALL.len() + 1;
        Self {
            kinds,
            bounds: vec![None; kinds * areas],
        }
    }

    pub(super) fn bound(&mut self, kind: WorkKind, area: u8, plan: &Plan<'_>) -> KindBound {
        let unbounded = KindBound {
            most: FULL,
            branch: FULL,
        };
        let at = usize::from(kind.0);
        if at >= self.kinds {
            return unbounded;
        }
        let bound = self.bounds.get_mut(usize::from(area) * self.kinds + at);
        bound.map_or(unbounded, |bound| {
            *bound.get_or_insert_with(|| kind_bound(plan, kind, area))
        })
    }
}

fn kind_bound(plan: &Plan<'_>, kind: WorkKind, area: u8) -> KindBound {
    let (occupation, teaching) = kind.parts();
    let applied = all_data(plan);
    let family = Family {
        occupation,
        industry: 0,
        remote_days: 0,
        area,
        teaching,
    };
    let resources = plan
        .resources
        .upper_bound(occupation, teaching, &plan.rules.ruleset.resources);
    let branch = micro(applied.branch, plan.branch_upper_bound(family)) + ROUNDING;
    KindBound {
        most: micro(applied.resources, resources) + branch,
        branch,
    }
}
/// The most the mobility axis and the prior could give in a zone, micro-points, by days at home.
pub(super) struct ZoneBound {
    minutes: Option<u16>,
    by_remote_days: [u32; 6],
}

impl ZoneBound {
    /// Nothing is bounded away.
    pub(super) const fn unbounded() -> Self {
        Self {
            minutes: None,
            by_remote_days: [FULL; 6],
        }
    }

    /// The bound of a zone; `None` when no vacancy there could pass the travel gates.
    pub(super) fn of(plan: &Plan<'_>, zone: u16) -> Option<Self> {
        if zone == UNKNOWN {
            return Some(Self::unbounded());
        }
        if !plan.trips.has_home() {
            return Some(Self {
                minutes: None,
                by_remote_days: [prior_bound(plan); 6],
            });
        }
        match plan.trips.fewest_daily(usize::from(zone)) {
            Some(daily) if daily <= plan.trips.daily_bound || plan.trips.relocate => {
                let minutes = daily.div_ceil(2);
                let mut bound = Self {
                    minutes: Some(minutes),
                    by_remote_days: [NOT_YET; 6],
                };
                bound.with(0, plan);
                Some(bound)
            }
            None if plan.trips.relocate => Some(Self::unbounded()),
            _ => None,
        }
    }

    pub(super) const fn without_remote(&self) -> u32 {
        self.by_remote_days[0]
    }

    pub(super) fn with(&mut self, remote_days: u8, plan: &Plan<'_>) -> u32 {
        let at = usize::from(remote_days.min(5));
        if self.by_remote_days[at] == NOT_YET {
            let rules = &plan.rules.ruleset.mobility;
            let travel = self
                .minutes
                .map_or(1.0, |minutes| plan.trips.score(minutes, remote_days, rules));
            let most = rules.travel * travel.max(rules.at_bound) + rules.hours + rules.schedule;
            self.by_remote_days[at] = prior_bound(plan) + micro(all_data(plan).mobility, most.min(1.0));
        }
        self.by_remote_days[at]
    }
}

fn prior_bound(plan: &Plan<'_>) -> u32 {
    micro(all_data(plan).job_first, 1.0)
}

/// The weights of a vacancy that has everything the profile can be judged by.
fn all_data<'p>(plan: &'p Plan<'_>) -> &'p Applied {
    plan.weights.applied(HasData {
        resources: plan.resources.has_data(),
        mobility: plan.trips.has_home(),
        branch: !plan.sources.is_empty(),
    })
}

/// Four roundings, each of half a micro-point at most.
const ROUNDING: u32 = 4;

/// What resources give exactly, or at most where they have no data and others weigh more for it.
pub(super) fn resources_bound(plan: &Plan<'_>, vacancy: &VacancyView<'_>) -> u32 {
    let fit = plan.resources.fit(vacancy, &plan.rules.ruleset.resources);
    fit.map_or(FULL, |fit| micro(all_data(plan).resources, fit.score) + ROUNDING)
}

/// The branch axis by family, made when first needed.
pub(super) struct Families<'f> {
    families: &'f [Family],
    branch: Vec<u32>,
}

impl<'f> Families<'f> {
    pub(super) fn new(families: &'f [Family]) -> Self {
        Self {
            families,
            branch: vec![NOT_YET; families.len()],
        }
    }

    pub(super) fn remote_days(&self, number: u32) -> u8 {
        self.families[number as usize].remote_days
    }

    /// What the branch axis gives, micro-points. Where it has no data though the profile has a
    /// history, the other axes weigh more: such vacancies are few and are simply scored.
    pub(super) fn branch(&mut self, number: u32, plan: &Plan<'_>) -> u32 {
        let at = number as usize;
        if self.branch[at] == NOT_YET {
            self.branch[at] = match plan.branch(self.families[at]) {
                Some(fit) => micro(all_data(plan).branch, fit.score),
                None if plan.sources.is_empty() => 0,
                None => FULL,
            };
        }
        self.branch[at]
    }
}

/// Marks a bound that was not computed yet.
const NOT_YET: u32 = u32::MAX;
