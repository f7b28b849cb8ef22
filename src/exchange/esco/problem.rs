//! Why an official file was refused.

use std::fmt;
use std::path::PathBuf;

/// How many problems the message spells out; the rest is only counted.
const PROBLEMS_SHOWN: usize = 20;

/// One thing that is wrong in one line of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseProblem {
    /// Name of the file.
    pub file: String,
    /// Line from 1; 0 when the file as a whole is meant.
    pub line: u64,
    /// The column; empty when no single one is meant.
    pub column: &'static str,
    /// What is wrong, naming the value and what would be right.
    pub message: String,
}

impl fmt::Display for ReleaseProblem {
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

/// Why a release was refused as a whole.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
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
    Problems(Vec<ReleaseProblem>),
}

fn listed(problems: &[ReleaseProblem]) -> String {
    let mut text = format!("refused, {} problem(s):", problems.len());
    for problem in problems.iter().take(PROBLEMS_SHOWN) {
        text.push_str(&format!("\n  {problem}"));
    }
    if problems.len() > PROBLEMS_SHOWN {
        text.push_str("\n  …");
    }
    text
}

/// Collects problems, so that all of them are seen at once.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<ReleaseProblem>);

impl Problems {
    pub(crate) fn add(&mut self, file: &str, line: u64, column: &'static str, message: impl Into<String>) {
        self.0.push(ReleaseProblem {
            file: file.to_owned(),
            line,
            column,
            message: message.into(),
        });
    }

    pub(crate) fn into_result(self) -> Result<(), ReleaseError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(ReleaseError::Problems(self.0))
        }
    }
}
