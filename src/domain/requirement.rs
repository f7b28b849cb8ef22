//! What a person needs work to respect, against what the work demands.

use super::lists::{Accommodation, Demand, WorkRequirementKind};

/// One way in which a requirement can be met by a demand, and what lifts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemandRule {
    /// The person's requirement.
    pub requirement: WorkRequirementKind,
    /// The demand that meets it.
    pub demand: Demand,
    /// The accommodation that lifts the conflict, where one can.
    pub lifted_by: Option<Accommodation>,
}

const fn rule(
    requirement: WorkRequirementKind,
    demand: Demand,
    lifted_by: Option<Accommodation>,
) -> DemandRule {
    DemandRule {
        requirement,
        demand,
        lifted_by,
    }
}

/// Every requirement with the demands that meet it. `start_not_before`, night work seen from the
/// shifts, and rotas are read from the schedule and judged where the schedule is.
pub const DEMAND_RULES: &[DemandRule] = &[
    rule(
        WorkRequirementKind::NoHeavyLifting,
        Demand::HeavyLifting,
        Some(Accommodation::LiftingAid),
    ),
    rule(
        WorkRequirementKind::NoProlongedStanding,
        Demand::Standing,
        Some(Accommodation::SitStandDesk),
    ),
    rule(
        WorkRequirementKind::AlternateSitStand,
        Demand::Standing,
        Some(Accommodation::SitStandDesk),
    ),
    rule(
        WorkRequirementKind::AlternateSitStand,
        Demand::LinePace,
        Some(Accommodation::SitStandDesk),
    ),
    rule(
        WorkRequirementKind::NoNight,
        Demand::Night,
        Some(Accommodation::DayShiftOnly),
    ),
    rule(
        WorkRequirementKind::QuietPlace,
        Demand::Noise,
        Some(Accommodation::QuietRoom),
    ),
    rule(
        WorkRequirementKind::FewPeople,
        Demand::CustomerContact,
        Some(Accommodation::SmallTeam),
    ),
    rule(
        WorkRequirementKind::ExtraBreaks,
        Demand::LinePace,
        Some(Accommodation::ExtraBreaks),
    ),
    rule(
        WorkRequirementKind::FixedRoutine,
        Demand::ChangingTasks,
        Some(Accommodation::FixedTasks),
    ),
    rule(WorkRequirementKind::NoDriving, Demand::Driving, None),
    rule(WorkRequirementKind::NoHeights, Demand::Heights, None),
    rule(
        WorkRequirementKind::NoDustFumes,
        Demand::DustFumes,
        Some(Accommodation::Ventilation),
    ),
    rule(WorkRequirementKind::HomeEveryNight, Demand::TravelAway, None),
];

/// Whether a lift asked by the job is more than the person can do. A job that names no weight
/// may be any weight, and a person that names none can do none.
pub fn lift_is_too_heavy(job_kg: Option<u8>, person_kg: Option<u8>) -> bool {
    match (job_kg, person_kg) {
        (Some(job), Some(person)) => job > person,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_weight_is_not_too_heavy() {
        assert!(!lift_is_too_heavy(Some(12), Some(12)));
        assert!(lift_is_too_heavy(Some(25), Some(12)));
        assert!(lift_is_too_heavy(None, Some(12)));
    }
}
