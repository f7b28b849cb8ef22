//! Which occupations words with a given end or beginning lead to.
//!
//! A Danish title tells the kind of work with its last part ("-operatør") and the field with what stands before
//! ("tekstil-"); both are learnt from the titles themselves.

use super::occupations::OccupationIx;

/// Letters of a word that are compared, from the end or from the beginning.
const MOST_LETTERS: usize = 12;
const BITS_PER_LETTER: usize = 5;
/// So many words with an affix weigh as much as everything that shorter affixes say.
const AS_MUCH_AS_SHORTER: f32 = 3.0;
/// What is left to shorter affixes below this share is not looked up.
const NOT_WORTH_ASKING: f32 = 0.02;

/// Words in the order of their letters, each with the occupation of its title.
#[derive(Debug, Default)]
pub(crate) struct Affixes {
    words: Vec<(u64, OccupationIx)>,
    shortest: usize,
}

/// From which side a word is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Beginning,
    End,
}

impl Affixes {
    /// Collects folded words, to be asked for affixes of `shortest` letters or more.
    pub(crate) fn build<'a>(
        words: impl Iterator<Item = (&'a str, OccupationIx)>,
        side: Side,
        shortest: usize,
    ) -> Self {
        let mut words: Vec<_> = words
            .filter(|(word, _)| word.len() >= shortest)
            .map(|(word, occupation)| (key(word, side), occupation))
            .collect();
        words.sort_unstable();
        Self { words, shortest }
    }

    /// Adds to `shares` how the words that share an affix with `word` spread over the occupations, `weight` in all: long
    /// affixes first, shorter ones as far as few words have the long ones.
    pub(crate) fn add_spread(&self, word: &str, side: Side, weight: f32, shares: &mut [f32]) {
        let key = key(word, side);
        let mut left = 1.0;
        for letters in (self.shortest..=word.len().min(MOST_LETTERS)).rev() {
            let with_it = self.beginning_with(key, letters);
            if with_it.is_empty() {
                continue;
            }
            let count = with_it.len() as f32;
            let taken = left * count / (count + AS_MUCH_AS_SHORTER);
            for &(_, occupation) in with_it {
                if let Some(share) = shares.get_mut(occupation.0 as usize) {
                    *share += weight * taken / count;
                }
            }
            left -= taken;
            if left < NOT_WORTH_ASKING {
                break;
            }
        }
    }

    /// How many words have the first `letters` letters of `word`, read from `side`.
    pub(crate) fn count(&self, word: &str, side: Side, letters: usize) -> usize {
        self.beginning_with(key(word, side), letters).len()
    }

    fn beginning_with(&self, key: u64, letters: usize) -> &[(u64, OccupationIx)] {
        let rest = (MOST_LETTERS - letters.min(MOST_LETTERS)) * BITS_PER_LETTER;
        let prefix = key >> rest;
        let first = self.words.partition_point(|&(other, _)| other >> rest < prefix);
        let behind = &self.words[first..];
        &behind[..behind.partition_point(|&(other, _)| other >> rest == prefix)]
    }
}

/// The first letters of a word from one side as one number that sorts as they do.
fn key(word: &str, side: Side) -> u64 {
    let letter = |place: usize| {
        let byte = match side {
            Side::Beginning => word.as_bytes().get(place),
            Side::End => word
                .len()
                .checked_sub(place + 1)
                .and_then(|at| word.as_bytes().get(at)),
        };
        match byte {
            Some(byte @ b'a'..=b'z') => u64::from(byte - b'a') + 1,
            Some(_) => 27,
            None => 0,
        }
    };
    (0..MOST_LETTERS).fold(0, |key, place| key << BITS_PER_LETTER | letter(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_word_tells_the_kind_of_work() {
        let words = [
            ("tekstiloperatoer", 0),
            ("truckoperatoer", 1),
            ("kok", 2),
            ("natkok", 2),
        ];
        let words = words.map(|(word, occupation)| (word, OccupationIx(occupation)));
        let ends = Affixes::build(words.into_iter(), Side::End, 3);
        let mut shares = [0.0; 3];
        ends.add_spread("moebeloperatoer", Side::End, 1.0, &mut shares);
        assert!(
            shares[0] > shares[1] && shares[1] > 0.1 && shares[2] < 1e-6,
            "{shares:?}"
        );
        assert_eq!(ends.count("kok", Side::End, 3), 2);
        let beginnings = Affixes::build(words.into_iter(), Side::Beginning, 4);
        let mut shares = [0.0; 3];
        beginnings.add_spread("tekstilfabrik", Side::Beginning, 1.0, &mut shares);
        assert!(shares[0] > 0.2 && shares[1] < 1e-6);
    }
}
