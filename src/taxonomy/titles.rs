//! Job titles as people write them, each leading to one occupation.

use super::affixes::{Affixes, Side};
use super::esco::EscoOccupationIx;
use super::ngrams::Ngrams;
use super::occupations::{OccupationIx, Occupations};
use super::phrases::{head_word, is_beside};
use super::table::{Problems, Table};
use super::title_groups::TitleGroups;
use super::title_rows::TitleRows;
use crate::domain::language::Language;
use std::sync::OnceLock;

/// A title's place in the list.
pub(crate) type TitleIx = u32;

/// Shortest end of a word that tells the kind of work.
const SHORTEST_END: usize = 3;
/// Shortest beginning of a word that tells the field.
const SHORTEST_BEGINNING: usize = 4;

/// A title.
#[derive(Debug)]
pub(crate) struct Title {
    /// As it is shown.
    pub(crate) shown: String,
    pub(crate) folded: String,
    pub(crate) occupation: OccupationIx,
    pub(crate) language: Language,
    /// The occupation of an imported release that it is a label of.
    pub(crate) concept: Option<EscoOccupationIx>,
}

/// Titles and the official names of the unit groups, ready to be looked up.
#[derive(Debug, Default)]
pub(crate) struct Titles {
    list: Vec<Title>,
    /// By folded text; titles of one text in the order they were added.
    sorted: Vec<TitleIx>,
    /// By the text without blanks: its hash, and the first title written so.
    squeezed: Vec<(u64, TitleIx)>,
    /// These three are made when a text is first asked for that is no title as it stands.
    ngrams: OnceLock<Ngrams>,
    heads: OnceLock<Affixes>,
    fields: OnceLock<Affixes>,
    groups: TitleGroups,
    /// How much the titles around each title lead to the same occupation, once somebody asked.
    agreements: Vec<OnceLock<f32>>,
}

impl Titles {
    /// The titles of `titles.tsv` and the official names.
    #[cfg(test)]
    pub(crate) fn parse(text: &str, occupations: &Occupations, problems: &mut Problems) -> Self {
        Self::read(text, occupations, problems).finish(occupations, problems)
    }

    /// The rows of `titles.tsv`, to which others may be added before they are finished.
    pub(crate) fn read(text: &str, occupations: &Occupations, problems: &mut Problems) -> TitleRows {
        let table = Table::read("titles.tsv", text, ["title", "code", "lang"], problems);
        let mut rows = TitleRows::default();
        for row in &table.rows {
            let [shown, code, language] = row.cells;
            let occupation = occupations.known(code, (table.file, row.line), problems);
            let Some(language) = Language::from_code(language) else {
                problems.add(table.file, row.line, format!("unknown language `{language}`"));
                continue;
            };
            let Some(occupation) = occupation else { continue };
            if !rows.add_line(shown, occupation, language, row.line) {
                problems.add(table.file, row.line, "the title has no letters");
            }
        }
        rows
    }

    /// Lays out titles that are sorted and have no doubles.
    pub(super) fn lay_out(list: Vec<Title>, sorted: Vec<TitleIx>, groups: TitleGroups) -> Self {
        let mut squeezed: Vec<(u64, TitleIx)> = (0..)
            .zip(&list)
            .map(|(place, title)| (hash_without_blanks(&title.folded), place))
            .collect();
        squeezed.sort_unstable();
        squeezed.dedup_by_key(|entry| entry.0);
        Self {
            sorted,
            squeezed,
            ngrams: OnceLock::new(),
            heads: OnceLock::new(),
            fields: OnceLock::new(),
            groups,
            agreements: list.iter().map(|_| OnceLock::new()).collect(),
            list,
        }
    }

    /// Makes what would otherwise be made when first asked for.
    pub(crate) fn make_ready(&self) {
        self.ngrams();
        self.heads();
        self.fields();
    }

    pub(crate) fn get(&self, title: TitleIx) -> &Title {
        &self.list[title as usize]
    }

    pub(crate) fn all(&self) -> &[Title] {
        &self.list
    }

    /// The titles written exactly so once folded; more than one where they mean different work.
    pub(crate) fn exact(&self, folded: &str) -> &[TitleIx] {
        let rest = self.from(folded);
        &rest[..rest.partition_point(|&title| self.text(title) == folded)]
    }

    /// The title written so once blanks are left out.
    pub(crate) fn squeezed(&self, folded: &str) -> Option<TitleIx> {
        let hash = hash_without_blanks(folded);
        let at = self.squeezed.binary_search_by_key(&hash, |entry| entry.0).ok()?;
        let title = self.squeezed[at].1;
        let letters = |text: &'_ str| text.bytes().filter(|byte| *byte != b' ').collect::<Vec<u8>>();
        (letters(self.text(title)) == letters(folded)).then_some(title)
    }

