package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Security is how the way to the server is closed to others.
type Security string

// Ways to close it. The server's certificate is always checked.
const (
	StartTLS Security = "starttls"
	TLS      Security = "tls"
	Plain    Security = "none" // only for a server on the same machine or a closed network
)

// Server is the SMTP server that takes our mail.
type Server struct {
	Address  string // host:port
	Security Security
	User     string // "": without log-in
	Password string
	CA       string // path of a PEM file with the authority of its certificate; "": those of the system
	Files    Files
}

// patience bounds one attempt.
const patience = 60 * time.Second

// Check tells what is wrong with the server's data, before it is needed.
func (s *Server) Check() error {
	_, err := s.client()
	return err
}

// Send hands one letter over. A *Refusal says why it was not taken. The connection is the
// letter's own: one that breaks takes no other with it.
func (s *Server) Send(ctx context.Context, l Letter) error {
	m, err := l.compose(ctx, s.Files)
	if err != nil {
		return err
	}
	c, err := s.client()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := c.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return refusal(err)
	}
	err = c.SendWithSMTPClient(conn, m)
	_ = c.CloseWithSMTPClient(conn) // what was taken is taken, however the farewell goes
	if err != nil && !m.IsDelivered() {
		return refusal(err)
	}
	return nil
}

func (s *Server) client() (*gomail.Client, error) {
	host, portText, err := net.SplitHostPort(s.Address)
	if err != nil {
		return nil, fmt.Errorf("read the mail server's address: %w", err)
	}
	port, err := strconv.Atoi(portText)
	if err != nil {
		return nil, fmt.Errorf("read the mail server's port: %w", err)
	}
	secure, err := s.tls(host)
	if err != nil {
		return nil, err
	}
	options := []gomail.Option{gomail.WithPort(port), gomail.WithTimeout(patience), gomail.WithTLSConfig(secure), gomail.WithoutNoop()}
	switch s.Security {
	case TLS:
		options = append(options, gomail.WithSSL())
	case Plain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.User != "" {
		how := gomail.SMTPAuthAutoDiscover
		if s.Security == Plain {
			how = gomail.SMTPAuthPlainNoEnc // the configuration has said that nobody listens
		}
		options = append(options, gomail.WithSMTPAuth(how), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	c, err := gomail.NewClient(host, options...)
	if err != nil {
		return nil, fmt.Errorf("prepare the way to the mail server: %w", err)
	}
	return c, nil
}

func (s *Server) tls(host string) (*tls.Config, error) {
	c := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if s.CA == "" {
		return c, nil
	}
	pem, err := os.ReadFile(s.CA)
	if err != nil {
		return nil, fmt.Errorf("read the authority of the mail server: %w", err)
	}
	c.RootCAs = x509.NewCertPool()
	if !c.RootCAs.AppendCertsFromPEM(pem) {
		return nil, errors.New("the file of the mail server's authority holds no certificate")
	}
	return c, nil
}
