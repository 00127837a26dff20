//! `karavan solve`: reads a published instance (Solomon, Li and Lim, VRPLIB, VROOM, city), solves it and writes the
//! answer as JSON; with `--choose-eta` only times the given steps of a VROOM file. The formats are read in
//! `karavan_formats`.

use super::plan::search;
use crate::args::{self, Solve};
use crate::failure::Failure;
use crate::output;
use crate::progress::Terminal;
use karavan_formats::vroom::{VroomFile, straight_lines};
use karavan_formats::{Convention, Format, FormatError, PublishedInstance};
use karavan_map::Map;
use karavan_model::Point;
use karavan_plan::Matrix;
use karavan_planner::between;
use karavan_service::Stopwatch;
use karavan_solver::solve;
use serde_json::{Value, json};
use std::time::Duration;

pub(crate) fn run(args: &Solve) -> Result<(), Failure> {
    let began = Stopwatch::start();
    let bytes = output::read(&args.file)?;
    let map = args.map.as_deref().map(Map::open).transpose()?;
    let measure = |points: &[Point]| measured(map.as_ref(), points);
    let format = args.format.map(Format::from);
    let format = format.or_else(|| Format::guess(&String::from_utf8_lossy(&bytes)));
    let is_vroom = format == Some(Format::Vroom);
    if !is_vroom && (args.choose_eta || args.map.is_some()) {
        return Err(Failure::input("--map and --choose-eta are for --format vroom"));
    }
    let refused = |error: FormatError| refuse(args, is_vroom, &error);
    if args.choose_eta {
        let file = VroomFile::parse(&bytes, &measure).map_err(refused)?;
        warn(args, file.unread());
        let loaded = began.elapsed();
        let mut answer = file.timed().map_err(refused)?;
        stamp(&mut answer, loaded, began.elapsed());
        return output::write_json(&args.out, &answer);
    }
    let precision = if args.exact {
        Convention::Exact
    } else {
        Convention::Published
    };
    let instance = PublishedInstance::read_by(&bytes, format, precision, &measure).map_err(refused)?;
    warn(args, instance.unread());
    let loaded = began.elapsed();
    let terminal = Terminal::new();
    let solution = solve(instance.problem(), &search(&args.search).into(), &terminal);
    terminal.finish();
    let mut answer = instance.answer(&solution.plan);
    if is_vroom {
        stamp(&mut answer, loaded, began.elapsed());
    } else {
        answer["rounds"] = solution.rounds.into();
        answer["seconds"] = terminal.elapsed().as_secs_f64().into();
    }
    output::write_json(&args.out, &answer)
}

/// Ways by the roads of a map; a point far from any road is reached by none.
fn measured(map: Option<&Map>, points: &[Point]) -> Matrix {
    map.map_or_else(|| straight_lines(points), |map| between(map, points))
}

/// What the file says that was not read is no reason to refuse it, and is told.
fn warn(args: &Solve, unread: &[String]) {
    for told in unread {
        output::say(&format!("{}: {told}", args.file.display()));
    }
}

/// Every fault by name; who asks for VROOM's form also gets VROOM's answer.
fn refuse(args: &Solve, is_vroom: bool, error: &FormatError) -> Failure {
    let name = args.file.display();
    let faults = error.faults();
    if is_vroom && let Err(failure) = output::write_json(&args.out, &json!({"code": 2, "error": faults.join("; ")})) {
        return failure;
    }
    Failure::Input(faults.iter().map(|fault| format!("{name}: {fault}")).collect())
}

/// VROOM's milliseconds of reading and of all that came after.
fn stamp(answer: &mut Value, loaded: Duration, all: Duration) {
    let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    answer["summary"]["computing_times"] = json!({
        "loading": milliseconds(loaded),
        "solving": milliseconds(all.saturating_sub(loaded)),
        "routing": 0,
    });
}

impl From<args::Format> for Format {
    fn from(named: args::Format) -> Self {
        match named {
            args::Format::City => Self::City,
            args::Format::Solomon => Self::Solomon,
            args::Format::Lilim => Self::Lilim,
            args::Format::Vrplib => Self::Vrplib,
            args::Format::Vroom => Self::Vroom,
        }
    }
}
