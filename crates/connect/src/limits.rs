//! Three constants: how many columns and rows a table may have, and how many letters a cell. Limits of single values
//! are in `karavan_intake`.

/// The most columns of a table.
pub const COLUMNS_MAX: usize = 256;
/// The most rows of a table, its header and blank ones among them.
pub const ROWS_MAX: usize = 200_000;
/// Longer cells hold no value of ours: what is beyond is not kept, and the row is refused.
pub(crate) const CELL_LETTERS_MAX: usize = 10_000;
