package media

import (
	"encoding/binary"
	"errors"
	"slices"
	"time"
)

// MP4 and MOV (ISO/IEC 14496-12, QuickTime) are cleaned in place: a box that must go
// becomes a 'free' box of the same size full of zeros, so that no offset of a sample
// changes. What goes is everything that is not listed here: udta, meta, uuid (XMP, places,
// makers, iTunes tags), leftovers in free space, tracks that are neither picture nor sound.

// mp4Kept lists, for each box, the children that stay. A box that is not a key here is
// copied whole.
var mp4Kept = map[string][]string{
	"":     {"ftyp", "moov", "mdat", "moof", "mfra", "sidx", "styp"},
	"moov": {"mvhd", "trak", "mvex", "iods"},
	"trak": {"tkhd", "edts", "mdia", "tapt", "matt"},
	"mdia": {"mdhd", "hdlr", "minf", "elng"},
	"minf": {"vmhd", "smhd", "nmhd", "sthd", "gmhd", "hdlr", "dinf", "stbl"},
	"stbl": {"stsd", "stts", "ctts", "cslg", "stss", "stps", "stsc", "stsz", "stz2", "stco", "co64", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio"},
	"mvex": {"mehd", "trex"},
	"moof": {"mfhd", "traf"},
	"traf": {"tfhd", "tfdt", "trun", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio"},
}

// mp4Tracks are the handlers of the tracks that stay: pictures, sound, subtitles. Tracks of
// timed data (mebx, GoPro's gpmd, camm: where the camera was at every second) go, samples
// and all.
var mp4Tracks = []string{"vide", "soun", "text", "sbtl", "subt", "clcp"}

// Bounds against files made to keep us busy.
const (
	maxBoxes   = 200_000
	maxTable   = 4 << 20 // bytes of one table of samples that is read
	maxPatches = 1 << 20
	maxFtypBox = 4 << 10
)

// box is one box: its header at off, its data at [data, end).
type box struct {
	name           string
	off, data, end int64
}

// mp4Walk is an MP4 being taken apart.
type mp4Walk struct {
	in       input
	patch    patches
	boxes    int
	mdat     []box
	tracks   []mp4Track
	duration time.Duration
	frag     fragments
}

// mp4Track is what is told of one track while its boxes are walked.
type mp4Track struct {
	id            uint32
	scale         uint32 // units of time per second
	handler       string
	width, height int
	tables        map[string]box // stsz, stsc, stco…
}

func planMP4(in input, l Limits) (plan, Facts, error) {
	w := &mp4Walk{in: in}
	if err := w.children("", 0, in.size, nil); err != nil {
		return nil, Facts{}, broken("de video o audio", err)
	}
	if err := w.dropSamples(); err != nil {
		return nil, Facts{}, err
	}
	facts, err := w.facts(l)
	if err != nil {
		return nil, Facts{}, err
	}
	return w.patch.plan(in.size), facts, nil
}

func (w *mp4Walk) facts(l Limits) (Facts, error) {
	f := Facts{Duration: max(w.duration, w.frag.longest(w.tracks))}
	for _, t := range w.tracks {
		switch {
		case t.handler == "vide" && f.Kind != Video:
			f.Kind, f.Type, f.Width, f.Height = Video, "video/mp4", t.width, t.height
		case t.handler == "soun" && f.Kind == "":
			f.Kind, f.Type = Audio, "audio/mp4"
		}
	}
	if f.Kind == "" {
		return f, broken("de video o audio", errors.New("neither picture nor sound"))
	}
	if f.Kind == Video {
		if brands := ftypBrands(w.in.upTo(0, 512)); brands[0] == "qt  " {
			f.Type = "video/quicktime"
		}
		return f, checkPixels("de video", f.Width, f.Height, 1, l)
	}
	return f, nil
}

// children walks the boxes in [off, end) of a parent, keeps the listed ones and blanks the
// rest.
func (w *mp4Walk) children(parent string, off, end int64, t *mp4Track) error {
	for off < end {
		if end-off < 8 { // QuickTime ends some lists with a zero word
			w.patch.zero(off, end-off)
			return nil
		}
		b, err := w.box(off, end)
		if err != nil {
			return err
		}
		if parent == "" && off == 0 && (b.name != "ftyp" || b.end-b.data > maxFtypBox) {
			return errors.New("ftyp is not the first box")
		}
		if !slices.Contains(mp4Kept[parent], b.name) {
			w.blank(b)
		} else if err := w.visit(b, t); err != nil {
			return err
		}
		off = b.end
	}
	return nil
}

func (w *mp4Walk) box(off, end int64) (box, error) {
	if w.boxes++; w.boxes > maxBoxes {
		return box{}, errors.New("too many boxes")
	}
	h, err := w.in.at(off, 8)
	if err != nil || end-off < 8 {
		return box{}, errors.Join(errShort, err)
	}
	b := box{name: string(h[4:]), off: off, data: off + 8}
	switch n := int64(binary.BigEndian.Uint32(h)); n {
	case 0: // to the end of the file
		b.end = w.in.size
	case 1:
		long, err := w.in.at(off+8, 8)
		if err != nil {
			return box{}, err
		}
		size := binary.BigEndian.Uint64(long)
		if size < 16 || size > uint64(end-off) {
			return box{}, errShort
		}
		b.data, b.end = off+16, off+int64(size)
	default:
		b.end = off + n
	}
	if b.end < b.data || b.end > end {
		return box{}, errShort
	}
	return b, nil
}

// blank turns a box into free space.
func (w *mp4Walk) blank(b box) {
	w.patch.put(b.off+4, []byte("free")...)
	w.patch.zero(b.data, b.end-b.data)
}

func (w *mp4Walk) visit(b box, t *mp4Track) error {
	switch b.name {
	case "mdat":
		w.mdat = append(w.mdat, b)
	case "trak":
		return w.track(b)
	case "trex", "tfhd", "trun":
		return w.fragment(b)
	case "mvhd", "mdhd", "tkhd":
		return w.header(b, t)
	case "hdlr":
		return w.handler(b, t)
	case "dinf":
		return w.references(b)
	}
	if t != nil {
		t.tables[b.name] = b
	}
	if _, parent := mp4Kept[b.name]; parent {
		return w.children(b.name, b.data, b.end, t)
	}
	return nil
}

// track keeps a picture or a sound; a track of anything else goes.
func (w *mp4Walk) track(b box) error {
	t := mp4Track{tables: map[string]box{}}
	kept := w.patch.list
	if err := w.children("trak", b.data, b.end, &t); err != nil {
		return err
	}
	w.tracks = append(w.tracks, t)
	if !slices.Contains(mp4Tracks, t.handler) {
		w.patch.list = kept // the whole box goes instead
		w.blank(b)
		return nil
	}
	return w.descriptions(t)
}

// descriptions blanks the maker and the program named in the descriptions of samples.
func (w *mp4Walk) descriptions(t mp4Track) error {
	stsd, ok := t.tables["stsd"]
	if !ok {
		return errors.New("no description of samples")
	}
	for off := stsd.data + 8; off < stsd.end; {
		e, err := w.box(off, stsd.end)
		if err != nil {
			return err
		}
		if e.end-e.off >= 24 && (t.handler == "vide" || t.handler == "soun") {
			w.patch.zero(e.off+20, 4)
		}
		if e.end-e.off >= 82 && t.handler == "vide" {
			w.patch.zero(e.off+50, 32)
		}
		off = e.end
	}
	return nil
}

// header blanks the times of creation and change, and reads duration or dimensions.
func (w *mp4Walk) header(b box, t *mp4Track) error {
	h, err := w.in.at(b.data, min(b.end-b.data, 128))
	if err != nil {
		return err
	}
	long := len(h) > 0 && h[0] == 1
	need := map[string][2]int{"mvhd": {100, 112}, "mdhd": {24, 36}, "tkhd": {84, 96}}[b.name]
	if !long && len(h) < need[0] || long && len(h) < need[1] {
		return errShort
	}
	times, after := int64(8), 12
	if long {
		times, after = 16, 20
	}
	w.patch.zero(b.data+4, times)
	switch {
	case b.name == "mvhd":
		w.duration = mp4Duration(h[after:], long)
	case b.name == "mdhd" && t != nil:
		t.scale = binary.BigEndian.Uint32(h[after:])
	case b.name == "tkhd" && t != nil:
		t.id = binary.BigEndian.Uint32(h[after:])
		tail := h[need[0]-44:]
		if long {
			tail = h[need[1]-44:]
		}
		t.size(tail)
	}
	return nil
}

// size reads the matrix, then width and height in 16.16; a quarter turn swaps them.
func (t *mp4Track) size(b []byte) {
	t.width, t.height = int(binary.BigEndian.Uint32(b[36:])>>16), int(binary.BigEndian.Uint32(b[40:])>>16)
	if a, c := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:]); a == 0 && c != 0 {
		t.width, t.height = t.height, t.width
	}
}

