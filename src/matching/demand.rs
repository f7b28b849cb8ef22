//! What a vacancy asks, told by how it differs from what its occupation typically wants: a handful of items where the
//! whole list has dozens, so that what a person covers of it is summed up quickly, and exactly.

use super::features::{Ask, AskSource, UNKNOWN, VacancyView};
use super::knowledge::Knowledge;
use crate::domain::number_list::{self, Number};
use crate::taxonomy::Taxonomy;
use crate::taxonomy::occupations::OccupationIx;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An item that a vacancy asks otherwise than its occupation typically wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// Dense index, as in [`Ask::item`].
    pub item: u16,
    /// Whether it is asked as essential, and how that is known; `None` when it is not asked.
    pub asked: Option<(bool, AskSource)>,
    /// Whether it is typically essential; `None` when the occupation does not want it, or what it wants is not asked here.
    pub wanted: Option<bool>,
}

/// Item, how it is asked and how it is wanted side by side, lowest bits first; 0 where it is not.
impl Number for Difference {
    fn write(self, bytes: &mut Vec<u8>) {
        let asked = self.asked.map_or(0, |(essential, source)| {
            1 + u32::from(essential) + 2 * source as u32
        });
        let wanted = self.wanted.map_or(0, |essential| 1 + u32::from(essential));
        (u32::from(self.item) | asked << 16 | wanted << 20).write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Vec<Self>> {
        number_list::read_each(bytes, |number| {
            let asked = match number >> 16 & 0b1111 {
                0 => None,
                as_what => {
                    let source = *AskSource::ALL.get((as_what as usize - 1) / 2)?;
                    Some((as_what % 2 == 0, source))
                }
            };
            let wanted = match number >> 20 {
                0 => None,
                as_what @ (1 | 2) => Some(as_what == 2),
                _ => return None,
            };
            Some(Self {
                item: number as u16,
                asked,
                wanted,
            })
        })
    }
}

/// What a vacancy asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demand {
    /// What the occupation typically wants, but for these.
    Typical(Vec<Difference>),
    /// These alone.
    Own(Vec<Difference>),
    /// Only the columns tell: it asks for languages too, or differs in too much.
    Columns,
}

/// Most differences that are told.
const MOST_DIFFERENCES: usize = 120;

impl Demand {
    /// What a vacancy asks.
    pub fn of(vacancy: &VacancyView<'_>, knowledge: &Knowledge) -> Self {
        let is_typical = vacancy.asks.iter().any(|ask| ask.source == AskSource::Typical);
        let wanted: BTreeMap<u16, bool> = if is_typical {
            typical(vacancy.core.occupation, &knowledge.taxonomy).collect()
        } else {
            BTreeMap::new()
        };
        let differences = differences(vacancy.asks, &wanted);
        if !vacancy.languages.is_empty() || differences.len() > MOST_DIFFERENCES {
            Self::Columns
        } else if is_typical {
            Self::Typical(differences)
        } else {
            Self::Own(differences)
        }
    }

    /// What is asked otherwise.
    pub fn differences(&self) -> &[Difference] {
        match self {
            Self::Typical(differences) | Self::Own(differences) => differences,
            Self::Columns => &[],
        }
    }
}

pub(super) fn differences(asks: &[Ask], wanted: &BTreeMap<u16, bool>) -> Vec<Difference> {
    let asked: BTreeMap<u16, (bool, AskSource)> = asks
        .iter()
        .map(|ask| (ask.item, (ask.essential, ask.source)))
        .collect();
    let items: BTreeSet<u16> = wanted.keys().chain(asked.keys()).copied().collect();
    let difference = |item| Difference {
        item,
        asked: asked.get(&item).copied(),
        wanted: wanted.get(&item).copied(),
    };
    items
        .into_iter()
        .map(difference)
        .filter(|one| one.asked != one.wanted.map(|essential| (essential, AskSource::Typical)))
        .collect()
}

/// What an occupation typically wants: each item once, with whether it is essential; nothing where the occupation is not
/// known.
pub(super) fn typical(occupation: u16, taxonomy: &Taxonomy) -> impl Iterator<Item = (u16, bool)> {
    let known = (occupation != UNKNOWN).then_some(OccupationIx(occupation));
    let essential = known.map_or(&[][..], |known| taxonomy.relations.essential(known));
    let optional = known.map_or(&[][..], |known| taxonomy.relations.optional(known));
    let only_optional = optional
        .iter()
        .filter(|skill| essential.binary_search(skill).is_err());
    let optional = only_optional.map(|skill| (skill.0, false));
    essential.iter().map(|skill| (skill.0, true)).chain(optional)
}

/// The fixed part of what a vacancy asks, as it is looked at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// First of its differences in the column of them.
    from: u32,
    /// Experience asked, tenths of years.
    pub(super) experience_tenths: u16,
    /// How many differences, with [`TYPICAL`] added for [`Demand::Typical`]; [`COLUMNS`] for [`Demand::Columns`].
    told: u8,
    /// Education asked, see [`VacancyCore::education_min`](super::features::VacancyCore::education_min).
    pub(super) education_min: u8,
}

const TYPICAL: u8 = 1 << 7;
const COLUMNS: u8 = u8::MAX;

