// Package config reads how the program is to run: defaults, under a YAML file, under the
// environment (PREGONERO_*), under flags. Every key stands once, in the table of keys.go,
// from which docs/operations/config.md is written. What is not understood is refused.
//
// A secret is never a flag, which other users of the machine could read in the list of
// processes, and never prints.
package config

import (
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"time"
)

// Config is how the program is to run. Paths are as written; DataDir is absolute.
type Config struct {
	Listen           string // host:port
	BaseURL          string // as people see it, without a final slash
	Database         string // path of a SQLite file, or postgres:// address without password
	DatabasePassword Secret
	DataDir          string
	Media            string // file:// or s3:// address, see package media
	MediaAccessKey   string
	MediaSecretKey   Secret
	SignTrust        string // PEM file of the authorities whose signatures are taken
	SignRevoked      string // file of the certificates that they took back
	VaultKey         string // path of the key file of the vault
	LedgerKey        string // path of the key file that signs the ledger
	LedgerOrigin     string // name of the ledger in its checkpoints
	Pack             string // id of an embedded pack, or path of a file
	Practice         bool
	LogLevel         slog.Level
	LogFormat        string // "text" or "json"
	TrustedProxies   []netip.Prefix
	AllowHosts       []string // private host[:port] that connectors may call
	MetricsListen    string   // host:port, "" for none
	OTLPEndpoint     string   // http(s) address, "" for none
	LanguageTool     string   // http(s) address of a LanguageTool server, "" for none
	BackupDir        string
	Workers          int
	SendLease        time.Duration // see the table

	MailSMTP          string // host:port of the server that takes our mail, "" for none
	MailSecurity      string // "starttls", "tls" or "none"
	MailUser          string
	MailPassword      Secret
	MailCA            string // path of a PEM file, "" for the system's authorities
	MailFrom          string // address
	MailInboundListen string // host:port, "" for none
	MailInboundDomain string
	MailInboundPeers  []netip.Prefix
	MailHelp          string // address, "" for none
}

// Secret is a value that never prints.
type Secret struct{ value string }

// NewSecret wraps a value.
func NewSecret(value string) Secret { return Secret{value} }

// Expose returns the value, for the one call that needs it.
func (s Secret) Expose() string { return s.value }

// Format hides the value from every verb of fmt.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.shown())) }

// LogValue hides the value from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.shown()) }

// MarshalText hides the value from JSON and YAML.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.shown()), nil }

func (s Secret) shown() string {
	if s.value == "" {
		return ""
	}
	return "[reservado]"
}

// Postgres tells whether the database is PostgreSQL; otherwise it is a SQLite file.
func (c *Config) Postgres() bool { return isPostgres(c.Database) }

func isPostgres(s string) bool {
	return strings.HasPrefix(s, "postgres://") || strings.HasPrefix(s, "postgresql://")
}

// DatabaseURL is the database with its password, for opening it and for nothing else. A
// SQLite path comes back as it is.
func (c *Config) DatabaseURL() (Secret, error) {
	if !c.Postgres() || c.DatabasePassword.value == "" {
		return Secret{c.Database}, nil
	}
	u, err := url.Parse(c.Database)
	if err != nil {
		return Secret{}, invalid("database", "la configuración", "no es una dirección de PostgreSQL")
	}
	u.User = url.UserPassword(u.User.Username(), c.DatabasePassword.value)
	return Secret{u.String()}, nil
}

// LogValue lists every key with its value; secrets are hidden.
func (c *Config) LogValue() slog.Value {
	var all []slog.Attr
	for _, k := range keys {
		all = append(all, slog.String(k.name, k.text(c)))
	}
	return slog.GroupValue(all...)
}

// Lines lists every key with its value, one per line, as the YAML file would have them;
// secrets are hidden.
func (c *Config) Lines() []string {
	var all []string
	for _, k := range keys {
		all = append(all, fmt.Sprintf("%s: %q", k.name, k.text(c)))
	}
	return all
}

// complete fills in what follows from other keys.
func (c *Config) complete() error {
	dir, err := filepath.Abs(c.DataDir)
	if err != nil {
		return fmt.Errorf("finding the data folder: %w", err)
	}
	c.DataDir = dir
	base, err := url.Parse(c.BaseURL)
	if err != nil {
		return fmt.Errorf("reading base_url: %w", err)
	}
	for at, value := range map[*string]string{
		&c.Database:     filepath.Join(dir, "pregonero.db"),
		&c.Media:        "file://" + (&url.URL{Path: filepath.Join(dir, "media")}).EscapedPath() + "?create=true",
		&c.VaultKey:     filepath.Join(dir, "keys", "vault.json"),
		&c.LedgerKey:    filepath.Join(dir, "keys", "ledger.key"),
		&c.BackupDir:    filepath.Join(dir, "backups"),
		&c.LedgerOrigin: base.Host + "/bitacora",
	} {
		if *at == "" {
			*at = value
		}
	}
	if err := c.mailIsWhole(); err != nil {
		return err
	}
	return c.takeOutPassword()
}

// mailIsWhole refuses half a configuration of mail.
func (c *Config) mailIsWhole() error {
	switch {
	case c.MailSMTP != "" && c.MailFrom == "":
		return invalid("mail_from", "la configuración", "hace falta para enviar correo por «mail_smtp»")
	case c.MailInboundListen != "" && c.MailInboundDomain == "":
		return invalid("mail_inbound_domain", "la configuración", "hace falta para recibir correo en «mail_inbound_listen»")
	case c.MailUser != "" && c.MailPassword.value == "":
		return invalid("mail_smtp_password", "la configuración", "hace falta porque hay «mail_smtp_user»")
	}
	return nil
}

// takeOutPassword moves a password from the address of the database to where it cannot
// print.
func (c *Config) takeOutPassword() error {
	if !c.Postgres() {
		return nil
	}
	u, err := url.Parse(c.Database)
	if err != nil {
		return invalid("database", "la configuración", "no es una dirección de PostgreSQL")
	}
	if password, ok := u.User.Password(); ok {
		if c.DatabasePassword.value == "" {
			c.DatabasePassword = Secret{password}
		}
		u.User = url.User(u.User.Username())
		c.Database = u.String()
	}
	return nil
}
