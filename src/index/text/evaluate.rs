//! Looks a plan up in a segment: one clause after the other, in whole numbers, so that a record's
//! score depends on the record and the plan alone.

use super::columns::Segment;
use super::plan::{Alternative, Clause, Plan, Reading};
use tantivy::postings::Postings;
use tantivy::query::{EnableScoring, PhraseQuery, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, TERMINATED, Term};

/// Bit of a document that must not be found.
const EXCLUDED: u32 = 1 << 31;
/// Sixteenths that a word in the middle of a very long title is worth.
const LEAST_LENGTH_FACTOR: u32 = 6;
/// Weight of a vacancy of a unit group the words stand for, and of one with the id typed.
const CONCEPT_WEIGHT: u32 = 16 * 20;
const EXTERNAL_ID_WEIGHT: u32 = 1_000_000;

/// A text field as it is searched.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextField {
    pub(super) field: Field,
    pub(super) boost: u32,
    pub(super) norms: bool,
    pub(super) positions: bool,
}

/// Where words are looked up.
#[derive(Debug, Clone)]
pub(super) struct SearchFields {
    pub(super) texts: Vec<TextField>,
    pub(super) occupation: Field,
    pub(super) external_id: Field,
}

/// What the documents of a segment are worth.
pub(super) struct Scores {
    totals: Vec<u32>,
    /// A bit for every clause matched, and [`EXCLUDED`].
    matched: Vec<u32>,
    /// Best value of the current clause in the current field.
    best: Vec<u32>,
    touched: Vec<DocId>,
    required: u32,
    mandatory: u32,
    asks_nothing: bool,
}

impl Scores {
    /// The worth of a document; `None` when it does not match.
    pub(super) fn of(&self, document: DocId) -> Option<u32> {
        let matched = *self.matched.get(document as usize)?;
        let enough = matched.count_ones() >= self.required && matched & self.mandatory == self.mandatory;
        let kept = matched & EXCLUDED == 0;
        (kept && (self.asks_nothing || enough)).then(|| self.totals[document as usize])
    }

    fn credit(&mut self, document: DocId, value: u32) {
        let best = &mut self.best[document as usize];
        if *best == 0 {
            self.touched.push(document);
        }
        // Zero marks a document that was not touched.
        *best = (*best).max(value.max(1));
    }

    /// Adds what the current clause found and begins anew.
    fn settle(&mut self, bits: u32) {
        for document in self.touched.drain(..) {
            let document = document as usize;
            self.totals[document] = self.totals[document].saturating_add(self.best[document]);
            self.matched[document] |= bits;
            self.best[document] = 0;
        }
    }
}

/// Looks up a plan in segments.
pub(super) struct Evaluation<'a> {
    pub(super) plan: &'a Plan,
    pub(super) fields: &'a SearchFields,
    pub(super) searcher: &'a Searcher,
}

