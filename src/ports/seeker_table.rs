//! Every kept profile, at hand: what a search from a vacancy's side scores.

use crate::domain::ids::OrganisationId;
use crate::domain::record::JobseekerRecord;
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// The profiles are not read yet after the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the profiles are still being read after the start, try again")]
pub struct NotLoaded;

/// An organisation's profiles as of one moment.
#[derive(Debug, Clone)]
pub struct Seekers {
    /// The last `seq` of the change log that is in them.
    pub seq: i64,
    /// In rising order of id.
    pub records: Vec<Arc<JobseekerRecord>>,
}

/// Gives the profiles as they stand.
pub trait SeekerTable: Send + Sync {
    /// An organisation's profiles; waits a little while they are read after the start.
    fn seekers(&self, organisation: &OrganisationId) -> BoxFuture<'_, Result<Seekers, NotLoaded>>;
}
