//! The match table's snapshot file. It is a cache: when it is missing, cut, of another version or
//! made with other tables, the table is filled from the change log instead.

use super::segment::Segment;
use crate::domain::ids::OrganisationId;
use crate::index::sink::SinkError;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Raised whenever the columns change.
const VERSION: u32 = 8;
const DIGEST: usize = 32;

#[derive(Serialize)]
struct Writing<'s> {
    version: u32,
    fingerprint: &'s str,
    seq: i64,
    organisations: &'s [OrganisationId],
    segment: &'s Segment,
}

/// A snapshot as it was read.
#[derive(Deserialize)]
pub(super) struct Kept {
    version: u32,
    fingerprint: String,
    seq: i64,
    organisations: Vec<OrganisationId>,
    segment: Segment,
}

impl Kept {
    pub(super) fn into_parts(self) -> (i64, Vec<OrganisationId>, Segment) {
        (self.seq, self.organisations, self.segment)
    }
}

pub(super) fn load(file: &Path, fingerprint: &str) -> Option<Kept> {
    let bytes = std::fs::read(file).ok()?;
    let (digest, body) = bytes.split_at_checked(DIGEST)?;
    if Sha256::digest(body).as_slice() != digest {
        tracing::warn!(file = %file.display(), "the match table's snapshot is damaged and is made anew");
        return None;
    }
    let kept: Kept = postcard::from_bytes(body).ok()?;
    let usable = kept.version == VERSION && kept.fingerprint == fingerprint && kept.segment.is_sound();
    usable.then_some(kept)
}

pub(super) fn save(
    file: &Path,
    fingerprint: &str,
    seq: i64,
    organisations: &[OrganisationId],
    segment: &Segment,
) -> Result<(), SinkError> {
    let body = postcard::to_stdvec(&Writing {
        version: VERSION,
        fingerprint,
        seq,
        organisations,
        segment,
    })?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let unfinished = file.with_extension("part");
    let mut out = File::create(&unfinished)?;
    out.write_all(&Sha256::digest(&body))?;
    out.write_all(&body)?;
    out.sync_all()?;
    std::fs::rename(&unfinished, file)?;
    Ok(())
}
