//! Every pair that passes, one after the other: for counts that must be exact.

use super::columns::Columns;
use super::features::VacancyView;
use super::list::Filter;
use super::plan::Plan;
use super::score::{PairScore, score};

/// Shows every pair that passes the filter and all gates, in no order that means anything.
pub fn each_match<C: Columns>(
    plan: &Plan<'_>,
    segments: &[&C],
    filter: &Filter,
    visit: &mut dyn FnMut(&VacancyView<'_>, &PairScore),
) {
    let unmet = &plan.bounds().unmet;
    for segment in segments {
        for row in segment
            .live_rows()
            .filter(|&row| !unmet.fails(segment.probe(row)))
        {
            let vacancy = segment.view(row);
            if !filter.admits(plan, &vacancy) || !plan.gates.may_pass(&vacancy) {
                continue;
            }
            let pair = score(plan, &vacancy);
            if pair.gates.open() && filter.admits_pair(plan, &vacancy, &pair) {
                visit(&vacancy, &pair);
            }
        }
    }
}
