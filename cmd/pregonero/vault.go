package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"pregonero/internal/config"
	"pregonero/internal/fault"
)

// withApp opens the parts of an installation that is there, for a tool: the configuration
// as for serve, nothing listening. A tool that points at nothing must not make a new one.
func withApp(ctx context.Context, c console, args []string, do func(*app, []string) error) error {
	cfg, _, err := config.Load(args, c.env)
	if err != nil {
		return err
	}
	if _, err := os.Stat(cfg.Database); !cfg.Postgres() && errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, "No hay una instalación en %s.", cfg.DataDir).
			Then("Indique la suya con --config o --data-dir, antes de los demás argumentos.")
	}
	return withAnyApp(ctx, c, args, do)
}

// withAnyApp is withApp for what may also begin an installation.
func withAnyApp(ctx context.Context, c console, args []string, do func(*app, []string) error) error {
	cfg, rest, err := config.Load(args, c.env)
	if err != nil {
		return err
	}
	a, err := open(ctx, cfg, logger(cfg, c.err), c.now)
	if err != nil {
		return err
	}
	defer a.store.Close()
	return do(a, rest)
}

// vaultCommand rotates the vault's key; it may run while the service does.
func vaultCommand(ctx context.Context, c console, args []string) error {
	if len(args) == 0 || args[0] != "rotate" {
		return errUsage
	}
	return withApp(ctx, c, args[1:], func(a *app, rest []string) error {
		if len(rest) > 0 {
			return errUsage
		}
		n, err := a.keeper.RotateKey(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.out, "La bóveda tiene una llave nueva; se volvieron a sellar %d valores. Respalde %s.\n", n, a.cfg.VaultKey)
		return nil
	})
}
