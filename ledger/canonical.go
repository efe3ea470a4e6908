package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// maxExact is the largest whole number that every smaller one can be told from in a double.
const maxExact = 1 << 53

var errNotCanonical = errors.New("the JSON is not in canonical form (RFC 8785)")

// canonicalJSON gives raw the form of RFC 8785. Canonicalisation rounds numbers to doubles, so
// whole numbers that would change are refused: they belong in strings.
func canonicalJSON(raw []byte) ([]byte, error) {
	if err := checkNumbers(raw); err != nil {
		return nil, err
	}
	value := jsontext.Value(bytes.Clone(raw))
	if err := value.Canonicalize(); err != nil {
		return nil, fmt.Errorf("canonical JSON: %w", err)
	}
	return value, nil
}

// checkCanonical tells whether data already is canonical JSON, byte for byte.
func checkCanonical(data []byte) error {
	value := jsontext.Value(bytes.Clone(data))
	if err := value.Canonicalize(); err != nil {
		return fmt.Errorf("canonical JSON: %w", err)
	}
	if !bytes.Equal(value, data) {
		return errNotCanonical
	}
	return nil
}

func checkNumbers(raw []byte) error {
	dec := jsontext.NewDecoder(bytes.NewReader(raw))
	for {
		token, err := dec.ReadToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading JSON: %w", err)
		}
		if token.Kind() == '0' && !exact(token.String()) {
			return fmt.Errorf("the number %s does not fit a double: write it as a string", token)
		}
	}
}

// exact tells whether a number, as written, keeps its value in canonical form.
func exact(number string) bool {
	if strings.ContainsAny(number, ".eE") {
		_, err := strconv.ParseFloat(number, 64)
		return err == nil
	}
	n, err := strconv.ParseInt(number, 10, 64)
	return err == nil && n >= -maxExact && n <= maxExact
}
