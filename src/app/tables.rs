//! The files of `index/`: built in, each replaceable by a file of the same path in a folder.

use rust_embed::{EmbeddedFile, RustEmbed};
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
    texts: BTreeMap<String, Text>,
    imported: Option<Vec<u8>>,
    minutes: BTreeMap<&'static str, Vec<u8>>,
    fingerprint: String,
}

/// The text of a file; a built-in one is not copied.
#[derive(Debug)]
struct Text {
    text: Cow<'static, str>,
    /// SHA-256 of the file; of a built-in one it is known since the program was built.
    hash: [u8; 32],
}

impl Tables {
    /// The built-in files, with those of `folder` in their place where it has them.
    pub fn load(folder: Option<&Path>) -> Result<Self, TablesError> {
        let mut texts = BTreeMap::new();
        for name in BuiltIn::iter() {
            let text = match (replacement(folder, &name)?, BuiltIn::get(&name)) {
                (Some(own), _) => Text::of_folder(&name, &own)?,
                (None, Some(file)) => Text::built_in(&name, file)?,
                (None, None) => continue,
            };
            texts.insert(name.to_string(), text);
        }
        for name in additional_rulesets(folder)? {
            if let (false, Some(own)) = (texts.contains_key(&name), replacement(folder, &name)?) {
                let own = Text::of_folder(&name, &own)?;
                texts.insert(name, own);
            }
        }
        let mut minutes = BTreeMap::new();
        for name in IMPORTED_MINUTES {
            if let Some(bytes) = replacement(folder, name)? {
                minutes.insert(name, bytes);
            }
        }
        let imported = replacement(folder, IMPORTED)?;
        Ok(Self {
            fingerprint: fingerprint(&texts, imported.as_deref(), &minutes),
            texts,
            imported,
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
        Some(&self.texts.get(file)?.text)
    }

    /// Every file below a folder, by its path.
    pub fn below<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.texts
            .iter()
            .filter(move |(name, _)| name.starts_with(folder))
            .map(|(name, text)| (name.as_str(), &*text.text))
    }

    /// SHA-256 of every file of texts by its path, in hexadecimal, with its text.
    pub fn hashed(&self) -> impl Iterator<Item = (&str, String, &str)> {
        let texts = self.texts.iter();
        texts.map(|(name, text)| (name.as_str(), hexadecimal(&text.hash), &*text.text))
    }

    /// The file of imported tables, if the folder has one.
    pub fn imported(&self) -> Option<&[u8]> {
        self.imported.as_deref()
    }

    /// The same tables without the imported ones, which are joined with these.
    #[must_use]
    pub fn without_imported(self) -> Self {
        Self {
            fingerprint: fingerprint(&self.texts, None, &self.minutes),
            imported: None,
            ..self
        }
    }

    /// A hash over the tables that columns of the match table are made with.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

impl Text {
    fn built_in(name: &str, file: EmbeddedFile) -> Result<Self, TablesError> {
        let hash = file.metadata.sha256_hash();
        let text = match file.data {
            Cow::Borrowed(bytes) => Cow::Borrowed(text(name, bytes)?),
            Cow::Owned(bytes) => Cow::Owned(text(name, &bytes)?.to_owned()),
        };
        Ok(Self { text, hash })
    }

    fn of_folder(name: &str, bytes: &[u8]) -> Result<Self, TablesError> {
        Ok(Self {
            hash: Sha256::digest(bytes).into(),
            text: Cow::Owned(text(name, bytes)?.to_owned()),
        })
    }
}

fn fingerprint(
    texts: &BTreeMap<String, Text>,
    imported: Option<&[u8]>,
    minutes: &BTreeMap<&'static str, Vec<u8>>,
) -> String {
    let mut hash = Sha256::new();
    for folder in ["places/", "taxonomy/"] {
        for (name, text) in texts.iter().filter(|(name, _)| name.starts_with(folder)) {
            hash.update(name.as_bytes());
            hash.update(hexadecimal(&text.hash).as_bytes());
        }
    }
    let imported = imported.map(|bytes| (IMPORTED, bytes));
    for (name, bytes) in imported
        .into_iter()
        .chain(minutes.iter().map(|(&name, bytes)| (name, &**bytes)))
    {
        hash.update(name.as_bytes());
        hash.update(sha256(bytes).as_bytes());
    }
    hexadecimal(&hash.finalize())
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

fn text<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, TablesError> {
    let text = std::str::from_utf8(bytes).map_err(|_| TablesError::Encoding {
        file: name.to_owned(),
    })?;
    Ok(text.trim_start_matches('\u{feff}'))
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
