//! Module that encrypts (seals) and decrypts (opens) what is said of people, each text under the key of the person it
//! is about, or the region's when it is about nobody.
//!
//! A sealed text is a random nonce and XChaCha20-Poly1305 of the text; the place where it is kept (region, table, row)
//! is authenticated with it, so that it does not open in another row. A text whose key is deleted cannot be opened any
//! more, in older copies of the database either.

mod dice;
mod key;
mod part_row;
mod parts;
mod region_keys;
mod request;
mod words;

pub use parts::PersonalPart;

pub(crate) use dice::Dice;
pub(crate) use key::{Key, SealLocation, with_key};
pub(crate) use part_row::{PARTS, part_row};
pub(crate) use parts::{insert as insert_parts, of_plan as parts_of_plan, open as open_part};
pub(crate) use region_keys::{KEYS_MARK, RegionKeys};
pub(crate) use request::{divided, joined, take_personal};
pub(crate) use words::{open_words, said_words, seal_kept_words, seal_words};
