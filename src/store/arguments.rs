//! Placeholders and arguments of statements with many values.

use crate::ports::StoreError;
use sqlx::Arguments;
use sqlx::any::{Any, AnyArguments};
use sqlx::{Encode, Type};
use std::fmt::Write;
use uuid::Uuid;

/// Row counts of the statements a batch is cut into, largest first; few enough that every
/// statement stays prepared. Looking up numbered placeholders takes SQLite time that grows with
/// their square, so more rows in a statement are slower again: 32 measured best.
const ROWS_IN_STATEMENT: [usize; 3] = [32, 8, 1];

/// Keys asked for in one statement, for the same reasons.
const KEYS_IN_STATEMENT: [usize; 3] = [1, 8, 64];

/// Cuts rows into pieces of the sizes that have statements.
pub fn pieces<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = ROWS_IN_STATEMENT.into_iter().find(|&size| size <= rows.len())?;
        let (piece, rest) = rows.split_at(size);
        rows = rest;
        Some(piece)
    })
}

/// Cuts keys into pieces, each with the number of placeholders to ask with: spare ones repeat
/// the last key.
pub fn key_pieces<T>(keys: &[T]) -> impl Iterator<Item = (usize, &[T])> {
    keys.chunks(KEYS_IN_STATEMENT[2]).map(|piece| {
        let size = KEYS_IN_STATEMENT
            .into_iter()
            .find(|&size| size >= piece.len())
            .unwrap_or(piece.len());
        (size, piece)
    })
}

/// The piece, its last key repeated until there are `size`.
pub fn repeated_to<T>(size: usize, piece: &[T]) -> impl Iterator<Item = &T> {
    let spare = size.saturating_sub(piece.len());
    piece.iter().chain(piece.last().into_iter().cycle().take(spare))
}

/// `$3,$4,$5` for `first` 3 and `count` 3.
pub fn placeholders(first: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 5);
    for number in first..first + count {
        let comma = if number == first { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(text, "{comma}${number}");
    }
    text
}

/// `(…),(…)` from the text of each row, given the number of the row's first placeholder.
pub fn rows_of(rows: usize, first: usize, per_row: usize, row: impl Fn(usize) -> String) -> String {
    let rows: Vec<String> = (0..rows)
        .map(|index| format!("({})", row(first + index * per_row)))
        .collect();
    rows.join(",")
}

/// An id as it stands in a column.
pub fn id_text(id: Uuid) -> String {
    id.simple().to_string()
}

/// Arguments of a statement in the order of its placeholders.
#[derive(Default)]
pub struct Values(AnyArguments);

impl Values {
    /// With room for `count` values.
    pub fn with_capacity(count: usize) -> Self {
        let mut arguments = AnyArguments::default();
        arguments.reserve(count, 0);
        Self(arguments)
    }

    /// Adds a value.
    pub fn add<'t, T: Encode<'t, Any> + Type<Any>>(&mut self, value: T) -> Result<(), StoreError> {
        self.0.add(value).map_err(StoreError::Unavailable)
    }

    /// For a query.
    pub fn finish(self) -> AnyArguments {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_every_row_once() {
        let rows: Vec<usize> = (0..107).collect();
        let sizes: Vec<usize> = pieces(&rows).map(<[usize]>::len).collect();
        assert_eq!(sizes, [32, 32, 32, 8, 1, 1, 1]);
        assert_eq!(pieces(&rows).flatten().copied().collect::<Vec<_>>(), rows);
    }

    #[test]
    fn keys_are_asked_for_in_few_sizes() {
        let keys: Vec<usize> = (0..70).collect();
        let sizes: Vec<(usize, usize)> = key_pieces(&keys)
            .map(|(size, piece)| (size, piece.len()))
            .collect();
        assert_eq!(sizes, [(64, 64), (8, 6)]);
    }

    #[test]
    fn placeholders_count_on() {
        assert_eq!(placeholders(3, 3), "$3,$4,$5");
        assert_eq!(
            rows_of(2, 3, 2, |first| format!("$1,{}", placeholders(first, 2))),
            "($1,$3,$4),($1,$5,$6)"
        );
    }
}
