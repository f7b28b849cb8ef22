//! What is read by document: ids, codes, numbers.

use crate::index::schema::{FieldKind, FieldSpecs, ID_HALVES};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;
use tantivy::columnar::column_values::ColumnValues;
use tantivy::columnar::{Column, ColumnIndex};
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher, SegmentReader};

/// The two halves of record ids.
pub(super) struct IdColumns {
    high: Values<u64>,
    low: Values<u64>,
}

impl IdColumns {
    pub(super) fn of(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        Ok(Self {
            high: Values::of(fast.u64(ID_HALVES[0])?),
            low: Values::of(fast.u64(ID_HALVES[1])?),
        })
    }

    /// The id of a document; every document has one.
    pub(super) fn id(&self, document: DocId) -> u128 {
        let half = |column: &Values<u64>| u128::from(column.first(document).unwrap_or(0));
        half(&self.high) << 64 | half(&self.low)
    }
}

/// The values of a field by document. Most fields have exactly one, which is read without a detour.
pub(in crate::index) enum Values<T> {
    /// Exactly one value a document.
    One(Arc<dyn ColumnValues<T>>),
    /// Any number of values a document.
    Any(Column<T>),
}

impl<T: PartialOrd + Copy + Debug + Send + Sync + 'static> Values<T> {
    fn of(column: Column<T>) -> Self {
        match column.index {
            ColumnIndex::Full => Self::One(column.values),
            _ => Self::Any(column),
        }
    }

    /// Calls `see` with each value of a document until it returns true; whether it did.
    #[inline]
    pub(in crate::index) fn any(&self, document: DocId, mut see: impl FnMut(T) -> bool) -> bool {
        match self {
            Self::One(values) => see(values.get_val(document)),
            Self::Any(column) => column.values_for_doc(document).any(see),
        }
    }

    /// The first value of a document.
    #[inline]
    pub(in crate::index) fn first(&self, document: DocId) -> Option<T> {
        match self {
            Self::One(values) => Some(values.get_val(document)),
            Self::Any(column) => column.first(document),
        }
    }

    /// Whether every document has exactly one value.
    pub(in crate::index) const fn is_one_each(&self) -> bool {
        matches!(self, Self::One(_))
    }

    /// Lower and upper bound of all values.
    pub(in crate::index) fn bounds(&self) -> (T, T) {
        match self {
            Self::One(values) => (values.min_value(), values.max_value()),
            Self::Any(column) => (column.min_value(), column.max_value()),
        }
    }
}

/// One field of a segment.
pub(in crate::index) enum FieldColumn {
    /// Places in the sorted list of the segment's values.
    Words {
        /// Place of each value.
        places: Values<u64>,
        /// The values.
        words: Vec<String>,
    },
    /// Numbers from zero.
    Numbers(Values<u64>),
    /// Numbers and days.
    Signed(Values<i64>),
}

/// The columns of a segment, opened once for as long as it is in use.
pub(super) struct Columns {
    pub(super) ids: IdColumns,
    fields: BTreeMap<String, FieldColumn>,
}

impl Columns {
    fn open(segment: &SegmentReader, specs: &FieldSpecs) -> tantivy::Result<Self> {
        let mut fields = BTreeMap::new();
        for (name, spec) in specs.iter().filter(|(_, spec)| spec.fast) {
            if let Some(column) = FieldColumn::open(segment, name, spec.kind)? {
                fields.insert(name.to_owned(), column);
            }
        }
        Ok(Self {
            ids: IdColumns::of(segment)?,
            fields,
        })
    }

    /// The column of a field; `None` when no document of the segment has a value.
    pub(super) fn get(&self, name: &str) -> Option<&FieldColumn> {
        self.fields.get(name)
    }
}

impl FieldColumn {
    fn open(segment: &SegmentReader, name: &str, kind: FieldKind) -> tantivy::Result<Option<Self>> {
        let fast = segment.fast_fields();
        Ok(match kind {
            FieldKind::Keyword => fast.str(name)?.map(words_column).transpose()?,
            FieldKind::U64 | FieldKind::MinutesRange => fast
                .column_opt(name)?
                .map(|column| Self::Numbers(Values::of(column))),
            FieldKind::I64 | FieldKind::Date => fast
                .column_opt(name)?
                .map(|column| Self::Signed(Values::of(column))),
            FieldKind::TextDa | FieldKind::Id => None,
        })
    }
}

fn words_column(column: tantivy::columnar::StrColumn) -> std::io::Result<FieldColumn> {
    let mut words = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        words.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    let (_, places) = column.into_parts();
    Ok(FieldColumn::Words {
        places: Values::of(places),
        words,
    })
}

/// What one commit shows.
pub(super) struct Snapshot {
    pub(super) searcher: Searcher,
    pub(super) segments: Vec<Segment>,
    /// The last `seq` of the change log that it knows.
    pub(super) seq: i64,
}

/// A segment with its columns.
pub(super) struct Segment {
    pub(super) reader: SegmentReader,
    pub(super) columns: Arc<Columns>,
}

impl Segment {
    fn id(&self) -> SegmentId {
        self.reader.segment_id()
    }
}

impl Snapshot {
    /// A snapshot of this searcher that shares the columns of segments it has in common with the
    /// snapshot before: what a column holds never changes.
    pub(super) fn new(
        searcher: Searcher,
        specs: &FieldSpecs,
        seq: i64,
        before: Option<&Self>,
    ) -> tantivy::Result<Self> {
        let known = |id| before?.segments.iter().find(|segment| segment.id() == id);
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|reader| {
                let columns = match known(reader.segment_id()) {
                    Some(segment) => Arc::clone(&segment.columns),
                    None => Arc::new(Columns::open(reader, specs)?),
                };
                Ok(Segment {
                    reader: reader.clone(),
                    columns,
                })
            })
            .collect::<tantivy::Result<_>>()?;
        Ok(Self {
            searcher,
            segments,
            seq,
        })
    }
}
