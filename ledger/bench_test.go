package ledger

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// BenchmarkVerify1M verifies an export of a million entries, which it builds once, on disk.
func BenchmarkVerify1M(b *testing.B) {
	const entries = 1_000_000
	path := filepath.Join(b.TempDir(), "export.zip")
	writeBenchExport(b, path, entries)
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	var peak uint64
	for b.Loop() {
		stop := watchHeap(&peak)
		report, err := Verify(context.Background(), f, info.Size(), testVerifier)
		stop()
		if err != nil || !report.OK() || report.Entries != entries {
			b.Fatal(err, report.Sentences())
		}
	}
	b.ReportMetric(entries*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(float64(info.Size())/(1<<20), "MB-export")
	b.ReportMetric(float64(peak)/(1<<20), "MB-heap-peak")
}

func writeBenchExport(b *testing.B, path string, entries int) {
	b.Helper()
	l := newTestLog(b)
	for range entries / 10_000 {
		l.grow(b, 10_000)
		l.keep(b)
	}
	l.earlier = l.earlier[:len(l.earlier)-1]
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	x := Export{
		Checkpoint: l.checkpoint(b), Earlier: l.earlier, MadeAt: testTime,
		Signer: l.signer, Verifier: l.key, Records: l.all(""), Hashes: l,
	}
	if err := x.Write(context.Background(), w); err != nil {
		b.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

// watchHeap notes the largest heap in use, twenty times a second, until it is stopped.
func watchHeap(peak *uint64) (stop func()) {
	runtime.GC()
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				*peak = max(*peak, m.HeapInuse)
			}
		}
	}()
	return func() { close(quit); <-done }
}

func BenchmarkAppend(b *testing.B) {
	l := newTestLog(b)
	l.grow(b, 1000)
	commitments := make([][32]byte, 1000)
	for b.Loop() {
		if _, _, err := Append(1000, commitments, l); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkCanonical(b *testing.B) {
	e := testEntry(1)
	for b.Loop() {
		if _, err := e.Canonical(); err != nil {
			b.Fatal(err)
		}
	}
}
