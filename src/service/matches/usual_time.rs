//! Where a list is made: on the thread that read its request, while such lists are quick, else beside the network
//! threads. Handing one over costs two wake-ups, and a quarter of a megabyte goes from one core's cache to another's.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Work up to this long may hold up a network thread.
const QUICK: Duration = Duration::from_millis(1);
/// How much of the usual time one more piece of work makes up, as one part in so many.
const PARTS: u32 = 8;

/// How long a kind of work usually takes, the latest counting most.
#[derive(Debug)]
pub(super) struct UsualTime {
    microseconds: AtomicU32,
}

impl UsualTime {
    /// Nothing is known yet, which is not quick.
    pub(super) const fn unknown() -> Self {
        Self {
            microseconds: AtomicU32::new(u32::MAX / PARTS),
        }
    }

    /// Whether the work is usually over at once.
    pub(super) fn is_quick(&self) -> bool {
        u128::from(self.microseconds.load(Ordering::Relaxed)) <= QUICK.as_micros()
    }

    /// Does the work and notes how long it took.
    pub(super) fn note<T>(&self, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let done = work();
        self.add(began.elapsed());
        done
    }

    fn add(&self, took: Duration) {
        let took = u32::try_from(took.as_micros()).unwrap_or(u32::MAX) / PARTS;
        let known = self.microseconds.load(Ordering::Relaxed);
        // What another thread notes in between may be lost: the next piece of work tells the same.
        let usual = known - known / PARTS + took;
        self.microseconds.store(usual, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_quick_once_it_usually_was() {
        let usual = UsualTime::unknown();
        assert!(!usual.is_quick());
        (0..200).for_each(|_| usual.add(Duration::from_micros(300)));
        assert!(usual.is_quick());
        usual.add(Duration::from_micros(1200));
        assert!(usual.is_quick(), "one slow piece of work changes little");
        (0..8).for_each(|_| usual.add(Duration::from_millis(5)));
        assert!(!usual.is_quick());
        usual.add(Duration::MAX);
        assert!(!usual.is_quick());
    }
}
