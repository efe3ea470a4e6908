package media

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"

	"pregonero/internal/fault"
)

// input is an upload that is read by position.
type input struct {
	io.ReaderAt
	size int64
}

var errShort = errors.New("the file ends too early")

// at reads exactly n bytes at off; errShort when they are not there.
func (in input) at(off, n int64) ([]byte, error) {
	if off < 0 || n < 0 || off > in.size || n > in.size-off {
		return nil, errShort
	}
	b := make([]byte, n)
	if m, err := in.ReadAt(b, off); m < len(b) {
		return nil, errors.Join(errShort, err)
	}
	return b, nil
}

// upTo reads at most n bytes at off.
func (in input) upTo(off, n int64) []byte {
	off = min(max(0, off), in.size)
	b, err := in.at(off, min(n, in.size-off))
	if err != nil {
		return nil
	}
	return b
}

func bytesAt(b []byte) io.ReaderAt { return bytes.NewReader(b) }

// span is a piece of the clean file: n bytes of the upload at off, or literal bytes, or,
// with off -1, n zeros.
type span struct {
	off, n int64
	lit    []byte
}

// plan is the clean file, told as pieces of the upload. Nothing that is not named in it
// can be left.
type plan []span

func (p *plan) copy(off, n int64) {
	if last := len(*p) - 1; last >= 0 && (*p)[last].lit == nil && (*p)[last].off >= 0 && (*p)[last].off+(*p)[last].n == off {
		(*p)[last].n += n
		return
	}
	*p = append(*p, span{off: off, n: n})
}

func (p *plan) put(lit ...byte) { *p = append(*p, span{lit: lit}) }

func (p *plan) zeros(n int64) { *p = append(*p, span{off: -1, n: n}) }

func (p plan) write(ctx context.Context, w io.Writer, in input) (total int64, err error) {
	for _, s := range p {
		var r io.Reader
		switch {
		case s.lit != nil:
			r = bytes.NewReader(s.lit)
		case s.off < 0:
			r = io.LimitReader(zeros{}, s.n)
		default:
			r = io.NewSectionReader(in, s.off, s.n)
		}
		n, err := io.Copy(w, cancelled{ctx, r})
		total += n
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

// bytes writes a plan over an image in memory.
func (p plan) bytes(in []byte) []byte {
	var out bytes.Buffer
	for _, s := range p {
		if s.lit != nil {
			out.Write(s.lit)
		} else {
			out.Write(in[s.off : s.off+s.n])
		}
	}
	return out.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// patches replaces pieces of a file without moving anything: what the file says about its
// own positions stays true.
type patches struct{ list []span } // off, and lit or n zeros

func (p *patches) put(off int64, lit ...byte) { p.list = append(p.list, span{off: off, lit: lit}) }
func (p *patches) zero(off, n int64)          { p.list = append(p.list, span{off: off, n: n}) }

func (s span) length() int64 {
	if s.lit != nil {
		return int64(len(s.lit))
	}
	return s.n
}

// plan copies size bytes but for the patches; where two overlap, the first one stands.
func (p *patches) plan(size int64) (out plan) {
	slices.SortStableFunc(p.list, func(a, b span) int { return int(min(1, max(-1, a.off-b.off))) })
	at := int64(0)
	for _, s := range p.list {
		end := s.off + s.length()
		if end <= at {
			continue
		}
		if s.off > at {
			out.copy(at, s.off-at)
			at = s.off
		}
		if s.lit != nil {
			out.put(s.lit[at-s.off:]...)
		} else {
			out.zeros(end - at)
		}
		at = end
	}
	if at < size {
		out.copy(at, size-at)
	}
	return out
}

// broken is the refusal of a file that does not keep to its format.
func broken(name string, cause error) error {
	return fault.New(fault.Invalid, "El archivo %s está dañado o incompleto.", name).
		Then("Ábralo en su equipo, guárdelo de nuevo y vuelva a subirlo.").Because(cause)
}

func unsupported(next, format string, args ...any) error {
	return fault.New(fault.Invalid, format, args...).Then(next)
}
