//! What a person decided about an item of a match list. Reasons are closed lists: no free text is
//! kept about a person.

use super::ids::{DecisionId, JobseekerId, MatchId, OrganisationId, VacancyId};
use jiff::Timestamp;

crate::closed_list! {
    /// What was decided.
    DecisionKind {
        /// The proposal is followed.
        Accept = "accept",
        /// The proposal is not followed.
        Reject = "reject",
        /// The person decides otherwise than order or gates say.
        Override = "override",
        /// The vacancy is shown above every later list of the jobseeker.
        Pin = "pin",
        /// It no longer is.
        Unpin = "unpin",
        /// The vacancy is left out of every later list of the jobseeker.
        Hide = "hide",
        /// It no longer is.
        Unhide = "unhide",
    }
}

crate::closed_list! {
    /// Why.
    DecisionReason {
        /// The skills fit.
        SkillsFit = "skills_fit",
        /// The jobseeker wants it.
        JobseekerWants = "jobseeker_wants",
        /// A step towards the goal.
        StepTowardsGoal = "step_towards_goal",
        /// Too far, or no connection.
        Travel = "travel",
        /// Too few or too many hours.
        Hours = "hours",
        /// The hours of the day or week do not suit.
        Schedule = "schedule",
        /// More is asked than the jobseeker brings.
        SkillsMissing = "skills_missing",
        /// A licence or authorisation is missing.
        LicenceMissing = "licence_missing",
        /// The Danish asked is out of reach for now.
        LanguageLevel = "language_level",
        /// The tasks do not suit.
        Tasks = "tasks",
        /// The pay or other terms do not suit.
        Terms = "terms",
        /// The jobseeker does not want it.
        JobseekerDeclines = "jobseeker_declines",
        /// The employer is ruled out.
        EmployerRuledOut = "employer_ruled_out",
        /// The jobseeker has applied already.
        AlreadyApplied = "already_applied",
        /// The vacancy is filled or gone.
        VacancyClosed = "vacancy_closed",
        /// What the service knows is wrong or old.
        DataWrong = "data_wrong",
        /// A gate was settled by hand.
        GateSettled = "gate_settled",
        /// The employer has agreed to adapt the job.
        EmployerAdapts = "employer_adapts",
        /// Agreed in a conversation.
        AgreedInConversation = "agreed_in_conversation",
    }
}

crate::closed_list! {
    /// In which role somebody acts.
    ActorRole {
        Caseworker = "caseworker",
        EmployerConsultant = "employer_consultant",
        FairOrganiser = "fair_organiser",
        UnemploymentFund = "unemployment_fund",
        OtherActor = "other_actor",
        Jobseeker = "jobseeker",
    }
}

impl DecisionKind {
    /// The reasons that may be given for it.
    pub const fn reasons(self) -> &'static [DecisionReason] {
        use DecisionReason as Why;
        match self {
            Self::Accept | Self::Pin => &[
                Why::SkillsFit,
                Why::JobseekerWants,
                Why::StepTowardsGoal,
                Why::EmployerAdapts,
                Why::AgreedInConversation,
            ],
            Self::Reject | Self::Hide => &[
                Why::Travel,
                Why::Hours,
                Why::Schedule,
                Why::SkillsMissing,
                Why::LicenceMissing,
                Why::LanguageLevel,
                Why::Tasks,
                Why::Terms,
                Why::JobseekerDeclines,
                Why::EmployerRuledOut,
                Why::AlreadyApplied,
                Why::VacancyClosed,
                Why::DataWrong,
            ],
            Self::Override => &[
                Why::DataWrong,
                Why::GateSettled,
                Why::EmployerAdapts,
                Why::JobseekerWants,
                Why::StepTowardsGoal,
                Why::AgreedInConversation,
            ],
            Self::Unpin | Self::Unhide => &[
                Why::JobseekerWants,
                Why::JobseekerDeclines,
                Why::VacancyClosed,
                Why::DataWrong,
                Why::AgreedInConversation,
            ],
        }
    }

    /// Whether a reason must be given: what goes against the list, or takes out of it, is explained.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Reject | Self::Override | Self::Hide)
    }

    /// Whether it changes later lists of the jobseeker, and therefore needs one that is kept.
    pub const fn is_standing(self) -> bool {
        matches!(self, Self::Pin | Self::Unpin | Self::Hide | Self::Unhide)
    }
}

/// A decision as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Own id; later decisions have higher ones.
    pub id: DecisionId,
    /// Owner.
    pub organisation: OrganisationId,
    /// The list it is about.
    pub match_id: MatchId,
    /// Whose list, when the profile is kept.
    pub jobseeker: Option<JobseekerId>,
    /// The vacancy of the list it is about.
    pub vacancy: VacancyId,
    /// What was decided.
    pub kind: DecisionKind,
    /// Why.
    pub reason: Option<DecisionReason>,
    /// In which role.
    pub role: ActorRole,
    /// Where the vacancy stood in the list, from 1; `None` among those not open now.
    pub rank: Option<u32>,
    /// When.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_decision_has_reasons_to_choose_from() {
        for kind in DecisionKind::ALL {
            assert!(!kind.reasons().is_empty(), "{kind}");
        }
        for reason in DecisionReason::ALL {
            let used = DecisionKind::ALL
                .iter()
                .any(|kind| kind.reasons().contains(reason));
            assert!(used, "{reason}");
        }
    }
}
