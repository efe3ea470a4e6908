// Command quality measures the checks on the labelled sets of the repository, prints the
// table and writes it:
//
//	go run ./check/quality -sets check/testdata/quality -to docs/quality.md [-misses SET]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"pregonero/check"
	"pregonero/check/words"
	"pregonero/regulation"
)

func main() {
	log.SetFlags(0)
	sets := flag.String("sets", "check/testdata/quality", "folder of the sets")
	to := flag.String("to", "docs/quality.md", "file to write; empty for none")
	pack := flag.String("pack", "ine", "embedded pack to judge by")
	misses := flag.String("misses", "", "print what is missed or false in this set instead of the table; 'all' for every set that is not held out")
	flag.Parse()
	if err := run(os.Stdout, *sets, *to, *pack, *misses); err != nil {
		log.Fatal("quality: ", err)
	}
}

func run(out io.Writer, folder, to, packName, misses string) error {
	all, err := measure(folder, packName)
	if err != nil {
		return err
	}
	if misses != "" {
		sayMisses(out, all, misses)
		return nil
	}
	text := report(all)
	fmt.Fprint(out, text)
	if to == "" {
		return nil
	}
	return os.WriteFile(to, []byte(text), 0o644)
}

// measure judges every set of a folder by a pack.
func measure(folder, packName string) ([]judged, error) {
	sets, err := readSets(folder)
	if err != nil {
		return nil, err
	}
	pack, err := regulation.Embedded(packName)
	if err != nil {
		return nil, err
	}
	dictionary, err := words.Open()
	if err != nil {
		return nil, err
	}
	checker, err := check.New(pack, dictionary)
	if err != nil {
		return nil, err
	}
	var all []judged
	for _, s := range sets {
		j, err := judge(context.Background(), checker, s, time.Time{})
		if err != nil {
			return nil, fmt.Errorf("the set %s: %w", s.name, err)
		}
		all = append(all, j)
	}
	return all, nil
}

func sayMisses(out io.Writer, all []judged, which string) {
	for _, j := range all {
		if j.set.name != which && (which != "all" || j.set.heldOut) {
			continue
		}
		for _, m := range j.misses {
			fmt.Fprintf(out, "%s\t%s\t%s\t%q in %q\n", m.set, m.what, m.check, m.span, m.text)
		}
	}
}
