package ui

import (
	"context"

	"pregonero/web/lang"
)

func (p Preview) lang() string {
	if p.Lang == "" {
		return "es"
	}
	return p.Lang
}

func (m PreviewMedia) label(ctx context.Context) string {
	if m.Alt == "" {
		return lang.T(ctx, "Sin texto alternativo")
	}
	return m.Alt
}
