//! An index made of an extract.

pub(crate) mod areas;
pub(crate) mod build_index;
pub(crate) mod corner;
pub(crate) mod harvest;
pub(crate) mod outline;
pub(crate) mod settlement_of;
pub(crate) mod tagged;
