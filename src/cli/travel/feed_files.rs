//! The files of a feed: a folder, or a ZIP file as it is published.

use anyhow::{Context, bail};
use foothold::travel::gtfs::FeedFiles;
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Error, ErrorKind, Read, Result};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::result::ZipError;

/// Opens a feed.
pub fn open(path: &Path) -> anyhow::Result<Box<dyn FeedFiles>> {
    let failed = || format!("cannot read {}", path.display());
    if path.is_dir() {
        return Ok(Box::new(Folder(path.to_owned())));
    }
    let file = File::open(path).with_context(failed)?;
    match ZipArchive::new(BufReader::new(file)) {
        Ok(archive) => Ok(Box::new(Archive(archive))),
        Err(ZipError::Io(error)) => Err(error).with_context(failed),
        Err(error) => bail!("{} is neither a folder nor a ZIP file: {error}", path.display()),
    }
}

struct Folder(PathBuf);

impl FeedFiles for Folder {
    fn open(&mut self, file: &str) -> Result<Option<Box<dyn Read + '_>>> {
        match File::open(self.0.join(file)) {
            Ok(file) => Ok(Some(Box::new(BufReader::new(file)))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort_unstable();
        names
    }
}

struct Archive(ZipArchive<BufReader<File>>);

impl FeedFiles for Archive {
    fn open(&mut self, file: &str) -> Result<Option<Box<dyn Read + '_>>> {
        match self.0.by_name(file) {
            Ok(entry) => Ok(Some(Box::new(entry))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(Error::other(error)),
        }
    }

    fn names(&self) -> Vec<String> {
        let names = self.0.file_names().flatten();
        let mut names: Vec<String> = names.map(Cow::into_owned).collect();
        names.sort_unstable();
        names
    }
}
