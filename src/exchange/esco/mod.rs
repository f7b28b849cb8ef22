//! Official releases of ESCO, the European classification of occupations and skills, out of the CSV files that the
//! Commission hands out: checked as a whole, refused as a whole.

mod concepts;
mod danish_labels;
mod files;
mod relations;
mod rings;
#[cfg(test)]
mod tests;

use crate::domain::codes::OccupationCode;
use crate::domain::language::Language;
use crate::exchange::official::{OfficialError, Problems};
use crate::taxonomy::esco::release::EscoRelease;
use concepts::Concepts;
use files::Part;
use std::path::{Path, PathBuf};

/// Reads a release from folders and ZIP archives, with Danish labels from a table of their own where
/// the release has none.
///
/// # Errors
/// [`OfficialError`] when something cannot be read, or with every problem found: a missing file or column, a
/// value that the format does not have, an address that stands twice, a ring of broader concepts, an
/// `iscoGroup` that `is_unit_group` does not know.
pub fn read_release(
    paths: &[PathBuf],
    danish_labels: Option<&Path>,
    is_unit_group: &dyn Fn(OccupationCode) -> bool,
) -> Result<EscoRelease, OfficialError> {
    let mut problems = Problems::default();
    let found = files::find(paths, &mut problems)?;
    for part in Part::ALL.into_iter().filter(|part| part.is_needed()) {
        require(part, &found, &mut problems);
    }
    problems.into_result()?;

    let mut problems = Problems::default();
    let mut concepts = Concepts::read(&found, is_unit_group, &mut problems);
    if let Some(path) = danish_labels {
        danish_labels::read(path, &mut concepts, &mut problems)?;
    }
    let related = relations::read(&found, &mut concepts, &mut problems);
    problems.into_result()?;
    Ok(EscoRelease {
        version: found.versions.first().cloned(),
        languages: concepts.languages(),
        occupations: concepts.occupations.rows,
        skills: concepts.skills.rows,
        unit_groups: concepts.unit_groups.rows,
        relations: related.relations,
        skipped: related.skipped,
        labels_without_concept: concepts.labels_without_concept,
    })
}

/// A needed file that is missing, or there in languages only that answers are never given in.
fn require(part: Part, found: &files::Found, problems: &mut Problems) {
    let languages: Vec<&str> = found
        .files
        .iter()
        .filter(|file| file.part == part)
        .map(|file| file.language.as_str())
        .collect();
    let usable = !part.has_labels() && !languages.is_empty()
        || Language::ALL
            .iter()
            .any(|language| languages.contains(&language.code()));
    if usable {
        return;
    }
    let name = if part.has_labels() {
        format!("{}_en.csv", part.stem())
    } else {
        format!("{}.csv", part.stem())
    };
    let message = if languages.is_empty() {
        "is missing; the release comes as two archives, one with labels and one with relations".to_owned()
    } else {
        format!(
            "is missing; labels in `en` or `da` are needed, there are only those in `{}`",
            languages.join("`, `")
        )
    };
    problems.add(&name, 0, "", message);
}
