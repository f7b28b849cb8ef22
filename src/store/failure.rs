//! What the database reports, in the words of the port.

use crate::ports::StoreError;
use sqlx::error::DatabaseError;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => Self::Busy(Box::new(error)),
            sqlx::Error::Database(reported) => match severity(reported.as_ref()) {
                Severity::Busy => Self::Busy(Box::new(error)),
                Severity::Corrupt => Self::Corrupt {
                    what: "the database file".to_owned(),
                    source: Some(Box::new(error)),
                },
                Severity::Other => Self::Unavailable(Box::new(error)),
            },
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Corrupt {
                what: "a row of another shape than written".to_owned(),
                source: Some(Box::new(error)),
            },
            _ => Self::Unavailable(Box::new(error)),
        }
    }
}

enum Severity {
    Busy,
    Corrupt,
    Other,
}

/// SQLite reports extended result codes as decimal numbers whose low byte is the primary code
/// (<https://www.sqlite.org/rescode.html>); PostgreSQL reports five-character SQLSTATEs.
fn severity(reported: &dyn DatabaseError) -> Severity {
    let Some(code) = reported.code() else {
        return Severity::Other;
    };
    // Serialization failure, deadlock, lock not available.
    if matches!(code.as_ref(), "40001" | "40P01" | "55P03") {
        return Severity::Busy;
    }
    match code.parse::<u32>().map(|number| number & 0xff) {
        // SQLITE_BUSY, SQLITE_LOCKED.
        Ok(5 | 6) if code.len() < 5 => Severity::Busy,
        // SQLITE_CORRUPT, SQLITE_NOTADB.
        Ok(11 | 26) if code.len() < 5 => Severity::Corrupt,
        _ => Severity::Other,
    }
}

/// A stored text that does not read.
pub fn unreadable(
    what: impl std::fmt::Display,
    source: impl Into<Option<Box<dyn std::error::Error + Send + Sync>>>,
) -> StoreError {
    StoreError::Corrupt {
        what: what.to_string(),
        source: source.into(),
    }
}
