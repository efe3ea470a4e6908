package document

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"
)

// mostPages of a PDF are read.
const mostPages = 300

// readPDF reads the words of a PDF, page by page, in the order in which it draws them.
func readPDF(ctx context.Context, body []byte) (Document, error) {
	r, err := pdf.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return Document{}, fmt.Errorf("open the PDF: %w", err)
	}
	var text strings.Builder
	for n := 1; n <= min(r.NumPage(), mostPages) && text.Len() < 2*Most; n++ {
		if err := ctx.Err(); err != nil {
			return Document{}, err
		}
		page := r.Page(n)
		if page.V.IsNull() {
			continue
		}
		said, err := page.GetPlainText(nil)
		if err != nil {
			return Document{}, fmt.Errorf("read page %d of the PDF: %w", n, err)
		}
		text.WriteString(said)
		text.WriteByte('\n')
	}
	title := r.Trailer().Key("Info").Key("Title").Text()
	return Document{Title: first(tidy(title)), Text: tidy(text.String())}, nil
}
