//! Skills: what a person can do or knows, as a tree of broader and narrower ones.

use super::code_book::{CodeBook, NotRecognised};
use super::esco::EscoTables;
use super::label::Label;
use super::normalise::fold;
use super::table::{Problems, Table, entries};
use crate::domain::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Names shorter than this are too ambiguous to be looked for in running text.
const SHORTEST_NAME_IN_TEXT: usize = 3;
/// Names of more words than this do not occur in running text.
const MOST_WORDS_IN_TEXT: usize = 6;

/// A skill's place in the table, dense from 0 in the order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SkillIx(pub u16);

impl SkillIx {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

crate::closed_list! {
    /// What sort of thing a skill is.
    SkillKind {
        Skill = "skill",
        Knowledge = "knowledge",
        Transversal = "transversal",
        Licence = "licence",
        Certificate = "certificate",
        Language = "language",
    }
}

crate::closed_list! {
    /// How far a skill carries: one occupation, a sector, several sectors, everywhere.
    SkillReuse {
        Occupation = "occupation",
        Sector = "sector",
        Cross = "cross",
        Transversal = "transversal",
    }
}

#[derive(Debug)]
struct Skill {
    kind: SkillKind,
    reuse: SkillReuse,
    broader: Option<SkillIx>,
    has_narrower: bool,
    aliases: Vec<String>,
}

/// Every skill.
#[derive(Debug, Default)]
pub struct Skills {
    book: CodeBook,
    rows: Vec<Skill>,
    /// Folded labels and other names that may be looked for in running text.
    phrases: HashMap<String, SkillIx>,
}

impl Skills {
    pub(crate) fn parse(text: &str, problems: &mut Problems) -> Self {
        let columns = [
            "id", "kind", "reuse", "broader", "label_da", "label_en", "aliases",
        ];
        let table = Table::read("skills.tsv", text, columns, problems);
        let mut skills = Self::default();
        for row in &table.rows {
            let [id, kind, reuse, _, danish, english, aliases] = row.cells;
            let source = (table.file, row.line);
            let known_kind = SkillKind::from_code(kind);
            let known_reuse = SkillReuse::from_code(reuse);
            if known_kind.is_none() || known_reuse.is_none() {
                problems.add(
                    table.file,
                    row.line,
                    format!("unknown kind `{kind}` or reuse `{reuse}`"),
                );
            }
            if skills
                .book
                .add(id, Label::new(danish, english), source, problems)
                .is_some()
            {
                skills.rows.push(Skill {
                    kind: known_kind.unwrap_or(SkillKind::Skill),
                    reuse: known_reuse.unwrap_or(SkillReuse::Occupation),
                    broader: None,
                    has_narrower: false,
                    aliases: entries(aliases, ';').map(str::to_owned).collect(),
                });
            }
        }
        skills.read_names(&table, problems);
        skills.read_tree(&table, problems);
        skills
    }

    /// Adds what an imported release has: concepts of its own, and names and broader skills of those it shares. A
    /// name that is taken stays with its holder.
    pub(crate) fn extend(&mut self, release: &EscoTables) {
        for skill in &release.skills {
            let label = Label::new(&skill.danish, &skill.english);
            let place = self.book.add_entry(&skill.id, label);
            self.rows.push(Skill {
                kind: skill.kind,
                reuse: skill.reuse,
                broader: skill.broader.first().copied(),
                has_narrower: false,
                aliases: skill.aliases.clone(),
            });
            for name in [&skill.danish, &skill.english] {
                self.take_name(place, name);
            }
        }
        let first_new = self.rows.len() - release.skills.len();
        for (place, skill) in (first_new as u16..).zip(&release.skills) {
            for name in &skill.aliases {
                self.take_name(place, name);
            }
        }
        for merged in &release.merged {
            for name in &merged.aliases {
                self.take_name(merged.skill.0, name);
            }
            let row = &mut self.rows[merged.skill.at()];
            row.aliases.extend(merged.aliases.iter().cloned());
            row.broader = row.broader.or(merged.broader.first().copied());
        }
        for place in 0..self.rows.len() {
            if let Some(parent) = self.rows[place].broader {
                self.rows[parent.at()].has_narrower = true;
            }
        }
    }

