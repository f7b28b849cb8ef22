//! The match table's snapshot. Without one the table is filled from the change log.

use super::segment::Segment;
use crate::domain::ids::OrganisationId;
use crate::index::kept_file::KeptFile;
use crate::index::sink::SinkError;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Raised whenever the columns change.
const VERSION: u32 = 10;

#[derive(Serialize)]
struct Writing<'s> {
    seq: i64,
    organisations: &'s [OrganisationId],
    segment: &'s Segment,
}

/// A snapshot as it was read.
#[derive(Default, Deserialize)]
pub(super) struct Kept {
    pub(super) seq: i64,
    pub(super) organisations: Vec<OrganisationId>,
    pub(super) segment: Segment,
}

/// The file of a table whose columns hold indices of the tables with this fingerprint.
pub(super) fn file(path: PathBuf, fingerprint: &str) -> KeptFile {
    KeptFile::new(path, format!("match table {VERSION} {fingerprint}"))
}

pub(super) fn load(file: &KeptFile) -> Option<Kept> {
    let kept: Kept = postcard::from_bytes(file.read()?.content()).ok()?;
    kept.segment.is_sound().then_some(kept)
}

pub(super) fn save(
    file: &KeptFile,
    seq: i64,
    organisations: &[OrganisationId],
    segment: &Segment,
) -> Result<(), SinkError> {
    let content = postcard::to_stdvec(&Writing {
        seq,
        organisations,
        segment,
    })?;
    Ok(file.write(&content)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept_in(folder: &tempfile::TempDir, fingerprint: &str) -> KeptFile {
        file(folder.path().join("table"), fingerprint)
    }

    #[test]
    fn a_snapshot_is_read_with_the_tables_it_was_made_with() {
        let folder = tempfile::tempdir().unwrap();
        let own = kept_in(&folder, "own");
        assert!(load(&own).is_none());
        let organisations = [OrganisationId::default_organisation()];
        save(&own, 7, &organisations, &Segment::build(std::iter::empty())).unwrap();
        let kept = load(&own).unwrap();
        assert_eq!(
            (kept.seq, kept.organisations.as_slice()),
            (7, organisations.as_slice())
        );
        assert!(load(&kept_in(&folder, "other")).is_none());
    }

    #[test]
    fn columns_that_do_not_fit_together_and_other_content_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let own = kept_in(&folder, "own");
        save(&own, 7, &[], &Segment::default()).unwrap();
        assert!(load(&own).is_none(), "the last row is not marked");
        own.write(b"of another kind").unwrap();
        assert!(load(&own).is_none());
        // As the versions before wrote it: a digest, and the columns at once.
        std::fs::write(own.path(), [0; 64]).unwrap();
        assert!(load(&own).is_none());
    }
}
