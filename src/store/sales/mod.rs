//! Offers, stocks and files of accounts that no live elloha keeps.

mod file;
mod find;
mod item;
mod offer;
mod stock;

pub use file::{
    Confirmed, FileRow, begin_file, cancel_file, confirm_file, creator, discard_file, erase, file,
    name_engine, numbered,
};
pub use find::{Matches, Pattern, find_files};
pub use item::{ItemRow, add_items, cancel_lines, items, items_of};
pub use offer::{
    AccountRow, Kind, OfferRows, account, accounts_sold, day_rows, foreign, offer_rows, put_account,
    put_offers,
};
pub use stock::{
    Slot, Taking, all_stock, give_back, give_back_file, is_taken, put_stock, sell, stock_row, stock_rows,
    take, takings, takings_of_day,
};
