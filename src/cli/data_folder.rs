//! The folder with store and index: one process at a time works in it.

use anyhow::{Context, bail};
use foothold::config::Config;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// A folder that no other process uses while this lives.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    _lock: File,
}

impl DataFolder {
    /// Takes the folder, made when it is missing.
    pub fn take(path: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(path).with_context(|| format!("cannot make {}", path.display()))?;
        let lock_file = path.join("foothold.lock");
        let failed = || format!("cannot use {}", lock_file.display());
        let lock = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&lock_file)
            .with_context(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => bail!(
                "{} is in use: a service is running on it. Ask that service over HTTP (see /docs), or stop it first.",
                path.display()
            ),
            Err(TryLockError::Error(error)) => Err(error).with_context(failed),
        }
    }

    /// Settings with store and index in this folder.
    pub fn config(&self, mut config: Config) -> Config {
        config.store.file = self.path.join("foothold.db");
        config.index.directory = self.index();
        config
    }

    /// Where the index lies.
    pub fn index(&self) -> PathBuf {
        self.path.join("index")
    }

    /// Whether something was ever kept here.
    pub fn holds_records(&self) -> bool {
        self.path.join("foothold.db").exists()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_used_by_one_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("data");
        let folder = DataFolder::take(&path).unwrap();
        let refused = DataFolder::take(&path).unwrap_err();
        assert!(refused.to_string().contains("is in use"), "{refused}");
        drop(folder);
        assert!(DataFolder::take(&path).is_ok());
    }
}
