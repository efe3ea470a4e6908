package document

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Bounds of a DOCX, which is a ZIP: one of a few kilobytes may unpack to gigabytes.
const (
	mostParts    = 2_000
	mostUnpacked = 24 << 20 // bytes of each part that is read
)

var errBomb = errors.New("the file unpacks to more than a document has")

// readDOCX reads the body, headers, footers and notes of a Word document.
func readDOCX(ctx context.Context, body []byte) (Document, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return Document{}, fmt.Errorf("open the DOCX: %w", err)
	}
	if len(z.File) > mostParts {
		return Document{}, errBomb
	}
	var d Document
	var text strings.Builder
	for _, f := range z.File {
		if err := ctx.Err(); err != nil {
			return Document{}, err
		}
		title := f.Name == "docProps/core.xml"
		if !title && !hasWords(f.Name) {
			continue
		}
		if err := readPart(f, title, &d, &text); err != nil {
			return Document{}, err
		}
	}
	d.Text = tidy(text.String())
	return d, nil
}

// hasWords tells the parts of a DOCX that people read.
func hasWords(name string) bool {
	dir, file := path.Split(name)
	return dir == "word/" && strings.HasSuffix(file, ".xml") &&
		(file == "document.xml" || file == "footnotes.xml" || file == "endnotes.xml" || strings.HasPrefix(file, "header") || strings.HasPrefix(file, "footer"))
}

func readPart(f *zip.File, title bool, d *Document, text *strings.Builder) error {
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("open %s of the DOCX: %w", path.Base(f.Name), err)
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: mostUnpacked + 1}
	tokens, in := xml.NewDecoder(limited), ""
	for {
		t, err := tokens.Token()
		if limited.N <= 0 {
			return errBomb
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s of the DOCX: %w", path.Base(f.Name), err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			in = t.Name.Local
			spaceFor(in, text)
		case xml.EndElement:
			in = ""
			if t.Name.Local == "p" {
				text.WriteByte('\n')
			}
		case xml.CharData:
			switch {
			case title && in == "title":
				d.Title = strings.TrimSpace(string(t))
			case !title && in == "t":
				text.Write(t)
			}
		}
	}
}

// spaceFor writes the white space that an element stands for.
func spaceFor(element string, text *strings.Builder) {
	switch element {
	case "tab", "tc":
		text.WriteByte(' ')
	case "br", "cr":
		text.WriteByte('\n')
	}
}
