//! Of what kind a concept of the skills pillar is, in the words of the house.

use super::release::{ConceptSort, ReleaseSkill};
use crate::taxonomy::skills::{SkillKind, SkillReuse};

/// The kind of every concept. What stands below the languages is a language; knowledge is knowledge; what is
/// transversal by its place or its reuse is transversal; the rest are skills. Groups by their own code: `L…`, `K…` (also
/// fields of education, which have no code), `T…`, `S…`.
pub(super) fn kinds(skills: &[ReleaseSkill]) -> Vec<SkillKind> {
    let below = letters_above(skills);
    skills
        .iter()
        .zip(below)
        .map(|(skill, above)| kind(skill, above))
        .collect()
}

fn kind(skill: &ReleaseSkill, above: Letters) -> SkillKind {
    if skill.sort == ConceptSort::Group {
        return match skill.code.bytes().next() {
            Some(b'L') => SkillKind::Language,
            Some(b'T') => SkillKind::Transversal,
            Some(b'S') => SkillKind::Skill,
            _ => SkillKind::Knowledge,
        };
    }
    if above.language {
        SkillKind::Language
    } else if skill.sort == ConceptSort::Knowledge {
        SkillKind::Knowledge
    } else if above.transversal || skill.reuse == Some(SkillReuse::Transversal) {
        SkillKind::Transversal
    } else {
        SkillKind::Skill
    }
}

/// Whether a group of languages or of transversal skills stands above.
#[derive(Clone, Copy, Default)]
struct Letters {
    language: bool,
    transversal: bool,
}

fn letters_above(skills: &[ReleaseSkill]) -> Vec<Letters> {
    let mut letters = vec![Letters::default(); skills.len()];
    // A release that was read has no ring, so walking upward ends; every concept is walked once.
    let mut done = vec![false; skills.len()];
    for start in 0..skills.len() {
        let mut path = vec![start];
        while let Some(&at) = path.last() {
            let waiting = skills[at].broader.iter().find(|&&above| !done[above as usize]);
            if let Some(&above) = waiting.filter(|_| !done[at] && path.len() <= skills.len()) {
                path.push(above as usize);
                continue;
            }
            path.pop();
            done[at] = true;
            let own = skills[at]
                .code
                .bytes()
                .next()
                .filter(|_| skills[at].sort == ConceptSort::Group);
            let mut all = Letters {
                language: own == Some(b'L'),
                transversal: own == Some(b'T'),
            };
            for &above in &skills[at].broader {
                all.language |= letters[above as usize].language;
                all.transversal |= letters[above as usize].transversal;
            }
            letters[at] = all;
        }
    }
    letters
}