    /// Titles that begin with a folded text, in alphabetical order.
    pub(crate) fn beginning_with(&self, folded: &str) -> &[TitleIx] {
        let rest = self.from(folded);
        &rest[..rest.partition_point(|&title| self.text(title).starts_with(folded))]
    }

    /// What the last words of titles say of the kind of work.
    pub(crate) fn heads(&self) -> &Affixes {
        self.heads.get_or_init(|| {
            let heads: Vec<_> = self
                .list
                .iter()
                .map(|title| (head_word(&title.shown, &title.folded), title.occupation))
                .collect();
            let heads = heads
                .iter()
                .map(|(head, occupation)| (head.as_ref(), *occupation));
            Affixes::build(heads, Side::End, SHORTEST_END)
        })
    }

    /// What the words of titles say of the field.
    pub(crate) fn fields(&self) -> &Affixes {
        self.fields.get_or_init(|| {
            let words = self.list.iter().flat_map(|title| {
                let words = title.folded.split(' ').filter(|word| !is_beside(word));
                words.map(|word| (word, title.occupation))
            });
            Affixes::build(words, Side::Beginning, SHORTEST_BEGINNING)
        })
    }

    /// How much the titles around a title lead to the same occupation (0..=1), as `ask` finds out the first time.
    pub(crate) fn agreement(&self, title: TitleIx, ask: impl FnOnce() -> f32) -> f32 {
        *self.agreements[title as usize].get_or_init(ask)
    }

    /// The occupations and the groups above them.
    pub(crate) fn groups(&self) -> &TitleGroups {
        &self.groups
    }

    /// The titles by the pieces they are made of.
    pub(crate) fn ngrams(&self) -> &Ngrams {
        self.ngrams
            .get_or_init(|| Ngrams::build(self.list.iter().map(|title| title.folded.as_str())))
    }

    fn text(&self, title: TitleIx) -> &str {
        &self.list[title as usize].folded
    }

    fn from(&self, folded: &str) -> &[TitleIx] {
        let first = self.sorted.partition_point(|&title| self.text(title) < folded);
        &self.sorted[first..]
    }
}

/// FNV-1a over the letters of a folded text.
fn hash_without_blanks(folded: &str) -> u64 {
    let letters = folded.bytes().filter(|byte| *byte != b' ');
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::credentials::Authorisations;
    use crate::taxonomy::normalise::fold;

    const OCCUPATIONS: &str = "code\tname_da\tname_en\tskill_level\tauthorisation\n\
        4321\tLagerarbejde\tStock clerks\t2\t\n5120\tKokkearbejde\tCooks\t2\t\n";

    fn titles(text: &str) -> (Titles, Problems) {
        let mut problems = Problems::default();
        let occupations = Occupations::parse(OCCUPATIONS, &Authorisations::default(), &mut problems);
        let titles = Titles::parse(text, &occupations, &mut problems);
        (titles, problems)
    }

    #[test]
    fn titles_are_found_whole_by_their_beginning_and_without_blanks() {
        let (titles, _) =
            titles("title\tcode\tlang\nLagermand\t4321\tda\nkok\t5120\tda\nkok\t5120\tda\ncook\t5120\ten\n");
        let shown = |found: &[TitleIx]| {
            found
                .iter()
                .map(|&title| titles.get(title).shown.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(titles.exact("kok")), ["kok"]);
        assert_eq!(shown(titles.exact("cooks")), ["Cooks"]);
        assert_eq!(shown(titles.beginning_with("ko")), ["kok", "Kokkearbejde"]);
        assert_eq!(titles.squeezed("lager mand"), Some(0));
        assert_eq!(titles.squeezed("lager"), None);
        assert!(titles.exact("").is_empty() && titles.exact("kokke").is_empty());
        assert_eq!(titles.all().len(), 7);
    }

    #[test]
    fn one_text_means_one_work_in_a_language() {
        let (_, problems) = titles("title\tcode\tlang\nkok\t4321\tda\nKok\t5120\tda\n");
        let error = problems.into_result().unwrap_err().to_string();
        assert!(
            error.contains("titles.tsv") && error.contains("already stands for 4321"),
            "{error}"
        );
        let (titles, problems) = titles("title\tcode\tlang\nchef\t4321\tda\nchef\t5120\ten\n");
        assert!(problems.into_result().is_ok());
        assert_eq!(titles.exact("chef").len(), 2);
    }

    #[test]
    fn folding_is_done_once_a_title() {
        let (titles, _) = titles("title\tcode\tlang\nKøkken-medhjælper\t5120\tda\n");
        assert_eq!(titles.get(0).folded, fold("køkken medhjælper"));
    }
}
