//! From an extract to a `Gazetteer`: `harvest` gathers what the tags say (`tagged`, `corner`, `outline`),
//! `settlement_of` and `areas` say which town each house belongs to, `build_index` arranges it. Packing it into bytes
//! is in `bytes/`.

pub(crate) mod areas;
pub(crate) mod build_index;
pub(crate) mod corner;
pub(crate) mod harvest;
pub(crate) mod outline;
pub(crate) mod settlement_of;
pub(crate) mod tagged;
