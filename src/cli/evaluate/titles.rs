//! `foothold evaluate titles`: reads the data and takes the time.

use super::public_data::PublicData;
use anyhow::anyhow;
use foothold::app::Tables;
use foothold::evaluate::report::Report;
use foothold::evaluate::titles::{TitleData, evaluate};
use foothold::taxonomy::{Taxonomy, TaxonomyFiles};
use std::time::{Duration, Instant};

/// How many titles the times are taken over.
const TIMED: usize = 2_000;

pub(super) fn report(data: &PublicData, tables: &Tables, taxonomy: &Taxonomy) -> anyhow::Result<Report> {
    let star = data.text("star-titles/star_titles.csv")?;
    let labels = data.text("esco-danish-occupation-labels/labels.tsv")?;
    let esco = data.zipped("esco-v1.1.1-en", "occupations_en.csv")?;
    let texts = TitleData {
        star_titles: star.as_deref(),
        danish_labels: labels.as_deref(),
        esco_occupations: esco.as_deref(),
    };
    let mut report = evaluate(taxonomy, texts).map_err(|problem| anyhow!(problem))?;
    report_times(tables, taxonomy, &mut report)?;
    Ok(report)
}

fn report_times(tables: &Tables, taxonomy: &Taxonomy, report: &mut Report) -> anyhow::Result<()> {
    let files = TaxonomyFiles::from_names(|name| tables.find(&format!("taxonomy/{name}")))?;
    let start = Instant::now();
    let titles = taxonomy.count_titles_anew(&files)?;
    report.figure(
        "titles: load time",
        format!("{:.1} ms", milliseconds(start.elapsed())),
        format!("{titles} titles and official names read from titles.tsv and laid out for lookups, once"),
    );
    let shown: Vec<&str> = taxonomy.titles().take(TIMED).collect();
    report_mean(
        "surely, first time",
        "titles of the table, sure answers alone",
        &shown,
        report,
        |title| taxonomy.recognise_surely(title).len(),
    );
    report_mean(
        "surely, again",
        "the same titles once more",
        &shown,
        report,
        |title| taxonomy.recognise_surely(title).len(),
    );
    report_mean(
        "with alternatives",
        "the same titles, with up to ten alternatives",
        &shown,
        report,
        |title| taxonomy.recognise_occupation(title).len(),
    );
    Ok(())
}

fn report_mean(name: &str, how: &str, titles: &[&str], report: &mut Report, ask: impl Fn(&str) -> usize) {
    let start = Instant::now();
    let answers: usize = titles.iter().map(|title| ask(title)).sum();
    let mean = milliseconds(start.elapsed()) * 1_000.0 / titles.len().max(1) as f64;
    report.figure(
        format!("recognition: {name}"),
        format!("{mean:.1} µs"),
        format!("mean of {} {how}; {answers} answers; one thread", titles.len()),
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
