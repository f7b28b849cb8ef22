//! The files of `index/`: built in, each replaceable by a file of the same path in a folder.

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(RustEmbed)]
#[folder = "index/"]
#[exclude = "*.md"]
struct BuiltIn;

/// Why the files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TablesError {
    /// A file of the folder cannot be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A file is not UTF-8.
    #[error("{file} is not UTF-8")]
    Encoding {
        /// Which.
        file: String,
    },
    /// A file is missing.
    #[error("{file} is missing")]
    Missing {
        /// Which.
        file: String,
    },
}

/// Path of the file of imported tables, which only a folder can have.
const IMPORTED: &str = "taxonomy/release.bin";

/// Paths of the files of imported minutes, which only a folder can have.
const IMPORTED_MINUTES: [&str; 2] = ["places/roads.bin", "places/transit.bin"];

/// The text of every file by its path below `index/`, the imported tables and the imported minutes.
#[derive(Debug)]
pub struct Tables {
    texts: BTreeMap<String, String>,
    imported: Option<Vec<u8>>,
    minutes: BTreeMap<&'static str, Vec<u8>>,
}

impl Tables {
    /// The built-in files, with those of `folder` in their place where it has them.
    pub fn load(folder: Option<&Path>) -> Result<Self, TablesError> {
        let mut files = BTreeMap::new();
        for name in BuiltIn::iter() {
            let built_in = BuiltIn::get(&name).map(|file| file.data);
            let bytes = match replacement(folder, &name)? {
                Some(own) => Cow::Owned(own),
                None => built_in.unwrap_or_default(),
            };
            files.insert(name.to_string(), text(&name, &bytes)?);
        }
        for name in additional_rulesets(folder)? {
            if let (false, Some(own)) = (files.contains_key(&name), replacement(folder, &name)?) {
                let own = text(&name, &own)?;
                files.insert(name, own);
            }
        }
        let mut minutes = BTreeMap::new();
        for name in IMPORTED_MINUTES {
            if let Some(bytes) = replacement(folder, name)? {
                minutes.insert(name, bytes);
            }
        }
        Ok(Self {
            texts: files,
            imported: replacement(folder, IMPORTED)?,
            minutes,
        })
    }

    /// Every file of imported minutes by its path.
    pub fn imported_minutes(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.minutes.iter().map(|(&name, bytes)| (name, bytes.as_slice()))
    }

    /// The text of a file that must be there.
    pub fn text(&self, file: &str) -> Result<&str, TablesError> {
        self.find(file).ok_or_else(|| TablesError::Missing {
            file: file.to_owned(),
        })
    }

    /// The text of a file.
    pub fn find(&self, file: &str) -> Option<&str> {
        self.texts.get(file).map(String::as_str)
    }

    /// Every file below a folder, by its path.
    pub fn below<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.texts
            .iter()
            .filter(move |(name, _)| name.starts_with(folder))
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The file of imported tables, if the folder has one.
    pub fn imported(&self) -> Option<&[u8]> {
        self.imported.as_deref()
    }

    /// The same tables without the imported ones, which are joined with these.
    #[must_use]
    pub fn without_imported(self) -> Self {
        Self {
            imported: None,
            ..self
        }
    }

    /// A hash over the tables that columns of the match table are made with.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for folder in ["places/", "taxonomy/"] {
            for (name, text) in self.below(folder) {
                hash.update(name.as_bytes());
                hash.update(sha256(text).as_bytes());
            }
        }
        if let Some(imported) = &self.imported {
            hash.update(IMPORTED.as_bytes());
            hash.update(sha256(imported).as_bytes());
        }
        for (name, bytes) in self.imported_minutes() {
            hash.update(name.as_bytes());
            hash.update(sha256(bytes).as_bytes());
        }
        hexadecimal(&hash.finalize())
    }
}

/// SHA-256 of a text or other bytes, in hexadecimal.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hexadecimal(&Sha256::digest(bytes.as_ref()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn text(name: &str, bytes: &[u8]) -> Result<String, TablesError> {
    let text = std::str::from_utf8(bytes).map_err(|_| TablesError::Encoding {
        file: name.to_owned(),
    })?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn replacement(folder: Option<&Path>, name: &str) -> Result<Option<Vec<u8>>, TablesError> {
    let Some(path) = folder.map(|folder| folder.join(name)) else {
        return Ok(None);
    };
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(TablesError::Unreadable { path, source }),
    }
}

fn is_toml(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "toml")
}

/// Rulesets that are only in the folder.
fn additional_rulesets(folder: Option<&Path>) -> Result<Vec<String>, TablesError> {
    let mut names = Vec::new();
    for below in ["rulesets", "rulesets/legal"] {
        let Some(path) = folder
            .map(|folder| folder.join(below))
            .filter(|path| path.is_dir())
        else {
            continue;
        };
        let unreadable = |source| TablesError::Unreadable {
            path: path.clone(),
            source,
        };
        for entry in std::fs::read_dir(&path).map_err(unreadable)? {
            let name = entry.map_err(unreadable)?.file_name();
            if let Some(name) = name.to_str().filter(|name| is_toml(name)) {
                names.push(format!("{below}/{name}"));
            }
        }
    }
    names.sort_unstable();
    Ok(names)
}
