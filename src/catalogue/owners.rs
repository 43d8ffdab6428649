//! A list of owners, as a spreadsheet saves it: one record a line.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, WriterBuilder};
use encoding_rs::{UTF_8, WINDOWS_1252};

use super::owner::GivenOwner;
use super::ready::Readiness;

/// The columns: the title is for people, and says nothing.
const COLUMNS: [&str; 6] = ["id", "first", "last", "email", "mobile", "title"];

/// A list of owners.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owners {
    /// The records, in the order of the list, each with what is said of its owner.
    pub records: Vec<(String, GivenOwner)>,
    /// Whether it was not in UTF-8, and was read as spreadsheets in France save it.
    pub windows: bool,
}

/// Reads a list; all that is wrong with it, each with its line.
pub fn owners(bytes: &[u8]) -> Result<Owners, Vec<String>> {
    if bytes.starts_with(b"PK") {
        return Err(vec!["this is a workbook: save it as \"CSV UTF-8\"".to_owned()]);
    }
    let (text, _, failed) = UTF_8.decode(bytes);
    let windows = failed;
    let text = if failed { WINDOWS_1252.decode(bytes).0 } else { text };
    let first = text.lines().next().unwrap_or_default();
    // The one of the three that the first line has most of.
    let delimiter = [b';', b',', b'\t'].into_iter().max_by_key(|one| {
        let count = first.bytes().filter(|byte| byte == one).count();
        (count, *one == b';')
    });
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b';'))
        .from_reader(text.as_bytes());
    let (mut columns, mut wrong) = (Vec::new(), Vec::new());
    let mut list = Owners { windows, ..Owners::default() };
    let (mut ids, mut emails): (BTreeMap<String, u64>, BTreeMap<String, u64>) = Default::default();
    for (number, row) in (0_u64..).zip(reader.records()) {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                wrong.push(error.to_string());
                break;
            }
        };
        let line = row.position().map_or(number + 1, csv::Position::line);
        if number == 0 {
            columns = heading(&row, &mut wrong);
            continue;
        }
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let (mut id, mut owner) = (String::new(), GivenOwner::default());
        for (at, cell) in row.iter().enumerate() {
            let cell = cell.trim();
            match (columns.get(at).map(String::as_str), cell) {
                (_, "") => {}
                (Some("id"), _) => cell.clone_into(&mut id),
                (Some(name), _) => {
                    if let Some(place) = owner.place(name) {
                        *place = Some(cell.to_owned());
                    }
                }
                (None, _) => wrong.push(format!("line {line}: `{cell}` stands in no column")),
            }
        }
        if id.is_empty() {
            wrong.push(format!("line {line}: the id is missing"));
            continue;
        }
        if let Some(other) = ids.insert(id.clone(), line) {
            wrong.push(format!("lines {other} and {line} are the same record, {id}"));
        }
        if let Some(email) = &owner.email
            && let Some(other) = emails.insert(email.to_lowercase(), line)
        {
            wrong.push(format!(
                "lines {other} and {line} have the same e-mail: it is the login of one account"
            ));
        }
        list.records.push((id, owner));
    }
    if columns.is_empty() && wrong.is_empty() {
        wrong.push(format!("it is empty: its first line is `{}`", COLUMNS.join(";")));
    } else if list.records.is_empty() && wrong.is_empty() {
        wrong.push("it names no record".to_owned());
    }
    if wrong.is_empty() { Ok(list) } else { Err(wrong) }
}

/// The columns of a list by their names.
fn heading(row: &StringRecord, wrong: &mut Vec<String>) -> Vec<String> {
    let name = |cell: &str| match cell.trim().trim_start_matches('\u{feff}').to_lowercase().as_str() {
        "syndicobjectid" => "id".to_owned(),
        other => other.to_owned(),
    };
    let columns: Vec<String> = row.iter().map(name).collect();
    let all = COLUMNS.join(";");
    for (at, column) in columns.iter().enumerate() {
        let cell = row.get(at).unwrap_or_default();
        if !column.is_empty() && !COLUMNS.contains(&column.as_str()) {
            wrong.push(format!("line 1: `{}` is no column of such a list: it has `{all}`", cell.trim()));
        } else if columns.iter().skip(at + 1).any(|other| other == column && !column.is_empty()) {
            wrong.push(format!("line 1: the column `{column}` stands there twice"));
        }
    }
    if !columns.iter().any(|column| column == "id") {
        wrong.push(format!("line 1: there is no column `id`: it has `{all}`"));
    }
    columns
}

/// A list to fill in: the records that lack nothing but what an owner is, with what is known of each.
pub fn to_fill_in(found: &[Readiness]) -> String {
    let mut writer =
        WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for Readiness { id, title, owner, .. } in found.iter().filter(|one| one.needs_only_an_owner()) {
        let cell = |text: &Option<String>| text.clone().unwrap_or_default();
        let _ = writer.write_record([
            id.clone(),
            cell(&owner.first),
            cell(&owner.last),
            cell(&owner.email),
            cell(&owner.mobile),
            title.clone(),
        ]);
    }
    let text = writer.into_inner().unwrap_or_default();
    // Spreadsheets take it for UTF-8 only with the mark at its beginning.
    format!("\u{feff}{}", String::from_utf8_lossy(&text))
}
