//! Work that is carried out whole once it has begun, whether or not its request still waits.

use super::error::ServiceError;
use std::future::Future;

/// Runs work in a task of its own. A request is dropped when its caller goes away; what follows a
/// write in memory must happen all the same.
pub(super) async fn to_its_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, ServiceError>> + Send + 'static,
) -> Result<T, ServiceError> {
    let ended = tokio::spawn(work).await;
    ended.unwrap_or_else(|stopped| Err(ServiceError::Internal(format!("a write was stopped: {stopped}"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::{Context, Waker};
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn work_outlives_the_request_that_began_it() {
        let (stored, store) = oneshot::channel::<()>();
        let (followed, follows) = oneshot::channel::<()>();
        let mut request = Box::pin(to_its_end(async move {
            store
                .await
                .map_err(|_| ServiceError::Internal("no store".to_owned()))?;
            let _ = followed.send(());
            Ok(())
        }));
        let began = request.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(began.is_pending());
        drop(request);
        stored.send(()).expect("the work waits for the store");
        follows.await.expect("memory follows");
    }
}
