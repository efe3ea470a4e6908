package ledger

import (
	"context"
	"errors"
	"slices"
	"testing"
)

func TestInOrder(t *testing.T) {
	t.Parallel()
	square := func(_ context.Context, i int64) int64 { return i * i }
	for _, n := range []int64{0, 1, 2, 3, 100} {
		var got, want []int64
		for i := range n {
			want = append(want, i*i)
		}
		err := inOrder(t.Context(), n, square, func(_, r int64) bool { got = append(got, r); return true })
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%d: got %v (%v)", n, got, err)
		}
	}
	var got []int64
	err := inOrder(t.Context(), 100, square, func(i, _ int64) bool { got = append(got, i); return i < 5 })
	if err != nil || len(got) != 6 {
		t.Errorf("stopped after %v (%v)", got, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = inOrder(ctx, 100, square, func(i, _ int64) bool {
		if i == 5 {
			cancel()
		}
		return true
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestLongestRising(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   []int64
		want int
	}{
		{nil, 0}, {[]int64{4}, 1}, {[]int64{1, 2, 3}, 3}, {[]int64{3, 2, 1}, 1}, {[]int64{0, 2, 1, 3}, 3}, {[]int64{5, 6, 1, 2, 3}, 3},
	}
	for _, tt := range tests {
		got := longestRising(tt.in)
		if len(got) != tt.want || !slices.IsSorted(got) {
			t.Errorf("%v: got %v", tt.in, got)
		}
	}
}
