# `make demo` shows what Griot does; `make test` is what continuous integration runs.
# Everything is built in one profile (release), so that RocksDB is compiled once.

CARGO ?= cargo
GRIOT := target/release/griot

.PHONY: demo gallery test build prepare prepare-tests check lint bench clean-demo

demo: build
	@mkdir -p demo
	@rm -rf demo/store
	@$(GRIOT) build data/articles --store demo/store
	@$(GRIOT) --lang fr draw --store demo/store --output demo/sahel.dot --title "Le Sahel et la Russie"
	@$(GRIOT) --lang fr draw --store demo/store --output demo/sahel.svg --title "Le Sahel et la Russie" --max-edges 40
	@$(GRIOT) export --store demo/store --output demo/sahel.ttl
	@echo
	@echo "Written: demo/sahel.svg (open it in a browser), demo/sahel.dot, demo/sahel.ttl"
	@echo "Try next:"
	@echo "  $(GRIOT) query --store demo/store who-supplies-whom"
	@echo "  $(GRIOT) query --store demo/store --list"
	@echo "  $(GRIOT) explain --store demo/store Russie"
	@echo "  $(GRIOT) parse data/articles/aes-01-moscou-force-commune.md | less -R"

# Draws the pictures of docs/gallery.md again.
gallery: build
	@GRIOT=$(GRIOT) scripts/gallery.sh

build: prepare
	@test -x $(GRIOT) || echo "First build: RocksDB alone takes about ten minutes on two cores; later builds take seconds."
	@$(CARGO) build --release

prepare:
	@scripts/prepare.sh

# Other people's tools, which tests hold Griot's files against; tests that lack theirs are passed over.
prepare-tests:
	@scripts/prepare-graphviz.sh
	@scripts/prepare-python.sh
	@scripts/prepare-node.sh

# The program under test is not optimised and checks its own arithmetic: it is compiled in a tenth of the time.
# What it depends on is what `build` compiled.
CHECKED := --config profile.release.package.griot.opt-level=0 \
	--config profile.release.package.griot.debug-assertions=true \
	--config profile.release.package.griot.overflow-checks=true

test: prepare lint
	$(CARGO) test --release $(CHECKED)

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --release --all-targets -- -D warnings

bench: build
	$(CARGO) bench
