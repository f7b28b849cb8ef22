//! Finds the files of a release in folders and ZIP archives, whatever language and edition their names carry.

use crate::exchange::official::{OfficialError, Problems, unreadable};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// No file of a release comes near this many bytes; an archive that claims more is not unpacked.
const LARGEST_FILE: u64 = 1 << 30;

/// The tables of a release that are read; it holds others, which are left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Occupations,
    Skills,
    SkillGroups,
    UnitGroups,
    OccupationSkills,
    BroaderSkills,
    BroaderOccupations,
}

impl Part {
    pub(crate) const ALL: [Self; 7] = [
        Self::Occupations,
        Self::Skills,
        Self::SkillGroups,
        Self::UnitGroups,
        Self::OccupationSkills,
        Self::BroaderSkills,
        Self::BroaderOccupations,
    ];

    /// The file's name without language and extension.
    pub(crate) const fn stem(self) -> &'static str {
        match self {
            Self::Occupations => "occupations",
            Self::Skills => "skills",
            Self::SkillGroups => "skillGroups",
            Self::UnitGroups => "ISCOGroups",
            Self::OccupationSkills => "occupationSkillRelations",
            Self::BroaderSkills => "broaderRelationsSkillPillar",
            Self::BroaderOccupations => "broaderRelationsOccPillar",
        }
    }

    /// Whether the file holds labels, and so comes once for each language.
    pub(crate) const fn has_labels(self) -> bool {
        matches!(
            self,
            Self::Occupations | Self::Skills | Self::SkillGroups | Self::UnitGroups
        )
    }

    /// Whether a release cannot be read without it.
    pub(crate) const fn is_needed(self) -> bool {
        !matches!(self, Self::UnitGroups | Self::BroaderOccupations)
    }

    /// Part and language (empty without one) that a file name stands for.
    fn of_name(name: &str) -> Option<(Self, String)> {
        let stem = name.strip_suffix(".csv")?;
        Self::ALL.into_iter().find_map(|part| {
            let rest = stem.strip_prefix(part.stem())?;
            let language = rest.strip_prefix('_');
            match language {
                None if rest.is_empty() && !part.has_labels() => Some((part, String::new())),
                Some(code) if (2..=3).contains(&code.len()) => Some((part, code.to_lowercase())),
                _ => None,
            }
        })
    }
}

/// A file of a release.
#[derive(Debug)]
pub(crate) struct ReleaseFile {
    pub(crate) part: Part,
    /// Language of its labels; empty for relations without any.
    pub(crate) language: String,
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The files found, and the editions that paths and archives name (`v1.1.1`).
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) files: Vec<ReleaseFile>,
    pub(crate) versions: Vec<String>,
}

/// Reads every file of a release below `paths`: folders with files or archives, and archives.
pub(crate) fn find(paths: &[PathBuf], problems: &mut Problems) -> Result<Found, OfficialError> {
    let mut found = Found::default();
    for path in paths {
        let before = found.files.len();
        let entries = if path.is_dir() {
            entries_of(path)?
        } else {
            vec![path.clone()]
        };
        found.note_version(path);
        for entry in &entries {
            if has_extension(entry, "zip") || (!path.is_dir() && !has_extension(entry, "csv")) {
                found.read_archive(entry, problems)?;
            } else {
                found.read_plain(entry, problems)?;
            }
        }
        if found.files.len() == before {
            let message = "holds no file of an ESCO release; expected for instance occupations_en.csv, \
                           skills_en.csv and occupationSkillRelations.csv, or the official archives with them";
            problems.add(&path.display().to_string(), 0, "", message);
        }
    }
    found
        .files
        .sort_by(|one, other| (one.part, &one.language).cmp(&(other.part, &other.language)));
    for pair in found.files.windows(2) {
        if pair[0].part == pair[1].part && pair[0].language == pair[1].language {
            let message = format!("is there twice, also as {}; give one release only", pair[0].name);
            problems.add(&pair[1].name, 0, "", message);
        }
    }
    found.versions.sort_unstable();
    found.versions.dedup();
    if let [one, other, ..] = found.versions.as_slice() {
        let message = format!("files of {one} and {other} are mixed; give one release only");
        problems.add("release", 0, "", message);
    }
    Ok(found)
}

