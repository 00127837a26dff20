//! HTTP: routes, wire types, auth, problems, live updates, OpenAPI.
