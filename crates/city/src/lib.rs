//! Synthetic cities, written as real map extracts and tables, for demonstrations, tests and benchmarks.
//!
//! A city has a river with two bridges and an island, streets of every worth with Russian names, dead ends, one-ways
//! and a roundabout, private houses and blocks of flats, yards with gates, microdistricts, parks, works and a railway,
//! a village that shares some street names with it and a hamlet without streets. On it lies a morning: requests written
//! as people write them, with the truth beside, volunteers and hubs. No person and no telephone number in it is real.
//!
//! This crate is never needed in production.

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
mod village;
mod volunteers;
mod yards;

pub use city::{City, CityError, CityOptions};
pub use rows::{ExpectedAnswer, HubRow, RequestRow, TruthRow, VolunteerRow};
