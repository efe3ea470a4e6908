package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pregonero/internal/fault"
)

//go:generate go test -run TestDocIsFresh -update

var update = flag.Bool("update", false, "write docs/operations/config.md")

const docFile = "../../docs/operations/config.md"

func TestDocIsFresh(t *testing.T) {
	t.Parallel()
	if *update {
		if err := os.WriteFile(docFile, []byte(Doc()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(docFile)
	if err != nil || string(got) != Doc() {
		t.Errorf("docs/operations/config.md is stale: go generate ./internal/config (%v)", err)
	}
}

type vars map[string]string

func (v vars) lookup(name string) (string, bool) { s, ok := v[name]; return s, ok }

func file(t *testing.T, mode os.FileMode, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil { // whatever the umask
		t.Fatal(err)
	}
	return path
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	c, rest, err := Load([]string{"--data-dir=/srv/p", "serve", "x"}, vars{}.lookup)
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Listen: "127.0.0.1:8080", BaseURL: "http://127.0.0.1:8080", Database: "/srv/p/pregonero.db", DataDir: "/srv/p",
		Media: "file:///srv/p/media?create=true", VaultKey: "/srv/p/keys/vault.json", LedgerKey: "/srv/p/keys/ledger.key",
		LedgerOrigin: "127.0.0.1:8080/bitacora", Pack: "ine", LogLevel: slog.LevelInfo, LogFormat: "text", SendLease: 3 * time.Minute,
		BackupDir: "/srv/p/backups", Workers: 4, MailSecurity: "starttls",
		MailInboundPeers: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")},
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("%+v\nwant %+v", c, want)
	}
	if fmt.Sprint(rest) != "[serve x]" {
		t.Error(rest)
	}
}

func TestTheStrongerWins(t *testing.T) {
	t.Parallel()
	path := file(t, 0o644, "listen: 1.1.1.1:1\nworkers: 2\nlog_level: debug\ntrusted_proxies: [10.0.0.1, 10.2.3.4/8]\nallow_hosts: a.lan:81, b.lan\npractice: true\n")
	env := vars{"PREGONERO_LISTEN": "2.2.2.2:2", "PREGONERO_WORKERS": "3", "PREGONERO_CONFIG": "/none"}
	c, _, err := Load([]string{"--config", path, "--listen", "[::1]:3", "--practice=false"}, env.lookup)
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "[::1]:3" || c.Workers != 3 || c.LogLevel != slog.LevelDebug || c.Practice {
		t.Errorf("%+v", c)
	}
	if fmt.Sprint(c.TrustedProxies, c.AllowHosts) != "[10.0.0.1/32 10.0.0.0/8] [a.lan:81 b.lan]" {
		t.Error(c.TrustedProxies, c.AllowHosts)
	}
	if c, _, err = Load([]string{"--practice"}, vars{"PREGONERO_CONFIG": path}.lookup); err != nil || !c.Practice || c.Listen != "1.1.1.1:1" {
		t.Errorf("%+v %v", c, err)
	}
}

const password = "SECRETO-de-la-base"

func TestSecrets(t *testing.T) {
	t.Parallel()
	kept := file(t, 0o600, password+"\nmás\n")
	for name, load := range map[string]func() (*Config, []string, error){
		"in the address": func() (*Config, []string, error) {
			return Load(nil, vars{"PREGONERO_DATABASE": "postgres://ana:" + password + "@db/p?sslmode=require"}.lookup)
		},
		"in the environment": func() (*Config, []string, error) {
			return Load([]string{"--database", "postgres://ana@db/p?sslmode=require"}, vars{"PREGONERO_DATABASE_PASSWORD": password}.lookup)
		},
		"in a file that a variable names": func() (*Config, []string, error) {
			return Load([]string{"--database", "postgres://ana@db/p?sslmode=require"}, vars{"PREGONERO_DATABASE_PASSWORD_FILE": kept}.lookup)
		},
		"in a file that the file names": func() (*Config, []string, error) {
			path := file(t, 0o644, "database: postgres://ana@db/p?sslmode=require\ndatabase_password_file: "+kept+"\n")
			return Load([]string{"--config", path}, vars{}.lookup)
		},
		"in the configuration file": func() (*Config, []string, error) {
			return Load([]string{"--config", file(t, 0o600, "database: postgres://ana@db/p?sslmode=require\ndatabase_password: "+password+"\n")}, vars{}.lookup)
		},
	} {
		c, _, err := load()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		full, err := c.DatabaseURL()
		if err != nil || full.Expose() != "postgres://ana:"+password+"@db/p?sslmode=require" {
			t.Errorf("%s: %s %v", name, full.Expose(), err)
		}
		if out := everyPrint(t, c); strings.Contains(out, "SECRETO") || !strings.Contains(out, "[reservado]") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func everyPrint(t *testing.T, c *Config) string {
	t.Helper()
	var out bytes.Buffer
	fmt.Fprintf(&out, "%v %+v %#v %s\n", c, *c, *c, c.Lines())
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "config", c, "secret", c.DatabasePassword)
	if err := json.NewEncoder(&out).Encode(c); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	secret := file(t, 0o644, "media_secret_key: "+password+"\n")
	for _, c := range []struct {
		name string
		args []string
		env  vars
		says string
	}{
		{"unknown flag", []string{"--liste=x"}, nil, "opciones"},
		{"a secret as a flag", []string{"--database-password=" + password}, nil, "opciones"},
		{"a secret as a flag, apart", []string{"--media-secret-key", password}, nil, "opciones"},
		{"unknown key", []string{"--config", file(t, 0o644, "lisen: x\n")}, nil, "«lisen»"},
		{"a file for what is no secret", []string{"--config", file(t, 0o644, "listen_file: x\n")}, nil, "«listen_file»"},
		{"twice", []string{"--config", file(t, 0o644, "listen: a:1\nlisten: b:2\n")}, nil, "repite"},
		{"no yaml", []string{"--config", file(t, 0o600, "media_secret_key: \""+password+"\n- x")}, nil, "YAML"},
		{"a tree", []string{"--config", file(t, 0o644, "listen:\n  host: x\n")}, nil, "sencillo"},
		{"no file", []string{"--config", "/none/x.yaml"}, nil, "/none/x.yaml"},
		{"secrets for all to read", []string{"--config", secret}, nil, "cualquiera puede leerlo"},
		{"a password in an address for all to read", []string{"--config", file(t, 0o644, "database: postgres://ana:"+password+"@db/p\n")}, nil, "cualquiera puede leerlo"},
		{"no secret file", nil, vars{"PREGONERO_DATABASE_PASSWORD_FILE": "/none"}, "database_password"},
		{"empty secret file", nil, vars{"PREGONERO_DATABASE_PASSWORD_FILE": file(t, 0o600, "\n")}, "database_password"},
		{"listen", nil, vars{"PREGONERO_LISTEN": "8080"}, "PREGONERO_LISTEN"},
		{"port", nil, vars{"PREGONERO_LISTEN": "a:99999"}, "servidor:puerto"},
		{"base with a path", nil, vars{"PREGONERO_BASE_URL": "https://x/y"}, "solo https"},
		{"base with a slash", nil, vars{"PREGONERO_BASE_URL": "https://x/"}, "solo https"},
		{"base with a password", nil, vars{"PREGONERO_BASE_URL": "https://a:" + password + "@x"}, "sin usuario"},
		{"media with a password", nil, vars{"PREGONERO_MEDIA": "s3://a:" + password + "@x"}, "sin usuario"},
		{"another database", nil, vars{"PREGONERO_DATABASE": "mysql://a:" + password + "@x"}, "SQLite"},
		{"postgres nowhere", nil, vars{"PREGONERO_DATABASE": "postgres://"}, "PostgreSQL"},
		{"bool", []string{"--practice=si"}, nil, "--practice"},
		{"int", nil, vars{"PREGONERO_WORKERS": "muchos"}, "1 a 256"},
		{"too many", nil, vars{"PREGONERO_SEND_LEASE": "2h"}, "5s a 1h"},
		{"level", nil, vars{"PREGONERO_LOG_LEVEL": "INFO+2"}, "debug, info"},
		{"format", nil, vars{"PREGONERO_LOG_FORMAT": "xml"}, "text, json"},
		{"proxy", nil, vars{"PREGONERO_TRUSTED_PROXIES": "10.0.0.1,x"}, "«x»"},
		{"traces", nil, vars{"PREGONERO_OTLP_ENDPOINT": "collector:4318"}, "http"},
		{"mail from nobody", nil, vars{"PREGONERO_MAIL_SMTP": "mx:25"}, "mail_from"},
		{"mail from no address", nil, vars{"PREGONERO_MAIL_FROM": "Ana <ana@x.mx>"}, "dirección de correo"},
		{"mail in nowhere", nil, vars{"PREGONERO_MAIL_INBOUND_LISTEN": ":25"}, "mail_inbound_domain"},
		{"mail domain", nil, vars{"PREGONERO_MAIL_INBOUND_DOMAIN": "sin punto"}, "dominio"},
		{"mail user without password", nil, vars{"PREGONERO_MAIL_SMTP_USER": "ana"}, "mail_smtp_password"},
		{"mail security", nil, vars{"PREGONERO_MAIL_SMTP_SECURITY": "ssl3"}, "starttls, tls, none"},
		{"empty pack", nil, vars{"PREGONERO_PACK": ""}, "vacío"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := Load(c.args, c.env.lookup)
			f, ok := fault.Of(err)
			if !ok || !strings.Contains(f.Sentence(), c.says) || f.Next == "" {
				t.Fatalf("%v, want %q and a next step", err, c.says)
			}
			if strings.Contains(err.Error()+f.Next, "SECRETO") {
				t.Errorf("the fault tells the secret: %v", err)
			}
		})
	}
	if _, _, err := Load([]string{"-h"}, vars{}.lookup); !errors.Is(err, flag.ErrHelp) {
		t.Error(err)
	}
}

func TestTheTableIsWhole(t *testing.T) {
	t.Parallel()
	seen := map[any]bool{}
	var c Config
	for _, k := range keys {
		if k.name == "" || k.what == "" || !strings.HasSuffix(k.what, ".") || seen[k.field(&c)] {
			t.Errorf("%+v", k.name)
		}
		if _, ok := k.field(&c).(*Secret); ok != k.secret {
			t.Errorf("%s: a secret must be marked and kept as one", k.name)
		}
		seen[k.field(&c)] = true
	}
	if n := reflect.TypeFor[Config]().NumField(); len(seen) != n {
		t.Errorf("%d keys for %d fields", len(seen), n)
	}
}

func FuzzFile(f *testing.F) {
	f.Add("listen: 127.0.0.1:1\ntrusted_proxies: [10.0.0.0/8]\n")
	f.Add("a: &a [*a]\n")
	f.Add("workers: 1e9\npractice: yes\n")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(dir, "c.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Load([]string{"--config", path}, vars{}.lookup); err != nil {
			if _, ok := fault.Of(err); !ok {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}
