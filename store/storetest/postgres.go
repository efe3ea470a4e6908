package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"pregonero/store"
)

// server is a PostgreSQL server of which tests may create databases.
type server struct {
	admin    *sql.DB
	own      *private // nil on a server that is not ours
	url      *url.URL
	template string // the migrated database that others are copied from
}

// theServer is started by the first test that needs it.
var theServer = sync.OnceValues(func() (*server, error) {
	ctx, done := context.WithTimeout(context.Background(), 2*time.Minute)
	defer done()
	if address := os.Getenv(envServer); address != "" {
		return connect(ctx, address) // a template would stay there: each test migrates its own
	}
	own, address, err := startPrivate(ctx)
	if err != nil {
		return nil, err
	}
	s, err := connect(ctx, address)
	if err != nil {
		return nil, err
	}
	s.own, s.template = own, "empty"
	return s, s.makeTemplate(ctx)
})

func connect(ctx context.Context, address string) (*server, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%s is not a URL", envServer) // the cause would show its password
	}
	s := &server{url: u}
	if s.admin, err = sql.Open("pgx", address); err != nil {
		return nil, fmt.Errorf("open the test server: %w", err)
	}
	s.admin.SetMaxOpenConns(4)
	if err := s.admin.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("reach the test server: %w", err)
	}
	return s, nil
}

func (s *server) makeTemplate(ctx context.Context) error {
	if _, err := s.admin.ExecContext(ctx, "CREATE DATABASE "+s.template); err != nil {
		return fmt.Errorf("create the template: %w", err)
	}
	st, err := store.Open(ctx, s.address(s.template))
	if err != nil {
		return fmt.Errorf("migrate the template: %w", err)
	}
	return st.Close()
}

func (s *server) address(database string) string {
	u := *s.url
	u.Path = "/" + database
	return u.String()
}

// create makes a fresh database and returns its name.
func (s *server) create(ctx context.Context) (string, error) {
	name := "pregonero_test_" + strings.ToLower(rand.Text())
	statement := "CREATE DATABASE " + name
	if s.template != "" {
		statement += " TEMPLATE " + s.template
	}
	_, err := s.admin.ExecContext(ctx, statement)
	return name, err
}

func (s *server) drop(name string) error {
	ctx, done := context.WithTimeout(context.Background(), time.Minute)
	defer done()
	_, err := s.admin.ExecContext(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
	return err
}

func postgresDatabase(t *testing.T) string {
	t.Helper()
	s, err := theServer()
	if err != nil {
		t.Fatalf("no PostgreSQL for this test: %v\nInstall it with «apt-get install postgresql», or set %s to the URL of a server whose user may create databases, or set %s=sqlite to leave it out on purpose.",
			err, envServer, envDatabases)
	}
	name, err := s.create(t.Context())
	if err != nil {
		t.Fatalf("create the test's database: %v", err)
	}
	t.Cleanup(func() {
		if err := s.drop(name); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return s.address(name)
}
