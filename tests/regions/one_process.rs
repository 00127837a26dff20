//! One process serves two regions with maps of their own, on SQLite and on PostgreSQL.

use super::{Lived, knows_nothing, lived, parted, random_acts};
use crate::cluster::Cluster;
use karavan_tests::day::key;
use karavan_tests::server::Server;
use karavan_tests::{run, town};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Two regions with a folder of maps, and where the tables of their days are.
pub(crate) struct TwoWorlds {
    folder: tempfile::TempDir,
    pub(crate) tables: [PathBuf; 2],
}

pub(crate) const NAMES: [&str; 2] = ["north", "south"];

impl TwoWorlds {
    /// The town of `data/` in the north, another city in the south.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let size = ["--people", "1500", "--requests", "30", "--volunteers", "6"];
        let city = [&["city", "--seed", "7", "--out", "south"][..], &size].concat();
        let _made = run(folder.path(), &city).ok();
        std::fs::create_dir(folder.path().join("maps")).unwrap();
        let build = ["map", "build", "south/city.osm.pbf", "--out", "maps/south.karavan"];
        let _built = run(folder.path(), &build).ok();
        std::fs::copy(town().join("city.karavan"), folder.path().join("maps/north.karavan")).unwrap();
        let tables = [town().to_owned(), folder.path().join("south")];
        Self { folder, tables }
    }

    pub(crate) fn maps(&self) -> PathBuf {
        self.folder.path().join("maps")
    }

    /// One process with both regions, added to a database where the first one did its day before.
    pub(crate) fn start(&self, database: [&str; 2], more: &[&str]) -> Server {
        Server::start_with(&database).stop();
        for (name, title) in NAMES.into_iter().zip(["Северный район", "Южный район"]) {
            let add = ["region", "add", name, "--title", title, database[0], database[1]];
            let _added = run(self.folder.path(), &add).ok();
        }
        let mut server = Server::start_regions(&self.maps(), &NAMES, &[&database, more].concat());
        // The first region has no map here.
        server.expect_in_log("a region is not served");
        server
    }
}

/// Both cookies go with every call to either address, as one browser sends them.
fn work_side_by_side(server: &Server, [one, two]: [&Lived; 2]) {
    assert_ne!(parted(&one.cookie).0, parted(&two.cookie).0);
    let both = format!("{}; {}", one.cookie, two.cookie);
    for (lived, title) in [(one, "Северный район"), (two, "Южный район")] {
        let who = lived.client.get(&[("cookie", &both)], "/v1/session").json();
        assert_eq!((&who["login"], &who["region"]), (&json!("coordinator"), &json!(title)));
        let plan = lived
            .client
            .get(&[("cookie", &both)], &format!("/v1/plans/{}", lived.plan));
        assert_eq!(plan.status, 200, "{}", plan.text);
    }
    let maps = [one, two].map(|lived| lived.client.get(&[], "/v1/map").json());
    assert_ne!(maps[0]["bounds"], maps[1]["bounds"], "each has a map of its own");
    // Outside of the regions a credential opens nothing.
    for path in ["/v1/requests", "/v1/session", "/v1/map", "/v1/route"] {
        let bearer = format!("Bearer {}", one.client.intake_key());
        let told = server.get(&[("cookie", &both), ("authorization", &bearer)], path);
        assert_eq!(told.status, 404, "{path}: {}", told.text);
    }
}

/// One search runs at a time in the process, and the one that came second waits for the first and no longer.
fn take_turns([one, two]: [&Lived; 2]) {
    let begin = |lived: &Lived| {
        let order = json!({"date": lived.client.today(), "time_limit_seconds": 2, "seed": 2});
        let by = [("cookie", lived.cookie.as_str()), ("idempotency-key", &key())];
        let begun = lived.client.post(&by, "/v1/plans", &order);
        assert_eq!(begun.status, 202, "{}", begun.text);
        let location = begun.header("location");
        let address = location.strip_prefix("/regions/").unwrap().split_once('/').unwrap();
        format!("/{}", address.1)
    };
    let stands = |lived: &Lived, run: &str| {
        let told = lived.client.get(&[("cookie", &lived.cookie)], run).json();
        ["state", "stage"].map(|field| told[field].as_str().unwrap_or_default().to_owned())
    };
    let (first, second) = (begin(one), begin(two));
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        // The first one was searching both before and after the second one was looked at. Its plan may still be kept
        // while the second one searches.
        let all = [stands(one, &first), stands(two, &second), stands(one, &first)];
        let are_both = all.iter().all(|[state, stage]| state == "running" && stage == "solve");
        assert!(!are_both, "two regions search at once");
        if all[1..].iter().all(|[state, _]| state == "succeeded") {
            return;
        }
        assert!(Instant::now() < until, "{all:?}");
    }
}

