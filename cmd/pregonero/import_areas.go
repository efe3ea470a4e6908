package main

import (
	"context"
	"io"

	"pregonero/internal/fault"
)

func (a *app) importAreas(ctx context.Context, c console, r io.Reader) error {
	return fault.New(fault.Unavailable, "pendiente")
}
