package mail

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"time"

	"github.com/emersion/go-smtp"
	"golang.org/x/text/unicode/norm"
)

// Delivery is a message as a server hands it over.
type Delivery struct {
	From string   // of the envelope; "" for a report of a bounce
	To   []string // those of the envelope that are ours
	Raw  []byte
}

// Turned is why a message is not taken, told to the server that brings it, which tells its
// writer. Any other error asks the server to come again.
type Turned struct{ Why string }

func (t *Turned) Error() string { return t.Why }

// Inbound takes the mail for our addresses, and relays nothing.
type Inbound struct {
	Domain string                                          // how it greets
	Peers  []netip.Prefix                                  // who may speak to it: the institution's own servers
	Known  func(ctx context.Context, address string) error // nil: an address of ours
	Take   func(context.Context, Delivery) error
	Log    *slog.Logger

	server *smtp.Server
}

const (
	maxRecipients = 5
	sessionTime   = 2 * time.Minute
)

// Serve takes mail on the listener until Close.
func (b *Inbound) Serve(l net.Listener) error {
	err := b.server.Serve(l)
	if errors.Is(err, smtp.ErrServerClosed) || errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Prepare makes it ready to Serve.
func (b *Inbound) Prepare() *Inbound {
	s := smtp.NewServer(smtp.BackendFunc(b.session))
	s.Domain, s.MaxMessageBytes, s.MaxRecipients, s.MaxLineLength = b.Domain, MaxReceived, maxRecipients, 2000
	s.ReadTimeout, s.WriteTimeout, s.EnableSMTPUTF8 = sessionTime, sessionTime, true
	s.ErrorLog = slog.NewLogLogger(b.Log.Handler(), slog.LevelDebug)
	b.server = s
	return b
}

// Close stops taking mail; what is half way in is not taken, and comes again.
func (b *Inbound) Close() error { return b.server.Close() }

func (b *Inbound) session(c *smtp.Conn) (smtp.Session, error) {
	if !b.peer(c.Conn().RemoteAddr()) {
		return nil, &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Este servidor solo recibe de los servidores de la institucion"}
	}
	return &session{b: b}, nil
}

func (b *Inbound) peer(a net.Addr) bool {
	at, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return false
	}
	for _, p := range b.Peers {
		if p.Contains(at.Addr().Unmap()) {
			return true
		}
	}
	return false
}

// session is one conversation with a server; smtp calls it from one goroutine.
type session struct {
	b    *Inbound
	from string
	to   []string
}

// Mail implements smtp.Session.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from, s.to = from, nil
	return nil
}

// Rcpt implements smtp.Session: only what is ours is taken.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	ctx, cancel := context.WithTimeout(context.Background(), sessionTime)
	defer cancel()
	if err := s.b.Known(ctx, to); err != nil {
		return answer(err, 550, smtp.EnhancedCode{5, 1, 1})
	}
	s.to = append(s.to, to)
	return nil
}

// Data implements smtp.Session: when it returns nil the message is kept.
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), sessionTime)
	defer cancel()
	if err := s.b.Take(ctx, Delivery{s.from, s.to, raw}); err != nil {
		var turned *Turned
		if !errors.As(err, &turned) {
			s.b.Log.ErrorContext(ctx, "take a mail", "error", err)
		}
		return answer(err, 550, smtp.EnhancedCode{5, 7, 1})
	}
	return nil
}

// Reset implements smtp.Session.
func (s *session) Reset() { s.from, s.to = "", nil }

// Logout implements smtp.Session.
func (s *session) Logout() error { return nil }

func answer(err error, code int, enhanced smtp.EnhancedCode) error {
	var turned *Turned
	if errors.As(err, &turned) {
		return &smtp.SMTPError{Code: code, EnhancedCode: enhanced, Message: plainLetters(turned.Why)}
	}
	return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Algo fallo de nuestro lado; vuelva a intentar"}
}

// plainLetters drops accents: SMTP answers are ASCII.
func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}
