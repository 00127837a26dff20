//! `Size`: from the number of people to the measures of a town: rows and columns of quarters, quarters of flats,
//! storeys, railway, the river's width, bridges, and the class of each street. Also `people_per_block` and
//! `village_people`.

use crate::road_class::Road;

/// Fewer people are a village, in private houses only.
pub(crate) const VILLAGE: u32 = 1_500;
/// People in a private house.
pub(crate) const PEOPLE_PER_HOUSE: u32 = 3;
/// Blocks of flats in a quarter, on average over quarters that lost a street.
const BLOCKS_PER_QUARTER: f64 = 7.4;
/// Private houses in a quarter, likewise.
const HOUSES_PER_QUARTER: f64 = 20.0;
/// Quarters for each one lived in: the rest are parks and works.
const SPARE_QUARTERS: f64 = 1.1;

/// The measures of a town.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) people: u32,
    /// Quarters from west to east, the river being one of them.
    pub(crate) columns: usize,
    /// Quarters from south to north.
    pub(crate) rows: usize,
    /// The column of the river.
    pub(crate) river: usize,
    /// The row the railway runs through; small towns have none.
    pub(crate) railway: Option<usize>,
    /// Quarters with blocks of flats.
    pub(crate) flats: usize,
    /// Storeys of a block.
    pub(crate) levels: u32,
    /// The lines from west to east that cross the river, main one first.
    pub(crate) bridges: [usize; 2],
}

impl Size {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of quarters, below a million"
    )]
    pub(crate) fn of(people: u32) -> Self {
        let (share_in_flats, levels) = match people {
            0..VILLAGE => (0.0, 2),
            VILLAGE..10_000 => (0.35, 3),
            10_000..100_000 => (0.6, 5),
            _ => (0.72, 9),
        };
        let count = f64::from(people - outskirts(people));
        let flats = (count * share_in_flats / (BLOCKS_PER_QUARTER * f64::from(people_per_block(levels)))).ceil();
        let private = count * (1.0 - share_in_flats) / (HOUSES_PER_QUARTER * f64::from(PEOPLE_PER_HOUSE));
        let spare = if people < VILLAGE { 1.0 } else { SPARE_QUARTERS };
        let quarters = ((flats + private) * spare).max(4.0);
        let columns = ((quarters * 0.85).sqrt().round() as usize).max(2);
        let mut rows = ((quarters / columns as f64).round() as usize).max(2);
        let railway = (rows >= 6).then_some(rows * 3 / 4);
        rows += usize::from(railway.is_some());
        let main = rows / 2;
        let bridges = [main, main + (rows / 4).max(1)];
        Self {
            people,
            columns: columns + 1,
            rows,
            river: columns.div_ceil(2),
            railway,
            flats: flats as usize,
            levels,
            bridges,
        }
    }

    /// Metres from bank to bank.
    pub(crate) const fn river_meters(&self) -> f64 {
        match self.people {
            0..10_000 => 130.0,
            10_000..100_000 => 280.0,
            _ => 550.0,
        }
    }

    pub(crate) const fn is_village(&self) -> bool {
        self.people < VILLAGE
    }

    /// What the `at`th line of a direction is, of `last + 1` lines, the `main`th of which is the most important.
    pub(crate) const fn road(&self, at: usize, last: usize, main: usize) -> Road {
        let main_road = match self.people {
            0..3_000 => Road::Tertiary,
            3_000..20_000 => Road::Secondary,
            _ => Road::Primary,
        };
        if at == main {
            main_road
        } else if self.people >= 50_000 && (at == 0 || at == last) {
            Road::Trunk
        } else if last > 8 && at.is_multiple_of(8) {
            Road::Secondary
        } else if last > 4 && at.is_multiple_of(4) {
            Road::Tertiary
        } else {
            Road::Residential
        }
    }
}

/// About four flats a storey in each of three entrances, two people a flat, and a fifth of the flats empty.
pub(crate) const fn people_per_block(levels: u32) -> u32 {
    levels * 3 * 4 * 2 * 4 / 5
}

/// People in the hamlet, and in the village that only a town has.
const fn outskirts(people: u32) -> u32 {
    HAMLET_HOUSES * PEOPLE_PER_HOUSE + if people < VILLAGE { 0 } else { village_people(people) }
}

/// Houses of the hamlet on the road.
pub(crate) const HAMLET_HOUSES: u32 = 10;

/// People of the village beyond a town: one in 25, but a village is no larger than 1,500 and no smaller than 60.
pub(crate) const fn village_people(people: u32) -> u32 {
    match people / 25 {
        0..60 => 60,
        1_501.. => 1_500,
        share => share,
    }
}
