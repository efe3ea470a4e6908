package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// guard keeps the server's life tied to the test binary's: its standard input is a pipe
// that nobody writes to and that ends when the binary does, however it ends.
const guard = `"$1/postgres" -D "$2/data" -c config_file="$2/test.conf" & server=$!
cat >/dev/null
kill -QUIT $server; wait $server; rm -rf "$2"`

// Nothing here outlives the tests, so nothing is forced to disk.
const settings = `data_directory = '%[1]s/data'
hba_file = '%[1]s/hba.conf'
unix_socket_directories = '%[1]s'
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 400
shared_buffers = 64MB
timezone = 'UTC'
`

// private is a server of this binary alone. Its pipe stays open, and reachable, as long as
// the binary runs.
type private struct {
	dir, bin string
	as       *syscall.SysProcAttr
	pipe     io.Closer
}

// startPrivate starts a server that listens on a socket in a folder of its own, and
// returns its address.
func startPrivate(ctx context.Context) (p *private, address string, err error) {
	p = &private{}
	if p.bin, err = binaries(); err != nil {
		return nil, "", err
	}
	if p.dir, err = os.MkdirTemp("", "pregonero-pg-"); err != nil {
		return nil, "", err
	}
	if err := p.start(ctx); err != nil {
		return nil, "", errors.Join(err, os.RemoveAll(p.dir))
	}
	address = "postgres://postgres@/postgres?" + url.Values{"host": {p.dir}, "sslmode": {"disable"}}.Encode()
	if err := answer(ctx, address); err != nil {
		return nil, "", errors.Join(fmt.Errorf("%w\n%s", err, p.log()), p.pipe.Close())
	}
	return p, address, nil
}

func (p *private) start(ctx context.Context) error {
	if err := p.servant(); err != nil {
		return err
	}
	if err := p.initialise(ctx); err != nil {
		return err
	}
	return p.launch()
}

// binaries finds the folder of the newest PostgreSQL, where Debian puts it or in the PATH.
func binaries() (string, error) {
	found, newest := "", 0
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	for _, dir := range dirs {
		version, _ := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err == nil && version > newest {
			found, newest = dir, version
		}
	}
	if found != "" {
		return found, nil
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	return "", errors.New("its programs are not in /usr/lib/postgresql/*/bin nor in the PATH")
}

// servant says as whom the server runs: PostgreSQL refuses root, so for root it is the
// user postgres, or nobody, and the folder becomes theirs.
func (p *private) servant() error {
	p.as = &syscall.SysProcAttr{Setpgid: true} // the keyboard's Ctrl-C is the guard's to survive
	if os.Geteuid() != 0 {
		return nil
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		who, err = user.Lookup("nobody")
	}
	if err != nil {
		return fmt.Errorf("as root, find a user to run as: %w", err)
	}
	uid, _ := strconv.Atoi(who.Uid)
	gid, _ := strconv.Atoi(who.Gid)
	p.as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return os.Chown(p.dir, uid, gid)
}

func (p *private) initialise(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, filepath.Join(p.bin, "initdb"), "-D", filepath.Join(p.dir, "data"),
		"--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
	cmd.Dir, cmd.SysProcAttr = p.dir, p.as
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	files := map[string]string{"test.conf": fmt.Sprintf(settings, p.dir), "hba.conf": "local all all trust\n"}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (p *private) launch() error {
	log, err := os.Create(filepath.Join(p.dir, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.Command("/bin/sh", "-c", guard, "guard", p.bin, p.dir)
	cmd.Dir, cmd.SysProcAttr, cmd.Stdout, cmd.Stderr = p.dir, p.as, log, log
	if p.pipe, err = cmd.StdinPipe(); err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	return nil
}

// answer waits until the server takes connections.
func answer(ctx context.Context, address string) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close()
	every := time.NewTicker(20 * time.Millisecond)
	defer every.Stop()
	for {
		if err = db.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case <-every.C:
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL did not answer: %w", err)
		}
	}
}

// log is the end of what the server wrote.
func (p *private) log() string {
	text, _ := os.ReadFile(filepath.Join(p.dir, "log"))
	return string(text[max(0, len(text)-2000):])
}
