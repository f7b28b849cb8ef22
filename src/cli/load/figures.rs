//! What was measured, in figures.

use std::fmt::Write;
use std::time::Duration;

/// One reply.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    pub status: u16,
    pub bytes: usize,
    pub took: Duration,
}

/// All replies.
#[derive(Debug, Default)]
pub struct Figures {
    samples: Vec<Sample>,
}

impl Figures {
    pub fn add(&mut self, samples: Vec<Sample>) {
        self.samples.extend(samples);
    }

    /// Whether there were replies and all of them were 2xx.
    pub fn all_answered(&self) -> bool {
        !self.samples.is_empty() && self.refused() == 0
    }

    fn refused(&self) -> usize {
        let refused = |sample: &&Sample| !(200..300).contains(&sample.status);
        self.samples.iter().filter(refused).count()
    }

    /// The figures as text; `cpu` is what the service used meanwhile.
    pub fn report(&self, elapsed: Duration, cpu: Option<Duration>) -> String {
        let count = self.samples.len();
        let mut took: Vec<Duration> = self.samples.iter().map(|sample| sample.took).collect();
        took.sort_unstable();
        let bytes: usize = self.samples.iter().map(|sample| sample.bytes).sum();
        let mut text = String::new();
        let mut line = |name: &str, value: String| {
            let _ = writeln!(text, "{name:<24}{value}");
        };
        line("requests", count.to_string());
        line("refused (not 2xx)", self.refused().to_string());
        line(
            "requests/s",
            format!("{:.1}", count as f64 / elapsed.as_secs_f64()),
        );
        for (name, share) in [("p50 ms", 50), ("p90 ms", 90), ("p99 ms", 99)] {
            line(name, milliseconds(percentile(&took, share)));
        }
        line(
            "slowest ms",
            milliseconds(took.last().copied().unwrap_or_default()),
        );
        line("bytes/reply", (bytes / count.max(1)).to_string());
        if let Some(cpu) = cpu {
            let each = cpu / count.max(1) as u32;
            line("service CPU ms/request", milliseconds(each));
            let share = cpu.as_secs_f64() / elapsed.as_secs_f64();
            line("service CPU cores", format!("{share:.2}"));
        }
        text
    }
}

/// The smallest value that this share of the sorted values does not exceed.
fn percentile(sorted: &[Duration], share: usize) -> Duration {
    let rank = (sorted.len() * share).div_ceil(100).max(1) - 1;
    sorted.get(rank).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let sorted: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(percentile(&sorted, 50), Duration::from_millis(100));
        assert_eq!(percentile(&sorted, 99), Duration::from_millis(198));
        assert_eq!(percentile(&[], 99), Duration::ZERO);
    }

    #[test]
    fn the_report_counts_refusals() {
        let mut figures = Figures::default();
        assert!(!figures.all_answered());
        let sample = |status| Sample {
            status,
            bytes: 100,
            took: Duration::from_millis(2),
        };
        figures.add(vec![sample(200), sample(503)]);
        assert!(!figures.all_answered());
        let report = figures.report(Duration::from_secs(1), Some(Duration::from_millis(10)));
        assert!(report.contains("refused (not 2xx)       1"), "{report}");
        assert!(report.contains("service CPU ms/request  5.00"), "{report}");
    }
}
