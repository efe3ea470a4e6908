package web

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/oversight"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// ledgerShown is how many entries a page of the ledger shows.
const ledgerShown = 50

// ledgerRow is an entry with what its page needs to say it.
type ledgerRow struct {
	oversight.Line
	account, area string   // their names; account is "" when it is of none or may not be known
	link          *ui.Link // to what it is about; nil for nothing that the reader may open
}

// ledgerView is the ledger, narrowed by what the address says.
type ledgerView struct {
	words    map[string]string // cuenta, quien, que, desde, hasta, resultado
	rows     []ledgerRow
	older    string
	now      time.Time
	accounts map[string]account.Account
	people   []oversight.PersonRow
	mayAll   bool
	errors   []ui.FieldError
}

// ledgerPage lists entries in plain words, newest first, as far as the actor's roles give.
//
//clause:code 8.iii
func (s *Site) ledgerPage(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx, q := r.Context(), r.URL.Query()
	l := ledgerView{words: map[string]string{}, now: s.Now(), mayAll: institution.Allowed(s.Now(), v.actor, institution.LedgerAll, institution.On{})}
	for _, name := range []string{"cuenta", "quien", "que", "desde", "hasta", "resultado"} {
		l.words[name] = q.Get(name)
	}
	filter := oversight.Filter{Account: l.words["cuenta"], Actor: l.words["quien"], Act: l.words["que"], Outcome: l.words["resultado"], Before: q.Get("antes"), Limit: ledgerShown + 1}
	filter.From, filter.To = l.days(ctx, v.zone)
	lines, err := s.Book.Lines(ctx, v.actor, filter)
	if err != nil {
		return err
	}
	if len(lines) > ledgerShown {
		lines = lines[:ledgerShown]
		l.older = l.address("antes", lines[ledgerShown-1].ID)
	}
	if err := s.fillLedger(ctx, v, &l, lines); err != nil {
		return err
	}
	p := s.page(r, v, "bitacora", lang.T(ctx, "Bitácora"))
	p.Errors = l.errors
	return s.show(w, r, http.StatusOK, p, ledgerListPage(l))
}

func (s *Site) fillLedger(ctx context.Context, v visit, l *ledgerView, lines []oversight.Line) error {
	names, err := s.readNames(ctx, v)
	if err != nil {
		return err
	}
	l.accounts = names.accounts
	for _, line := range lines {
		l.rows = append(l.rows, s.rowOf(ctx, v, line, names))
	}
	if institution.Allowed(s.Now(), v.actor, institution.PeopleRead, institution.On{}) {
		l.people, err = s.Office.People(ctx, v.actor, oversight.PeopleQuery{Gone: true})
	}
	return err
}

// days reads the two dates of the address: both days are in. One that cannot be read is told.
func (l *ledgerView) days(ctx context.Context, zone *time.Location) (from, to time.Time) {
	read := func(name string, plus int) time.Time {
		if l.words[name] == "" {
			return time.Time{}
		}
		t, err := time.ParseInLocation(time.DateOnly, l.words[name], zone)
		if err != nil {
			l.errors = append(l.errors, ui.FieldError{Field: name, Text: lang.T(ctx, "La fecha no se entiende. Escríbala como 2026-11-25.")})
			return time.Time{}
		}
		return t.AddDate(0, 0, plus)
	}
	return read("desde", 0), read("hasta", 1)
}

// address is the ledger's with one of its words changed.
func (l ledgerView) address(name, value string) string {
	words := maps.Clone(l.words)
	words[name] = value
	return addressOf("/bitacora", words)
}

func (l ledgerView) active(ctx context.Context) []ui.Link {
	var out []ui.Link
	add := func(name, text string) {
		if l.words[name] != "" {
			out = append(out, ui.Link{Text: text, Href: l.address(name, "")})
		}
	}
	who := l.words["quien"]
	for _, row := range l.rows {
		if row.Entry.Actor == who {
			who = entryActor(ctx, row.Line)
			break
		}
	}
	account := l.words["cuenta"]
	if a, ok := l.accounts[account]; ok {
		account = accountName(ctx, a)
	}
	add("cuenta", lang.T(ctx, "Cuenta: %s", account))
	add("quien", lang.T(ctx, "Quién: %s", who))
	add("que", lang.T(ctx, "Qué: %s", groupText(ctx, l.words["que"])))
	add("desde", lang.T(ctx, "Desde: %s", l.words["desde"]))
	add("hasta", lang.T(ctx, "Hasta: %s", l.words["hasta"]))
	add("resultado", lang.T(ctx, "Resultado: %s", outcomeText(ctx, l.words["resultado"])))
	return out
}

func groupText(ctx context.Context, prefix string) string {
	for _, g := range actGroups {
		if g.prefix == prefix {
			return lang.Dyn(ctx, g.text)
		}
	}
	return prefix
}

func outcomeText(ctx context.Context, outcome string) string {
	if outcome == oversight.OutcomeRefused {
		return lang.T(ctx, "negado")
	}
	return lang.T(ctx, "hecho")
}

func (l ledgerView) groupOptions(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, g := range actGroups {
		out = append(out, ui.Option{Value: g.prefix, Label: lang.Dyn(ctx, g.text), Selected: g.prefix == l.words["que"]})
	}
	return out
}

