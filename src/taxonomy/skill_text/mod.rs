//! Skills in running text, Danish and English: which are named, where, and how they are meant.
//!
//! The text is cut into folded words with their places (`words`); an automaton over stems finds the longest name at each
//! word (`names`), compounds are taken apart where that is safe (`compounds`), and cues such as `krav om`, `en fordel`
//! and `ikke` are followed within their clause (`stance`). One pass, linear in the text.

mod compounds;
mod cues;
mod names;
mod ordinary;
mod stance;
mod stem;
mod words;

#[cfg(test)]
mod tests;

use super::skills::{SkillIx, SkillKind};
use crate::domain::lists::Importance;
use compounds::Compounds;
use cues::Stance;
use names::{NameRank, Names};
use stance::Place;
use std::ops::Range;
use words::{Gap, Word};

/// Skills found in one text at most.
pub const MOST_MENTIONS: usize = 500;
/// Words before and after the name of a language that may tell that the language is meant.
const LANGUAGE_WINDOW: usize = 5;
/// Shortest end of a word that a cut word may share: `kran-` of `kran- og truckcertifikat`.
const SHORTEST_SHARED_END: usize = 4;
/// Beginnings of words that tell that a language is meant: it is spoken, written, known.
const LANGUAGE_WORDS: [&str; 25] = [
    "behersk",
    "bilingual",
    "command",
    "communicat",
    "flydende",
    "fluen",
    "forstaa",
    "kendskab",
    "knowledge",
    "kommuniker",
    "kundskab",
    "laes",
    "language",
    "modersmaal",
    "mundtlig",
    "native",
    "proficien",
    "read",
    "skrift",
    "skriv",
    "speak",
    "spoken",
    "sprog",
    "tal",
    "writ",
];
/// Words right after a language's name that say something of the language, not of a person: `Danish is …`.
const AFTER_LANGUAGE: [&str; 7] = [
    "er",
    "foretraekkes",
    "is",
    "kraeves",
    "preferred",
    "required",
    "skills",
];
/// Words right before a language's name that tell the same: `på dansk`, `godt dansk`, `in English`.
const BEFORE_LANGUAGE: [&str; 8] = ["fluent", "godt", "good", "i", "in", "paa", "perfekt", "rimeligt"];

/// A skill named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillMention {
    /// Which.
    pub skill: SkillIx,
    /// Where, in bytes of the text.
    pub bytes: Range<usize>,
    /// Where, in characters of the text.
    pub chars: Range<usize>,
    /// How important the text says it is; `None` when it does not say, or when the skill is not asked.
    pub importance: Option<Importance>,
    /// The text says that the skill is not asked.
    pub negated: bool,
}

/// Finds the skills of a table in any text.
#[derive(Debug, Default)]
pub struct SkillFinder {
    names: Names,
    compounds: Compounds,
    /// By skill: the name of a language, which is more often said of people and countries.
    languages: Vec<bool>,
}

/// A skill as the finder needs it.
#[derive(Debug, Clone, Copy)]
pub struct Nameable<'n> {
    /// Which.
    pub skill: SkillIx,
    /// What sort of thing it is.
    pub kind: SkillKind,
    /// What it is called first, in any language.
    pub labels: [&'n str; 2],
    /// Its other names.
    pub aliases: &'n [String],
    /// It only gathers others under a heading.
    pub heading: bool,
}

