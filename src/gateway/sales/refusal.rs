//! Why something is not done, by name.

use std::fmt;

use jiff::civil::Date;

use crate::elloha::sales::{Amount, AvailabilityStatus, BookingStatus};

/// Why something is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The id of another booking engine came with the call.
    OtherEngine,
    /// A payment came with the call.
    Payment,
    /// There is no such file, or it is none of who asks.
    UnknownFile,
    /// The file was refused before, and was taken away.
    TakenAway,
    /// There is no such line in the file.
    UnknownLine,
    /// There is no such account, or it is none of who asks.
    UnknownAccount,
    /// The account does not offer that.
    UnknownOffer,
    /// The type of the account is none of those that are sold.
    NotEligible,
    /// The channel is not shown to accounts yet.
    Hidden,
    /// While it is tested, the channel sells the test account only.
    TestOnly,
    /// The owner has not opened the channel, or has closed it.
    NotOpen,
    /// The channel was opened, and is not sellable before this day.
    From(Date),
    /// Nothing can be had, and why.
    NotAvailable(AvailabilityStatus),
    /// So many are left.
    SoldOut(i32),
    /// Fewer or more than are sold at once.
    Quantity {
        /// The fewest.
        least: i32,
        /// The most.
        most: i32,
    },
    /// Another price than the one that was agreed to.
    Price(Amount),
    /// The number is that of another file.
    NumberTaken,
    /// The number is that of another line.
    LineTaken,
    /// The file has no lines.
    Empty,
    /// The file has more lines than this.
    TooLong(usize),
    /// In this state of the file it cannot be done.
    State(BookingStatus),
    /// elloha says no, and nothing about why.
    Elloha(String),
    /// Only the owner of the account may do that.
    OwnerOnly,
    /// In this stage of the channel it cannot be done.
    Stage(&'static str),
    /// A value that cannot be taken; what it is, and what is allowed.
    Value(String),
}

impl Reason {
    /// The word that programs know it by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherEngine => "other_booking_engine",
            Self::Payment => "payment_not_taken",
            Self::UnknownFile => "unknown_booking",
            Self::TakenAway => "booking_taken_away",
            Self::UnknownLine => "unknown_booking_item",
            Self::UnknownAccount => "unknown_account",
            Self::UnknownOffer => "unknown_offer",
            Self::NotEligible => "type_not_eligible",
            Self::Hidden => "channel_hidden",
            Self::TestOnly => "test_account_only",
            Self::NotOpen => "channel_not_open",
            Self::From(_) => "sellable_later",
            Self::NotAvailable(_) => "not_available",
            Self::SoldOut(_) => "sold_out",
            Self::Quantity { .. } => "quantity",
            Self::Price(_) => "price_changed",
            Self::NumberTaken => "number_taken",
            Self::LineTaken => "line_taken",
            Self::Empty => "no_lines",
            Self::TooLong(_) => "too_many_lines",
            Self::State(_) => "booking_state",
            Self::Elloha(_) => "refused_by_elloha",
            Self::OwnerOnly => "owner_only",
            Self::Stage(_) => "channel_stage",
            Self::Value(_) => "invalid_value",
        }
    }

    /// As a refusal of something.
    pub fn of(self, what: impl Into<String>) -> Refusal {
        Refusal { reason: self, what: what.into() }
    }
}

/// A refusal: what, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// What it is about: an id, a slot; never a person.
    pub what: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = &self.what;
        match &self.reason {
            Reason::OtherEngine => write!(
                out,
                "{what} is not the booking engine of this channel: send the one of the hand-over sheet"
            ),
            Reason::Payment => write!(
                out,
                "{what}: no money flows between ALOA and elloha: leave `payments` out, and keep nothing of a price at a cancellation (0)"
            ),
            Reason::UnknownFile => write!(out, "there is no file {what} of this channel"),
            Reason::TakenAway => write!(
                out,
                "the file {what} could not be confirmed, and was taken away: its number is free for another try"
            ),
            Reason::UnknownLine => write!(out, "there is no line {what} in this file"),
            Reason::UnknownAccount => write!(out, "there is no account {what}"),
            Reason::UnknownOffer => {
                write!(out, "{what} is not offered by this account: read its offers again")
            }
            Reason::NotEligible => {
                write!(out, "the account {what} is of a type that is not sold through ALOA")
            }
            Reason::Hidden => write!(
                out,
                "the channel is not shown to accounts yet: its network head asks for that when the tests are done"
            ),
            Reason::TestOnly => {
                write!(out, "the channel is being tested: it sells its test account only, not {what}")
            }
            Reason::NotOpen => write!(
                out,
                "the account {what} is not sold through this channel: its owner opens it under Sales channels, My local channels"
            ),
            Reason::From(day) => write!(out, "the account {what} is sold through this channel from {day} on"),
            Reason::NotAvailable(status) => write!(out, "{what} cannot be had: {status:?}"),
            Reason::SoldOut(0) => write!(out, "{what}: none is left"),
            Reason::SoldOut(left) => write!(out, "{what}: only {left} left"),
            Reason::Quantity { least, most } => {
                write!(out, "{what}: from {least} to {most} are sold at once")
            }
            Reason::Price(price) => {
                write!(out, "{what} costs {price}: read availability again, and agree to that price")
            }
            Reason::NumberTaken => write!(
                out,
                "the number {what} is that of another file with other content: a file has a number of its own"
            ),
            Reason::LineTaken => {
                write!(out, "the line {what} is there with other content: a line has a number of its own")
            }
            Reason::Empty => write!(out, "the file {what} has no lines: add some before it is confirmed"),
            Reason::TooLong(most) => {
                write!(out, "the file {what} would have more than {most} lines: make another file")
            }
            Reason::State(status) => {
                write!(out, "the file {what} is {}: that cannot be done with it any more", status.word())
            }
            Reason::Elloha(why) => write!(out, "elloha refuses {what}: {why}"),
            Reason::OwnerOnly => write!(
                out,
                "only the owner of the account {what} opens and closes the channel, with credentials of their own"
            ),
            Reason::Stage(stage) => write!(out, "{what}: the channel is {stage}"),
            Reason::Value(allowed) => write!(out, "{what}: {allowed}"),
        }
    }
}
