//! What the numbering plans of the world say of a telephone number; the only file that names the library.
//!
//! The library reads its plans when the first number is judged, or a country is asked for that is not French, which
//! takes some milliseconds and three megabytes.

use std::str::FromStr;

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region,
    ValidationError,
};

use crate::value::{Phone, PhoneKind};

/// A country whose plan is known.
#[derive(Clone, Copy)]
pub(super) struct Plan(Region);

/// The territories that share the ten digits of metropolitan France.
const OVERSEAS: [Region; 8] =
    [Region::BL, Region::GF, Region::GP, Region::MF, Region::MQ, Region::PM, Region::RE, Region::YT];

/// The plan of a country, by its two capital letters.
pub(super) fn plan(country: &str) -> Option<Plan> {
    let region = Region::from_str(country).ok()?;
    if region == Region::FR || OVERSEAS.contains(&region) {
        return Some(Plan(region));
    }
    PHONE_NUMBER_UTIL.get_supported_regions().any(|known| known == region).then_some(Plan(region))
}

impl Plan {
    /// Whether the digits are a French short number such as 3949, which has no international form.
    pub(super) fn is_short(self, digits: &str) -> bool {
        let french = self.0 == Region::FR || OVERSEAS.contains(&self.0);
        french && digits.len() == 4 && (digits.starts_with('3') || digits.starts_with("10"))
    }

    /// The number, or why it is impossible.
    pub(super) fn judge(self, text: &str) -> Result<Phone, &'static str> {
        if let Some(number) = self.usual(text) {
            return describe(&number);
        }
        let number = PHONE_NUMBER_UTIL.parse(text, Some(self.0)).map_err(|error| why(&error))?;
        // A house in La Réunion may have a number of Paris: there both are dialled with the same ten digits.
        if OVERSEAS.contains(&self.0) && !number.is_valid() {
            let metropolitan = PHONE_NUMBER_UTIL.parse(text, Some(Region::FR)).ok();
            if let Some(metropolitan) = metropolitan.filter(PhoneNumber::is_valid) {
                return describe(&metropolitan);
            }
        }
        describe(&number)
    }

    /// The number of a text in one of the forms that nearly all have: nine digits behind `0`, behind the calling code of
    /// metropolitan France, or behind both, with nothing but blanks, points, hyphens and brackets between them.
    ///
    /// The library takes such a text for the same number, and asks first what else it could be: an extension, letters,
    /// a second number, a prefix to dial. That is nine tenths of its work.
    fn usual(self, text: &str) -> Option<PhoneNumber> {
        let (plus, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
        let plain = |sign: u8| sign.is_ascii_digit() || matches!(sign, b' ' | b'.' | b'-' | b'(' | b')');
        if !rest.starts_with(|first: char| first.is_ascii_digit()) || !rest.bytes().all(plain) {
            return None;
        }
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        // How a call leaves a country depends on the country.
        if !plus && self.0 != Region::FR {
            return None;
        }
        let national = match digits.strip_prefix(if plus { "33" } else { "0033" }) {
            Some(behind) => behind.strip_prefix('0').unwrap_or(behind),
            None => digits.strip_prefix('0').filter(|_| !plus)?,
        };
        let whole = national.len() == 9 && !national.starts_with('0');
        let national_number = national.parse().ok().filter(|_| whole)?;
        Some(PhoneNumber { country_code: 33, national_number, ..PhoneNumber::default() })
    }
}

fn describe(number: &PhoneNumber) -> Result<Phone, &'static str> {
    if number.extension.is_some() {
        return Err("an extension, which an international number cannot hold");
    }
    match number.is_possible_with_reason() {
        Ok(NumberLengthType::IsPossible) => {}
        Ok(NumberLengthType::IsPossibleLocalOnly) => return Err("a number without its area code"),
        Err(error) => return Err(length(error)),
    }
    let e164 = number.format_as(PhoneNumberFormat::E164).into_owned();
    let french = FRENCH.iter().find_map(|code| e164.strip_prefix(code));
    if french.is_some_and(|national| national.starts_with('0')) {
        // Nine digits after a zero that is not the prefix: one digit was lost.
        return Err(TOO_FEW);
    }
    let listed = number.get_type();
    let kind = match listed {
        PhoneNumberType::FixedLine => PhoneKind::Landline,
        PhoneNumberType::Mobile => PhoneKind::Mobile,
        // In France a telephone at the router of the house.
        PhoneNumberType::VoIP if french.is_some() => PhoneKind::Landline,
        PhoneNumberType::Unknown => french.map_or(PhoneKind::Other, by_first_digit),
        PhoneNumberType::VoIP
        | PhoneNumberType::FixedLineOrMobile
        | PhoneNumberType::TollFree
        | PhoneNumberType::PremiumRate
        | PhoneNumberType::SharedCost
        | PhoneNumberType::PersonalNumber
        | PhoneNumberType::Pager
        | PhoneNumberType::UAN
        | PhoneNumberType::VoiceMail => PhoneKind::Other,
    };
    // A number is valid if the plan has it in one of its lists: asking for that would read all of them once more.
    Ok(Phone { e164, kind, known: listed != PhoneNumberType::Unknown })
}

/// The calling codes of France: metropolitan, Guadeloupe, Guyane, Martinique, La Réunion and Mayotte, Saint-Pierre.
const FRENCH: [&str; 6] = ["+33", "+590", "+594", "+596", "+262", "+508"];

fn why(error: &ParseError) -> &'static str {
    match error {
        ParseError::InvalidCountryCode => NO_COUNTRY,
        ParseError::NotANumber(_) => "not a telephone number",
        ParseError::TooShortAfterIdd | ParseError::TooShortNsn => TOO_FEW,
        ParseError::TooLongNsn => TOO_MANY,
    }
}

fn length(error: ValidationError) -> &'static str {
    match error {
        ValidationError::InvalidCountryCode => NO_COUNTRY,
        ValidationError::TooShort => TOO_FEW,
        ValidationError::InvalidLength => "a number of digits that the plan does not have",
        ValidationError::TooLong => TOO_MANY,
    }
}

const NO_COUNTRY: &str = "a country code that does not exist";
const TOO_FEW: &str = "too few digits";
const TOO_MANY: &str = "too many digits";

/// For numbers that the plan does not list, such as the range for fiction 06 39 98.
fn by_first_digit(national: &str) -> PhoneKind {
    match national.as_bytes().first() {
        Some(b'6' | b'7') => PhoneKind::Mobile,
        Some(b'1'..=b'5' | b'9') => PhoneKind::Landline,
        Some(_) | None => PhoneKind::Other,
    }
}
