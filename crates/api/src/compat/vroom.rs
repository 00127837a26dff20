//! The calls of VROOM: `POST /vroom` with a problem, and `GET /vroom/health`; open to anyone. The size of a problem is
//! checked before it is solved by the service. Of the `options`, `c` and `l` have an effect.
//!
//! Source: VROOM's API documentation (1.15) and its HTTP wrapper, whose codes are: 0 an answer (200), 1 an internal
//! error (500), 2 an input error (400), 4 too large (413).

use crate::app::App;
use crate::http::extract::BodyBytes;
use crate::http::middleware::ForeignFormat;
use crate::http::problem::Problem;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use karavan_service::VroomOrder;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Largest problem: a matrix of 2,000 places takes about this many bytes.
const BYTES_MAX: usize = 32 * 1024 * 1024;
/// Most locations of tasks in one problem.
const LOCATIONS_MAX: usize = 2_000;
const VEHICLES_MAX: usize = 1_000;
/// Most cells of all matrices that a problem needs: one matrix for each pair of profile and speed, from each place to
/// each.
const CELLS_MAX: usize = 9_000_000;
const BUSY: &str = "busy with other problems; ask again in a moment";
/// The longest search; without `l` it lasts `LIMIT_OF_TASK` for each task, up to this.
const LIMIT_MAX: Duration = Duration::from_secs(10);
const LIMIT_OF_TASK: Duration = Duration::from_millis(50);

/// Profiles other than a car's: vehicles of them need matrices in the problem.
const OTHER_PROFILES: [&str; 8] = [
    "foot",
    "walking",
    "walk",
    "pedestrian",
    "bike",
    "bicycle",
    "cycling",
    "cycle",
];

/// The routes of VROOM.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/vroom", post(plan))
        .route("/vroom/", post(plan))
        .route("/vroom/health", get(health))
        .layer(DefaultBodyLimit::max(BYTES_MAX))
}

