//! Work that computes, away from the runtime's threads.

use crate::ports::StoreError;

/// Runs what no other request should wait for: making and parsing many bodies, or long ones.
pub async fn computed<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|stopped| Err(StoreError::Unavailable(Box::new(stopped))))
}
