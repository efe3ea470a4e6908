package mail

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/mail"
	"regexp"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Letter is one Message on its way to one receiver.
type Letter struct {
	ID          string // makes the Message-ID, the same at every attempt, by which receivers know a repetition
	To          Address
	Message     Message
	Token       string   // by which an answer and a bounce are known
	Earlier     []string // Message-IDs of the thread, without <>, the oldest first
	Date        time.Time
	From        Address
	Inbound     string // domain that the program receives at; "": answers and bounces are not taken
	BaseURL     string // of the program, joined with the path of the action
	Institution string // for the foot
}

// Files opens an attachment by its hash.
type Files func(ctx context.Context, hash string) (io.ReadCloser, error)

// MaxAttachments bounds what a message carries, in bytes.
const MaxAttachments = 15 << 20

// Domain is the domain of the sender's address, in which Message-IDs are made.
func (l Letter) Domain() string { return domainOf(l.From.Email) }

func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }

// MessageID is the letter's, without <>.
func (l Letter) MessageID() string { return MessageID(l.ID, l.Domain()) }

// MessageID is how the mail with that identifier is known on the Internet, without <>.
func MessageID(id, domain string) string { return strings.ToLower(id) + "@" + domain }

// Subject is in one line, whatever it was made of.
func (l Letter) Subject() string { return line(l.Message.Subject) }

// TakesReply tells whether an answer would come back.
func (l Letter) TakesReply() bool { return l.Message.TakesReply && l.Inbound != "" }

// compose writes the letter as RFC 5322 has it: text and HTML that say the same, the thread
// of RFC 5322 3.6.4, and the mark of RFC 3834 that keeps machines from answering.
func (l Letter) compose(ctx context.Context, files Files) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(gomail.EncodingQP))
	m.FromMailAddress(&mail.Address{Name: line(l.From.Name), Address: l.From.Email})
	if err := m.To((&mail.Address{Name: line(l.To.Name), Address: l.To.Email}).String()); err != nil {
		return nil, &Refusal{Permanent: true, Said: "la dirección del destinatario no es válida"}
	}
	m.Subject(l.Subject())
	m.SetDateWithValue(l.Date)
	m.SetMessageIDWithValue(l.MessageID())
	m.SetGenHeaderPreformatted("Auto-Submitted", "auto-generated")
	m.SetGenHeaderPreformatted("Content-Language", "es")
	l.thread(m)
	if err := l.answers(m); err != nil {
		return nil, err
	}
	html, err := l.HTML()
	if err != nil {
		return nil, err
	}
	m.SetBodyString(gomail.TypeTextPlain, l.Text())
	m.AddAlternativeString(gomail.TypeTextHTML, html)
	return m, l.attach(ctx, m, files)
}

var messageID = regexp.MustCompile(`^[!-;=?-~]{1,120}@[!-;=?-~]{1,120}$`)

// thread names what the letter follows. What came from outside is only repeated when it is
// a plain Message-ID.
func (l Letter) thread(m *gomail.Msg) {
	var ids []string
	for _, id := range l.Earlier {
		if messageID.MatchString(id) {
			ids = append(ids, "<"+id+">")
		}
	}
	if len(ids) == 0 {
		return
	}
	m.SetGenHeaderPreformatted("In-Reply-To", ids[len(ids)-1])
	m.SetGenHeaderPreformatted("References", strings.Join(ids, "\r\n "))
}

func (l Letter) answers(m *gomail.Msg) error {
	if l.Inbound == "" {
		return nil
	}
	if err := m.EnvelopeFrom(BounceAddress(l.Token, l.Inbound)); err != nil {
		return fmt.Errorf("address for what comes back: %w", err)
	}
	if !l.Message.TakesReply {
		return nil
	}
	if err := m.ReplyToFormat(line(l.From.Name), ReplyAddress(l.Token, l.Inbound)); err != nil {
		return fmt.Errorf("address for answers: %w", err)
	}
	return nil
}

func (l Letter) attach(ctx context.Context, m *gomail.Msg, files Files) error {
	total := 0
	for _, a := range l.Message.Files {
		if files == nil {
			return fmt.Errorf("attach %s: there is no store of files", a.Hash)
		}
		content, err := readFile(ctx, files, a.Hash, MaxAttachments-total)
		if err != nil {
			return fmt.Errorf("attach %s: %w", a.Hash, err)
		}
		total += len(content)
		m.AttachReadSeeker(line(a.Name), bytes.NewReader(content), gomail.WithFileContentType(gomail.ContentType(line(a.Type))))
	}
	return nil
}

func readFile(ctx context.Context, files Files, hash string, most int) ([]byte, error) {
	r, err := files(ctx, hash)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if len(content) > most {
		return nil, &Refusal{Permanent: true, Said: "los archivos adjuntos son demasiado grandes"}
	}
	return content, err
}

// Bytes is the letter as it travels.
func (l Letter) Bytes(ctx context.Context, files Files) ([]byte, error) {
	m, err := l.compose(ctx, files)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("write the message: %w", err)
	}
	return b.Bytes(), nil
}
