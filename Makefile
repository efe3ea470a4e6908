# The two commands of a fresh machine are `make run` and `make test`; both do all the set-up.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo desarrollo)
GOFLAGS_BUILD := -trimpath -ldflags "-s -w -X main.version=$(VERSION)"
export CGO_ENABLED ?= 0

ASSET_SOURCES := $(shell find web/assets -type f -not -path '*/dist/*' 2>/dev/null)
DICTIONARY := check/words/dist/es_mx.fst
ASSETS := web/assets/dist/manifest.json

.PHONY: build run test bench quality lint clauses assets clean generate quick

node_modules/.stamp: package.json package-lock.json
	@command -v npm >/dev/null || { echo "Falta Node.js 20 o posterior con npm: instálelo (en Debian: apt-get install nodejs npm)." >&2; exit 1; }
	npm ci --loglevel=error
	touch $@

$(ASSETS): node_modules/.stamp $(ASSET_SOURCES)
	node web/assets/build.mjs

$(DICTIONARY): node_modules/.stamp $(wildcard check/words/*.go check/words/expand/*)
	go run ./check/words/expand -from node_modules/dictionary-es-mx -to $@

assets: $(ASSETS) $(DICTIONARY)

build: assets
	go build $(GOFLAGS_BUILD) -o bin/pregonero ./cmd/pregonero

run: build
	./bin/pregonero serve --practice

# What tests need is installed where it can be; otherwise it is said and the tests fail.
test: assets
	scripts/test.sh

# The Go tests alone, without the browser and the foreign servers.
quick: assets
	go vet ./...
	go test ./...

bench: build
	scripts/bench.sh

# What the checks find and miss on the labelled sets: check/testdata/quality.
quality: assets
	go run ./check/quality

lint: assets
	gofmt -l $$(git ls-files '*.go') | tee /dev/stderr | (! grep -q .)
	go vet ./...
	go tool staticcheck ./...

clauses:
	go run ./internal/trace/cmd/clauses

generate:
	go generate ./web/...
	go run ./internal/trace/cmd/clauses

clean:
	rm -rf bin web/assets/dist/* check/words/dist/*
	git checkout -- web/assets/dist/.keep check/words/dist/.keep
