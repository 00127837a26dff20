//! `Effort` and `Efforts`: how much work a search may do, in all and part by part, counted in steps and not by the
//! clock, so that a text gets the same answer on a slow machine.
//!
//! A step is about ten nanoseconds of a machine of today. An address as people write it takes a few hundred to a few
//! ten thousand of them.

use std::cell::Cell;

/// Steps of work that remain.
#[derive(Debug)]
pub(crate) struct Effort {
    left: Cell<usize>,
    is_cut: Cell<bool>,
}

impl Effort {
    /// A budget of this many steps.
    pub(crate) const fn of(steps: usize) -> Self {
        Self {
            left: Cell::new(steps),
            is_cut: Cell::new(false),
        }
    }

    /// Takes steps for work about to be done; `false` when too few are left, and the work must be left out. After that
    /// no work is done, however small: what is left out does not depend on the order of large and small.
    pub(crate) fn take(&self, steps: usize) -> bool {
        let left = self.left.get().checked_sub(steps);
        if left.is_none() {
            self.cut();
        }
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Notes that some work was left out.
    pub(crate) fn cut(&self) {
        self.is_cut.set(true);
    }

    /// Whether some work was left out.
    pub(crate) const fn is_cut(&self) -> bool {
        self.is_cut.get()
    }
}

/// The steps of one search, part by part, so that no part starves the next.
#[derive(Debug)]
pub(crate) struct Efforts {
    /// Looking streets up as they are written.
    pub exact: Effort,
    /// Looking for streets with slips forgiven.
    pub near: Effort,
    /// Looking houses up.
    pub houses: Effort,
}

impl Efforts {
    /// For an address asked for once: some ten milliseconds at worst.
    pub(crate) const fn asked() -> Self {
        Self {
            exact: Effort::of(400_000),
            near: Effort::of(700_000),
            houses: Effort::of(400_000),
        }
    }

    /// For one letter typed: nobody waits longer for a suggestion than for a letter.
    pub(crate) const fn typed() -> Self {
        Self {
            exact: Effort::of(150_000),
            near: Effort::of(250_000),
            houses: Effort::of(150_000),
        }
    }

    /// Whether some work was left out.
    pub(crate) const fn is_any_cut(&self) -> bool {
        self.exact.is_cut() || self.near.is_cut() || self.houses.is_cut()
    }
}

#[cfg(test)]
mod tests {
    use super::Effort;

    #[test]
    fn once_too_little_is_left_nothing_more_is_done() {
        let effort = Effort::of(10);
        assert!(effort.take(4) && effort.take(6) && !effort.is_cut());
        assert!(!effort.take(1) && effort.is_cut());
        let effort = Effort::of(10);
        assert!(!effort.take(11) && !effort.take(1));
    }
}
