package visiting

import (
	"context"

	"pregonero/check"
	"pregonero/store"
)

// Problems of a picture, one Spanish sentence without a full stop.
const (
	noReader   = "en este servidor falta Tesseract con español"
	unreadable = "la imagen no se pudo leer"
)

// picture reads the words that a kept picture shows. They are kept by its hash, for the
// checks, and written down nowhere else.
//
//clause:code 6.iii
func (v *Visitor) picture(ctx context.Context, hash string) (p store.Page, err error) {
	r, err := v.Media.Open(ctx, hash)
	if err != nil {
		return store.Page{Page: check.Page{State: check.PageGone}, Problem: "el archivo ya no está guardado"}, nil
	}
	defer r.Close()
	p.State = check.PageSeen
	if v.Pictures == nil {
		p.Problem = noReader
		return p, nil
	}
	p.Text, err = v.Pictures.Read(ctx, r)
	if ctx.Err() != nil {
		return p, ctx.Err() // the program stops: another attempt will see
	}
	if err != nil {
		p.Problem = unreadable
	}
	return p, nil
}
