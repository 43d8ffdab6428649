//! Offers, stocks and files of accounts that no live elloha keeps.

mod file;
mod offer;
mod stock;

pub use file::{
    FileRow, ItemRow, Matches, Pattern, add_items, begin_file, cancel_file, cancel_lines, confirm_file,
    creator, discard_file, erase, file, find_files, items, items_of, name_engine, numbered,
};
pub use offer::{
    AccountRow, OfferRows, account, accounts_sold, day_rows, offer_rows, put_account, put_offers,
};
pub use stock::{
    Slot, Taking, give_back, give_back_file, put_stock, sell, stock_row, stock_rows, take, takings,
    takings_of_day,
};
