//! Work that computes, on a bounded number of threads: what would wait too long is refused at once.

use super::error::ServiceError;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Runs at most so many pieces of work at a time and lets at most so many wait.
#[derive(Debug, Clone)]
pub struct BoundedPool {
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
}

impl BoundedPool {
    /// At most `parallel` at a time (at least 1) and `queue` waiting.
    pub fn new(parallel: usize, queue: usize) -> Self {
        let parallel = parallel.max(1);
        Self {
            running: Arc::new(Semaphore::new(parallel)),
            admitted: Arc::new(Semaphore::new(parallel + queue)),
        }
    }

    /// Runs `work` on a blocking thread.
    ///
    /// # Errors
    /// [`ServiceError::Busy`] when too much waits already, [`ServiceError::Internal`] when the work
    /// panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        let admitted = Arc::clone(&self.admitted).try_acquire_owned();
        let admitted = admitted.map_err(|_| ServiceError::Busy)?;
        let running = Arc::clone(&self.running).acquire_owned().await;
        let running = running.map_err(|_| ServiceError::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop((running, admitted));
            done
        });
        done.await
            .map_err(|_| ServiceError::Internal("work on a blocking thread failed".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn more_than_may_wait_is_refused() {
        let pool = BoundedPool::new(1, 1);
        let (release, held) = std::sync::mpsc::channel::<()>();
        let first = pool.clone();
        let first = tokio::spawn(async move { first.run(move || held.recv().is_ok()).await });
        let second = pool.clone();
        let second = tokio::spawn(async move { second.run(|| 2).await });
        while pool.admitted.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(pool.run(|| 3).await, Err(ServiceError::Busy)));
        release.send(()).expect("the first waits");
        assert!(first.await.expect("no panic").expect("it ran"));
        assert_eq!(second.await.expect("no panic").expect("it ran"), 2);
    }
}
