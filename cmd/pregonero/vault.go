package main

import (
	"context"
	"fmt"

	"pregonero/internal/config"
)

// withApp opens the parts for a tool: the configuration as for serve, nothing listening.
func withApp(ctx context.Context, c console, args []string, do func(*app, []string) error) error {
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
