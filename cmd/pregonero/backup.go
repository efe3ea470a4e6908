package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"pregonero/internal/config"
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

// backup writes a whole backup while the service runs: the database by its own online
// means, the media, the ledger's key.
func backup(ctx context.Context, c console, args []string) error {
	return withApp(ctx, c, args, func(a *app, rest []string) error {
		if len(rest) > 1 {
			return errUsage
		}
		dir := filepath.Join(a.cfg.BackupDir, c.now().UTC().Format("20060102T150405Z"))
		if len(rest) == 1 {
			dir = rest[0]
		}
		if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
			return fmt.Errorf("make the folder: %w", err)
		}
		if err := os.Mkdir(dir, 0o700); err != nil {
			return fmt.Errorf("make the folder of the backup: %w", err)
		}
		if err := a.backupDatabase(ctx, dir); err != nil {
			return err
		}
		for _, suffix := range []string{"", ".pub"} {
			if err := copyFile(a.cfg.LedgerKey+suffix, filepath.Join(dir, backupLedger+suffix)); err != nil {
				return err
			}
		}
		if err := a.backupMedia(dir); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "Respaldo completo en %s\nGuarde aparte la llave de la bóveda: %s\n", dir, a.cfg.VaultKey)
		return nil
	})
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
	if err != nil {
		return fmt.Errorf("%s (from Debian's postgresql-client): %w: %s", tool, err, strings.TrimSpace(string(out)))
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

// restore puts a backup back into an empty installation.
func restore(ctx context.Context, c console, args []string) error {
	cfg, rest, err := config.Load(args, c.env)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return errUsage
	}
	dir := rest[0]
	if err := restoreDatabase(ctx, cfg, dir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(cfg.LedgerKey), 0o700); err != nil {
		return fmt.Errorf("make the folder of the keys: %w", err)
	}
	for _, suffix := range []string{"", ".pub"} {
		if err := copyFile(filepath.Join(dir, backupLedger+suffix), cfg.LedgerKey+suffix); err != nil {
			return err
		}
	}
	if to := mediaFolder(cfg); to != "" {
		if err := copyTree(filepath.Join(dir, backupMedia), to); err != nil {
			return err
		}
	}
	fmt.Fprintf(c.out, "Respaldo repuesto. Ponga la llave de la bóveda en %s (permisos 0600) antes de empezar.\n", cfg.VaultKey)
	return nil
}

func restoreDatabase(ctx context.Context, cfg *config.Config, dir string) error {
	if !cfg.Postgres() {
		if _, err := os.Stat(cfg.Database); err == nil {
			return fmt.Errorf("there is a database in %s already: a backup is restored into an empty installation", cfg.Database)
		}
		if err := os.MkdirAll(filepath.Dir(cfg.Database), 0o700); err != nil {
			return fmt.Errorf("make the data folder: %w", err)
		}
		return copyFile(filepath.Join(dir, backupSQLite), cfg.Database)
	}
	address, err := cfg.DatabaseURL()
	if err != nil {
		return err
	}
	empty, err := store.IsEmpty(ctx, address.Expose())
	if err != nil {
		return err
	}
	if !empty {
		return fmt.Errorf("the database already holds data: a backup is restored into an empty installation")
	}
	return postgresTool(ctx, cfg, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", filepath.Join(dir, backupPostgres))
}

// copyFile copies a file that is not there yet, readable by us alone.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("open %s: %w", from, err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("make %s: %w", to, err)
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return fmt.Errorf("copy %s: %w", from, err)
	}
	if err := out.Sync(); err != nil {
		out.Close()
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return out.Close()
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
		if _, err := os.Stat(target); err == nil || !d.Type().IsRegular() {
			return nil
		}
		return copyFile(path, target)
	})
}
