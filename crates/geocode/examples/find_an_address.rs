//! An example that prints where an address is:
//! `cargo run -p karavan-geocode --example find_an_address [ADDRESS [MAP.osm.pbf]]`.
//!
//! Without a map it is looked for in the village of `data/`; without an address the first request of its morning is.
#![expect(clippy::print_stdout, reason = "an example prints")]

use karavan_geocode::{AddressIndex, Answer};
use karavan_osm::Extract;
use std::error::Error;
use std::path::Path;

const VILLAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/village/city.osm.pbf");
const REQUESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/village/requests.csv");

/// The address index of a map. In a server it is read from the `.karavan` file instead.
fn index_of(map: &str) -> Result<AddressIndex, Box<dyn Error>> {
    Ok(AddressIndex::build(&Extract::open(Path::new(map))?)?)
}

/// What is answered, in a line for each place.
fn told(answer: &Answer) -> Vec<String> {
    let (word, places) = match answer {
        Answer::Found(place) => ("found", std::slice::from_ref(place)),
        Answer::Ambiguous(candidates) => ("perhaps", candidates.as_slice()),
        Answer::NotFound { candidates, .. } => ("not found, but near", candidates.as_slice()),
    };
    let line = |place: &karavan_geocode::Place| {
        let point = place.point;
        format!("{word}: {} at {:.6}, {:.6}", place.label, point.lon, point.lat)
    };
    places.iter().map(line).collect()
}

/// The addresses of a table of requests.
fn addresses(table: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut rows = csv::Reader::from_path(table)?;
    let column = rows.headers()?.iter().position(|name| name == "address");
    let column = column.ok_or("the table has no column `address`")?;
    rows.records().map(|row| Ok(row?[column].to_owned())).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = match arguments.next() {
        Some(address) => address,
        None => addresses(REQUESTS)?.into_iter().next().ok_or("the table is empty")?,
    };
    let index = index_of(&arguments.next().unwrap_or_else(|| VILLAGE.to_owned()))?;
    println!("{address}");
    for line in told(&index.find(&address)) {
        println!("  {line}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{REQUESTS, VILLAGE, addresses, index_of, told};
    use karavan_geocode::Answer;

    #[test]
    fn addresses_of_the_village_are_found() -> Result<(), Box<dyn std::error::Error>> {
        let index = index_of(VILLAGE)?;
        let addresses = addresses(REQUESTS)?;
        let answers: Vec<Answer> = addresses.iter().map(|address| index.find(address)).collect();
        let found = answers
            .iter()
            .filter(|answer| matches!(answer, Answer::Found(_)))
            .count();
        assert!(2 * found > addresses.len(), "{found} of {}", addresses.len());
        assert!(answers.iter().any(|answer| told(answer)[0].starts_with("found: ")));
        Ok(())
    }
}