    fn take_name(&mut self, place: u16, name: &str) {
        if self.book.take_name(place, name) {
            self.add_phrase(place, name);
        }
    }

    /// Labels first, so that another skill's alias never takes a label away; ids last.
    fn read_names(&mut self, table: &Table<'_, 7>, problems: &mut Problems) {
        for row in &table.rows {
            let [id, _, _, _, danish, english, _] = row.cells;
            let Some(place) = self.book.find_code(id) else {
                continue;
            };
            for name in [danish, english] {
                self.book.add_name(place, name, (table.file, row.line), problems);
                self.add_phrase(place, name);
            }
        }
        for row in &table.rows {
            let [id, .., aliases] = row.cells;
            let Some(place) = self.book.find_code(id) else {
                continue;
            };
            for name in entries(aliases, ';') {
                self.book.add_name(place, name, (table.file, row.line), problems);
                self.add_phrase(place, name);
            }
        }
    }

    fn add_phrase(&mut self, place: u16, name: &str) {
        let folded = fold(name);
        if folded.len() >= SHORTEST_NAME_IN_TEXT {
            self.phrases.entry(folded).or_insert(SkillIx(place));
        }
    }

    fn read_tree(&mut self, table: &Table<'_, 7>, problems: &mut Problems) {
        for row in &table.rows {
            let [id, _, _, broader, ..] = row.cells;
            let Some(place) = self.book.find_code(id).filter(|_| !broader.is_empty()) else {
                continue;
            };
            match self.book.find_code(broader) {
                Some(parent) => {
                    self.rows[place as usize].broader = Some(SkillIx(parent));
                    self.rows[parent as usize].has_narrower = true;
                }
                None => problems.add(table.file, row.line, format!("unknown broader skill `{broader}`")),
            }
        }
        for place in 0..self.rows.len() {
            if self.ancestors(SkillIx(place as u16)).count() > self.rows.len() {
                let id = self.book.code(place as u16);
                problems.add(table.file, 0, format!("`{id}` is broader than itself"));
                self.rows[place].broader = None;
            }
        }
    }

    /// The broader skill, the one broader than that, and so on; bounded even if the table has a ring.
    fn ancestors(&self, skill: SkillIx) -> impl Iterator<Item = SkillIx> {
        std::iter::successors(self.broader(skill), |&above| self.broader(above)).take(self.rows.len() + 1)
    }

