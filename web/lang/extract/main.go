// Command extract brings web/lang/en.json up to the code: it adds each new Spanish
// text with an empty translation, drops those no longer said, and lists what is empty.
// Run it from the root of the repository: go run ./web/lang/extract
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"pregonero/web/lang/keys"
)

const file = "web/lang/en.json"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "extract:", err)
		os.Exit(1)
	}
}

func run() error {
	old, err := read()
	if err != nil {
		return err
	}
	uses, problems, err := keys.Scan(".")
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, use := range uses {
		texts[use.Key] = old[use.Key]
	}
	for _, problem := range problems {
		fmt.Println(problem)
	}
	for key, text := range texts {
		if text == "" {
			fmt.Printf("to translate: %s\n", key)
		}
	}
	return write(texts)
}

func read() (map[string]string, error) {
	texts := map[string]string{}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return texts, json.Unmarshal(data, &texts)
}

func write(texts map[string]string) error {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out) // sorts the keys
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(texts); err != nil {
		return err
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}
