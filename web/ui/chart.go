package ui

import (
	"context"
	"fmt"
	"math"
	"strings"

	"pregonero/web/lang"
)

// Missing stands for a value that nobody measured: it is drawn as a gap and named.
var Missing = math.NaN()

// Chart shows numbers: a sentence that says what they show, a drawing, and a table.
type Chart struct {
	ID       string
	Title    string
	Sentence string // what the chart shows, in one sentence
	Unit     string // after each number: "publicaciones", "h"; may be ""
	Places   int    // decimals
	Labels   []string
	Series   []Series
	Target   float64 // drawn as a dashed line when above 0 (Lines only)
	Max      float64 // top of the scale; 0 takes a round number above the largest value
	CSV      string  // address of the same data as CSV; may be ""
	Head     string  // heading of the table's first column: "Mes"
}

// Series is one line or set of bars. Two at most in one chart, told apart by their
// stroke and their names, never by colour alone.
type Series struct {
	Name   string
	Values []float64 // as many as Labels; Missing for none
}

// top is the end of the scale: the next round number.
func (c Chart) top() float64 {
	if c.Max > 0 {
		return c.Max
	}
	largest := c.Target
	for _, s := range c.Series {
		for _, v := range s.Values {
			if !math.IsNaN(v) {
				largest = math.Max(largest, v)
			}
		}
	}
	if largest <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(largest)))
	for _, step := range []float64{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10} {
		if largest <= step*power {
			return step * power
		}
	}
	return 10 * power
}

func (c Chart) number(ctx context.Context, v float64) string {
	if math.IsNaN(v) {
		return lang.T(ctx, "sin datos")
	}
	text := lang.Decimal(ctx, v, c.Places)
	if c.Unit != "" {
		text += " " + c.Unit
	}
	return text
}

// missing names what was not measured: "Sin datos: marzo, abril.".
func (c Chart) missing(ctx context.Context) string {
	var names []string
	for i, label := range c.Labels {
		for _, s := range c.Series {
			if i >= len(s.Values) || math.IsNaN(s.Values[i]) {
				names = append(names, label)
				break
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return lang.T(ctx, "Sin datos: %s.", strings.Join(names, ", "))
}

func (c Chart) x(i int) float64 {
	if len(c.Labels) < 2 {
		return 50
	}
	return 100 * float64(i) / float64(len(c.Labels)-1)
}

func (c Chart) y(v float64) float64 { return 100 - 100*v/c.top() }

// path draws a series in a square of 100 by 100 and lifts the pen over what is missing.
func (c Chart) path(s Series) string {
	var b strings.Builder
	pen := "M"
	for i, v := range s.Values {
		if math.IsNaN(v) {
			pen = "M"
			continue
		}
		fmt.Fprintf(&b, "%s%.2f %.2f", pen, c.x(i), c.y(v))
		pen = "L"
	}
	return b.String()
}

// dots are strokes without length, which stay round however the drawing is stretched.
func (c Chart) dots(s Series) string {
	var b strings.Builder
	for i, v := range s.Values {
		if !math.IsNaN(v) {
			fmt.Fprintf(&b, "M%.2f %.2fh0", c.x(i), c.y(v))
		}
	}
	return b.String()
}

func (c Chart) targetPath() string {
	return fmt.Sprintf("M0 %.2fH100", c.y(c.Target))
}

func (c Chart) share(v float64) string {
	if math.IsNaN(v) {
		return "0"
	}
	return fmt.Sprintf("%.2f", 100*v/c.top())
}

// axis are the labels under the drawing: all of a few, else first, middle and last.
func (c Chart) axis() []string {
	if len(c.Labels) <= 5 {
		return c.Labels
	}
	return []string{c.Labels[0], c.Labels[len(c.Labels)/2], c.Labels[len(c.Labels)-1]}
}

func (c Chart) table(ctx context.Context) Table {
	table := Table{Caption: c.Title, CaptionHidden: true, Columns: []Column{{Label: c.Head}}}
	for _, s := range c.Series {
		table.Columns = append(table.Columns, Column{Label: s.Name, Numeric: true})
	}
	for i, label := range c.Labels {
		row := Row{Cells: []Cell{Text(label)}}
		for _, s := range c.Series {
			row.Cells = append(row.Cells, Text(c.number(ctx, s.Values[i])))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
