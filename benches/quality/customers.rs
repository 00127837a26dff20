//! `Customers::text`: an instance of any size in Solomon's text, the same for the same figures: customers around one
//! depot, about half of them with a window of a fifth of the day.

use crate::random::Rng;
use std::fmt::Write;

/// What an instance is made of.
#[derive(Clone, Copy, Debug)]
pub struct Customers {
    /// How many there are, without the depot.
    pub count: u32,
    /// How many vehicles may be used.
    pub vehicles: u32,
    /// What each of them takes; a customer wants 1 to 10.
    pub capacity: u32,
}

/// The side of the square, in units of distance and of time.
const SIDE: u32 = 100;
/// When the depot closes. The last window opens so early that everybody can be served and be back.
const DAY: u32 = 1_000;
/// Units of time at each customer.
const SERVICE: u32 = 10;

impl Customers {
    /// The file: the depot in the middle, half of the customers with a window of a fifth of the day.
    #[must_use]
    pub fn text(self) -> String {
        let Self {
            count,
            vehicles,
            capacity,
        } = self;
        let mut rng = Rng(u64::from(count));
        let mut text = format!("windows-{count}\n\nVEHICLE\nNUMBER     CAPACITY\n{vehicles:>6} {capacity:>12}\n\n");
        text += "CUSTOMER\nCUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME\n\n";
        let mut row = |number: u32, [x, y]: [u32; 2], demand: u32, [ready, due]: [u32; 2], service: u32| {
            // Writing to a text never fails.
            let _ = writeln!(
                text,
                "{number:>5} {x:>9} {y:>8} {demand:>7} {ready:>11} {due:>9} {service:>13}"
            );
        };
        row(0, [SIDE / 2; 2], 0, [0, DAY], 0);
        for number in 1..=count {
            let place = [rng.below(SIDE), rng.below(SIDE)];
            let demand = 1 + rng.below(10);
            let opens = SIDE + rng.below(DAY / 2);
            let window = if rng.below(2) == 0 {
                [opens, opens + DAY / 5]
            } else {
                [0, DAY - 2 * SIDE]
            };
            row(number, place, demand, window, SERVICE);
        }
        text
    }
}
