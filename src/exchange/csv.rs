//! Vacancies in a table: one header line, one row for each, separated by commas or semicolons.

use super::item::{Item, Places};
use super::lines::{Ending, LONGEST_RECORD, Record, Splitter};
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::reader::nearest;
use serde_json::{Map, Value, json};

/// Every column that is known. `title` and one of `occupation` and `description` are required.
pub const COLUMNS: &[&str] = &[
    "source",
    "external_id",
    "title",
    "description",
    "occupation",
    "employer_name",
    "employer_cvr",
    "industry",
    "postcode",
    "form",
    "hours_min",
    "hours_max",
    "start",
    "end",
    "apply_by",
    "positions",
    "days",
    "from",
    "to",
    "skills",
    "licences",
    "certificates",
    "languages",
    "demands",
    "mentor",
    "on_site_danish",
];

/// Which column a place in the vacancy came from.
const PLACES: Places = &[
    ("/employer/name", "/employer_name"),
    ("/employer/cvr", "/employer_cvr"),
    ("/employer/industry", "/industry"),
    ("/workplace", "/postcode"),
    ("/offers/0/form", "/form"),
    ("/offers/0/hours_per_week/max", "/hours_max"),
    ("/offers/0/hours_per_week", "/hours_min"),
    ("/offers/0/start", "/start"),
    ("/offers/0/end", "/end"),
    ("/schedule/0/days", "/days"),
    ("/schedule/0/from", "/from"),
    ("/schedule/0/to", "/to"),
    ("/requirements/skills", "/skills"),
    ("/requirements/licences", "/licences"),
    ("/requirements/certificates", "/certificates"),
    ("/requirements/languages", "/languages"),
    ("/demands", "/demands"),
];

/// The header: which column stands where, and what separates cells.
#[derive(Debug, Clone)]
struct Header {
    columns: Vec<&'static str>,
    separator: u8,
}

/// Reads a table as it comes.
#[derive(Debug)]
pub struct CsvImport {
    splitter: Splitter,
    header: Option<Header>,
    refused: bool,
}

impl Default for CsvImport {
    fn default() -> Self {
        Self::with_longest(LONGEST_RECORD)
    }
}

impl CsvImport {
    /// An import of rows of at most `longest` bytes.
    pub const fn with_longest(longest: usize) -> Self {
        Self {
            splitter: Splitter::new(Ending::Line, longest),
            header: None,
            refused: false,
        }
    }

    /// The next item that ends within the chunk, which is used up as far as it is read. A header
    /// that is refused is the only item of its file.
    pub fn next_item(&mut self, chunk: &mut &[u8]) -> Option<Item> {
        while !self.refused {
            let record = self.splitter.next_record(chunk)?;
            if let Some(item) = self.take(record) {
                return Some(item);
            }
        }
        *chunk = &[];
        None
    }

    /// The last item, when the stream does not end with a line break.
    pub fn finish(&mut self) -> Option<Item> {
        if self.refused {
            return None;
        }
        let record = self.splitter.finish()?;
        self.take(record)
    }

    fn take(&mut self, record: Record) -> Option<Item> {
        let text = match record.text {
            Ok(text) => text,
            Err(unreadable) => {
                self.refused = self.header.is_none();
                return Some(Item::broken(
                    record.line,
                    unreadable.code(),
                    unreadable.to_string(),
                ));
            }
        };
        if let Some(header) = &self.header {
            return Some(row(header, record.line, &text));
        }
        match read_header(&text) {
            Ok(header) => {
                self.splitter.end_records_with(Ending::Row(header.separator));
                self.header = Some(header);
                None
            }
            Err(errors) => {
                self.refused = true;
                let content = Err(errors);
                let line = record.line;
                Some(Item {
                    line,
                    content,
                    warnings: Vec::new(),
                    places: &[],
                })
            }
        }
    }
}

fn read_header(text: &str) -> Result<Header, Vec<FieldError>> {
    let count = |separator: char| text.matches(separator).count();
    let separator = if count(';') > count(',') { b';' } else { b',' };
    let names = cells(text, separator).unwrap_or_default();
    let mut columns = Vec::with_capacity(names.len());
    let mut unknown = Vec::new();
    let mut twice = Vec::new();
    let mut did_you_mean = Vec::new();
    for name in &names {
        let plain = name.trim().to_lowercase();
        match COLUMNS.iter().find(|column| **column == plain) {
            Some(column) if columns.contains(column) => twice.push(*column),
            Some(column) => columns.push(*column),
            None => {
                did_you_mean.extend(nearest(&plain, COLUMNS).did_you_mean.into_iter().take(1));
                unknown.push(plain.chars().take(40).collect::<String>());
            }
        }
    }
    let mut missing = Vec::new();
    if !columns.contains(&"title") {
        missing.push("title");
    }
    if !columns.contains(&"occupation") && !columns.contains(&"description") {
        missing.push("occupation or description");
    }
    let faults: Vec<String> = [
        ("unknown columns", unknown.join(", ")),
        ("columns given twice", twice.join(", ")),
        ("missing columns", missing.join(", ")),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(fault, names)| format!("{fault}: {names}"))
    .collect();
    if faults.is_empty() {
        return Ok(Header { columns, separator });
    }
    let message = format!("{}; known columns are {}", faults.join("; "), COLUMNS.join(", "));
    let mut error = FieldError::new("", FieldErrorCode::WrongColumns, message);
    error.did_you_mean = did_you_mean;
    Err(vec![error])
}

