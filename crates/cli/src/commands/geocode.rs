//! `karavan geocode`: reads a table of addresses and writes the same table with the place or the candidates of each.
//! One address at a time, without a database or corrections.

use crate::args::Geocode;
use crate::failure::Failure;
use crate::output;
use indicatif::ProgressIterator;
use karavan_connect::AddressRow;
use karavan_geocode::Answer;
use karavan_map::Map;

pub(crate) fn run(args: &Geocode) -> Result<(), Failure> {
    let name = args.input.display().to_string();
    let mut table = karavan_connect::read_addresses(&name, &output::read(&args.input)?)
        .map_err(|faults| Failure::rejections(&faults))?;
    output::say_all(&table.notices);
    let map = Map::open(&args.map)?;
    let (mut found, total) = (0, table.rows.len());
    for row in table.rows.iter_mut().progress() {
        found += usize::from(answer(&map, row));
    }
    output::write(&args.out, &table.to_csv())?;
    output::say(&format!("{name}: {found} of {total} found"));
    Ok(())
}

/// Fills one row; tells whether its place was found.
fn answer(map: &Map, row: &mut AddressRow) -> bool {
    let (place, candidates) = match map.addresses.find(&row.address) {
        Answer::Found(place) => (Some(place), Vec::new()),
        Answer::Ambiguous(candidates) | Answer::NotFound { candidates, .. } => (None, candidates),
    };
    row.candidates = candidates;
    row.place = place;
    row.place.is_some()
}
