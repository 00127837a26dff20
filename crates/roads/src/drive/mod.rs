//! The fastest drive between two places: `search` finds its weight and lanes, `path` adds its shape. Tables of many
//! places are in `table`.

pub(crate) mod path;
pub(crate) mod search;
