//! What a hub has on a day.

use crate::access::ByCoordinator;
use crate::app::App;
use crate::http::extract::{IfMatch, Json, PathOf, known_day};
use crate::http::form::{Form, read};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::versioned;
use crate::v1::kept_whole::{expected, put_status};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use karavan_intake::{self as intake, Known, accept_stock_of_day};
use karavan_model::{self as model, Date, HubId};
use karavan_service::NameableVolunteers;
use karavan_store::{Expected, Versioned};
use serde::Serialize;
use utoipa::ToSchema;

/// What a hub has on a day. Of goods that are not listed there is always enough.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stock {
    #[schema(example = "H1")]
    hub: String,
    #[schema(value_type = String)]
    date: Date,
    goods: Vec<StockOfGoods>,
    /// 0 while nothing is counted.
    version: i64,
}

/// How much there is of one kind of goods.
#[derive(Serialize, ToSchema)]
pub(crate) struct StockOfGoods {
    #[schema(example = "food")]
    goods: String,
    quantity: u32,
}

/// What a hub has on a day, as sent: it takes the place of all that was counted.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StockDraft {
    /// Each kind of goods once; an empty list counts nothing any more.
    goods: Vec<StockOfGoodsDraft>,
    /// These three are ignored, so that a stock can be sent back as answered.
    hub: Option<String>,
    date: Option<String>,
    version: Option<i64>,
}

/// How much there is of one kind of goods, as sent.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StockOfGoodsDraft {
    /// A word for goods that everybody knows, or a code that a hub hands out.
    #[schema(example = "food")]
    goods: String,
    /// 0 where there is none.
    #[schema(minimum = 0, maximum = 10_000_000)]
    quantity: u32,
}

fn told((hub, date): (&HubId, Date), kept: &Versioned<Vec<model::Stock>>) -> Stock {
    let goods = kept.what.iter().map(|one| StockOfGoods {
        goods: one.goods.0.clone(),
        quantity: one.quantity,
    });
    Stock {
        hub: hub.0.clone(),
        date,
        goods: goods.collect(),
        version: kept.version,
    }
}

fn stock(form: &Form, (hub, date): (&HubId, Date), known: &Known) -> Option<Vec<model::Stock>> {
    form.ignore(&["hub", "date", "version"]);
    let goods = form.given_list("goods", |part| intake::StockDraft {
        goods: part.given_text("goods"),
        quantity: part.given_number("quantity"),
    });
    form.accepted(accept_stock_of_day(goods, hub, date, known))
}

/// What a hub has on a day.
#[utoipa::path(get, path = "/v1/hubs/{id}/stock/{date}", operation_id = "get_stock", tag = "people",
    params(("id" = String, Path), ("date" = String, Path)),
    responses((status = 200, body = Stock),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    _by: ByCoordinator,
    PathOf((id, date)): PathOf<(String, String)>,
) -> Result<Response, Problem> {
    let (hub, date) = (HubId(id), known_day(&date)?);
    let kept = app.service.stock(&hub, date).await?.ok_or(Kind::NotFound)?;
    Ok(versioned(StatusCode::OK, kept.version, &told((&hub, date), &kept)))
}

/// Keeps what a hub has on a day. A plan that loads more is told so before it is published.
#[utoipa::path(put, path = "/v1/hubs/{id}/stock/{date}", operation_id = "put_stock", tag = "people",
    request_body = StockDraft, params(("id" = String, Path), ("date" = String, Path),
        ("If-Match" = Option<String>, Header, description = "Required when something is counted already")),
    responses((status = 200, body = Stock), (status = 201, body = Stock),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(app): State<App>,
    ByCoordinator(caller): ByCoordinator,
    PathOf((id, date)): PathOf<(String, String)>,
    version: IfMatch,
    sent: Json,
) -> Result<Response, Problem> {
    let (hub, date) = (HubId(id), known_day(&date)?);
    let known = app.service.known(NameableVolunteers::Unasked, None).await?;
    let goods = read(&sent.value, |form| stock(form, (&hub, date), &known))?;
    // Version 0 is what a hub has of which nothing is counted.
    let expected = match version.0 {
        Some(0) => Expected::Nothing,
        _ => expected(version),
    };
    let put = caller.acting(&app).put_stock(&hub, date, goods, expected).await?;
    let status = put_status(put.ok_or(Kind::NotFound)?, version)?;
    let kept = app.service.stock(&hub, date).await?.ok_or(Kind::NotFound)?;
    Ok(versioned(status, kept.version, &told((&hub, date), &kept)))
}
