//! What people decided about a jobseeker's later lists: vacancies that are hidden, vacancies that are
//! pinned. Held in memory, so that a list asks no store for it: it is read whole at start and follows every
//! decision of this process, which is the only one that writes to its store.

use crate::domain::decision::{Decision, DecisionKind};
use crate::domain::ids::{DecisionId, JobseekerId, VacancyId};
use crate::ports::{Decisions, StoreError};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::{Mutex, MutexGuard};

/// Decisions read at a time.
const PAGE: usize = 2000;

/// What stands for one jobseeker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StandingOf {
    /// Vacancies left out of lists.
    pub hidden: BTreeSet<VacancyId>,
    /// Vacancies shown above lists, the earliest pinned first.
    pub pinned: Vec<VacancyId>,
}

impl StandingOf {
    fn decide(&mut self, kind: DecisionKind, vacancy: VacancyId) {
        match kind {
            DecisionKind::Hide => {
                self.hidden.insert(vacancy);
                self.pinned.retain(|&pinned| pinned != vacancy);
            }
            DecisionKind::Unhide => {
                self.hidden.remove(&vacancy);
            }
            DecisionKind::Pin => {
                self.hidden.remove(&vacancy);
                if !self.pinned.contains(&vacancy) {
                    self.pinned.push(vacancy);
                }
            }
            DecisionKind::Unpin => self.pinned.retain(|&pinned| pinned != vacancy),
            DecisionKind::Accept | DecisionKind::Reject | DecisionKind::Override => {}
        }
    }

    fn is_empty(&self) -> bool {
        self.hidden.is_empty() && self.pinned.is_empty()
    }
}

/// The hidden vacancies as columns number them.
pub(super) fn hidden(standing: Option<&StandingOf>) -> impl Iterator<Item = u128> {
    let hidden = standing.into_iter().flat_map(|standing| &standing.hidden);
    hidden.map(|id| id.uuid().as_u128())
}

/// Whether a vacancy is hidden.
pub(super) fn hides(standing: Option<&StandingOf>, vacancy: Option<VacancyId>) -> bool {
    standing
        .zip(vacancy)
        .is_some_and(|(standing, vacancy)| standing.hidden.contains(&vacancy))
}

/// How many of the hidden vacancies would be listed; nothing when none would.
pub(super) fn left_out(
    standing: Option<&StandingOf>,
    would_be_listed: impl Fn(u128) -> bool,
) -> Option<usize> {
    let count = hidden(standing).filter(|&id| would_be_listed(id)).count();
    (count > 0).then_some(count)
}

/// What stands for every jobseeker. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    by_jobseeker: Arc<RwLock<HashMap<JobseekerId, Arc<StandingOf>>>>,
    turn: Arc<Mutex<()>>,
}

/// The right to change what stands. Whoever holds it numbers a decision, keeps it and follows it, so that
/// memory sees decisions in the order in which a later start reads them.
#[must_use]
pub struct Turn<'s> {
    standing: &'s Standing,
    _alone: MutexGuard<'s, ()>,
}

impl Standing {
    /// Reads what stands.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(decisions: &dyn Decisions) -> Result<Self, StoreError> {
        let standing = Self::default();
        let mut after: Option<DecisionId> = None;
        loop {
            let page = decisions.standing_decisions(after, PAGE).await?;
            for decision in &page {
                standing.follow(decision);
            }
            match page.last() {
                Some(last) if page.len() == PAGE => after = Some(last.id),
                _ => return Ok(standing),
            }
        }
    }

    /// What stands for a jobseeker; nothing for most.
    pub fn of(&self, jobseeker: JobseekerId) -> Option<Arc<StandingOf>> {
        let known = self.by_jobseeker.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&jobseeker).cloned()
    }

    /// Waits for the right to change what stands.
    pub async fn turn(&self) -> Turn<'_> {
        Turn {
            standing: self,
            _alone: self.turn.lock().await,
        }
    }

    fn follow(&self, decision: &Decision) {
        let Some(jobseeker) = decision.jobseeker.filter(|_| decision.kind.is_standing()) else {
            return;
        };
        let mut known = self.by_jobseeker.write().unwrap_or_else(PoisonError::into_inner);
        let mut of = known.get(&jobseeker).map(|of| (**of).clone()).unwrap_or_default();
        of.decide(decision.kind, decision.vacancy);
        if of.is_empty() {
            known.remove(&jobseeker);
        } else {
            known.insert(jobseeker, Arc::new(of));
        }
    }

    /// Forgets an erased jobseeker. A decision that is kept before the erasure is followed before this.
    pub async fn forget(&self, jobseeker: JobseekerId) {
        let _turn = self.turn().await;
        let mut known = self.by_jobseeker.write().unwrap_or_else(PoisonError::into_inner);
        known.remove(&jobseeker);
    }
}

impl Turn<'_> {
    /// Follows a decision that is kept.
    pub fn follow(&self, decision: &Decision) {
        self.standing.follow(decision);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_decision_counts() {
        let [one, other] = [VacancyId::generate(), VacancyId::generate()];
        let mut of = StandingOf::default();
        for (kind, vacancy) in [
            (DecisionKind::Pin, other),
            (DecisionKind::Pin, one),
            (DecisionKind::Pin, other),
            (DecisionKind::Hide, one),
            (DecisionKind::Reject, other),
        ] {
            of.decide(kind, vacancy);
        }
        assert_eq!(of.pinned, [other]);
        assert_eq!(of.hidden, BTreeSet::from([one]));
        of.decide(DecisionKind::Pin, one);
        assert_eq!(
            (of.pinned.as_slice(), of.hidden.len()),
            ([other, one].as_slice(), 0)
        );
        for vacancy in [one, other] {
            of.decide(DecisionKind::Unpin, vacancy);
        }
        assert!(of.is_empty());
    }
}
