//! The analyser as tantivy wants it.

use super::{Analyser, next_word};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::Arc;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Most words whose terms are remembered; Danish adverts repeat a few ten thousand.
const MOST_REMEMBERED: usize = 60_000;

/// Cuts texts into terms. The parts of a compound stand where the whole word stands; a stop word
/// leaves a gap. Terms of words seen before are remembered by each clone for itself, which makes
/// indexing several times faster.
#[derive(Clone)]
pub struct DanishTokenizer {
    analyser: Arc<Analyser>,
    remembered: Remembered,
    token: Token,
}

/// Terms of words seen before.
#[derive(Clone, Default)]
struct Remembered {
    /// Places in `terms` of the terms of each word.
    places: HashMap<Box<str>, Range<u32>, BuildHasherDefault<WordHasher>>,
    terms: Vec<Box<str>>,
}

impl Remembered {
    /// Places of the terms of a word. What is over the limit is forgotten with the next word.
    fn places(&mut self, analyser: &Analyser, word: &str) -> Range<u32> {
        if let Some(places) = self.places.get(word) {
            return places.clone();
        }
        if self.places.len() >= MOST_REMEMBERED {
            *self = Self::default();
        }
        let from = self.terms.len() as u32;
        let terms = analyser.word_terms(word);
        self.terms.extend(
            terms
                .whole
                .into_iter()
                .chain(terms.parts)
                .map(String::into_boxed_str),
        );
        let places = from..self.terms.len() as u32;
        self.places.insert(word.into(), places.clone());
        places
    }
}

/// Hashes short words eight bytes at a time. Words come from adverts, and the table is bounded and
/// private, so nobody gains from making them collide.
#[derive(Default)]
struct WordHasher(u64);

impl WordHasher {
    const fn mix(&mut self, bits: u64) {
        self.0 = (self.0.rotate_left(5) ^ bits).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(eight));
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

impl DanishTokenizer {
    /// A tokenizer over this analyser.
    pub fn new(analyser: Arc<Analyser>) -> Self {
        Self {
            analyser,
            remembered: Remembered::default(),
            token: Token::default(),
        }
    }
}

impl Tokenizer for DanishTokenizer {
    type TokenStream<'a> = DanishTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> DanishTokenStream<'a> {
        self.token.reset();
        DanishTokenStream {
            text,
            read: 0,
            analyser: &self.analyser,
            remembered: &mut self.remembered,
            token: &mut self.token,
            pending: 0..0,
        }
    }
}

/// The terms of one text.
pub struct DanishTokenStream<'a> {
    text: &'a str,
    /// Bytes of the text that were read.
    read: usize,
    analyser: &'a Analyser,
    remembered: &'a mut Remembered,
    token: &'a mut Token,
    /// Places of the terms of the current word that are still to be given out.
    pending: Range<u32>,
}

impl TokenStream for DanishTokenStream<'_> {
    fn advance(&mut self) -> bool {
        while self.pending.is_empty() {
            let Some((from, to)) = next_word(self.text, self.read) else {
                return false;
            };
            self.read = to;
            self.token.offset_from = from;
            self.token.offset_to = to;
            // The position of a fresh token is just below zero.
            self.token.position = self.token.position.wrapping_add(1);
            self.pending = self.remembered.places(self.analyser, &self.text[from..to]);
        }
        let place = self.pending.start;
        self.pending.start += 1;
        self.token.text.clear();
        if let Some(term) = self.remembered.terms.get(place as usize) {
            self.token.text.push_str(term);
        }
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::super::AnalysisTexts;
    use super::*;

    #[test]
    fn parts_stand_where_the_whole_word_stands() {
        let analyser = Arc::new(Analyser::new(AnalysisTexts {
            stopwords: "til",
            compound_parts: "lager\nmedarbejder",
            synonyms: "",
        }));
        let mut tokenizer = DanishTokenizer::new(analyser);
        for _twice_as_remembered in 0..2 {
            let mut found = Vec::new();
            tokenizer
                .token_stream("Lagermedarbejder til Odense")
                .process(&mut |token| found.push((token.position, token.offset_from, token.text.clone())));
            let expected = [
                (0, 0, "lagermedarbejd"),
                (0, 0, "lag"),
                (0, 0, "medarbejd"),
                (2, 21, "odens"),
            ];
            assert_eq!(
                found,
                expected.map(|(position, from, text)| (position, from, text.to_owned()))
            );
        }
    }
}
