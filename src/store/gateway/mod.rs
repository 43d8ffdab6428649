//! The channel to a counter: its life, the accounts of its network, who opened it, and which two files are one.

mod account;
mod channel;
mod pair;

pub use account::{
    ChannelAccount, Consent, accounts_of, channel_account, close_account, consents, heads_of, open_account,
    put_channel_account, remember_consent,
};
pub use channel::{ChannelRow, begin_channel, channel, channel_of, channels, move_channel};
pub use pair::{
    PairRow, SoldOn, advance, begin_pair, confirm_pair, confirm_pair_of, drop_pair, forget_digests, idle,
    pair, pair_by_any, pair_of, pairs, send, under_way,
};
