//! The real server on a small disk that fills up: what was answered is kept, what is kept can be read, writes are
//! refused in words, and go on when there is room.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

use karavan_tests::morning::morning_date;
use karavan_tests::server::{Answer, Server};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const INSIDE: &str = "KARAVAN_INSIDE_NAMESPACE";

/// A small file system of its own. Who may not mount one runs the whole test again as root of a namespace of its own.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    /// `None` when the test has run in a namespace instead.
    fn mounted(test: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "karavan"])
            .arg(folder.path())
            .output()
            .expect("mount is installed");
        if mount.status.success() {
            return Some(Self { folder });
        }
        assert!(
            std::env::var_os(INSIDE).is_none(),
            "{}",
            String::from_utf8_lossy(&mount.stderr)
        );
        let again = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount"])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .env(INSIDE, "1")
            .status()
            .expect("unshare is installed");
        assert!(
            again.success(),
            "the test needs root, or a namespace in which it may mount"
        );
        None
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Whatever still holds it open keeps it until then.
        let _unmounted = Command::new("umount").arg("--lazy").arg(self.folder.path()).status();
    }
}

fn send(server: &Server, bearer: &str, source_ref: &str) -> Answer {
    let body = json!({"source": "112", "source_ref": source_ref, "date": morning_date(),
        "address": "ул. Небывальская, 5",
        "recipient": "Получатель 0001", "comment": "к ".repeat(400), "needs": [{"goods": "food", "quantity": 1}]});
    let key = format!("full-disk-request-{source_ref}");
    server.post(
        &[("authorization", bearer), ("idempotency-key", &key)],
        "/v1/requests",
        &body,
    )
}

