//! Floor 11: the gateway to a counter: elloha's activities sold in ALOA Cashier/Ticketing.
//!
//! elloha is the system of record for offers, prices, stocks and files. What is kept here is the state of the channel, who
//! opened it, credentials, and which two file numbers are one file.
//!
//! **Invariant:** nothing here reads a clock or the environment: the moment is given.
//! **Invariant:** what creates or changes something at elloha is sent once; what nobody knows the outcome of is looked up.

pub mod access;
pub mod sales;
