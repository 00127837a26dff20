//! `READERS`: nine readers of what strangers send, each as a function of bytes that reads or refuses and must not
//! panic. It tells whether the bytes were read. `tests/readers.rs` replays seeds on stable, `fuzz/fuzz_targets/` grows
//! them.

use karavan_basemap::Basemap;
use karavan_dispatch::{PlanDocument, recheck};
use karavan_formats::vroom::{VroomFile, straight_lines};
use karavan_formats::{Convention, Format, PublishedInstance};
use karavan_geocode::{AddressIndex, Answer as AddressAnswer, SharedBytes};
use karavan_map::Map;
use karavan_osm::{Extract, Kinds};
use karavan_plan::{Plan, ProblemFile, judge};
use karavan_planner::message::{Report, Task, decode};
use karavan_roads::RoadNetwork;
use std::io::Write;
use std::path::Path;

/// A reader: the name of its folder in `fuzz/corpus` and of its target, and what it does with bytes.
pub(crate) type Reader = (&'static str, fn(&[u8]) -> bool);

/// All of them.
pub(crate) const READERS: [Reader; 9] = [
    ("tables", tables),
    ("instances", instances),
    ("vroom", vroom),
    ("plans", plans),
    ("messages", messages),
    ("extracts", extracts),
    ("maps", maps),
    ("sections", sections),
    ("addresses", addresses),
];

/// The day of tables that do not say theirs.
const DAY: &str = "2026-11-21";

/// CSV of requests, volunteers, vehicles, hubs, addresses and points.
pub(crate) fn tables(bytes: &[u8]) -> bool {
    let file = "fuzz.csv";
    let Ok(day) = DAY.parse() else { return false };
    let read = [
        karavan_connect::read_requests(file, bytes, day).is_ok(),
        karavan_connect::read_volunteers(file, bytes, day).is_ok(),
        karavan_connect::read_vehicles(file, bytes).is_ok(),
        karavan_connect::read_hubs(file, bytes).is_ok(),
        karavan_connect::read_addresses(file, bytes).is_ok(),
        karavan_connect::read_points(file, bytes).is_ok(),
    ];
    read.contains(&true)
}

/// Published instances, by their own words and each as every other format.
pub(crate) fn instances(bytes: &[u8]) -> bool {
    let named = [Format::Solomon, Format::Lilim, Format::Vrplib, Format::City].map(Some);
    let read = named.map(|format| PublishedInstance::read(bytes, format, Convention::Published).is_ok());
    let exact = PublishedInstance::read(bytes, Some(Format::Vrplib), Convention::Exact).is_ok();
    PublishedInstance::read(bytes, None, Convention::Published).is_ok() || exact || read.contains(&true)
}

/// VROOM's JSON, planned by its own steps.
pub(crate) fn vroom(bytes: &[u8]) -> bool {
    let Ok(file) = VroomFile::parse(bytes, &straight_lines) else {
        return false;
    };
    let _answer = file.timed();
    true
}

/// `plan.json` as `karavan check` takes it; and a bare problem with any plan: the judge looks at all there is.
pub(crate) fn plans(bytes: &[u8]) -> bool {
    let mut is_read = false;
    if let Ok(document) = serde_json::from_slice::<PlanDocument>(bytes) {
        is_read = recheck::check(&document).is_ok();
    }
    if let Ok((file, plan)) = serde_json::from_slice::<(ProblemFile, Plan)>(bytes)
        && let Ok(problem) = file.check()
    {
        let _violations = judge(&problem, &plan);
        is_read = true;
    }
    is_read
}

/// Messages between the service and a planner.
pub(crate) fn messages(bytes: &[u8]) -> bool {
    decode::<Task>(bytes).is_ok() || decode::<Report>(bytes).is_ok()
}

/// An extract of OpenStreetMap, from its framing to its elements.
pub(crate) fn extracts(bytes: &[u8]) -> bool {
    in_a_file(bytes, |path| {
        Extract::open(path).is_ok_and(|extract| extract.each(Kinds::ALL, &mut |_| ()).is_ok())
    })
}

/// A `.karavan` file. Its checksums catch nearly all damage, so [`sections`] goes behind them.
pub(crate) fn maps(bytes: &[u8]) -> bool {
    in_a_file(bytes, |path| Map::open(path).is_ok())
}

/// What lies in a map file: roads, addresses, tiles. An address is asked of any index that opens.
pub(crate) fn sections(bytes: &[u8]) -> bool {
    let index = AddressIndex::over(SharedBytes::of(bytes.to_vec()));
    if let Ok(index) = &index {
        let _ = index.find("улица Лесная, 3");
        let _ = index.suggest("Лес", None, 5);
    }
    index.is_ok() || RoadNetwork::from_bytes(bytes).is_ok() || Basemap::from_bytes(bytes).is_ok()
}

/// The text of an address, asked of the village in `data/`, whole and as if it were being typed.
pub(crate) fn addresses(bytes: &[u8]) -> bool {
    thread_local!(static VILLAGE: AddressIndex = village());
    let text = String::from_utf8_lossy(bytes);
    VILLAGE.with(|index| {
        let _ = index.suggest(&text, None, 5);
        matches!(index.find(&text), AddressAnswer::Found(_))
    })
}

fn village() -> AddressIndex {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/village/city.osm.pbf");
    let extract = Extract::open(&path).expect("the village is there");
    AddressIndex::build(&extract).expect("the village has addresses")
}

fn in_a_file(bytes: &[u8], read: impl FnOnce(&Path) -> bool) -> bool {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("it is written");
    read(file.path())
}
