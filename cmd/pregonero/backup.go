package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"pregonero/internal/config"
	"pregonero/internal/fault"
	"pregonero/store"
)

// What a backup holds. The vault's key is not in it: it is kept apart, or a stolen backup
// would open every credential.
const (
	backupSQLite   = "pregonero.db"
	backupPostgres = "pregonero.dump"
	backupMedia    = "media"
	backupLedger   = "ledger.key"
)

// backup writes a whole backup, or none, while the service runs: the database by its own
// online means, then the media, so that all that the database names is there, and the
// ledger's key.
func backup(ctx context.Context, c console, args []string) error {
	return withApp(ctx, c, args, func(a *app, rest []string) error {
		if len(rest) > 1 {
			return errUsage
		}
		dir := filepath.Join(a.cfg.BackupDir, c.now().UTC().Format("20060102T150405Z"))
		if len(rest) == 1 {
			dir = rest[0]
		}
		if exists(dir) {
			return fault.New(fault.Conflict, "Ya existe %s.", dir).Then("Elija otra carpeta: un respaldo no se escribe sobre otro.")
		}
		if err := a.backupTo(ctx, dir); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "Respaldo completo en %s\nGuarde aparte la llave de la bóveda: %s\n", dir, a.cfg.VaultKey)
		return nil
	})
}

func (a *app) backupTo(ctx context.Context, dir string) error {
	part := filepath.Clean(dir) + ".part"
	if err := os.RemoveAll(part); err != nil { // of a backup that was cut short
		return fmt.Errorf("clear the folder: %w", err)
	}
	if err := os.MkdirAll(part, 0o700); err != nil {
		return fmt.Errorf("make the folder of the backup: %w", err)
	}
	if err := a.backupDatabase(ctx, part); err != nil {
		return err
	}
	for _, suffix := range []string{"", ".pub"} {
		if err := copyFile(a.cfg.LedgerKey+suffix, filepath.Join(part, backupLedger+suffix)); err != nil {
			return err
		}
	}
	if err := a.backupMedia(part); err != nil {
		return err
	}
	return os.Rename(part, dir)
}

func (a *app) backupDatabase(ctx context.Context, dir string) error {
	if !a.store.Postgres() {
		return a.store.BackupSQLite(ctx, filepath.Join(dir, backupSQLite))
	}
	return postgresTool(ctx, a.cfg, "pg_dump", "--format=custom", "--no-owner", "--file="+filepath.Join(dir, backupPostgres))
}

// postgresTool runs one of PostgreSQL's own tools; the password goes by the environment,
// never on the command line.
func postgresTool(ctx context.Context, cfg *config.Config, tool string, args ...string) error {
	cmd := exec.CommandContext(ctx, tool, append(args, "--dbname="+cfg.Database)...)
	cmd.Env = append(os.Environ(), "PGPASSWORD="+cfg.DatabasePassword.Expose())
	out, err := cmd.CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		return fault.New(fault.Unavailable, "Falta el programa %s.", tool).Then("Instálelo; en Debian: apt-get install postgresql-client.").Because(err)
	}
	if err != nil {
		return fault.New(fault.Unavailable, "El programa %s no pudo terminar.", tool).
			Then("Revise que PostgreSQL responda, los permisos de su usuario y que la versión del programa no sea anterior a la del servidor.").
			Because(fmt.Errorf("%w: %s", err, strings.TrimSpace(string(out))))
	}
	return nil
}

// mediaFolder is the folder of the media, "" when they are kept elsewhere.
func mediaFolder(cfg *config.Config) string {
	u, err := url.Parse(cfg.Media)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	return u.Path
}

func (a *app) backupMedia(dir string) error {
	from := mediaFolder(a.cfg)
	if from == "" {
		return nil // S3 keeps its own versions; docs/operations says how
	}
	return copyTree(from, filepath.Join(dir, backupMedia))
}

