package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"pregonero/institution"
	"pregonero/letter"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// letterList are the letters that somebody may read, narrowed by what the address asks.
type letterList struct {
	letter.Filter
	all       []letter.Letter // what can be chosen from
	shown     []letter.Letter
	certifies bool
	pack      *regulation.Pack
}

// letterFilterOf reads what the address narrows the list by.
func letterFilterOf(q url.Values) letter.Filter {
	year, _ := strconv.Atoi(q.Get("anio")) // what is no year narrows nothing
	return letter.Filter{State: q.Get("estado"), Area: q.Get("area"), Account: q.Get("cuenta"), Kind: q.Get("clase"), Number: q.Get("numero"), Year: year}
}

// letterQuery is the address of the list with one value changed.
func (l letterList) query(name, value string) string {
	q := url.Values{}
	for key, v := range map[string]string{"estado": l.State, "area": l.Area, "cuenta": l.Account, "clase": l.Kind, "numero": l.Number, "anio": l.year()} {
		if v != "" && key != name {
			q.Set(key, v)
		}
	}
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func (l letterList) year() string {
	if l.Year == 0 {
		return ""
	}
	return strconv.Itoa(l.Year)
}

func (s *Site) readLetters(r *http.Request, v visit) (l letterList, err error) {
	l = letterList{Filter: letterFilterOf(r.URL.Query()), certifies: s.may(v, institution.CertificateOwn), pack: s.Pack}
	if l.all, err = s.Clerk.Letters(r.Context(), v.actor, letter.Filter{}); err != nil {
		return l, err
	}
	l.shown = slices.DeleteFunc(slices.Clone(l.all), func(x letter.Letter) bool { return !l.Fits(x) })
	return l, nil
}

// letters lists the letters that the person may read.
func (s *Site) letters(w http.ResponseWriter, r *http.Request, v visit) error {
	l, err := s.readLetters(r, v)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "oficios", lang.T(r.Context(), "Oficios")), lettersView(l))
}

// lettersCSV is the same list for spreadsheets.
func (s *Site) lettersCSV(w http.ResponseWriter, r *http.Request, v visit) error {
	l, err := s.readLetters(r, v)
	if err != nil {
		return err
	}
	rows := [][]string{{"numero", "anio", "clase", "asunto", "area", "firma", "estado", "fecha", "fecha_de_firma", "criterio", "huella"}}
	for _, x := range l.shown {
		signed := ""
		if !x.SignedAt.IsZero() {
			signed = x.SignedAt.In(v.zone).Format(time.DateOnly)
		}
		rows = append(rows, []string{x.Number, strconv.Itoa(x.Year), x.Kind, x.Document.Subject, x.Document.Area, x.Document.Signer, x.State.Label(), x.IssuedAt.In(v.zone).Format(time.DateOnly), signed, x.Clause, x.Hash})
	}
	body, err := csvOf(rows)
	if err != nil {
		return err
	}
	fileHeaders(w, "text/csv; charset=utf-8", "oficios.csv")
	_, err = w.Write(body)
	return err
}

// choices are the values that the letters have, each with its text, once and in order.
func (l letterList) choices(chosen string, of func(letter.Letter) (value, text string)) (out []ui.Option) {
	seen := map[string]bool{"": true}
	for _, x := range l.all {
		value, text := of(x)
		if !seen[value] {
			seen[value] = true
			out = append(out, ui.Option{Value: value, Label: text, Selected: value == chosen})
		}
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return cmp.Compare(a.Label, b.Label) })
	return out
}

func (l letterList) areas() []ui.Option {
	return l.choices(l.Area, func(x letter.Letter) (string, string) { return x.AreaID, x.Document.Area })
}

func (l letterList) kinds() []ui.Option {
	return l.choices(l.Kind, func(x letter.Letter) (string, string) { return x.Kind, l.pack.Letters.Kinds[x.Kind].Subject })
}

func (l letterList) years() []ui.Option {
	return l.choices(l.year(), func(x letter.Letter) (string, string) { return strconv.Itoa(x.Year), strconv.Itoa(x.Year) })
}

// active are the filters that are on, each leading to the list without it.
func (l letterList) active(ctx context.Context) (out []ui.Link) {
	for name, options := range map[string][]ui.Option{"area": l.areas(), "clase": l.kinds(), "anio": l.years()} {
		for _, o := range options {
			if o.Selected {
				out = append(out, ui.Link{Text: o.Label, Href: "/oficios" + l.query(name, "")})
			}
		}
	}
	if l.Number != "" {
		out = append(out, ui.Link{Text: lang.T(ctx, "Número: %s", l.Number), Href: "/oficios" + l.query("numero", "")})
	}
	if l.Account != "" {
		out = append(out, ui.Link{Text: lang.T(ctx, "De una cuenta"), Href: "/oficios" + l.query("cuenta", "")})
	}
	slices.SortFunc(out, func(a, b ui.Link) int { return cmp.Compare(a.Text, b.Text) })
	return out
}

// clear is the address of the whole list, when it is narrowed.
func (l letterList) clear() string {
	if (l.Filter == letter.Filter{State: l.State}) {
		return ""
	}
	return "/oficios"
}

func (l letterList) tabs(ctx context.Context) (out []ui.Tab) {
	for _, t := range [][2]string{{"", lang.T(ctx, "Todos")}, {string(letter.Issued), lang.T(ctx, "Por firmar")}, {string(letter.Signed), lang.T(ctx, "Firmados")}, {string(letter.Cancelled), lang.T(ctx, "Cancelados")}} {
		out = append(out, ui.Tab{Text: t[1], Href: "/oficios" + l.query("estado", t[0]), Active: l.State == t[0]})
	}
	return out
}

func letterRows(ctx context.Context, all []letter.Letter) (rows []ui.TaskRow) {
	for _, l := range all {
		tag := letterTag(ctx, l)
		rows = append(rows, ui.TaskRow{Title: l.Document.Subject, Href: "/oficios/" + l.ID, Tag: &tag, Meta: []string{l.Number, l.Document.Area, lang.Full(ctx, l.IssuedAt)}, Clause: l.Clause})
	}
	return rows
}
