//! Synthetic cities, written as map extracts and tables, for demonstrations, tests and benchmarks: `City::generate`
//! makes one of `CityOptions`, `City::write` puts its files into a folder.
//!
//! A large city has a river with two road bridges and an island, streets of five classes with Russian names, dead ends,
//! one-ways and roundabouts, private houses and blocks of flats, yards with gates, microdistricts, parks, works and a
//! railway, a village that shares some street names with it and a hamlet without streets; a small one lacks some of
//! these. On it lies a morning: requests written as people write them, with the truth beside, volunteers and hubs.
//! People and telephone numbers are made up.

mod address_book;
mod build;
mod city;
mod demand;
mod drawing;
mod files;
mod grid;
mod houses;
mod hubs;
mod map_address;
mod name_words;
mod names;
mod outskirts;
mod phones;
mod places;
mod quarters;
mod railway;
mod river;
mod road_class;
mod roads;
mod rows;
mod site;
mod size;
mod spelling;
mod streets;
mod tables;
mod terrain;
mod volunteers;
mod yards;

pub use city::{City, CityError, CityOptions};
pub use rows::{ExpectedAnswer, HubRow, RequestRow, TruthRow, VolunteerRow};
