package ledger

import (
	"context"
	"runtime"
	"sync"
)

// inOrder works on 0…n-1 on all cores and hands the results to take in order, one at a time. No more than
// two results for each core wait at once. It stops when take says no or ctx ends, and returns only
// when its goroutines have.
func inOrder[T any](ctx context.Context, n int64, work func(context.Context, int64) T, take func(int64, T) bool) error {
	ctx, cancel := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel()
	slots := make([]chan T, 2*runtime.GOMAXPROCS(0))
	for i := range slots {
		slots[i] = make(chan T, 1)
	}
	begin := func(i int64) {
		if i < n {
			workers.Go(func() { slots[i%int64(len(slots))] <- work(ctx, i) })
		}
	}
	for i := range int64(len(slots)) {
		begin(i)
	}
	for i := range n {
		result := <-slots[i%int64(len(slots))]
		if err := ctx.Err(); err != nil {
			return err
		}
		begin(i + int64(len(slots)))
		if !take(i, result) {
			return nil
		}
	}
	return ctx.Err()
}
