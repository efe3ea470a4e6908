package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"pregonero/oversight"
)

// importAreas adds the areas of a list, all or none. What is wrong is told cell by cell.
func (a *app) importAreas(ctx context.Context, c console, r io.Reader) error {
	list, err := a.office.ImportAreas(ctx, shell(), r)
	if err != nil {
		if list.Wrong > 0 {
			sayWrongCells(c.err, list)
		}
		return err
	}
	fmt.Fprintf(c.out, "Se importaron %d áreas: %d nuevas y %d que ya estaban.\n", len(list.Rows), list.New, len(list.Rows)-list.New)
	return nil
}

// sayWrongCells writes one line for each cell to mend.
func sayWrongCells(w io.Writer, list oversight.AreaList) {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "línea\tcolumna\tvalor\tqué corregir")
	for _, row := range list.Rows {
		for i, column := range oversight.AreaColumns {
			if told := row.Wrong[column]; told != "" {
				fmt.Fprintf(table, "%d\t%s\t%s\t%s\n", row.Line, column, cellAt(row, i), told)
			}
		}
	}
	_ = table.Flush() // what cannot be told on the terminal cannot be told
}

func cellAt(row oversight.AreaRow, i int) string {
	if i < len(row.Cells) {
		return row.Cells[i]
	}
	return ""
}
