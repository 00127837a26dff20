//! From an extract to a `Gazetteer`: `harvest` gathers what the tags say (`tagged`, `tagged_addresses`, `outline`),
//! `settlement_of` and `areas` say which town each house belongs to, `arrange` arranges it. Packing it into bytes
//! is in `bytes/`.

pub(crate) mod areas;
pub(crate) mod arrange;
pub(crate) mod harvest;
pub(crate) mod outline;
pub(crate) mod settlement_of;
pub(crate) mod tagged;
pub(crate) mod tagged_addresses;
