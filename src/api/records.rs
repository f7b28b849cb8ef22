//! What the routes of all kinds of records have in common: pages, addresses, terms of a write.

use super::conditions::Conditions;
use super::language::AnswerLanguage;
use super::query::{Parameters, Query};
use crate::domain::ids::SourceKey;
use crate::service::keeping::WriteTerms;
use crate::service::keeping::kind::RecordKind;
use crate::service::visibility::Refresh;
use actix_web::web;
use serde::Deserialize;
use utoipa::IntoParams;

/// Records on a page when the caller does not say.
const DEFAULT_LIMIT: usize = 50;
/// Most records on a page.
const MOST_ON_PAGE: usize = 200;

/// Where a page begins and how long it is.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageParameters {
    /// Most records on the page, 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<usize>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl Parameters for PageParameters {
    const NAMES: &'static [&'static str] = &["limit", "cursor"];

    fn take(query: &mut Query) -> Self {
        Self {
            limit: query.integer("limit", 1..=MOST_ON_PAGE),
            cursor: query.text("cursor").map(str::to_owned),
        }
    }
}

/// A place in the list of a kind of record.
pub(super) struct RecordPage<K: RecordKind> {
    pub(super) limit: usize,
    pub(super) after: Option<K::Id>,
}

impl<K: RecordKind> Parameters for RecordPage<K> {
    const NAMES: &'static [&'static str] = PageParameters::NAMES;

    fn take(query: &mut Query) -> Self {
        let PageParameters { limit, cursor } = PageParameters::take(query);
        let after = cursor.as_deref().map(K::parse_id);
        if matches!(after, Some(None)) {
            query.bad_cursor("cursor");
        }
        Self {
            limit: limit.unwrap_or(DEFAULT_LIMIT),
            after: after.flatten(),
        }
    }
}

/// How a write is answered.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WriteParameters {
    /// `wait` answers when the write is searchable; otherwise it is within a second.
    #[param(value_type = Option<String>, pattern = "^wait$")]
    pub(super) refresh: Refresh,
}

impl Parameters for WriteParameters {
    const NAMES: &'static [&'static str] = &["refresh"];

    fn take(query: &mut Query) -> Self {
        Self {
            refresh: query.refresh(),
        }
    }
}

/// A record's address in the sending system.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct SourcePath {
    /// Name of the sending system.
    source: String,
    /// The record's id there.
    external_id: String,
}

impl SourcePath {
    pub(super) fn key(path: web::Path<Self>) -> SourceKey {
        let Self { source, external_id } = path.into_inner();
        SourceKey { source, external_id }
    }
}

pub(super) fn terms(conditions: &Conditions, refresh: Refresh, language: &AnswerLanguage) -> WriteTerms {
    WriteTerms {
        expected_version: conditions.expected_version,
        refresh,
        language: language.0,
    }
}
