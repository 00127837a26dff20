//! Random acts of two regions of one process at once, over HTTP: each keeps an account of what it did, reads just that,
//! and no byte of the other's words. Keys, links and cookies of the other are tried all the while.

use karavan_tests::client::{Answer, Client};
use karavan_tests::day::key;
use karavan_tests::server::Server;
use serde_json::{Value, json};
use std::collections::BTreeMap;

use super::one_process::NAMES;

/// Acts of both regions together.
fn acts() -> usize {
    std::env::var("KARAVAN_SOAK").map_or(1_000, |_| 10_000)
}

/// A region at work, and its account of what it did.
struct Worker<'c> {
    client: &'c Client,
    cookie: String,
    bearer: String,
    /// A word that is in all it writes, and in nothing of the other.
    word: &'static str,
    dice: u64,
    /// The states of its requests.
    requests: BTreeMap<String, String>,
    /// Names of its volunteers.
    volunteers: BTreeMap<String, String>,
}

impl<'c> Worker<'c> {
    fn new(client: &'c Client, word: &'static str, seed: u64) -> Self {
        Self {
            client,
            cookie: client.log_in(),
            bearer: format!("Bearer {}", client.intake_key()),
            word,
            dice: 0x9e37_79b9_7f4a_7c15 ^ seed,
            requests: BTreeMap::new(),
            volunteers: BTreeMap::new(),
        }
    }

    fn draw(&mut self, below: usize) -> usize {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        usize::try_from(self.dice % below as u64).unwrap()
    }

    /// One of its requests, if there is one.
    fn some_request(&mut self) -> Option<(String, String)> {
        let place = self.draw(self.requests.len().max(1));
        let found = self.requests.iter().nth(place);
        found.map(|(id, state)| (id.clone(), state.clone()))
    }

    /// Does one thing; `other` has the word and the credentials of the other region.
    fn act(&mut self, number: usize, other: &Foreign) {
        let answer = match self.draw(8) {
            0 | 1 => self.submit(number),
            2 => self.cancel(),
            3 => self.read(),
            4 => self.search(),
            5 => self.put_volunteer(number),
            6 => self.list_volunteers(),
            _ => self.try_foreign(other),
        };
        assert!(!answer.text.contains(other.word), "{}", answer.text);
    }

    fn by(&self) -> [(&str, &str); 1] {
        [("cookie", &self.cookie)]
    }

    /// The same references and numbers come up in both.
    fn submit(&mut self, number: usize) -> Answer {
        let order = json!({"source": "112", "source_ref": format!("R-{number}"),
            "recipient": format!("{} {number}", self.word), "address": "улица Ёлочная, д 5",
            "comment": format!("{} у подъезда", self.word), "needs": [{"goods": "food", "quantity": 1}]});
        let headers = [("authorization", self.bearer.as_str()), ("idempotency-key", &key())];
        let answer = self.client.post(&headers, "/v1/requests", &order);
        assert_eq!(answer.status, 201, "{}", answer.text);
        let kept = answer.json();
        let word = |field: &str| kept[field].as_str().unwrap().to_owned();
        self.requests.insert(word("id"), word("state"));
        answer
    }

    fn cancel(&mut self) -> Answer {
        let Some((id, state)) = self.some_request() else {
            return self.read();
        };
        let headers = [("cookie", self.cookie.as_str()), ("idempotency-key", &key())];
        let answer = self
            .client
            .post(&headers, &format!("/v1/requests/{id}/cancel"), &json!({}));
        if state == "closed" {
            assert!([200, 409].contains(&answer.status), "{}", answer.text);
        } else {
            assert_eq!(answer.status, 200, "{}", answer.text);
        }
        self.requests.insert(id, "closed".to_owned());
        answer
    }

    fn read(&mut self) -> Answer {
        let Some((id, state)) = self.some_request() else {
            return self.client.get(&self.by(), "/v1/session");
        };
        let answer = self.client.get(&self.by(), &format!("/v1/requests/{id}"));
        let kept = answer.json();
        assert_eq!(kept["state"], state, "{kept}");
        assert!(kept["recipient"].as_str().unwrap().starts_with(self.word), "{kept}");
        answer
    }

    fn search(&mut self) -> Answer {
        let answer = self
            .client
            .post(&self.by(), "/v1/requests/search", &json!({"q": self.word}));
        assert_eq!(answer.status, 200, "{}", answer.text);
        for one in answer.json()["items"].as_array().unwrap() {
            let id = one["id"].as_str().unwrap();
            assert_eq!(
                one["state"].as_str(),
                self.requests.get(id).map(String::as_str),
                "{one}"
            );
        }
        answer
    }

