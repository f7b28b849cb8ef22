//! Reads a JSON value field by field and notes every error with its place, instead of stopping at
//! the first. Pointers are only written when something is wrong, so that a good body costs little.

use super::field_error::{Discretion, FieldError, FieldErrorCode, Findings};
use super::sensitive_names::is_sensitive;
use super::vocabulary::Unknown;
use crate::privacy::guard::personal_data_in;
use serde_json::{Map, Value};

/// The way from the body's root to a field.
#[derive(Debug, Clone, Copy)]
struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'p> {
    Root,
    Name(&'p str),
    Index(usize),
}

impl Path<'_> {
    fn write(&self, pointer: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(pointer);
        }
        match self.step {
            Step::Root => {}
            Step::Name(name) => {
                pointer.push('/');
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Step::Index(index) => {
                pointer.push('/');
                pointer.push_str(&index.to_string());
            }
        }
    }
}

/// A place in the body, with what stands there; `null` stands for nothing.
#[derive(Clone, Copy)]
pub struct Field<'v, 'p> {
    value: Option<&'v Value>,
    at: Path<'p>,
    findings: &'p Findings,
}

/// Longest part of a wrong value that is echoed, in characters.
const LONGEST_ECHO: usize = 100;
/// Longest name of an unknown field that is repeated in a pointer, in bytes.
const LONGEST_NAME: usize = 200;

impl<'v, 'p> Field<'v, 'p> {
    /// The body itself.
    pub const fn root(value: &'v Value, findings: &'p Findings) -> Self {
        Self {
            value: Some(value),
            at: Path {
                parent: None,
                step: Step::Root,
            },
            findings,
        }
    }

    /// What is known to be wrong with the body so far.
    pub const fn findings(&self) -> &'p Findings {
        self.findings
    }

    /// What stands here.
    pub const fn value(&self) -> Option<&'v Value> {
        self.value
    }

    /// Whether anything but `null` stands here.
    pub const fn is_given(&self) -> bool {
        self.value.is_some()
    }

    /// The place as a JSON pointer.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.at.write(&mut pointer);
        pointer
    }

    fn describe(&self, code: FieldErrorCode, message: String) -> FieldError {
        FieldError {
            value: self.echo(),
            ..FieldError::new(self.pointer(), code, message)
        }
    }

    /// The value as it may stand in an answer: short, simple, and nothing that identifies anybody.
    fn echo(&self) -> Option<Value> {
        if self.findings.discretion() == Discretion::Confidential {
            return None;
        }
        match self.value? {
            Value::String(text) => {
                let cut: String = text.chars().take(LONGEST_ECHO).collect();
                personal_data_in(&cut).is_none().then_some(Value::String(cut))
            }
            Value::Array(_) | Value::Object(_) => None,
            simple => Some(simple.clone()),
        }
    }

    /// Notes an error here.
    pub fn error(&self, code: FieldErrorCode, message: impl Into<String>) {
        if !self.findings.is_full() {
            self.findings.error(self.describe(code, message.into()));
        }
    }

    /// Notes an error here with what would have been known.
    pub fn error_suggesting(&self, code: FieldErrorCode, message: impl Into<String>, unknown: Unknown) {
        if !self.findings.is_full() {
            self.findings
                .error(self.describe(code, message.into()).suggesting(unknown));
        }
    }

    /// Notes a warning here.
    pub fn warn(&self, code: FieldErrorCode, message: impl Into<String>) {
        self.findings.warn(self.describe(code, message.into()));
    }

    /// Notes a warning here without repeating what stands here.
    pub fn warn_quietly(&self, code: FieldErrorCode, message: impl Into<String>) {
        self.findings.warn(FieldError::new(self.pointer(), code, message));
    }

    /// Notes that this field must be there; answers `None` to be returned at once.
    pub fn required<T>(&self, what: &str) -> Option<T> {
        self.error(FieldErrorCode::Required, format!("{what} must be given"));
        None
    }

    pub(super) fn wrong_type<T>(&self, wanted: &str) -> Option<T> {
        self.error(FieldErrorCode::WrongType, format!("{wanted} is wanted here"));
        None
    }

    /// The items of a list of at most `most`.
    pub fn list(self, most: usize) -> Option<List<'v, 'p>> {
        let Value::Array(items) = self.value? else {
            return self.wrong_type("a list");
        };
        if items.len() > most {
            self.error(FieldErrorCode::TooMany, format!("at most {most} items"));
            return None;
        }
        Some(List {
            items,
            at: self.at,
            findings: self.findings,
        })
    }

    /// The fields of an object; a name outside `known` is an error.
    pub fn object(self, known: &'static [&'static str]) -> Option<Object<'v, 'p>> {
        let Value::Object(map) = self.value? else {
            return self.wrong_type("an object");
        };
        let object = Object {
            map,
            at: self.at,
            findings: self.findings,
        };
        for (name, value) in map {
            if !known.contains(&name.as_str()) {
                object.refuse(name, value, known);
            }
        }
        Some(object)
    }
}

