//! `choose`: the extract that the roads benchmark measures: the one asked for, Porto, or a synthetic city; with
//! `KARAVAN_ROADS_TILES=4` a square of 4 by 4 copies of it.

use crate::map_copies::write_copies;
use karavan_city::{City, CityOptions};
use std::path::PathBuf;

/// An extract and what to call it.
pub(crate) struct ChosenExtract {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// Goes when the map is not needed any more.
    _folder: Option<tempfile::TempDir>,
}

/// The map, or copies of it side by side.
pub(crate) fn choose() -> ChosenExtract {
    let map = whole();
    let side = std::env::var("KARAVAN_ROADS_TILES")
        .ok()
        .and_then(|side| side.parse().ok());
    let Some(side) = side else { return map };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("copies.osm.pbf");
    write_copies(&map.path, side, &path);
    ChosenExtract {
        name: format!("{side} by {side} of {}", map.name),
        path,
        _folder: Some(folder),
    }
}

/// The extract that was asked for, or Porto, or a synthetic city.
fn whole() -> ChosenExtract {
    let asked = std::env::var_os("KARAVAN_ROADS_MAP").map(PathBuf::from);
    let porto = || Some(PathBuf::from(std::env::var_os("KARAVAN_DATA")?).join("porto.osm.pbf"));
    if let Some(path) = asked.or_else(porto) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return ChosenExtract {
            name,
            path,
            _folder: None,
        };
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = CityOptions {
        seed: 3,
        people: 200_000,
        requests: 10,
        volunteers: 2,
    };
    let city = City::generate(&options).expect("a city");
    city.write(folder.path()).expect("the city is written");
    ChosenExtract {
        name: "synthetic city of 200,000".to_owned(),
        path: folder.path().join("city.osm.pbf"),
        _folder: Some(folder),
    }
}
