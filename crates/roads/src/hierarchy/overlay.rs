//! `Overlay`: a copy-on-write array: a few replaced values over a large unchanged one. Used by `amend.rs`.

/// Values of which some are replaced.
pub(super) struct Overlay<'a, T> {
    below: &'a [T],
    /// Where each value is in `above`, counted from one; zero, which costs no memory until it is looked at, for those
    /// not replaced.
    place_of: Vec<u32>,
    above: Vec<(usize, T)>,
}

impl<'a, T> Overlay<'a, T> {
    pub(super) fn new(below: &'a [T]) -> Self {
        Self {
            below,
            place_of: vec![0; below.len()],
            above: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> &T {
        match self.place_of[at] {
            0 => &self.below[at],
            place => &self.above[place as usize - 1].1,
        }
    }

    pub(super) fn set(&mut self, at: usize, value: T) {
        match self.place_of[at] {
            0 => {
                self.above.push((at, value));
                self.place_of[at] = self.above.len() as u32;
            }
            place => self.above[place as usize - 1].1 = value,
        }
    }

    /// The places of the values replaced, in the order of replacement.
    pub(super) fn changed(&self) -> impl Iterator<Item = usize> {
        self.above.iter().map(|&(at, _)| at)
    }

    /// All values, with those replaced.
    pub(super) fn to_vec(&self) -> Vec<T>
    where
        T: Copy,
    {
        let mut values = self.below.to_vec();
        for &(at, value) in &self.above {
            values[at] = value;
        }
        values
    }
}
