//! Job titles as people write them, each leading to one occupation.

use super::esco::EscoOccupationIx;
use super::imported::ImportedTitle;
use super::ngrams::Ngrams;
use super::normalise::{fold, squeeze};
use super::occupations::{OccupationIx, Occupations};
use super::table::{Problems, Table};
use crate::domain::language::Language;
use std::collections::{HashMap, HashSet};

/// A title's place in the list.
pub(crate) type TitleIx = u16;

/// A title.
#[derive(Debug)]
pub(crate) struct Title {
    /// As it is shown.
    pub(crate) shown: String,
    pub(crate) folded: String,
    pub(crate) occupation: OccupationIx,
    pub(crate) language: Language,
    /// The occupation of an imported release that it is a label of.
    pub(crate) concept: Option<EscoOccupationIx>,
}

/// Titles and the official names of the unit groups, ready to be looked up.
#[derive(Debug, Default)]
pub(crate) struct Titles {
    list: Vec<Title>,
    /// By folded text; more than one only where Danish and English mean different things by it.
    exact: HashMap<String, Vec<TitleIx>>,
    /// By folded text without blanks.
    squeezed: HashMap<String, TitleIx>,
    /// By folded text, to find what begins with something.
    sorted: Vec<TitleIx>,
    /// Imported titles that are preferred names.
    preferred: HashSet<TitleIx>,
    ngrams: Ngrams,
}

impl Titles {
    pub(crate) fn parse(text: &str, occupations: &Occupations, problems: &mut Problems) -> Self {
        let table = Table::read("titles.tsv", text, ["title", "code", "lang"], problems);
        let mut titles = Self::default();
        for row in &table.rows {
            let [shown, code, language] = row.cells;
            let occupation = occupations.known(code, (table.file, row.line), problems);
            let Some(language) = Language::from_code(language) else {
                problems.add(table.file, row.line, format!("unknown language `{language}`"));
                continue;
            };
            let Some(occupation) = occupation else { continue };
            let folded = fold(shown);
            if folded.is_empty() {
                problems.add(table.file, row.line, "the title has no letters");
            } else if let Some(other) = titles.other_meaning(&folded, occupation, language) {
                let other = occupations.code(other);
                problems.add(
                    table.file,
                    row.line,
                    format!("`{shown}` already stands for {other}"),
                );
            } else {
                titles.add(shown, folded, occupation, language, None);
            }
        }
        for occupation in occupations.all() {
            for &language in Language::ALL {
                let label = occupations.label(occupation, language);
                let folded = fold(label);
                if !folded.is_empty() && !titles.exact.contains_key(&folded) {
                    titles.add(label, folded, occupation, language, None);
                }
            }
        }
        titles
    }

    /// Adds imported titles, preferred ones first. What the table says of a title stands, and what is a preferred name
    /// of one occupation is no alternative name of another.
    pub(crate) fn extend<'a>(&mut self, labels: impl Iterator<Item = ImportedTitle<'a>>) {
        let house = self.list.len();
        for label in labels {
            let folded = fold(label.shown);
            let known = self.exact.get(&folded).map_or(&[][..], Vec::as_slice);
            let is_decided = known.iter().any(|&title| {
                let stands = (title as usize) < house || !label.preferred && self.preferred.contains(&title);
                stands && self.list[title as usize].language == label.language
            });
            if folded.is_empty() || is_decided {
                continue;
            }
            let place = self.list.len();
            self.add(
                label.shown,
                folded,
                label.occupation,
                label.language,
                label.concept,
            );
            if label.preferred && self.list.len() > place {
                self.preferred.insert(place as TitleIx);
            }
        }
    }

    fn other_meaning(&self, folded: &str, meant: OccupationIx, language: Language) -> Option<OccupationIx> {
        let known = self.exact.get(folded)?.iter().map(|&title| self.get(title));
        known
            .filter(|title| title.language == language)
            .map(|title| title.occupation)
            .find(|&other| other != meant)
    }

    fn add(
        &mut self,
        shown: &str,
        folded: String,
        occupation: OccupationIx,
        language: Language,
        concept: Option<EscoOccupationIx>,
    ) {
        let Ok(place) = TitleIx::try_from(self.list.len()) else {
            return;
        };
        let meanings = self.exact.entry(folded.clone()).or_default();
        if meanings
            .iter()
            .any(|&title| self.list[title as usize].occupation == occupation)
        {
            return;
        }
        meanings.push(place);
        self.squeezed.entry(squeeze(&folded)).or_insert(place);
        self.list.push(Title {
            shown: shown.to_owned(),
            folded,
            occupation,
            language,
            concept,
        });
    }

    /// Makes ready for lookups; called once, when all titles are there.
    pub(crate) fn finish(&mut self) {
        self.sorted = (0..self.list.len() as TitleIx).collect();
        let titles = &self.list;
        self.sorted.sort_by(|&one, &other| {
            titles[one as usize]
                .folded
                .cmp(&titles[other as usize].folded)
                .then(one.cmp(&other))
        });
        self.ngrams = Ngrams::build(titles.iter().map(|title| title.folded.as_str()));
    }

    pub(crate) fn get(&self, title: TitleIx) -> &Title {
        &self.list[title as usize]
    }

    pub(crate) fn all(&self) -> &[Title] {
        &self.list
    }

    /// The titles written exactly so once folded.
    pub(crate) fn exact(&self, folded: &str) -> &[TitleIx] {
        self.exact.get(folded).map_or(&[], Vec::as_slice)
    }

    /// The title written so once blanks are left out.
    pub(crate) fn squeezed(&self, folded: &str) -> Option<TitleIx> {
        self.squeezed.get(&squeeze(folded)).copied()
    }

    /// Titles that begin with a folded text, in alphabetical order.
    pub(crate) fn beginning_with(&self, folded: &str) -> &[TitleIx] {
        let text = |title: TitleIx| self.list[title as usize].folded.as_str();
        let first = self.sorted.partition_point(|&title| text(title) < folded);
        let rest = &self.sorted[first..];
        &rest[..rest.partition_point(|&title| text(title).starts_with(folded))]
    }

    /// Titles that look alike, with the cosine of their pieces.
    pub(crate) fn alike(&self, folded: &str, least: f32, limit: usize) -> Vec<(TitleIx, f32)> {
        self.ngrams.alike(folded, least, limit)
    }
}
