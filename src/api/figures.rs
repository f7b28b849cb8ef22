//! The figures that monitoring reads, in the Prometheus text format.

use crate::service::health::Measured;
use prometheus::{HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};
use std::time::Duration;

/// Upper bounds of the buckets of request times, in seconds.
const SECONDS: &[f64] = &[
    0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 60.0,
];
/// What requests are told apart by.
const LABELS: &[&str] = &["method", "route", "status"];

/// The figures of one server.
pub(super) struct Figures {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    vacancies: IntGauge,
    jobseekers: IntGauge,
    lag: IntGauge,
    ready: IntGauge,
}

impl Figures {
    /// Figures with nothing counted.
    ///
    /// # Errors
    /// Names that do not go together.
    pub(super) fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let requests = IntCounterVec::new(
            Opts::new("foothold_http_requests_total", "Requests answered"),
            LABELS,
        )?;
        registry.register(Box::new(requests.clone()))?;
        let seconds = HistogramVec::new(
            HistogramOpts::new("foothold_http_request_seconds", "Time from request to answer")
                .buckets(SECONDS.to_vec()),
            LABELS,
        )?;
        registry.register(Box::new(seconds.clone()))?;
        let gauge = |name: &str, help: &str| {
            let gauge = IntGauge::new(name, help)?;
            registry.register(Box::new(gauge.clone()))?;
            Ok::<_, prometheus::Error>(gauge)
        };
        Ok(Self {
            requests,
            seconds,
            vacancies: gauge("foothold_vacancies", "Vacancies kept")?,
            jobseekers: gauge("foothold_jobseekers", "Jobseekers kept")?,
            lag: gauge(
                "foothold_index_lag_changes",
                "Changes kept and not searchable yet",
            )?,
            ready: gauge(
                "foothold_ready",
                "1 when everything kept at start is searchable and nothing fails",
            )?,
            registry,
        })
    }

    /// Counts a request by method, route and class of status, with the time it took.
    pub(super) fn request(&self, labels: [&str; 3], took: Duration) {
        self.requests.with_label_values(&labels).inc();
        self.seconds
            .with_label_values(&labels)
            .observe(took.as_secs_f64());
    }

    /// All figures as text.
    ///
    /// # Errors
    /// Figures that cannot be written.
    pub(super) fn text(&self, measured: &Measured) -> Result<String, prometheus::Error> {
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.vacancies.set(whole(measured.vacancies));
        self.jobseekers.set(whole(measured.jobseekers));
        self.lag.set(measured.lag);
        self.ready.set(i64::from(measured.is_ready));
        TextEncoder::new().encode_to_string(&self.registry.gather())
    }
}
