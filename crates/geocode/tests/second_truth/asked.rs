//! `Asked`: collects the addresses that the test asks for and writes them as `requests.csv` and `truth.csv`, so that
//! another geocoder can be asked the same.

use crate::known::Known;
use std::path::Path;

/// Text, what is expected, and the map's own address when there is one.
#[derive(Debug, Default)]
pub(crate) struct Asked(Vec<(String, &'static str, Option<Known>)>);

impl Asked {
    pub(crate) fn add(&mut self, text: &str, expected: &'static str, truth: Option<&Known>) {
        self.0.push((text.to_owned(), expected, truth.cloned()));
    }

    /// Writes `requests.csv` and `truth.csv`.
    pub(crate) fn write(&self, folder: &Path) {
        std::fs::create_dir_all(folder).unwrap();
        let mut requests = csv::Writer::from_path(folder.join("requests.csv")).unwrap();
        let mut truths = csv::Writer::from_path(folder.join("truth.csv")).unwrap();
        requests.write_record(["id", "address"]).unwrap();
        let columns = ["request", "lon", "lat", "expected", "street", "housenumber"];
        truths.write_record(columns).unwrap();
        for (nth, (text, expected, truth)) in self.0.iter().enumerate() {
            let id = format!("S{nth:05}");
            requests.write_record([&id, text]).unwrap();
            let coordinate = |of: fn(&Known) -> f64| truth.as_ref().map(|one| of(one).to_string()).unwrap_or_default();
            let (lon, lat) = (coordinate(|one| one.at.lon), coordinate(|one| one.at.lat));
            let named = |of: fn(&Known) -> &str| truth.as_ref().map(of).unwrap_or_default();
            let (street, house) = (named(|one| &one.street), named(|one| &one.house));
            let row = [&*id, &lon, &lat, expected, street, house];
            truths.write_record(row).unwrap();
        }
    }
}
