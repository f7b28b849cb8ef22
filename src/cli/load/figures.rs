//! What was measured, in figures.

use serde::Serialize;
use std::fmt::Write;
use std::time::Duration;

/// One reply.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    pub status: u16,
    pub bytes: usize,
    pub took: Duration,
}

/// The figures of a run; every time in milliseconds.
#[derive(Debug, Serialize)]
pub struct Figures {
    pub requests: usize,
    /// Replies that were not 2xx.
    pub refused: usize,
    pub requests_per_second: f64,
    pub p50_ms: f64,
    pub p90_ms: f64,
    pub p99_ms: f64,
    pub slowest_ms: f64,
    pub bytes_per_reply: usize,
    /// What the service's own process used; `null` without a process to ask.
    pub service: Option<ServiceCpu>,
}

/// Processor time of the service alone.
#[derive(Debug, Serialize)]
pub struct ServiceCpu {
    pub cpu_ms_per_request: f64,
    pub cores: f64,
}

impl Figures {
    /// The figures of these replies, received in `elapsed`; `cpu` is what the service used meanwhile.
    pub fn of(samples: &[Sample], elapsed: Duration, cpu: Option<Duration>) -> Self {
        let count = samples.len();
        let mut took: Vec<Duration> = samples.iter().map(|sample| sample.took).collect();
        took.sort_unstable();
        let at = |share| milliseconds(percentile(&took, share));
        let refused = |sample: &&Sample| !(200..300).contains(&sample.status);
        let bytes: usize = samples.iter().map(|sample| sample.bytes).sum();
        Self {
            requests: count,
            refused: samples.iter().filter(refused).count(),
            requests_per_second: count as f64 / elapsed.as_secs_f64(),
            p50_ms: at(50),
            p90_ms: at(90),
            p99_ms: at(99),
            slowest_ms: milliseconds(took.last().copied().unwrap_or_default()),
            bytes_per_reply: bytes / count.max(1),
            service: cpu.map(|cpu| ServiceCpu {
                cpu_ms_per_request: milliseconds(cpu) / count.max(1) as f64,
                cores: cpu.as_secs_f64() / elapsed.as_secs_f64(),
            }),
        }
    }

    /// Whether there were replies and all of them were 2xx.
    pub const fn all_answered(&self) -> bool {
        self.requests > 0 && self.refused == 0
    }

    /// One figure a line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, value: String| {
            let _ = writeln!(text, "{name:<24}{value}");
        };
        line("requests", self.requests.to_string());
        line("refused (not 2xx)", self.refused.to_string());
        line("requests/s", format!("{:.1}", self.requests_per_second));
        line("p50 ms", format!("{:.2}", self.p50_ms));
        line("p90 ms", format!("{:.2}", self.p90_ms));
        line("p99 ms", format!("{:.2}", self.p99_ms));
        line("slowest ms", format!("{:.2}", self.slowest_ms));
        line("bytes/reply", self.bytes_per_reply.to_string());
        if let Some(service) = &self.service {
            line(
                "service CPU ms/request",
                format!("{:.3}", service.cpu_ms_per_request),
            );
            line("service CPU cores", format!("{:.2}", service.cores));
        }
        text
    }
}

/// The smallest value that this share of the sorted values does not exceed.
fn percentile(sorted: &[Duration], share: usize) -> Duration {
    let rank = (sorted.len() * share).div_ceil(100).max(1) - 1;
    sorted.get(rank).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(status: u16) -> Sample {
        Sample {
            status,
            bytes: 100,
            took: Duration::from_millis(2),
        }
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        let sorted: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(percentile(&sorted, 50), Duration::from_millis(100));
        assert_eq!(percentile(&sorted, 99), Duration::from_millis(198));
        assert_eq!(percentile(&[], 99), Duration::ZERO);
    }

    #[test]
    fn refusals_are_counted() {
        let second = Duration::from_secs(1);
        assert!(!Figures::of(&[], second, None).all_answered());
        assert!(Figures::of(&[sample(200)], second, None).all_answered());
        let figures = Figures::of(&[sample(200), sample(503)], second, None);
        assert!(!figures.all_answered());
        assert_eq!((figures.requests, figures.refused), (2, 1));
    }

    #[test]
    fn processor_time_is_shared_out_over_the_replies() {
        let samples = [sample(200), sample(200)];
        let used = Duration::from_millis(10);
        let figures = Figures::of(&samples, Duration::from_secs(1), Some(used));
        let text = figures.text();
        assert!(text.contains("service CPU ms/request  5.000"), "{text}");
        assert!(text.contains("requests/s              2.0"), "{text}");
        let json = serde_json::to_value(&figures).unwrap();
        assert_eq!(json["service"]["cpu_ms_per_request"], 5.0);
        assert_eq!(json["bytes_per_reply"], 100);
    }
}
