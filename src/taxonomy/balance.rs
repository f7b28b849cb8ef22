//! The labour-market balance of occupations in an area: are more people wanted than there are?

use super::by_area::{ByArea, Published};
use super::occupations::{OccupationIx, Occupations};
use super::table::Problems;

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

/// Balance by area and occupation, the newest half-year of each.
#[derive(Debug, Default)]
pub struct Balances(ByArea<Balance>);

impl Balances {
    pub(crate) fn parse(text: &str, occupations: &Occupations, problems: &mut Problems) -> Self {
        let value = Balance::from_code;
        Self(ByArea::parse(
            "balance.tsv",
            "balance",
            text,
            occupations,
            problems,
            value,
        ))
    }

    /// The balance of an occupation in an area, else in all of Denmark; `None` where unknown.
    pub fn of(&self, area: &str, occupation: OccupationIx) -> Option<Balance> {
        self.published(area, occupation).map(|found| found.value)
    }

    /// The same with the half-year it was published for.
    pub fn published(&self, area: &str, occupation: OccupationIx) -> Option<Published<Balance>> {
        self.0.of(area, occupation)
    }

    /// Whether the table says that its figures are invented.
    pub const fn is_example(&self) -> bool {
        self.0.is_example()
    }
}
