//! A name in the two languages that answers are given in.

use crate::domain::language::Language;

/// A name in Danish and English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    danish: String,
    english: String,
}

impl Label {
    /// A label; an empty English name falls back to the Danish one, and the other way round.
    pub(crate) fn new(danish: &str, english: &str) -> Self {
        let or = |name: &str, other: &str| if name.is_empty() { other } else { name }.to_owned();
        Self {
            danish: or(danish, english),
            english: or(english, danish),
        }
    }

    /// The name in `language`.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Danish => &self.danish,
            Language::English => &self.english,
        }
    }
}
