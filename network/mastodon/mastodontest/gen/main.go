// Gen makes contract.json, the extract of the API's description that a fresh clone tests
// against: the operations that the local server offers and the entities that they name,
// as facts, without the document's words.
//
//	go run ./network/mastodon/mastodontest/gen ../shared/specs/mastodon/openapi.json > contract.json
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"pregonero/network/mastodon/mastodontest"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: gen openapi.json > contract.json")
	}
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		return fmt.Errorf("read document: %w", err)
	}
	extract, err := mastodontest.Extract(data)
	if err != nil {
		return err
	}
	e := json.NewEncoder(os.Stdout)
	e.SetIndent("", " ")
	return e.Encode(extract)
}
