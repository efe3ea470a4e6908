package ledger

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Export is the log, or what one account has in it, as a zip that proves itself without us.
type Export struct {
	Checkpoint []byte                   // the latest, signed; says the size of the log
	Earlier    [][]byte                 // kept ones, each signed, of rising size below the latest
	Account    string                   // only the entries of this account; empty for the whole log
	MadeAt     time.Time                // when the export is made
	Signer     note.Signer              // signs the manifest: that nothing of what was asked for is left out
	Verifier   string                   // the public key, as GenerateKey gives it
	Records    iter.Seq2[Record, error] // by rising position: all below the checkpoint, or those of Account
	Hashes     tlog.HashReader          // the stored hashes
}

// Write makes the zip. It does not check that the records are true, or all there: that is what [Verify]
// does, and a log that was tampered with must still be exportable.
func (x Export) Write(ctx context.Context, w io.Writer) error { //clause:code 8.iii
	verifier, err := ReadVerifier(x.Verifier)
	if err != nil {
		return err
	}
	tip, err := OpenCheckpoint(x.Checkpoint, verifier)
	if err != nil {
		return err
	}
	earlier, err := x.openEarlier(tip, verifier)
	if err != nil {
		return err
	}
	z := &zipFiles{zip: zip.NewWriter(w)}
	out := exporting{Export: x, files: z, tip: tip, earlier: earlier}
	if err := out.write(ctx); err != nil {
		return fmt.Errorf("ledger export: %w", err)
	}
	if err := z.zip.Close(); err != nil {
		return fmt.Errorf("ledger export: closing the zip: %w", err)
	}
	return nil
}

func (x Export) openEarlier(tip Checkpoint, verifier note.Verifier) ([]Checkpoint, error) {
	var opened []Checkpoint
	for i, text := range x.Earlier {
		c, err := OpenCheckpoint(text, verifier)
		if err != nil {
			return nil, fmt.Errorf("ledger export: earlier checkpoint %d: %w", i, err)
		}
		if c.Size >= tip.Size || i > 0 && c.Size <= opened[i-1].Size {
			return nil, fmt.Errorf("ledger export: earlier checkpoint %d, of size %d, is out of order", i, c.Size)
		}
		opened = append(opened, c)
	}
	return opened, nil
}

// exporting is one run of Export.Write.
type exporting struct {
	Export
	files   *zipFiles
	tip     Checkpoint
	earlier []Checkpoint
	text    []byte // lines of the chunk at hand
	chunk   int64
	lines   int64
	erased  int64
}

func (x *exporting) write(ctx context.Context) error {
	readme := readmeWhole
	if x.Account != "" {
		readme = readmeFiltered
	}
	small := []struct {
		name string
		data []byte
	}{
		{fileReadme, []byte(readme)},
		{fileKey, []byte(strings.TrimSpace(x.Verifier) + "\n")},
		{fileCheckpoint, x.Checkpoint},
		{fileCheckpoints, joinNotes(x.Earlier)},
	}
	for _, f := range small {
		if err := x.files.add(f.name, f.data); err != nil {
			return err
		}
	}
	if x.Account != "" {
		if err := x.writeConsistency(); err != nil {
			return err
		}
	}
	if err := x.writeEntries(ctx); err != nil {
		return err
	}
	return x.writeManifest()
}

// writeConsistency proves, for each earlier checkpoint, that the latest extends it.
func (x *exporting) writeConsistency() error {
	var data []byte
	for _, c := range x.earlier {
		proof := tlog.TreeProof{}
		if c.Size > 0 {
			var err error
			if proof, err = ProveConsistency(x.tip.Size, c.Size, x.Hashes); err != nil {
				return err
			}
		}
		data = appendConsistency(data, c.Size, proof)
	}
	return x.files.add(fileConsistency, data)
}

