//! `City::write`: writes a city into a folder: `city.osm.pbf` and the tables of requests (a second time for Excel),
//! volunteers, hubs and truth. The bytes of the tables are made in `tables.rs`.

use crate::tables;
use crate::{City, CityError};
use karavan_osm::write_pbf;
use std::path::Path;

impl City {
    /// Writes `city.osm.pbf`, `requests.csv`, `requests_excel.csv`, `volunteers.csv`, `hubs.csv` and `truth.csv` into a
    /// folder, making it if need be.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, folder: &Path) -> Result<(), CityError> {
        let refused = |path: &Path| {
            let path = path.to_owned();
            move |source| CityError::Io { path, source }
        };
        std::fs::create_dir_all(folder).map_err(refused(folder))?;
        for (name, bytes) in [
            ("requests.csv", tables::requests(self)),
            ("requests_excel.csv", tables::requests_excel(self)),
            ("volunteers.csv", tables::volunteers(self)),
            ("hubs.csv", tables::hubs(self)),
            ("truth.csv", tables::truth(self)),
        ] {
            let path = folder.join(name);
            bytes
                .and_then(|bytes| std::fs::write(&path, bytes))
                .map_err(refused(&path))?;
        }
        write_pbf(&folder.join("city.osm.pbf"), &self.elements)?;
        Ok(())
    }
}
