package mail

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"
	"time"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/charset"
)

// Bounds of what is read of a received message.
const (
	MaxReceived = 25 << 20 // bytes of a whole message
	maxDepth    = 8        // parts inside parts
	maxParts    = 100
	maxText     = 100_000 // characters that are kept
	maxPart     = 2 << 20 // bytes of a text part that are looked at
)

// Incoming is a received message, as far as it is used.
type Incoming struct {
	From      Address
	Subject   string
	MessageID string   // without <>; "" when it has none that can be repeated
	Earlier   []string // Message-IDs that it says it answers
	Date      time.Time
	Text      string   // of the answer alone, without what it quotes
	Files     []string // names of what was attached; the files are not kept
	Automatic string   // Spanish: why no machine should answer or believe it; "" when a person wrote it
	Bounce    *Bounce
}

// ErrUnreadable says that what came is no message.
var ErrUnreadable = errors.New("not a readable message")

func words() *mime.WordDecoder { return &mime.WordDecoder{CharsetReader: charset.Reader} }

// Read reads a received message. Anything may come: what cannot be read is left out, and
// only what has no header at all is refused.
func Read(raw []byte) (in Incoming, err error) {
	e, err := message.Read(bytes.NewReader(raw))
	if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return in, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	h := &e.Header
	in.Subject, in.MessageID = cut(line(decoded(h, "Subject")), 300), cleanID(h.Get("Message-Id"))
	in.From, _ = ParseAddress(h.Get("From"))
	in.Earlier = idsOf(h.Get("References") + " " + h.Get("In-Reply-To"))
	in.Date, _ = parseDate(h.Get("Date"))
	in.Automatic = automatic(h)
	r := reader{}
	r.read(e, 0)
	in.Files = r.files
	if r.bounce != nil {
		in.Bounce = r.bounce
		in.Bounce.Original = r.original
	}
	text := r.plain
	if strings.TrimSpace(text) == "" {
		text = htmlText(r.html)
	}
	in.Text = cut(Answer(text), maxText)
	return in, nil
}

func decoded(h *message.Header, name string) string {
	if s, err := words().DecodeHeader(h.Get(name)); err == nil {
		return s
	}
	return h.Get(name)
}

func cleanID(s string) string {
	s = strings.Trim(strings.TrimSpace(s), "<>")
	if !messageID.MatchString(s) {
		return ""
	}
	return s
}

func idsOf(s string) (out []string) {
	for _, f := range strings.Fields(cut(s, 20_000)) {
		if id := cleanID(f); id != "" && len(out) < 50 {
			out = append(out, id)
		}
	}
	return out
}

func parseDate(s string) (time.Time, error) {
	for _, layout := range []string{time.RFC1123Z, "2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 -0700 (MST)"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, ErrUnreadable
}

// automatic tells machines apart (RFC 3834): absence notices, lists, and our own notices.
func automatic(h *message.Header) string {
	first := func(name string) string {
		v, _, _ := strings.Cut(strings.ToLower(h.Get(name)), ";")
		return strings.TrimSpace(v)
	}
	if v := first("Auto-Submitted"); v != "" && v != "no" {
		return "es una respuesta automática"
	}
	switch first("Precedence") {
	case "bulk", "junk", "list", "auto_reply":
		return "es un envío masivo o automático"
	}
	for _, name := range []string{"X-Autoreply", "X-Autorespond", "List-Id", "X-Loop"} {
		if h.Get(name) != "" {
			return "es un envío masivo o automático"
		}
	}
	return ""
}

// reader walks the parts of a message.
type reader struct {
	parts       int
	plain, html string
	files       []string
	bounce      *Bounce
	original    string
}

func (r *reader) read(e *message.Entity, depth int) {
	if r.parts++; r.parts > maxParts || depth > maxDepth {
		return
	}
	kind, params, _ := e.Header.ContentType()
	if m := e.MultipartReader(); m != nil {
		if kind == "multipart/report" && strings.EqualFold(params["report-type"], "delivery-status") {
			r.bounce = &Bounce{}
		}
		for r.parts <= maxParts {
			part, err := m.NextPart()
			if part == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
				return
			}
			r.read(part, depth+1)
		}
		return
	}
	r.leaf(e, kind)
}

func (r *reader) leaf(e *message.Entity, kind string) {
	disposition, params, _ := e.Header.ContentDisposition()
	_, named, _ := e.Header.ContentType()
	name := params["filename"]
	if name == "" {
		name = named["name"]
	}
	switch {
	case r.bounce != nil && kind == "message/delivery-status":
		*r.bounce = readStatus(text(e))
	case r.bounce != nil && (kind == "message/rfc822" || kind == "text/rfc822-headers"):
		r.original = originalID(text(e))
	case disposition == "attachment" || name != "":
		if len(r.files) < 50 {
			r.files = append(r.files, cut(line(decodeName(name)), 200))
		}
	case kind == "text/plain" && r.plain == "":
		r.plain = text(e)
	case kind == "text/html" && r.html == "":
		r.html = text(e)
	}
}

func decodeName(s string) string {
	if d, err := words().DecodeHeader(s); err == nil && d != "" {
		return d
	}
	if s == "" {
		return "sin nombre"
	}
	return s
}

// text reads a part that the reader has decoded; bytes that are no text are left out.
func text(e *message.Entity) string {
	b, _ := io.ReadAll(io.LimitReader(e.Body, maxPart)) // what could be read before a fault still counts
	s := strings.ToValidUTF8(string(b), "�")
	return strings.ReplaceAll(strings.ReplaceAll(s, "\x00", ""), "\r\n", "\n")
}
