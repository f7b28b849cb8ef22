//! From the user's words to what is looked up: clauses, their alternatives and weights.
//!
//! The plan of the first page travels in the cursor. Later pages are thereby scored alike although
//! the frequency of words has changed, and no hit is on two pages or on none.

use super::lexicon::Lexicon;
use super::words::{Piece, Typed, read};
use crate::domain::codes::OccupationCode;
use crate::index::analysis::{Analyser, WordTerms, fold, words};
use crate::ports::{Concept, ConceptKind, Correction, Interpreted};
use serde::{Deserialize, Serialize};

/// Most clauses; further words are left out.
pub(super) const MOST_CLAUSES: usize = 24;
/// Most terms that stand in for the beginning of a word.
const MOST_BEGINNINGS: usize = 24;
/// Most terms that stand in for a mistyped word.
const MOST_SLIPS: usize = 3;
/// Shortest word, in letters, that may be mistyped: shorter ones are near too many others.
const SHORTEST_SLIP: usize = 5;
/// Shortest word, in letters, whose beginning is looked for although the word itself is known.
const SHORTEST_BEGINNING: usize = 4;
/// The same for a word nobody uses.
const SHORTEST_UNKNOWN_BEGINNING: usize = 2;

/// Share of a clause's weight in percent that another reading of the word is worth.
const WORTH_OF_PARTS: u32 = 60;
const WORTH_OF_SYNONYM: u32 = 70;
const WORTH_OF_BEGINNING: u32 = 50;
const WORTH_OF_SLIP: u32 = 60;

/// What is looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) clauses: Vec<Clause>,
    pub(super) excluded: Vec<Vec<String>>,
    /// Unit groups the words as a whole stand for; their vacancies match whatever they say.
    pub(super) occupations: Vec<u16>,
    /// The text as it is, which may be a record's id in the sending system.
    pub(super) external_id: Option<String>,
    /// How many clauses a hit must match.
    pub(super) required: u32,
}

/// A word or phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Clause {
    pub(super) alternatives: Vec<Alternative>,
    /// A hit must match it: a phrase in quotes.
    pub(super) mandatory: bool,
}

/// One reading of a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Alternative {
    pub(super) reading: Reading,
    pub(super) weight: u32,
}

/// What must stand in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Reading {
    /// A term.
    Term(String),
    /// All these terms, anywhere.
    All(Vec<String>),
    /// These terms at these distances from the first.
    Phrase(Vec<(u32, String)>),
}

impl Plan {
    /// Whether everything matches but what is excluded.
    pub(super) fn asks_nothing(&self) -> bool {
        self.clauses.is_empty()
    }
}

/// Makes plans.
pub(super) struct Planner<'a> {
    pub(super) analyser: &'a Analyser,
    pub(super) lexicon: &'a Lexicon,
    /// Records in the index.
    pub(super) records: u64,
}

