//! Reads the public data about moves between occupations.

use super::public_data::PublicData;
use anyhow::{Context, anyhow};
use calamine::{Data, Reader, Xlsx, open_workbook};
use clap::Args;
use foothold::app::Tables;
use foothold::evaluate::report::Report;
use foothold::evaluate::transitions::{InForce, OnetData, TransitionData, evaluate};
use foothold::matching::knowledge::Knowledge;
use std::path::Path;

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
        data: &PublicData,
        tables: &Tables,
        knowledge: &Knowledge,
    ) -> anyhow::Result<Report> {
        let rules = super::newest_rules(tables, knowledge)?;
        let branch = &rules.ruleset.branch;
        let texts = TransitionData {
            ratings: data.text(RATINGS)?,
            onet: onet(data)?,
        };
        let in_force = InForce {
            taxonomy: &knowledge.taxonomy,
            weights: rules.transition_weights(),
            bounds: [branch.reachable_viability, branch.near_viability],
        };
        let mut report = evaluate(in_force, &texts, self.fit)?;
        let needed = [RATINGS, RELATED, JOB_ZONES, CROSSWALK, ESCO].map(|below| data.path(below));
        for path in needed.iter().filter(|path| !path.exists()) {
            report.case(format!(
                "{} is not there; its figures are left out",
                path.display()
            ));
        }
        Ok(report)
    }
}

/// The tables of O*NET and how they lead to unit groups; nothing unless all of them are there.
fn onet(data: &PublicData) -> anyhow::Result<Option<OnetData>> {
    let (related, job_zones) = (data.path(RELATED), data.path(JOB_ZONES));
    let crosswalk = data.text(CROSSWALK)?;
    let occupations = data.zipped(ESCO, ESCO_OCCUPATIONS)?;
    let (Some(crosswalk), Some(esco_occupations)) = (crosswalk, occupations) else {
        return Ok(None);
    };
    if !related.exists() || !job_zones.exists() {
        return Ok(None);
    }
    Ok(Some(OnetData {
        related: sheet(&related)?,
        job_zones: sheet(&job_zones)?,
        crosswalk,
        esco_occupations,
    }))
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
