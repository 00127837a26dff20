//! `karavan demo`: generates a synthetic city, builds its map, imports its tables, plans its morning and serves the
//! screens, in a time zone where it is between eight and nine now; with `--once` it ends after planning.

use super::database::{embedded, runtime};
use super::listening::ServedRegion;
use crate::args::Demo;
use crate::failure::Failure;
use crate::output::say;
use anyhow::{Context, anyhow};
use jiff::tz::TimeZone;
use karavan_city::{City, CityOptions};
use karavan_map::Map;
use karavan_model::{Actor, Door, Timestamp};
use karavan_service::{Acting, Clock, Sender, SentTable, SystemClock};
use karavan_service::{RunBudget, RunOrder, RunStarted};
use karavan_store::{Acted, Reach, RunClass, RunState};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const PEOPLE: u32 = 20_000;
const REQUESTS: u32 = 120;
const VOLUNTEERS: u32 = 20;

pub(crate) fn run(args: &Demo) -> Result<(), Failure> {
    let folder = Folder::new(args.data_dir.as_deref())?;
    let at = folder.path();
    say("making a synthetic city");
    let options = CityOptions {
        seed: args.seed,
        people: PEOPLE,
        requests: REQUESTS,
        volunteers: VOLUNTEERS,
    };
    let city = City::generate(&options).map_err(anyhow::Error::from)?;
    city.write(at).map_err(anyhow::Error::from)?;
    say("building its map");
    let map = Map::build(&at.join("city.osm.pbf"), &|_| ())?;
    map.save(&at.join("city.karavan"))?;
    let zone = morning_zone(SystemClock.now())?;
    let site = ServedRegion {
        listen: args.listen,
        base_url: None,
        trusted_proxies: Vec::new(),
        organiser_phone: None,
        organisation: None,
        zone,
    };
    let map = Arc::new(map);
    runtime()?.block_on(async {
        if args.once {
            let service = site.service(embedded(at).await?, map).await?;
            plan_morning(&service.by(Actor::Terminal), at, args).await?;
            return Ok(service.close().await?);
        }
        let listening = site.listen().await?;
        let service = listening.service(embedded(at).await?, map, None).await?;
        plan_morning(&service.by(Actor::Terminal), at, args).await?;
        listening.serve(service).await
    })
}

/// A zone where it is between eight and nine in the morning now. A synthetic city may lie anywhere, and links open
/// their routes only around the day they are driven: wherever and whenever the demo is tried, its day is about to
/// begin.
fn morning_zone(now: Timestamp) -> Result<TimeZone, Failure> {
    let hour = now.0.div_euclid(3_600_000_000).rem_euclid(24);
    // From 12 hours behind to 11 hours ahead; POSIX writes those ahead with a minus.
    let ahead = (8 - hour + 12).rem_euclid(24) - 12;
    let name = format!("Etc/GMT{:+}", -ahead);
    Ok(TimeZone::get(&name).context("the zone of the demo")?)
}

/// Takes the tables in as a coordinator would, and plans today.
async fn plan_morning(service: &Acting, folder: &Path, args: &Demo) -> Result<(), Failure> {
    let today = service.today();
    let table = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).with_context(|| path.display().to_string())
    };
    let refused = |faults: Vec<karavan_intake::Rejection>| Failure::rejections(&faults);
    service
        .put_hub_table("hubs.csv", table("hubs.csv")?)
        .await?
        .map_err(refused)?;
    service
        .put_volunteer_table("volunteers.csv", table("volunteers.csv")?, today)
        .await?
        .map_err(refused)?;
    let requests = table("requests.csv")?;
    let receipt = service
        .submit_table(SentTable {
            file: "requests.csv".to_owned(),
            bytes: requests,
            date: today,
            sender: Sender {
                owner: "demo".to_owned(),
                reach: Reach::All,
                door: Door::Table,
                source: None,
                requests_per_day: None,
            },
            receipt: None,
        })
        .await?
        .map_err(refused)?;
    let all = receipt.accepted + receipt.existing;
    say(&format!("{all} requests, {} of them need info", receipt.needs_info));
    say(&format!("planning for {:?}", args.time_limit));
    let order = RunOrder {
        date: today,
        budget: RunBudget::Time(args.time_limit),
        policy: None,
        seed: args.seed,
        threads: None,
        class: RunClass::default(),
        from: None,
    };
    let Acted::Done(RunStarted::Begun(run)) = service.start_run(order, None).await? else {
        return Err(anyhow!("another run is at work").into());
    };
    if let Some(mut follower) = service.follow_run(&run.id) {
        // The sender goes when the run is over; its last word is in the store.
        while follower.changed().await.is_ok() {}
    }
    let run = service.run(&run.id).await?.context("the run is gone")?;
    if run.state != RunState::Succeeded {
        let why = run.figures.failure.unwrap_or_default();
        return Err(anyhow!("the run ended as {}: {why}", run.state.word()).into());
    }
    let hours = run.figures.travel_seconds.0 as f64 / 3600.0;
    say(&format!(
        "{} served, {} unassigned, {hours:.1} h driving, {} rounds",
        run.figures.served, run.figures.unassigned, run.figures.rounds
    ));
    Ok(())
}

/// The demo's folder: named, or temporary and gone with the demo.
enum Folder {
    Named(PathBuf),
    Temporary(tempfile::TempDir),
}

impl Folder {
    fn new(named: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = named else {
            return Ok(Self::Temporary(
                tempfile::tempdir().context("no temporary folder can be made")?,
            ));
        };
        std::fs::create_dir_all(path).map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
        Ok(Self::Named(path.to_owned()))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Named(path) => path,
            Self::Temporary(folder) => folder.path(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::morning_zone;
    use karavan_model::Timestamp;
    use karavan_service::local_time::local_in;

    #[test]
    fn it_is_always_morning_in_the_demo() {
        // 2026-11-21T00:20:00Z and the 23 hours after it.
        for hour in 0..24 {
            let now = Timestamp((1_795_220_400 + hour * 3600) * 1_000_000);
            let told = local_in(&morning_zone(now).unwrap(), now);
            assert!(told.ends_with(" 08:20"), "{hour}: {told}");
        }
    }
}