impl Found {
    fn note_version(&mut self, path: &Path) {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        self.versions.extend(version_in(name));
    }

    fn read_plain(&mut self, path: &Path, problems: &mut Problems) -> Result<(), OfficialError> {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let Some((part, language)) = Part::of_name(name) else {
            return Ok(());
        };
        let bytes = std::fs::read(path).map_err(|source| unreadable(path, source))?;
        self.add(part, language, name.to_owned(), bytes, problems);
        Ok(())
    }

    fn read_archive(&mut self, path: &Path, problems: &mut Problems) -> Result<(), OfficialError> {
        let damaged = |source| OfficialError::Archive {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(|source| unreadable(path, source))?;
        let mut archive = zip::ZipArchive::new(std::io::BufReader::new(file)).map_err(damaged)?;
        self.note_version(path);
        for at in 0..archive.len() {
            let entry = archive.by_index(at).map_err(damaged)?;
            let name = entry.name().map_err(damaged)?;
            let name = name.rsplit('/').next().unwrap_or_default().to_owned();
            let Some((part, language)) = Part::of_name(&name) else {
                continue;
            };
            let mut bytes = Vec::new();
            entry
                .take(LARGEST_FILE)
                .read_to_end(&mut bytes)
                .map_err(|source| unreadable(path, source))?;
            self.add(part, language, name, bytes, problems);
        }
        Ok(())
    }

    fn add(&mut self, part: Part, language: String, name: String, bytes: Vec<u8>, problems: &mut Problems) {
        match String::from_utf8(bytes) {
            Ok(text) => self.files.push(ReleaseFile {
                part,
                language,
                name,
                text,
            }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                problems.add(&name, 0, "", format!("is not UTF-8 (byte {at})"));
            }
        }
    }
}

fn entries_of(folder: &Path) -> Result<Vec<PathBuf>, OfficialError> {
    let failed = |source| unreadable(folder, source);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_file() && (has_extension(&path, "csv") || has_extension(&path, "zip")) {
            entries.push(path);
        }
    }
    entries.sort_unstable();
    Ok(entries)
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

/// The number after a `v` in a name: `ESCO dataset - v1.1.1 - classification - en - csv.zip`.
fn version_in(name: &str) -> Option<String> {
    name.match_indices(['v', 'V']).find_map(|(at, _)| {
        let begins_a_word = !name[..at].ends_with(|before: char| before.is_alphanumeric());
        let number: String = name[at + 1..]
            .chars()
            .take_while(|&character| character.is_ascii_digit() || character == '.')
            .collect();
        let number = number.trim_end_matches('.');
        (begins_a_word && number.contains('.')).then(|| format!("v{number}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_part_language_and_edition() {
        let of = |name: &str| Part::of_name(name).map(|(part, language)| (part.stem(), language));
        assert_eq!(of("skills_da.csv"), Some(("skills", "da".to_owned())));
        assert_eq!(
            of("occupationSkillRelations.csv"),
            Some(("occupationSkillRelations", String::new()))
        );
        assert_eq!(
            of("occupationSkillRelations_en.csv"),
            Some(("occupationSkillRelations", "en".to_owned()))
        );
        assert_eq!(of("skills.csv"), None);
        assert_eq!(of("skillsHierarchy_en.csv"), None);
        assert_eq!(
            version_in("ESCO dataset - v1.1.1 - classification.zip").as_deref(),
            Some("v1.1.1")
        );
        assert_eq!(version_in("conv2 v12"), None);
        assert_eq!(version_in("esco-v1.2.0-da").as_deref(), Some("v1.2.0"));
    }
}
