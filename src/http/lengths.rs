//! Texts that come are as long as the document says at most: what is longer would be cut by whoever keeps it.

use super::problem::Problem;
use crate::elloha::sales::{NewBooking, NewItem};

/// Refuses a file with a text that is too long.
pub(super) fn of_file(new: &NewBooking) -> Result<(), Problem> {
    let client = &new.client;
    within("remarks", new.remarks.as_deref(), 2_000)?;
    for (name, text, most) in [
        ("client.firstName", &client.first_name, 100),
        ("client.lastName", &client.last_name, 100),
        ("client.email", &client.email, 200),
        ("client.phone", &client.phone, 50),
        ("client.mobilePhone", &client.mobile_phone, 50),
        ("client.streetNumber", &client.street_number, 50),
        ("client.route", &client.route, 200),
        ("client.zipCode", &client.zip_code, 20),
        ("client.locality", &client.locality, 100),
        ("client.countryCode", &client.country_code, 2),
    ] {
        within(name, text.as_deref(), most)?;
    }
    Ok(())
}

/// Refuses lines with a text that is too long.
pub(super) fn of_lines(items: &[NewItem]) -> Result<(), Problem> {
    for (at, item) in items.iter().enumerate() {
        within(&format!("[{at}].externalNumBooking"), item.external_num_booking.as_deref(), 100)?;
    }
    Ok(())
}

fn within(name: &str, text: Option<&str>, most: usize) -> Result<(), Problem> {
    let length = text.map_or(0, |text| text.chars().count());
    if length <= most {
        return Ok(());
    }
    Err(Problem::malformed(format!(
        "`{name}`: it has {length} characters, and at most {most} are taken: shorten it"
    )))
}
