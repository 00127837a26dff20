//! The command line as clap types: `Karavan`, `Command`, and the options of `demo`, `city`, `map`, `matrix`, `route`,
//! `geocode`, `plan`, `check` and `solve`; those of other commands stand beside the command. `usual_level`: how much a
//! command logs.

use crate::circumstances::CircumstanceArgs;
use crate::commands::audit::AuditCommand;
use crate::commands::backup::{Backup, Restore};
use crate::commands::key::KeyCommand;
use crate::commands::person::PersonCommand;
use crate::commands::region::RegionCommand;
use crate::commands::serve::Serve;
use crate::commands::source::SourceCommand;
use crate::commands::user::UserCommand;
use crate::log::LogFormat;
use crate::values::{duration, point};
use clap::{Args, Parser, Subcommand, ValueEnum};
use karavan_model::{Date, Point, Policy};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tracing::level_filters::LevelFilter;

/// Volunteer dispatch and route optimisation: a morning's requests in, checked routes out.
#[derive(Debug, Parser)]
#[command(name = "karavan", version, about, max_term_width = 100)]
pub(crate) struct Karavan {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How the log on standard error is written; RUST_LOG says how much of it, e.g. debug.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        env = "KARAVAN_LOG_FORMAT",
        value_name = "FORMAT"
    )]
    pub(crate) log_format: LogFormat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a synthetic city, plan its morning and serve the screens.
    #[command(after_help = "Example: karavan demo --listen 127.0.0.1:8080")]
    Demo(Demo),
    /// Write a synthetic city: a map extract and tables of a morning.
    #[command(after_help = "Example: karavan city --seed 7 --people 20000 --requests 120 --volunteers 20 --out town")]
    City(City),
    /// Build a map file from an OpenStreetMap extract, or tell what is inside one.
    #[command(subcommand)]
    Map(MapCommand),
    /// Travel times and distances between points.
    #[command(after_help = "Example: karavan matrix --map almaty.karavan --points points.csv --out matrix.json")]
    Matrix(Matrix),
    /// The fastest way between two points.
    #[command(after_help = "Example: karavan route --map almaty.karavan --from 76.90,43.24 --to 76.95,43.26")]
    Route(Route),
    /// Find the places of a table of addresses.
    #[command(after_help = "Example: karavan geocode --map almaty.karavan --in addresses.csv --out places.csv")]
    Geocode(Geocode),
    /// Plan a morning from three tables.
    #[command(after_help = "Example: karavan plan --map almaty.karavan --requests requests.csv \
        --volunteers volunteers.csv --hubs hubs.csv --time-limit 10s --out plan.json")]
    Plan(Plan),
    /// Judge a plan; exit 0 only when no rule is broken.
    #[command(after_help = "Example: karavan check plan.json")]
    Check(Check),
    /// Solve a published instance.
    #[command(after_help = "Example: karavan solve C1_2_1.txt --format solomon --time-limit 10s --out answer.json")]
    Solve(Solve),
    /// Serve the HTTP API and the screens.
    #[command(after_help = "Example: karavan serve --map almaty.karavan --data-dir karavan-data")]
    Serve(Serve),
    /// People who log in: a new password for who lost theirs.
    #[command(subcommand)]
    User(UserCommand),
    /// Keys of systems that send requests: add, list, rotate, revoke.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Sources of requests: list, add, close.
    #[command(subcommand)]
    Source(SourceCommand),
    /// The log of what was done, and by whom: verify it, list it.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// People who are helped: find one, show all that is kept of them, erase it.
    #[command(subcommand)]
    Person(PersonCommand),
    /// Regions of the database: list, add.
    #[command(subcommand)]
    Region(RegionCommand),
    /// Copy the embedded database into a file while its server is running, and look the copy through.
    #[command(
        after_help = "Example: karavan backup --out monday.db --keys /mnt/apart/karavan.keys --data-dir karavan-data\n\
        A PostgreSQL database is backed up with its own tools, such as pg_dump."
    )]
    Backup(Backup),
    /// Put a backup in the place of a database that is not there.
    #[command(after_help = "Example: karavan restore monday.db --keys /mnt/apart/karavan.keys --data-dir karavan-data")]
    Restore(Restore),
}

