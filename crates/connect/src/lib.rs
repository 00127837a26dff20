//! Formats of other systems: tables are read, telephone numbers understood, and GPX routes, links to navigators, OSM
//! notes and tables of found addresses written. What a value of a request or a volunteer may be is decided in
//! `karavan_intake`.

pub mod fault;
pub mod gpx_route;
pub mod limits;
pub mod navigation;
pub mod osm_notes;
pub mod phone;
pub mod table;

pub use fault::{CellFault, FileFault, Findings, Remark};
pub use phone::{Phone, read_phones};
pub use table::{
    AddressRow, AddressTable, ReadTable, Row, join_day, read_addresses, read_hubs, read_points, read_requests,
    read_requests_beside, read_stock, read_vehicles, read_volunteers, read_volunteers_beside, request_column,
    with_stock, with_vehicles,
};
