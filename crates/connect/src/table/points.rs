//! `read_points`: a table of coordinates, for a matrix of travel times. One bad point refuses the whole file, since
//! each row of the matrix stands for a row of the table.

use super::ReadTable;
use super::cells;
use super::header::Column;
use super::row_reader::read_table;
use karavan_intake::Rejection;

use karavan_model::Point;

const LON: &Column = &Column::must("lon", "Долгота", &["longitude", "lng", "long", "x"]);
const LAT: &Column = &Column::must("lat", "Широта", &["latitude", "y"]);

/// Reads the columns `lon` and `lat`, in degrees; a matrix has a row for each, so no row may be left out.
///
/// # Errors
/// All faults of the file, or of all its rows.
pub fn read_points(file: &str, bytes: &[u8]) -> Result<ReadTable<Point>, Vec<Rejection>> {
    let table = read_table(
        file,
        bytes,
        &[LON, LAT],
        None,
        |_| String::new(),
        |row| {
            let lon = row.need(LON, "48.402735", |text| cells::degrees(text, 180.0));
            let lat = row.need(LAT, "54.314194", |text| cells::degrees(text, 90.0));
            Some(Point { lon: lon?, lat: lat? })
        },
    )?;
    if table.rejected.is_empty() {
        Ok(table)
    } else {
        Err(table.rejected)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::read_points;
    use karavan_model::Point;

    #[test]
    fn points_keep_their_order_whatever_the_order_of_the_columns() {
        let table = read_points("p", b"name;lat;lon\na;54,3;48.4\nb;-1;2\n").unwrap();
        assert_eq!(table.notices[0].column.as_deref(), Some("name"));
        let points: Vec<Point> = table.into_values().collect();
        assert_eq!(points, [Point { lon: 48.4, lat: 54.3 }, Point { lon: 2.0, lat: -1.0 }]);
    }

    #[test]
    fn one_bad_point_refuses_the_file_and_all_are_named() {
        let faults = read_points("p", b"lon,lat\n1,91\n,2\n3,4\n").unwrap_err();
        let told: Vec<_> = faults
            .iter()
            .map(|fault| (fault.code.as_str(), fault.row, fault.column.as_deref()))
            .collect();
        assert_eq!(told, [("K2014", Some(2), Some("lat")), ("K2004", Some(3), Some("lon"))]);
    }
}
