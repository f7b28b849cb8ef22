//! The folder with public data sets, one folder each.

use anyhow::{Context, bail};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where public data may lie. What is not there is left out of a report, which says so.
#[derive(Debug)]
pub(super) struct PublicData {
    folder: PathBuf,
}

impl PublicData {
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// Where a file or a data set lies, or would lie.
    pub(super) fn path(&self, below: &str) -> PathBuf {
        self.folder.join(below)
    }

    /// The text of a file, in UTF-8 or Latin-1; nothing where the file is not there.
    pub(super) fn text(&self, file: &str) -> anyhow::Result<Option<String>> {
        let path = self.path(file);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(text(bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// The text of a file of a data set, unpacked or in the first ZIP that holds one of this name; nothing
    /// where the set is not there.
    pub(super) fn zipped(&self, set: &str, name: &str) -> anyhow::Result<Option<String>> {
        if let Some(unpacked) = self.text(&format!("{set}/{name}"))? {
            return Ok(Some(unpacked));
        }
        let folder = self.path(set);
        if !folder.exists() {
            return Ok(None);
        }
        let mut archives: Vec<_> = std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}", folder.display()))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "zip"))
            .collect();
        archives.sort_unstable();
        for path in archives {
            let told = || format!("cannot read {}", path.display());
            let mut archive =
                zip::ZipArchive::new(File::open(&path).with_context(told)?).with_context(told)?;
            if let Ok(mut file) = archive.by_name(name) {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).with_context(told)?;
                return Ok(Some(text(bytes)));
            }
        }
        bail!("no ZIP in {} holds {name}", folder.display())
    }
}

fn text(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().map(|&byte| char::from(byte)).collect());
    text.trim_start_matches('\u{feff}').to_owned()
}