// mp4Duration reads a scale (units per second) and a length in those units.
func mp4Duration(b []byte, long bool) time.Duration {
	scale := float64(binary.BigEndian.Uint32(b))
	n, unknown := float64(binary.BigEndian.Uint32(b[4:])), float64(1<<32-1)
	if long {
		n, unknown = float64(binary.BigEndian.Uint64(b[4:])), float64(1<<64-1)
	}
	if scale == 0 || n >= unknown || n/scale > 1e6 {
		return 0
	}
	return time.Duration(n / scale * float64(time.Second)).Round(time.Millisecond)
}

// handler learns what a track is, and blanks the free text after it (program names).
func (w *mp4Walk) handler(b box, t *mp4Track) error {
	h, err := w.in.at(b.data, 24)
	if err != nil || b.end-b.data < 24 {
		return errors.Join(errShort, err)
	}
	if t != nil && t.handler == "" && string(h[4:8]) != "dhlr" { // QuickTime's data handler
		t.handler = string(h[8:12])
	}
	w.patch.zero(b.data+12, b.end-b.data-12)
	return nil
}

// references refuses samples that lie in other files, and blanks their names.
func (w *mp4Walk) references(b box) error {
	dref, err := w.box(b.data, b.end)
	if err != nil {
		return err
	}
	for off := dref.data + 8; dref.name == "dref" && off < dref.end; {
		e, err := w.box(off, dref.end)
		if err != nil {
			return err
		}
		flags, err := w.in.at(e.data, 4)
		if err != nil {
			return err
		}
		if flags[3]&1 == 0 {
			return errors.New("samples in another file")
		}
		if e.end > e.data+4 {
			w.patch.zero(e.data+4, e.end-e.data-4)
		}
		off = e.end
	}
	return nil
}
