package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"pregonero/ledger"
)

// ledgerCommand verifies an export offline, or writes one.
func ledgerCommand(ctx context.Context, c console, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	switch args[0] {
	case "verify":
		return verifyLedger(ctx, c, args[1:])
	case "export":
		return exportLedger(ctx, c, args[1:])
	case "checkpoint":
		return withApp(ctx, c, args[1:], func(a *app, _ []string) error {
			if err := a.book.Sequence(ctx); err != nil {
				return err
			}
			text, err := a.book.Checkpoint(ctx)
			fmt.Fprint(c.out, text)
			return err
		})
	}
	return errUsage
}

// verifyLedger needs the zip and nothing else: no database, no network. Exit code 1 when
// anything was changed, removed, reordered or forged.
func verifyLedger(ctx context.Context, c console, args []string) error {
	flags := flag.NewFlagSet("ledger verify", flag.ContinueOnError)
	key := flags.String("key", "", "llave pública en que se confía, o un archivo que la contiene")
	seen := flags.String("checkpoint", "", "archivo con un sello que se guardó antes")
	if err := parse(flags, args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errUsage
	}
	trusted, err := textOrFile(*key)
	if err != nil {
		return err
	}
	var earlier [][]byte
	if *seen != "" {
		text, err := os.ReadFile(*seen)
		if err != nil {
			return cannotOpen(*seen, err)
		}
		earlier = append(earlier, text)
	}
	f, err := os.Open(flags.Arg(0))
	if err != nil {
		return cannotOpen(flags.Arg(0), err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open the export: %w", err)
	}
	report, err := ledger.Verify(ctx, f, info.Size(), trusted, earlier...)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, strings.Join(report.Sentences(), "\n"))
	if !report.OK() {
		return errFailed
	}
	return nil
}

func textOrFile(s string) (string, error) {
	if s == "" || strings.Contains(s, "+") && !strings.ContainsAny(s, "/\\") {
		return s, nil
	}
	if b, err := os.ReadFile(s); err == nil {
		return string(bytes.TrimSpace(b)), nil
	}
	return s, nil // a key may hold a slash too
}

func exportLedger(ctx context.Context, c console, args []string) error {
	return withApp(ctx, c, args, func(a *app, rest []string) error {
		if len(rest) < 1 || len(rest) > 2 {
			return errUsage
		}
		account := ""
		if len(rest) == 2 {
			account = rest[1]
		}
		if err := a.book.Sequence(ctx); err != nil {
			return err
		}
		return toFile(rest[0], func(w io.Writer) error { return a.book.WriteExport(ctx, account, w) })
	})
}

// toFile writes a whole file or none.
func toFile(path string, write func(io.Writer) error) error {
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("make %s: %w", part, err)
	}
	defer os.Remove(part)
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return fmt.Errorf("write %s: %w", part, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", part, err)
	}
	return os.Rename(part, path)
}
