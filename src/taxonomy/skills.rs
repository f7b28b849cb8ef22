//! Skills: what a person can do or knows, each below any number of broader ones.

use super::code_book::{CodeBook, NotRecognised};
use super::esco::EscoTables;
use super::label::Label;
use super::skill_text::{Nameable, SkillFinder, SkillMention};
use super::table::{Problems, Table, entries};
use crate::domain::language::Language;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

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
    /// In the order of the table, each once.
    broader: Vec<SkillIx>,
    has_narrower: bool,
    /// Whether an imported release has it as a heading alone.
    is_heading: bool,
    aliases: Vec<String>,
}

/// Every skill.
#[derive(Debug, Default)]
pub struct Skills {
    book: CodeBook,
    rows: Vec<Skill>,
    /// Made at the first text, when all skills are there: an imported release has a hundred thousand names.
    finder: OnceLock<SkillFinder>,
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
                    broader: Vec::new(),
                    has_narrower: false,
                    is_heading: false,
                    aliases: entries(aliases, ';').map(str::to_owned).collect(),
                });
            }
        }
        skills.read_names(&table, problems);
        skills.read_broader(&table, problems);
        skills
    }

    /// Makes ready to be found in texts; the first text waits for it otherwise.
    pub fn make_ready(&self) -> &SkillFinder {
        self.finder.get_or_init(|| SkillFinder::build(self.nameable()))
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
                broader: skill.broader.clone(),
                has_narrower: false,
                is_heading: skill.is_heading,
                aliases: skill.aliases.clone(),
            });
            for name in [&skill.danish, &skill.english] {
                self.book.take_name(place, name);
            }
        }
        let first_new = self.rows.len() - release.skills.len();
        for (place, skill) in (first_new as u16..).zip(&release.skills) {
            for name in &skill.aliases {
                self.book.take_name(place, name);
            }
        }
        for merged in &release.merged {
            for name in &merged.aliases {
                self.book.take_name(merged.skill.0, name);
            }
            let row = &mut self.rows[merged.skill.at()];
            row.aliases.extend(merged.aliases.iter().cloned());
            row.broader.extend(&merged.broader);
            row.broader.sort_unstable();
        }
        for place in 0..self.rows.len() {
            for parent in self.rows[place].broader.clone() {
                self.rows[parent.at()].has_narrower = true;
            }
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
            }
        }
        for row in &table.rows {
            let [id, .., aliases] = row.cells;
            let Some(place) = self.book.find_code(id) else {
                continue;
            };
            for name in entries(aliases, ';') {
                self.book.add_name(place, name, (table.file, row.line), problems);
            }
        }
    }

    fn read_broader(&mut self, table: &Table<'_, 7>, problems: &mut Problems) {
        for row in &table.rows {
            let [id, _, _, broader, ..] = row.cells;
            let Some(place) = self.book.find_code(id) else {
                continue;
            };
            for above in entries(broader, ',') {
                match self.book.find_code(above) {
                    Some(parent) => self.rows[place as usize].broader.push(SkillIx(parent)),
                    None => problems.add(table.file, row.line, format!("unknown broader skill `{above}`")),
                }
            }
            let parents = &mut self.rows[place as usize].broader;
            parents.sort_unstable();
            if parents.windows(2).any(|pair| pair[0] == pair[1]) {
                problems.add(
                    table.file,
                    row.line,
                    format!("`{id}` names a broader skill twice"),
                );
                parents.dedup();
            }
            for parent in parents.clone() {
                self.rows[parent.at()].has_narrower = true;
            }
        }
        for ring in self.rings() {
            let row_of_ring = table.rows.iter().find(|row| row.cells[0] == self.id(ring));
            let line = row_of_ring.map_or(0, |row| row.line);
            let message = format!("`{}` is broader than itself", self.id(ring));
            problems.add(table.file, line, message);
            self.rows[ring.at()].broader.clear();
        }
    }

    /// Skills that are left when all whose broader ones are settled are taken away, again and again: those in a ring
    /// or below one.
    fn rings(&self) -> Vec<SkillIx> {
        let mut open: Vec<usize> = self.rows.iter().map(|row| row.broader.len()).collect();
        let narrower = self.narrower();
        let mut settled: Vec<SkillIx> = self.all().filter(|skill| open[skill.at()] == 0).collect();
        while let Some(skill) = settled.pop() {
            for &below in &narrower[skill.at()] {
                open[below.at()] -= 1;
                if open[below.at()] == 0 {
                    settled.push(below);
                }
            }
        }
        self.all().filter(|skill| open[skill.at()] > 0).collect()
    }

    /// By skill: those right below it, in the order of the table.
    pub(crate) fn narrower(&self) -> Vec<Vec<SkillIx>> {
        let mut narrower = vec![Vec::new(); self.rows.len()];
        for skill in self.all() {
            for above in self.broader(skill) {
                narrower[above.at()].push(skill);
            }
        }
        narrower
    }

    fn nameable(&self) -> impl Iterator<Item = Nameable<'_>> {
        self.all().map(|skill| Nameable {
            skill,
            kind: self.kind(skill),
            labels: [
                self.label(skill, Language::Danish),
                self.label(skill, Language::English),
            ],
            aliases: self.aliases(skill),
            heading: self.is_heading(skill),
        })
    }

    /// Whether it only gathers others: the top of a branch, or the languages.
    fn is_heading(&self, skill: SkillIx) -> bool {
        if self.rows[skill.at()].is_heading {
            return true;
        }
        let is_plain = matches!(self.kind(skill), SkillKind::Skill | SkillKind::Knowledge);
        self.is_group(skill) && !is_plain && self.broader(skill).is_empty()
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
    pub fn aliases(&self, skill: SkillIx) -> &[String] {
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

    /// The skills it is a narrower kind of, in the order of the table.
    pub fn broader(&self, skill: SkillIx) -> &[SkillIx] {
        &self.rows[skill.at()].broader
    }

    /// Whether narrower skills exist.
    pub fn is_group(&self, skill: SkillIx) -> bool {
        self.rows[skill.at()].has_narrower
    }

    /// The skills a text names, in its order, with where and how they are meant.
    pub fn find_in_text(&self, text: &str) -> Vec<SkillMention> {
        self.make_ready().find(text)
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
        assert_eq!(skills.broader(forklift), [skills.resolve("warehouse").unwrap()]);
        assert!(skills.is_group(skills.resolve("warehouse").unwrap()) && !skills.is_group(forklift));
    }

    #[test]
    fn a_skill_may_have_several_broader_ones() {
        let table = "id\tkind\treuse\tbroader\tlabel_da\tlabel_en\taliases\n\
            a\tskill\tsector\t\tA1\tA2\t\nb\tskill\tsector\ta\tB1\tB2\t\nc\tskill\tsector\tb, a\tC1\tC2\t\n";
        let mut problems = Problems::default();
        let skills = Skills::parse(table, &mut problems);
        problems.into_result().unwrap();
        let ix = |id: &str| skills.find_id(id).unwrap();
        assert_eq!(skills.broader(ix("c")), [ix("a"), ix("b")]);
        assert_eq!(skills.narrower()[0], [ix("b"), ix("c")]);
    }

    #[test]
    fn rings_unknown_parents_and_doubles_are_named() {
        let text = "id\tkind\treuse\tbroader\tlabel_da\tlabel_en\taliases\n\
            a\tskill\tsector\tb\tA1\tA2\t\nb\tskill\tsector\ta\tB1\tB2\ta1\nc\tskil\tsector\tx,d,d\tC1\tC2\t\n\
            d\tskill\tsector\t\tD1\tD2\t\n";
        let mut problems = Problems::default();
        Skills::parse(text, &mut problems);
        let error = problems.into_result().unwrap_err().to_string();
        for part in [
            "unknown kind `skil`",
            "`a1` already names `a`",
            "unknown broader skill `x`",
            "names a broader skill twice",
            "skills.tsv:2: `a` is broader than itself",
        ] {
            assert!(error.contains(part), "{part} in {error}");
        }
    }
}
