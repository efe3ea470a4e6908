package visiting_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"pregonero/store"
)

// reading is a reader of pictures that sees what it is told.
type reading struct {
	text string
	err  error
}

func (r reading) Read(_ context.Context, picture io.Reader) (string, error) {
	_, err := io.Copy(io.Discard, picture)
	return r.text, errors.Join(r.err, err)
}

//clause:test 6.iii
func TestPictures(t *testing.T) {
	t.Parallel()
	each(t, func(w world) {
		f, err := w.Media.PutFile(t.Context(), strings.NewReader("%PDF-1.7 como si fuera una imagen"), "application/pdf")
		if err != nil {
			t.Fatal(err)
		}
		look := func() store.Page { return w.look(store.PictureKey(f.Hash)) }
		if p := look(); !strings.Contains(p.Problem, "Tesseract") || p.Text != "" {
			w.Errorf("without a reader: %+v", p)
		}
		w.Pictures = reading{text: "CURP BAAA890317HDFRLL03"}
		if p := look(); p.Problem != "" || p.Text != "CURP BAAA890317HDFRLL03" {
			w.Errorf("read: %+v", p)
		}
		w.Pictures = reading{err: errors.New("killed")}
		if p := look(); p.Problem == "" || p.Text != "" {
			w.Errorf("not read: %+v", p)
		}
	})
}
