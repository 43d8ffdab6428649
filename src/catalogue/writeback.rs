//! The list that a tourist office types into its information system: which account each record has become.

use csv::WriterBuilder;
use serde::Serialize;
use uuid::Uuid;

use super::error::Error;
use crate::store::{self, Origin, Store};

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The record.
    #[serde(rename = "SyndicObjectID")]
    pub id: String,
    /// The account.
    #[serde(rename = "idOI")]
    pub idoi: String,
    /// The offer of the account, where several records are one account.
    pub product_id: Option<String>,
    /// The address of its widget, for web agencies; none without a booking engine.
    pub widget: Option<String>,
    /// The title of the record, for the person who types.
    pub title: String,
    /// Whether the record was added by hand, so that the information system may not have it.
    pub by_hand: bool,
    /// When its owner took it over.
    pub taken_over: String,
}

/// The accounts of a head, by record; `since` is the first day that is wanted. The booking engine is that of the head, so
/// that what is sold through the widget counts as the head's.
pub fn writeback(
    store: &dyn Store,
    head: &str,
    engine: Option<Uuid>,
    since: Option<&str>,
) -> Result<Vec<Line>, Error> {
    let accounts = store.reading(|connection| store::accounts(connection, head))?;
    let lines =
        accounts.into_iter().filter(|account| since.is_none_or(|since| account.taken_over.as_str() >= since));
    let line = |account: store::Account| Line {
        widget: engine.map(|engine| {
            format!(
                "https://reservation.elloha.com/Widget/BookingEngine/{engine}?idoi={}&culture=fr-FR",
                account.idoi
            )
        }),
        title: account.title,
        id: account.id,
        idoi: account.idoi,
        product_id: account.product,
        by_hand: account.origin == Origin::Hand.word(),
        taken_over: account.taken_over,
    };
    Ok(lines.map(line).collect())
}

/// The list as CSV with semicolons, which is what spreadsheets in France open, with a line of names.
pub fn as_csv(lines: &[Line]) -> String {
    let mut writer =
        WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(["SyndicObjectID", "idOI", "productid", "widget", "title"]);
    for Line { id, idoi, product_id, widget, title, .. } in lines {
        let (product, widget) =
            (product_id.as_deref().unwrap_or_default(), widget.as_deref().unwrap_or_default());
        let _ = writer.write_record([id, idoi, product, widget, title]);
    }
    String::from_utf8_lossy(&writer.into_inner().unwrap_or_default()).into_owned()
}