impl Evaluation<'_> {
    pub(super) fn scores(&self, segment: &Segment) -> tantivy::Result<Scores> {
        let documents = segment.reader.max_doc() as usize;
        let mandatory = self
            .plan
            .clauses
            .iter()
            .enumerate()
            .filter(|(_, clause)| clause.mandatory);
        let mut scores = Scores {
            totals: vec![0; documents],
            matched: vec![0; documents],
            best: vec![0; documents],
            touched: Vec::new(),
            required: self.plan.required,
            mandatory: mandatory.fold(0, |bits, (place, _)| bits | 1 << place),
            asks_nothing: self.plan.asks_nothing(),
        };
        for (place, clause) in self.plan.clauses.iter().enumerate() {
            self.add_clause(segment, clause, 1 << place, &mut scores)?;
        }
        self.add_whole_text(segment, &mut scores)?;
        for stems in &self.plan.excluded {
            for document in self.having_all(segment, stems)? {
                scores.matched[document as usize] |= EXCLUDED;
            }
        }
        Ok(scores)
    }

    fn add_clause(
        &self,
        segment: &Segment,
        clause: &Clause,
        bit: u32,
        scores: &mut Scores,
    ) -> tantivy::Result<()> {
        for text in &self.fields.texts {
            for alternative in &clause.alternatives {
                match &alternative.reading {
                    Reading::Term(term) => credit_term(segment, *text, term, alternative.weight, scores)?,
                    Reading::Phrase(stems) if text.positions => {
                        self.credit_phrase(segment, *text, stems, alternative.weight, scores)?;
                    }
                    Reading::Phrase(_) | Reading::All(_) => {}
                }
            }
            scores.settle(bit);
        }
        for Alternative { reading, weight } in &clause.alternatives {
            if let Reading::All(terms) = reading {
                for document in self.having_all(segment, terms)? {
                    scores.credit(document, weight * 20);
                }
            }
        }
        scores.settle(bit);
        Ok(())
    }

    fn credit_phrase(
        &self,
        segment: &Segment,
        text: TextField,
        stems: &[(u32, String)],
        weight: u32,
        scores: &mut Scores,
    ) -> tantivy::Result<()> {
        let terms = stems
            .iter()
            .map(|(place, stem)| (*place as usize, Term::from_field_text(text.field, stem)))
            .collect();
        let query = PhraseQuery::new_with_offset(terms);
        let weigher = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        let mut found = weigher.scorer(&segment.reader, 1.0)?;
        let mut document = found.doc();
        while document != TERMINATED {
            scores.credit(document, weight * text.boost * 20);
            document = found.advance();
        }
        Ok(())
    }

    /// Vacancies of the unit groups the words stand for, and the one with the id that was typed.
    fn add_whole_text(&self, segment: &Segment, scores: &mut Scores) -> tantivy::Result<()> {
        let clauses = self
            .plan
            .clauses
            .iter()
            .enumerate()
            .filter(|(_, clause)| !clause.mandatory);
        let all_words = clauses.fold(0, |bits, (place, _)| bits | 1 << place);
        for code in &self.plan.occupations {
            let term = Term::from_field_u64(self.fields.occupation, u64::from(*code));
            credit_documents(segment, &term, CONCEPT_WEIGHT, scores)?;
        }
        if let Some(id) = &self.plan.external_id {
            let term = Term::from_field_text(self.fields.external_id, id);
            credit_documents(segment, &term, EXTERNAL_ID_WEIGHT, scores)?;
        }
        scores.settle(all_words);
        Ok(())
    }

    /// Documents in which every one of the terms occurs in some field.
    fn having_all(&self, segment: &Segment, terms: &[String]) -> tantivy::Result<Vec<DocId>> {
        // How many of the terms, from the first on, a document has.
        let mut had = vec![0_u8; segment.reader.max_doc() as usize];
        let wanted = terms.len().min(usize::from(u8::MAX)) as u8;
        for (term, before) in terms.iter().zip(0..wanted) {
            for text in &self.fields.texts {
                let index = segment.reader.inverted_index(text.field)?;
                let Some(info) = index.terms().get(term)? else {
                    continue;
                };
                let mut postings = index.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                while postings.doc() != TERMINATED {
                    let had = &mut had[postings.doc() as usize];
                    *had += u8::from(*had == before);
                    postings.advance();
                }
            }
        }
        let documents = had.iter().zip(0..).filter(|(had, _)| **had == wanted);
        Ok(documents.map(|(_, document)| document).collect())
    }
}

fn credit_term(
    segment: &Segment,
    text: TextField,
    term: &str,
    weight: u32,
    scores: &mut Scores,
) -> tantivy::Result<()> {
    let index = segment.reader.inverted_index(text.field)?;
    let Some(info) = index.terms().get(term)? else {
        return Ok(());
    };
    let lengths = if text.norms {
        Some(segment.reader.get_fieldnorms_reader(text.field)?)
    } else {
        None
    };
    let mut postings = index.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?;
    while postings.doc() != TERMINATED {
        let document = postings.doc();
        let often = postings.term_freq();
        // One occurrence is worth 10, many approach 20.
        let occurrences = 20 * often / (often + 1);
        let length = lengths.as_ref().map_or(1, |lengths| lengths.fieldnorm(document));
        scores.credit(
            document,
            weight * text.boost * occurrences * length_factor(length) / 16,
        );
        postings.advance();
    }
    Ok(())
}

/// Sixteenths a word in a text of so many words is worth. The least keeps a word in the title
/// (boost 8) above the same word in the description, however often it stands there.
const fn length_factor(words: u32) -> u32 {
    let factor = 16 * 8 / (7 + words);
    if factor < LEAST_LENGTH_FACTOR {
        LEAST_LENGTH_FACTOR
    } else {
        factor
    }
}

fn credit_documents(segment: &Segment, term: &Term, value: u32, scores: &mut Scores) -> tantivy::Result<()> {
    let index = segment.reader.inverted_index(term.field())?;
    let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else {
        return Ok(());
    };
    while postings.doc() != TERMINATED {
        scores.credit(postings.doc(), value);
        postings.advance();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_title_counts_more_and_any_title_more_than_a_description() {
        assert_eq!(length_factor(1), 16);
        assert!(length_factor(3) > length_factor(10));
        let least_in_title = 8 * 10 * length_factor(10_000) / 16;
        let most_in_description = 20;
        assert!(least_in_title > most_in_description);
    }
}
