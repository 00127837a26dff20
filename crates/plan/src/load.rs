//! Amounts on board.

/// Amounts in every load dimension of the problem (units, kilograms, …), none negative.
pub type Load = Vec<i64>;
