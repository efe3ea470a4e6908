// Command expand makes the dictionary that the program embeds, from npm's dictionary-es-mx:
//
//	go run ./check/words/expand -from node_modules/dictionary-es-mx -to check/words/dist/es_mx.fst
package main

import (
	"bytes"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

	"pregonero/check/words"
)

// extra are words and names of our own, in the dictionary's format.
var (
	//go:embed extra.dic
	extra string
	//go:embed names.dic
	names string
	//go:embed places.dic
	places string
)

func main() {
	log.SetFlags(0)
	from := flag.String("from", "node_modules/dictionary-es-mx", "folder with index.aff and index.dic")
	to := flag.String("to", "check/words/dist/es_mx.fst", "file to write")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		log.Fatal("expand: ", err)
	}
}

// run reads the rules and the words, makes every form and writes the automaton.
func run(from, to string) error {
	kinds, err := expand(from)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := words.Write(&out, kinds); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(to, out.Bytes(), 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d formas leídas, %d bytes\n", to, len(kinds), out.Len())
	return nil
}

func expand(from string) (map[string]words.Kind, error) {
	aff, err := os.Open(filepath.Join(from, "index.aff"))
	if err != nil {
		return nil, fmt.Errorf("opening the dictionary (is npm ci done?): %w", err)
	}
	defer aff.Close()
	rules, err := words.ReadAffixes(aff)
	if err != nil {
		return nil, err
	}
	dic, err := os.Open(filepath.Join(from, "index.dic"))
	if err != nil {
		return nil, fmt.Errorf("opening the dictionary: %w", err)
	}
	defer dic.Close()
	return allForms(rules, dic, strings.NewReader(extra), strings.NewReader(names), strings.NewReader(places))
}

// allForms makes the forms of every list, each with all that it may be.
func allForms(rules *words.Affixes, lists ...io.Reader) (map[string]words.Kind, error) {
	kinds := map[string]words.Kind{}
	for _, list := range lists {
		err := rules.Expand(list, func(form string, kind words.Kind) { kinds[form] |= kind })
		if err != nil {
			return nil, err
		}
	}
	for form, kind := range words.Irregular() {
		if _, known := kinds[form]; known {
			kinds[form] |= kind
		}
	}
	markTwins(kinds)
	return kinds, nil
}

// markTwins marks the words without accent that are another word with one.
func markTwins(kinds map[string]words.Kind) {
	for form := range kinds {
		bare := words.Bare(form)
		if _, ok := kinds[bare]; ok && bare != form {
			kinds[bare] |= words.Twin
		}
	}
}
