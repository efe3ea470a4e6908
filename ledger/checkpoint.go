package ledger

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// emptyRoot is the head of the tree without leaves (RFC 6962, section 2.1).
var emptyRoot = tlog.Hash(sha256.Sum256(nil))

// maxNote is the longest signed note that is read, in bytes.
const maxNote = 64 << 10

// Checkpoint is what the log commits to in public: that its first Size entries have this Root.
type Checkpoint struct {
	Origin string // names the log, such as "pregonero.example/bitacora"; also the name of its key
	Size   int64
	Root   tlog.Hash
}

// GenerateKey makes the key pair of a log (Ed25519, in the text form of signed notes). The secret
// key goes to the vault or a file of mode 0600; the verifier key is published.
func GenerateKey(random io.Reader, origin string) (secret, verifier string, err error) {
	if err := checkOrigin(origin); err != nil {
		return "", "", err
	}
	secret, verifier, err = note.GenerateKey(random, origin)
	if err != nil {
		return "", "", fmt.Errorf("ledger key: %w", err)
	}
	return secret, verifier, nil
}

// ReadSigner reads a secret key as [GenerateKey] gives it, with or without a newline at the end.
// The error never shows the key.
func ReadSigner(secret string) (note.Signer, error) {
	signer, err := note.NewSigner(strings.TrimSpace(secret))
	if err != nil {
		return nil, errors.New("ledger: the secret key is malformed")
	}
	return signer, nil
}

// ReadVerifier reads a verifier key as [GenerateKey] gives it.
func ReadVerifier(key string) (note.Verifier, error) {
	verifier, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return nil, fmt.Errorf("ledger: verifier key: %w", err)
	}
	return verifier, nil
}

// SignCheckpoint writes a C2SP tlog-checkpoint, without extension lines, as a signed note. The name
// of the signer must be the origin. One size must never be signed with two roots.
func SignCheckpoint(origin string, size int64, root tlog.Hash, signer note.Signer) ([]byte, error) {
	if err := checkOrigin(origin); err != nil {
		return nil, err
	}
	if signer.Name() != origin {
		return nil, fmt.Errorf("ledger: the key is of %q and the log of %q", signer.Name(), origin)
	}
	if size < 0 {
		return nil, fmt.Errorf("ledger: negative size %d", size)
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return nil, fmt.Errorf("ledger: signing the checkpoint of %d: %w", size, err)
	}
	return signed, nil
}

// OpenCheckpoint checks the signature of a checkpoint and reads it. Signatures of others (witnesses)
// may stand beside the log's own; extension lines are allowed and ignored.
func OpenCheckpoint(text []byte, verifier note.Verifier) (Checkpoint, error) {
	opened, err := openNote(text, verifier)
	if err != nil {
		return Checkpoint{}, err
	}
	c, err := parseCheckpoint(opened)
	if err != nil {
		return Checkpoint{}, err
	}
	if c.Origin != verifier.Name() {
		return Checkpoint{}, fmt.Errorf("ledger: checkpoint of %q signed by %q", c.Origin, verifier.Name())
	}
	return c, nil
}

// openNote gives the text of a note that verifier signed.
func openNote(msg []byte, verifier note.Verifier) (string, error) {
	if len(msg) > maxNote {
		return "", fmt.Errorf("ledger: a signed note of %d bytes, more than %d", len(msg), maxNote)
	}
	opened, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return "", fmt.Errorf("ledger: opening the signed note: %w", err)
	}
	return opened.Text, nil
}

func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[len(lines)-1] != "" {
		return Checkpoint{}, errors.New("ledger: a checkpoint needs three lines: origin, size, root")
	}
	for _, line := range lines[:len(lines)-1] {
		if line == "" {
			return Checkpoint{}, errors.New("ledger: empty line in a checkpoint")
		}
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("ledger: checkpoint size %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil || root.String() != lines[2] {
		return Checkpoint{}, fmt.Errorf("ledger: checkpoint root %q", lines[2])
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: root}, nil
}

// checkOrigin follows C2SP: a schema-less URL without spaces or plus signs.
func checkOrigin(origin string) error {
	if origin == "" || strings.ContainsAny(origin, " \t\r\n+") || strings.Contains(origin, "://") {
		return fmt.Errorf("ledger: %q cannot name a log: it must look like host/path", origin)
	}
	return nil
}
