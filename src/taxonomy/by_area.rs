//! Values by labour-market area, occupation and half-year.

use super::half_year::HalfYear;
use super::occupations::{OccupationIx, Occupations};
use super::table::{Problems, Table};

/// The eight labour-market areas (RAR), as `index/places` names them.
pub const AREAS: [&str; 8] = [
    "nordjylland",
    "oestjylland",
    "vestjylland",
    "sydjylland",
    "fyn",
    "sjaelland",
    "hovedstaden",
    "bornholm",
];
/// Stands for all of Denmark, where an area has no row of its own.
pub const EVERYWHERE: &str = "*";
/// A table whose notes hold this word shows invented figures, and answers made from it say so.
const EXAMPLE: &str = "EXAMPLE";

/// A value with the half-year and the area it was published for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published<T> {
    /// The value.
    pub value: T,
    /// The newest half-year there is of it.
    pub half_year: HalfYear,
    /// It is the area's own, not that of all Denmark.
    pub of_the_area: bool,
}

/// The newest value of every area and occupation.
#[derive(Debug)]
pub struct ByArea<T> {
    /// Areas in the order of [`AREAS`], then all of Denmark.
    areas: Vec<Vec<Option<(HalfYear, T)>>>,
    is_example: bool,
}

impl<T> Default for ByArea<T> {
    fn default() -> Self {
        Self {
            areas: Vec::new(),
            is_example: false,
        }
    }
}

impl<T: Copy> ByArea<T> {
    /// Reads a table with the columns `area`, `code`, `half_year` and `column`, whose cells `value` reads.
    pub(crate) fn parse(
        file: &'static str,
        column: &'static str,
        text: &str,
        occupations: &Occupations,
        problems: &mut Problems,
        value: impl Fn(&str) -> Option<T>,
    ) -> Self {
        let table = Table::read(file, text, ["area", "code", "half_year", column], problems);
        let mut notes = text.lines().take_while(|line| line.starts_with('#'));
        let mut read = Self {
            areas: vec![vec![None; occupations.len()]; AREAS.len() + 1],
            is_example: notes.any(|note| note.contains(EXAMPLE)),
        };
        let mut seen = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let [area, code, half, cell] = row.cells;
            let mut refuse = |message: String| problems.add(file, row.line, message);
            let place = area_place(area);
            if place.is_none() {
                refuse(format!("unknown area `{area}`"));
            }
            let half_year = HalfYear::parse(half);
            if half_year.is_none() {
                refuse(format!("`{half}` is no half-year such as 2026H1"));
            }
            let value = value(cell);
            if value.is_none() {
                refuse(format!("unknown {column} `{cell}`"));
            }
            let occupation = occupations.known(code, (file, row.line), problems);
            if let (Some(place), Some(half_year), Some(value), Some(occupation)) =
                (place, half_year, value, occupation)
            {
                seen.push(((place, occupation, half_year), row.line));
                let newest = &mut read.areas[place][occupation.at()];
                if newest.is_none_or(|(known, _)| known <= half_year) {
                    *newest = Some((half_year, value));
                }
            }
        }
        seen.sort_unstable();
        for both in seen.windows(2).filter(|both| both[0].0 == both[1].0) {
            let (place, occupation, half_year) = both[1].0;
            let area = AREAS.get(place).unwrap_or(&EVERYWHERE);
            let message = format!(
                "`{}` stands twice for `{area}` in {half_year}",
                occupations.code(occupation)
            );
            problems.add(file, both[1].1, message);
        }
        read
    }

    /// The newest value of an occupation in an area, else in all of Denmark; `None` where unknown.
    pub fn of(&self, area: &str, occupation: OccupationIx) -> Option<Published<T>> {
        let at = |place: usize| {
            let row: &Vec<Option<(HalfYear, T)>> = self.areas.get(place)?;
            row.get(occupation.at()).copied().flatten()
        };
        let published = |of_the_area: bool| {
            move |(half_year, value)| Published {
                value,
                half_year,
                of_the_area,
            }
        };
        let here = AREAS.iter().position(|known| *known == area).and_then(at);
        here.map(published(true))
            .or_else(|| at(AREAS.len()).map(published(false)))
    }

    /// Whether the table says that its figures are invented.
    pub const fn is_example(&self) -> bool {
        self.is_example
    }
}

fn area_place(area: &str) -> Option<usize> {
    if area == EVERYWHERE {
        return Some(AREAS.len());
    }
    AREAS.iter().position(|known| *known == area)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::relations;

    fn read(text: &str) -> (ByArea<u8>, Vec<String>) {
        let (occupations, ..) = relations::tests::sample();
        let mut problems = Problems::default();
        let read = ByArea::parse("x.tsv", "share", text, &occupations, &mut problems, |cell| {
            cell.parse().ok()
        });
        let problems = problems
            .into_result()
            .err()
            .map_or_else(Vec::new, |error| error.problems);
        (read, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_newest_half_year_counts_and_denmark_stands_in_for_an_area() {
        let (occupations, ..) = relations::tests::sample();
        let ix = |code: &str| occupations.with_prefix(code)[0];
        let (table, problems) = read(
            "# EXAMPLE\narea\tcode\thalf_year\tshare\nfyn\t4321\t2026H2\t2\nfyn\t4321\t2026H1\t1\n*\t9333\t2026H1\t7\n",
        );
        assert!(problems.is_empty() && table.is_example(), "{problems:?}");
        let here = table.of("fyn", ix("4321")).unwrap();
        assert_eq!(
            (here.value, here.half_year.to_string(), here.of_the_area),
            (2, "2026H2".to_owned(), true)
        );
        assert!(!table.of("fyn", ix("9333")).unwrap().of_the_area);
        assert_eq!(table.of("bornholm", ix("4321")), None);
    }

    #[test]
    fn every_wrong_cell_is_named_with_its_line() {
        let (table, problems) = read(
            "area\tcode\thalf_year\tshare\nfun\t4321\t2026H1\t1\nfyn\t1\t2026H1\t1\nfyn\t4321\t2026\t1\nfyn\t4321\t2026H1\tx\nfyn\t9333\t2026H1\t1\nfyn\t9333\t2026H1\t2\n",
        );
        assert!(!table.is_example());
        for (line, told) in [
            (2, "fun"),
            (3, "`1`"),
            (4, "`2026`"),
            (5, "share `x`"),
            (7, "twice"),
        ] {
            let place = format!("x.tsv:{line}:");
            assert!(
                problems
                    .iter()
                    .any(|problem| problem.starts_with(&place) && problem.contains(told)),
                "{line}: {problems:?}"
            );
        }
        assert_eq!(problems.len(), 5);
    }
}
