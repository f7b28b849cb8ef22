//! What takes long to derive from the tables. It is kept beside the index, so that only the first start derives it.

use super::tables::Tables;
use crate::index::kept_file::KeptFile;
use crate::taxonomy::similarity::Similarity;
use crate::travel::BuiltInMinutes;
use serde::{Deserialize, Serialize};
use std::path::Path;

const FILE: &str = "tables.derived";

/// Nearness of skills and minutes between zones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derived {
    /// Learned from what occupations want.
    pub similarity: Similarity,
    /// Computed from the built-in network, before imported ones are put in their place.
    pub minutes: BuiltInMinutes,
}

/// Where what was derived from these tables by this program is kept.
pub fn derived_file(folder: &Path, tables: &Tables) -> KeptFile {
    let maker = format!("{} {}", env!("FOOTHOLD_DERIVING_CODE"), tables.fingerprint());
    KeptFile::new(folder.join(FILE), maker)
}

impl Derived {
    /// Reads what was kept; nothing in case of any doubt.
    pub fn read(file: &KeptFile) -> Option<Self> {
        postcard::from_bytes(file.read()?.content()).ok()
    }

    /// Keeps it. A file that cannot be written only costs the next start some time.
    pub fn keep(&self, file: &KeptFile) {
        let written = postcard::to_stdvec(self).map_err(std::io::Error::other);
        if let Err(error) = written.and_then(|content| file.write(&content)) {
            tracing::warn!(%error, file = %file.path().display(), "derived tables cannot be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::knowledge::{derive_knowledge, read_knowledge_again};
    use crate::domain::codes::Postcode;
    use crate::domain::language::Language;
    use crate::domain::travel_mode::TimeBand;
    use crate::matching::knowledge::Knowledge;
    use crate::taxonomy::SearchKind;
    use crate::travel::Means;

    fn assert_alike(one: &Knowledge, other: &Knowledge) {
        assert_eq!(one.taxonomy.similarity, other.taxonomy.similarity);
        assert_eq!(one.travel.to_minutes(), other.travel.to_minutes());
        assert!(one.taxonomy.titles().eq(other.taxonomy.titles()));
        for text in [
            "lagermedarbejder",
            "Kok/køkkenleder",
            "truckfører til natarbejde",
            "sygeplejeske",
        ] {
            let recognised = |knowledge: &Knowledge| knowledge.taxonomy.recognise_occupation(text);
            assert_eq!(recognised(one), recognised(other));
            let found = |knowledge: &Knowledge| {
                knowledge
                    .taxonomy
                    .search(SearchKind::Occupation, text, Language::Danish, 10)
            };
            assert_eq!(found(one), found(other));
        }
        let journey = |knowledge: &Knowledge| {
            let zone = |code| knowledge.places.zone_of(Postcode::parse(code)?);
            let (from, to) = (zone("5000")?, zone("5700")?);
            knowledge.travel.journey(Means::Transit, TimeBand::Day, from, to)
        };
        assert!(journey(one).is_some());
        assert_eq!(journey(one), journey(other));
    }

    #[test]
    fn a_start_with_what_was_kept_knows_what_a_first_start_knows() {
        let (tables, folder) = (Tables::load(None).unwrap(), tempfile::tempdir().unwrap());
        let file = derived_file(folder.path(), &tables);
        assert_eq!(Derived::read(&file), None);
        let (first, derived) = derive_knowledge(&tables).unwrap();
        derived.keep(&file);
        let kept = Derived::read(&file).unwrap();
        assert_eq!(kept, derived);
        assert_alike(&first, &read_knowledge_again(&tables, kept).unwrap());

        let unfit = Derived {
            minutes: BuiltInMinutes::default(),
            ..derived
        };
        unfit.keep(&file);
        let kept = Derived::read(&file).unwrap();
        assert_alike(&first, &read_knowledge_again(&tables, kept).unwrap());
    }

    #[test]
    fn what_other_tables_gave_or_nobody_wrote_is_not_read() {
        let (tables, folder) = (Tables::load(None).unwrap(), tempfile::tempdir().unwrap());
        let file = derived_file(folder.path(), &tables);
        Derived {
            similarity: Similarity::default(),
            minutes: BuiltInMinutes::default(),
        }
        .keep(&file);
        assert!(Derived::read(&file).is_some());

        let own = folder.path().join("own");
        std::fs::create_dir_all(own.join("taxonomy")).unwrap();
        let titles = format!("{}\n", tables.text("taxonomy/titles.tsv").unwrap());
        std::fs::write(own.join("taxonomy/titles.tsv"), titles).unwrap();
        let other = Tables::load(Some(&own)).unwrap();
        assert_eq!(Derived::read(&derived_file(folder.path(), &other)), None);

        file.write(b"\xff\xff\xff\xff\xff\xff").unwrap();
        assert_eq!(Derived::read(&file), None);
    }
}
