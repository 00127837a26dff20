//! Tests of the calls of Photon and Nominatim: formats, order of coordinates, filters, structured search, and which
//! of the two answers `/reverse`.

use super::{TestResponse, TestServer};
use axum::http::Method;
use serde_json::{Value, json};

/// `GET` without a login.
async fn ask(server: &TestServer, path: &str) -> TestResponse {
    // The texts of a query travel percent-encoded.
    let sent: String = path
        .bytes()
        .map(|byte| match byte {
            b' ' => "%20".to_owned(),
            byte if byte.is_ascii() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    server.call(Method::GET, &sent, &[], None).await
}

fn near(value: &Value, wanted: f64) -> bool {
    let number = value.as_f64().or_else(|| value.as_str()?.parse().ok());
    number.is_some_and(|number| (number - wanted).abs() < 1e-5)
}

#[tokio::test(flavor = "multi_thread")]
async fn photon_answers_geojson_with_longitude_first() {
    let server = TestServer::open().await;
    let response = ask(&server, "/api?q=Садовая 3&limit=1&lang=ru").await;
    assert_eq!(
        (response.status.as_u16(), response.header("access-control-allow-origin")),
        (200, "*")
    );
    let response = response.json();
    assert_eq!(response["type"], "FeatureCollection");
    let feature = &response["features"][0];
    assert_eq!(
        (&feature["type"], &feature["geometry"]["type"]),
        (&json!("Feature"), &json!("Point"))
    );
    let at = &feature["geometry"]["coordinates"];
    // House 3 is the second of the street: 10.0 + 0.0018 degrees.
    assert!(near(&at[0], 10.0018) && near(&at[1], 0.0001), "{at}");
    let properties = &feature["properties"];
    for (name, wanted) in [
        ("housenumber", "3"),
        ("street", "Садовая улица"),
        ("type", "house"),
        ("osm_type", "N"),
        ("precision", "house"),
    ] {
        assert_eq!(properties[name], wanted, "{properties}");
    }
    assert_eq!(properties["osm_id"], 101);
}

#[tokio::test(flavor = "multi_thread")]
async fn photon_completes_what_is_typed_and_filters() {
    let server = TestServer::open().await;
    let response = ask(&server, "/api?q=Садо").await.json();
    let street = &response["features"][0]["properties"];
    assert_eq!(
        (&street["name"], &street["type"]),
        (&json!("Садовая улица"), &json!("street"))
    );
    let extent = street["extent"].as_array().unwrap();
    let corner = |ix: usize| extent[ix].as_f64().unwrap();
    // West, north, east, south: not the order of GeoJSON.
    assert!(corner(0) < corner(2) && corner(1) >= corner(3), "{extent:?}");
    let begun = ask(&server, "/api?q=Садовая 1&limit=20").await.json();
    let houses: Vec<&str> = begun["features"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["properties"]["housenumber"].as_str())
        .collect();
    assert_eq!(houses.first(), Some(&"1"));
    assert!(
        houses.contains(&"11") && houses.contains(&"19") && !houses.contains(&"21"),
        "{houses:?}"
    );
    let none = ask(&server, "/api?q=Садовая 3&osm_tag=shop").await.json();
    assert_eq!(none["features"], json!([]));
    let outside = ask(&server, "/api?q=Садовая 3&bbox=20,20,21,21").await.json();
    assert_eq!(outside["features"], json!([]));
    assert_eq!(ask(&server, "/api").await.status, 400);
    assert_eq!(
        ask(&server, "/api?q=Задонщинская 44").await.json()["features"],
        json!([])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nominatim_answers_records_with_texts_for_coordinates() {
    let server = TestServer::open().await;
    let response = ask(
        &server,
        "/search?q=ул. Садовая, д. 5, кв. 2&format=json&limit=1&addressdetails=1",
    )
    .await;
    assert_eq!(response.status, 200);
    let response = response.json();
    let place = &response[0];
    assert!(near(&place["lon"], 10.0036) && near(&place["lat"], 0.0001), "{place}");
    assert!(place["lon"].is_string() && place["lat"].is_string() && place["place_id"].is_u64());
    assert_eq!(place["display_name"], "5, Садовая улица");
    assert_eq!(place["address"], json!({"house_number": "5", "road": "Садовая улица"}));
    let corners: Vec<f64> = place["boundingbox"]
        .as_array()
        .unwrap()
        .iter()
        .map(|corner| corner.as_str().unwrap().parse().unwrap())
        .collect();
    // South, north, west, east.
    assert!(
        corners[0] < corners[1]
            && corners[2] < corners[3]
            && near(&json!(f64::midpoint(corners[2], corners[3])), 10.0036)
    );
    let structured = ask(&server, "/search?street=5 Садовая улица&format=jsonv2")
        .await
        .json();
    assert_eq!(
        (&structured[0]["display_name"], &structured[0]["category"]),
        (&json!("5, Садовая улица"), &json!("place"))
    );
    let lacking = ask(&server, "/search?q=Садовая 987&format=jsonv2").await.json();
    assert_eq!(
        (&lacking[0]["addresstype"], &lacking[0]["place_rank"]),
        (&json!("road"), &json!(26))
    );
    assert_eq!(
        ask(&server, "/search?q=Задонщинская 44&format=json").await.json(),
        json!([])
    );
    assert_eq!(ask(&server, "/search?q=a&street=b").await.status, 400);
    assert_eq!(ask(&server, "/search?q=a&format=pigeon").await.status, 400);
    let geojson = ask(&server, "/search?q=Садовая 5&format=geojson").await.json();
    assert!(near(&geojson["features"][0]["geometry"]["coordinates"][0], 10.0036));
    let geocode = ask(&server, "/search?q=Садовая 5&format=geocodejson").await.json();
    assert_eq!(geocode["features"][0]["properties"]["geocoding"]["housenumber"], "5");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_names_a_format_at_reverse_speaks_nominatim() {
    let server = TestServer::open().await;
    let photon = ask(&server, "/reverse?lon=10.00361&lat=0.00012").await.json();
    assert_eq!(photon["features"][0]["properties"]["housenumber"], "5");
    let nominatim = ask(&server, "/reverse?lon=10.00361&lat=0.00012&format=json")
        .await
        .json();
    assert_eq!(nominatim["address"]["house_number"], "5");
    let street = ask(&server, "/nominatim/reverse?lon=10.00361&lat=0.00012&zoom=16")
        .await
        .json();
    assert_eq!(
        (&street["addresstype"], &street["name"]),
        (&json!("road"), &json!("Садовая улица"))
    );
    let nowhere = ask(&server, "/reverse?lon=50&lat=50&format=jsonv2").await.json();
    assert_eq!(nowhere, json!({"error": "Unable to geocode"}));
    assert_eq!(
        ask(&server, "/photon/reverse?lon=50&lat=50").await.json()["features"],
        json!([])
    );
    assert_eq!(ask(&server, "/photon/reverse?lon=x").await.status, 400);
}