func (x *exporting) writeEntries(ctx context.Context) error {
	last := int64(-1)
	for r, err := range x.Records {
		if err != nil {
			return fmt.Errorf("reading entries: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if r.N <= last || r.N >= x.tip.Size {
			return fmt.Errorf("position %d was given after %d, of %d", r.N, last, x.tip.Size)
		}
		last = r.N
		if err := x.flushUntil(x.chunkOf(r.N)); err != nil {
			return err
		}
		if err := x.addLine(r); err != nil {
			return err
		}
	}
	return x.flushUntil(x.chunks())
}

// chunkOf is the file for the next entry. In a whole export it goes by position, so that a hole in the
// log moves nothing else.
func (x *exporting) chunkOf(n int64) int64 {
	if x.Account == "" {
		return n / chunkLines
	}
	return x.lines / chunkLines
}

func (x *exporting) chunks() int64 {
	if x.Account == "" {
		return chunksFor(x.tip.Size)
	}
	return chunksFor(x.lines)
}

func (x *exporting) addLine(r Record) error {
	l := line{Record: r}
	if x.Account != "" {
		proof, err := ProveInclusion(x.tip.Size, r.N, x.Hashes)
		if err != nil {
			return err
		}
		l.proof = append(tlog.RecordProof{}, proof...)
	}
	x.text = l.append(x.text)
	x.lines++
	if r.Erased() {
		x.erased++
	}
	return nil
}

// flushUntil writes out the files of entries, and of hashes, below chunk.
func (x *exporting) flushUntil(chunk int64) error {
	for ; x.chunk < chunk; x.chunk++ {
		if err := x.files.add(chunkName(dirEntries, x.chunk), x.text); err != nil {
			return err
		}
		x.text = x.text[:0]
		if x.Account != "" {
			continue
		}
		hashes, err := x.leafHashes(x.chunk)
		if err != nil {
			return err
		}
		if err := x.files.add(chunkName(dirHashes, x.chunk), hashes); err != nil {
			return err
		}
	}
	return nil
}

// leafHashes reads the leaf hashes of a chunk from the stored tree, and does not compute them from the
// entries: so they tell which entry was changed after it was signed.
func (x *exporting) leafHashes(chunk int64) ([]byte, error) {
	from, to := chunk*chunkLines, min((chunk+1)*chunkLines, x.tip.Size)
	indexes := make([]int64, 0, to-from)
	for n := from; n < to; n++ {
		indexes = append(indexes, tlog.StoredHashIndex(0, n))
	}
	hashes, err := x.Hashes.ReadHashes(indexes)
	if err != nil {
		return nil, fmt.Errorf("reading leaf hashes: %w", err)
	}
	data := make([]byte, 0, len(hashes)*tlog.HashSize)
	for _, h := range hashes {
		data = append(data, h[:]...)
	}
	return data, nil
}

func (x *exporting) writeManifest() error {
	m := manifest{
		Checkpoints: int64(len(x.earlier)), Entries: x.lines, Erased: x.erased,
		Files: x.files.list, Format: exportFormat, Version: exportVersion, MadeAt: formatTime(x.MadeAt),
		Origin: x.tip.Origin, Root: x.tip.Root.String(), Size: x.tip.Size,
	}
	if x.Account != "" {
		m.Filter = &filter{Account: x.Account}
	}
	encoded, err := m.encode()
	if err != nil {
		return err
	}
	signed, err := signManifest(x.tip.Origin, encoded, x.Signer)
	if err != nil {
		return err
	}
	return errors.Join(x.files.add(fileManifest, encoded), x.files.add(fileManifestNote, signed))
}

// zipFiles writes files into a zip and lists them for the manifest.
type zipFiles struct {
	zip  *zip.Writer
	list []manifestFile
}

func (z *zipFiles) add(name string, data []byte) error {
	w, err := z.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return fmt.Errorf("adding %s: %w", name, err)
	}
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	z.list = append(z.list, manifestFile{Name: name, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(data))})
	return nil
}
