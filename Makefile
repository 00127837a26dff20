# The two commands: `make demo` and `make test`; what is too long for the second: `make soak` and `make figures`. The rest are
# their parts.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.PHONY: demo test release soak figures web contract data audit check docs needs unit browser bench clean

UI := crates/web/ui
RELEASE := $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)/release/karavan
DIST := $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)/dist/karavan
UI_SOURCES := $(shell find $(UI) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

# Builds everything, makes the synthetic city, plans its morning and serves the screens.
demo: web
	cargo run --release --locked --bin karavan -- demo $(DEMO)

# Installs what tests need, then runs all of them.
test: needs web check docs browser unit

# The program to carry away: stripped, its debug symbols in a file beside it, which debuggers find by its name.
release: web
	cargo build --profile dist --locked --bin karavan
	objcopy --only-keep-debug --compress-debug-sections "$(DIST)" "$(DIST).debug"
	objcopy --strip-all --add-gnu-debuglink="$(DIST).debug" "$(DIST)" "$(DIST).stripped"
	ls -l "$(DIST).stripped" "$(DIST).debug"

# Kills, sweeps, fuzz and load, for hours; figures go into docs/trust.md. SOAK="name name" runs only these stages.
soak: needs web
	cargo build --release --locked --bin karavan
	KARAVAN_BIN="$(RELEASE)" cargo run --locked --bin soak -- $(SOAK)

# Times and ratios; none is asserted in a test. BASE=path-to-binary measures pairs with a former build.
figures: web
	cargo build --release --locked --bin karavan
	cargo bench --locked --package karavan-benches --package karavan-quality
	KARAVAN_BIN="$(RELEASE)" BASE="$(abspath $(BASE))" \
		cargo bench --locked --package karavan-benches --bench pairs

# Writes schemas/openapi.json anew from the program, after a change of calls or shapes.
contract:
	KARAVAN_REWRITE=1 cargo test --workspace --lib --locked -- the_contract_in_the_repository

# Writes data/ anew, after a change of synthetic cities or of the instances.
data:
	KARAVAN_REWRITE=1 cargo test --workspace --locked --test data

# Licences, sources and forbidden packages by deny.toml. No part of `make test`, which needs no further tools.
audit:
	@cargo deny --version >/dev/null 2>&1 || { \
		echo "make audit needs cargo-deny, which is not installed: cargo install --locked cargo-deny" >&2; exit 1; }
	cargo deny --locked --offline check bans licenses sources

web: $(UI)/dist/.built

$(UI)/node_modules/.installed: $(UI)/package-lock.json
	cd $(UI) && npm ci --no-audit --no-fund
	touch $@

$(UI)/dist/.built: $(UI)/node_modules/.installed $(UI_SOURCES)
	cd $(UI) && npm run build
	touch $@

# PostgreSQL and Chromium from Debian's packages, where they are missing.
needs:
	tests/install-needs

check:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cd $(UI) && npm run check
	cd $(UI) && npm test

# Docs with every link in them right.
docs:
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

# Browser tests start the binary this builds, with the features `unit` builds it with.
browser: web
	cargo build --workspace --bins --tests --locked
	tests/browser/run

# Last, so that the output ends in the runner's summary.
unit: web
	cargo test --workspace --locked --no-fail-fast

bench:
	cargo bench --package karavan-benches --package karavan-quality

clean:
	cargo clean
	rm -rf $(UI)/dist $(UI)/node_modules