/// What a vacancy asks, as it stands in the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Differing<'c> {
    /// See [`Demand::Typical`].
    Typical(&'c [Difference]),
    /// See [`Demand::Own`].
    Own(&'c [Difference]),
}

impl Asked {
    /// The fixed part; `from` is where the vacancy's differences begin in the column of them.
    pub fn of(education_min: u8, experience_tenths: u16, demand: &Demand, from: usize) -> Self {
        let count = demand.differences().len() as u8;
        Self {
            from: from as u32,
            experience_tenths,
            told: match demand {
                Demand::Typical(_) => TYPICAL | count,
                Demand::Own(_) => count,
                Demand::Columns => COLUMNS,
            },
            education_min,
        }
    }

    /// What is asked; `None` when only the columns tell.
    pub(super) fn differing(self, column: &[Difference]) -> Option<Differing<'_>> {
        let (from, count) = (self.from as usize, usize::from(self.told & !TYPICAL));
        let own = column.get(from..from + count);
        match (self.told, own) {
            (COLUMNS, _) | (_, None) => None,
            (told, Some(own)) if told & TYPICAL != 0 => Some(Differing::Typical(own)),
            (_, Some(own)) => Some(Differing::Own(own)),
        }
    }

    /// Something of its differences, see [`Columns::fetch`](super::columns::Columns::fetch).
    pub(super) fn fetch(self, column: &[Difference]) -> u16 {
        column.get(self.from as usize).map_or(0, |first| first.item)
    }

    /// The demand it was made of.
    pub fn demand(self, column: &[Difference]) -> Demand {
        match self.differing(column) {
            Some(Differing::Typical(own)) => Demand::Typical(own.to_vec()),
            Some(Differing::Own(own)) => Demand::Own(own.to_vec()),
            None => Demand::Columns,
        }
    }
}

/// What vacancies may ask, for tests.
#[cfg(test)]
pub(super) mod samples {
    use super::*;
    use proptest::prelude::*;

    fn ask() -> impl Strategy<Value = Ask> {
        let sources = prop::sample::select(AskSource::ALL.to_vec());
        (0..20_u16, any::<bool>(), sources).prop_map(|(item, essential, source)| Ask {
            item,
            essential,
            source,
        })
    }

    /// Each item once, in the order of the items.
    pub(in super::super) fn asks() -> impl Strategy<Value = Vec<Ask>> {
        prop::collection::vec(ask(), 0..20).prop_map(|mut asks| {
            asks.sort_unstable_by_key(|ask| ask.item);
            asks.dedup_by_key(|ask| ask.item);
            asks
        })
    }

    /// What an occupation wants.
    pub(in super::super) fn wanted() -> impl Strategy<Value = BTreeMap<u16, bool>> {
        prop::collection::btree_map(0..20_u16, any::<bool>(), 0..20)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn as_told(asks: &[Ask]) -> BTreeMap<u16, (bool, AskSource)> {
        let told = asks.iter().map(|ask| (ask.item, (ask.essential, ask.source)));
        told.collect()
    }

    proptest! {
        #[test]
        fn what_is_wanted_and_how_it_differs_is_what_is_asked(
            (asks, wanted) in (samples::asks(), samples::wanted()),
        ) {
            let typical = wanted.iter().map(|(&item, &essential)| (item, (essential, AskSource::Typical)));
            let mut whole: BTreeMap<u16, (bool, AskSource)> = typical.collect();
            for one in differences(&asks, &wanted) {
                prop_assert_eq!(one.wanted, wanted.get(&one.item).copied());
                match one.asked {
                    Some(as_what) => whole.insert(one.item, as_what),
                    None => whole.remove(&one.item),
                };
            }
            prop_assert_eq!(whole, as_told(&asks));
        }

        #[test]
        fn what_is_asked_is_read_from_numbers_as_it_was_written(
            (asks, wanted) in (samples::asks(), samples::wanted()),
        ) {
            let own = differences(&asks, &wanted);
            let mut bytes = Vec::new();
            for one in &own {
                one.write(&mut bytes);
            }
            prop_assert_eq!(Difference::read(&bytes), Some(own));
            bytes.clear();
            for ask in &asks {
                ask.write(&mut bytes);
            }
            prop_assert_eq!(Ask::read(&bytes), Some(asks));
        }

        #[test]
        fn numbers_that_stand_for_nothing_are_refused(number: u32) {
            let bytes = number.to_le_bytes();
            let again = |written: &dyn Fn(&mut Vec<u8>)| {
                let mut bytes = Vec::new();
                written(&mut bytes);
                bytes
            };
            for ask in Ask::read(&bytes).into_iter().flatten() {
                prop_assert_eq!(again(&|to| ask.write(to)), bytes);
            }
            for one in Difference::read(&bytes).into_iter().flatten() {
                prop_assert_eq!(again(&|to| one.write(to)), bytes);
            }
        }

        #[test]
        fn a_demand_is_read_from_the_column_as_it_was_put_there(
            (asks, wanted) in (samples::asks(), samples::wanted()),
            before in 0..5_usize,
        ) {
            let own = differences(&asks, &wanted);
            let mut column = vec![Difference { item: 9, asked: None, wanted: None }; before];
            for demand in [Demand::Typical(own.clone()), Demand::Own(own), Demand::Columns] {
                let asked = Asked::of(3, 25, &demand, column.len());
                column.extend_from_slice(demand.differences());
                prop_assert_eq!(asked.demand(&column), demand);
                prop_assert_eq!((asked.education_min, asked.experience_tenths), (3, 25));
            }
        }
    }
}
