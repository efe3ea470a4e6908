package lang

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// Number writes a whole number with the thousands separator of Mexico: 12,345.
func Number(_ context.Context, n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	var groups []string
	for len(digits) > 3 {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, groups...), ",")
}

// Decimal writes a number with that many places after the point.
func Decimal(ctx context.Context, x float64, places int) string {
	text := strconv.FormatFloat(x, 'f', places, 64)
	whole, rest, found := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return text // beyond what a page ever shows
	}
	sign := ""
	if n == 0 && strings.HasPrefix(whole, "-") {
		sign = "−"
	}
	if !found {
		return sign + Number(ctx, n)
	}
	return sign + Number(ctx, n) + "." + rest
}

// Percent writes a share between 0 and 1: "42 %".
func Percent(ctx context.Context, share float64) string {
	return Decimal(ctx, share*100, 0) + " %"
}

// Size writes a number of bytes as people read it: "1.2 MB" (1 MB is 1,000,000 bytes).
func Size(ctx context.Context, bytes int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	value, unit := float64(bytes), 0
	for value >= 999.5 && unit < len(units)-1 {
		value /= 1000
		unit++
	}
	places := 0
	if unit > 0 && value < 9.95 {
		places = 1
	}
	return fmt.Sprintf("%s %s", Decimal(ctx, value, places), units[unit])
}
