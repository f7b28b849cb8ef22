//! Importing vacancies: the answer streams while the body is read.

use super::answer::{Answered, ApiError, Refusals};
use super::auth::Caller;
use super::body::{is_json, media_type};
use super::query::{Parameters, Params, Query};
use crate::service::Services;
use crate::service::imports::{ImportFormat, ImportNews, ImportTerms, LineResult, SummaryLine};
use crate::service::visibility::Refresh;
use crate::wire::problem::{Problem, ProblemKind};
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpRequest, HttpResponse, post, web};
use flate2::read::MultiGzDecoder;
use futures_util::{StreamExt, stream};
use serde::Serialize;
use std::convert::Infallible;
use std::io::{self, Read};
use tokio::sync::mpsc;
use utoipa::{IntoParams, ToSchema};

/// Media type of one JSON object a line.
const NDJSON: &str = "application/x-ndjson";
/// Chunks of the body that wait to be read.
const CHUNKS_AHEAD: usize = 16;

/// How an import is carried out.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportParameters {
    /// How the records are written, when the content type does not say: `ndjson`, `csv`, or `jobnet` for an
    /// answer of Jobnet's search.
    #[param(value_type = Option<String>, pattern = "^(ndjson|csv|jobnet)$")]
    format: Option<ImportFormat>,
    /// Check everything, write nothing.
    #[param(value_type = Option<bool>)]
    dry_run: bool,
    /// Tell only of records that fail, and the summary.
    #[param(value_type = Option<bool>)]
    errors_only: bool,
    /// `wait` gives the summary when everything is searchable.
    #[param(value_type = Option<String>, pattern = "^wait$")]
    refresh: Refresh,
}

impl Parameters for ImportParameters {
    const NAMES: &'static [&'static str] = &["format", "dry_run", "errors_only", "refresh"];

    fn take(query: &mut Query) -> Self {
        Self {
            format: query.closed("format", ImportFormat::CODES, ImportFormat::from_code),
            dry_run: query.flag("dry_run"),
            errors_only: query.flag("errors_only"),
            refresh: query.refresh(),
        }
    }
}

/// A line of the answer to an import: the result of one record, or the summary as the last line.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "a shape for the contract; lines are written one by one")]
pub(super) enum ImportLine {
    /// What became of one record.
    #[schema(title = "Result")]
    Result(LineResult),
    /// The counts.
    #[schema(title = "Summary")]
    Summary(SummaryLine),
}

/// Import vacancies
///
/// NDJSON with one vacancy a line, a table, or an answer of Jobnet's search, of any length, also with
/// `Content-Encoding: gzip`. The answer streams while the body is read, so its status is always 207: one line for
/// each record, sent when its batch is durable, and a summary as the last line. A record with a source and an
/// external id is kept by it, so that the same file may be sent again.
#[utoipa::path(tag = "vacancies", params(ImportParameters),
    request_body(content(("application/x-ndjson"), ("text/csv"), ("application/json")),
                 description = "Vacancies, see `VacancyIn`"),
    responses((status = 207, description = "One JSON object a line", body = ImportLine, content_type = "application/x-ndjson"),
              (status = 415, description = "Neither NDJSON nor a table", body = Problem,
               content_type = "application/problem+json"), Refusals))]
#[post("/v1/vacancies/import")]
pub(super) async fn import_vacancies(
    caller: Caller,
    parameters: Params<ImportParameters>,
    request: HttpRequest,
    services: web::Data<Services>,
    payload: web::Payload,
) -> Answered {
    let ImportParameters {
        format,
        dry_run,
        errors_only,
        refresh,
    } = parameters.0;
    let format = format_of(&request, format)?;
    let source = source_of(&request, payload)?;
    let terms = ImportTerms {
        dry_run,
        errors_only,
        refresh,
    };
    let news = services.imports.start(caller.organisation, format, source, terms);
    let lines = stream::unfold(news, |mut news| async {
        let next = news.recv().await?;
        Some((Ok::<Bytes, Infallible>(lines_of(&next)), news))
    });
    Ok(HttpResponse::build(StatusCode::MULTI_STATUS)
        .content_type(NDJSON)
        .streaming(lines))
}