func (l ledgerView) outcomeOptions(ctx context.Context) []ui.Option {
	return []ui.Option{{Value: oversight.OutcomeDone, Label: firstUpper(outcomeText(ctx, oversight.OutcomeDone)), Selected: l.words["resultado"] == oversight.OutcomeDone},
		{Value: oversight.OutcomeRefused, Label: firstUpper(outcomeText(ctx, oversight.OutcomeRefused)), Selected: l.words["resultado"] == oversight.OutcomeRefused}}
}

func (l ledgerView) accountOptions(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, a := range l.accounts {
		out = append(out, ui.Option{Value: a.ID, Label: accountName(ctx, a), Selected: a.ID == l.words["cuenta"]})
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return cmp.Compare(a.Label, b.Label) })
	return out
}

func (l ledgerView) peopleOptions() []ui.Option {
	var out []ui.Option
	for _, p := range l.people {
		out = append(out, ui.Option{Value: p.ID, Label: p.Name, Selected: p.ID == l.words["quien"]})
	}
	return out
}

// mayExport: the whole for those who may read it whole, an account's for who reads it.
func (l ledgerView) mayExport() bool { return l.mayAll || l.words["cuenta"] != "" }

// position names the place of an entry, which it has a moment after it was written.
func (l ledgerRow) position(ctx context.Context) string {
	if l.N < 0 {
		return lang.T(ctx, "en espera de su lugar")
	}
	return lang.Number(ctx, int(l.N))
}

func (l ledgerRow) proofHref() string { return fmt.Sprintf("/bitacora/asiento/%d", l.N) }

// facts are everything that an entry says.
func (l ledgerRow) facts(ctx context.Context) []ui.SummaryRow {
	e := l.Entry
	rows := []ui.SummaryRow{{Key: lang.T(ctx, "Cuándo"), Text: firstUpper(lang.Full(ctx, e.At))}, {Key: lang.T(ctx, "Quién"), Text: entryActor(ctx, l.Line)}}
	add := func(key, text string) {
		if text != "" {
			rows = append(rows, ui.SummaryRow{Key: key, Text: text})
		}
	}
	add(lang.T(ctx, "Con qué cargo"), rolesText(e.ActorRole))
	add(lang.T(ctx, "Por dónde"), strings.Join(slices.DeleteFunc([]string{viaText(ctx, e.Via), e.From}, func(x string) bool { return x == "" }), ", "))
	add(lang.T(ctx, "Acto"), e.Act)
	add(lang.T(ctx, "Sobre qué"), e.Subject)
	add(lang.T(ctx, "Cuenta"), cmp.Or(l.account, e.Account))
	add(lang.T(ctx, "Área"), l.area)
	add(lang.T(ctx, "Resultado"), outcomeText(ctx, e.Outcome))
	for _, key := range slices.Sorted(maps.Keys(e.Details)) {
		name := key
		if words, ok := detailWords[key]; ok {
			name = lang.Dyn(ctx, words)
		}
		add(name, detailText(e.Details[key]))
	}
	return rows
}

func rolesText(names string) string {
	var out []string
	for name := range strings.SplitSeq(names, ",") {
		if name != "" {
			out = append(out, institution.RoleLabel(institution.Role(name)))
		}
	}
	return strings.Join(out, " · ")
}

func detailText(value any) string {
	switch x := value.(type) {
	case string:
		return x
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case bool:
		if x {
			return "sí"
		}
		return "no"
	case []any:
		var parts []string
		for _, one := range x {
			parts = append(parts, detailText(one))
		}
		return strings.Join(parts, ", ")
	case nil:
		return ""
	}
	return fmt.Sprint(value)
}

func hexOf(h [32]byte) string { return hex.EncodeToString(h[:]) }

// ledgerDays puts entries into days, for a timeline.
func (s *Site) ledgerDays(ctx context.Context, v visit, lines []oversight.Line) []ui.TimelineDay {
	var out []ui.TimelineDay
	now := s.Now()
	for _, line := range lines {
		label := lang.DayFrom(ctx, line.Entry.At, now)
		if line.Erased {
			label = lang.T(ctx, "Sin fecha")
		}
		if len(out) == 0 || out[len(out)-1].Label != label {
			out = append(out, ui.TimelineDay{Label: label})
		}
		day := &out[len(out)-1]
		day.Entries = append(day.Entries, s.timelineEntry(ctx, v, line))
	}
	return out
}

func (s *Site) timelineEntry(ctx context.Context, v visit, l oversight.Line) ui.TimelineEntry {
	e := ui.TimelineEntry{When: l.Entry.At, Actor: entryActor(ctx, l), Text: entryText(ctx, l) + ".", Clause: l.Entry.Clause, Icon: entryIcon(l), State: entryState(l)}
	if link := s.subjectLink(ctx, v, l.Entry); link != nil && !strings.HasPrefix(l.Entry.Subject, "account:") {
		e.Links = append(e.Links, *link)
	}
	if l.N >= 0 {
		e.Links = append(e.Links, ui.Link{Text: lang.T(ctx, "Ver prueba"), Href: ledgerRow{Line: l}.proofHref()})
	}
	if reason, ok := l.Entry.Details["reason"].(string); ok && reason != "" {
		e.Text = strings.TrimSuffix(e.Text, ".") + ": «" + reason + "»."
	}
	return e
}
