//! Travel times: what building the minutes takes comes on top of what they are worth.

use foothold::app::{Tables, read_travel};
use foothold::evaluate::report::Report;
use foothold::evaluate::travel::{KNOWN_TIMES, evaluate};
use foothold::matching::knowledge::Knowledge;
use std::time::Instant;

pub(super) fn report(tables: &Tables, knowledge: &Knowledge) -> anyhow::Result<Report> {
    let mut report = evaluate(&knowledge.places, &knowledge.travel, KNOWN_TIMES)?;
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let mut took: Vec<u128> = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        one_core.install(|| read_travel(tables, &knowledge.places))?;
        took.push(start.elapsed().as_millis());
    }
    took.sort_unstable();
    report.figure(
        "building all minutes",
        format!("{} ms", took[took.len() / 2]),
        "on one core, the middle one of five",
    );
    Ok(report)
}
