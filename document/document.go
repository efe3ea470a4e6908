// Package document reads the words of a document: an HTML page, a PDF, a Word file (DOCX)
// or plain text. It reads what it is given and nothing else, within bounds of size, pages
// and unpacked bytes; a damaged document is an error, never a panic.
package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"
)

// Most is how much of a document's words is kept, in bytes.
const Most = 200 << 10

// Document is what was read.
type Document struct {
	Title   string
	Text    string // lines, at most Most bytes
	Article bool   // an HTML page says that it is a piece of news or of science
	Login   bool   // an HTML page asks who you are and shows little else
}

// Types of documents that are read.
const (
	HTML  = "text/html"
	Plain = "text/plain"
	PDF   = "application/pdf"
	DOCX  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// Reasons for which a document has no words for us.
var (
	ErrType  = errors.New("not a type of document that is read")
	ErrEmpty = errors.New("no words in the document: it may be a scan")
)

// TypeOf says what the bytes are, whatever their sender said; "" when it is none of the
// types that are read. An HTML page may say its letters' encoding in declared only.
func TypeOf(body []byte, declared string) string {
	found, _, _ := mime.ParseMediaType(http.DetectContentType(body))
	said, _, _ := mime.ParseMediaType(declared)
	switch {
	case found == PDF, found == HTML:
		return found
	case found == "application/zip" && bytes.Contains(body, []byte("word/document.xml")):
		return DOCX
	case (found == Plain || strings.HasSuffix(found, "/xml")) && (said == HTML || said == "application/xhtml+xml"):
		return HTML
	case found == Plain:
		return Plain
	}
	return ""
}

// Read reads a document. declared is the content type that its server or its sender said,
// with its charset; "" when nobody did.
func Read(ctx context.Context, body []byte, declared string) (d Document, err error) {
	defer func() {
		if caught := recover(); caught != nil { // readers of damaged files fail in ways of their own
			d, err = Document{}, fmt.Errorf("read the document: %v", caught)
		}
	}()
	switch TypeOf(body, declared) {
	case HTML:
		d, err = readHTML(body, declared)
	case PDF:
		d, err = readPDF(ctx, body)
	case DOCX:
		d, err = readDOCX(ctx, body)
	case Plain:
		d = Document{Text: tidy(string(body))}
	default:
		return d, ErrType
	}
	if err == nil && d.Text == "" && d.Title == "" {
		err = ErrEmpty
	}
	return d, err
}

// tidy keeps one space between words and one end between lines, and no more than Most.
func tidy(text string) string {
	var out strings.Builder
	for line := range strings.Lines(strings.ToValidUTF8(text, " ")) {
		line = strings.Join(strings.Fields(strings.ReplaceAll(line, "\x00", "")), " ")
		if line == "" {
			continue
		}
		if out.Len()+len(line) >= Most {
			break
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(line)
	}
	if out.Len() == 0 && len(text) > Most { // one line longer than all that is kept
		return cut(strings.Join(strings.Fields(strings.ToValidUTF8(text, " ")), " "), Most)
	}
	return out.String()
}

// cut shortens a text to at most n bytes, at the end of a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
