//! The rulesets that can be asked for by name.

use crate::matching::knowledge::Knowledge;
use crate::matching::rules::Rules;
use crate::matching::ruleset::{Ruleset, RulesetError};
use std::sync::Arc;

/// Every ruleset of the folder, the newest in front.
#[derive(Debug)]
pub struct RulesetShelf {
    rules: Vec<Arc<Rules>>,
}

impl RulesetShelf {
    /// Reads and validates ruleset files, given as name and text.
    ///
    /// # Errors
    /// The first file that is not valid, with its line or field; also when there is no file at all
    /// or two have the same id.
    pub fn load(files: &[(String, String)], knowledge: &Knowledge) -> Result<Self, RulesetError> {
        let mut rules = Vec::with_capacity(files.len());
        for (name, text) in files {
            rules.push(Arc::new(Rules::new(Ruleset::parse(name, text)?, knowledge)));
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

    /// The names, newest first.
    pub fn names(&self) -> Vec<&str> {
        self.rules.iter().map(|rules| rules.ruleset.id.as_str()).collect()
    }
}