/// A link for a new password opens where it was made; elsewhere it is like one that was never made, also for a login
/// that is there, too.
fn password_links_stay_at_home([one, two]: [&Lived; 2]) {
    let invite = |lived: &Lived| {
        let order = json!({"login": "olga", "role": "operator"});
        let invited = lived.client.post(&[("cookie", &lived.cookie)], "/v1/users", &order);
        assert_eq!(invited.status, 201, "{}", invited.text);
        let link = invited.json()["link"].as_str().unwrap().to_owned();
        let (address, token) = link.split_once("/#password=").unwrap();
        assert_eq!(address, lived.client.url());
        token.to_owned()
    };
    let (own, _namesake) = (invite(one), invite(two));
    let choose = |lived: &Lived, link: &str| {
        let chosen = json!({"link": link, "password": "девять серых гусей на пруду"});
        lived.client.post(&[], "/v1/session/password", &chosen)
    };
    let (foreign, never) = (choose(two, &own), choose(two, "b2xnYQ.1.AAAA"));
    assert_eq!(foreign.status, 410, "{}", foreign.text);
    assert_eq!(foreign.fixed(), never.fixed());
    let at_home = choose(one, &own);
    assert_eq!(at_home.status, 200, "{}", at_home.text);
}

/// What belongs to no region is the same for everybody, and says labels only.
fn outside_of_regions(server: &Server) {
    let label = |name: &str, title: &str| json!({"name": name, "title": title, "address": format!("/regions/{name}")});
    let labels = json!([label("north", "Северный район"), label("south", "Южный район")]);
    assert_eq!(server.get(&[], "/v1/regions").json()["items"], labels);
    assert_eq!(server.region("north").get(&[], "/v1/regions").json()["items"], labels);
    for path in ["/v1/health", "/v1/ready"] {
        assert_eq!(server.get(&[], path).json(), json!({"status": "ok"}), "{path}");
    }
    for path in ["/", "/regions/north/", "/regions/south/r"] {
        let page = server.get(&[], path);
        assert_eq!(
            (page.status, page.header("content-type").as_str()),
            (200, "text/html; charset=utf-8"),
            "{path}"
        );
    }
    let bare = server.get(&[], "/regions/north");
    assert_eq!(
        (bare.status, bare.header("location").as_str()),
        (308, "/regions/north/")
    );
    for path in [
        "/regions/west",
        "/regions/west/v1/map",
        "/regions//v1/map",
        "/regions/no%72th/v1/map",
    ] {
        assert_eq!(server.get(&[], path).status, 404, "{path}");
    }
    let absent = server.get(&[], "/regions/main/v1/map");
    assert_eq!(
        (absent.status, &absent.json()["type"]),
        (503, &json!("/problems/region-not-served"))
    );
}

fn two_regions_in_one_process(database: [&str; 2]) {
    let worlds = TwoWorlds::new();
    let server = worlds.start(database, &[]);
    outside_of_regions(&server);
    let [north, south] = NAMES.map(|name| server.region(name));
    assert_ne!(north.password(), south.password());
    let [one, two] = std::thread::scope(|both| {
        [(north, &worlds.tables[0]), (south, &worlds.tables[1])]
            .map(|(client, tables)| both.spawn(move || lived(client, tables)))
            .map(|lived| lived.join().unwrap())
    });
    work_side_by_side(&server, [&one, &two]);
    knows_nothing(&one, &two);
    knows_nothing(&two, &one);
    password_links_stay_at_home([&one, &two]);
    take_turns([&one, &two]);
    eprintln!("memory of two regions at its peak: {} MiB", server.memory_peak_mib());
    for name in NAMES {
        let verify = ["audit", "verify", "--region", name, database[0], database[1]];
        let checked = run(worlds.folder.path(), &verify).ok();
        assert!(checked.err.contains("entries as they were written"), "{}", checked.err);
    }
    // What was begun before a restart goes on after it.
    let server = server.restart();
    for (name, lived) in NAMES.into_iter().zip([&one, &two]) {
        let path = format!("/v1/plans/{}", lived.plan);
        let plan = server.region(name).get(&[("cookie", &lived.cookie)], &path).json();
        assert_eq!(plan["state"], "published", "{plan}");
    }
    random_acts::both_at_once(&server);
    for line in server.stop_and_read() {
        let is_call = line.contains("answered") && line.contains("template=\"/v1/plans\"");
        assert!(
            !is_call || line.contains("region=\"north\"") || line.contains("region=\"south\""),
            "{line}"
        );
    }
}

#[test]
fn one_process_on_one_file_serves_two_regions_that_never_meet() {
    let data = tempfile::tempdir().unwrap();
    two_regions_in_one_process(["--data-dir", data.path().to_str().unwrap()]);
}

#[test]
fn one_process_on_one_postgres_serves_two_regions_that_never_meet() {
    let Some(cluster) = Cluster::start() else { return };
    two_regions_in_one_process(["--database-url", &cluster.database("one_process")]);
}

