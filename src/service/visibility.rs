//! Waiting until a write is searchable.

use super::error::ServiceError;
use crate::ports::{ChangeLog, Following};
use std::sync::Arc;
use std::time::Duration;

/// When a write is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Refresh {
    /// As soon as it is durable; it is searchable within a second.
    #[default]
    Soon,
    /// When it is searchable.
    Wait,
}

/// Waits until writes are searchable.
#[derive(Clone)]
pub struct Visibility {
    log: Arc<dyn ChangeLog>,
    following: Arc<dyn Following>,
    timeout: Duration,
}

impl Visibility {
    /// Waits at most `timeout`.
    pub fn new(log: Arc<dyn ChangeLog>, following: Arc<dyn Following>, timeout: Duration) -> Self {
        Self {
            log,
            following,
            timeout,
        }
    }

    /// Waits, when asked to, for a change, or without one for everything that is kept by now: a
    /// write that changed nothing may repeat one that is not searchable yet.
    ///
    /// # Errors
    /// [`ServiceError::NotYetVisible`]; the write is kept all the same.
    pub async fn settle(&self, refresh: Refresh, seq: Option<i64>) -> Result<(), ServiceError> {
        if refresh == Refresh::Soon {
            return Ok(());
        }
        let seq = match seq {
            Some(seq) => seq,
            None => self.log.last_seq().await?,
        };
        let waited = self.following.wait_for(seq, self.timeout).await;
        waited.map_err(|late| ServiceError::NotYetVisible(late.to_string()))
    }
}
