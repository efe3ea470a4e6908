package media

import (
	"encoding/binary"
	"errors"
	"slices"
)

// dropSamples blanks the samples of the tracks that were dropped, inside mdat.
func (w *mp4Walk) dropSamples() error {
	for _, t := range w.tracks {
		if slices.Contains(mp4Tracks, t.handler) {
			continue
		}
		if w.frag.seen {
			return unsupported("Expórtelo de nuevo desde su editor de video y vuelva a subirlo.",
				"El video lleva una pista de datos, que puede decir dónde se grabó, y no se puede quitar.")
		}
		err := w.blankSamples(t)
		if len(w.patch.list) > maxPatches {
			err = errors.New("too many samples to blank")
		}
		if err != nil {
			return broken("de video o audio", err)
		}
	}
	return nil
}

// blankSamples follows a track's tables: chunks begin at stco; stsc says how many samples
// each has; stsz, how many bytes each sample has.
func (w *mp4Walk) blankSamples(t mp4Track) error {
	chunks, err := w.chunkOffsets(t)
	if err != nil || len(chunks) == 0 {
		return err
	}
	sizes, err := w.sampleSizes(t)
	if err != nil {
		return err
	}
	perChunk, err := w.samplesPerChunk(t, len(chunks))
	if err != nil {
		return err
	}
	next := 0
	for i, off := range chunks {
		n := min(int(perChunk[i]), sizes.count-next)
		w.blankInMdat(off, sizes.sum(next, n))
		next += n
	}
	return nil
}

// blankInMdat never touches anything but sample data, whatever the tables say.
func (w *mp4Walk) blankInMdat(off, length int64) {
	for _, m := range w.mdat {
		from, to := max(off, m.data), min(off+length, m.end)
		if from < to {
			w.patch.zero(from, to-from)
		}
	}
}

// table reads a table of entries of n bytes after head bytes of header; the count of
// entries is the header's last word.
func (w *mp4Walk) table(b box, head, n int64) (header, entries []byte, err error) {
	size := b.end - b.data
	if size < head || size > maxTable {
		return nil, nil, errors.New("table of samples")
	}
	all, err := w.in.at(b.data, size)
	if err != nil {
		return nil, nil, err
	}
	count := int64(binary.BigEndian.Uint32(all[head-4:]))
	if count > (size-head)/n {
		return nil, nil, errors.New("table of samples")
	}
	return all[:head], all[head : head+count*n], nil
}

func (w *mp4Walk) chunkOffsets(t mp4Track) ([]int64, error) {
	width := int64(4)
	b, ok := t.tables["stco"]
	if !ok {
		if b, ok = t.tables["co64"]; !ok {
			return nil, nil
		}
		width = 8
	}
	_, entries, err := w.table(b, 8, width)
	if err != nil {
		return nil, err
	}
	var offs []int64
	for e := range slices.Chunk(entries, int(width)) {
		if width == 4 {
			offs = append(offs, int64(binary.BigEndian.Uint32(e)))
		} else {
			offs = append(offs, int64(binary.BigEndian.Uint64(e)))
		}
	}
	return offs, nil
}

// sampleSizes is stsz: one size for all, or one each.
type sampleSizes struct {
	count int
	fixed int64
	each  []byte
}

// sum is the bytes of n samples from the one at first.
func (s sampleSizes) sum(first, n int) (total int64) {
	if s.fixed != 0 {
		return s.fixed * int64(n)
	}
	for i := first; i < first+n; i++ {
		total += int64(binary.BigEndian.Uint32(s.each[4*i:]))
	}
	return total
}

func (w *mp4Walk) sampleSizes(t mp4Track) (sampleSizes, error) {
	b, ok := t.tables["stsz"]
	if !ok {
		return sampleSizes{}, errors.New("no sizes of samples")
	}
	h, err := w.in.at(b.data, min(12, b.end-b.data))
	if err != nil || len(h) < 12 {
		return sampleSizes{}, errShort
	}
	if fixed := binary.BigEndian.Uint32(h[4:]); fixed != 0 {
		count := min(int64(binary.BigEndian.Uint32(h[8:])), w.in.size)
		return sampleSizes{count: int(count), fixed: int64(fixed)}, nil
	}
	_, entries, err := w.table(b, 12, 4)
	return sampleSizes{count: len(entries) / 4, each: entries}, err
}

// samplesPerChunk is stsc unrolled over n chunks.
func (w *mp4Walk) samplesPerChunk(t mp4Track, n int) ([]uint32, error) {
	b, ok := t.tables["stsc"]
	if !ok {
		return nil, errors.New("no samples per chunk")
	}
	_, entries, err := w.table(b, 8, 12)
	if err != nil || len(entries) == 0 {
		return nil, errors.Join(errShort, err)
	}
	out := make([]uint32, n)
	for i := range out {
		// A run holds until the first chunk of the next one; chunks count from 1.
		for len(entries) >= 24 && binary.BigEndian.Uint32(entries[12:]) <= uint32(i+1) {
			entries = entries[12:]
		}
		out[i] = binary.BigEndian.Uint32(entries[4:])
	}
	return out, nil
}