// restore puts a backup back into an empty installation. The database goes last: cut short
// before it, a restoring can be done again.
func restore(ctx context.Context, c console, args []string) error {
	cfg, rest, err := config.Load(args, c.env)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return errUsage
	}
	dir := rest[0]
	if err := errors.Join(isBackup(cfg, dir), isEmpty(ctx, cfg, dir)); err != nil {
		return err
	}
	for _, folder := range []string{filepath.Dir(cfg.LedgerKey), cfg.DataDir} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return fmt.Errorf("make the folder %s: %w", folder, err)
		}
	}
	if to := mediaFolder(cfg); to != "" {
		if err := copyTree(filepath.Join(dir, backupMedia), to); err != nil {
			return err
		}
	}
	for _, suffix := range []string{"", ".pub"} {
		if exists(cfg.LedgerKey + suffix) {
			continue // the same: isEmpty has looked
		}
		if err := copyFile(filepath.Join(dir, backupLedger+suffix), cfg.LedgerKey+suffix); err != nil {
			return err
		}
	}
	if err := restoreDatabase(ctx, cfg, dir); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "Respaldo repuesto. Ponga la llave de la bóveda en %s (permisos 0600) antes de empezar.\n", cfg.VaultKey)
	return nil
}

// isBackup says whether all of a backup for this kind of database is in the folder.
func isBackup(cfg *config.Config, dir string) error {
	for _, name := range []string{databaseFile(cfg), backupLedger, backupLedger + ".pub"} {
		if !exists(filepath.Join(dir, name)) {
			return fault.New(fault.Invalid, "En %s no hay un respaldo completo para esta base de datos: falta %s.", dir, name).
				Then("Elija la carpeta que «pregonero backup» escribió, con la misma clase de base de datos en la configuración.")
		}
	}
	return nil
}

func databaseFile(cfg *config.Config) string {
	if cfg.Postgres() {
		return backupPostgres
	}
	return backupSQLite
}

// isEmpty says whether there is nothing that the backup would mix with.
func isEmpty(ctx context.Context, cfg *config.Config, dir string) error {
	taken := func(what string) error {
		return fault.New(fault.Conflict, "Ya hay datos en %s.", what).Then("Un respaldo se repone en una instalación vacía: elija otra, o aparte lo que hay.")
	}
	for _, suffix := range []string{"", ".pub"} {
		same, err := sameFile(filepath.Join(dir, backupLedger+suffix), cfg.LedgerKey+suffix)
		if err != nil {
			return err
		}
		if !same {
			return taken(cfg.LedgerKey + suffix)
		}
	}
	if cfg.Postgres() {
		address, err := cfg.DatabaseURL()
		if err != nil {
			return err
		}
		empty, err := store.IsEmpty(ctx, address.Expose())
		if err == nil && !empty {
			err = taken("la base de datos")
		}
		return err
	}
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} { // SQLite would play a stranger's log into it
		if exists(cfg.Database + suffix) {
			return taken(cfg.Database + suffix)
		}
	}
	return nil
}

func restoreDatabase(ctx context.Context, cfg *config.Config, dir string) error {
	if !cfg.Postgres() {
		if err := os.MkdirAll(filepath.Dir(cfg.Database), 0o700); err != nil {
			return fmt.Errorf("make the folder of the database: %w", err)
		}
		return copyFile(filepath.Join(dir, backupSQLite), cfg.Database)
	}
	return postgresTool(ctx, cfg, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", filepath.Join(dir, backupPostgres))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// sameFile tells whether there is nothing at the path, or the very same bytes.
func sameFile(from, at string) (bool, error) {
	there, err := os.ReadFile(at)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", at, err)
	}
	ours, err := os.ReadFile(from)
	if err != nil {
		return false, fmt.Errorf("read %s: %w", from, err)
	}
	return bytes.Equal(ours, there), nil
}

// copyFile copies a file that is not there yet, readable by us alone: whole or not at all.
func copyFile(from, to string) error {
	if exists(to) {
		return fault.New(fault.Conflict, "Ya existe %s: no se escribe encima.", to).Then("Apártelo o elija otro lugar.")
	}
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("open %s: %w", from, err)
	}
	defer in.Close()
	return toFile(to, func(w io.Writer) error {
		if _, err := io.Copy(w, in); err != nil {
			return fmt.Errorf("copy %s: %w", from, err)
		}
		return nil
	})
}

// copyTree copies what is not there yet; media never change under their name.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if path == from && os.IsNotExist(err) {
				return nil
			}
			return fmt.Errorf("read %s: %w", path, err)
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(target, 0o700)
		}
		if exists(target) || !d.Type().IsRegular() || strings.HasSuffix(path, ".part") {
			return nil
		}
		return copyFile(path, target)
	})
}
