//! Floor 4: the built-in steps, one file each.
//!
//! A step is called on present values only: missing, invalid and unknown pass through, and a step made for one
//! value is applied to each element of a list. Both are done by [`apply`], so no function repeats them.
//!
//! **Invariant:** a step is pure and never panics: what it cannot use becomes [`crate::value::Value::Invalid`].
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod function;

// What several steps share.
mod address;
mod amount;
mod host;
mod markup;
mod numbering;
mod price;

// The steps.
mod date;
mod decimal;
mod email;
mod first;
mod highest;
mod highest_price;
mod html;
mod integer;
mod join;
mod landlines;
mod latitude;
mod longitude;
mod lowest;
mod lowest_price;
mod media_url;
mod mobiles;
mod money;
mod only;
mod opening_periods;
mod phone;
mod postcode;
mod squish;
mod street_name;
mod street_number;
mod table;
mod text;
mod title_case;
mod unique;
mod url;
mod yes_no;

use crate::value::Kind;

pub use function::{
    ANY, Args, Cells, Example, Function, Gives, Notes, Param, ParamKind, Step, Takes, apply, worst,
};
pub use table::look_up;

/// Sorted by name, which [`find`] relies on.
static ALL: [&Function; 30] = [
    &date::FUNCTION,
    &decimal::FUNCTION,
    &email::FUNCTION,
    &first::FUNCTION,
    &highest::FUNCTION,
    &highest_price::FUNCTION,
    &html::FUNCTION,
    &integer::FUNCTION,
    &join::FUNCTION,
    &landlines::FUNCTION,
    &latitude::FUNCTION,
    &longitude::FUNCTION,
    &lowest::FUNCTION,
    &lowest_price::FUNCTION,
    &media_url::FUNCTION,
    &mobiles::FUNCTION,
    &money::FUNCTION,
    &only::FUNCTION,
    &opening_periods::FUNCTION,
    &phone::FUNCTION,
    &postcode::FUNCTION,
    &squish::FUNCTION,
    &street_name::FUNCTION,
    &street_number::FUNCTION,
    &table::FUNCTION,
    &text::FUNCTION,
    &title_case::FUNCTION,
    &unique::FUNCTION,
    &url::FUNCTION,
    &yes_no::FUNCTION,
];

/// The steps that make a value of one of `wanted` of a value of kind `found`, or of several, as they are written in a
/// rule; the shortest first, which is the plainest.
pub fn makers(found: Kind, wanted: &[Kind], many: bool) -> Vec<String> {
    let makes = |function: &&&Function| {
        let takes = match function.takes {
            Takes::Each(kinds) => kinds.contains(&found),
            Takes::Whole(kinds) | Takes::Raw(kinds) => many && kinds.contains(&found),
        };
        takes
            && match function.gives {
                Gives::One(kind) | Gives::List(kind) => wanted.contains(&kind),
                Gives::Codes => wanted.contains(&Kind::Code),
                Gives::Same | Gives::Element => false,
            }
    };
    let mut makers: Vec<String> =
        ALL.iter().filter(makes).map(|function| format!("`{}`", function.call())).collect();
    makers.sort_by_key(String::len);
    makers
}

/// The number of a text, read as the step `decimal` does; tests compare by it.
pub fn number(text: &str) -> Option<f64> {
    decimal::parse(text)
}

/// The day of a text, read as the step `date` does; tests compare by it.
pub fn day(text: &str) -> Option<jiff::civil::Date> {
    date::parse(text)
}

/// What a text that people write says as a telephone number of France; why it is none.
pub fn telephone(text: &str) -> Result<crate::value::Phone, &'static str> {
    numbering::plan("FR").map_or(Err("no plan"), |plan| plan.judge(text))
}

/// Every built-in step, sorted by name.
pub fn all() -> &'static [&'static Function] {
    &ALL
}

/// The step of this name.
pub fn find(name: &str) -> Option<&'static Function> {
    let at = ALL.binary_search_by(|function| function.name.cmp(name)).ok()?;
    ALL.get(at).copied()
}
