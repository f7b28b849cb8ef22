//! How well titles are recognised: as unit groups, and as labels of ESCO.

mod data;
mod labels;
mod rank_measures;
mod unit_groups;

use super::report::Report;
use crate::taxonomy::Taxonomy;

/// The text of the public files, as far as they are there.
#[derive(Debug, Clone, Copy, Default)]
pub struct TitleData<'a> {
    /// `star_titles.csv`: Danish titles of the labour-market agency with their code and the ESCO occupations they are mapped to.
    pub star_titles: Option<&'a str>,
    /// `labels.tsv`: Danish labels of ESCO concepts.
    pub danish_labels: Option<&'a str>,
    /// `occupations_en.csv` of the ESCO release: unit group and English labels of each occupation.
    pub esco_occupations: Option<&'a str>,
}

/// Measures the titles in force.
///
/// # Errors
/// What is wrong with a data file, with its line.
pub fn evaluate(taxonomy: &Taxonomy, data: TitleData<'_>) -> Result<Report, String> {
    let mut report =
        Report::new("Titles: recognition of unit groups and of ESCO labels, over the tables in force");
    let star = data.star_titles.map(data::star_titles).transpose()?;
    let labels = data.danish_labels.map(data::danish_labels).transpose()?;
    let esco = data.esco_occupations.map(data::esco_occupations).transpose()?;
    for (missing, is_there) in [
        ("star-titles", star.is_some()),
        ("esco-danish-occupation-labels", labels.is_some()),
        ("ESCO occupations (English)", esco.is_some()),
    ] {
        if !is_there {
            report.figure(
                missing,
                "absent",
                "the figures that need this data set are left out",
            );
        }
    }
    if let Some(star) = &star {
        unit_groups::report_star(taxonomy, star, &mut report);
    }
    if let Some(esco) = &esco {
        unit_groups::report_esco(taxonomy, labels.as_deref().unwrap_or_default(), esco, &mut report);
    }
    if let (Some(star), Some(labels)) = (&star, &labels) {
        labels::report(taxonomy, star, labels, esco.as_ref(), &mut report);
    }
    Ok(report)
}

#[cfg(test)]
mod tests;
