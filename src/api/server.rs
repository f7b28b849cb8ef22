//! Listening and answering.

use super::answer::ApiError;
use super::auth::Auth;
use super::fallback::nothing_here;
use super::head::head_as_get;
use super::observe::{caught, observed};
use super::router::{Contract, LateContract, routes};
use crate::service::Services;
use crate::wire::problem::ProblemKind;
use actix_web::dev::ServerHandle;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, web};
use metrics_exporter_prometheus::PrometheusHandle;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::task::JoinHandle;
use utoipa_swagger_ui::{Config as PageConfig, SwaggerUi};

/// Why nothing is answered.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address may not be listened on without a key.
    #[error(
        "{0} can be reached from other machines: set auth.keys, or listen on 127.0.0.1 (auth.open = true lets \
         everybody in, for demonstrations)"
    )]
    NoKey(SocketAddr),
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {source}")]
    Address {
        /// Where.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The server stopped with a failure.
    #[error("the server failed: {0}")]
    Failed(#[from] std::io::Error),
}

/// What a server is made of.
pub struct ServerSetup {
    /// Where to listen.
    pub address: SocketAddr,
    /// Threads that answer; 0 is one for every core.
    pub workers: usize,
    /// How long running requests may go on after a stop.
    pub shutdown: Duration,
    /// Who is let in.
    pub auth: Auth,
    /// The use cases.
    pub services: Services,
    /// The process's figures.
    pub metrics: PrometheusHandle,
}

/// A server that answers.
pub struct Running {
    address: SocketAddr,
    handle: ServerHandle,
    task: JoinHandle<std::io::Result<()>>,
}

impl Running {
    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until it was stopped from elsewhere or failed.
    pub async fn finished(&mut self) -> Result<(), ServeError> {
        match (&mut self.task).await {
            Ok(outcome) => Ok(outcome?),
            Err(error) => Err(ServeError::Failed(std::io::Error::other(error))),
        }
    }

    /// Takes no more requests and waits for those running.
    pub async fn stop(self) {
        self.handle.stop(true).await;
    }
}

/// Keeps connections open between requests.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// Starts to answer.
#[expect(
    clippy::unused_async,
    reason = "the server is spawned, which wants a runtime around it"
)]
pub async fn start(setup: ServerSetup) -> Result<Running, ServeError> {
    let ServerSetup {
        address,
        workers,
        shutdown,
        auth,
        services,
        metrics,
    } = setup;
    let loopback = address.ip().is_loopback();
    if !loopback && !auth.may_leave_loopback() {
        return Err(ServeError::NoKey(address));
    }
    if !auth.needs_key() {
        tracing::warn!("no key is needed: everybody who reaches {address} can read and write everything");
    }
    let services = web::Data::new(services);
    let auth = web::Data::new(auth);
    let metrics = web::Data::new(metrics);
    let contract = web::Data::new(LateContract::new(Contract::collect));
    let server = HttpServer::new(move || {
        App::new()
            .app_data(services.clone())
            .app_data(auth.clone())
            .app_data(metrics.clone())
            .app_data(contract.clone())
            .app_data(path_errors())
            .configure(routes)
            .service(documentation())
            .default_service(web::to(nothing_here))
            .wrap(from_fn(caught))
            .wrap(from_fn(head_as_get))
            .wrap(from_fn(observed))
            .wrap(Compress::default())
    });
    let workers = if workers == 0 {
        std::thread::available_parallelism().map_or(1, usize::from)
    } else {
        workers
    };
    let server = server
        .workers(workers)
        .keep_alive(KEEP_ALIVE)
        .shutdown_timeout(shutdown.as_secs())
        .disable_signals()
        .bind(address)
        .map_err(|source| ServeError::Address { address, source })?;
    let address = server.addrs().first().copied().unwrap_or(address);
    let server = server.run();
    let handle = server.handle();
    let task = tokio::spawn(server);
    tracing::info!("answering on http://{address}");
    Ok(Running {
        address,
        handle,
        task,
    })
}

fn path_errors() -> web::PathConfig {
    web::PathConfig::default().error_handler(|_, _| ApiError::of_kind(ProblemKind::NotFound).into())
}

/// The page that shows the contract.
fn documentation() -> SwaggerUi {
    SwaggerUi::new("/docs/{_:.*}").config(PageConfig::from("/openapi.json"))
}
