//! `Rng`: a linear congruential sequence for made instances: from the same beginning the same numbers on any machine.

/// A linear congruential sequence (Knuth's MMIX), from a beginning on.
#[derive(Clone, Copy, Debug)]
pub struct Rng(pub u64);

impl Rng {
    /// The next number, below `most`.
    pub fn below(&mut self, most: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(most)).unwrap_or(0)
    }
}
