package check

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"pregonero/limits"
	"pregonero/regulation"
)

// MaxLine is the longest line that RunJSONL reads, in bytes.
const MaxLine = 4 << 20

// lineIn is one text to be judged, as one line of JSON.
type lineIn struct {
	ID          json.RawMessage `json:"id"`
	Text        *string         `json:"text"`
	Title       string          `json:"title"`
	Network     string          `json:"network"`
	Lang        string          `json:"lang"`
	Kind        Kind            `json:"kind"`
	Attachments []struct {
		Type string `json:"type"`
		Alt  string `json:"alt"`
		Name string `json:"name"`
	} `json:"attachments"`
	lineFacts
}

// lineOut is its dictamen.
type lineOut struct {
	ID       json.RawMessage    `json:"id"`
	Findings []lineFinding      `json:"findings"`
	Measures map[string]float64 `json:"measures"`
	Notes    []string           `json:"notes,omitempty"` // what could not be judged, in Spanish
}

type lineFinding struct {
	Check       string              `json:"check"`
	Clause      string              `json:"clause"`
	Severity    regulation.Severity `json:"severity"`
	Start       int                 `json:"start"`
	End         int                 `json:"end"`
	Text        string              `json:"text"`
	Message     string              `json:"message"`
	Suggestions []string            `json:"suggestions"`
	Field       string              `json:"field,omitempty"`      // of what stands elsewhere than in the text: title or alt
	Attachment  int                 `json:"attachment,omitempty"` // which, from 1
}

// lineError says why a line could not be judged.
type lineError struct {
	ID    json.RawMessage `json:"id"`
	Line  int             `json:"line"`
	Error string          `json:"error"`
}

// RunJSONL reads texts, one JSON object a line, and writes the dictamen of each as one
// line, in the same order. A line that cannot be read gives a line with its number and
// an error in Spanish, and the reading goes on; blank lines are passed over. It ends
// with the input, or with ctx. now is given to every dictamen.
func RunJSONL(ctx context.Context, r io.Reader, w io.Writer, c *Checker, now time.Time) error {
	in := bufio.NewReaderSize(r, 64<<10)
	out := bufio.NewWriterSize(w, 64<<10)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for n := 1; ctx.Err() == nil; n++ {
		line, err := readLine(in)
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff")) // a mark that some editors put first
		}
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errLong) {
			return fmt.Errorf("reading line %d: %w", n, errors.Join(err, out.Flush()))
		}
		end := errors.Is(err, io.EOF)
		if len(bytes.TrimSpace(line)) > 0 || errors.Is(err, errLong) {
			if err := enc.Encode(c.judgeLine(line, err, n, now)); err != nil {
				return fmt.Errorf("writing the answer to line %d: %w", n, err)
			}
		}
		if end || in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return fmt.Errorf("writing the answer to line %d: %w", n, err)
			}
		}
		if end {
			return nil
		}
	}
	return errors.Join(ctx.Err(), out.Flush())
}

var errLong = errors.New("line too long")

// readLine reads a line without its end. Of a line that is too long it reads all and
// returns its beginning with errLong.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) <= MaxLine+1 {
			line = append(line, part...)
		} else {
			long = true
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if long && err == nil {
			err = errLong
		}
		return bytes.TrimRight(line, "\r\n"), err
	}
}

// judgeLine returns what is written for a line: a lineOut or a lineError.
func (c *Checker) judgeLine(line []byte, err error, n int, now time.Time) any {
	if errors.Is(err, errLong) || len(line) > MaxLine {
		return lineError{nil, n, fmt.Sprintf("La línea %d pasa de 4 MB: divídala.", n)}
	}
	var in lineIn
	if err := json.Unmarshal(line, &in); err != nil {
		return lineError{in.ID, n, fmt.Sprintf("La línea %d no es un objeto JSON con id, text, network, kind y attachments: %s.", n, inSpanish(err))}
	}
	if in.Text == nil {
		return lineError{in.ID, n, fmt.Sprintf("A la línea %d le falta el texto (text).", n)}
	}
	switch in.Kind {
	case "", Post, Answer, Comment:
	default:
		return lineError{in.ID, n, fmt.Sprintf("En la línea %d, kind es %q: debe ser post, answer o comment.", n, in.Kind)}
	}
	d := c.Run(in.facts(now))
	return lineOut{in.ID, onLine(d.Findings), d.Measures, in.notes()}
}

// notes say what nobody could judge.
func (in lineIn) notes() []string {
	if in.Network == "" || limits.Of(in.Network).AsOf != "" {
		return nil
	}
	return []string{fmt.Sprintf("No se conocen los límites de la red «%s»: la longitud y los archivos no se revisaron.", in.Network)}
}

func (in lineIn) facts(now time.Time) Facts {
	f := Facts{Kind: in.Kind, Now: now, Lang: in.Lang, Title: in.Title, Text: *in.Text, Network: in.Network}
	for _, a := range in.Attachments {
		kind, _, _ := strings.Cut(strings.ToLower(a.Type), "/") // a MIME type says the kind first
		f.Attachments = append(f.Attachments, Attachment{Type: kind, Alt: a.Alt, Name: a.Name})
	}
	in.tell(&f, now)
	return f
}

func onLine(findings []Finding) []lineFinding {
	out := make([]lineFinding, len(findings))
	for i, f := range findings {
		out[i] = lineFinding{f.Check, f.Clause, f.Severity, f.Start, f.End, f.Text, f.Message, f.Suggestions, f.Field, f.Attachment}
		if f.Field != "" { // its place is not one of the text
			out[i].Start, out[i].End = 0, 0
		}
	}
	return out
}

// inSpanish says what is wrong with a piece of JSON.
func inSpanish(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("hay un error cerca del byte %d", syntax.Offset)
	case errors.As(err, &kind) && kind.Field != "":
		return fmt.Sprintf("el valor de %s no es del tipo esperado", kind.Field)
	}
	return "no se pudo leer"
}
