.DEFAULT_GOAL := help
SHELL := /bin/bash

# Two commands that change the cluster at the same time would undo each other's work, also from two checkouts. The lock is on
# the folder that holds the cluster's state, which is there on every machine and needs no cleaning up.
LOCAL := flock --nonblock --conflict-exit-code 75 /var/lib npx tsx local/cli.ts
BUSY := || { code=$$?; [ $$code -ne 75 ] || echo "another make is working on the cluster: wait for it, or end it" >&2; exit $$code; }

node_modules/.installed: package-lock.json
	@command -v npm >/dev/null || { echo "Node.js is missing: install version 20.19 or later, with npm, from https://nodejs.org" >&2; exit 1; }
	npm ci --no-audit --no-fund
	@touch $@

.PHONY: help
help: ## show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: up
up: node_modules/.installed ## from a bare machine, a stopped or a broken cluster to the running platform
	@$(LOCAL) up $(BUSY)

.PHONY: down
down: node_modules/.installed ## end the cluster; remove all it made outside the build cache
	@$(LOCAL) down $(BUSY)

.PHONY: clean
clean: node_modules/.installed ## down, and remove the build cache
	@$(LOCAL) clean $(BUSY)

.PHONY: status
status: node_modules/.installed ## what runs, and how to reach it
	@npx tsx local/cli.ts status

.PHONY: logs
logs: node_modules/.installed ## collect a support bundle
	@npx tsx local/cli.ts logs

.PHONY: env
env: node_modules/.installed ## shell settings for kubectl, istioctl and pulumi: eval "$(make --silent env)"
	@npx tsx local/cli.ts env

.PHONY: build
build: node_modules/.installed ## fill the build cache, start nothing
	@$(LOCAL) build $(BUSY)

.PHONY: test
test: node_modules/.installed ## every test, with all set-up; ends with the embedded cluster taken down
	@tests/run.sh

.PHONY: lint
lint: node_modules/.installed ## ESLint, Prettier, strict types
	npm run --silent lint
