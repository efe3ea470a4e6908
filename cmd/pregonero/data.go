package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"pregonero/store"
)

// exportData writes what the registry has as CSV. Cells that a spreadsheet would take for
// a formula are written with an apostrophe before them.
func exportData(ctx context.Context, c console, args []string) error {
	if len(args) == 0 || !slices.Contains([]string{"accounts", "areas", "people"}, args[0]) {
		return errUsage
	}
	return withApp(ctx, c, args[1:], func(a *app, rest []string) error {
		if len(rest) > 0 {
			return errUsage
		}
		rows, err := a.rows(ctx, args[0])
		if err != nil {
			return err
		}
		w := csv.NewWriter(c.out)
		for _, row := range rows {
			for i := range row {
				row[i] = plainCell(row[i])
			}
			if err := w.Write(row); err != nil {
				return fmt.Errorf("write the CSV: %w", err)
			}
		}
		w.Flush()
		return w.Error()
	})
}

// plainCell is a cell that no spreadsheet takes for a formula, in any script's signs.
func plainCell(s string) string {
	if first, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + s
	}
	return s
}

func (a *app) rows(ctx context.Context, what string) (rows [][]string, err error) {
	err = a.store.Read(ctx, func(t *store.Tx) error {
		switch what {
		case "areas":
			rows = append(rows, []string{"id", "name", "short", "kind", "parent_id", "zone", "seat", "email"})
			all, err := t.Areas(ctx)
			for _, x := range all {
				rows = append(rows, []string{x.ID, x.Name, x.Short, x.Kind, x.ParentID, x.Zone, x.Seat, x.Email})
			}
			return err
		case "people":
			rows = append(rows, []string{"id", "username", "name", "email", "area_id", "rank_id"})
			all, err := t.People(ctx)
			for _, x := range all {
				rows = append(rows, []string{x.ID, x.Username, x.Name, x.Email, x.AreaID, x.RankID})
			}
			return err
		case "accounts":
			rows = append(rows, []string{"id", "network", "handle", "name", "area_id", "state", "url", "lead_id", "alternate_id"})
			all, err := t.Accounts(ctx, store.AccountFilter{})
			for _, x := range all {
				rows = append(rows, []string{x.ID, x.Network, x.Handle, x.Name, x.AreaID, string(x.State), x.URL, x.LeadID, x.AlternateID})
			}
			return err
		}
		return errUsage
	})
	return rows, err
}

// importData loads areas from CSV: all of them or none.
func importData(ctx context.Context, c console, args []string) error {
	if len(args) < 2 || args[0] != "areas" {
		return errUsage
	}
	return withAnyApp(ctx, c, args[2:], func(a *app, rest []string) error {
		if len(rest) > 0 {
			return errUsage
		}
		f, err := os.Open(args[1])
		if err != nil {
			return cannotOpen(args[1], err)
		}
		defer f.Close()
		return a.importAreas(ctx, c, f)
	})
}
