// Package media receives files that people attach, makes them safe to publish and keeps them.
//
// Clean finds out what a file really is, refuses what could be something else too, takes
// out everything that tells about its author (place, device, date, names, thumbnails) and
// measures what is left. The pixels and the sound are copied as they are; only a turned
// JPEG is encoded again. Store keeps the result by the SHA-256 of its bytes, in a folder
// or in S3. Sign makes short-lived public addresses. Alternative texts are kept elsewhere.
//
// Formats: JPEG, PNG, GIF and still WebP; MP4, MOV and M4A; MP3 and WAV.
package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"pregonero/internal/fault"
)

// Kinds of media.
const (
	Image = "image"
	Video = "video"
	Audio = "audio"
)

// Limits bound what Clean takes. A zero field means its value in DefaultLimits.
type Limits struct {
	Bytes      int64         // of the file as uploaded
	ImageBytes int64         // of an image, which is held in memory
	Pixels     int64         // width × height of an image; 16-bit samples count twice
	Frames     int           // of an animated image
	Duration   time.Duration // of video and sound
	TempDir    string        // where uploads wait while they are cleaned; "": the system's
	// KeepTurn leaves the pixels of a turned JPEG untouched and keeps the turn as its only
	// EXIF tag. Without it the pixels are turned and the JPEG is encoded again: some
	// networks do not read the tag.
	KeepTurn bool
}

// DefaultLimits fit what the networks take: video to 512 MB and an hour, images to 40
// megapixels.
func DefaultLimits() Limits {
	return Limits{Bytes: 512 << 20, ImageBytes: 40 << 20, Pixels: 40_000_000, Frames: 1000, Duration: time.Hour}
}

func (l Limits) filled() Limits {
	d := DefaultLimits()
	if l.Bytes == 0 {
		l.Bytes = d.Bytes
	}
	if l.ImageBytes == 0 {
		l.ImageBytes = d.ImageBytes
	}
	if l.Pixels == 0 {
		l.Pixels = d.Pixels
	}
	if l.Frames == 0 {
		l.Frames = d.Frames
	}
	if l.Duration == 0 {
		l.Duration = d.Duration
	}
	return l
}

// Facts are what was measured of a file.
type Facts struct {
	Kind     string        // Image, Video or Audio
	Type     string        // the real MIME type, such as image/jpeg
	Width    int           // pixels, as shown (after turning); 0 for sound
	Height   int           // pixels, as shown
	Frames   int           // 1 for a still image, the count for an animated one; 0 for video and sound
	Duration time.Duration // of video, sound and animated images; 0 when the file does not say
}

// Cleaned is a file that is ready to be kept. It lives in a temporary file without a name,
// or in memory, until Close.
type Cleaned struct {
	Facts
	Hash  string // hex SHA-256 of the clean bytes
	Bytes int64

	content io.ReaderAt
	close   func() error
}

// Reader reads the clean bytes from their beginning; it may be called more than once.
func (c *Cleaned) Reader() io.ReadSeeker { return io.NewSectionReader(c.content, 0, c.Bytes) }

// Close lets go of the temporary file.
func (c *Cleaned) Close() error {
	if c.close == nil {
		return nil
	}
	return c.close()
}

// Clean reads a whole upload and returns it cleaned, or a fault that says in Spanish why it
// is refused and what to do. declared is the MIME type that came with the upload; "" and
// application/octet-stream declare nothing.
func Clean(ctx context.Context, r io.Reader, declared string, limits Limits) (*Cleaned, error) {
	limits = limits.filled()
	upload, size, err := spool(ctx, r, limits)
	if err != nil {
		return nil, err
	}
	defer upload.Close()
	in := input{upload, size}
	f, err := sniff(in)
	if err != nil {
		return nil, err
	}
	if err := f.matches(declared); err != nil {
		return nil, err
	}
	if err := refuseDisguised(in); err != nil {
		return nil, err
	}
	if f.image {
		return cleanImage(in, f, limits)
	}
	return cleanStream(ctx, in, f, limits)
}

// cleanImage holds the image in memory, and decodes the result to be sure that it is whole.
func cleanImage(in input, f format, limits Limits) (*Cleaned, error) {
	if in.size > limits.ImageBytes {
		return nil, tooManyBytes(limits.ImageBytes)
	}
	b, err := in.at(0, in.size)
	if err != nil {
		return nil, err
	}
	out, facts, err := f.cleanBytes(b, limits)
	if err != nil {
		return nil, err
	}
	c := inMemory(facts, out)
	if err := refuseDisguised(input{c.content, c.Bytes}); err != nil {
		return nil, err
	}
	return c, nil
}

func inMemory(facts Facts, b []byte) *Cleaned {
	return &Cleaned{Facts: facts, Hash: hashOf(b), Bytes: int64(len(b)), content: bytesAt(b)}
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func cleanStream(ctx context.Context, in input, f format, limits Limits) (*Cleaned, error) {
	plan, facts, err := f.plan(in, limits)
	if err != nil {
		return nil, err
	}
	if facts.Duration > limits.Duration {
		return nil, fault.New(fault.Limit, "El archivo dura %s y se admiten hasta %s.", spoken(facts.Duration), spoken(limits.Duration)).
			Then("Recorte el archivo y vuelva a subirlo.")
	}
	out, err := nameless(limits.TempDir)
	if err != nil {
		return nil, err
	}
	hash := sha256.New()
	n, err := plan.write(ctx, io.MultiWriter(out, hash), in)
	if err == nil {
		err = refuseDisguised(input{out, n})
	}
	if err != nil {
		return nil, errors.Join(err, out.Close())
	}
	return &Cleaned{Facts: facts, Hash: hex.EncodeToString(hash.Sum(nil)), Bytes: n, content: out, close: out.Close}, nil
}

// spool puts the upload in a temporary file without a name, which vanishes with the
// process, however that ends.
func spool(ctx context.Context, r io.Reader, limits Limits) (*os.File, int64, error) {
	f, err := nameless(limits.TempDir)
	if err != nil {
		return nil, 0, err
	}
	n, err := io.Copy(f, io.LimitReader(cancelled{ctx, r}, limits.Bytes+1))
	switch {
	case err != nil:
		err = fmt.Errorf("receiving the upload: %w", err)
	case n > limits.Bytes:
		err = tooManyBytes(limits.Bytes)
	case n == 0:
		err = fault.New(fault.Invalid, "El archivo está vacío.").Then("Elija otro archivo.")
	}
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, n, nil
}

func nameless(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, "pregonero-media-*")
	if err != nil {
		return nil, fmt.Errorf("making a temporary file: %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("unnaming a temporary file: %w", err), f.Close())
	}
	return f, nil
}

// cancelled stops reading when ctx ends.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

func tooManyBytes(limit int64) error {
	return fault.New(fault.Limit, "El archivo pesa más de %d MB, que es lo que se admite.", limit>>20).
		Then("Redúzcalo o comprímalo y vuelva a subirlo.")
}

// spoken writes a duration as people read it: 61 min 5 s.
func spoken(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	if s < 60 {
		return fmt.Sprintf("%d s", s)
	}
	return fmt.Sprintf("%d min %d s", s/60, s%60)
}
