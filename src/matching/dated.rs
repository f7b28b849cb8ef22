//! Rows that hold for a time: what is common to all of them, and how they are checked.

use crate::domain::language::Language;
use crate::domain::lists::{Form, TargetGroup};
use jiff::civil::Date;
use serde::Serialize;

crate::closed_list! {
    /// A table of dated rows.
    RuleKind {
        TargetGroup = "target_group",
        Duration = "duration",
        TravelBound = "travel_bound",
        FormTerms = "form_terms",
        FormCondition = "form_condition",
        Ratio = "ratio",
        Availability = "availability",
        Cadence = "cadence",
        CommutingAllowance = "commuting_allowance",
        InterviewTravel = "interview_travel",
        Scheme = "scheme",
    }
}

/// When a row is in force and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term<'r> {
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force; open without one.
    pub valid_to: Option<Date>,
    /// Where the rule stands.
    pub source: &'r str,
    /// Whether it still has to be checked against its source.
    pub verify: bool,
}

impl Term<'_> {
    /// Whether the row is in force on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        in_force(day, self.valid_from, self.valid_to)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let begins_before_end =
            |one: &Self, other: &Self| other.valid_to.is_none_or(|to| one.valid_from <= to);
        begins_before_end(self, other) && begins_before_end(other, self)
    }
}

/// A row of one of the tables of [`RuleKind`].
pub trait DatedRow: Serialize {
    /// The table it stands in.
    const KIND: RuleKind;
    /// The table's name in a file.
    const TABLE: &'static str;

    /// When it is in force and where it stands.
    fn term(&self) -> Term<'_>;

    /// A name for the row among its kind.
    fn code(&self) -> String;

    /// Forms it concerns; empty where it concerns none in particular.
    fn forms(&self) -> &[Form] {
        &[]
    }

    /// Target groups it concerns; empty is all.
    fn target_groups(&self) -> &[TargetGroup] {
        &[]
    }

    /// The rule in words.
    fn text(&self, language: Language) -> Option<&str> {
        let _ = language;
        None
    }

    /// Whether two rows concern the same thing, so that only one may be in force.
    fn concerns_same(&self, other: &Self) -> bool;

    /// What is wrong with its values.
    fn fault(&self) -> Option<String> {
        None
    }
}

/// Whether a row with these days is in force.
pub(super) fn in_force(day: Date, from: Date, to: Option<Date>) -> bool {
    from <= day && to.is_none_or(|last| day <= last)
}

/// The rows of a table that are in force on a day.
pub fn on<R: DatedRow>(rows: &[R], day: Date) -> impl Iterator<Item = &R> {
    rows.iter().filter(move |row| row.term().holds_on(day))
}

/// The first fault of a table: the row, and what is wrong with it.
pub(super) fn problem_of<R: DatedRow>(rows: &[R]) -> Option<(String, String)> {
    let named = |at: usize, row: &R| format!("{}[{}] {}", R::TABLE, at + 1, row.code());
    rows.iter().enumerate().find_map(|(at, row)| {
        let term = row.term();
        let fault = match term.valid_to {
            Some(to) if to < term.valid_from => Some(format!(
                "valid_to {to} lies before valid_from {}",
                term.valid_from
            )),
            _ if term.source.trim().is_empty() => Some("source is empty".to_owned()),
            _ => row.fault(),
        };
        let twice = || {
            let earlier = rows[..at].iter().enumerate();
            let (before, other) = earlier
                .filter(|(_, other)| other.concerns_same(row))
                .find(|(_, other)| other.term().overlaps(&term))?;
            Some(format!("overlaps in time with {}", named(before, other)))
        };
        fault.or_else(twice).map(|fault| (named(at, row), fault))
    })
}

/// Whether two lists of which empty means all have something in common.
pub(super) fn meet<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|item| other.contains(item))
}

/// The Danish or the English of two texts.
pub(super) fn told<'t>(da: &'t str, en: &'t str, language: Language) -> &'t str {
    match language {
        Language::Danish => da,
        Language::English => en,
    }
}

/// Defines rows with the four fields that say when they hold and where they stand.
macro_rules! dated_row {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$fmeta])* pub $field: $type,)+
            /// First day in force.
            pub valid_from: jiff::civil::Date,
            /// Last day in force; open without one.
            #[serde(default)]
            pub valid_to: Option<jiff::civil::Date>,
            /// Where the rule stands.
            pub source: String,
            /// Whether it still has to be checked against its source.
            pub verify: bool,
        }
    };
}

/// The parts of [`DatedRow`] that rows of [`dated_row!`] answer from fields of the same names.
macro_rules! from_fields {
    (@term) => {
        fn term(&self) -> $crate::matching::dated::Term<'_> {
            $crate::matching::dated::Term {
                valid_from: self.valid_from,
                valid_to: self.valid_to,
                source: &self.source,
                verify: self.verify,
            }
        }
    };
    (@code) => {
        fn code(&self) -> String {
            self.code.clone()
        }
    };
    (@forms) => {
        fn forms(&self) -> &[$crate::domain::lists::Form] {
            &self.forms
        }
    };
    (@target_groups) => {
        fn target_groups(&self) -> &[$crate::domain::lists::TargetGroup] {
            &self.target_groups
        }
    };
    (@text) => {
        fn text(&self, language: $crate::domain::language::Language) -> Option<&str> {
            Some($crate::matching::dated::told(&self.da, &self.en, language))
        }
    };
    ($($part:ident),+) => {
        $(from_fields!(@$part);)+
    };
}
pub(super) use {dated_row, from_fields};