impl Command {
    /// What the log tells unless `RUST_LOG` says otherwise: every call of a server, only troubles of a command that
    /// ends.
    pub(crate) fn usual_level(&self) -> LevelFilter {
        match self {
            Self::Serve(_) | Self::Demo(Demo { once: false, .. }) => LevelFilter::INFO,
            _ => LevelFilter::WARN,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Plan the morning, print it and end, without serving.
    #[arg(long)]
    pub(crate) once: bool,
    /// Where to listen.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The synthetic city's seed.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How long to search.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "10s")]
    pub(crate) time_limit: Duration,
    /// Where the demo keeps its files; a temporary folder unless told otherwise.
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct City {
    /// The same seed gives the same city.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// From a village (300) to a million.
    #[arg(long, default_value_t = 20_000)]
    pub(crate) people: u32,
    /// Requests of the morning.
    #[arg(long, default_value_t = 120)]
    pub(crate) requests: u32,
    /// Volunteers of the morning.
    #[arg(long, default_value_t = 20)]
    pub(crate) volunteers: u32,
    /// Folder for city.osm.pbf, requests.csv, volunteers.csv and hubs.csv.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MapCommand {
    /// Import an extract once.
    #[command(after_help = "Example: karavan map build almaty.osm.pbf --out almaty.karavan")]
    Build {
        /// The extract, `.osm.pbf`.
        extract: PathBuf,
        /// The map file to write.
        #[arg(long, value_name = "MAP.karavan")]
        out: PathBuf,
        /// Other ways to travel that the map is for; a car always is.
        #[arg(long, value_enum, value_delimiter = ',')]
        profiles: Vec<Profile>,
    },
    /// Tell what is inside a map file.
    #[command(after_help = "Example: karavan map info almaty.karavan")]
    Info {
        /// The map file.
        map: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Matrix {
    /// The map file.
    #[arg(long)]
    pub(crate) map: PathBuf,
    /// A table with columns `lon` and `lat`.
    #[arg(long)]
    pub(crate) points: PathBuf,
    /// How people travel; the map must be built for it.
    #[arg(long, value_enum, default_value_t = Profile::Car)]
    pub(crate) profile: Profile,
    #[command(flatten)]
    pub(crate) moment: CircumstanceArgs,
    /// The answer; `-` is standard output.
    #[arg(long, default_value = "-")]
    pub(crate) out: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Profile {
    Car,
    #[value(alias = "bike")]
    Bicycle,
    #[value(alias = "walk")]
    Foot,
}

impl From<Profile> for karavan_roads::Profile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::Car => Self::Car,
            Profile::Bicycle => Self::Bicycle,
            Profile::Foot => Self::Foot,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Route {
    /// The map file.
    #[arg(long)]
    pub(crate) map: PathBuf,
    /// Where from, `LON,LAT`.
    #[arg(long, value_name = "LON,LAT", value_parser = point, allow_hyphen_values = true)]
    pub(crate) from: Point,
    /// Where to, `LON,LAT`.
    #[arg(long, value_name = "LON,LAT", value_parser = point, allow_hyphen_values = true)]
    pub(crate) to: Point,
    /// How people travel; the map must be built for it.
    #[arg(long, value_enum, default_value_t = Profile::Car)]
    pub(crate) profile: Profile,
    #[command(flatten)]
    pub(crate) moment: CircumstanceArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Geocode {
    /// The map file.
    #[arg(long)]
    pub(crate) map: PathBuf,
    /// A table with a column `address`.
    #[arg(long = "in", value_name = "A.csv")]
    pub(crate) input: PathBuf,
    /// The same table with lon, lat, precision, confidence and candidates; `-` is standard output.
    #[arg(long, value_name = "B.csv", default_value = "-")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// How long to search, e.g. `10s`, `500ms`, `2m`.
    #[arg(long, value_name = "TIME", value_parser = duration, conflicts_with = "rounds")]
    pub(crate) time_limit: Option<Duration>,
    /// Search this many rounds instead: the same seed and threads give the same bytes.
    #[arg(long, value_name = "N")]
    pub(crate) rounds: Option<u64>,
    /// Search threads; all cores unless told otherwise.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// Where chance begins.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

#[derive(Debug, Args)]
pub(crate) struct Plan {
    /// The map file.
    #[arg(long)]
    pub(crate) map: PathBuf,
    /// Requests, CSV with English or Russian headers.
    #[arg(long)]
    pub(crate) requests: PathBuf,
    /// Volunteers with their shifts.
    #[arg(long)]
    pub(crate) volunteers: PathBuf,
    /// Hubs with their hours and what they hand out.
    #[arg(long)]
    pub(crate) hubs: PathBuf,
    /// Vehicles that shifts name.
    #[arg(long)]
    pub(crate) vehicles: Option<PathBuf>,
    /// What hubs have; a plan that loads more says so.
    #[arg(long)]
    pub(crate) stock: Option<PathBuf>,
    /// The day, `YYYY-MM-DD`; today unless told otherwise.
    #[arg(long)]
    pub(crate) date: Option<Date>,
    #[command(flatten)]
    pub(crate) moment: CircumstanceArgs,
    /// What the plan is to be good at, once as many as possible are served: hours spread over all who came (even),
    /// people served early (soonest), little driving (shortest), few volunteers out (fewest).
    #[arg(long, value_name = "POLICY", default_value_t = Policy::Even)]
    pub(crate) policy: Policy,
    #[command(flatten)]
    pub(crate) search: Search,
    /// The plan; `-` is standard output.
    #[arg(long, default_value = "plan.json")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// A plan written by `karavan plan`.
    pub(crate) plan: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Solve {
    /// The instance.
    pub(crate) file: PathBuf,
    /// Its format; told from its first lines unless named.
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Count thousandths instead of the published convention (tenths with time windows, whole numbers without).
    #[arg(long)]
    pub(crate) exact: bool,
    /// Ways between VROOM's coordinates follow the roads of this map; without it they are straight lines.
    #[arg(long, value_name = "MAP.karavan")]
    pub(crate) map: Option<PathBuf>,
    /// Only choose moments for the `steps` of a VROOM file and tell what is wrong with them.
    #[arg(short = 'c', long, conflicts_with_all = ["exact", "time_limit", "rounds"])]
    pub(crate) choose_eta: bool,
    #[command(flatten)]
    pub(crate) search: Search,
    /// The answer; `-` is standard output.
    #[arg(long, default_value = "-")]
    pub(crate) out: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// City mornings, `city-json-1`.
    City,
    /// Text of Solomon and of Gehring and Homberger.
    Solomon,
    /// Text of Li and Lim: pickups and deliveries.
    Lilim,
    /// CVRPLIB and PyVRP's instances.
    Vrplib,
    /// VROOM's JSON.
    Vroom,
}

#[cfg(test)]
mod tests {
    use super::Karavan;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Karavan::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        fn leaves<'a>(command: &'a clap::Command, found: &mut Vec<&'a clap::Command>) {
            if command.has_subcommands() {
                command.get_subcommands().for_each(|inner| leaves(inner, found));
            } else {
                found.push(command);
            }
        }
        let whole = Karavan::command();
        let mut found = Vec::new();
        leaves(&whole, &mut found);
        for command in found {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.starts_with("Example: karavan "), "{}", command.get_name());
        }
    }
}
