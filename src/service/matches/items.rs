//! The items of a page, straight to bytes: each is scored, explained and written before the next is looked
//! at, in the same room.

use super::frame::ItemsJson;
use super::page::PageItem;
use super::render::{Renderer, Told};
use super::reply_room::ReplyRoom;
use super::unwritable;
use crate::domain::ids::VacancyId;
use crate::matching::explain::Explanation;
use crate::matching::list_traits::ListPart;
use crate::matching::score::score;
use crate::ports::match_table::MatchTableView;
use crate::service::error::ServiceError;
use crate::wire::explanation_out::CounterfactualOut;
use crate::wire::json;
use crate::wire::list_rules_out::{PlacedOut, WaitedFor};
use crate::wire::match_out::MatchOut;
use std::collections::BTreeSet;
use std::ops::Range;
use uuid::Uuid;

/// An explained item takes about this many bytes; growing in steps would copy a page often.
const ITEM_BYTES: usize = 5 * 1024;

/// The items of a page in JSON.
pub(super) struct WrittenItems {
    /// One after the other.
    pub(super) json: ItemsJson,
    /// What came of each.
    pub(super) items: Vec<WrittenItem>,
    /// Codes of the schemes that bridges name.
    pub(super) schemes: BTreeSet<&'static str>,
}

/// What came of an item.
pub(super) struct WrittenItem {
    /// Micro-points with adjustments.
    pub(super) score: u32,
    /// Micro-points without them.
    pub(super) base_score: u32,
    /// Whether other vacancies entered it.
    pub(super) of_others: bool,
    /// Where it stands among the bytes.
    pub(super) place: Range<usize>,
}

/// Writes the items of a page.
pub(super) struct ItemWriter<'a> {
    renderer: Renderer<'a>,
    table: &'a dyn MatchTableView,
    said: Explanation<'a>,
    written: WrittenItems,
}

impl<'a> ItemWriter<'a> {
    /// A writer with room for so many items.
    pub(super) fn with_room(
        items: usize,
        renderer: Renderer<'a>,
        table: &'a dyn MatchTableView,
        room: &ReplyRoom,
    ) -> Self {
        Self {
            renderer,
            table,
            said: Explanation::default(),
            written: WrittenItems {
                json: ItemsJson::with_room(items * ITEM_BYTES, room),
                items: Vec::with_capacity(items),
                schemes: BTreeSet::new(),
            },
        }
    }

    /// Scores, explains and writes an item.
    pub(super) fn write(
        &mut self,
        item: &PageItem,
        counterfactuals: Vec<CounterfactualOut<'a>>,
    ) -> Result<(), ServiceError> {
        let Renderer { plan, language, .. } = self.renderer;
        let (view, card) = self.table.vacancy(item.listed);
        let pair = score(plan, &view);
        self.said.replace(plan, &view, &pair, language);
        let out = MatchOut {
            rank: item.rank,
            placed: PlacedOut {
                list_part: ListPart::of(pair.branch.map(|fit| fit.rung)),
                lifted: item.lifted,
                waited: item.waited.then_some(WaitedFor::EmployerCap),
            },
            pair: self.renderer.pair(
                Told {
                    view,
                    card,
                    id: Some(VacancyId::from_uuid(Uuid::from_u128(view.keys.id))),
                    pair: &pair,
                    said: &self.said,
                },
                counterfactuals,
            ),
        };
        let place = self.written.json.add(|bytes| json::append(bytes, &out));
        self.written.items.push(WrittenItem {
            score: out.pair.score,
            base_score: out.pair.base_score,
            of_others: !(out.pair.counterfactuals.is_empty() && out.pair.adjustments.is_empty()),
            place: place.map_err(|error| unwritable(&error))?,
        });
        let bridges = self.said.bridges.iter();
        let named = bridges.flat_map(|bridge| bridge.schemes.iter());
        self.written.schemes.extend(named);
        Ok(())
    }

    /// Puts in an item as it was written before.
    pub(super) fn put(&mut self, item: &str) -> Result<(), ServiceError> {
        let place = self.written.json.add(|bytes| {
            bytes.extend_from_slice(item.as_bytes());
            Ok(())
        });
        place.map(|_| ())
    }

    /// The items that were written.
    pub(super) fn finish(self) -> WrittenItems {
        self.written
    }
}