/// The items of a list.
pub struct List<'v, 'p> {
    items: &'v [Value],
    at: Path<'p>,
    findings: &'p Findings,
}

impl<'v> List<'v, '_> {
    /// How many items there are.
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the list is empty.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The items in order. `null` is no item: reading it as anything is a wrong type.
    pub fn iter<'l>(&'l self) -> impl Iterator<Item = Field<'v, 'l>> {
        self.items.iter().enumerate().map(|(index, value)| Field {
            value: Some(value),
            at: Path {
                parent: Some(&self.at),
                step: Step::Index(index),
            },
            findings: self.findings,
        })
    }
}

/// The fields of an object.
pub struct Object<'v, 'p> {
    map: &'v Map<String, Value>,
    at: Path<'p>,
    findings: &'p Findings,
}

impl<'v> Object<'v, '_> {
    /// The field of this name, which may be absent.
    pub fn field<'o>(&'o self, name: &'static str) -> Field<'v, 'o> {
        Field {
            value: self.map.get(name).filter(|value| !value.is_null()),
            at: Path {
                parent: Some(&self.at),
                step: Step::Name(name),
            },
            findings: self.findings,
        }
    }

    /// Whether the object has a field of this name.
    pub fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    fn refuse(&self, name: &str, value: &Value, known: &[&str]) {
        if self.findings.is_full() {
            return;
        }
        let confidential = self.findings.discretion() == Discretion::Confidential;
        let name_identifies = personal_data_in(name).is_some();
        let here = Field {
            value: None,
            at: self.at,
            findings: self.findings,
        };
        let there = Field {
            at: Path {
                parent: Some(&self.at),
                step: Step::Name(name),
            },
            ..here
        };
        // A name that identifies or is a text in itself is not repeated; its object is pointed at.
        let field = if name_identifies || name.len() > LONGEST_NAME {
            here
        } else {
            there
        };
        let value_identifies = value
            .as_str()
            .is_some_and(|text| personal_data_in(text).is_some());
        if confidential && (name_identifies || value_identifies || is_sensitive(name)) {
            field.error(
                FieldErrorCode::PersonalData,
                "nothing that identifies or describes a person beyond work is accepted",
            );
        } else {
            let unknown = nearest(name, known);
            field.error_suggesting(
                FieldErrorCode::UnknownField,
                "no field of this name is known here",
                unknown,
            );
        }
    }
}

/// Known names that are nearly this one, best first, at most three.
pub fn nearest(text: &str, known: &[&str]) -> Unknown {
    let text: String = text.chars().take(64).flat_map(char::to_lowercase).collect();
    let mut close: Vec<(f64, &str)> = known
        .iter()
        .map(|&name| (strsim::jaro_winkler(&text, &name.to_lowercase()), name))
        .filter(|&(likeness, _)| likeness >= 0.8)
        .collect();
    close.sort_by(|left, right| right.0.total_cmp(&left.0));
    Unknown {
        did_you_mean: close
            .into_iter()
            .take(3)
            .map(|(_, name)| name.to_owned())
            .collect(),
    }
}
