//! What tells one kind of record from another.

use crate::domain::ids::{OrganisationId, SourceKey};
use crate::ports::{
    DeleteOutcome, OnceOutcome, OnceRequest, Records, StoreError, WriteAddress, WriteOutcome,
};
use crate::service::once::HashKey;
use crate::wire::coded::Labeller;
use crate::wire::field_error::FieldError;
use crate::wire::vocabulary::Vocabulary;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Display;

/// What the store answers.
pub type FromStore<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// A kind of record: how its body is read and written, and the calls of the store that keep it.
pub trait RecordKind: Send + Sync + 'static {
    /// What a record is called in answers.
    const NAME: &'static str;
    /// Its id.
    type Id: Copy + Display + Send + Sync + 'static;
    /// A record as it is kept.
    type Record: Send;
    /// A record to be kept.
    type Write: Clone + Send + 'static;
    /// A record on the wire.
    type Out: Serialize;

    /// Reads an id; `None` for one that is not written as ours.
    fn parse_id(text: &str) -> Option<Self::Id>;
    /// The record's id.
    fn id(record: &Self::Record) -> Self::Id;
    /// The record's version.
    fn version(record: &Self::Record) -> i64;
    /// What a body asks to be kept, or every fault in it.
    fn read(
        body: &Value,
        target: Target<Self::Id>,
        with: Reading<'_>,
    ) -> Result<Asked<Self::Write>, Vec<FieldError>>;
    /// The record that a write makes.
    fn made(write: Self::Write, making: Making<Self::Id>) -> Self::Record;
    /// The record on the wire.
    fn out(record: &Self::Record, labeller: Labeller<'_>) -> Self::Out;

    /// Keeps a record.
    fn put<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        write: Self::Write,
    ) -> FromStore<'a, Vec<WriteOutcome<Self::Id>>>;
    /// Keeps a record once.
    fn put_once<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        write: Self::Write,
        request: OnceRequest<Self::Id>,
    ) -> FromStore<'a, OnceOutcome<Self::Id>>;
    /// The record with this id.
    fn find<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        id: Self::Id,
    ) -> FromStore<'a, Option<Self::Record>>;
    /// The record with this address in the sending system.
    fn find_by_source<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        key: &SourceKey,
    ) -> FromStore<'a, Option<Self::Record>>;
    /// Up to `limit` records after an id, in the order of ids.
    fn page<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        after: Option<Self::Id>,
        limit: usize,
    ) -> FromStore<'a, Vec<Self::Record>>;
    /// Takes a record away.
    fn remove<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        id: Self::Id,
        expected_version: Option<i64>,
    ) -> FromStore<'a, DeleteOutcome>;
}

/// Which record a body is for.
#[derive(Debug, Clone)]
pub struct Target<Id> {
    /// Its address.
    pub address: WriteAddress<Id>,
    /// Version the caller has seen.
    pub expected_version: Option<i64>,
}

/// What a body is read with.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The codes and labels in use.
    pub vocabulary: &'a dyn Vocabulary,
    /// Hashes what may not be kept as it is.
    pub hash_key: &'a HashKey,
}

/// What a body asks, with what its sender should know.
#[derive(Debug, Clone)]
pub struct Asked<W> {
    /// What is to be kept.
    pub write: W,
    /// What was changed or left out on the way.
    pub warnings: Vec<FieldError>,
}

/// What the store adds to a new record.
#[derive(Debug, Clone)]
pub struct Making<Id> {
    /// Its id.
    pub id: Id,
    /// Its owner.
    pub organisation: OrganisationId,
    /// Its first version.
    pub version: i64,
    /// When it was made.
    pub at: Timestamp,
}
