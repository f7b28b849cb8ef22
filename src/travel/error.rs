//! What can be wrong in the files of `index/places`.

/// A fault in one of the place or network files; file and line say where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TravelError {
    /// The file holds no header line.
    #[error("{file}: the header line is missing")]
    NoHeader {
        /// Name of the file.
        file: &'static str,
    },
    /// The header names a column that the file does not have, or misses one.
    #[error("{file}:{line}: column {column:?} is unknown; expected {expected}")]
    UnknownColumn {
        /// Name of the file.
        file: &'static str,
        /// Line, counted from 1.
        line: usize,
        /// The column as written, or empty where one is missing.
        column: String,
        /// The columns in their order.
        expected: String,
    },
    /// A row has too few or too many fields.
    #[error("{file}:{line}: {found} fields, expected {expected}")]
    FieldCount {
        /// Name of the file.
        file: &'static str,
        /// Line, counted from 1.
        line: usize,
        /// Fields in the row.
        found: usize,
        /// Fields in the header.
        expected: usize,
    },
    /// A value cannot be read or is out of its range.
    #[error("{file}:{line}: {column} is {value:?}, expected {expected}")]
    Value {
        /// Name of the file.
        file: &'static str,
        /// Line, counted from 1.
        line: usize,
        /// Column of the value.
        column: &'static str,
        /// The value as written.
        value: String,
        /// What would have been right.
        expected: String,
    },
}
