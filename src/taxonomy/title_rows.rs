//! Titles as they are gathered, before they are laid out for lookups.

use super::esco::EscoOccupationIx;
use super::imported::ImportedTitle;
use super::normalise::fold;
use super::occupations::{OccupationIx, Occupations};
use super::table::Problems;
use super::title_groups::TitleGroups;
use super::titles::{Title, TitleIx, Titles};
use crate::domain::language::Language;

/// Gathered titles. Those added first go before later ones of the same text and work.
#[derive(Debug, Default)]
pub(crate) struct TitleRows {
    list: Vec<Title>,
    /// Lines of the first rows in their table, as far as they come from one.
    lines: Vec<usize>,
    /// Where imported alternative names begin; preferred ones stand before them.
    alternatives_from: Option<usize>,
}

impl TitleRows {
    /// Adds a title from anywhere but `titles.tsv`, after those that come from there. It may mean other work than one that is there already: both are then
    /// offered. Says whether the title has letters; without, it is left out.
    pub(crate) fn add(&mut self, shown: &str, occupation: OccupationIx, language: Language) -> bool {
        let folded = fold(shown);
        if folded.is_empty() {
            return false;
        }
        self.list.push(Title {
            shown: shown.to_owned(),
            folded,
            occupation,
            language,
            concept: None,
        });
        true
    }

    /// Adds imported titles, preferred ones first. What the table says of a text stands in its language, and what is a
    /// preferred name of some work is no alternative name of other work.
    pub(crate) fn extend<'a>(&mut self, titles: impl Iterator<Item = ImportedTitle<'a>>) {
        for title in titles {
            if !title.preferred && self.alternatives_from.is_none() {
                self.alternatives_from = Some(self.list.len());
            }
            if self.add(title.shown, title.occupation, title.language)
                && let Some(added) = self.list.last_mut()
            {
                added.concept = title.concept;
            }
        }
    }

    /// How much a title's word counts against that of others: the table's most, alternative names' least.
    fn standing(&self, title: TitleIx) -> u8 {
        let place = title as usize;
        if place < self.lines.len() {
            0
        } else {
            1 + u8::from(self.alternatives_from.is_some_and(|from| place >= from))
        }
    }

    /// Whether `before` has the say on a text that `title` gives another meaning in the same language.
    fn is_overruled(&self, title: TitleIx, before: TitleIx) -> bool {
        let language = |title: TitleIx| self.list[title as usize].language;
        language(title) == language(before) && self.standing(before) < self.standing(title)
    }

    /// As [`Self::add`], for a row of the table, where a text means one work in a language.
    pub(super) fn add_line(
        &mut self,
        shown: &str,
        occupation: OccupationIx,
        language: Language,
        line: usize,
    ) -> bool {
        let added = self.add(shown, occupation, language);
        if added {
            self.lines.push(line);
        }
        added
    }

    /// Adds the official names that no title is, drops doubles, and lays the titles out.
    pub(crate) fn finish(mut self, occupations: &Occupations, problems: &mut Problems) -> Titles {
        let names_from = self.list.len();
        for occupation in occupations.all() {
            for &language in Language::ALL {
                self.add(occupations.label(occupation, language), occupation, language);
            }
        }
        let sorted = self.sorted();
        let mut kept = vec![false; self.list.len()];
        let mut concepts: Vec<(TitleIx, EscoOccupationIx)> = Vec::new();
        for same in sorted.chunk_by(|&one, &other| self.text(one) == self.text(other)) {
            for (rank, &title) in same.iter().enumerate() {
                let before = &same[..rank];
                self.check_meaning(title, before, occupations, problems);
                let is_name = title as usize >= names_from;
                let occupation = self.list[title as usize].occupation;
                let concept = self.list[title as usize].concept;
                let rival = before.iter().copied().find(|&other| {
                    let is_same = self.list[other as usize].occupation == occupation;
                    kept[other as usize] && (is_name || is_same || self.is_overruled(title, other))
                });
                kept[title as usize] = rival.is_none();
                let same_work = rival.filter(|&rival| self.list[rival as usize].occupation == occupation);
                concepts.extend(same_work.zip(concept));
            }
        }
        for (title, concept) in concepts {
            let known = &mut self.list[title as usize].concept;
            *known = known.or(Some(concept));
        }
        self.without_doubles(&sorted, &kept, TitleGroups::of(occupations))
    }

    fn check_meaning(
        &self,
        title: TitleIx,
        before: &[TitleIx],
        occupations: &Occupations,
        problems: &mut Problems,
    ) {
        let Some(&line) = self.lines.get(title as usize) else {
            return;
        };
        let own = &self.list[title as usize];
        let other = before.iter().map(|&other| &self.list[other as usize]);
        let other = other
            .filter(|other| other.language == own.language)
            .find(|other| other.occupation != own.occupation);
        if let Some(other) = other {
            let code = occupations.code(other.occupation);
            problems.add(
                "titles.tsv",
                line,
                format!("`{}` already stands for {code}", own.shown),
            );
        }
    }

    fn text(&self, title: TitleIx) -> &str {
        &self.list[title as usize].folded
    }

    /// Every title, by text, then by when it was added.
    fn sorted(&self) -> Vec<TitleIx> {
        let mut keyed: Vec<(u64, TitleIx)> = (0..)
            .zip(&self.list)
            .map(|(place, title)| (first_letters(&title.folded), place))
            .collect();
        keyed.sort_unstable_by(|one, other| {
            let by_text = one
                .0
                .cmp(&other.0)
                .then_with(|| self.text(one.1).cmp(self.text(other.1)));
            by_text.then(one.1.cmp(&other.1))
        });
        keyed.into_iter().map(|(_, place)| place).collect()
    }

    fn without_doubles(self, sorted: &[TitleIx], kept: &[bool], groups: TitleGroups) -> Titles {
        let mut places = Vec::with_capacity(kept.len());
        let mut next = 0;
        for &keep in kept {
            places.push(next);
            next += TitleIx::from(keep);
        }
        let sorted = sorted
            .iter()
            .filter(|&&title| kept[title as usize])
            .map(|&title| places[title as usize])
            .collect();
        let list = self
            .list
            .into_iter()
            .zip(kept)
            .filter(|(_, keep)| **keep)
            .map(|(title, _)| title)
            .collect();
        Titles::lay_out(list, sorted, groups)
    }
}

/// The first eight bytes as a number that sorts as they do, so that most comparisons touch no text.
fn first_letters(folded: &str) -> u64 {
    let mut first = [0; 8];
    for (place, byte) in first.iter_mut().zip(folded.bytes()) {
        *place = byte;
    }
    u64::from_be_bytes(first)
}
