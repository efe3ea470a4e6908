// Package paper makes letters as PDF files, signs them with an X.509 certificate (PAdES)
// and verifies what comes back signed. It knows nothing of what the letters say.
package paper

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Document is a letter as it is printed. The same document gives the same bytes.
type Document struct {
	Institution string // at the head
	Area        string // who sends it
	Number      string // of the letter
	Place, Day  string // "Ciudad de México, 25 de noviembre de 2026"
	Subject     string
	To          []string // lines: name, office
	Paragraphs  []string
	Facts       [][2]string // a table: name and value
	Signer      string
	SignerTitle string
	Copies      []string // to whom copies go
	Foot        string   // on every page
	At          time.Time
}

// Millimetres of a letter page.
const (
	pageWidth, margin = 215.9, 25.0
	lineHeight        = 6.0
	family            = "go"
)

// Render makes the PDF of a document.
func Render(d Document) ([]byte, error) {
	f := fpdf.New("P", "mm", "Letter", "")
	f.SetCreationDate(d.At.UTC())
	f.SetModificationDate(d.At.UTC())
	f.SetCatalogSort(true)
	f.SetCompression(true)
	f.AddUTF8FontFromBytes(family, "", goregular.TTF)
	f.AddUTF8FontFromBytes(family, "B", gobold.TTF)
	f.SetTitle(clean(d.Number+" "+d.Subject), true)
	f.SetAuthor(clean(d.Institution), true)
	f.SetLang("es-MX")
	f.SetMargins(margin, 22, margin)
	f.SetAutoPageBreak(true, 28)
	f.SetFooterFunc(func() { foot(f, d) })
	f.AliasNbPages("{nb}")
	f.AddPage()
	head(f, d)
	body(f, d)
	signature(f, d)
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	return out.Bytes(), nil
}

func head(f *fpdf.Fpdf, d Document) {
	text(f, "B", 13, d.Institution, "L")
	text(f, "", 11, d.Area, "L")
	f.SetDrawColor(120, 120, 120)
	f.Line(margin, f.GetY()+2, pageWidth-margin, f.GetY()+2)
	f.Ln(8)
	text(f, "B", 11, "Oficio "+d.Number, "R")
	text(f, "", 11, d.Place+", "+d.Day, "R")
	f.Ln(3)
	text(f, "B", 11, "Asunto: "+d.Subject, "R")
	f.Ln(6)
	for _, line := range d.To {
		text(f, "B", 11, line, "L")
	}
	text(f, "", 11, "Presente", "L")
	f.Ln(5)
}

func body(f *fpdf.Fpdf, d Document) {
	for _, p := range d.Paragraphs {
		text(f, "", 11, p, "J")
		f.Ln(3)
	}
	for _, x := range d.Facts {
		f.SetFont(family, "B", 10)
		y := f.GetY()
		if y > 240 {
			f.AddPage()
			y = f.GetY()
		}
		f.MultiCell(52, lineHeight, clean(x[0]), "", "L", false)
		after := f.GetY()
		f.SetXY(margin+56, y)
		f.SetFont(family, "", 10)
		f.MultiCell(pageWidth-2*margin-56, lineHeight, clean(x[1]), "", "L", false)
		f.SetY(max(after, f.GetY()) + 1)
	}
}

func signature(f *fpdf.Fpdf, d Document) {
	if f.GetY() > 200 {
		f.AddPage()
	}
	f.Ln(8)
	text(f, "", 11, "Atentamente", "L")
	f.Ln(20)
	f.Line(margin, f.GetY(), margin+90, f.GetY())
	f.Ln(2)
	text(f, "B", 11, d.Signer, "L")
	text(f, "", 11, d.SignerTitle, "L")
	if len(d.Copies) > 0 {
		f.Ln(6)
		text(f, "", 9, "c. c. p. "+strings.Join(d.Copies, "; "), "L")
	}
}

func foot(f *fpdf.Fpdf, d Document) {
	f.SetY(-18)
	f.SetFont(family, "", 8)
	f.SetTextColor(90, 90, 90)
	f.MultiCell(0, 4, clean(d.Foot)+"\n"+fmt.Sprintf("Oficio %s · página %d de {nb}", clean(d.Number), f.PageNo()), "", "C", false)
	f.SetTextColor(0, 0, 0)
}

func text(f *fpdf.Fpdf, style string, size float64, s, align string) {
	f.SetFont(family, style, size)
	f.MultiCell(0, lineHeight, clean(s), "", align, false)
}

// clean drops what the font has no sign for, and control characters.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r < ' ' || r == 0x7f || r > 0xffff:
			return -1
		}
		return r
	}, s)
}