/// A configuration file with maps, and what is different in a region.
fn config(folder: &Path, maps: &Path, regions: &str) -> String {
    let path = folder.join("karavan.toml");
    std::fs::write(&path, format!("maps = {:?}\n{regions}", maps.to_str().unwrap())).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_region_has_options_of_its_own_and_a_broken_map_stops_no_other() {
    let (worlds, data) = (TwoWorlds::new(), tempfile::tempdir().unwrap());
    let database = ["--data-dir", data.path().to_str().unwrap()];
    let own = "[regions.south]\ntimezone = \"Asia/Kamchatka\"\norganiser_phone = \"+7 900 000-00-77\"\n\
        door_minutes = 9\n";
    let maps = worlds.maps();
    std::fs::write(maps.join("west.karavan"), "no map").unwrap();
    std::fs::write(maps.join("nobody.karavan"), "no region").unwrap();
    let config_file = config(data.path(), &maps, own);
    let mut server = worlds.start(database, &["--config", &config_file]);
    let added = run(
        worlds.folder.path(),
        &["region", "add", "west", database[0], database[1]],
    )
    .ok();
    assert!(added.err.contains("west"), "{}", added.err);
    server.expect_in_log("a region is not served");
    let server = server.restart();
    let zones = NAMES.map(|name| server.region(name).get(&[], "/v1/map").json()["timezone"].clone());
    assert_eq!(zones[1], "Asia/Kamchatka");
    assert_ne!(zones[0], zones[1]);
    assert_eq!(server.get(&[], "/regions/west/v1/map").status, 503);
    let said = server.stop_and_read().join("\n");
    for told in [
        "region “main” is not served: ",
        "region “west” is not served: ",
        "there is no region “nobody”",
        "region “north”: http://127.0.0.1:",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn wrong_words_about_regions_are_refused_before_anything_is_served() {
    let (worlds, data) = (TwoWorlds::new(), tempfile::tempdir().unwrap());
    let (maps, folder) = (worlds.maps(), data.path());
    let in_folder = folder.to_str().unwrap();
    let serve = |more: &[&str]| {
        let usual = ["serve", "--listen", "127.0.0.1:0", "--data-dir", in_folder];
        let ended = karavan_tests::run_briefly(folder, &[&usual, more].concat());
        assert_eq!(ended.code, Some(2), "{more:?}: {}", ended.err);
        ended.err
    };
    let of_maps = maps.to_str().unwrap().to_owned();
    let both = serve(&["--maps", &of_maps, "--map", "x.karavan"]);
    assert!(both.contains("cannot be used with"), "{both}");
    let none = serve(&["--maps", &of_maps]);
    assert!(
        none.contains("there is no map of a region here; the regions of the database are main"),
        "{none}"
    );
    let missing = serve(&["--maps", "nowhere"]);
    assert!(missing.contains("nowhere"), "{missing}");
    let unknown = serve(&["--config", &config(folder, &maps, "[regions.east]\nwinter = true\n")]);
    assert!(unknown.contains("there is no region “east”"), "{unknown}");
    let misspelt = serve(&[
        "--config",
        &config(folder, &maps, "[regions.main]\ntime_zone = \"UTC\"\n"),
    ]);
    assert!(misspelt.contains("time_zone"), "{misspelt}");
    let zone = serve(&[
        "--config",
        &config(folder, &maps, "[regions.main]\ntimezone = \"Нигде\"\n"),
    ]);
    assert!(zone.contains("no time zone"), "{zone}");
    let closed = serve(&["--maps", &of_maps, "--closed", "1"]);
    assert!(closed.contains("[regions.NAME]"), "{closed}");
}

#[test]
fn a_server_of_one_region_among_maps_leads_to_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(town().join("city.karavan"), folder.path().join("main.karavan")).unwrap();
    let server = Server::start_regions(folder.path(), &["main"], &[]);
    let root = server.get(&[], "/");
    assert_eq!((root.status, root.header("location").as_str()), (307, "/regions/main/"));
    let main = server.region("main");
    let cookie = main.log_in();
    assert_eq!(parted(&cookie).0, "karavan_session_main");
    let order = json!({"source": "112", "recipient": "Получатель 1", "address": "улица Ёлочная, д 5",
        "needs": [{"goods": "food", "quantity": 1}]});
    let bearer = format!("Bearer {}", main.intake_key());
    let headers = [
        ("authorization", bearer.as_str()),
        ("idempotency-key", "one-of-a-kind-00001"),
    ];
    let kept = main.post(&headers, "/v1/requests", &order);
    assert_eq!(kept.status, 201, "{}", kept.text);
    let location = kept.header("location");
    assert_eq!(server.get(&[("cookie", &cookie)], &location).status, 200, "{location}");
    let invited = main.post(
        &[("cookie", &cookie)],
        "/v1/users",
        &json!({"login": "olga", "role": "operator"}),
    );
    let link = invited.json()["link"].as_str().unwrap().to_owned();
    assert!(link.starts_with(&format!("{}/#password=", main.url())), "{link}");
    server.stop();
}
