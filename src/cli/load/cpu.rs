//! Processor time of another process, as Linux counts it.

use anyhow::Context;
use std::time::Duration;

/// What `/proc` counts in: a hundredth of a second on every Linux of today.
const TICK: Duration = Duration::from_millis(10);

/// Processor time that a process has used so far.
#[derive(Debug, Clone, Copy)]
pub struct CpuTime {
    ticks: u64,
}

impl CpuTime {
    /// The time of a process up to now.
    pub fn of(pid: u32) -> anyhow::Result<Self> {
        let path = format!("/proc/{pid}/stat");
        let stat = std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
        Self::parse(&stat).with_context(|| format!("{path} is not understood"))
    }

    /// What was used since then.
    pub fn since(self, before: Self) -> Duration {
        TICK * (self.ticks.saturating_sub(before.ticks)) as u32
    }

    /// The name in brackets may hold anything, so fields are counted from its end.
    fn parse(stat: &str) -> Option<Self> {
        let fields = stat.rsplit_once(')')?.1;
        let mut fields = fields.split_ascii_whitespace().skip(11);
        let user: u64 = fields.next()?.parse().ok()?;
        let system: u64 = fields.next()?.parse().ok()?;
        Some(Self { ticks: user + system })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_system_time_are_added() {
        let stat = "42 (a) b) S 1 1 1 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 8 0 1 1 1";
        assert_eq!(CpuTime::parse(stat).unwrap().ticks, 300);
        let before = CpuTime { ticks: 100 };
        assert_eq!(CpuTime { ticks: 300 }.since(before), Duration::from_secs(2));
        assert!(CpuTime::parse("nonsense").is_none());
    }
}
