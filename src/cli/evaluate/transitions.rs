//! Reads the public data about moves between occupations: CSV, spreadsheets and a ZIP.

use anyhow::{Context, anyhow, bail};
use calamine::{Data, Reader, Xlsx, open_workbook};
use clap::Args;
use foothold::app::Tables;
use foothold::evaluate::report::Report;
use foothold::evaluate::transitions::{InForce, OnetData, TransitionData, evaluate};
use foothold::matching::knowledge::Knowledge;
use foothold::matching::rules::Rules;
use foothold::service::rulesets::RulesetShelf;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

const RATINGS: &str = "transition-feasibility-ratings/ratings_9113.csv";
const RELATED: &str = "onet-transitions/Related Occupations.xlsx";
const JOB_ZONES: &str = "onet-transitions/Job Zones.xlsx";
const CROSSWALK: &str = "esco-crosswalks/crosswalk_esco_onet.csv";
const ESCO: &str = "esco-v1.1.1-en";
const ESCO_OCCUPATIONS: &str = "occupations_en.csv";

/// Moves between occupations: the fitted shape and O*NET's related occupations
#[derive(Debug, Args)]
pub(super) struct TransitionsSubject {
    /// Print the parameters that the fit gives, as rows of a ruleset
    #[arg(long)]
    fit: bool,
}

impl TransitionsSubject {
    pub(super) fn report(
        &self,
        folder: &Path,
        tables: &Tables,
        knowledge: &Knowledge,
    ) -> anyhow::Result<Report> {
        let rules = default_rules(tables, knowledge)?;
        let branch = &rules.ruleset.branch;
        let mut missing = Vec::new();
        let data = TransitionData {
            ratings: there(folder, &[RATINGS], &mut missing)
                .then(|| text(&folder.join(RATINGS)))
                .transpose()?,
            onet: there(folder, &[RELATED, JOB_ZONES, CROSSWALK, ESCO], &mut missing)
                .then(|| onet(folder))
                .transpose()?,
        };
        let in_force = InForce {
            taxonomy: &knowledge.taxonomy,
            weights: rules.transition_weights(),
            bounds: [branch.reachable_viability, branch.near_viability],
        };
        let mut report = evaluate(in_force, &data, self.fit)?;
        for path in missing {
            report.case(format!("{path} is not there; its figures are left out"));
        }
        Ok(report)
    }
}

fn default_rules(tables: &Tables, knowledge: &Knowledge) -> anyhow::Result<Arc<Rules>> {
    let files: Vec<(String, String)> = tables
        .below("rulesets/")
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    let shelf = RulesetShelf::load(&files, knowledge)?;
    Ok(Arc::clone(shelf.newest()))
}

fn there(folder: &Path, paths: &[&str], missing: &mut Vec<String>) -> bool {
    let before = missing.len();
    for path in paths.iter().map(|path| folder.join(path)) {
        if !path.exists() {
            missing.push(path.display().to_string());
        }
    }
    missing.len() == before
}

fn onet(folder: &Path) -> anyhow::Result<OnetData> {
    Ok(OnetData {
        related: sheet(&folder.join(RELATED))?,
        job_zones: sheet(&folder.join(JOB_ZONES))?,
        crosswalk: text(&folder.join(CROSSWALK))?,
        esco_occupations: zipped(&folder.join(ESCO), ESCO_OCCUPATIONS)?,
    })
}

fn text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The cells of a workbook's first sheet as text.
fn sheet(path: &Path) -> anyhow::Result<Vec<Vec<String>>> {
    let told = || format!("cannot read {}", path.display());
    let mut book: Xlsx<_> = open_workbook(path).with_context(told)?;
    let range = book
        .worksheet_range_at(0)
        .ok_or_else(|| anyhow!("{} has no sheet", path.display()))?
        .with_context(told)?;
    let cells = |row: &[Data]| row.iter().map(ToString::to_string).collect();
    Ok(range.rows().map(cells).collect())
}

/// A file by its name out of the first ZIP of a folder that has it.
fn zipped(folder: &Path, name: &str) -> anyhow::Result<String> {
    let mut archives: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "zip"))
        .collect();
    archives.sort_unstable();
    for path in archives {
        let told = || format!("cannot read {}", path.display());
        let mut archive = zip::ZipArchive::new(File::open(&path).with_context(told)?).with_context(told)?;
        if let Ok(mut file) = archive.by_name(name) {
            let mut text = String::new();
            file.read_to_string(&mut text).with_context(told)?;
            return Ok(text);
        }
    }
    bail!("no ZIP in {} holds {name}", folder.display())
}
