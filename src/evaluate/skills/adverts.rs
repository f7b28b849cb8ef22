//! What the finder reads out of real adverts.

use super::super::report::Report;
use crate::taxonomy::Taxonomy;

/// The words of an advert, without markup.
#[derive(Debug, Clone)]
pub struct Advert {
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
}

pub(super) fn evaluate(taxonomy: &Taxonomy, adverts: &[Advert], report: &mut Report) {
    let mut counts = Vec::new();
    let (mut negated, mut stated, mut mentions) = (0, 0, 0);
    for advert in adverts {
        let mut skills = Vec::new();
        for mention in [&advert.title, &advert.text]
            .into_iter()
            .flat_map(|text| taxonomy.skills.find_in_text(text))
        {
            mentions += 1;
            negated += usize::from(mention.negated);
            stated += usize::from(mention.importance.is_some());
            skills.push(mention.skill);
        }
        skills.sort_unstable();
        skills.dedup();
        counts.push(skills.len());
    }
    counts.sort_unstable();
    let at = |share: usize| {
        counts
            .get(counts.len() * share / 100)
            .copied()
            .unwrap_or_default()
    };
    let how = "different skills found in title and text";
    report.figure(
        "real adverts",
        adverts.len().to_string(),
        "adverts of the public sample with a text",
    );
    report.figure("skills in an advert, median", at(50).to_string(), how);
    report.figure(
        "skills in an advert, tenth and ninetieth",
        format!("{} and {}", at(10), at(90)),
        how,
    );
    report.figure(
        "adverts without a skill",
        counts.iter().filter(|&&count| count == 0).count().to_string(),
        how,
    );
    report.figure(
        "mentions with a stated importance",
        super::percent(f64::from(stated as u32), f64::from(mentions.max(1) as u32)),
        "mentions the text calls a demand or an advantage",
    );
    report.figure(
        "mentions told not to be asked",
        negated.to_string(),
        "negated mentions",
    );
}
