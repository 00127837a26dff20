//! `ServeConfig`: the base URL that people type, and the trusted proxies.

use crate::http::networks::Network;

/// How clients reach the server.
#[derive(Clone, Debug)]
pub struct ServeConfig {
    /// The address that people type; with `https://` cookies are sent over TLS only.
    pub base_url: String,
    /// Proxies whose `X-Forwarded-For` is trusted. Empty: none is.
    pub trusted_proxies: Vec<Network>,
}