fn kept(server: &Server, bearer: &str) -> Vec<String> {
    let mut kept = Vec::new();
    let mut after = String::new();
    loop {
        let answer = server.get(&[("authorization", bearer)], &format!("/v1/requests?limit=200{after}"));
        assert_eq!(answer.status, 200, "{}", answer.text);
        let page = answer.json();
        let items = page["items"].as_array().unwrap().iter();
        kept.extend(items.map(|item| item["source_ref"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { return kept };
        after = format!("&after={next}");
    }
}

/// Sends the tables, plans and publishes; answers the link to a route.
fn published_route(server: Server, cookie: &str) -> (Server, String) {
    for (kind, file) in [
        ("hubs", "hubs.csv"),
        ("volunteers", "volunteers.csv"),
        ("requests", "requests.csv"),
    ] {
        let bytes = std::fs::read(karavan_tests::town().join(file)).unwrap();
        let answer = server.upload(
            cookie,
            &format!("/v1/tables/{kind}?date={}", morning_date()),
            file,
            &bytes,
        );
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    // Stopped in between, because the log of the database is emptied then.
    let server = server.restart();
    let order = json!({"date": morning_date(), "rounds": 20, "seed": 1});
    let begun = server.post(
        &[("cookie", cookie), ("idempotency-key", "full-disk-planned-day")],
        "/v1/plans",
        &order,
    );
    assert_eq!(begun.status, 202, "{}", begun.text);
    let run = begun.json()["id"].as_str().unwrap().to_owned();
    let until = Instant::now() + Duration::from_secs(60);
    let plan = loop {
        let run: Value = server.get(&[("cookie", cookie)], &format!("/v1/runs/{run}")).json();
        if run["state"] == "succeeded" {
            break run["plan"].as_str().unwrap().to_owned();
        }
        assert!(Instant::now() < until, "{run}");
        std::thread::sleep(Duration::from_millis(50));
    };
    let etag = server
        .get(&[("cookie", cookie)], &format!("/v1/plans/{plan}"))
        .header("etag");
    let headers = [
        ("cookie", cookie),
        ("if-match", &etag),
        ("idempotency-key", "full-disk-published-day"),
    ];
    let published = server.post(&headers, &format!("/v1/plans/{plan}/publish"), &json!({}));
    assert_eq!(published.status, 200, "{}", published.text);
    let link = published.json()["links"][0]["url"].as_str().unwrap().to_owned();
    (
        server.restart(),
        format!("Bearer {}", link.split_once("/r#").unwrap().1),
    )
}

#[test]
fn a_full_disk_refuses_writes_in_words_and_takes_them_again_when_there_is_room() {
    let test = "a_full_disk_refuses_writes_in_words_and_takes_them_again_when_there_is_room";
    let Some(disk) = SmallDisk::mounted(test) else { return };
    let data = disk.path().to_str().unwrap().to_owned();
    let server = Server::start_in(&data);
    let bearer = format!("Bearer {}", server.intake_key());
    let cookie = server.log_in();
    let (mut server, link) = published_route(server, &cookie);
    let mut answered = Vec::new();
    let mut number = 0;
    for _ in 0..2 {
        let ballast = disk.path().join("ballast");
        let refused = fill(&server, &bearer, &ballast, &mut number, &mut answered);
        assert!(
            refused.header("content-type").starts_with("application/problem+json"),
            "{}",
            refused.text
        );
        assert!(!refused.header("retry-after").is_empty());
        let problem = refused.json();
        for field in ["title", "title_ru", "detail", "detail_ru"] {
            assert!(!problem[field].as_str().unwrap().is_empty(), "{problem}");
        }
        // It stays full for a while: the second failure was the one that broke everything. What the server gives back
        // of its log is taken away too, until three writes in a row are refused.
        let mut taken = vec![ballast];
        let mut in_a_row = 0;
        while in_a_row < 3 {
            let more = disk.path().join(format!("ballast-{}", taken.len()));
            let _full = std::fs::write(&more, vec![0; 6 * 1024 * 1024]);
            taken.push(more);
            number += 1;
            let source_ref = format!("full-{number}");
            let answer = send(&server, &bearer, &source_ref);
            match answer.status {
                201 => {
                    answered.push(source_ref);
                    in_a_row = 0;
                }
                507 => in_a_row += 1,
                status => panic!("{status}: {}", answer.text),
            }
            assert!(taken.len() < 500, "the disk does not stay full");
        }
        // Reading goes on, also with a key whose use cannot be noted, and a volunteer has their route.
        let known = kept(&server, &bearer);
        assert!(
            answered.iter().all(|one| known.contains(one)),
            "what was answered is there to be read"
        );
        assert_eq!(
            server
                .get(&[("cookie", &cookie)], &format!("/v1/days/{}", morning_date()))
                .status,
            200
        );
        assert_eq!(server.get(&[("authorization", &link)], "/v1/route").status, 200);
        assert_eq!(server.get(&[], "/v1/health").status, 200);
        becomes_ready(&server, 503);

        for file in taken {
            std::fs::remove_file(file).unwrap();
        }
        let freed = Instant::now();
        loop {
            number += 1;
            let source_ref = format!("after-{number}");
            let answer = send(&server, &bearer, &source_ref);
            if answer.status == 201 {
                answered.push(source_ref);
                break;
            }
            assert_eq!(answer.status, 507, "{}", answer.text);
            assert!(freed.elapsed() < Duration::from_secs(60), "it does not write again");
            std::thread::sleep(Duration::from_millis(50));
        }
        eprintln!("writes again {:?} after there is room", freed.elapsed());
        becomes_ready(&server, 200);
    }
    let before = kept(&server, &bearer);
    server.kill();
    let mut server = server.begin_again();
    let mut after = kept(&server, &bearer);
    assert_eq!(before.len(), after.len());
    let missing: Vec<_> = answered.iter().filter(|one| !after.contains(one)).collect();
    assert!(missing.is_empty(), "answered and lost: {missing:?}");
    after.dedup();
    assert_eq!(before.len(), after.len(), "doubled");
    eprintln!("{} answered, 0 lost", answered.len());
    server.kill();
}

/// An answer holds for a second, so the new one may take as long.
fn becomes_ready(server: &Server, status: u16) {
    let until = Instant::now() + Duration::from_secs(60);
    while server.get(&[], "/v1/ready").status != status {
        assert!(Instant::now() < until, "/v1/ready does not become {status}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Fills the disk and writes until one write is refused; answers the refusal.
fn fill(server: &Server, bearer: &str, ballast: &Path, number: &mut usize, answered: &mut Vec<String>) -> Answer {
    for _ in 0..20 {
        *number += 1;
        let source_ref = format!("room-{number}");
        let answer = send(server, bearer, &source_ref);
        assert_eq!(answer.status, 201, "{}", answer.text);
        answered.push(source_ref);
    }
    // As much as goes in; that it does not all go in is the point.
    let _full = std::fs::write(ballast, vec![0; 6 * 1024 * 1024]);
    for _ in 0..2000 {
        *number += 1;
        let source_ref = format!("row-{number}");
        let answer = send(server, bearer, &source_ref);
        match answer.status {
            201 => answered.push(source_ref),
            507 => return answer,
            status => panic!("{status}: {}", answer.text),
        }
    }
    panic!("the disk does not fill up");
}