fn cells(text: &str, separator: u8) -> Option<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .buffer_capacity(text.len().clamp(64, 8192))
        .from_reader(text.as_bytes());
    let record = reader.records().next()?.ok()?;
    Some(record.iter().map(str::to_owned).collect())
}

fn row(header: &Header, line: u64, text: &str) -> Item {
    let Some(cells) = cells(text, header.separator) else {
        return Item::broken(
            line,
            FieldErrorCode::BadFormat,
            "this row cannot be split into cells",
        );
    };
    if cells.len() != header.columns.len() {
        let message = format!(
            "the header has {} columns, this row {}",
            header.columns.len(),
            cells.len()
        );
        return Item::broken(line, FieldErrorCode::WrongColumns, message);
    }
    let row = Row {
        header,
        cells: &cells,
    };
    Item {
        line,
        content: Ok(row.vacancy()),
        warnings: Vec::new(),
        places: PLACES,
    }
}

/// The cells of one row by column; a blank cell is absent.
struct Row<'r> {
    header: &'r Header,
    cells: &'r [String],
}

impl Row<'_> {
    fn cell(&self, column: &str) -> Option<&str> {
        let index = self.header.columns.iter().position(|known| *known == column)?;
        Some(self.cells[index].trim()).filter(|text| !text.is_empty())
    }

    fn text(&self, column: &str) -> Value {
        self.cell(column).map_or(Value::Null, Value::from)
    }

    /// A number, also with a decimal comma. Anything else stays text, which the reader refuses.
    fn number(&self, column: &str) -> Value {
        let Some(cell) = self.cell(column) else {
            return Value::Null;
        };
        let plain = cell.replacen(',', ".", 1);
        let is_number = plain
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b".-".contains(&byte));
        match plain.parse::<f64>() {
            Ok(number) if is_number => json!(number),
            _ => Value::from(cell),
        }
    }

    fn flag(&self, column: &str) -> Value {
        let Some(cell) = self.cell(column) else {
            return Value::Null;
        };
        match cell.to_lowercase().as_str() {
            "true" | "1" | "yes" | "ja" => Value::Bool(true),
            "false" | "0" | "no" | "nej" => Value::Bool(false),
            _ => Value::from(cell),
        }
    }

    /// The parts of a cell that holds a list; `None` when it is blank.
    fn parts(&self, column: &str) -> Option<impl Iterator<Item = &str>> {
        let separator = if self.header.separator == b';' { '|' } else { ';' };
        let parts = self.cell(column)?.split(separator).map(str::trim);
        Some(parts.filter(|part| !part.is_empty()))
    }

    fn list(&self, column: &str) -> Value {
        self.parts(column)
            .map_or(Value::Null, |parts| parts.map(Value::from).collect())
    }

    fn vacancy(&self) -> Value {
        let mut vacancy = Map::new();
        for column in [
            "source",
            "external_id",
            "title",
            "description",
            "occupation",
            "apply_by",
        ] {
            vacancy.insert(column.to_owned(), self.text(column));
        }
        let mut put = |name: &str, value: Value| vacancy.insert(name.to_owned(), value);
        put("positions", self.number("positions"));
        put("mentor", self.flag("mentor"));
        put("on_site_danish", self.flag("on_site_danish"));
        put(
            "employer",
            json!({"name": self.text("employer_name"), "cvr": self.text("employer_cvr"), "industry": self.text("industry")}),
        );
        put("workplace", self.workplace());
        put("offers", self.offers());
        put("schedule", self.schedule());
        put(
            "requirements",
            json!({"skills": self.list("skills"), "licences": self.list("licences"),
                   "certificates": self.list("certificates"), "languages": self.languages()}),
        );
        put("demands", self.demands());
        Value::Object(vacancy)
    }

    fn workplace(&self) -> Value {
        match self.cell("postcode") {
            Some(postcode) => json!({"postcode": postcode}),
            None => Value::Null,
        }
    }

    /// One offer; one bound of the hours stands for both.
    fn offers(&self) -> Value {
        let (min, max) = (self.number("hours_min"), self.number("hours_max"));
        let hours = match (min.is_null(), max.is_null()) {
            (true, true) => Value::Null,
            (true, false) => json!({"min": max.clone(), "max": max}),
            (false, true) => json!({"min": min.clone(), "max": min}),
            (false, false) => json!({"min": min, "max": max}),
        };
        let form = self.cell("form").unwrap_or("ordinary_job");
        json!([{"form": form, "hours_per_week": hours, "start": self.text("start"), "end": self.text("end")}])
    }

    fn schedule(&self) -> Value {
        let given = ["days", "from", "to"]
            .iter()
            .any(|column| self.cell(column).is_some());
        if given {
            json!([{"days": self.list("days"), "from": self.text("from"), "to": self.text("to")}])
        } else {
            Value::Null
        }
    }

    /// `da:B1` is a language with its level.
    fn languages(&self) -> Value {
        let language = |part: &str| match part.split_once(':') {
            Some((language, level)) => json!({"language": language.trim(), "level": level.trim()}),
            None => json!({"language": part}),
        };
        self.parts("languages")
            .map_or(Value::Null, |parts| parts.map(language).collect())
    }

    /// `heavy_lifting:12` is a demand with its kilograms.
    fn demands(&self) -> Value {
        let demand = |part: &str| match part.split_once(':') {
            Some((code, kg)) => {
                let kg = kg.trim();
                let kg = kg.parse::<i64>().map_or_else(|_| Value::from(kg), Value::from);
                json!({"code": code.trim(), "kg": kg})
            }
            None => Value::from(part),
        };
        self.parts("demands")
            .map_or(Value::Null, |parts| parts.map(demand).collect())
    }
}
