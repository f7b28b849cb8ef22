//! The fields of both indexes, read from `index/schema.toml`, and what tantivy makes of them.

use serde::Deserialize;
use std::collections::BTreeMap;
use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

/// The schema that is built in.
pub const BUILT_IN_SCHEMA: &str = include_str!("../../index/schema.toml");
/// Name under which the Danish analyser is known to tantivy.
pub const DANISH_ANALYSER: &str = "text_da";
/// Columns of the upper and lower half of a record's id.
pub const ID_HALVES: [&str; 2] = ["id_high", "id_low"];

/// Why a schema cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// The file is not what it should be.
    #[error("the index schema cannot be read")]
    Unreadable(#[from] toml::de::Error),
    /// A field the program fills or reads is not there.
    #[error("the index schema lacks the field `{0}`")]
    Missing(String),
}

/// Both indexes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexSchema {
    /// Raised with every change; an index of another version is built anew.
    pub version: u32,
    /// Fields of a vacancy.
    pub vacancy: FieldSpecs,
    /// Fields of a jobseeker.
    pub jobseeker: FieldSpecs,
}

impl IndexSchema {
    /// Reads a schema.
    pub fn parse(text: &str) -> Result<Self, SchemaError> {
        Ok(toml::from_str(text)?)
    }
}

/// Fields by name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct FieldSpecs(BTreeMap<String, FieldSpec>);

/// What kind of value a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Danish text.
    TextDa,
    /// A code or another short word.
    Keyword,
    /// Whole number from zero.
    U64,
    /// Whole number.
    I64,
    /// Days since 1970-01-01.
    Date,
    /// Fewest and most minutes a week, see [`pack_minutes`].
    MinutesRange,
    /// The record's own id.
    Id,
}

/// How a field is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    /// Kind of value.
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// Found by term.
    #[serde(default)]
    pub indexed: bool,
    /// Read by document.
    #[serde(default)]
    pub fast: bool,
    /// Counted for the answer.
    #[serde(default)]
    pub facet: bool,
    /// More than one value a record.
    #[serde(default)]
    pub many: bool,
    /// Keeps how often a word stands there.
    #[serde(default)]
    pub frequencies: bool,
    /// Keeps where a word stands, and how often.
    #[serde(default)]
    pub positions: bool,
    /// Keeps the length of the text.
    #[serde(default)]
    pub norms: bool,
    /// Weight of a word found here, 1..=100.
    #[serde(default = "plain_boost")]
    pub boost: u32,
}

const fn plain_boost() -> u32 {
    1
}

impl FieldSpecs {
    /// The fields in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, FieldSpec)> {
        self.0.iter().map(|(name, spec)| (name.as_str(), *spec))
    }

    /// The field with this name.
    pub fn get(&self, name: &str) -> Option<FieldSpec> {
        self.0.get(name).copied()
    }

    /// The schema tantivy keeps.
    pub fn tantivy_schema(&self) -> Schema {
        let mut builder = Schema::builder();
        for (name, spec) in self.iter() {
            spec.add_to(&mut builder, name);
        }
        builder.build()
    }
}

impl FieldSpec {
    fn add_to(self, builder: &mut SchemaBuilder, name: &str) {
        match self.kind {
            FieldKind::TextDa => {
                builder.add_text_field(name, self.danish_text());
            }
            FieldKind::Keyword => {
                builder.add_text_field(name, self.keyword());
            }
            FieldKind::U64 | FieldKind::MinutesRange => {
                builder.add_u64_field(name, self.numeric());
            }
            FieldKind::I64 | FieldKind::Date => {
                builder.add_i64_field(name, self.numeric());
            }
            FieldKind::Id => {
                builder.add_bytes_field(name, BytesOptions::default().set_indexed());
                for half in ID_HALVES {
                    builder.add_u64_field(half, NumericOptions::default().set_fast());
                }
            }
        }
    }

    fn danish_text(self) -> TextOptions {
        let record = match (self.positions, self.frequencies) {
            (true, _) => IndexRecordOption::WithFreqsAndPositions,
            (false, true) => IndexRecordOption::WithFreqs,
            (false, false) => IndexRecordOption::Basic,
        };
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(DANISH_ANALYSER)
                .set_index_option(record)
                .set_fieldnorms(self.norms),
        )
    }

    fn keyword(self) -> TextOptions {
        let mut options = TextOptions::default();
        if self.indexed {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false);
            options = options.set_indexing_options(indexing);
        }
        if self.fast {
            options = options.set_fast("raw");
        }
        options
    }

    fn numeric(self) -> NumericOptions {
        let mut options = NumericOptions::default();
        if self.indexed {
            options = options.set_indexed();
        }
        if self.fast {
            options = options.set_fast();
        }
        options
    }
}

/// The field of a tantivy schema with this name.
pub fn field(schema: &Schema, name: &str) -> Result<Field, SchemaError> {
    schema
        .get_field(name)
        .map_err(|_| SchemaError::Missing(name.to_owned()))
}

/// Fewest and most minutes a week in one number.
pub const fn pack_minutes(fewest: u16, most: u16) -> u64 {
    (fewest as u64) << 16 | most as u64
}

/// Undoes [`pack_minutes`].
pub const fn unpack_minutes(packed: u64) -> (u16, u16) {
    ((packed >> 16) as u16, packed as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_schema_is_sound() {
        let schema = IndexSchema::parse(BUILT_IN_SCHEMA).unwrap();
        assert!(schema.version >= 1);
        assert_eq!(schema.vacancy.get("title").unwrap().kind, FieldKind::TextDa);
        assert!(schema.vacancy.tantivy_schema().get_field("id_low").is_ok());
        for (name, spec) in schema.vacancy.iter().chain(schema.jobseeker.iter()) {
            assert!(
                spec.indexed || spec.fast || spec.kind == FieldKind::Id,
                "{name} serves nothing"
            );
            assert!(!spec.facet || spec.fast, "{name} is counted by its column");
            assert!((1..=100).contains(&spec.boost), "{name}");
        }
    }

    #[test]
    fn no_text_of_a_jobseeker_is_indexed() {
        let schema = IndexSchema::parse(BUILT_IN_SCHEMA).unwrap();
        assert!(
            schema
                .jobseeker
                .iter()
                .all(|(_, spec)| spec.kind != FieldKind::TextDa)
        );
    }

    #[test]
    fn an_unknown_word_in_the_schema_is_an_error() {
        assert!(
            IndexSchema::parse("version = 1\n[vacancy]\nx = { type = \"text\" }\n[jobseeker]\n").is_err()
        );
        assert!(IndexSchema::parse("version = 1\nwhat = 2\n[vacancy]\n[jobseeker]\n").is_err());
    }

    #[test]
    fn minutes_unpack_as_packed() {
        assert_eq!(unpack_minutes(pack_minutes(1800, 2220)), (1800, 2220));
        assert_eq!(unpack_minutes(pack_minutes(0, u16::MAX)), (0, u16::MAX));
    }
}
