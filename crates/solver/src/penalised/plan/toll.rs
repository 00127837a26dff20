//! `Toll`: what one day comes to: price, seconds of lateness, units of overload, and the price of hours and moments.
//! `penalties.rs` turns it into a cost.

/// What a day comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Toll {
    /// What is paid: legs, fixed costs, and who comes.
    pub(crate) price: i64,
    /// Seconds of lateness.
    pub(crate) late_by: i64,
    /// What does not fit, over all dimensions.
    pub(crate) over: i64,
    /// What hours and moments cost: long or idle days, missed wishes, waits. Never less than nothing.
    pub(crate) timed: i64,
}

impl Toll {
    /// Whether something is late or too much.
    #[inline(always)]
    pub(crate) const fn is_fined(&self) -> bool {
        self.late_by > 0 || self.over > 0
    }
}
