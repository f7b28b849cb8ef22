//! Skills within Danish compounds, where the rest of the compound does not change what is meant.

use super::super::skills::SkillIx;
use super::names::{Names, ShortKeyHasher};
use super::stem::stem;
use super::words::Word;
use std::collections::HashSet;
use std::hash::BuildHasherDefault;

/// Compounds shorter than this are not taken apart.
const SHORTEST_COMPOUND: usize = 9;
/// The shortest skill looked for at the end of a compound.
const SHORTEST_HEAD: usize = 6;
/// The shortest word before it.
const SHORTEST_MODIFIER: usize = 3;
/// What may stand after a skill without changing it: `truckkørsel-s-erfaring`. No papers: a certificate is not the work it
/// allows.
const BEARERS: [&str; 27] = [
    "arbejde",
    "betjening",
    "egenskab",
    "ekspertise",
    "erfaring",
    "evne",
    "faerdighed",
    "forstaaelse",
    "funktion",
    "haandtering",
    "indsigt",
    "kendskab",
    "kompetence",
    "kompetencer",
    "kundskab",
    "kvalifikation",
    "niveau",
    "omraade",
    "opgave",
    "opgaver",
    "proces",
    "teknik",
    "traening",
    "uddannelse",
    "vane",
    "vant",
    "viden",
];
/// What a general kind of work may be narrowed by and still be that work: `hotel-rengøring`.
const MODIFIERS: [&str; 78] = [
    "aften",
    "affald",
    "apotek",
    "bad",
    "bane",
    "bar",
    "barn",
    "bil",
    "boerne",
    "bolig",
    "borger",
    "brand",
    "bus",
    "butik",
    "by",
    "bygge",
    "bygning",
    "daginstitution",
    "detail",
    "dyr",
    "el",
    "erhverv",
    "fabrik",
    "fisk",
    "fly",
    "frugt",
    "gade",
    "glas",
    "gulv",
    "haand",
    "have",
    "hjem",
    "hospital",
    "hotel",
    "hus",
    "idraet",
    "industri",
    "kantine",
    "kasse",
    "klinik",
    "koed",
    "koekken",
    "kontor",
    "kunde",
    "lager",
    "landbrug",
    "lastbil",
    "maskin",
    "metal",
    "mad",
    "motor",
    "nat",
    "plade",
    "plads",
    "plejehjem",
    "postkort",
    "produktion",
    "proces",
    "restaurant",
    "roer",
    "skib",
    "skole",
    "storkoekken",
    "staal",
    "tag",
    "tekstil",
    "telefon",
    "tog",
    "toej",
    "toemrer",
    "trae",
    "trappe",
    "ude",
    "vare",
    "vej",
    "vindue",
    "virksomhed",
    "vaerksted",
];
/// Words that end in a skill by chance, with what stands before it.
const PREFIXES: [&str; 30] = [
    "af", "an", "be", "bi", "bag", "efter", "er", "for", "fore", "fra", "gen", "hoved", "ind", "inde", "med",
    "mellem", "mis", "mod", "ned", "om", "op", "over", "paa", "sam", "til", "u", "ud", "under", "ved", "vel",
];

type Words = HashSet<String, BuildHasherDefault<ShortKeyHasher>>;

/// What compounds are taken apart with.
#[derive(Debug, Default)]
pub(super) struct Compounds {
    bearers: Words,
    modifiers: Words,
}

impl Compounds {
    /// Learns from the names which words narrow a kind of work: `kontor` of `kontorrengøring`.
    pub(super) fn learn(names: &Names) -> Self {
        let mut compounds = Self {
            bearers: BEARERS.iter().map(|bearer| stem(bearer)).collect(),
            modifiers: MODIFIERS.iter().map(|word| (*word).to_owned()).collect(),
        };
        let learned: Vec<String> = names
            .stems()
            .filter_map(|word| {
                let (front, _) = heads(word).find(|&(_, head)| names.of_stem(head).is_some())?;
                Some(without_link(front).to_owned())
            })
            .filter(|front| !PREFIXES.contains(&front.as_str()))
            .collect();
        compounds.modifiers.extend(learned);
        compounds
    }

    /// The skill within a single word that is no name itself.
    pub(super) fn find(&self, names: &Names, word: &Word) -> Option<SkillIx> {
        let (folded, stem) = (word.folded.as_str(), word.stem.as_str());
        if folded.len() < SHORTEST_COMPOUND || !folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        self.before_a_bearer(names, stem).or_else(|| {
            heads(stem)
                .filter(|&(front, _)| self.narrows(front))
                .find_map(|(_, head)| names.of_stem(head))
        })
    }

    /// `truckkørselserfaring`, `rengøringsopgaver`.
    fn before_a_bearer(&self, names: &Names, compound: &str) -> Option<SkillIx> {
        splits(compound, SHORTEST_HEAD, SHORTEST_MODIFIER).find_map(|(front, rest)| {
            if !self.bearers.contains(rest) {
                return None;
            }
            names
                .of_word(front)
                .or_else(|| names.of_word(without_link(front)))
        })
    }

    fn narrows(&self, front: &str) -> bool {
        self.modifiers.contains(front) || self.modifiers.contains(without_link(front))
    }
}

/// Without the `s` or `e` that joins the parts of compounds.
fn without_link(front: &str) -> &str {
    front
        .strip_suffix(['s', 'e'])
        .filter(|word| word.len() >= SHORTEST_MODIFIER)
        .unwrap_or(front)
}

/// The ways to part a compound into what narrows and a head, the longest head first.
fn heads(compound: &str) -> impl Iterator<Item = (&str, &str)> {
    splits(compound, SHORTEST_MODIFIER, SHORTEST_HEAD - 1)
}

fn splits(compound: &str, front: usize, rest: usize) -> impl Iterator<Item = (&str, &str)> {
    let last = compound.len().saturating_sub(rest);
    (front..=last).filter_map(|at| compound.split_at_checked(at))
}
