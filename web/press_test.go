package web

import (
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"pregonero/account"
	"pregonero/entering"
	"pregonero/institution"
	"pregonero/internal/testworld"
	"pregonero/oversight"
	"pregonero/post"
	"pregonero/store/storetest"
)

// press is a house whose desk publishes on a practice network. ana leads and luis is
// alternate of its two accounts; eva heads their area, nora endorses for another, and olga
// runs the system.
type press struct {
	*house
	n         *testworld.Newsroom
	acc, more account.Account
}

const (
	pressArea  = "jle-jal"
	sourceArea = "derfe"
)

func newPress(t *testing.T) *press {
	t.Helper()
	h, n := newHouse(t), testworld.NewNewsroom(t, storetest.SQLite(t))
	s := h.site
	h.w, s.Now, s.Desk, s.Counter, s.Keys = n.World, n.Clock.Now, n.Desk, n.Counter, n.Custodian
	s.Office = &oversight.Office{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now, Log: s.Log}
	s.Book = &oversight.Book{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now, Holder: "test"}
	s.Door = &entering.Door{Store: n.Store, Pack: n.Pack, Vault: n.Vault, Hasher: theHasher(), Now: n.Clock.Now, Gate: n.Gate}
	h.at("http://localhost")
	n.Everyone(pressArea)
	n.Person("nora", "mando_medio", sourceArea).Grant(institution.Endorser, sourceArea)
	n.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
	p := &press{house: h, n: n, acc: n.Account("jal", pressArea, "ana", "luis")}
	p.more = n.Account("jal_dos", pressArea, "ana", "luis")
	return p
}

// fields is a whole form of the composer, with changes: pairs of name and value. An empty
// value takes the field away.
func (p *press) fields(changes ...string) []string {
	form := map[string][]string{"draft": {""}, "version": {"0"}, "accounts": {p.acc.ID}, "text": {"El voto es libre."}, "source-1-title": {"Acuerdo"},
		"source_area": {pressArea}, "subject": {"Lista nominal"}, "purposes": {p.n.Pack.Purposes[0].ID}, "validity": {never},
		"due_day": {"2026-09-03"}, "due_time": {"10:00"}, "do": {"save"}}
	for i := 0; i+1 < len(changes); i += 2 {
		name, value := changes[i], changes[i+1]
		if i == 0 || changes[i-2] != name {
			form[name] = nil
		}
		if value != "" {
			form[name] = append(form[name], value)
		}
	}
	var pairs []string
	for name, values := range form {
		for _, value := range values {
			pairs = append(pairs, name, value)
		}
	}
	return pairs
}

// of are the fields of the composer for a post that exists.
func of(q post.Post, changes ...string) []string {
	return append([]string{"draft", q.ID, "version", strconv.Itoa(q.Revision)}, changes...)
}

// script sends a form as htmx does.
func (b *browser) script(path string, pairs ...string) *answer {
	return b.with("HX-Request", "true", path, pairs...)
}

// with sends a form with one more header.
func (b *browser) with(header, value, path string, pairs ...string) *answer {
	b.h.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequestWithContext(b.h.Context(), http.MethodPost, b.h.base+path, strings.NewReader(form.Encode()))
	b.h.must(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set(header, value)
	return b.do(r)
}

// upload sends a file with the form around it.
func (b *browser) upload(name, content string, pairs ...string) *answer {
	b.h.Helper()
	return b.uploadTo(uploadPath, "files", name, content, pairs...)
}

// uploadTo sends a file to a path, as a field of the form around it.
func (b *browser) uploadTo(path, field, name, content string, pairs ...string) *answer {
	b.h.Helper()
	reader, writer := io.Pipe()
	form := multipart.NewWriter(writer)
	go func() {
		for i := 0; i+1 < len(pairs); i += 2 {
			_ = form.WriteField(pairs[i], pairs[i+1])
		}
		part, _ := form.CreateFormFile(field, name)
		_, _ = io.WriteString(part, content)
		writer.CloseWithError(form.Close())
	}()
	r, err := http.NewRequestWithContext(b.h.Context(), http.MethodPost, b.h.base+path, reader)
	b.h.must(err)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(r)
}

// wants fails unless the answer has the status and, when there is one, shows the text.
func (p *press) wants(a *answer, status int, selector, text string) {
	p.Helper()
	if a.status != status {
		p.Fatalf("status %d, want %d: %s", a.status, status, a.text("main"))
	}
	if selector != "" && !strings.Contains(a.text(selector), text) {
		p.Fatalf("%s says %q, want %q", selector, a.text(selector), text)
	}
}
