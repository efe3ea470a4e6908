package paper

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Booklet is a long document in chapters, printed with an index that says the page of each.
// The same booklet gives the same bytes.
type Booklet struct {
	Institution     string
	Title, Subtitle string
	Index           string // the heading of the index
	Foot            string // on every page, beside the page's number
	Chapters        []Chapter
	At              time.Time
}

// Chapter is one of the index.
type Chapter struct {
	Title string
	Notes []string // under the title, before the parts
	Parts []Part
}

// Part is a stretch of a chapter: names and values, lines, or a table.
type Part struct {
	Title   string
	Facts   [][2]string
	Lines   []string
	Columns []string
	Widths  []float64 // of the columns, as shares of the whole; nil: all the same
	Rows    [][]string
}

// Where a page is full, in millimetres from its top, and what a heading needs under it.
const (
	pageEnd   = 252.0
	underHead = 26.0
	small     = 5.0 // height of a line of the small size
)

// Render makes the PDF of a booklet. It is laid out twice: the first time tells the pages
// of the index.
func (b Booklet) Render() ([]byte, error) {
	pages := make([]int, len(b.Chapters))
	if _, err := b.lay(pages); err != nil {
		return nil, err
	}
	return b.lay(pages)
}

func (b Booklet) lay(pages []int) ([]byte, error) {
	f := fpdf.New("P", "mm", "Letter", "")
	f.SetCreationDate(b.At.UTC())
	f.SetModificationDate(b.At.UTC())
	f.SetCatalogSort(true)
	f.SetCompression(true)
	f.AddUTF8FontFromBytes(family, "", goregular.TTF)
	f.AddUTF8FontFromBytes(family, "B", gobold.TTF)
	f.SetTitle(clean(b.Title), true)
	f.SetAuthor(clean(b.Institution), true)
	f.SetLang("es-MX")
	f.SetMargins(margin, 22, margin)
	f.SetAutoPageBreak(true, 26)
	f.AliasNbPages("{nb}")
	f.SetFooterFunc(func() {
		f.SetY(-16)
		f.SetFont(family, "", 8)
		f.MultiCell(0, 4, clean(b.Foot)+fmt.Sprintf(" · página %d de {nb}", f.PageNo()), "", "C", false)
	})
	f.AddPage()
	text(f, "", 11, b.Institution, "L")
	f.Ln(4)
	text(f, "B", 18, b.Title, "L")
	text(f, "", 11, b.Subtitle, "L")
	f.Ln(6)
	links := b.index(f, pages)
	for i, c := range b.Chapters {
		room(f, underHead+8)
		f.Ln(6)
		pages[i] = f.PageNo()
		f.SetLink(links[i], -1, -1)
		f.Bookmark(clean(c.Title), 0, -1)
		text(f, "B", 14, strconv.Itoa(i+1)+". "+c.Title, "L")
		f.Ln(1)
		for _, n := range c.Notes {
			paragraph(f, n)
		}
		for _, p := range c.Parts {
			p.lay(f)
		}
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	return out.Bytes(), nil
}

// index lists the chapters with their pages, each leading to it.
func (b Booklet) index(f *fpdf.Fpdf, pages []int) []int {
	text(f, "B", 13, b.Index, "L")
	links := make([]int, len(b.Chapters))
	f.SetFont(family, "", 11)
	for i, c := range b.Chapters {
		links[i] = f.AddLink()
		f.CellFormat(pageWidth-2*margin-15, lineHeight+1, clean(strconv.Itoa(i+1)+". "+c.Title), "B", 0, "L", false, links[i], "")
		f.CellFormat(15, lineHeight+1, strconv.Itoa(pages[i]), "B", 1, "R", false, links[i], "")
	}
	return links
}

// room begins another page when so much does not fit on this one.
func room(f *fpdf.Fpdf, height float64) {
	if f.GetY()+height > pageEnd {
		f.AddPage()
	}
}

func paragraph(f *fpdf.Fpdf, s string) {
	f.SetFont(family, "", 10)
	f.MultiCell(0, small, clean(s), "", "L", false)
	f.Ln(1.5)
}

func (p Part) lay(f *fpdf.Fpdf) {
	if p.Title != "" {
		room(f, underHead)
		f.Ln(2)
		text(f, "B", 11, p.Title, "L")
	}
	for _, x := range p.Facts {
		row(f, []float64{0.3, 0.7}, []string{x[0], x[1]}, 0)
	}
	for _, s := range p.Lines {
		paragraph(f, "– "+s)
	}
	if len(p.Rows) > 0 {
		p.table(f)
	}
	f.Ln(2)
}

func (p Part) table(f *fpdf.Fpdf) {
	widths := p.Widths
	if widths == nil {
		for range p.Columns {
			widths = append(widths, 1/float64(len(p.Columns)))
		}
	}
	room(f, underHead)
	row(f, widths, p.Columns, -1)
	for _, r := range p.Rows {
		page := f.PageNo()
		if room(f, height(f, widths, r)); f.PageNo() != page {
			row(f, widths, p.Columns, -1)
		}
		row(f, widths, r, -2)
	}
}

// row lays cells side by side. bold is the number of the cell in bold: -1 all, -2 none.
func row(f *fpdf.Fpdf, widths []float64, cells []string, bold int) {
	whole := pageWidth - 2*margin
	tall := height(f, widths, cells)
	room(f, min(tall, pageEnd-30))
	x, y := margin, f.GetY()
	page := f.PageNo()
	for i, c := range cells {
		style := ""
		if bold == i || bold == -1 {
			style = "B"
		}
		f.SetFont(family, style, 9)
		f.SetXY(x, y)
		f.MultiCell(widths[i]*whole-2, small, clean(c), "", "L", false)
		x += widths[i] * whole
	}
	if f.PageNo() == page {
		f.SetY(y + tall)
		f.SetDrawColor(200, 200, 200)
		f.Line(margin, y+tall-0.5, pageWidth-margin, y+tall-0.5)
	}
	f.SetX(margin)
}

// height is how tall a row of cells is.
func height(f *fpdf.Fpdf, widths []float64, cells []string) float64 {
	f.SetFont(family, "B", 9) // the wider of the two
	most := 1
	for i, c := range cells {
		most = max(most, len(f.SplitText(clean(c), widths[i]*(pageWidth-2*margin)-2)))
	}
	return float64(most)*small + 1.5
}