    /// The skill with this id, or a problem that names it.
    pub(crate) fn known(
        &self,
        id: &str,
        source: (&'static str, usize),
        problems: &mut Problems,
    ) -> Option<SkillIx> {
        let found = self.find_id(id);
        if found.is_none() {
            problems.add(source.0, source.1, format!("unknown skill `{id}`"));
        }
        found
    }

    /// How many there are, groups included.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the table was empty.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every skill in the order of the rows.
    pub fn all(&self) -> impl Iterator<Item = SkillIx> + use<> {
        (0..self.rows.len() as u16).map(SkillIx)
    }

    /// The skill with this id, label or other name, however written.
    ///
    /// # Errors
    /// [`NotRecognised`] with the ids of skills that look alike.
    pub fn resolve(&self, text: &str) -> Result<SkillIx, NotRecognised> {
        self.book.resolve(text).map(SkillIx)
    }

    /// The skill with exactly this id.
    pub fn find_id(&self, id: &str) -> Option<SkillIx> {
        self.book.find_code(id).map(SkillIx)
    }

    /// The stable id.
    pub fn id(&self, skill: SkillIx) -> &str {
        self.book.code(skill.0)
    }

    /// The name.
    pub fn label(&self, skill: SkillIx, language: Language) -> &str {
        self.book.label(skill.0).text(language)
    }

    /// Its other names.
    pub(crate) fn aliases(&self, skill: SkillIx) -> &[String] {
        &self.rows[skill.at()].aliases
    }

    /// What sort of thing it is.
    pub fn kind(&self, skill: SkillIx) -> SkillKind {
        self.rows[skill.at()].kind
    }

    /// How far it carries.
    pub fn reuse(&self, skill: SkillIx) -> SkillReuse {
        self.rows[skill.at()].reuse
    }

    /// The skill it is a narrower kind of.
    pub fn broader(&self, skill: SkillIx) -> Option<SkillIx> {
        self.rows[skill.at()].broader
    }

    /// Whether narrower skills exist.
    pub fn is_group(&self, skill: SkillIx) -> bool {
        self.rows[skill.at()].has_narrower
    }

    /// The skills named in running text, in the order of the table: at each word the longest name wins.
    pub fn find_in_text(&self, text: &str) -> Vec<SkillIx> {
        let folded = fold(text);
        let starts: Vec<usize> = std::iter::once(0)
            .chain(folded.match_indices(' ').map(|(at, _)| at + 1))
            .collect();
        let end_of = |word: usize| starts.get(word + 1).map_or(folded.len(), |&next| next - 1);
        let mut found = Vec::new();
        let mut word = 0;
        while word < starts.len() {
            let longest = (1..=MOST_WORDS_IN_TEXT.min(starts.len() - word))
                .rev()
                .find_map(|words| {
                    let phrase = &folded[starts[word]..end_of(word + words - 1)];
                    self.phrases.get(phrase).map(|&skill| (skill, words))
                });
            if let Some((skill, _)) = longest {
                found.push(skill);
            }
            word += longest.map_or(1, |(_, words)| words);
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const TABLE: &str = "id\tkind\treuse\tbroader\tlabel_da\tlabel_en\taliases\n\
        warehouse\tskill\tsector\t\tLagerarbejde\tWarehouse work\t\n\
        picking\tskill\tsector\twarehouse\tPluk af ordrer\tOrder picking\tpluk og pak;plukning\n\
        packing\tskill\tsector\twarehouse\tPakning\tPacking\tpak\n\
        forklift\tskill\tsector\twarehouse\tTruckkørsel\tForklift driving\tgaffeltruck\n\
        teamwork\ttransversal\ttransversal\t\tSamarbejde\tTeamwork\t\n\
        accounts\tknowledge\tcross\t\tRegnskab\tAccounting\tbogføring\n";

    pub(crate) fn sample() -> Skills {
        let mut problems = Problems::default();
        let skills = Skills::parse(TABLE, &mut problems);
        problems.into_result().unwrap();
        skills
    }

    #[test]
    fn ids_labels_and_aliases_resolve() {
        let skills = sample();
        for text in [
            "forklift",
            "Truckkoersel",
            "FORKLIFT driving",
            "gaffel\u{ad}truck",
        ] {
            assert_eq!(
                skills.resolve(text).map(|ix| skills.id(ix).to_owned()),
                Ok("forklift".into()),
                "{text}"
            );
        }
        assert_eq!(
            skills.resolve("truckkørsell").unwrap_err().did_you_mean[0],
            "forklift"
        );
        let forklift = skills.resolve("forklift").unwrap();
        assert_eq!(skills.broader(forklift), skills.resolve("warehouse").ok());
        assert!(skills.is_group(skills.resolve("warehouse").unwrap()) && !skills.is_group(forklift));
    }

    #[test]
    fn running_text_gives_the_longest_names_on_word_boundaries() {
        let skills = sample();
        let ids = |text: &str| -> Vec<String> {
            skills
                .find_in_text(text)
                .into_iter()
                .map(|ix| skills.id(ix).to_owned())
                .collect()
        };
        assert_eq!(
            ids("Du skal pluk-og-pak samt bogføring."),
            ["picking", "accounts"]
        );
        assert_eq!(ids("Pak, pak og pakkerier"), ["packing"]);
        assert!(ids("").is_empty());
    }

    #[test]
    fn rings_unknown_parents_and_doubles_are_named() {
        let text = "id\tkind\treuse\tbroader\tlabel_da\tlabel_en\taliases\n\
            a\tskill\tsector\tb\tA1\tA2\t\nb\tskill\tsector\ta\tB1\tB2\ta1\nc\tskil\tsector\tx\tC1\tC2\t\n";
        let mut problems = Problems::default();
        Skills::parse(text, &mut problems);
        let error = problems.into_result().unwrap_err().to_string();
        for part in [
            "unknown kind `skil`",
            "`a1` already names `a`",
            "unknown broader skill `x`",
            "broader than itself",
        ] {
            assert!(error.contains(part), "{part} in {error}");
        }
    }
}
