//! An address in; Found, Ambiguous or NotFound out.
