//! `Load`: one amount per load dimension, in whole units. What is loaded where is in `goods.rs`.

/// Amounts in every load dimension of the problem (units, kilograms, …), none negative.
pub type Load = Vec<i64>;