impl Planner<'_> {
    /// The plan for a text, and what was understood of it.
    pub(super) fn plan(&self, text: &str, concepts: Vec<Concept>) -> tantivy::Result<(Plan, Interpreted)> {
        let typed = read(text);
        let mut making = Making::default();
        self.add_wanted(&typed, &mut making)?;
        self.add_synonyms(&mut making);
        for words in &typed.excluded {
            let stems = self.analyser.stems(words);
            if !stems.is_empty() {
                making.plan.excluded.push(stems);
                making.interpreted.excluded.push(words.clone());
            }
        }
        let mut plan = making.plan;
        if !plan.asks_nothing() {
            plan.occupations = occupations(&concepts);
            plan.external_id = Some(text.trim().to_owned());
            plan.required = required(plan.clauses.len() as u32);
        }
        let mut interpreted = making.interpreted;
        interpreted.concepts = concepts;
        interpreted.required = plan.required;
        Ok((plan, interpreted))
    }

    fn add_wanted(&self, typed: &Typed, making: &mut Making) -> tantivy::Result<()> {
        for (place, piece) in typed.wanted.iter().enumerate() {
            let is_last = place + 1 == typed.wanted.len();
            match piece {
                Piece::Phrase(phrase) => self.add_phrase(phrase, making)?,
                Piece::Word(typed_word) => {
                    let parts: Vec<&str> = words(typed_word).collect();
                    for (part_place, word) in parts.iter().enumerate() {
                        let open = typed.open_ended && is_last && part_place + 1 == parts.len();
                        self.add_word(word, open, making)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn add_word(&self, word: &str, open_ended: bool, making: &mut Making) -> tantivy::Result<()> {
        let WordTerms { whole, parts } = self.analyser.word_terms(word);
        let room = making.plan.clauses.len() < MOST_CLAUSES;
        let Some(stem) = whole.filter(|_| room) else {
            making.interpreted.ignored.push(word.to_owned());
            return Ok(());
        };
        if making.stems.contains(&Some(stem.clone())) {
            return Ok(());
        }
        let mut frequency = self.lexicon.frequency(&stem)?;
        let mut others: Vec<(Reading, u32)> = Vec::new();
        if !parts.is_empty() {
            let mut rarest = u64::MAX;
            for part in &parts {
                rarest = rarest.min(self.lexicon.frequency(part)?);
            }
            frequency = frequency.max(rarest);
            others.push((Reading::All(parts), WORTH_OF_PARTS));
        }
        if open_ended {
            let beginnings = self.beginnings(word, &stem, frequency)?;
            if frequency == 0 && !beginnings.is_empty() {
                frequency = self.lexicon.frequency(&beginnings[0])?;
            }
            others.extend(
                beginnings
                    .into_iter()
                    .map(|term| (Reading::Term(term), WORTH_OF_BEGINNING)),
            );
        }
        if frequency == 0 && word.chars().count() >= SHORTEST_SLIP && self.synonyms(&stem).is_empty() {
            let near = self.lexicon.one_slip_from(&stem, MOST_SLIPS)?;
            if let Some(nearest) = near.first() {
                frequency = self.lexicon.frequency(nearest)?;
                making.interpreted.corrected.push(Correction {
                    given: word.to_owned(),
                    used: near.clone(),
                });
            }
            others.extend(near.into_iter().map(|term| (Reading::Term(term), WORTH_OF_SLIP)));
        }
        making.interpreted.terms.push(word.to_owned());
        let weight = rarity(frequency, self.records);
        making.add(Some(stem.clone()), Reading::Term(stem), weight, false);
        making.add_readings(others);
        Ok(())
    }

    /// Terms that begin as an unfinished word does.
    fn beginnings(&self, word: &str, stem: &str, frequency: u64) -> tantivy::Result<Vec<String>> {
        let beginning = fold(word);
        let shortest = if frequency == 0 {
            SHORTEST_UNKNOWN_BEGINNING
        } else {
            SHORTEST_BEGINNING
        };
        if beginning.chars().count() < shortest {
            return Ok(Vec::new());
        }
        let mut terms = self.lexicon.beginning_with(&beginning, MOST_BEGINNINGS)?;
        terms.retain(|term| term != stem);
        Ok(terms)
    }

    fn add_phrase(&self, phrase: &str, making: &mut Making) -> tantivy::Result<()> {
        let stems: Vec<(u32, String)> = words(phrase)
            .enumerate()
            .filter_map(|(place, word)| Some((place as u32, self.analyser.word_terms(word).whole?)))
            .take(MOST_CLAUSES)
            .collect();
        let Some((first, _)) = stems.first().cloned() else {
            return Ok(());
        };
        if making.plan.clauses.len() >= MOST_CLAUSES {
            making.interpreted.ignored.push(phrase.to_owned());
            return Ok(());
        }
        making.interpreted.terms.push(format!("\"{}\"", phrase.trim()));
        let mut rarest = u64::MAX;
        for (_, stem) in &stems {
            rarest = rarest.min(self.lexicon.frequency(stem)?);
        }
        let weight = rarity(rarest, self.records);
        let mut stems: Vec<(u32, String)> = stems
            .into_iter()
            .map(|(place, stem)| (place - first, stem))
            .collect();
        let reading = match stems.len() {
            1 => Reading::Term(stems.swap_remove(0).1),
            _ => Reading::Phrase(stems),
        };
        making.add(None, reading, weight, true);
        Ok(())
    }

    fn synonyms(&self, stem: &str) -> &[Vec<String>] {
        self.analyser.synonyms_of(std::slice::from_ref(&stem.to_owned()))
    }

    /// Gives every run of words that has synonyms the readings of those.
    fn add_synonyms(&self, making: &mut Making) {
        let longest = self.analyser.longest_synonym();
        for from in 0..making.stems.len() {
            for to in from + 1..=making.stems.len().min(from + longest) {
                let Some(run) = making.stems[from..to]
                    .iter()
                    .cloned()
                    .collect::<Option<Vec<String>>>()
                else {
                    break;
                };
                for synonym in self.analyser.synonyms_of(&run) {
                    let reading = match synonym.as_slice() {
                        [single] => Reading::Term(single.clone()),
                        several => Reading::All(several.to_vec()),
                    };
                    for clause in &mut making.plan.clauses[from..to] {
                        clause.read_also(reading.clone(), WORTH_OF_SYNONYM);
                    }
                }
            }
        }
    }
}

/// A plan in the making; `stems` has a place for every clause, `None` for a phrase.
#[derive(Default)]
struct Making {
    plan: Plan,
    interpreted: Interpreted,
    stems: Vec<Option<String>>,
}

impl Making {
    fn add(&mut self, stem: Option<String>, reading: Reading, weight: u32, mandatory: bool) {
        self.stems.push(stem);
        self.plan.clauses.push(Clause {
            alternatives: vec![Alternative { reading, weight }],
            mandatory,
        });
    }

    fn add_readings(&mut self, readings: Vec<(Reading, u32)>) {
        if let Some(clause) = self.plan.clauses.last_mut() {
            for (reading, worth) in readings {
                clause.read_also(reading, worth);
            }
        }
    }
}

impl Clause {
    /// Adds a reading worth this share of the word's own.
    fn read_also(&mut self, reading: Reading, worth: u32) {
        let known = self.alternatives.iter().any(|known| known.reading == reading);
        let own = self.alternatives.first().map_or(0, |own| own.weight);
        if !known {
            let weight = own * worth / 100;
            self.alternatives.push(Alternative { reading, weight });
        }
    }
}

/// How many of so many words a hit must have: both of two, two of three, three of four.
const fn required(clauses: u32) -> u32 {
    if clauses <= 2 {
        clauses
    } else {
        clauses - clauses / 3
    }
}

fn occupations(concepts: &[Concept]) -> Vec<u16> {
    concepts
        .iter()
        .filter(|concept| concept.kind == ConceptKind::Occupation)
        .filter_map(|concept| OccupationCode::parse(&concept.code))
        .map(OccupationCode::number)
        .collect()
}

/// Weight of a word in sixteenths of a doubling: 16 for one that every record has, 16 more
/// whenever half as many have it.
fn rarity(frequency: u64, records: u64) -> u32 {
    16 + log2_sixteenths(records + 1).saturating_sub(log2_sixteenths(frequency + 1))
}

/// Binary logarithm in sixteenths, linear between powers of two; whole numbers only, so that it is
/// the same on every machine.
const fn log2_sixteenths(number: u64) -> u32 {
    let power = number.ilog2();
    let beyond = number - (1 << power);
    power * 16 + ((beyond as u128 * 16) >> power) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more() {
        assert_eq!(log2_sixteenths(1), 0);
        assert_eq!(log2_sixteenths(1024), 160);
        assert_eq!(log2_sixteenths(1536), 168);
        assert_eq!(log2_sixteenths(u64::MAX), 63 * 16 + 15);
        assert_eq!(rarity(999, 999), 16);
        assert!(rarity(1, 100_000) > rarity(10, 100_000));
        assert_eq!(rarity(10, 3), 16);
    }

    #[test]
    fn long_texts_need_not_match_wholly() {
        assert_eq!([0, 1, 2, 3, 4, 6, 9].map(required), [0, 1, 2, 2, 3, 4, 6]);
    }
}
