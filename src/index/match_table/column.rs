//! A column for serde that is read in one piece of memory: reading an ordinary list grows and copies it again and again,
//! since its length is not trusted. To be named in `#[serde(with = "…")]`.

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// Writes a column as any list.
pub(super) fn serialize<T: Serialize, S: Serializer>(rows: &[T], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(rows)
}

/// Reads a column.
pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    from.deserialize_seq(Rows(PhantomData))
}

struct Rows<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Rows<T> {
    type Value = Vec<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut rows = Vec::new();
        let told = from.size_hint().unwrap_or(0);
        rows.try_reserve_exact(told).map_err(A::Error::custom)?;
        while let Some(row) = from.next_element()? {
            rows.push(row);
        }
        Ok(rows)
    }
}
