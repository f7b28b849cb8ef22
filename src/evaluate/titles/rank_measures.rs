//! Measures of a ranked list, and the ranking by characters that others have published figures for.

use std::collections::HashMap;

/// Mean average precision and success among the first ten over many queries.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct RankMeasures {
    queries: usize,
    precisions: f64,
    successes: usize,
}

impl RankMeasures {
    /// Adds a query's list, best first, given which items are right and how many right ones there are.
    pub(super) fn add(&mut self, ranked: &[usize], is_right: impl Fn(usize) -> bool, right: usize) {
        let mut hits = 0;
        let mut precision = 0.0;
        for (rank, &item) in ranked.iter().enumerate() {
            if is_right(item) {
                hits += 1;
                precision += f64::from(hits) / (rank + 1) as f64;
            }
        }
        self.queries += 1;
        self.precisions += precision / right.max(1) as f64;
        self.successes += usize::from(ranked.iter().take(10).any(|&item| is_right(item)));
    }

    /// Mean over the queries of the precision at each right item, 0..=1.
    pub(super) fn mean_average_precision(&self) -> f64 {
        self.precisions / self.queries.max(1) as f64
    }

    /// Share of the queries with a right item among the first ten.
    pub(super) fn success_at_ten(&self) -> f64 {
        self.successes as f64 / self.queries.max(1) as f64
    }
}

/// TF-IDF over pieces of one to three characters, as in the published comparison.
pub(super) struct CharacterTfIdf {
    /// Rarity of each piece, and the texts that have it with their weight.
    pieces: HashMap<String, (f64, Vec<(usize, f64)>)>,
    texts: usize,
}

impl CharacterTfIdf {
    pub(super) fn build<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let counted: Vec<HashMap<String, f64>> = texts.map(counts).collect();
        let mut pieces: HashMap<String, (f64, Vec<(usize, f64)>)> = HashMap::new();
        for (place, own) in counted.iter().enumerate() {
            for (piece, count) in own {
                pieces.entry(piece.clone()).or_default().1.push((place, *count));
            }
        }
        let all = counted.len() as f64;
        let mut lengths = vec![0.0; counted.len()];
        for (rarity, having) in pieces.values_mut() {
            *rarity = ((1.0 + all) / (1.0 + having.len() as f64)).ln() + 1.0;
        }
        for (place, own) in counted.iter().enumerate() {
            let mut squares: Vec<f64> = own
                .iter()
                .map(|(piece, count)| (count * pieces[piece].0).powi(2))
                .collect();
            squares.sort_by(f64::total_cmp);
            lengths[place] = squares.iter().sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        }
        for (rarity, having) in pieces.values_mut() {
            for (place, weight) in having {
                *weight *= *rarity / lengths[*place];
            }
        }
        Self {
            pieces,
            texts: counted.len(),
        }
    }

    /// The texts that share a piece with a query, best first, at most `limit`.
    pub(super) fn rank(&self, query: &str, limit: usize) -> Vec<usize> {
        let mut own: Vec<(String, f64)> = counts(query).into_iter().collect();
        own.sort_by(|one, other| one.0.cmp(&other.0));
        let mut scores = vec![0.0; self.texts];
        for (rarity, having, count) in own.iter().filter_map(|(piece, count)| {
            self.pieces
                .get(piece)
                .map(|(rarity, having)| (rarity, having, count))
        }) {
            for &(place, weight) in having {
                scores[place] += count * rarity * weight;
            }
        }
        let mut ranked: Vec<usize> = (0..self.texts).filter(|&place| scores[place] > 0.0).collect();
        ranked.sort_by(|&one, &other| scores[other].total_cmp(&scores[one]).then(one.cmp(&other)));
        ranked.truncate(limit);
        ranked
    }
}

/// How often each piece of one to three characters stands in a text.
fn counts(text: &str) -> HashMap<String, f64> {
    let characters: Vec<char> = text.to_lowercase().chars().collect();
    let mut counts = HashMap::new();
    for length in 1..=3 {
        for piece in characters.windows(length) {
            *counts.entry(piece.iter().collect()).or_insert(0.0) += 1.0;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_of_a_list_worked_out_by_hand() {
        let mut measures = RankMeasures::default();
        measures.add(&[7, 3, 9], |item| item == 7 || item == 9, 2);
        measures.add(&[1, 2], |item| item == 5, 1);
        assert!((measures.mean_average_precision() - f64::midpoint(1.0, 2.0 / 3.0) / 2.0).abs() < 1e-12);
        assert!((measures.success_at_ten() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_text_itself_is_most_alike() {
        let index = CharacterTfIdf::build(["kok", "kokkeelev", "smed"].into_iter());
        assert_eq!(index.rank("Kok", 2), [0, 1]);
        assert!(index.rank("", 2).is_empty());
    }
}
