//! Why an official file was refused.

use std::fmt;
use std::path::{Path, PathBuf};

/// How many problems the message spells out; the rest is only counted.
const PROBLEMS_SHOWN: usize = 20;

/// One thing that is wrong in one line of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialProblem {
    /// Name of the file.
    pub file: String,
    /// Line from 1; 0 when the file as a whole is meant.
    pub line: u64,
    /// The column; empty when no single one is meant.
    pub column: &'static str,
    /// What is wrong, naming the value and what would be right.
    pub message: String,
}

impl fmt::Display for OfficialProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        if self.line > 0 {
            write!(out, ":{}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(out, ", column {}", self.column)?;
        }
        write!(out, ": {}", self.message)
    }
}

/// Why files were refused as a whole.
#[derive(Debug, thiserror::Error)]
pub enum OfficialError {
    /// A file or folder cannot be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A file is no ZIP archive, or a damaged one.
    #[error("{} is not a sound ZIP file", path.display())]
    Archive {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: zip::result::ZipError,
    },
    /// What is wrong in the files.
    #[error("{}", listed(.0))]
    Problems(Vec<OfficialProblem>),
}

pub(crate) fn unreadable(path: &Path, source: std::io::Error) -> OfficialError {
    OfficialError::Unreadable {
        path: path.to_owned(),
        source,
    }
}

fn listed(problems: &[OfficialProblem]) -> String {
    let mut text = format!("refused, {} problem(s):", problems.len());
    for problem in problems.iter().take(PROBLEMS_SHOWN) {
        text.push_str("\n  ");
        text.push_str(&problem.to_string());
    }
    if problems.len() > PROBLEMS_SHOWN {
        text.push_str("\n  …");
    }
    text
}

/// Collects problems, so that all of them are seen at once.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<OfficialProblem>);

impl Problems {
    pub(crate) fn add(&mut self, file: &str, line: u64, column: &'static str, message: impl Into<String>) {
        self.0.push(OfficialProblem {
            file: file.to_owned(),
            line,
            column,
            message: message.into(),
        });
    }

    pub(crate) fn into_result(self) -> Result<(), OfficialError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(OfficialError::Problems(self.0))
        }
    }
}
