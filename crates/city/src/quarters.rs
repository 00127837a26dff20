//! `Quarters`: decides what each block between the streets holds (`Quarter`): private houses, flats, a microdistrict, a
//! park, works, or nothing. They are filled in `houses.rs` and `yards.rs`.

use crate::size::Size;
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

/// What a quarter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quarter {
    /// Private houses along the streets.
    Private,
    /// Blocks of flats along the streets and in the yard.
    Flats,
    /// Blocks numbered within a microdistrict.
    District(usize),
    Park,
    /// Works and warehouses.
    Works,
    /// Nothing lived in: the river, the railway.
    Bare,
}

/// The quarters of a town, row by row.
#[derive(Debug)]
pub(crate) struct Quarters {
    columns: usize,
    kinds: Vec<Quarter>,
    /// How many microdistricts there are.
    pub(crate) districts: usize,
}

/// Sides of a microdistrict, in quarters; its borders are the tertiary streets.
const DISTRICT_SIDE: usize = 4;

impl Quarters {
    pub(crate) fn new(size: &Size, rng: &mut ChaCha8Rng) -> Self {
        let bare = |i: usize, j: usize| i == size.river || size.railway == Some(j);
        let mut kinds = Vec::with_capacity(size.columns * size.rows);
        for j in 0..size.rows {
            for i in 0..size.columns {
                kinds.push(if bare(i, j) { Quarter::Bare } else { Quarter::Private });
            }
        }
        let mut quarters = Self {
            columns: size.columns,
            kinds,
            districts: 0,
        };
        quarters.spare(size, rng);
        quarters.build_flats(size, rng);
        quarters
    }

    pub(crate) fn at(&self, i: usize, j: usize) -> Quarter {
        self.kinds[j * self.columns + i]
    }

    /// Every quarter with its column and row.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, usize, Quarter)> {
        self.kinds
            .iter()
            .enumerate()
            .map(|(ix, kind)| (ix % self.columns, ix / self.columns, *kind))
    }

    /// Keeps some quarters for parks and works; a village keeps none, a town at least one of each.
    fn spare(&mut self, size: &Size, rng: &mut ChaCha8Rng) {
        if size.is_village() {
            return;
        }
        let lived: Vec<usize> = (0..self.kinds.len())
            .filter(|ix| self.kinds[*ix] == Quarter::Private)
            .collect();
        let count = (lived.len() / 12).max(2);
        for (turn, ix) in lived.sample(rng, count).enumerate() {
            self.kinds[*ix] = if turn % 3 == 1 { Quarter::Works } else { Quarter::Park };
        }
    }

    /// Flats go to the middle of the town first, and whole squares of them may be microdistricts.
    fn build_flats(&mut self, size: &Size, rng: &mut ChaCha8Rng) {
        let (middle_i, middle_j) = (size.columns as f64 * 0.6, size.rows as f64 * 0.5);
        let mut by_distance: Vec<(f64, usize)> = Vec::new();
        for (i, j, kind) in self.iter() {
            if kind == Quarter::Private {
                let square = (i as f64 - middle_i).hypot(j as f64 - middle_j);
                by_distance.push((square + rng.random_range(0.0..2.5), j * self.columns + i));
            }
        }
        by_distance.sort_by(|one, other| one.0.total_cmp(&other.0));
        let across = size.columns.div_ceil(DISTRICT_SIDE);
        let squares = across * size.rows.div_ceil(DISTRICT_SIDE);
        let is_district: Vec<bool> = (0..squares)
            .map(|_| size.people >= 5_000 && rng.random_bool(0.3))
            .collect();
        let mut numbers = vec![None; squares];
        for (_, ix) in by_distance.into_iter().take(size.flats) {
            let square = (ix / self.columns / DISTRICT_SIDE) * across + ix % self.columns / DISTRICT_SIDE;
            self.kinds[ix] = if is_district[square] {
                let number = *numbers[square].get_or_insert_with(|| {
                    self.districts += 1;
                    self.districts - 1
                });
                Quarter::District(number)
            } else {
                Quarter::Flats
            };
        }
    }
}
