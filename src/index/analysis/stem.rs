//! The Danish stemmer of the Snowball project, word by word.

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer};

/// Takes inflections off Danish words.
pub(super) struct DanishStemmer {
    analyser: TextAnalyzer,
}

impl DanishStemmer {
    pub(super) fn new() -> Self {
        Self {
            analyser: TextAnalyzer::builder(RawTokenizer::default())
                .filter(Stemmer::new(Language::Danish))
                .build(),
        }
    }

    /// The stem of a word in lower case.
    pub(super) fn stem(&self, word: &str) -> String {
        let mut analyser = self.analyser.clone();
        let mut stream = analyser.token_stream(word);
        if stream.advance() {
            std::mem::take(&mut stream.token_mut().text)
        } else {
            word.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;
    use std::path::PathBuf;

    /// Published vocabulary of the stemmer, outside the repository: `snowball-danish` under
    /// `FOOTHOLD_DATA` or `../shared/data`.
    fn published_vocabulary() -> Option<(String, String)> {
        let roots = [
            std::env::var_os("FOOTHOLD_DATA").map(PathBuf::from),
            Some(PathBuf::from(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../shared/data"
            ))),
        ];
        let folder = roots
            .into_iter()
            .flatten()
            .map(|root| root.join("snowball-danish"))
            .find(|folder| folder.is_dir())?;
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
        Some((read("voc.txt")?, read("output.txt")?))
    }

    #[test]
    fn stems_are_those_of_the_published_vocabulary() {
        let Some((words, stems)) = published_vocabulary() else {
            eprintln!("skipped: no snowball-danish vocabulary here, set FOOTHOLD_DATA to its parent folder");
            return;
        };
        let stemmer = DanishStemmer::new();
        let different: Vec<_> = words
            .lines()
            .zip(stems.lines())
            .filter(|(word, stem)| stemmer.stem(word) != *stem)
            .collect();
        assert!(words.lines().count() > 20_000);
        assert!(
            different.is_empty(),
            "{} differ: {:?}",
            different.len(),
            &different[..different.len().min(20)]
        );
    }

    /// Words are folded before they are stemmed, so that a spelling without æ, ø and å meets the
    /// same term. The stemmer knows those letters; this bounds what the order costs (1.6 % of inflections).
    #[test]
    fn folding_first_keeps_inflections_together() {
        let Some((words, stems)) = published_vocabulary() else {
            eprintln!("skipped: no snowball-danish vocabulary here, set FOOTHOLD_DATA to its parent folder");
            return;
        };
        let stemmer = DanishStemmer::new();
        let mut first_of_class: HashMap<&str, String> = HashMap::new();
        let (mut pairs, mut torn) = (0u32, 0u32);
        for (word, stem) in words.lines().zip(stems.lines()) {
            let folded = stemmer.stem(&super::super::fold(word));
            if let Some(first) = first_of_class.get(stem) {
                pairs += 1;
                torn += u32::from(*first != folded);
            } else {
                first_of_class.insert(stem, folded);
            }
        }
        assert!(torn * 50 < pairs, "{torn} of {pairs} inflections lose their word");
    }
}
