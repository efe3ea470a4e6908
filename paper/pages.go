package paper

import (
	"bytes"
	"io"

	"github.com/digitorus/pdf"
)

// looksTheSame tells whether what was added to the document left its pages with the same
// content. An update signed together with the document could otherwise put other words over
// it. What cannot be read is not the same.
func looksTheSame(document, signed []byte) (same bool) {
	defer func() {
		if recover() != nil { // the reader panics on what is malformed
			same = false
		}
	}()
	a, err := pdf.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		return false
	}
	b, err := pdf.NewReader(bytes.NewReader(signed), int64(len(signed)))
	if err != nil || a.NumPage() != b.NumPage() {
		return false
	}
	for i := 1; i <= a.NumPage(); i++ {
		if was := drawn(a.Page(i)); was == nil || !bytes.Equal(was, drawn(b.Page(i))) {
			return false
		}
	}
	return true
}

// maxDrawn bounds what a page may unpack to, in bytes.
const maxDrawn = 4 << 20

// drawn is what a page draws. Only one stream is read: that is how letters are printed.
func drawn(p pdf.Page) []byte {
	c := p.V.Key("Contents")
	if c.Kind() != pdf.Stream {
		return nil
	}
	r := c.Reader()
	defer r.Close()
	out, err := io.ReadAll(io.LimitReader(r, maxDrawn))
	if err != nil {
		return nil
	}
	return append(out, p.V.Key("MediaBox").String()...)
}
