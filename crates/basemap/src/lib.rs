//! The picture under the routes: vector tiles drawn from the extract.
