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