/// The format asked for, else that of the content type.
fn format_of(request: &HttpRequest, asked: Option<ImportFormat>) -> Result<ImportFormat, ApiError> {
    let media = media_type(request).unwrap_or_default();
    let of_media = match media.as_str() {
        NDJSON | "application/ndjson" | "application/jsonl" => Some(ImportFormat::Ndjson),
        "text/csv" => Some(ImportFormat::Csv),
        _ => None,
    };
    match asked {
        Some(ImportFormat::Jobnet) if !is_json(&media) => Err(ApiError::new(
            ProblemKind::UnsupportedMediaType,
            "an answer of Jobnet's search is application/json",
        )),
        Some(format) => Ok(format),
        None => of_media.ok_or_else(|| {
            ApiError::new(
                ProblemKind::UnsupportedMediaType,
                "send application/x-ndjson or text/csv, or application/json with format=jobnet",
            )
        }),
    }
}

/// The body, decompressed as it comes.
fn source_of(request: &HttpRequest, mut payload: web::Payload) -> Result<Box<dyn Read + Send>, ApiError> {
    let encoding = request.headers().get(header::CONTENT_ENCODING);
    let encoding = encoding.map_or(Ok("identity"), |value| value.to_str());
    let compressed = match encoding.unwrap_or_default() {
        "identity" => false,
        "gzip" | "x-gzip" => true,
        _ => {
            return Err(ApiError::new(
                ProblemKind::UnsupportedMediaType,
                "a body may be compressed with gzip only",
            ));
        }
    };
    let (sender, chunks) = mpsc::channel(CHUNKS_AHEAD);
    actix_web::rt::spawn(async move {
        while let Some(chunk) = payload.next().await {
            let chunk =
                chunk.map_err(|error| io::Error::new(io::ErrorKind::UnexpectedEof, error.to_string()));
            let failed = chunk.is_err();
            if sender.send(chunk).await.is_err() || failed {
                return;
            }
        }
    });
    let reader = ChunkReader {
        chunks,
        rest: Bytes::new(),
    };
    Ok(if compressed {
        Box::new(GzipReader::Closed(Some(reader)))
    } else {
        Box::new(reader)
    })
}

/// Decompresses what is read. The decoder reads as soon as it is made, so it is made with the first
/// read, on the thread that may block.
enum GzipReader {
    Closed(Option<ChunkReader>),
    Open(Box<MultiGzDecoder<ChunkReader>>),
}

impl Read for GzipReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Self::Closed(reader) = self
            && let Some(reader) = reader.take()
        {
            *self = Self::Open(Box::new(MultiGzDecoder::new(reader)));
        }
        match self {
            Self::Open(decoder) => decoder.read(buffer),
            Self::Closed(_) => Ok(0),
        }
    }
}

/// Reads chunks that come from elsewhere, on a blocking thread.
struct ChunkReader {
    chunks: mpsc::Receiver<io::Result<Bytes>>,
    rest: Bytes,
}

impl Read for ChunkReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.chunks.blocking_recv() {
                Some(chunk) => self.rest = chunk?,
                None => return Ok(0),
            }
        }
        let taken = self.rest.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&self.rest.split_to(taken));
        Ok(taken)
    }
}

fn lines_of(news: &ImportNews) -> Bytes {
    let mut lines = BytesMut::new();
    let mut line = |text: serde_json::Result<Vec<u8>>| {
        // These shapes have string keys and finite numbers only, so that they can be written.
        lines.extend_from_slice(&text.unwrap_or_default());
        lines.extend_from_slice(b"\n");
    };
    match news {
        ImportNews::Records(results) => results.iter().for_each(|result| line(serde_json::to_vec(result))),
        ImportNews::Summary(summary) => line(serde_json::to_vec(summary)),
    }
    lines.freeze()
}