    fn put_volunteer(&mut self, number: usize) -> Answer {
        let id = format!("RA{}", self.draw(40));
        let name = format!("{} {number}", self.word);
        let path = format!("/v1/volunteers/{id}");
        let version = self.version_of(&id);
        let tag = version.map(|version| format!("\"v{version}\""));
        let mut headers = self.by().to_vec();
        headers.extend(tag.as_deref().map(|tag| ("if-match", tag)));
        let answer = self
            .client
            .put(&headers, &path, &json!({"name": name, "home": "улица Ёлочная, д 5"}));
        assert!([200, 201].contains(&answer.status), "{}", answer.text);
        self.volunteers.insert(id, name);
        answer
    }

    fn version_of(&self, id: &str) -> Option<i64> {
        let all = self.client.get(&self.by(), "/v1/volunteers?limit=200").json();
        let own = all["items"].as_array().unwrap().iter().find(|one| one["id"] == id);
        own.and_then(|one| one["version"].as_i64())
    }

    fn list_volunteers(&mut self) -> Answer {
        let answer = self.client.get(&self.by(), "/v1/volunteers?limit=200");
        let listed: BTreeMap<String, String> = own_volunteers(&answer.json());
        assert_eq!(listed, self.volunteers);
        answer
    }

    /// A credential of the other region is answered as one that never was.
    fn try_foreign(&mut self, other: &Foreign) -> Answer {
        let own_name = self.cookie.split('=').next().unwrap().to_owned();
        let secret = other.cookie.split_once('=').unwrap().1;
        let tries = [
            (
                "authorization",
                other.bearer.clone(),
                format!("Bearer krv_000000000000_{}", "A".repeat(43)),
            ),
            ("cookie", other.cookie.clone(), "nothing=at-all".to_owned()),
            ("cookie", format!("{own_name}={secret}"), format!("{own_name}=unknown")),
        ];
        let (name, foreign, unknown) = &tries[self.draw(3)];
        let path = ["/v1/requests", "/v1/session", "/v1/volunteers", "/v1/audit"][self.draw(4)];
        let told = self.client.get(&[(*name, foreign)], path);
        assert_eq!(told.status, 401, "{path}: {}", told.text);
        assert_eq!(
            told.fixed(),
            self.client.get(&[(*name, unknown)], path).fixed(),
            "{path}"
        );
        told
    }

    /// All it has is what it did.
    fn is_as_it_says(&mut self) {
        let _all = self.list_volunteers();
        let mut kept = BTreeMap::new();
        let mut after = String::new();
        loop {
            let page = self
                .client
                .get(&self.by(), &format!("/v1/requests?limit=200{after}"))
                .json();
            for one in page["items"].as_array().unwrap() {
                if one["recipient"].as_str().unwrap().starts_with(self.word) {
                    kept.insert(
                        one["id"].as_str().unwrap().to_owned(),
                        one["state"].as_str().unwrap().to_owned(),
                    );
                }
            }
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(kept, self.requests);
    }
}

/// The volunteers that were put in at random.
fn own_volunteers(list: &Value) -> BTreeMap<String, String> {
    let all = list["items"].as_array().unwrap().iter();
    let named = all.map(|one| ["id", "name"].map(|field| one[field].as_str().unwrap().to_owned()));
    named
        .filter(|[id, _]| id.starts_with("RA"))
        .map(|[id, name]| (id, name))
        .collect()
}

/// What a region tries of the other.
struct Foreign {
    word: &'static str,
    cookie: String,
    bearer: String,
}

/// Both regions act at the same time.
pub(crate) fn both_at_once(server: &Server) {
    let count = acts() / 2;
    let [mut one, mut two] = [
        Worker::new(server.region(NAMES[0]), "Северянин", 1),
        Worker::new(server.region(NAMES[1]), "Южанин", 2),
    ];
    let foreign = |of: &Worker<'_>| Foreign {
        word: of.word,
        cookie: of.cookie.clone(),
        bearer: of.bearer.clone(),
    };
    let (first, second) = (foreign(&one), foreign(&two));
    std::thread::scope(|both| {
        both.spawn(|| (0..count).for_each(|number| one.act(number, &second)));
        both.spawn(|| (0..count).for_each(|number| two.act(number, &first)));
    });
    for worker in [&mut one, &mut two] {
        assert!(worker.requests.len() > count / 8, "{}", worker.requests.len());
        worker.is_as_it_says();
    }
    eprintln!(
        "{} acts of two regions over HTTP: neither read a word of the other",
        2 * count
    );
}
