//! Where a call comes from, as far as it matters for who guesses passwords.

use crate::app::App;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Proxies write here for whom they speak, each at the end of the list.
const FORWARDED: &str = "x-forwarded-for";

/// The other end of the connection; the accept loop hangs it on every call.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Whose call it is: an address, or the network that one household has whole in IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

impl Client {
    #[cfg(test)]
    pub(crate) fn at(address: [u8; 4]) -> Self {
        Self(address.into())
    }

    fn of(peer: IpAddr, headers: &HeaderMap) -> Self {
        let address = match peer.to_canonical() {
            // Only a proxy on our own machine is believed about others.
            proxy if proxy.is_loopback() => forwarded(headers).unwrap_or(proxy),
            peer => peer,
        };
        match address.to_canonical() {
            IpAddr::V6(whole) => {
                let [a, b, c, d, ..] = whole.segments();
                Self(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into())
            }
            whole => Self(whole),
        }
    }
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED).iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<Peer>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
        Ok(Self::of(peer, &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Client, FORWARDED};
    use axum::http::HeaderMap;

    fn client(peer: &str, forwarded: &[&str]) -> Client {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED, value.parse().unwrap());
        }
        Client::of(peer.parse().unwrap(), &headers)
    }

    #[test]
    fn only_a_proxy_of_our_own_speaks_for_others_and_only_its_own_word_counts() {
        let stranger = client("203.0.113.7", &[]);
        assert_eq!(client("203.0.113.7", &["198.51.100.1"]), stranger);
        assert_eq!(client("127.0.0.1", &["198.51.100.1, 203.0.113.7"]), stranger);
        assert_eq!(client("::1", &["198.51.100.1", "203.0.113.7"]), stranger);
        assert_eq!(client("::ffff:203.0.113.7", &[]), stranger);
        assert_eq!(client("127.0.0.1", &["nonsense"]), client("127.0.0.1", &[]));
        assert_eq!(client("2001:db8:1:2::3", &[]), client("2001:db8:1:2:ffff::9", &[]));
        assert_ne!(client("2001:db8:1:2::3", &[]), client("2001:db8:1:3::3", &[]));
    }
}
