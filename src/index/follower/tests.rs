use super::*;
use crate::domain::ids::{JobseekerId, VacancyId};
use crate::index::samples::{MemoryLog, jobseeker, vacancy};
use crate::index::sink::{ChangeBatch, SinkError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;

const SOON: Duration = Duration::from_secs(5);

/// What a sink in memory knows.
#[derive(Default, Clone)]
struct Known {
    seq: i64,
    titles: BTreeMap<VacancyId, String>,
    jobseekers: BTreeSet<JobseekerId>,
}

/// What outlives a sink in memory, as a directory would.
#[derive(Default)]
struct Disk {
    kept: Mutex<Known>,
    fail: AtomicBool,
    panic: AtomicBool,
    commits: AtomicI64,
}

struct MemorySink {
    disk: Arc<Disk>,
    known: Known,
}

impl MemorySink {
    fn open(disk: &Arc<Disk>) -> Box<dyn ChangeSink> {
        let known = disk.kept.lock().unwrap().clone();
        Box::new(Self {
            disk: Arc::clone(disk),
            known,
        })
    }
}

impl ChangeSink for MemorySink {
    fn name(&self) -> &'static str {
        "memory"
    }

    fn last_seq(&self) -> i64 {
        self.known.seq
    }

    fn reset(&mut self) -> Result<(), SinkError> {
        self.known = Known::default();
        Ok(())
    }

    fn apply(&mut self, batch: &ChangeBatch) -> Result<(), SinkError> {
        assert!(!self.disk.panic.swap(false, Ordering::Relaxed), "told to panic");
        if self.disk.fail.swap(false, Ordering::Relaxed) {
            self.known = self.disk.kept.lock().unwrap().clone();
            return Err("told to fail".into());
        }
        for record in &batch.upserted_vacancies {
            self.known.titles.insert(record.id, record.vacancy.title.clone());
        }
        for id in &batch.deleted_vacancies {
            self.known.titles.remove(id);
        }
        self.known
            .jobseekers
            .extend(batch.upserted_jobseekers.iter().map(|record| record.id));
        self.known.seq = batch.up_to_seq;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), SinkError> {
        *self.disk.kept.lock().unwrap() = self.known.clone();
        self.disk.commits.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

fn config() -> FollowerConfig {
    FollowerConfig {
        commit_interval: Duration::from_millis(30),
        batch: 7,
        retry_pause: Duration::from_millis(5),
        ..FollowerConfig::default()
    }
}

fn start(log: &Arc<MemoryLog>, disks: &[&Arc<Disk>]) -> FollowerHandle {
    let log: Arc<dyn ChangeLog> = Arc::clone(log) as _;
    Follower::start(
        log,
        disks.iter().map(|disk| MemorySink::open(disk)).collect(),
        config(),
    )
}

fn assert_in_step(log: &MemoryLog, disk: &Disk) {
    let kept: Vec<String> = log
        .vacancies()
        .into_iter()
        .map(|record| record.vacancy.title)
        .collect();
    let known: Vec<String> = disk.kept.lock().unwrap().titles.values().cloned().collect();
    assert_eq!(known, kept);
}

#[tokio::test]
async fn it_catches_up_and_follows() {
    let (log, disk) = (Arc::new(MemoryLog::new()), Arc::new(Disk::default()));
    for number in 0..40 {
        log.put(vacancy(number, "før"));
    }
    let seeker = jobseeker(1);
    let seq = log.put_jobseeker(seeker.clone());
    let follower = start(&log, &[&disk]);
    follower.wait_for(seq, SOON).await.unwrap();
    assert_in_step(&log, &disk);
    assert!(disk.kept.lock().unwrap().jobseekers.contains(&seeker.id));
    assert_eq!(
        log.scans.load(Ordering::Relaxed),
        6,
        "an empty sink is filled from a scan"
    );

    log.put(vacancy(3, "efter"));
    log.put(vacancy(99, "ny"));
    let seq = log.delete(vacancy(7, "").id);
    follower.wait_for(seq, SOON).await.unwrap();
    assert_in_step(&log, &disk);
    assert_eq!(follower.visible_seq(), seq);
    assert!(follower.health().is_well());
    follower.stop().await;
    assert!(matches!(
        follower.wait_for(seq + 1, SOON).await,
        Err(WaitError::Stopped)
    ));
}

#[tokio::test]
async fn a_change_is_seen_although_nobody_waits() {
    let (log, disk) = (Arc::new(MemoryLog::new()), Arc::new(Disk::default()));
    let follower = start(&log, &[&disk]);
    let mut visible = follower.subscribe();
    let seq = log.put(vacancy(1, "ny"));
    tokio::time::timeout(SOON, visible.wait_for(|&seen| seen >= seq))
        .await
        .unwrap()
        .unwrap();
    assert_in_step(&log, &disk);
}

#[tokio::test]
async fn a_restart_goes_on_where_the_last_commit_was() {
    let (log, disk) = (Arc::new(MemoryLog::new()), Arc::new(Disk::default()));
    log.put(vacancy(1, "a"));
    let follower = start(&log, &[&disk]);
    follower.wait_for(1, SOON).await.unwrap();
    follower.stop().await;
    log.put(vacancy(2, "b"));
    let scans = log.scans.load(Ordering::Relaxed);
    let follower = start(&log, &[&disk]);
    follower.wait_for(2, SOON).await.unwrap();
    assert_in_step(&log, &disk);
    assert_eq!(log.scans.load(Ordering::Relaxed), scans, "no scan is needed");
}

#[tokio::test]
async fn stopping_keeps_what_was_applied() {
    let (log, disk) = (Arc::new(MemoryLog::new()), Arc::new(Disk::default()));
    let slow = FollowerConfig {
        commit_interval: Duration::from_mins(10),
        ..config()
    };
    let source: Arc<dyn ChangeLog> = Arc::clone(&log) as _;
    let follower = Follower::start(source, vec![MemorySink::open(&disk)], slow);
    log.put(vacancy(1, "a"));
    follower.wait_for(1, SOON).await.unwrap();
    log.put(vacancy(2, "b"));
    while follower.health().sinks[0].applied_seq < 2 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    assert_eq!(follower.visible_seq(), 1);
    follower.stop().await;
    assert_in_step(&log, &disk);
}

#[tokio::test]
async fn each_sink_gets_what_it_lacks() {
    let (log, first, second) = (
        Arc::new(MemoryLog::new()),
        Arc::new(Disk::default()),
        Arc::new(Disk::default()),
    );
    for number in 0..20 {
        log.put(vacancy(number, "a"));
    }
    let follower = start(&log, &[&first]);
    follower.wait_for(20, SOON).await.unwrap();
    follower.stop().await;
    let seq = log.put(vacancy(5, "b"));
    let follower = start(&log, &[&first, &second]);
    follower.wait_for(seq, SOON).await.unwrap();
    assert_in_step(&log, &first);
    assert_in_step(&log, &second);
}

#[tokio::test]
async fn a_sink_ahead_of_a_restored_log_is_filled_anew() {
    let (log, disk) = (Arc::new(MemoryLog::new()), Arc::new(Disk::default()));
    disk.kept.lock().unwrap().seq = 500;
    disk.kept
        .lock()
        .unwrap()
        .titles
        .insert(vacancy(77, "").id, "gone with the backup".to_owned());
    log.put(vacancy(1, "a"));
    let follower = start(&log, &[&disk]);
    while disk.commits.load(Ordering::Relaxed) == 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    follower.stop().await;
    assert_in_step(&log, &disk);
    assert_eq!(disk.kept.lock().unwrap().seq, 1);
}

#[tokio::test]
async fn failures_are_tried_again_and_lose_nothing() {
    let (log, disk, sound) = (
        Arc::new(MemoryLog::new()),
        Arc::new(Disk::default()),
        Arc::new(Disk::default()),
    );
    let follower = start(&log, &[&disk, &sound]);
    for (number, trouble) in (1..=12).zip([0, 1, 2, 3].into_iter().cycle()) {
        match trouble {
            1 => disk.fail.store(true, Ordering::Relaxed),
            2 => disk.panic.store(true, Ordering::Relaxed),
            3 => log.failures_left.store(3, Ordering::Relaxed),
            _ => {}
        }
        let seq = log.put(vacancy(number, "a"));
        follower.wait_for(seq, SOON).await.unwrap();
        assert_in_step(&log, &disk);
        assert_in_step(&log, &sound);
    }
    assert!(follower.health().is_well());
}

#[tokio::test]
async fn a_failing_sink_shows_in_health_and_holds_nobody_else_up() {
    struct Broken;
    impl ChangeSink for Broken {
        fn name(&self) -> &'static str {
            "broken"
        }
        fn last_seq(&self) -> i64 {
            0
        }
        fn reset(&mut self) -> Result<(), SinkError> {
            Err("no room on the disk".into())
        }
        fn apply(&mut self, _batch: &ChangeBatch) -> Result<(), SinkError> {
            Err("never".into())
        }
        fn commit(&mut self) -> Result<(), SinkError> {
            Err("never".into())
        }
    }
    let (log, disk) = (Arc::new(MemoryLog::new()), Arc::new(Disk::default()));
    let source: Arc<dyn ChangeLog> = Arc::clone(&log) as _;
    let follower = Follower::start(source, vec![Box::new(Broken), MemorySink::open(&disk)], config());
    let seq = log.put(vacancy(1, "a"));
    let waited = follower.wait_for(seq, Duration::from_millis(300)).await;
    assert!(matches!(waited, Err(WaitError::TimedOut { visible: 0, .. })));
    assert_in_step(&log, &disk);
    let health = follower.health();
    assert_eq!(health.sinks[0].error.as_deref(), Some("no room on the disk"));
    assert!(health.sinks[0].failures >= 2);
    assert!(!health.is_well());
}

#[tokio::test]
async fn a_sink_that_cannot_be_opened_is_tried_again_and_takes_nothing_before() {
    struct Closed {
        may_open: Arc<AtomicBool>,
        inner: Box<dyn ChangeSink>,
    }
    impl ChangeSink for Closed {
        fn name(&self) -> &'static str {
            "closed"
        }
        fn open(&mut self) -> Result<(), SinkError> {
            let may_open = self.may_open.load(Ordering::Relaxed);
            may_open
                .then_some(())
                .ok_or_else(|| "the folder is locked".into())
        }
        fn last_seq(&self) -> i64 {
            self.inner.last_seq()
        }
        fn reset(&mut self) -> Result<(), SinkError> {
            self.inner.reset()
        }
        fn apply(&mut self, batch: &ChangeBatch) -> Result<(), SinkError> {
            assert!(self.may_open.load(Ordering::Relaxed), "it is opened first");
            self.inner.apply(batch)
        }
        fn commit(&mut self) -> Result<(), SinkError> {
            self.inner.commit()
        }
    }
    let (log, disk, other) = (
        MemoryLog::new(),
        Arc::new(Disk::default()),
        Arc::new(Disk::default()),
    );
    let (log, may_open) = (Arc::new(log), Arc::new(AtomicBool::new(false)));
    let closed = Closed {
        may_open: Arc::clone(&may_open),
        inner: MemorySink::open(&other),
    };
    let source: Arc<dyn ChangeLog> = Arc::clone(&log) as _;
    let follower = Follower::start(source, vec![Box::new(closed), MemorySink::open(&disk)], config());
    assert!(!follower.health().is_well());
    let seq = log.put(vacancy(1, "a"));
    let waited = follower.wait_for(seq, Duration::from_millis(300)).await;
    assert!(matches!(waited, Err(WaitError::TimedOut { visible: 0, .. })));
    assert_in_step(&log, &disk);
    let health = follower.health();
    assert_eq!(health.sinks[0].error.as_deref(), Some("the folder is locked"));
    may_open.store(true, Ordering::Relaxed);
    follower.wait_for(seq, SOON).await.unwrap();
    assert_in_step(&log, &other);
    assert!(follower.health().is_well());
}
