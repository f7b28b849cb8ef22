//! The names of skills as an automaton over stems: at a word of a text, the longest name that begins there.

use super::super::skills::SkillIx;
use super::ordinary::{is_about_the_advert, is_function_word, is_ordinary_word};
use super::stem::{doubled, stem};
use super::words::{Gap, Word, words};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Names of more words than this do not occur in running text.
const MOST_WORDS: usize = 8;
/// Function words of the text that may stand inside a name which has none there.
const MOST_SKIPPED: usize = 2;
/// Steps taken at one word before giving up; names that share so many beginnings do not occur.
const MOST_STEPS: usize = 96;
/// Single words up to this length must stand in the text as they are, not inflected.
const SHORT_WORD: usize = 4;
/// Letters that a name may have more than a short word that is a form of it.
const MOST_ADDED: usize = 4;
/// Single words up to this length must stand in capitals.
const TINY_WORD: usize = 2;
/// Names of two words from this length on are found written as one word.
const LEAST_JOINED: usize = 8;

const ROOT: u32 = 0;

/// Whether a name is what a skill is called first, or one of its other names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameRank {
    Label,
    Alias,
}

/// How like the name the text must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    AnyForm,
    Exact,
    Capitals,
}

#[derive(Debug)]
struct Candidate {
    skill: SkillIx,
    rank: NameRank,
    likeness: Likeness,
    folded: Box<str>,
}

/// Looks up in maps that are filled from the tables alone, so that nobody can choose keys that collide; every word of a
/// text passes here several times. FNV-1a, 64 bits.
#[derive(Clone, Copy)]
pub(super) struct ShortKeyHasher(u64);

impl Default for ShortKeyHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for ShortKeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A map of short keys.
pub(super) type ShortKeys<K, V> = HashMap<K, V, BuildHasherDefault<ShortKeyHasher>>;

/// The automaton.
#[derive(Debug, Default)]
pub(super) struct Names {
    words: ShortKeys<Box<str>, u32>,
    edges: ShortKeys<(u32, u32), u32>,
    /// By node: the names that end there.
    ends: ShortKeys<u32, Vec<Candidate>>,
    nodes: u32,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) skill: SkillIx,
    /// The first word after it.
    pub(super) end: usize,
}

/// A text's words as the automaton knows them.
pub(super) struct Known {
    /// By word: its stem's number.
    single: Vec<Option<u32>>,
    /// By word: the number of it and the next one written as one.
    joined: Vec<Option<u32>>,
}

impl Names {
    /// Adds a name. One of words that say nothing alone is left out.
    pub(super) fn add(&mut self, skill: SkillIx, rank: NameRank, name: &str) {
        let all: Vec<String> = words(name).into_iter().map(|word| word.folded).collect();
        let telling: Vec<&str> = all
            .iter()
            .map(String::as_str)
            .filter(|word| !is_function_word(word))
            .collect();
        let kept: Vec<&str> = if telling.len() >= 2 {
            telling
        } else {
            all.iter().map(String::as_str).collect()
        };
        if kept.is_empty() || kept.len() > MOST_WORDS {
            return;
        }
        let Some(likeness) = likeness(&kept) else { return };
        let candidate = |likeness| Candidate {
            skill,
            rank,
            likeness,
            folded: all.join(" ").into(),
        };
        self.insert(&kept, candidate(likeness));
        if let [word] = kept[..]
            && let Some(doubled) = doubled(word, &stem(word))
            && likeness == Likeness::AnyForm
        {
            self.insert_stems(&[doubled], candidate(likeness));
        }
        if let [object, verb] = kept[..]
            && verb.ends_with("ing")
        {
            // "Order picking" is also "picking orders".
            self.insert(&[verb, object], candidate(likeness));
        }
        let together: String = kept.concat();
        if all.len() == 2 && kept.len() == 2 && together.len() >= LEAST_JOINED {
            self.insert(&[&together], candidate(Likeness::AnyForm));
        }
    }

    fn insert(&mut self, path: &[&str], candidate: Candidate) {
        let stems: Vec<String> = path.iter().map(|word| stem(word)).collect();
        self.insert_stems(&stems, candidate);
    }

    fn insert_stems(&mut self, path: &[String], candidate: Candidate) {
        let mut node = ROOT;
        for word in path {
            let next = self.words.len() as u32;
            let word = *self.words.entry(word.as_str().into()).or_insert(next);
            let fresh = self.nodes + 1;
            let child = *self.edges.entry((node, word)).or_insert(fresh);
            if child == fresh {
                self.nodes = fresh;
            }
            node = child;
        }
        self.ends.entry(node).or_default().push(candidate);
    }

    /// Every stem that some name has.
    pub(super) fn stems(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(AsRef::as_ref)
    }

    /// Looks a text's words up, once for all places.
    pub(super) fn known(&self, text: &[Word]) -> Known {
        let single = text
            .iter()
            .map(|word| self.number(&word.folded, &word.stem))
            .collect();
        let mut both = String::new();
        let joined = text.windows(2).map(|pair| {
            if pair[1].gap > Gap::Blank {
                return None;
            }
            both.clear();
            both.push_str(&pair[0].folded);
            both.push_str(&pair[1].folded);
            if both.len() < LEAST_JOINED {
                return None;
            }
            self.words.get(stem(&both).as_str()).copied()
        });
        Known {
            joined: joined.chain(std::iter::once(None)).collect(),
            single,
        }
    }

