//! `foothold evaluate titles`: reads the data and takes the time.

use super::Evaluate;
use anyhow::{Context, anyhow};
use foothold::app::Tables;
use foothold::evaluate::report::Report;
use foothold::evaluate::titles::{TitleData, evaluate};
use foothold::taxonomy::{Taxonomy, TaxonomyFiles};
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

const ESCO_SET: &str = "esco-v1.1.1-en";
const ESCO_FILE: &str = "occupations_en.csv";
/// How many titles the times are taken over.
const TIMED: usize = 2_000;

pub(super) fn report(asked: &Evaluate, tables: &Tables, taxonomy: &Taxonomy) -> anyhow::Result<Report> {
    let star = asked.text("star-titles", "star_titles.csv").ok();
    let labels = asked.text("esco-danish-occupation-labels", "labels.tsv").ok();
    let esco = esco_occupations(&asked.data.join(ESCO_SET))?;
    let data = TitleData {
        star_titles: star.as_deref(),
        danish_labels: labels.as_deref(),
        esco_occupations: esco.as_deref(),
    };
    let mut report = evaluate(taxonomy, data).map_err(|problem| anyhow!(problem))?;
    report_times(tables, taxonomy, &mut report)?;
    Ok(report)
}

/// The occupations of the official release: unpacked, or in whichever ZIP file of the folder has them.
fn esco_occupations(folder: &Path) -> anyhow::Result<Option<String>> {
    if let Ok(text) = std::fs::read_to_string(folder.join(ESCO_FILE)) {
        return Ok(Some(text));
    }
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(None);
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "zip"))
    {
        let context = || format!("cannot read {}", path.display());
        let file = std::fs::File::open(path).with_context(context)?;
        let mut archive = zip::ZipArchive::new(file).with_context(context)?;
        if let Ok(mut inside) = archive.by_name(ESCO_FILE) {
            let mut text = String::new();
            inside.read_to_string(&mut text).with_context(context)?;
            return Ok(Some(text));
        }
    }
    Ok(None)
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
