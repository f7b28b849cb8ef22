//! What is wrong with a field, and the collection of everything that is wrong with a body.

use super::vocabulary::Unknown;
use serde::Serialize;
use serde_json::Value;
use std::cell::RefCell;

crate::closed_list! {
    /// What is wrong with a field.
    FieldErrorCode {
        /// The field must be there.
        Required = "required",
        /// No field of this name is known here.
        UnknownField = "unknown_field",
        /// Another JSON type is wanted.
        WrongType = "wrong_type",
        /// Too many characters or bytes.
        TooLong = "too_long",
        /// Too few characters.
        TooShort = "too_short",
        /// A number or a date outside its bounds.
        OutOfRange = "out_of_range",
        /// A value outside a closed list, or a code that no table holds.
        UnknownCode = "unknown_code",
        /// Words that no table holds.
        UnknownLabel = "unknown_label",
        /// A postcode that is not in use.
        UnknownPostcode = "unknown_postcode",
        /// Not a date.
        BadDate = "bad_date",
        /// Not a time of day, or not a moment.
        BadTime = "bad_time",
        /// Not an address of a page on the web.
        BadUrl = "bad_url",
        /// Not an id as they are written here.
        BadId = "bad_id",
        /// Not in the form asked for.
        BadFormat = "bad_format",
        /// Ends before it starts.
        EndBeforeStart = "end_before_start",
        /// The lower bound is above the upper one.
        MinAboveMax = "min_above_max",
        /// Something that would identify a person, or that is not asked of anybody.
        PersonalData = "personal_data",
        /// Given but empty.
        Empty = "empty",
        /// Given twice.
        Duplicate = "duplicate",
        /// Too many items.
        TooMany = "too_many",
        /// Two fields that cannot both hold.
        Contradiction = "contradiction",
        /// A control character in text.
        ControlCharacter = "control_character",
        /// Bytes that are not UTF-8.
        BadEncoding = "bad_encoding",
        /// Text that is not JSON.
        BadJson = "bad_json",
        /// Nothing was recognised; the record is kept without.
        NotRecognised = "not_recognised",
        /// The line holds other columns than the header.
        WrongColumns = "wrong_columns",
    }
}

/// One thing that is wrong with a body, and where.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Where, as a JSON pointer (RFC 6901); for a missing field, where it would stand.
    pub pointer: String,
    /// What is wrong, from a closed list.
    pub code: FieldErrorCode,
    /// What would be right.
    pub message: String,
    /// What was sent, cut to 100 characters. Never there for jobseekers' data.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub value: Option<Value>,
    /// Nearest values that would be accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub did_you_mean: Vec<String>,
}

impl FieldError {
    /// An error about a place, without a value.
    pub fn new(pointer: impl Into<String>, code: FieldErrorCode, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            message: message.into(),
            value: None,
            did_you_mean: Vec::new(),
        }
    }

    /// The same error with what would have been known.
    #[must_use]
    pub fn suggesting(mut self, unknown: Unknown) -> Self {
        self.did_you_mean = unknown.did_you_mean;
        self
    }
}

/// Whether what was sent may stand in an answer or a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discretion {
    /// The body describes a job: wrong values are echoed.
    Open,
    /// The body describes a person: nothing is echoed, and text that identifies is refused.
    Confidential,
}

/// Errors kept for one body; a body with more is wrong in kind, and the rest would only be noise.
pub const MOST_ERRORS: usize = 100;

/// Everything found wrong with one body so far.
#[derive(Debug)]
pub struct Findings {
    discretion: Discretion,
    errors: RefCell<Vec<FieldError>>,
    warnings: RefCell<Vec<FieldError>>,
}

impl Findings {
    /// Nothing found yet.
    pub const fn new(discretion: Discretion) -> Self {
        Self {
            discretion,
            errors: RefCell::new(Vec::new()),
            warnings: RefCell::new(Vec::new()),
        }
    }

    /// Whether values may be echoed.
    pub const fn discretion(&self) -> Discretion {
        self.discretion
    }

    /// Whether the body is refused.
    pub fn any_error(&self) -> bool {
        !self.errors.borrow().is_empty()
    }

    /// Whether further errors would be dropped.
    pub fn is_full(&self) -> bool {
        self.errors.borrow().len() >= MOST_ERRORS
    }

    /// Notes an error.
    pub fn error(&self, error: FieldError) {
        if !self.is_full() {
            self.errors.borrow_mut().push(error);
        }
    }

    /// Takes over errors found in a part of the body that was read by itself.
    pub fn absorb(&self, place: &str, errors: Vec<FieldError>) {
        for mut error in errors {
            error.pointer.insert_str(0, place);
            self.error(error);
        }
    }

    /// Notes something that does not stop the body from being taken.
    pub fn warn(&self, warning: FieldError) {
        let mut warnings = self.warnings.borrow_mut();
        if warnings.len() < MOST_ERRORS {
            warnings.push(warning);
        }
    }

    /// The warnings when nothing is wrong, otherwise the errors.
    pub fn into_result(self) -> Result<Vec<FieldError>, Vec<FieldError>> {
        let errors = self.errors.into_inner();
        if errors.is_empty() {
            Ok(self.warnings.into_inner())
        } else {
            Err(errors)
        }
    }
}
