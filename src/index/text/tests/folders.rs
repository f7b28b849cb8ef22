use super::*;
use crate::index::follower::{Follower, FollowerConfig, FollowerHandle};
use crate::index::samples::MemoryLog;
use crate::ports::ChangeLog;
use std::sync::atomic::Ordering;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(10);

fn start(log: &Arc<MemoryLog>, folder: &TempDir) -> (TantivyTextIndex, FollowerHandle) {
    start_with(log, setup(folder))
}

fn start_with(log: &Arc<MemoryLog>, setup: TextIndexSetup) -> (TantivyTextIndex, FollowerHandle) {
    let (index, sink) = open(setup).unwrap();
    let log: Arc<dyn ChangeLog> = Arc::clone(log) as _;
    (
        index,
        Follower::start(log, vec![Box::new(sink)], FollowerConfig::default()),
    )
}

fn found(index: &TantivyTextIndex) -> Vec<u64> {
    numbers(&index.search(&query("")).unwrap())
}

fn log_of(count: u64) -> (Arc<MemoryLog>, i64) {
    let log = Arc::new(MemoryLog::new());
    let last = (1..=count).fold(0, |_, number| log.put(vacancy(number, "kok")));
    (log, last)
}

#[tokio::test]
async fn a_write_is_found_and_a_deletion_is_not_within_the_second() {
    let (folder, (log, last)) = (TempDir::new().unwrap(), log_of(3));
    let (index, follower) = start(&log, &folder);
    follower.wait_for(last, SOON).await.unwrap();
    assert_eq!(found(&index), [3, 2, 1]);
    let seq = log.put(vacancy(4, "maler"));
    follower.wait_for(seq, SOON).await.unwrap();
    assert_eq!(found(&index), [4, 3, 2, 1]);
    let seq = log.delete(vacancy(2, "").id);
    tokio::time::timeout(SOON, follower.subscribe().wait_for(|&seen| seen >= seq))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found(&index), [4, 3, 1]);
    assert_eq!(index.generation(), seq);
}

#[tokio::test]
async fn a_restart_reads_only_what_is_new() {
    let (folder, (log, last)) = (TempDir::new().unwrap(), log_of(30));
    let (index, follower) = start(&log, &folder);
    follower.wait_for(last, SOON).await.unwrap();
    follower.stop().await;
    drop((index, follower));
    let scans = log.scans.load(Ordering::Relaxed);
    let seq = log.put(vacancy(5, "maler"));
    let (index, follower) = start(&log, &folder);
    follower.wait_for(last, SOON).await.unwrap();
    assert_eq!(found(&index).len(), 30, "the last commit is shown at once");
    follower.wait_for(seq, SOON).await.unwrap();
    assert_eq!(numbers(&index.search(&query("maler")).unwrap()), [5]);
    assert_eq!(found(&index).len(), 30);
    assert_eq!(log.scans.load(Ordering::Relaxed), scans);
}

#[tokio::test]
async fn what_was_not_committed_when_the_process_died_is_read_again() {
    let (folder, (log, last)) = (TempDir::new().unwrap(), log_of(5));
    let (index, follower) = start(&log, &folder);
    follower.wait_for(last, SOON).await.unwrap();
    follower.stop().await;
    drop((index, follower));
    // A sink that is dropped without a commit, as a killed process leaves it, lock file included.
    let (index, mut sink) = open(setup(&folder)).unwrap();
    sink.open().unwrap();
    let seq = log.put(vacancy(6, "maler"));
    let batch = ChangeBatch {
        upserted_vacancies: vec![Arc::new(vacancy(6, "maler"))],
        up_to_seq: seq,
        ..ChangeBatch::default()
    };
    sink.apply(&batch).unwrap();
    drop((index, sink));
    for part in ["vacancies", "jobseekers"] {
        std::fs::write(folder.path().join(part).join(".tantivy-writer.lock"), "").unwrap();
    }
    let (index, follower) = start(&log, &folder);
    follower.wait_for(seq, SOON).await.unwrap();
    assert_eq!(found(&index), [6, 5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn folders_that_are_lost_damaged_or_old_are_built_anew() {
    let (folder, (log, last)) = (TempDir::new().unwrap(), log_of(12));
    log.put_jobseeker(jobseeker(1));
    let harms: [&dyn Fn(); 6] = [
        &|| {},
        &|| std::fs::remove_dir_all(folder.path().join("vacancies")).unwrap(),
        &|| std::fs::remove_dir_all(folder.path().join("jobseekers")).unwrap(),
        &|| std::fs::write(folder.path().join("vacancies/meta.json"), "{").unwrap(),
        &|| harm_a_segment(&folder, |file| std::fs::write(file, "nonsense").unwrap()),
        &|| harm_a_segment(&folder, |file| std::fs::remove_file(file).unwrap()),
    ];
    for (number, harm) in harms.iter().enumerate() {
        harm();
        let scans = log.scans.load(Ordering::Relaxed);
        let (index, follower) = start(&log, &folder);
        follower.wait_for(last + 1, SOON).await.unwrap();
        assert_eq!(found(&index).len(), 12, "after harm {number}");
        assert!(log.scans.load(Ordering::Relaxed) > scans, "after harm {number}");
        follower.stop().await;
    }
    let mut other = setup(&folder);
    other.schema.version += 1;
    let scans = log.scans.load(Ordering::Relaxed);
    let (index, follower) = start_with(&log, other);
    follower.wait_for(last + 1, SOON).await.unwrap();
    assert_eq!(found(&index).len(), 12);
    assert!(log.scans.load(Ordering::Relaxed) > scans);
}

fn harm_a_segment(folder: &TempDir, harm: impl Fn(std::path::PathBuf)) {
    let files = std::fs::read_dir(folder.path().join("vacancies")).unwrap();
    let postings = files
        .filter_map(|file| Some(file.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "idx"));
    harm(postings.unwrap());
}

#[tokio::test]
async fn a_folder_that_vanishes_while_in_use_comes_back() {
    let (folder, (log, last)) = (TempDir::new().unwrap(), log_of(5));
    let (index, follower) = start(&log, &folder);
    follower.wait_for(last, SOON).await.unwrap();
    std::fs::remove_dir_all(folder.path().join("vacancies")).unwrap();
    let seq = log.put(vacancy(6, "maler"));
    follower.wait_for(seq, SOON).await.unwrap();
    assert_eq!(found(&index), [6, 5, 4, 3, 2, 1]);
    follower.stop().await;
    let (index, mut sink) = open(setup(&folder)).unwrap();
    sink.open().unwrap();
    assert_eq!(found(&index).len(), 6);
}

#[tokio::test]
async fn a_search_before_the_index_is_open_waits_for_it() {
    let (folder, (log, last)) = (TempDir::new().unwrap(), log_of(3));
    let (index, follower) = start(&log, &folder);
    follower.wait_for(last, SOON).await.unwrap();
    follower.stop().await;
    drop((index, follower));
    let (index, mut sink) = open(setup(&folder)).unwrap();
    std::thread::scope(|threads| {
        let early = threads.spawn(|| found(&index));
        assert_eq!(index.generation(), 0);
        sink.open().unwrap();
        assert_eq!(early.join().unwrap(), [3, 2, 1]);
    });
}

#[test]
fn two_writers_do_not_share_a_folder() {
    let folder = TempDir::new().unwrap();
    let mut first = open(setup(&folder)).unwrap();
    first.1.open().unwrap();
    assert!(open(setup(&folder)).is_err());
    drop(first);
    assert!(open(setup(&folder)).is_ok());
}
