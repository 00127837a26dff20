//! Doors to other systems: tables in, telephone numbers, GPX and navigation links out. This crate holds no business
//! rules.

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
