package web

import (
	"context"
	"net/http"

	"pregonero/limits"
	"pregonero/oversight"
	"pregonero/regulation"
	"pregonero/web/lang"
)

// chapter is one part of an account's whole life. The page and the printed booklet are made
// of the same chapters.
type chapter struct {
	id, title, clause string
	notes             []string
	parts             []sheet
}

// sheet is a stretch of a chapter: names and values, or a table.
type sheet struct {
	title   string
	facts   []fact
	columns []string
	widths  []float64 // of the columns on paper, as shares
	rows    [][]fact
}

// fact is a value with its name, or a cell; href leads to what it is about.
type fact struct{ key, text, href string }

// dossierView is an account's whole life as its page shows it.
type dossierView struct {
	oversight.Dossier
	chapters []chapter
	base     string
}

// dossier is the account's whole life on one page, with an index, to be read and printed.
//
//clause:code 8.iii
func (s *Site) dossier(w http.ResponseWriter, r *http.Request, v visit) error {
	d, err := s.readDossier(r.Context(), r, v)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "cuentas", lang.T(r.Context(), "Expediente de %s", d.Account.At())), dossierPage(d))
}

func (s *Site) readDossier(ctx context.Context, r *http.Request, v visit) (dossierView, error) {
	d, err := s.Office.Dossier(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return dossierView{}, err
	}
	return dossierView{d, dossierWriter{ctx, s, d}.chapters(), s.BaseURL}, nil
}

// dossierPDF is the same as one file, in Spanish whatever the reader's language: it is kept.
func (s *Site) dossierPDF(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := lang.With(r.Context(), lang.Locale{Code: "es", Zone: v.zone})
	d, err := s.readDossier(ctx, r, v)
	if err != nil {
		return err
	}
	file, err := s.booklet(ctx, d).Render()
	if err != nil {
		return err
	}
	fileHeaders(w, "application/pdf", "expediente-"+limits.Of(d.Account.Network).Label+"-"+plainName(d.Account.Handle)+".pdf")
	_, err = w.Write(file)
	return err
}

// plainName leaves of a handle what is safe in the name of a file.
func plainName(handle string) string {
	out := []rune{}
	for _, r := range handle {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' || r == '.' {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return "cuenta"
	}
	return string(out)
}

func (s *Site) booklet(ctx context.Context, d dossierView) oversight.Booklet {
	b := oversight.Booklet{Institution: s.Pack.Institution.Name, Title: lang.T(ctx, "Expediente de %s", d.Account.At()),
		Subtitle: limits.Of(d.Account.Network).Label + " · " + d.Area + "\n" + lang.T(ctx, "Expediente al %s.", lang.Full(ctx, d.At)),
		Index:    lang.T(ctx, "Índice"), Foot: lang.T(ctx, "Expediente de %s", d.Account.At()) + " · " + lang.Date(ctx, d.At), At: d.At}
	for _, c := range d.chapters {
		x := oversight.BookletChapter{Title: c.title, Notes: c.notes}
		if c.clause != "" {
			x.Title += " (" + lang.T(ctx, "criterio %s", c.clause) + ")"
		}
		for _, p := range c.parts {
			x.Parts = append(x.Parts, p.onPaper())
		}
		b.Chapters = append(b.Chapters, x)
	}
	return b
}

// onPaper is the sheet as it is printed: links are spelled out.
func (p sheet) onPaper() oversight.BookletPart {
	x := oversight.BookletPart{Title: p.title, Columns: p.columns, Widths: p.widths}
	for _, f := range p.facts {
		x.Facts = append(x.Facts, [2]string{f.key, f.spelled()})
	}
	for _, r := range p.rows {
		var cells []string
		for _, f := range r {
			cells = append(cells, f.spelled())
		}
		x.Rows = append(x.Rows, cells)
	}
	return x
}

func (f fact) spelled() string {
	if f.href == "" || f.href == f.text {
		return f.text
	}
	return f.text + "\n" + f.href
}

// clauseOf is the clause of a rule.
func (w dossierWriter) clauseOf(r regulation.Rule) string { return w.s.Pack.ClauseFor(r) }
