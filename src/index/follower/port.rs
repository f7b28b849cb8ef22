//! The follower as the use cases see it.

use super::{FollowerHandle, SinkHealth};
use crate::ports::following::{FollowerState, Following, FollowingState, NotVisible};
use futures_util::future::BoxFuture;
use std::time::Duration;

impl Following for FollowerHandle {
    fn visible_seq(&self) -> i64 {
        Self::visible_seq(self)
    }

    fn wait_for(&self, seq: i64, timeout: Duration) -> BoxFuture<'_, Result<(), NotVisible>> {
        Box::pin(async move { Self::wait_for(self, seq, timeout).await.map_err(|_| NotVisible) })
    }

    fn state(&self) -> FollowingState {
        let health = self.health();
        let follower = |sink: SinkHealth| FollowerState {
            name: sink.name,
            visible_seq: sink.visible_seq,
            filled: sink.filled,
            error: sink.error,
        };
        FollowingState {
            log_seq: health.log_seq,
            visible_seq: Self::visible_seq(self),
            log_error: health.log_error,
            followers: health.sinks.into_iter().map(follower).collect(),
        }
    }
}
