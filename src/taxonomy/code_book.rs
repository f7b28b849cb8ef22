//! A list of things with a code, a label and other names, looked up by any of them.

use super::label::Label;
use super::ngrams::Ngrams;
use super::normalise::fold;
use super::table::Problems;
use std::collections::HashMap;
use std::sync::OnceLock;

/// How many suggestions an unknown word gets.
const SUGGESTIONS: usize = 5;
/// Names less like the unknown word than this (cosine of their three-letter pieces) are no help.
const LEAST_ALIKE: f32 = 0.3;
/// As many names are looked at, several of which may be of one entry.
const NAMES_LOOKED_AT: usize = 40;

/// A word that names nothing known, with the nearest values that would.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not recognised")]
pub struct NotRecognised {
    /// Accepted values that look alike, likeliest first; may be empty.
    pub did_you_mean: Vec<String>,
}

/// Codes with labels and other names; an entry is known by its place from 0.
#[derive(Debug, Default)]
pub(crate) struct CodeBook {
    codes: Vec<String>,
    labels: Vec<Label>,
    by_code: HashMap<String, u16>,
    /// Folded code, labels and other names.
    by_name: HashMap<String, u16>,
    /// Made at the first unknown word, when the book has long been filled.
    alike: OnceLock<Alike>,
}

/// Every name with its entry, to find those that look like an unknown word.
#[derive(Debug)]
struct Alike {
    entries: Vec<u16>,
    ngrams: Ngrams,
}

impl CodeBook {
    /// Adds an entry; `None` and a problem when the code is taken or empty.
    pub(crate) fn add(
        &mut self,
        code: &str,
        label: Label,
        source: (&'static str, usize),
        problems: &mut Problems,
    ) -> Option<u16> {
        let (file, line) = source;
        let place = u16::try_from(self.codes.len()).ok().filter(|_| !code.is_empty());
        let Some(place) = place.filter(|_| !self.by_code.contains_key(&code.to_lowercase())) else {
            problems.add(file, line, format!("`{code}` is empty or stands twice"));
            return None;
        };
        self.by_code.insert(code.to_lowercase(), place);
        self.codes.push(code.to_owned());
        self.labels.push(label);
        Some(place)
    }

    /// Lets `name` stand for the entry; a name that already stands for another one is a problem.
    pub(crate) fn add_name(
        &mut self,
        place: u16,
        name: &str,
        source: (&'static str, usize),
        problems: &mut Problems,
    ) {
        let folded = fold(name);
        if folded.is_empty() {
            return;
        }
        let holder = *self.by_name.entry(folded).or_insert(place);
        if holder != place {
            let (file, line) = source;
            let other = &self.codes[holder as usize];
            problems.add(file, line, format!("`{name}` already names `{other}`"));
        }
    }

    /// Adds an entry whose code is known to be free.
    pub(crate) fn add_entry(&mut self, code: &str, label: Label) -> u16 {
        let place = self.codes.len() as u16;
        self.by_code.insert(code.to_lowercase(), place);
        self.codes.push(code.to_owned());
        self.labels.push(label);
        place
    }

    /// Lets `name` stand for the entry unless it stands for another one; whether it does now.
    pub(crate) fn take_name(&mut self, place: u16, name: &str) -> bool {
        let folded = fold(name);
        !folded.is_empty() && *self.by_name.entry(folded).or_insert(place) == place
    }

    /// The entry with this code in any case, or with this label or other name however written.
    pub(crate) fn find(&self, text: &str) -> Option<u16> {
        let text = text.trim();
        self.by_code
            .get(text)
            .or_else(|| self.by_code.get(&text.to_lowercase()))
            .or_else(|| self.by_name.get(&fold(text)))
            .copied()
    }

    /// The entry with exactly this code, as other tables refer to it.
    pub(crate) fn find_code(&self, code: &str) -> Option<u16> {
        self.by_code.get(&code.to_lowercase()).copied()
    }

    pub(crate) fn resolve(&self, text: &str) -> Result<u16, NotRecognised> {
        self.find(text).ok_or_else(|| NotRecognised {
            did_you_mean: self.nearest(text),
        })
    }

    pub(crate) fn code(&self, place: u16) -> &str {
        &self.codes[place as usize]
    }

    pub(crate) fn label(&self, place: u16) -> &Label {
        &self.labels[place as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.codes.len()
    }

    /// Codes whose names look most like `text`.
    fn nearest(&self, text: &str) -> Vec<String> {
        let alike = self.alike.get_or_init(|| {
            let mut names: Vec<(&String, u16)> =
                self.by_name.iter().map(|(name, &entry)| (name, entry)).collect();
            names.sort_unstable();
            let ngrams = Ngrams::build(names.iter().map(|(name, _)| name.as_str()));
            Alike {
                entries: names.into_iter().map(|(_, entry)| entry).collect(),
                ngrams,
            }
        });
        let mut nearest: Vec<u16> = Vec::new();
        for (name, _) in alike.ngrams.alike(&fold(text), LEAST_ALIKE, NAMES_LOOKED_AT) {
            let entry = alike.entries[name as usize];
            if nearest.len() < SUGGESTIONS && !nearest.contains(&entry) {
                nearest.push(entry);
            }
        }
        nearest
            .into_iter()
            .map(|entry| self.codes[entry as usize].clone())
            .collect()
    }
}
