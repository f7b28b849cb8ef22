//! What follows the change log.

use crate::domain::ids::{JobseekerId, VacancyId};
use crate::domain::record::{JobseekerRecord, VacancyRecord};
use std::sync::Arc;

/// Why a sink could not take or keep changes.
pub type SinkError = Box<dyn std::error::Error + Send + Sync>;

/// What happened since the batch before. A record is in one list at most.
#[derive(Debug, Clone, Default)]
pub struct ChangeBatch {
    /// Vacancies as they are now; known or new.
    pub upserted_vacancies: Vec<Arc<VacancyRecord>>,
    /// Vacancies that are gone; known or not.
    pub deleted_vacancies: Vec<VacancyId>,
    /// Jobseekers as they are now; known or new.
    pub upserted_jobseekers: Vec<Arc<JobseekerRecord>>,
    /// Jobseekers that are gone; known or not.
    pub deleted_jobseekers: Vec<JobseekerId>,
    /// The sink knows everything up to here once it has applied the batch; 0 while it is being
    /// filled from a scan, so that a fill cut short begins anew.
    pub up_to_seq: i64,
}

impl ChangeBatch {
    /// How many records the batch touches.
    pub fn len(&self) -> usize {
        self.upserted_vacancies.len()
            + self.deleted_vacancies.len()
            + self.upserted_jobseekers.len()
            + self.deleted_jobseekers.len()
    }

    /// Whether the batch touches no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Something derived from the records, kept in step by the follower.
/// Its calls may block; one at a time is made.
pub trait ChangeSink: Send {
    /// A short name for logs and health.
    fn name(&self) -> &'static str;

    /// Called before anything but [`Self::name`] and, after a failure, again: here is done what takes too long to hold up
    /// a start.
    fn open(&mut self) -> Result<(), SinkError> {
        Ok(())
    }

    /// The last `seq` applied, 0 for a sink that knows nothing and must be filled from a scan.
    /// Applied changes are lost by a crash until they are committed. After an error it may be lower
    /// than before: the follower goes on from what it says.
    fn last_seq(&self) -> i64;

    /// Forgets everything, so that a scan can fill the sink. Readers see the old state until the
    /// next commit.
    fn reset(&mut self) -> Result<(), SinkError>;

    /// Takes a batch. Taking the same one twice is the same as once.
    fn apply(&mut self, batch: &ChangeBatch) -> Result<(), SinkError>;

    /// Keeps what was applied and shows it to readers.
    fn commit(&mut self) -> Result<(), SinkError>;

    /// Called once, after the last commit, when the service stops in good order.
    fn stop(&mut self) -> Result<(), SinkError> {
        Ok(())
    }
}
