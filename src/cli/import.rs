//! `foothold import`: vacancies out of a file into a data folder that no service runs on.

use super::data_folder::DataFolder;
use super::input;
use super::runtime::runtime;
use anyhow::bail;
use clap::Args;
use foothold::app::App;
use foothold::config::Config;
use foothold::domain::ids::OrganisationId;
use foothold::exchange::outcome::SummaryLine;
use foothold::service::imports::{ImportFormat, ImportNews, ImportTerms};
use foothold::service::visibility::Refresh;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Import vacancies into a data folder: what became of each on standard output, a summary at the end
///
/// A vacancy with a source and an external id is kept by it, so the same file may be imported again.
/// Exit code 1 when a record was refused.
#[derive(Debug, Args)]
#[command(after_help = "Into a running service:\n  \
    curl -T FILE -X POST -H 'Content-Type: application/x-ndjson' http://127.0.0.1:8080/v1/vacancies/import\n  \
    (text/csv for a table; application/json and ?format=jobnet for an answer of Jobnet's search; add\n  \
    -H 'Content-Encoding: gzip' for a packed file; ?dry_run=true and ?errors_only=true as here)")]
pub struct Import {
    /// File to import, plain or .gz; - is standard input
    #[arg(value_name = "FILE|-")]
    file: PathBuf,
    /// How the records are written; taken from the file's name when absent
    #[arg(long, value_parser = read_format, value_name = "ndjson|csv|jobnet")]
    format: Option<ImportFormat>,
    /// Folder of store and index
    #[arg(long, env = "FOOTHOLD_DATA_FOLDER", default_value = "data")]
    data: PathBuf,
    /// Check everything, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Tell only of records that are refused
    #[arg(long)]
    errors_only: bool,
}

fn read_format(text: &str) -> Result<ImportFormat, String> {
    ImportFormat::from_code(text).ok_or_else(|| format!("one of {}", ImportFormat::CODES.join(", ")))
}

impl Import {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let format = self.format.or_else(|| format_of_name(&self.file));
        let Some(format) = format else {
            bail!(
                "{}: say with --format how the records are written ({})",
                self.file.display(),
                ImportFormat::CODES.join(", ")
            );
        };
        let bar = ProgressBar::no_length();
        let counted = bar.clone();
        let input = input::open(&self.file, move |bytes| counted.inc(bytes))?;
        show_progress(&bar, input.length)?;
        let folder = DataFolder::take(&self.data)?;
        let config = folder.config(Config::load(None)?);
        let terms = ImportTerms {
            dry_run: self.dry_run,
            errors_only: self.errors_only,
            refresh: Refresh::Soon,
        };
        let outcome = runtime()?.block_on(import(config, format, input.bytes, terms, &bar));
        bar.finish_and_clear();
        let SummaryLine { summary, .. } = outcome?;
        eprintln!(
            "{} records: {} created, {} updated, {} unchanged, {} failed{}",
            summary.total,
            summary.created,
            summary.updated,
            summary.unchanged,
            summary.failed,
            if self.dry_run {
                " (nothing was written)"
            } else {
                ""
            }
        );
        Ok(if summary.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// The format that a name speaks of, a last `.gz` left aside.
fn format_of_name(file: &Path) -> Option<ImportFormat> {
    let name = file.file_name()?.to_str()?.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "ndjson" | "jsonl" => Some(ImportFormat::Ndjson),
        "csv" => Some(ImportFormat::Csv),
        "json" => Some(ImportFormat::Jobnet),
        _ => None,
    }
}

fn show_progress(bar: &ProgressBar, length: Option<u64>) -> anyhow::Result<()> {
    let template = if let Some(length) = length {
        bar.set_length(length);
        "{bar:40} {bytes}/{total_bytes} {msg} {elapsed}"
    } else {
        "{spinner} {bytes} {msg} {elapsed}"
    };
    bar.set_style(ProgressStyle::with_template(template)?);
    Ok(())
}

async fn import(
    config: Config,
    format: ImportFormat,
    bytes: Box<dyn Read + Send>,
    terms: ImportTerms,
    bar: &ProgressBar,
) -> anyhow::Result<SummaryLine> {
    let app = App::open(config).await?;
    let everybody = OrganisationId::default_organisation();
    let mut news = app.services().imports.start(everybody, format, bytes, terms);
    let mut out = BufWriter::new(std::io::stdout());
    let mut end = None;
    let mut failed = 0;
    while let Some(told) = news.recv().await {
        match told {
            ImportNews::Records(results) => {
                for result in &results {
                    serde_json::to_writer(&mut out, result)?;
                    out.write_all(b"\n")?;
                }
                out.flush()?;
                failed += results.iter().filter(|result| result.result.is_none()).count();
                bar.set_message(format!("{failed} refused"));
            }
            ImportNews::Summary(summary) => end = Some(summary),
        }
    }
    if let Some(summary) = &end {
        serde_json::to_writer(&mut out, summary)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    app.shutdown().await;
    let Some(summary) = end else {
        bail!("the import broke off; what was told of is kept");
    };
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_format() {
        let format = |name: &str| format_of_name(Path::new(name));
        assert_eq!(format("a/vacancies.NDJSON.gz"), Some(ImportFormat::Ndjson));
        assert_eq!(format("table.csv"), Some(ImportFormat::Csv));
        assert_eq!(format("answer.json"), Some(ImportFormat::Jobnet));
        assert_eq!(format("-"), None);
        assert_eq!(format("a.gz"), None);
    }
}
