//! The minutes of a band: the median over many moments.

use super::profile::Profile;
use super::rides::Window;
use super::scan::LONGEST;

/// Seconds between two moments; not in step with any timetable.
const STEP: u32 = 7 * 60;

/// Moments that are asked about: from one to before another, and how often each counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moments {
    from: u32,
    until: u32,
    weight: u32,
}

impl Moments {
    /// From so many hours after midnight of the window's day until before so many.
    pub(super) const fn new(from_hour: u32, until_hour: u32, weight: u32) -> Self {
        Self {
            from: Window::at(from_hour),
            until: Window::at(until_hour),
            weight,
        }
    }

    fn iter(self) -> impl Iterator<Item = u32> {
        (self.from..self.until).step_by(STEP as usize)
    }
}

/// Collects what the moments cost.
#[derive(Debug, Default)]
pub(super) struct Costs {
    reached: Vec<u32>,
    asked: usize,
}

impl Costs {
    pub(super) fn clear(&mut self) {
        self.reached.clear();
        self.asked = 0;
    }

    /// Asks the ways at moments at which one is free to leave, and by which one has to be there.
    pub(super) fn ask(&mut self, ways: &Profile, moments: Moments) {
        let mut leaving = ways.rising().peekable();
        let mut coming = ways.rising().peekable();
        let mut in_time = None;
        for moment in moments.iter() {
            while leaving.next_if(|&(departure, _)| departure < moment).is_some() {}
            let next = leaving.peek();
            self.add(
                next.map(|&(departure, arrival)| (departure - moment, arrival - departure)),
                moments,
            );
            while let Some(way) = coming.next_if(|&(_, arrival)| arrival <= moment) {
                in_time = Some(way);
            }
            self.add(
                in_time.map(|(departure, arrival)| (moment - arrival, arrival - departure)),
                moments,
            );
        }
    }

    /// A moment with the seconds waited and those on the way.
    fn add(&mut self, way: Option<(u32, u32)>, moments: Moments) {
        self.asked += moments.weight as usize;
        if let Some((wait, length)) = way.filter(|(wait, length)| wait + length <= LONGEST) {
            let cost = length + wait.min(300 + wait / 15);
            self.reached
                .extend(std::iter::repeat_n(cost, moments.weight as usize));
        }
    }

    /// The median in whole minutes, unless more than half of the moments were missed.
    pub(super) fn minutes(&mut self) -> Option<u16> {
        if self.reached.is_empty() || self.reached.len() * 2 < self.asked {
            return None;
        }
        let middle = (self.reached.len() - 1) / 2;
        let (_, median, _) = self.reached.select_nth_unstable(middle);
        Some(((*median + 30) / 60) as u16)
    }
}
