//! The rulesets that can be asked for by name.

use super::error::ServiceError;
use crate::matching::knowledge::Knowledge;
use crate::matching::rules::Rules;
use crate::matching::ruleset::{Ruleset, RulesetError};
use crate::wire::field_error::{FieldError, FieldErrorCode};
use serde::Deserialize;
use std::sync::Arc;

/// Part of the name of files with legal rows.
const LEGAL: &str = "rulesets/legal/";

/// What a ruleset says of the file with its legal rows.
#[derive(Deserialize)]
struct NamesLegal {
    legal: Option<String>,
}

/// Every ruleset of the folder, the newest in front.
#[derive(Debug)]
pub struct RulesetShelf {
    rules: Vec<Arc<Rules>>,
}

impl RulesetShelf {
    /// Reads and validates ruleset files, given as name and text. Files of the folder `legal` are no rulesets; a ruleset
    /// names the one that belongs to it.
    ///
    /// # Errors
    /// The first file that is not valid, with its line or field; also when there is no file at all, two have the
    /// same id, or the named file is not there.
    pub fn load(files: &[(String, String)], knowledge: &Knowledge) -> Result<Self, RulesetError> {
        let mut rules = Vec::with_capacity(files.len());
        for (name, text) in files.iter().filter(|(name, _)| !name.contains(LEGAL)) {
            rules.push(Arc::new(Rules::new(read(name, text, files)?, knowledge)));
        }
        rules.sort_by(|one, other| other.ruleset.id.cmp(&one.ruleset.id));
        let twice = rules
            .windows(2)
            .find(|pair| pair[0].ruleset.id == pair[1].ruleset.id);
        let problem = match (twice, rules.first()) {
            (Some(pair), _) => format!("two rulesets are called {}", pair[0].ruleset.id),
            (None, None) => "there is no ruleset".to_owned(),
            (None, Some(_)) => return Ok(Self { rules }),
        };
        Err(RulesetError::Rule {
            file: "index/rulesets".to_owned(),
            field: "id".to_owned(),
            problem,
        })
    }

    /// The newest ruleset.
    pub fn newest(&self) -> &Arc<Rules> {
        // `load` refuses an empty folder.
        &self.rules[0]
    }

    /// The ruleset of this name.
    pub fn named(&self, id: &str) -> Option<&Arc<Rules>> {
        self.rules.iter().find(|rules| rules.ruleset.id == id)
    }

    /// The ruleset that is asked for by name; the newest when none is.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for a name that is not known.
    pub fn asked(&self, name: Option<&str>) -> Result<&Arc<Rules>, ServiceError> {
        let Some(name) = name else {
            return Ok(self.newest());
        };
        self.named(name).ok_or_else(|| {
            let message = format!(
                "there is no ruleset {name}; known are {}",
                self.names().join(", ")
            );
            let error = FieldError::new("/ruleset", FieldErrorCode::UnknownCode, message);
            ServiceError::Invalid(vec![error])
        })
    }

    /// Every ruleset, newest first.
    pub fn all(&self) -> impl Iterator<Item = &Ruleset> {
        self.rules.iter().map(|rules| &rules.ruleset)
    }

    /// The names, newest first.
    fn names(&self) -> Vec<&str> {
        self.rules.iter().map(|rules| rules.ruleset.id.as_str()).collect()
    }
}

/// A ruleset with the file of legal rows it names.
fn read(name: &str, text: &str, files: &[(String, String)]) -> Result<Ruleset, RulesetError> {
    // A text that cannot be read is told of with its line when it is read whole.
    let legal = toml::from_str(text).ok().and_then(|head: NamesLegal| head.legal);
    let Some(legal) = legal else {
        return Ruleset::parse(name, text);
    };
    let wanted = format!("rulesets/{legal}");
    match files.iter().find(|(file, _)| *file == wanted) {
        Some((file, rows)) => Ruleset::parse_files(&[(name, text), (file, rows)]),
        None => Err(RulesetError::Rule {
            file: name.to_owned(),
            field: "legal".to_owned(),
            problem: format!("there is no file {wanted}"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::ruleset::BUILT_IN;

    #[test]
    fn legal_rows_belong_to_the_ruleset_and_its_hash() {
        let [(name, text), (file, rows)] = BUILT_IN;
        let with = |rows: &str| vec![(file.to_owned(), rows.to_owned())];
        let ruleset = read(name, text, &with(rows)).expect("valid");
        assert!(!ruleset.cadences.is_empty());
        let noted = read(name, text, &with(&format!("{rows}\n# checked"))).expect("valid");
        assert_ne!(ruleset.hash, noted.hash);
        let missing = read(name, text, &[]).expect_err("refused").to_string();
        assert!(
            missing.contains("legal: there is no file rulesets/legal/denmark.toml"),
            "{missing}"
        );
    }
}
