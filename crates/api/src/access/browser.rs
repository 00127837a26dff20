//! `Browser`: what a call tells of its browser: whether it came over TLS, the session cookie it sent, and by which
//! words (`Firefox, Windows`) and network a person knows it again. `cookie_name`: the name of the session cookie.

use super::Client;
use super::client::Peer;
use crate::app::App;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, USER_AGENT};
use axum::http::request::Parts;
use cookie::Cookie;
use std::convert::Infallible;

/// Before the name of the cookie over TLS: by it, browsers take the cookie from this host only, over TLS only, for all
/// its paths.
const HOST: &str = "__Host-";
/// A trusted proxy says here whether the browser came to it over TLS.
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// Browsers by a word of their own; those that name another one as well come first.
const AGENTS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("YaBrowser", "Yandex"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

/// What a call tells of its browser.
pub(crate) struct Browser {
    /// Whether it came over TLS: the address that people type says so, or a trusted proxy.
    pub(super) is_https: bool,
    /// The name of the session cookie: the region's own.
    pub(super) cookie: String,
    /// The value of the session cookie whose name fits.
    pub(super) secret: Option<String>,
    /// Such as `Firefox, Windows`; empty when it does not say.
    pub(super) agent: String,
    /// Such as `203.0.113.0/24`.
    pub(super) network: String,
}

impl Browser {
    pub(super) fn of(parts: &Parts, app: &App) -> Self {
        let peer = Peer::of(parts);
        let is_https = app.shared.is_secure || proxy_says_https(peer, &parts.headers, app);
        let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
        let cookie = cookie_name(&app.cookie, is_https);
        Self {
            is_https,
            secret: session_secret(&parts.headers, &cookie),
            cookie,
            agent: agent.map(known_words).unwrap_or_default(),
            network: Client::of(peer.0, &parts.headers, &app.shared.trusted_proxies).network(),
        }
    }
}

impl FromRequestParts<App> for Browser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(parts, app))
    }
}

/// The name of the session cookie. Over TLS the plain one counts for nothing: a page of a neighbouring host, or anybody
/// on the way of a plain call, could have set it.
fn cookie_name(plain: &str, is_https: bool) -> String {
    if is_https {
        format!("{HOST}{plain}")
    } else {
        plain.to_owned()
    }
}

/// The last word is that of the proxy that calls.
fn proxy_says_https(peer: Peer, headers: &HeaderMap, app: &App) -> bool {
    let is_trusted = app.shared.trusted_proxies.iter().any(|proxy| proxy.holds(peer.0));
    let said = headers.get_all(FORWARDED_PROTO).iter().next_back();
    let last = said.and_then(|value| value.to_str().ok()?.rsplit(',').next());
    is_trusted && last.is_some_and(|word| word.trim().eq_ignore_ascii_case("https"))
}

/// Browser and system in words of ours, so that nothing long or strange is kept.
fn known_words(agent: &str) -> String {
    let find = |words: &[(&str, &'static str)]| {
        let found = words.iter().find(|(word, _)| agent.contains(word));
        found.map(|(_, name)| *name)
    };
    let words: Vec<&str> = [find(&AGENTS), find(&SYSTEMS)].into_iter().flatten().collect();
    words.join(", ")
}

fn session_secret(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut secrets = cookies
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .filter(|cookie| cookie.name() == name && !cookie.value().is_empty());
    Some(secrets.next()?.value().to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{cookie_name, known_words, session_secret};
    use axum::http::HeaderMap;
    use axum::http::header::COOKIE;

    #[test]
    fn the_cookie_is_found_among_others_by_its_whole_name() {
        const NAME: &str = "karavan_session";
        let mut headers = HeaderMap::new();
        assert_eq!(session_secret(&headers, NAME), None);
        headers.append(COOKIE, "a=b; xkaravan_session=no".parse().unwrap());
        assert_eq!(session_secret(&headers, NAME), None);
        headers.append(COOKIE, "karavan_session_north=no".parse().unwrap());
        assert_eq!(session_secret(&headers, NAME), None, "another region's");
        headers.append(COOKIE, "karavan_session=; karavan_session=yes".parse().unwrap());
        assert_eq!(session_secret(&headers, NAME).as_deref(), Some("yes"));
        assert_eq!(session_secret(&headers, &cookie_name(NAME, true)), None);
    }

    #[test]
    fn a_browser_is_told_in_two_words_and_a_stranger_in_none() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 \
            Safari/537.36";
        assert_eq!(known_words(windows), "Chrome, Windows");
        assert_eq!(known_words(&format!("{windows} Edg/142.0")), "Edge, Windows");
        assert_eq!(
            known_words(&windows.replace("Safari", "YaBrowser/25.8 Safari")),
            "Yandex, Windows"
        );
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1";
        assert_eq!(known_words(phone), "Safari, iPhone");
        assert_eq!(
            known_words("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0"),
            "Firefox, Linux"
        );
        assert_eq!(known_words("<script>"), "");
    }
}