    fn number(&self, word: &str, stem: &str) -> Option<u32> {
        let known = |stem: &str| self.words.get(stem).copied();
        known(stem).or_else(|| doubled(word, stem).and_then(|doubled| known(&doubled)))
    }

    /// The longest name that begins at a word.
    pub(super) fn longest_at(&self, text: &[Word], known: &Known, at: usize) -> Option<Named> {
        let mut found: Option<Named> = None;
        // Where a word was skipped, no name ends: it would end with the word before.
        if known.single[at].is_none() && known.joined[at].is_none() {
            return None;
        }
        let mut open = vec![(ROOT, at, 0, false)];
        let mut steps = 0;
        while let Some((node, place, skipped, arrived)) = open.pop() {
            steps += 1;
            if steps > MOST_STEPS {
                break;
            }
            if arrived
                && found.is_none_or(|longest| place > longest.end)
                && let Some(skill) = self.skill_at(node, &text[at..place])
            {
                found = Some(Named { skill, end: place });
            }
            let goes_on = text
                .get(place)
                .is_some_and(|word| place == at || word.gap <= Gap::Blank);
            if !goes_on {
                continue;
            }
            let mut follow = |word: Option<u32>, next: usize| {
                if let Some(&child) = word.and_then(|word| self.edges.get(&(node, word))) {
                    open.push((child, next, skipped, true));
                }
            };
            follow(known.joined[place], place + 2);
            follow(known.single[place], place + 1);
            if node != ROOT && skipped < MOST_SKIPPED && is_function_word(&text[place].folded) {
                open.push((node, place + 1, skipped + 1, false));
            }
        }
        found
    }

    /// The skill that a single word names in any of its forms.
    pub(super) fn of_word(&self, word: &str) -> Option<SkillIx> {
        self.of_stem(&stem(word))
    }

    /// The skill that a single word with this stem names.
    pub(super) fn of_stem(&self, stem: &str) -> Option<SkillIx> {
        let word = *self.words.get(stem)?;
        let candidates = self.ends.get(self.edges.get(&(ROOT, word))?)?;
        let any_form = candidates
            .iter()
            .filter(|candidate| candidate.likeness == Likeness::AnyForm);
        the_only(any_form)
    }

    /// The skill that the words from the root to `node` name.
    fn skill_at(&self, node: u32, said: &[Word]) -> Option<SkillIx> {
        let candidates = self.ends.get(&node)?;
        let folded: Vec<&str> = said.iter().map(|word| word.folded.as_str()).collect();
        let folded = folded.join(" ");
        let in_capitals = said.iter().all(|word| word.capitals);
        let exact = candidates.iter().filter(|candidate| {
            *candidate.folded == *folded && (candidate.likeness != Likeness::Capitals || in_capitals)
        });
        the_first_rank(exact).or_else(|| {
            let any_form = candidates.iter().filter(|candidate| {
                candidate.likeness == Likeness::AnyForm && !is_too_short_for(&folded, candidate)
            });
            the_only(any_form)
        })
    }
}

/// A short word of the text is no form of a long name: `styr` is not `styringer`.
fn is_too_short_for(said: &str, candidate: &Candidate) -> bool {
    said.len() < SHORT_WORD || (said.len() == SHORT_WORD && candidate.folded.len() > said.len() + MOST_ADDED)
}

/// The skill all of them mean; `None` where they differ, since then the words do not tell.
fn the_only<'c>(mut candidates: impl Iterator<Item = &'c Candidate>) -> Option<SkillIx> {
    let first = candidates.next()?.skill;
    candidates.all(|other| other.skill == first).then_some(first)
}

/// The skill of the labels among them, else that of the other names.
fn the_first_rank<'c>(candidates: impl Iterator<Item = &'c Candidate> + Clone) -> Option<SkillIx> {
    let best = candidates.clone().map(|candidate| candidate.rank).min()?;
    the_only(candidates.filter(|candidate| candidate.rank == best))
}

/// How like the name the text must be, `None` if it is never looked for.
fn likeness(name: &[&str]) -> Option<Likeness> {
    let [word] = name else {
        return name
            .iter()
            .any(|word| !is_function_word(word) && word.len() > 1)
            .then_some(Likeness::AnyForm);
    };
    if word.bytes().any(|byte| !byte.is_ascii_lowercase()) {
        return (word.len() > 1).then_some(Likeness::Exact);
    }
    match word.len() {
        0 | 1 => None,
        _ if is_about_the_advert(&stem(word)) => None,
        _ if is_ordinary_word(word) => Some(Likeness::Capitals),
        2..=TINY_WORD => Some(Likeness::Capitals),
        ..=SHORT_WORD => Some(Likeness::Exact),
        _ => Some(Likeness::AnyForm),
    }
}
