//! What became of each record of an import, and of all of them.

use crate::domain::ids::{SourceKey, VacancyId};
use crate::wire::field_error::FieldError;
use serde::Serialize;
use utoipa::ToSchema;

crate::closed_list! {
    /// What became of a record.
    Done {
        /// It was new.
        Created = "created",
        /// It replaced what was kept.
        Updated = "updated",
        /// It says what is kept already.
        Unchanged = "unchanged",
    }
}

crate::wire::closed_list_schema::schema_of_closed_lists! {
    Done: "What became of a record of an import.",
}

/// What became of one record of an import: one line of the answer.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LineResult {
    /// Number of the record's first line, from 1.
    pub line: u64,
    /// The status that a request with this record alone would have had.
    pub status: u16,
    /// What was done; absent when the record failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Done>,
    /// The vacancy's own id; absent when the record failed or nothing was to be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Name of the sending system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The id there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// What was changed or left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<FieldError>,
}

impl LineResult {
    /// A record that was taken; `id` is absent when nothing was to be written.
    pub fn taken(
        line: u64,
        done: Done,
        id: Option<VacancyId>,
        source_key: Option<&SourceKey>,
        warnings: Vec<FieldError>,
    ) -> Self {
        Self {
            line,
            status: if done == Done::Created { 201 } else { 200 },
            result: Some(done),
            id: id.map(|id| id.to_string()),
            source: source_key.map(|key| key.source.clone()),
            external_id: source_key.map(|key| key.external_id.clone()),
            errors: Vec::new(),
            warnings,
        }
    }

    /// A record that is not accepted.
    pub const fn refused(line: u64, errors: Vec<FieldError>) -> Self {
        Self {
            line,
            status: 422,
            result: None,
            id: None,
            source: None,
            external_id: None,
            errors,
            warnings: Vec::new(),
        }
    }
}

/// How many records an import had and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportSummary {
    /// Records, blank lines not counted.
    pub total: u64,
    /// New ones.
    pub created: u64,
    /// Those that replaced what was kept.
    pub updated: u64,
    /// Those that say what is kept already.
    pub unchanged: u64,
    /// Those that were not taken.
    pub failed: u64,
}

impl ImportSummary {
    /// Counts one more record.
    pub const fn count(&mut self, result: &LineResult) {
        self.total += 1;
        match result.result {
            Some(Done::Created) => self.created += 1,
            Some(Done::Updated) => self.updated += 1,
            Some(Done::Unchanged) => self.unchanged += 1,
            None => self.failed += 1,
        }
    }
}

/// The last line of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct SummaryLine {
    /// The counts.
    pub summary: ImportSummary,
    /// With `refresh=wait`, whether everything is searchable; if not, it will be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub searchable: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::field_error::FieldErrorCode;
    use serde_json::json;

    #[test]
    fn a_line_says_what_became_of_it_and_the_last_one_adds_up() {
        let key = SourceKey {
            source: "a".to_owned(),
            external_id: "1".to_owned(),
        };
        let created = LineResult::taken(1, Done::Created, None, Some(&key), Vec::new());
        let error = FieldError::new("/title", FieldErrorCode::Required, "a title must be given");
        let refused = LineResult::refused(2, vec![error]);
        assert_eq!(
            serde_json::to_value(&created).expect("JSON"),
            json!({"line": 1, "status": 201, "result": "created", "source": "a", "external_id": "1"})
        );
        assert_eq!(
            serde_json::to_value(&refused).expect("JSON"),
            json!({"line": 2, "status": 422, "errors": [{"pointer": "/title", "code": "required",
                   "message": "a title must be given"}]})
        );
        let mut summary = ImportSummary::default();
        summary.count(&created);
        summary.count(&refused);
        assert_eq!((summary.total, summary.created, summary.failed), (2, 1, 1));
    }
}
