//! Calls for the stock of a hub on a day: `get` and `put`, with their JSON shapes. Goods that are not listed are
//! unlimited; a plan that loads more than the stock has `shortages` (`plans/figures.rs`).

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{IfMatch, Json, PathOf, path_day};
use crate::http::form::{Form, read};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::versioned;
use crate::v1::put::{expected, put_status};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use karavan_intake::{self as intake, Known, accept_stock_of_day};
use karavan_model::{self as model, Date, HubId};
use karavan_service::NameableVolunteers;
use karavan_store::{Expected, Versioned};
use serde::Serialize;
use utoipa::ToSchema;

/// The stock of a hub on a day. Goods that are not listed are unlimited.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stock {
    #[schema(example = "H1")]
    hub: String,
    #[schema(value_type = String)]
    date: Date,
    goods: Vec<StockOfGoods>,
    /// 0 while no stock is set.
    version: i64,
}

/// The stock of one kind of goods.
#[derive(Serialize, ToSchema)]
pub(crate) struct StockOfGoods {
    #[schema(example = "food")]
    goods: String,
    quantity: u32,
}

/// The stock of a hub on a day, as sent; it replaces all earlier numbers of the day.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StockDraft {
    /// Each kind of goods once; an empty list removes all limits.
    goods: Vec<StockOfGoodsDraft>,
    /// `hub`, `date` and `version` are ignored, so that a stock can be sent back as answered.
    hub: Option<String>,
    date: Option<String>,
    version: Option<i64>,
}

/// The stock of one kind of goods, as sent.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StockOfGoodsDraft {
    /// Standard goods, or a code that a hub hands out.
    #[schema(example = "food")]
    goods: String,
    /// 0 where there is none.
    #[schema(minimum = 0, maximum = 10_000_000)]
    quantity: u32,
}

fn answer((hub, date): (&HubId, Date), kept: &Versioned<Vec<model::Stock>>) -> Stock {
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
    let goods = form.draft_list("goods", |part| intake::StockDraft {
        goods: part.draft_text("goods"),
        quantity: part.draft_number("quantity"),
    });
    form.accepted(accept_stock_of_day(goods, hub, date, known))
}

/// The stock of a hub on a day.
#[utoipa::path(get, path = "/v1/hubs/{id}/stock/{date}", operation_id = "get_stock", tag = "people",
    params(("id" = String, Path), ("date" = String, Path)),
    responses((status = 200, body = Stock),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(app): State<App>,
    _by: ByStaff,
    PathOf((id, date)): PathOf<(String, String)>,
) -> Result<Response, Problem> {
    let (hub, date) = (HubId(id), path_day(&date)?);
    let kept = app.service.stock(&hub, date).await?.ok_or(Kind::NotFound)?;
    Ok(versioned(StatusCode::OK, kept.version, &answer((&hub, date), &kept)))
}

/// Sets the stock of a hub on a day. A plan that loads more has `shortages` before it is published.
#[utoipa::path(put, path = "/v1/hubs/{id}/stock/{date}", operation_id = "put_stock", tag = "people",
    request_body = StockDraft, params(("id" = String, Path), ("date" = String, Path),
        ("If-Match" = Option<String>, Header, description = "Required when a stock is set")),
    responses((status = 200, body = Stock), (status = 201, body = Stock),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf((id, date)): PathOf<(String, String)>,
    version: IfMatch,
    sent: Json,
) -> Result<Response, Problem> {
    let (hub, date) = (HubId(id), path_day(&date)?);
    let known = app.service.known(NameableVolunteers::Unasked, None, None).await?;
    let goods = read(&sent.value, |form| stock(form, (&hub, date), &known))?;
    // Version 0 is answered while no stock is set.
    let expected = match version.0 {
        Some(0) => Expected::Nothing,
        _ => expected(version),
    };
    let put = caller.acting(&app).put_stock(&hub, date, goods, expected).await?;
    let status = put_status(put.ok_or(Kind::NotFound)?, version)?;
    let kept = app.service.stock(&hub, date).await?.ok_or(Kind::NotFound)?;
    Ok(versioned(status, kept.version, &answer((&hub, date), &kept)))
}