impl SkillFinder {
    /// A finder of these skills, which come in the order of the table.
    pub fn build<'n>(skills: impl Iterator<Item = Nameable<'n>>) -> Self {
        let mut names = Names::default();
        let mut languages = Vec::new();
        for skill in skills {
            languages.push(skill.kind == SkillKind::Language);
            if skill.heading {
                continue;
            }
            for label in skill.labels {
                names.add(skill.skill, NameRank::Label, label);
            }
            for alias in skill.aliases {
                names.add(skill.skill, NameRank::Alias, alias);
            }
        }
        Self {
            compounds: Compounds::learn(&names),
            names,
            languages,
        }
    }

    /// The skills a text names, in its order, at most [`MOST_MENTIONS`]; at each word the longest name wins.
    pub fn find(&self, text: &str) -> Vec<SkillMention> {
        let words = words::words(text);
        let found = self.places(&words);
        let places: Vec<Place> = found.iter().map(|&(_, place)| place).collect();
        let stances = stance::stances(&words, &places);
        found
            .iter()
            .zip(stances)
            .map(|(&(skill, place), stance)| {
                let (first, last) = (&words[place.start], &words[place.end - 1]);
                SkillMention {
                    skill,
                    bytes: first.bytes.start..last.bytes.end,
                    chars: first.chars.start..last.chars.end,
                    importance: match stance {
                        Some(Stance::Required) => Some(Importance::Essential),
                        Some(Stance::Optional) => Some(Importance::Optional),
                        Some(Stance::Negated) | None => None,
                    },
                    negated: stance == Some(Stance::Negated),
                }
            })
            .collect()
    }

    fn places(&self, words: &[Word]) -> Vec<(SkillIx, Place)> {
        let known = self.names.known(words);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() && found.len() < MOST_MENTIONS {
            let named = self
                .names
                .longest_at(words, &known, at)
                .map(|named| (named.skill, named.end));
            let named = named
                .filter(|&(skill, end)| {
                    !self.is_language(skill) || end - at > 1 || speaks_of_language(words, at)
                })
                .or_else(|| Some((self.within_word(words, at)?, at + 1)));
            if let Some((skill, end)) = named {
                found.push((skill, Place { start: at, end }));
            }
            at = named.map_or(at + 1, |(_, end)| end.max(at + 1));
        }
        found
    }

    fn is_language(&self, skill: SkillIx) -> bool {
        self.languages.get(skill.at()).copied().unwrap_or_default()
    }

    /// The skill in a compound, or in a word cut short because the next one ends alike.
    fn within_word(&self, words: &[Word], at: usize) -> Option<SkillIx> {
        let skill = self
            .compounds
            .find(&self.names, &words[at])
            .or_else(|| self.with_shared_end(words, at))?;
        (!self.is_language(skill)).then_some(skill)
    }

    fn with_shared_end(&self, words: &[Word], at: usize) -> Option<SkillIx> {
        let joining = words.get(at + 1).filter(|word| word.gap == Gap::Cut)?;
        if !matches!(joining.folded.as_str(), "og" | "eller" | "and" | "or" | "samt") {
            return None;
        }
        let whole = words.get(at + 2)?.folded.as_str();
        let ends =
            (1..whole.len().saturating_sub(SHORTEST_SHARED_END)).filter_map(|start| whole.get(start..));
        ends.map(|end| [words[at].folded.as_str(), end].concat())
            .find_map(|word| self.names.of_word(&word))
    }
}

/// Whether the words around a language's name tell that it is spoken or known, rather than somebody's nationality.
fn speaks_of_language(words: &[Word], at: usize) -> bool {
    let in_clause = |word: &&Word| word.gap < Gap::FirstItem;
    let after = words[at + 1..].iter().take(LANGUAGE_WINDOW).take_while(in_clause);
    let before = (at.saturating_sub(LANGUAGE_WINDOW)..at)
        .rev()
        .take_while(|&place| words[place + 1].gap < Gap::FirstItem)
        .map(|place| &words[place]);
    let is_level =
        |word: &str| matches!(word, "a1" | "a2" | "b1" | "b2" | "c1" | "c2") || word.ends_with("niveau");
    let introduced = before
        .clone()
        .next()
        .is_some_and(|word| BEFORE_LANGUAGE.contains(&word.folded.as_str()));
    let judged = after
        .clone()
        .next()
        .is_some_and(|word| AFTER_LANGUAGE.contains(&word.folded.as_str()));
    introduced
        || judged
        || before.chain(after).any(|word| {
            let folded = word.folded.as_str();
            is_level(folded) || LANGUAGE_WORDS.iter().any(|start| folded.starts_with(start))
        })
}
