//! `Files` reads the tables of `karavan plan` (requests, volunteers, hubs, vehicles, stock), finds out which day they
//! are for, and joins them to one `Intake`; unreadable tables fail together, with the faults of each. Travel-time
//! tables are in `travel.rs`.

use crate::args;
use crate::failure::Failure;
use crate::output;
use karavan_connect::{
    ReadTable, join_day, read_hubs, read_requests_beside, read_stock, read_vehicles, read_volunteers_beside,
    with_stock, with_vehicles,
};
use karavan_intake::{Fleet, Intake, Known, Rejection};
use karavan_model::{Date, Hub, Request, Shift, Stock, Vehicle, Volunteer};
use std::path::Path;

/// The files of a morning.
pub(crate) struct Files {
    requests: File,
    volunteers: File,
    hubs: File,
    vehicles: Option<File>,
    stock: Option<File>,
}

/// A file read once, which may be a pipe.
struct File {
    name: String,
    bytes: Result<Vec<u8>, Vec<String>>,
}

struct Tables {
    requests: ReadTable<Request>,
    volunteers: ReadTable<(Volunteer, Shift)>,
    hubs: ReadTable<Hub>,
    vehicles: Option<ReadTable<Vehicle>>,
    stock: Option<ReadTable<Stock>>,
}

impl Files {
    pub(crate) fn open(args: &args::Plan) -> Self {
        Self {
            requests: File::open(&args.requests),
            volunteers: File::open(&args.volunteers),
            hubs: File::open(&args.hubs),
            vehicles: args.vehicles.as_deref().map(File::open),
            stock: args.stock.as_deref().map(File::open),
        }
    }

    /// Reads what there is of one day. Rows that cannot be taken are kept in the intake, those of other days
    /// among them. The day is `date`; without it, the one that all rows with a date agree on; else `today`.
    pub(crate) fn read(&self, date: Option<Date>, today: Date) -> Result<Intake, Failure> {
        let likely = date.unwrap_or(today);
        let tables = self.tables(likely)?;
        let day = date.or_else(|| tables.agreed()).unwrap_or(today);
        // Rows without a date are for the day that the others agree on.
        let tables = if day == likely { tables } else { self.tables(day)? };
        let mut intake = join_day(
            day,
            (&self.requests.name, tables.requests),
            (&self.volunteers.name, tables.volunteers),
            tables.hubs,
        );
        if let Some(vehicles) = tables.vehicles {
            intake = with_vehicles(intake, vehicles);
        }
        if let Some((file, stock)) = self.stock.as_ref().zip(tables.stock) {
            intake = with_stock(intake, &file.name, stock);
        }
        Ok(intake)
    }

    /// The tables, where rows without a date are for `day`.
    fn tables(&self, day: Date) -> Result<Tables, Failure> {
        let mut faults = Vec::new();
        let hubs = self.hubs.table(&mut faults, read_hubs);
        let vehicles = self
            .vehicles
            .as_ref()
            .map(|file| file.table(&mut faults, read_vehicles));
        let fleet = Fleet::of(vehicles_of(vehicles.iter().flatten()), Vec::new());
        let volunteers = self.volunteers.table(&mut faults, |name, bytes| {
            read_volunteers_beside(name, bytes, day, fleet.clone())
        });
        let known = hubs.as_ref().zip(volunteers.as_ref()).map(|(hubs, volunteers)| {
            let hubs: Vec<Hub> = hubs.rows.iter().map(|row| row.value.clone()).collect();
            Known::of(&hubs, volunteers.rows.iter().map(|row| &row.value.0))
        });
        let known = known.unwrap_or_default();
        let requests = self.requests.table(&mut faults, |name, bytes| {
            read_requests_beside(name, bytes, day, &known)
        });
        let stock = self
            .stock
            .as_ref()
            .map(|file| file.table(&mut faults, |name, bytes| read_stock(name, bytes, day, &known)));
        match (requests, volunteers, hubs) {
            (Some(requests), Some(volunteers), Some(hubs)) if faults.is_empty() => Ok(Tables {
                requests,
                volunteers,
                hubs,
                vehicles: vehicles.flatten(),
                stock: stock.flatten(),
            }),
            _ => Err(Failure::Input(faults)),
        }
    }
}

fn vehicles_of<'a>(tables: impl Iterator<Item = &'a ReadTable<Vehicle>>) -> Vec<Vehicle> {
    tables
        .flat_map(|table| &table.rows)
        .map(|row| row.value.clone())
        .collect()
}

impl Tables {
    /// The one day that all rows with a date name.
    fn agreed(&self) -> Option<Date> {
        let mut named = self.requests.dates.union(&self.volunteers.dates);
        named.next().filter(|_| named.next().is_none()).copied()
    }
}

impl File {
    fn open(path: &Path) -> Self {
        Self {
            name: path.display().to_string(),
            bytes: output::read(path).map_err(|failure| match failure {
                Failure::Input(lines) => lines,
                Failure::Operation(error) => vec![error.to_string()],
            }),
        }
    }

    fn table<T>(
        &self,
        faults: &mut Vec<String>,
        read: impl Fn(&str, &[u8]) -> Result<ReadTable<T>, Vec<Rejection>>,
    ) -> Option<ReadTable<T>> {
        let bytes = match &self.bytes {
            Ok(bytes) => bytes,
            Err(lines) => {
                faults.extend_from_slice(lines);
                return None;
            }
        };
        match read(&self.name, bytes) {
            Ok(table) => Some(table),
            Err(rejections) => {
                faults.extend(rejections.iter().map(ToString::to_string));
                None
            }
        }
    }
}
