//! The finder against invented sentences in which a reader has marked the skills.

use super::super::report::Report;
use super::percent;
use crate::domain::lists::Importance;
use crate::taxonomy::{SkillMention, Taxonomy};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Why the sample cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the sample of sentences cannot be read")]
pub struct SampleError(#[from] toml::de::Error);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    text: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    text: String,
    #[serde(default)]
    held_out: bool,
    #[serde(default)]
    required: Vec<String>,
    #[serde(default)]
    optional: Vec<String>,
    #[serde(default)]
    negated: Vec<String>,
    #[serde(default)]
    named: Vec<String>,
    /// Words whose finding counts neither way.
    #[serde(default)]
    may: Vec<String>,
}

/// How a skill is meant, as marked and as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    Named,
    Required,
    Optional,
    Negated,
}

impl Meant {
    const fn of(mention: &SkillMention) -> Self {
        match (mention.negated, mention.importance) {
            (true, _) => Self::Negated,
            (false, Some(Importance::Essential)) => Self::Required,
            (false, Some(Importance::Optional)) => Self::Optional,
            (false, None) => Self::Named,
        }
    }
}

impl Sentence {
    fn marked(&self) -> BTreeMap<&str, Meant> {
        [
            (&self.named, Meant::Named),
            (&self.required, Meant::Required),
            (&self.optional, Meant::Optional),
            (&self.negated, Meant::Negated),
        ]
        .into_iter()
        .flat_map(|(ids, meant)| ids.iter().map(move |id| (id.as_str(), meant)))
        .collect()
    }

    /// Shows what went wrong, unless whoever tunes the finder is not to see it.
    fn show(&self, report: &mut Report, what: &str) {
        if !self.held_out {
            report.case(format!("{what}: {}", self.text.replace('\n', " / ")));
        }
    }

    fn does_not_count(&self, mention: &SkillMention) -> bool {
        self.may.iter().any(|words| {
            let mut places = self.text.match_indices(words.as_str());
            places.any(|(start, _)| start < mention.bytes.end && mention.bytes.start < start + words.len())
        })
    }
}

#[derive(Default)]
struct Count {
    sentences: usize,
    found: usize,
    missed: usize,
    wrong: usize,
    /// Of those found: meant as marked, and whether asked or not.
    meant_alike: usize,
    asked_alike: usize,
}

pub(super) fn evaluate(taxonomy: &Taxonomy, sample: &str, report: &mut Report) -> Result<(), SampleError> {
    let sample: Sample = toml::from_str(sample)?;
    let (mut tuned, mut held_out) = (Count::default(), Count::default());
    for sentence in &sample.text {
        let count = if sentence.held_out {
            &mut held_out
        } else {
            &mut tuned
        };
        judge(taxonomy, sentence, count, report);
    }
    for (name, count) in [("tuned on", &tuned), ("held out", &held_out)] {
        say(name, count, report);
    }
    Ok(())
}

fn judge(taxonomy: &Taxonomy, sentence: &Sentence, count: &mut Count, report: &mut Report) {
    let skills = &taxonomy.skills;
    let marked = sentence.marked();
    let mut read: BTreeMap<&str, Meant> = BTreeMap::new();
    for mention in skills.find_in_text(&sentence.text) {
        let id = skills.id(mention.skill);
        if !sentence.does_not_count(&mention) {
            read.entry(id).or_insert(Meant::of(&mention));
        }
    }
    count.sentences += 1;
    for (id, &meant) in &marked {
        if skills.find_id(id).is_none() {
            continue;
        }
        let Some(&as_read) = read.get(id) else {
            count.missed += 1;
            sentence.show(report, &format!("missed {id}"));
            continue;
        };
        count.found += 1;
        count.meant_alike += usize::from(as_read == meant);
        count.asked_alike += usize::from((as_read == Meant::Negated) == (meant == Meant::Negated));
        if as_read != meant {
            sentence.show(report, &format!("{id} read as {as_read:?}, marked {meant:?}"));
        }
    }
    for (id, _) in read.iter().filter(|(id, _)| !marked.contains_key(*id)) {
        count.wrong += 1;
        sentence.show(report, &format!("wrongly {id}"));
    }
}

fn say(name: &str, count: &Count, report: &mut Report) {
    let share = |part: usize, whole: usize| percent(part as f64, whole as f64);
    let of = format!("{} invented sentences {name}", count.sentences);
    report.figure(
        format!("precision, {name}"),
        share(count.found, count.found + count.wrong),
        format!("found skills that are marked, of {of}"),
    );
    report.figure(
        format!("recall, {name}"),
        share(count.found, count.found + count.missed),
        format!("marked skills that are found, of {of}"),
    );
    report.figure(
        format!("asked or not, {name}"),
        share(count.asked_alike, count.found),
        "found skills whose negation is read as marked",
    );
    report.figure(
        format!("importance, {name}"),
        share(count.meant_alike, count.found),
        "found skills read as marked: demand, advantage, not asked, only named",
    );
}
