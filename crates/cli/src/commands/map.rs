//! `karavan map build` and `map info`: builds a map file (roads, addresses, basemap) from an OSM extract with
//! progress on the terminal, or prints as JSON what a map file holds.

use crate::args::MapCommand;
use crate::failure::Failure;
use crate::output;
use crate::progress::Terminal;
use karavan_map::{BuildStage, Map};
use karavan_roads::Profile;
use std::path::Path;

pub(crate) fn run(args: &MapCommand) -> Result<(), Failure> {
    match args {
        MapCommand::Build { extract, out, profiles } => {
            let profiles: Vec<Profile> = profiles.iter().map(|&profile| profile.into()).collect();
            build(extract, out, &profiles)
        }
        MapCommand::Info { map } => info(map),
    }
}

fn build(extract: &Path, out: &Path, profiles: &[Profile]) -> Result<(), Failure> {
    let terminal = Terminal::new();
    let map = Map::build_for(extract, profiles, &|stage| {
        terminal.message(match stage {
            BuildStage::Open => "checking the extract",
            BuildStage::Roads => "building roads",
            BuildStage::RoadsPart(part, percent) => return terminal.roads(part, percent),
            BuildStage::Addresses => "indexing addresses",
            BuildStage::Basemap => "drawing the map",
            BuildStage::Write => "writing",
        });
    })?;
    terminal.message("writing");
    map.save(out)?;
    terminal.finish();
    output::say(&format!("{}: {}", out.display(), describe(&map)));
    Ok(())
}

fn describe(map: &Map) -> String {
    let roads = map.roads.stats();
    format!(
        "{} junctions, {} road pieces, {} addresses",
        roads.nodes,
        roads.arcs,
        map.addresses.house_count()
    )
}

fn info(path: &Path) -> Result<(), Failure> {
    let map = Map::open(path)?;
    let corners = map
        .bounds()
        .map(|(south_west, north_east)| serde_json::json!({ "south_west": south_west, "north_east": north_east }));
    let others: serde_json::Map<String, serde_json::Value> = map
        .others
        .iter()
        .map(|roads| (roads.profile().name().to_owned(), serde_json::json!(roads.stats())))
        .collect();
    let info = serde_json::json!({
        "name": map.meta.name,
        "source_bytes": map.meta.source_bytes,
        "bounds": corners,
        "roads": map.roads.stats(),
        "other_roads": others,
        "addresses": { "houses": map.addresses.house_count(), "streets": map.addresses.street_count() },
    });
    output::write_json(Path::new("-"), &info)
}