async fn health(State(app): State<App>) -> StatusCode {
    match app.service.ready().await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

async fn plan(State(app): State<App>, body: Result<BodyBytes, Problem>) -> Response {
    match planned(&app, body).await {
        Ok(answer) => respond(StatusCode::OK, &answer),
        Err((refusal, why)) => refusal.respond(&why),
    }
}

async fn planned(app: &App, body: Result<BodyBytes, Problem>) -> Result<Value, (Refusal, String)> {
    let BodyBytes(body) = body.map_err(|problem| match problem.status() {
        StatusCode::PAYLOAD_TOO_LARGE => (Refusal::TooLarge, format!("at most {BYTES_MAX} bytes in one problem")),
        StatusCode::REQUEST_TIMEOUT => (Refusal::Input, "the problem did not arrive in time".to_owned()),
        StatusCode::SERVICE_UNAVAILABLE => (Refusal::Internal, BUSY.to_owned()),
        _ => (Refusal::Input, "the problem did not arrive whole".to_owned()),
    })?;
    let mut json = serde_json::Deserializer::from_slice(&body);
    let outline = serde_path_to_error::deserialize(&mut json);
    let outline: Outline = outline.map_err(|fault| (Refusal::Input, fault.to_string()))?;
    outline.check()?;
    let order = VroomOrder {
        limit: outline.limit(),
        is_timed: outline.options.c,
        body: body.to_vec(),
    };
    let Ok(_place) = app.shared.vroom_queue.try_acquire() else {
        return Err((Refusal::Internal, BUSY.to_owned()));
    };
    let stopping = || (Refusal::Internal, "the server is stopping".to_owned());
    let answer = app.service.vroom(order).await.map_err(|_| stopping())?;
    answer.map_err(|fault| (Refusal::Input, fault.faults().join("; ")))
}

/// VROOM's kinds of errors.
#[derive(Clone, Copy)]
enum Refusal {
    Internal,
    Input,
    TooLarge,
}

impl Refusal {
    fn respond(self, why: &str) -> Response {
        let (code, status) = match self {
            Self::Internal => (1, StatusCode::INTERNAL_SERVER_ERROR),
            Self::Input => (2, StatusCode::BAD_REQUEST),
            Self::TooLarge => (4, StatusCode::PAYLOAD_TOO_LARGE),
        };
        respond(status, &json!({ "code": code, "error": why }))
    }
}

fn respond(status: StatusCode, body: &Value) -> Response {
    (status, Extension(ForeignFormat), Json(body)).into_response()
}

/// The size and options of a problem, read before the problem itself.
#[derive(Deserialize)]
struct Outline {
    #[serde(default)]
    jobs: Option<Vec<IgnoredAny>>,
    #[serde(default)]
    shipments: Option<Vec<IgnoredAny>>,
    #[serde(default)]
    vehicles: Option<Vec<VehicleOutline>>,
    #[serde(default)]
    matrices: BTreeMap<String, Tables>,
    #[serde(default)]
    matrix: Option<Vec<IgnoredAny>>,
    #[serde(default)]
    options: OptionsOutline,
}

#[derive(Deserialize)]
struct Tables {
    #[serde(default)]
    durations: Option<Vec<IgnoredAny>>,
}

#[derive(Deserialize)]
struct VehicleOutline {
    #[serde(default)]
    profile: Option<String>,
    #[serde(default)]
    speed_factor: Option<f64>,
    #[serde(default)]
    start: Option<Vec<f64>>,
    #[serde(default)]
    end: Option<Vec<f64>>,
}

#[derive(Default, Deserialize)]
struct OptionsOutline {
    #[serde(default)]
    c: bool,
    #[serde(default)]
    l: Option<f64>,
}

impl Outline {
    fn check(&self) -> Result<(), (Refusal, String)> {
        let Some(vehicles) = self
            .vehicles
            .as_ref()
            .filter(|_| self.jobs.is_some() || self.shipments.is_some())
        else {
            let why = "a problem is an object with vehicles, and with jobs or shipments";
            return Err((Refusal::Input, why.to_owned()));
        };
        let (locations, vehicles) = (self.locations(), vehicles.iter());
        for (what, count, most) in [
            ("locations", locations, LOCATIONS_MAX),
            ("vehicles", vehicles.len(), VEHICLES_MAX),
        ] {
            if count > most {
                let why = format!("Too many {what} ({count}) in query, maximum is set to {most}");
                return Err((Refusal::TooLarge, why));
            }
        }
        let cells = self.cells();
        if cells > CELLS_MAX {
            let why = format!(
                "Too many pairs of locations, profiles and speeds ({cells}) in query, maximum is set to {CELLS_MAX}"
            );
            return Err((Refusal::TooLarge, why));
        }
        let has_tables = self.matrix.is_some() || !self.matrices.is_empty();
        let mut profiles = vehicles.filter_map(|vehicle| vehicle.profile.as_deref());
        match profiles.find(|profile| !has_tables && OTHER_PROFILES.contains(profile)) {
            Some(profile) => Err((
                Refusal::Input,
                format!("Invalid profile: {profile}. Bring its table, or ask for car"),
            )),
            None => Ok(()),
        }
    }

    fn locations(&self) -> usize {
        let count = |list: &Option<Vec<IgnoredAny>>| list.as_ref().map_or(0, Vec::len);
        count(&self.jobs) + 2 * count(&self.shipments)
    }

    /// Cells of the matrices that the problem needs, counted before any is built.
    fn cells(&self) -> usize {
        let vehicles = self.vehicles.iter().flatten();
        let bits = |place: &Vec<f64>| place.iter().map(|degrees| degrees.to_bits()).collect::<Vec<u64>>();
        let ends = vehicles
            .clone()
            .flat_map(|vehicle| vehicle.start.iter().chain(&vehicle.end));
        let ends: BTreeSet<Vec<u64>> = ends.map(bits).collect();
        let tables: BTreeSet<(Option<&str>, Option<u64>)> = vehicles
            .map(|vehicle| (vehicle.profile.as_deref(), vehicle.speed_factor.map(f64::to_bits)))
            .collect();
        let own = self.matrices.values().flat_map(|tables| &tables.durations);
        let rows = own.chain(&self.matrix).map(Vec::len).max().unwrap_or(0);
        let places = self.locations().saturating_add(ends.len()).max(rows);
        places.saturating_mul(places).saturating_mul(tables.len())
    }

    fn limit(&self) -> Duration {
        let wanted = self.options.l.filter(|seconds| *seconds > 0.0);
        let wanted = wanted.map(|seconds| Duration::from_secs_f64(seconds.min(LIMIT_MAX.as_secs_f64())));
        let usual = LIMIT_OF_TASK.saturating_mul(u32::try_from(self.locations().max(1)).unwrap_or(u32::MAX));
        wanted.unwrap_or(usual).min(LIMIT_MAX)
    }
}
