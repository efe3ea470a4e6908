package ui

import "github.com/a-h/templ"

// Table is rows and columns. On a phone each row becomes a card with its labels.
type Table struct {
	ID            string
	Caption       string
	CaptionHidden bool
	Columns       []Column
	Rows          []Row
	Select        string // name of the check box that picks rows; "" for none
}

// Column is a heading. SortHref makes it a link that sorts on the server.
type Column struct {
	Label    string
	SortHref string
	Sorted   string // "ascending", "descending" or ""
	Numeric  bool   // aligned to the right
	Hidden   bool   // the heading is for screen readers only, as over a column of buttons
}

// Row is one line. Its first cell is its heading.
type Row struct {
	Value string // of the check box, when the table has Select
	Label string // name of the row for screen readers, when the table has Select
	State State  // a coloured edge: Fix for a broken link of a chain
	Cells []Cell
}

// Cell is Text, or View when what it shows is more than text.
type Cell struct {
	Text string
	Href string // makes Text a link
	View templ.Component
	Note string // second line, softer
}

// Text makes a plain cell.
func Text(text string) Cell { return Cell{Text: text} }
