//! `City::generate`: checks the options and makes a synthetic city step by step: grid, quarters, street names, river,
//! roads, railway, houses, yards, places, outskirts; then, with random numbers of their own, the hubs, volunteers and
//! requests of one morning. `lay_out` decides where the lines of the grid stand.

use crate::address_book::AddressBook;
use crate::city::{City, CityError, CityOptions, PEOPLE, ROWS_MAX};
use crate::drawing::Drawing;
use crate::grid::Grid;
use crate::name_words::{TOWNS, VILLAGES};
use crate::names::Names;
use crate::quarters::Quarters;
use crate::site::Site;
use crate::size::Size;
use crate::streets::name_streets;
use crate::terrain::Terrain;
use crate::{demand, houses, hubs, outskirts, places, railway, river, roads, volunteers, yards};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Metres from street to street.
const QUARTER_WIDTH: std::ops::Range<f64> = 212.0..268.0;
const QUARTER_HEIGHT: std::ops::Range<f64> = 172.0..208.0;
/// Keeps the morning's chance apart from the map's.
const MORNING: u64 = 0x006D_6F72_6E69_6E67;

impl City {
    /// Makes a city. Time and memory grow with the number of people: a million take about 150 MB.
    ///
    /// # Errors
    /// When the numbers asked for are out of reason.
    pub fn generate(options: &CityOptions) -> Result<Self, CityError> {
        if !PEOPLE.contains(&options.people) {
            return Err(CityError::People(options.people));
        }
        match options.requests.max(options.volunteers) {
            rows if rows > ROWS_MAX => Err(CityError::Rows(rows)),
            _ => Ok(build(options)),
        }
    }
}

fn build(options: &CityOptions) -> City {
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let size = Size::of(options.people);
    let (town, river) = TOWNS.choose(&mut rng).copied().unwrap_or(TOWNS[0]);
    let town = if size.is_village() {
        VILLAGES[options.seed as usize % VILLAGES.len()]
    } else {
        town
    };
    let terrain = lay_out(&size, &mut rng);
    let mut grid = Grid::new(&size, &mut rng);
    let quarters = Quarters::new(&size, &mut rng);
    let mut names = Names::new(&mut rng);
    let streets = name_streets(&mut grid, &size, river, &mut names, &mut rng);

    let mut site = Site {
        drawing: Drawing::new(terrain),
        book: AddressBook::default(),
        rng,
    };
    let settlement = site.book.add_settlement(town);
    river::draw_river(&mut site, &size, river);
    let drawn = roads::draw_roads(&mut site, &grid, &streets, &size);
    railway::draw_railway(&mut site, &grid, &drawn, &size);
    houses::build_streets(&mut site, &grid, &quarters, &streets, &size, settlement);
    yards::fill_quarters(&mut site, &grid, &drawn, &quarters, &size, &mut names, settlement);
    places::draw_places(&mut site, &quarters, &size, town);
    outskirts::draw_outskirts(&mut site, &grid, &drawn, &streets, &size, &mut names);

    let Site { drawing, book, .. } = site;
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed ^ MORNING);
    let hubs = hubs::open_hubs(&book, options.people, &mut rng);
    let volunteers = volunteers::gather(&book, options.volunteers, &mut rng);
    let (requests, truth) = demand::ask(&book, &names, options.requests, &mut rng);
    let shared = book.thoroughfares.iter().filter(|street| street.is_shared);
    City {
        name: town.to_owned(),
        elements: drawing.into_elements(),
        requests,
        volunteers,
        hubs,
        truth,
        people: book.dwellings.iter().map(|dwelling| dwelling.people).sum(),
        shared_streets: shared.map(|street| street.name.full()).collect(),
    }
}

/// Where the lines of the grid stand; the river is as wide as it is.
fn lay_out(size: &Size, rng: &mut ChaCha8Rng) -> Terrain {
    let lines = |widths: Vec<f64>| {
        let mut at = 0.0;
        let ends = widths.into_iter().map(|width| {
            at += width;
            at
        });
        std::iter::once(0.0).chain(ends).collect::<Vec<_>>()
    };
    let widths = (0..size.columns).map(|i| match i == size.river {
        true => size.river_meters(),
        false => rng.random_range(QUARTER_WIDTH),
    });
    let xs = lines(widths.collect());
    let ys = lines((0..size.rows).map(|_| rng.random_range(QUARTER_HEIGHT)).collect());
    Terrain::new(xs, ys, rng)
}
