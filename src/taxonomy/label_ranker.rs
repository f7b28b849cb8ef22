//! Ranks the labels of another classification, such as ESCO, by how well they name the work of a title.
//!
//! Letters alone find labels that look alike. Two things are added: the labels of one concept support each other and stand
//! together, and a concept gains by how likely the title means the unit group it belongs to, so that our own titles bridge to
//! labels that look different.

use super::ngrams::Ngrams;
use super::normalise::{fold, without_gender_marks};
use super::occupations::OccupationIx;

/// What the mean likeness of a concept's labels counts beside that of the most alike one.
const MEAN: f32 = 0.2;
/// What the unit group counts beside the most alike label.
const UNIT_GROUP: f32 = 0.6;
/// What scores no more neither looks like the title nor belongs to a likely unit group.
const LEAST_SCORE: f32 = 0.03;
/// How many labels the first concepts show before every further one shows its best: a reader of the first ten sees several
/// concepts, and the likeliest in full.
const SHOWN_FIRST: [usize; 6] = [4, 2, 1, 1, 1, 1];

/// Labels of concepts, each with the unit group of its concept.
#[derive(Debug)]
pub struct LabelRanker {
    ngrams: Ngrams,
    /// The concept of each label.
    concept_of: Vec<usize>,
    /// The labels of each concept, in their order.
    labels: Vec<Vec<usize>>,
    /// The unit group of each concept; `None` for concepts above unit groups.
    occupations: Vec<Option<OccupationIx>>,
}

/// A concept with how well it fits, from 0 (not at all) to 1.8.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedConcept {
    /// Its place in the list of concepts.
    pub concept: usize,
    /// Sum of the likeness of its labels and its unit group.
    pub score: f32,
}

impl LabelRanker {
    /// Indexes labels, each with the place of its concept in `occupations`; labels of concepts that are not there are never ranked.
    pub fn build(labels: &[(&str, usize)], occupations: Vec<Option<OccupationIx>>) -> Self {
        let folded: Vec<String> = labels.iter().map(|(text, _)| fold(text)).collect();
        let concept_of: Vec<usize> = labels.iter().map(|&(_, concept)| concept).collect();
        let mut of_concepts = vec![Vec::new(); occupations.len()];
        for (label, &concept) in concept_of.iter().enumerate() {
            if let Some(own) = of_concepts.get_mut(concept) {
                own.push(label);
            }
        }
        Self {
            ngrams: Ngrams::build(folded.iter().map(String::as_str)),
            concept_of,
            labels: of_concepts,
            occupations,
        }
    }

    /// Labels by likeness of letters alone, the most alike first.
    pub fn by_letters(&self, title: &str, limit: usize) -> Vec<usize> {
        let alike = self.ngrams.alike(&folded_title(title), 0.0, limit);
        alike.into_iter().map(|(label, _)| label as usize).collect()
    }

    /// The concepts whose labels look like a title or whose unit group it may mean, best first. `shares` says how likely the title means each unit group, as
    /// [`super::Taxonomy::occupation_shares`] does.
    pub fn concepts(&self, title: &str, shares: &[f32]) -> Vec<RankedConcept> {
        self.ranked(&self.ngrams.cosines(&folded_title(title)), shares)
    }

    /// Labels for a title, best first: the concepts in their order, each with its labels together but for the first page.
    pub fn labels(&self, title: &str, shares: &[f32], limit: usize) -> Vec<usize> {
        let cosines = self.ngrams.cosines(&folded_title(title));
        let mut alike = vec![0.0; self.concept_of.len()];
        for &(label, cosine) in &cosines {
            alike[label as usize] = cosine;
        }
        let (mut first, mut later): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for (rank, ranked) in self.ranked(&cosines, shares).iter().take(limit).enumerate() {
            let mut own = self.labels[ranked.concept].clone();
            own.sort_by(|&one, &other| alike[other].total_cmp(&alike[one]).then(one.cmp(&other)));
            let shown = SHOWN_FIRST.get(rank).copied().unwrap_or(0).min(own.len());
            first.extend_from_slice(&own[..shown]);
            later.extend_from_slice(&own[shown..]);
            if first.len() + later.len() >= limit {
                break;
            }
        }
        first.extend(later);
        first.truncate(limit);
        first
    }

    fn ranked(&self, cosines: &[(u32, f32)], shares: &[f32]) -> Vec<RankedConcept> {
        let mut most = vec![0.0_f32; self.occupations.len()];
        let mut sum = vec![0.0_f32; self.occupations.len()];
        for &(label, cosine) in cosines {
            let concept = self.concept_of[label as usize];
            if concept < most.len() {
                most[concept] = most[concept].max(cosine);
                sum[concept] += cosine;
            }
        }
        let score = |concept: usize| {
            let share = self.occupations[concept].and_then(|occupation| shares.get(occupation.at()));
            let mean = sum[concept] / self.labels[concept].len().max(1) as f32;
            most[concept] + MEAN * mean + UNIT_GROUP * share.copied().unwrap_or(0.0)
        };
        let mut ranked: Vec<RankedConcept> = (0..most.len())
            .map(|concept| RankedConcept {
                concept,
                score: score(concept),
            })
            .filter(|ranked| ranked.score > LEAST_SCORE)
            .collect();
        ranked.sort_unstable_by(|one, other| {
            other
                .score
                .total_cmp(&one.score)
                .then(one.concept.cmp(&other.concept))
        });
        ranked
    }
}

fn folded_title(title: &str) -> String {
    fold(&without_gender_marks(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranker() -> LabelRanker {
        let labels = [
            ("lagermedarbejder", 0),
            ("varemodtager", 0),
            ("lagerchef", 1),
            ("leder af lager", 1),
            ("kok", 2),
        ];
        LabelRanker::build(&labels, vec![Some(OccupationIx(0)), Some(OccupationIx(1)), None])
    }

    #[test]
    fn labels_of_a_concept_stand_together_and_the_unit_group_decides_between_equals() {
        let ranker = ranker();
        assert_eq!(ranker.labels("Lagermedarbejder m/k", &[0.0, 0.0], 5)[..2], [0, 1]);
        let first = |shares: &[f32]| ranker.concepts("lager", shares)[0].concept;
        assert_eq!(first(&[0.9, 0.1]), 0);
        assert_eq!(first(&[0.0, 1.0]), 1);
        assert_eq!(ranker.by_letters("kok", 1), [4]);
        assert!(ranker.concepts("", &[]).is_empty() && ranker.labels("xyz", &[], 5).is_empty());
    }
}
