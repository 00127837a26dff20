//! `karavan city`: generates a synthetic city and writes it to a folder: OSM extract, tables of a morning, and the
//! true places of its addresses. The generator is the crate `karavan_city`.

use crate::args::City;
use crate::failure::Failure;
use crate::output::say;

pub(crate) fn run(args: &City) -> Result<(), Failure> {
    let City {
        seed,
        people,
        requests,
        volunteers,
        ..
    } = *args;
    let city = karavan_city::City::generate(&karavan_city::CityOptions {
        seed,
        people,
        requests,
        volunteers,
    })
    .map_err(|error| Failure::input(format!("karavan: {error}")))?;
    city.write(&args.out)
        .map_err(|error| Failure::input(format!("karavan: {error}")))?;
    say(&format!(
        "{}: city.osm.pbf requests.csv volunteers.csv hubs.csv truth.csv",
        args.out.display()
    ));
    Ok(())
}
