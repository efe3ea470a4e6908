package lang

import (
	"testing"
)

func TestNumbers(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	for want, got := range map[string]string{
		"0": Number(ctx, 0), "999": Number(ctx, 999), "12,345": Number(ctx, 12345), "−1,000,000": Number(ctx, -1000000),
		"1,234.50": Decimal(ctx, 1234.5, 2), "−0.5": Decimal(ctx, -0.5, 1), "42 %": Percent(ctx, 0.42),
		"999 B": Size(ctx, 999), "1.2 MB": Size(ctx, 1_234_567), "12 MB": Size(ctx, 12_345_678), "1.0 MB": Size(ctx, 999_999),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
