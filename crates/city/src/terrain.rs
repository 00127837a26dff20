//! `Terrain`: where a `Spot` of the flat plan, in metres, lies on the earth: crossings are shifted and the whole is
//! bent by waves and turned, so that the town looks as if it grew by itself.
//!
//! Streets, houses and the river are drawn on one flat plan and then bent together, so that a house keeps about its
//! distance from its street however the street winds.

use karavan_model::Point;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::f64::consts::TAU;

/// Where the plan's origin lies; steppe without a town.
const ORIGIN: Point = Point { lon: 48.2, lat: 53.2 };
/// Metres in a degree of latitude on the sphere that `Point::distance_meters` uses.
const METERS_PER_DEGREE: f64 = 111_195.08;
/// How far a crossing may lie from its place in the grid, in metres.
const SHIFT_METERS: f64 = 11.0;
/// OSM keeps seven decimals of a degree.
const DECIMALS: f64 = 1e7;

/// A place on the flat plan, in metres east and north of its south-western corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Spot {
    pub(crate) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The place at a share of the way to another.
    pub(crate) fn toward(self, other: Self, share: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }
}

/// A long wave that bends everything a little.
#[derive(Debug)]
struct Wave {
    length: f64,
    height: f64,
    phase: [f64; 2],
}

/// How the plan is bent and where it lies on the earth.
#[derive(Debug)]
pub(crate) struct Terrain {
    /// Where the lines from south to north stand.
    pub(crate) xs: Vec<f64>,
    /// Where the lines from west to east stand.
    pub(crate) ys: Vec<f64>,
    shifts: Vec<[f64; 2]>,
    waves: [Wave; 2],
    turn: f64,
}

impl Terrain {
    pub(crate) fn new(xs: Vec<f64>, ys: Vec<f64>, rng: &mut ChaCha8Rng) -> Self {
        let shift = |rng: &mut ChaCha8Rng| rng.random_range(-SHIFT_METERS..SHIFT_METERS);
        let shifts = (0..xs.len() * ys.len()).map(|_| [shift(rng), shift(rng)]).collect();
        let mut wave = |length, height| Wave {
            length,
            height,
            phase: [rng.random_range(0.0..TAU), rng.random_range(0.0..TAU)],
        };
        let waves = [wave(3200.0, 65.0), wave(1250.0, 16.0)];
        Self {
            xs,
            ys,
            shifts,
            waves,
            turn: rng.random_range(-0.3..0.3),
        }
    }

    /// The place on the earth of a place on the plan, to seven decimals.
    pub(crate) fn point(&self, spot: Spot) -> Point {
        let [shift_x, shift_y] = self.shift(spot);
        let (mut x, mut y) = (spot.x + shift_x, spot.y + shift_y);
        for wave in &self.waves {
            x += wave.height * (TAU * spot.y / wave.length + wave.phase[0]).sin();
            y += wave.height * (TAU * spot.x / wave.length + wave.phase[1]).sin();
        }
        let (sin, cos) = self.turn.sin_cos();
        let (east, north) = (x * cos - y * sin, x * sin + y * cos);
        let lon = ORIGIN.lon + east / (METERS_PER_DEGREE * ORIGIN.lat.to_radians().cos());
        let lat = ORIGIN.lat + north / METERS_PER_DEGREE;
        Point {
            lon: (lon * DECIMALS).round() / DECIMALS,
            lat: (lat * DECIMALS).round() / DECIMALS,
        }
    }

    /// Between the shifts of the four crossings around, so that straight streets stay straight between crossings.
    fn shift(&self, spot: Spot) -> [f64; 2] {
        let (i, right) = share(&self.xs, spot.x);
        let (j, up) = share(&self.ys, spot.y);
        let at = |i: usize, j: usize| self.shifts[j * self.xs.len() + i];
        let (low_left, low_right, high_left, high_right) = (at(i, j), at(i + 1, j), at(i, j + 1), at(i + 1, j + 1));
        [0, 1].map(|axis| {
            let low = low_left[axis] * (1.0 - right) + low_right[axis] * right;
            let high = high_left[axis] * (1.0 - right) + high_right[axis] * right;
            low * (1.0 - up) + high * up
        })
    }
}

/// Between which two lines a coordinate lies, and how far along; the nearest edge when it lies outside.
fn share(lines: &[f64], at: f64) -> (usize, f64) {
    let ix = lines.partition_point(|line| *line <= at).clamp(1, lines.len() - 1) - 1;
    (ix, ((at - lines[ix]) / (lines[ix + 1] - lines[ix])).clamp(0.0, 1.0))
}
