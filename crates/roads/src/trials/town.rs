//! Small worlds drawn by hand, with the arithmetic beside each assertion.
