// Package visiting looks at what drafts lean on: the pages that their links and sources
// lead to, the files that their sources bring, and the words of their pictures. What it finds is kept by address or by
// file, with its moment, for the checks. Its jobs are asked for by whoever judges a text
// (store.JobLook); it asks nobody for permission, as it makes nothing public and shows
// nothing to anybody.
package visiting

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"pregonero/check"
	"pregonero/document"
	"pregonero/media"
	"pregonero/network/outbound"
	"pregonero/store"
)

// PictureReader reads the words that a picture shows.
type PictureReader interface {
	Read(ctx context.Context, picture io.Reader) (string, error)
}

// Visitor is what visiting works with.
type Visitor struct {
	Store *store.Store
	Media *media.Store
	Web   *outbound.Visitor

	Pictures PictureReader // nil: there is none on this machine

	Keep time.Duration // how long what nobody asks for again is kept
	Now  func() time.Time
}

// mostFile is how much of a file is read, in bytes.
const mostFile = 25 << 20

// types are those whose words are read.
var types = []string{"text/html", "application/xhtml", "text/plain", "application/pdf", document.DOCX}

// Look sees what is at a key and keeps it. That a page cannot be seen is a result, not an
// error: it is asked for again when somebody needs it.
func (v *Visitor) Look(ctx context.Context, l store.Look) error {
	var p store.Page
	var err error
	if hash, ok := strings.CutPrefix(l.Key, store.FileKey("")); ok {
		p, err = v.file(ctx, hash)
	} else if hash, ok := strings.CutPrefix(l.Key, store.PictureKey("")); ok {
		p, err = v.picture(ctx, hash)
	} else {
		p, err = v.page(ctx, l.Key)
	}
	if err != nil {
		return err
	}
	p.URL, p.At = l.Key, v.Now()
	return v.Store.Change(ctx, func(t *store.Tx) error { return t.PutPage(ctx, l.Key, p) })
}

// page visits an address.
//
//clause:code 6.vi
func (v *Visitor) page(ctx context.Context, address string) (p store.Page, err error) {
	found, err := v.Web.Visit(ctx, address, types...)
	switch {
	case errors.Is(err, outbound.ErrInner):
		p.State, p.Problem = check.PageInner, "no está en la Internet abierta"
	case errors.Is(err, outbound.ErrGone):
		p.State, p.Problem = check.PageGone, "nadie responde en esa dirección"
	case ctx.Err() != nil:
		return p, ctx.Err() // the program stops: another attempt will see
	case err != nil, shut(found.Status):
		p.State, p.Problem = check.PageUnknown, "la página no se pudo abrir"
	default:
		p.State = check.PageSeen
	}
	p.Status, p.Final = found.Status, found.Final
	if p.State == check.PageSeen {
		v.words(ctx, &p, found)
	}
	return p, nil
}

// shut are the answers of servers that let no programs in, or none at this moment: they
// say nothing about what a person would see.
func shut(status int) bool {
	switch status {
	case http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotAcceptable, http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons, http.StatusServiceUnavailable, 999:
		return true
	}
	return false
}

// words reads what the page says.
func (v *Visitor) words(ctx context.Context, p *store.Page, found outbound.Visit) {
	if found.Status >= http.StatusBadRequest {
		p.Problem = fmt.Sprintf("la página responde %d", found.Status)
		p.Login = found.Status == http.StatusUnauthorized
		return
	}
	if found.Body == nil {
		p.Problem = "no es un documento que se pueda leer"
		return
	}
	d, err := document.Read(ctx, found.Body, found.Type)
	p.Title, p.Text, p.Article, p.Problem = d.Title, d.Text, d.Article, problem(err)
	p.Login = d.Login || d.Text != "" && signIn(found.Final) && len(d.Text) < 1500
}

// signIn tells an address where people log in.
func signIn(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	for part := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		switch part {
		case "login", "signin", "sign-in", "sign_in", "log-in", "iniciar-sesion", "auth", "sso", "accounts.login":
			return true
		}
	}
	return false
}

// problem says to people why words could not be read; "" when they could.
func problem(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, document.ErrEmpty):
		return "no tiene texto; quizá es un documento escaneado"
	case errors.Is(err, document.ErrType):
		return "no es un documento que se pueda leer"
	}
	return "el documento está dañado o protegido"
}

// file reads a kept file.
func (v *Visitor) file(ctx context.Context, hash string) (p store.Page, err error) {
	r, err := v.Media.Open(ctx, hash)
	if err != nil {
		return store.Page{Page: check.Page{State: check.PageGone}, Problem: "el archivo ya no está guardado"}, nil
	}
	defer r.Close()
	body, err := io.ReadAll(io.LimitReader(r, mostFile))
	if err != nil {
		return p, fmt.Errorf("read the file of a source: %w", err)
	}
	d, err := document.Read(ctx, body, "")
	if ctx.Err() != nil {
		return p, ctx.Err()
	}
	p.State, p.Title, p.Text, p.Problem = check.PageSeen, d.Title, d.Text, problem(err)
	return p, nil
}

// Forget drops what nobody has asked for in a long time.
func (v *Visitor) Forget(ctx context.Context) error {
	return v.Store.Change(ctx, func(t *store.Tx) error { return t.ForgetPages(ctx, v.Now().Add(-v.Keep)) })
}
