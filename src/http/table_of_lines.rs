//! Files as CSV: a row for each line, with what its file is. No customer stands in it: it is for figures.

use super::problem::Problem;
use crate::elloha::sales::{Amount, BookingItem, BookingListItem};

/// The columns.
const COLUMNS: [&str; 22] = [
    "idBooking",
    "numBooking",
    "idDistribution",
    "distributionName",
    "idPublication",
    "publicationProjectName",
    "createdOn",
    "lastModifiedOn",
    "status",
    "totalAmount",
    "lineNumber",
    "idBookingItem",
    "idOi",
    "idFormula",
    "idPrestation",
    "idRatePlan",
    "bookingStart",
    "time",
    "quantity",
    "unitAmountIncludingVat",
    "totalAmountIncludingVat",
    "lineStatus",
];

/// A table that is being written.
pub(super) struct TableOfLines(csv::Writer<Vec<u8>>);

impl TableOfLines {
    pub(super) fn new() -> Result<Self, Problem> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(COLUMNS).map_err(|error| unwritten(&error))?;
        Ok(Self(writer))
    }

    /// Adds a file; one without lines is a row without a line.
    pub(super) fn add(&mut self, file: &BookingListItem) -> Result<(), Problem> {
        let about = about(file);
        if file.booking_items.is_empty() {
            let nothing = COLUMNS.len() - about.len();
            let row = about.iter().cloned().chain(std::iter::repeat_n(String::new(), nothing));
            return self.row(row);
        }
        for item in &file.booking_items {
            self.row(about.iter().cloned().chain(line(item)))?;
        }
        Ok(())
    }

    fn row(&mut self, row: impl Iterator<Item = String>) -> Result<(), Problem> {
        self.0.write_record(row.map(defused)).map_err(|error| unwritten(&error))
    }

    /// All of it.
    pub(super) fn written(self) -> Result<Vec<u8>, Problem> {
        self.0.into_inner().map_err(|error| Problem::bug(error.to_string()))
    }
}

fn unwritten(error: &csv::Error) -> Problem {
    Problem::bug(error.to_string())
}

fn about(file: &BookingListItem) -> Vec<String> {
    vec![
        file.id_booking.to_string(),
        file.num_booking.clone().unwrap_or_default(),
        file.id_distribution.to_string(),
        file.distribution_name.clone().unwrap_or_default(),
        file.id_publication.to_string(),
        file.publication_project_name.clone().unwrap_or_default(),
        file.created_on.clone().unwrap_or_default(),
        file.last_modified_on.clone().unwrap_or_default(),
        file.status.word().to_owned(),
        money(file.total_amount),
    ]
}

fn line(item: &BookingItem) -> Vec<String> {
    let time = item.hour.map(|hour| format!("{hour:02}:{:02}", item.minutes.unwrap_or(0)));
    vec![
        item.line_number.to_string(),
        item.id_booking_item.to_string(),
        item.id_oi.to_string(),
        item.id_formula.map(|id| id.to_string()).unwrap_or_default(),
        item.id_prestation.to_string(),
        item.id_rate_plan.map(|id| id.to_string()).unwrap_or_default(),
        item.booking_start.map(|day| day.date().to_string()).unwrap_or_default(),
        time.unwrap_or_default(),
        item.quantity.to_string(),
        money(item.unit_amount_including_vat),
        money(item.total_amount_including_vat),
        item.status.word().to_owned(),
    ]
}

fn money(amount: Amount) -> String {
    amount.to_string()
}

/// A cell that a spreadsheet takes for a formula is taken for a text with an apostrophe before it.
fn defused(cell: String) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::defused;

    #[test]
    fn formulas_are_texts() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(defused(cell.to_owned()), format!("'{cell}"));
        }
        assert_eq!(defused("A-1".to_owned()), "A-1");
    }
}
