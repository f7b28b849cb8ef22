//! The labour-market balance of occupations in an area: are more people wanted than there are?

use super::occupations::{OccupationIx, Occupations};
use super::table::{Problems, Table};

/// The eight labour-market areas (RAR), as `index/places` names them.
const AREAS: [&str; 8] = [
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
const EVERYWHERE: &str = "*";

crate::closed_list! {
    /// Balance of an occupation in an area, from the best prospects to the worst.
    Balance {
        /// Employers search in vain.
        Shortage = "shortage",
        /// Employers search in vain while people of the trade are out of work.
        Paradox = "paradox",
        /// Work is there to find.
        Good = "good",
        /// Fewer jobs than people who look for them.
        LessGood = "less_good",
    }
}

/// Balance by area and occupation.
#[derive(Debug, Default)]
pub struct Balances {
    by_area: Vec<Vec<Option<Balance>>>,
    everywhere: Vec<Option<Balance>>,
}

impl Balances {
    pub(crate) fn parse(text: &str, occupations: &Occupations, problems: &mut Problems) -> Self {
        let table = Table::read("balance.tsv", text, ["area", "code", "balance"], problems);
        let empty = vec![None; occupations.len()];
        let mut balances = Self {
            by_area: vec![empty.clone(); AREAS.len()],
            everywhere: empty,
        };
        for row in &table.rows {
            let [area, code, balance] = row.cells;
            let occupation = occupations.known(code, (table.file, row.line), problems);
            let Some(value) = Balance::from_code(balance) else {
                problems.add(table.file, row.line, format!("unknown balance `{balance}`"));
                continue;
            };
            let Some(column) = balances.column(area) else {
                problems.add(table.file, row.line, format!("unknown area `{area}`"));
                continue;
            };
            let Some(occupation) = occupation else { continue };
            if column[occupation.at()].replace(value).is_some() {
                problems.add(
                    table.file,
                    row.line,
                    format!("`{code}` stands twice for `{area}`"),
                );
            }
        }
        balances
    }

    fn column(&mut self, area: &str) -> Option<&mut Vec<Option<Balance>>> {
        if area == EVERYWHERE {
            return Some(&mut self.everywhere);
        }
        let place = AREAS.iter().position(|known| *known == area)?;
        Some(&mut self.by_area[place])
    }

    /// The balance of an occupation in an area, else in all of Denmark; `None` where unknown.
    pub fn of(&self, area: &str, occupation: OccupationIx) -> Option<Balance> {
        let here = AREAS.iter().position(|known| *known == area);
        here.and_then(|place| self.by_area[place].get(occupation.at()).copied().flatten())
            .or_else(|| self.everywhere.get(occupation.at()).copied().flatten())
    }
}
