// Package ocr reads the words that a picture shows, by Tesseract with Spanish (Debian's
// tesseract-ocr and tesseract-ocr-spa). It is a program apart: it has a time limit, a limit
// of memory where prlimit is there, no arguments from outside, and it sees nothing but the
// picture. What it reads is handed over and never written down here.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Bounds of one reading.
const (
	MostBytes = 40 << 20 // of the picture
	MostWords = 20 << 10 // bytes of text that are kept
	Timeout   = 40 * time.Second
	memory    = 1500 << 20 // bytes of address space
)

// ErrAbsent: there is no Tesseract with Spanish on this machine.
var ErrAbsent = errors.New("no Tesseract with Spanish: install tesseract-ocr and tesseract-ocr-spa")

// ErrSize: the picture is too heavy.
var ErrSize = errors.New("the picture is too heavy to be read")

// Reader runs one Tesseract, after everybody else's work: nobody waits for it.
type Reader struct {
	tesseract string
	prlimit   string // "": no limit of memory
	nice      string // "": with everybody else's
}

// Find looks for Tesseract and its Spanish; ErrAbsent when either is not there.
func Find(ctx context.Context) (*Reader, error) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil, ErrAbsent
	}
	ctx, stop := context.WithTimeout(ctx, Timeout)
	defer stop()
	langs, err := exec.CommandContext(ctx, path, "--list-langs").Output()
	if err != nil || !strings.Contains("\n"+string(langs)+"\n", "\nspa\n") {
		return nil, ErrAbsent
	}
	r := &Reader{tesseract: path}
	if nice, err := exec.LookPath("nice"); err == nil {
		r.nice = nice
	}
	if limit, err := exec.LookPath("prlimit"); err == nil {
		r.prlimit = limit
	}
	return r, nil
}

// Read gives the words of a picture, a line for each of its lines; none is no error. An
// error never says what the picture shows.
func (r *Reader) Read(ctx context.Context, picture io.Reader) (string, error) {
	body, err := io.ReadAll(io.LimitReader(picture, MostBytes+1))
	if err != nil {
		return "", fmt.Errorf("read the picture: %w", err)
	}
	if len(body) > MostBytes {
		return "", ErrSize
	}
	ctx, stop := context.WithTimeout(ctx, Timeout)
	defer stop()
	var out capped
	cmd := r.command(ctx)
	cmd.Stdin, cmd.Stdout = bytes.NewReader(body), &out
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("run tesseract: %w", err)
	}
	return tidy(out.String()), nil
}

func (r *Reader) command(ctx context.Context) *exec.Cmd {
	args := []string{r.tesseract, "stdin", "stdout", "-l", "spa", "--psm", "3"}
	if r.prlimit != "" {
		args = append([]string{r.prlimit, "--as=" + strconv.Itoa(memory), "--cpu=" + strconv.Itoa(int(Timeout/time.Second))}, args...)
	}
	if r.nice != "" {
		args = append([]string{r.nice, "-n", "15"}, args...)
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8"}
	cmd.WaitDelay = time.Second
	return cmd
}

// capped keeps the first MostWords bytes and takes the rest without keeping it.
type capped struct{ bytes.Buffer }

func (c *capped) Write(p []byte) (int, error) {
	if room := MostWords - c.Len(); room > 0 {
		c.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// tidy leaves out lines without a letter or digit, and what the cap cut in two.
func tidy(text string) string {
	var lines []string
	for line := range strings.Lines(strings.ToValidUTF8(text, "")) {
		if line = strings.Join(strings.Fields(line), " "); strings.ContainsFunc(line, said) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func said(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0xBF && r < 0x250
}
