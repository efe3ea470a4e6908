package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"pregonero/check"
	"pregonero/check/words"
	"pregonero/internal/fault"
)

// checkTexts judges texts from files or the standard input: with --jsonl one JSON object a
// line in and out; otherwise plain text in and sentences out. Exit code 1 when something
// must be corrected.
func checkTexts(ctx context.Context, c console, args []string) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	jsonl := flags.Bool("jsonl", false, "un objeto JSON por línea")
	packName := flags.String("pack", "ine", "paquete de normas: un nombre incluido o un archivo")
	server := flags.String("languagetool", "", "dirección de un servidor LanguageTool, para un texto que no va con --jsonl")
	network := flags.String("network", "", "red a la que iría el texto")
	if err := parse(flags, args); err != nil {
		return err
	}
	pack, err := loadPack(*packName)
	if err != nil {
		return err
	}
	dictionary, err := words.Open()
	if err != nil {
		return err
	}
	checker, err := check.New(pack, dictionary)
	if err != nil {
		return err
	}
	in, closeAll, err := inputs(c, flags.Args())
	if err != nil {
		return err
	}
	defer closeAll()
	if *jsonl {
		return check.RunJSONL(ctx, in, c.out, checker, c.now())
	}
	text, err := io.ReadAll(io.LimitReader(in, check.MaxLine+1))
	if err != nil {
		return fmt.Errorf("read the text: %w", err)
	}
	if len(text) > check.MaxLine {
		return fault.New(fault.Limit, "El texto pasa de 4 MB.").Then("Divídalo.")
	}
	proof, err := proofreaderAt(*server)
	if err != nil {
		return err
	}
	f := check.Facts{Now: c.now(), Text: string(text), Network: *network}
	f.Proof = check.ReadProof(ctx, "LanguageTool", proof, f)
	d := checker.Run(f)
	return sayDictamen(c.out, d)
}

func sayDictamen(w io.Writer, d check.Dictamen) error {
	for _, f := range d.Findings {
		fmt.Fprintf(w, "%-7s %-8s %s", f.Severity, f.Clause, f.Message)
		if f.Text != "" {
			quoted, _ := json.Marshal(f.Text)
			fmt.Fprintf(w, " %s", quoted)
		}
		fmt.Fprintln(w)
	}
	if len(d.Findings) == 0 {
		fmt.Fprintln(w, "Cumple: nada que señalar.")
	}
	if d.Blocks() {
		return errFailed
	}
	return nil
}

// inputs joins the files, each beginning on a line of its own, or gives the standard input
// when there are none.
func inputs(c console, paths []string) (io.Reader, func(), error) {
	if len(paths) == 0 {
		return c.in, func() {}, nil
	}
	var readers []io.Reader
	var files []*os.File
	closeAll := func() {
		for _, f := range files {
			f.Close()
		}
	}
	for _, p := range paths {
		f, err := os.Open(p)
		if err != nil {
			closeAll()
			return nil, nil, cannotOpen(p, err)
		}
		if len(readers) > 0 {
			readers = append(readers, strings.NewReader("\n"))
		}
		files, readers = append(files, f), append(readers, f)
	}
	return io.MultiReader(readers...), closeAll, nil
}

func cannotOpen(path string, err error) error {
	return fault.New(fault.Invalid, "No se puede leer %s.", path).Then("Revise la ruta y los permisos.").Because(err)
}
