package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Names of the files of an export, and the version of their format.
const (
	exportFormat  = "pregonero-ledger-export"
	exportVersion = 1

	fileReadme       = "LEAME.txt"
	fileKey          = "key.pub"
	fileCheckpoint   = "checkpoint"
	fileCheckpoints  = "checkpoints"
	fileConsistency  = "consistency.jsonl"
	fileManifest     = "manifest.json"
	fileManifestNote = "manifest.note"
	dirEntries       = "entries/"
	dirHashes        = "hashes/"

	// chunkLines is how many entries a file of entries, or of hashes, holds at most.
	chunkLines = 10_000
	// maxManifest is the longest manifest that is read, in bytes.
	maxManifest = 32 << 20
)

// manifest says what an export holds. It is canonical JSON, and manifest.note signs its hash.
type manifest struct {
	Checkpoints int64          `json:"checkpoints"` // earlier checkpoints kept
	Entries     int64          `json:"entries"`     // lines, erased ones included
	Erased      int64          `json:"erased"`
	Files       []manifestFile `json:"files"` // every file but the manifest and its note, in order
	Filter      *filter        `json:"filter"`
	Format      string         `json:"format"`
	MadeAt      string         `json:"made_at"`
	Origin      string         `json:"origin"`
	Root        string         `json:"root"`
	Size        int64          `json:"size"` // of the log, not of the export
	Version     int            `json:"v"`
}

type manifestFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // lower-case hexadecimal
	Size   int64  `json:"size"`
}

// filter says that the export holds only the entries of one account.
type filter struct {
	Account string `json:"account"`
}

func (m manifest) checkpoint() (Checkpoint, error) {
	root, err := tlog.ParseHash(m.Root)
	return Checkpoint{Origin: m.Origin, Size: m.Size, Root: root}, err
}

func (m manifest) account() string {
	if m.Filter == nil {
		return ""
	}
	return m.Filter.Account
}

func (m manifest) encode() ([]byte, error) {
	raw, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("ledger export: encoding the manifest: %w", err)
	}
	return canonicalJSON(raw)
}

func parseManifest(data []byte) (manifest, error) {
	if err := checkCanonical(data); err != nil {
		return manifest{}, err
	}
	var m manifest
	if err := json.Unmarshal(data, &m, json.RejectUnknownMembers(true)); err != nil {
		return manifest{}, fmt.Errorf("manifest: %w", err)
	}
	if m.Format != exportFormat || m.Version != exportVersion {
		return manifest{}, fmt.Errorf("manifest of %q version %d", m.Format, m.Version)
	}
	if _, err := parseTime(m.MadeAt); err != nil {
		return manifest{}, fmt.Errorf("manifest: %w", err)
	}
	if m.Filter != nil && m.Filter.Account == "" {
		return manifest{}, errors.New("manifest with an empty filter")
	}
	return m, nil
}

// madeAt is zero only for a manifest that parseManifest refused.
func (m manifest) madeAt() time.Time {
	t, _ := parseTime(m.MadeAt)
	return t
}

// manifestText is what manifest.note signs. Its first line is no origin of a checkpoint of the key,
// so that neither can be taken for the other.
func manifestText(origin string, encoded []byte) string {
	sum := sha256.Sum256(encoded)
	return origin + "/export\n" + hex.EncodeToString(sum[:]) + "\n"
}

func signManifest(origin string, encoded []byte, signer note.Signer) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: manifestText(origin, encoded)}, signer)
	if err != nil {
		return nil, fmt.Errorf("ledger export: signing the manifest: %w", err)
	}
	return signed, nil
}

// chunksFor is how many files hold so many entries.
func chunksFor(entries int64) int64 { return (entries + chunkLines - 1) / chunkLines }

func chunkName(dir string, chunk int64) string {
	ext := ".jsonl"
	if dir == dirHashes {
		ext = ".bin"
	}
	return fmt.Sprintf("%s%06d%s", dir, chunk, ext)
}

// isExportName tells whether a name may stand in an export.
func isExportName(name string) bool {
	switch name {
	case fileReadme, fileKey, fileCheckpoint, fileCheckpoints, fileConsistency, fileManifest, fileManifestNote:
		return true
	}
	for _, dir := range []string{dirEntries, dirHashes} {
		if rest, ok := strings.CutPrefix(name, dir); ok {
			var chunk int64
			_, err := fmt.Sscanf(rest, "%d", &chunk)
			return err == nil && chunk >= 0 && chunkName(dir, chunk) == name
		}
	}
	return false
}
