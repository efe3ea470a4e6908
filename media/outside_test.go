package media

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// outside finds a program that judges the clean files from outside. When env is "1" the
// program must be there; otherwise a machine without it says so and goes on.
func outside(t *testing.T, program, env, pkg string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil && os.Getenv(env) == "1" {
		t.Fatalf("%s=1 demands %s: apt-get install %s", env, program, pkg)
	}
	if err != nil {
		t.Skipf("skipped: no %s on this machine (apt-get install %s; %s=1 makes it a failure)", program, pkg, env)
	}
	return path
}

// technical are the groups and tags that describe how to show a file, not whose it is.
var technical = regexp.MustCompile(`^(ExifTool:|System:|File:|Composite:(ImageSize|Megapixels|Duration|Rotation|AvgBitrate)|` +
	`JFIF:|Adobe:|ICC|PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace)|GIF:(Image(Width|Height)|GIFVersion|HasColorMap|ColorResolutionDepth|BitsPerPixel|BackgroundColor|AnimationIterations|FrameCount|Duration|TransparentColor)|` +
	`RIFF:(ImageWidth|ImageHeight|VP8|WebP_Flags|WebPFlags|HorizontalScale|VerticalScale|Alpha|ColorSpace|Encoding|NumChannels|SampleRate|AvgBytesPerSec|BitsPerSample)|MPEG:|` +
	`IFD0:Orientation|Track\d+:|QuickTime:)`)

// personal are tags of those groups that would tell about somebody all the same.
var personal = regexp.MustCompile(`(?i)GPS|Location|Make$|Model|Author|Artist|Comment|Title|Vendor|CompressorName|Software|Encoder|HandlerDescription|Serial|XMP|ID3`)

func TestExiftoolFindsNothing(t *testing.T) {
	t.Parallel()
	exiftool := outside(t, "exiftool", "PREGONERO_EXIFTOOL", "libimage-exiftool-perl")
	for _, s := range samples() {
		for _, keep := range []bool{false, true}[:1+strings.Count(s.name, "turned jpeg")] {
			t.Run(fmt.Sprintf("%s/%v", s.name, keep), func(t *testing.T) {
				t.Parallel()
				if tags := tagsOf(t, exiftool, s.bytes); len(suspects(tags)) == 0 && s.name != "webp plain" && s.name != "fragments" {
					t.Fatalf("exiftool finds nothing to clean in the sample itself: %v", tags)
				}
				_, out, err := clean(t, s.bytes, s.declared, Limits{KeepTurn: keep})
				if err != nil {
					t.Fatal(err)
				}
				if left := suspects(tagsOf(t, exiftool, out)); len(left) > 0 {
					t.Errorf("exiftool still finds %v", left)
				}
			})
		}
	}
}

func tagsOf(t *testing.T, exiftool string, b []byte) map[string]any {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), exiftool, "-json", "-G1", "-a", "-ee", file).Output()
	var all []map[string]any
	if jerr := json.Unmarshal(out, &all); jerr != nil || len(all) != 1 {
		t.Fatalf("exiftool: %v %v %s", err, jerr, out)
	}
	return all[0]
}

// suspects are the tags that tell about somebody: zeroed times do not.
func suspects(tags map[string]any) (left []string) {
	for tag, value := range tags {
		text := fmt.Sprint(value)
		dated := strings.HasSuffix(tag, "Date") && !strings.HasPrefix(text, "0000") && !strings.HasPrefix(tag, "System:")
		if tag != "SourceFile" && (!technical.MatchString(tag) || personal.MatchString(tag) || dated || strings.Contains(text, planted)) {
			left = append(left, tag+"="+text)
		}
	}
	return left
}

// What ffmpeg makes plays alike after cleaning, frame for frame.
func TestFFmpegPlaysTheSame(t *testing.T) {
	t.Parallel()
	ffmpeg := outside(t, "ffmpeg", "PREGONERO_FFMPEG", "ffmpeg")
	dir := t.TempDir()
	run := func(args ...string) []byte {
		t.Helper()
		out, err := exec.CommandContext(t.Context(), ffmpeg, append([]string{"-v", "error", "-y", "-threads", "1"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("ffmpeg %v: %v %s", args, err, out)
		}
		return out
	}
	film := []string{"-f", "lavfi", "-i", "testsrc=size=96x64:rate=10", "-f", "lavfi", "-i", "sine=440", "-t", "1", "-pix_fmt", "yuv420p", "-threads", "1"}
	tags := []string{"-metadata", "title=" + planted, "-metadata", "location=+19.4326-099.1332/", "-metadata", "creation_time=2024-01-01T10:00:00"}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"a.mp4", nil},
		{"fast.mp4", []string{"-movflags", "faststart"}},
		{"pieces.mp4", []string{"-movflags", "frag_keyframe+empty_moov"}},
		{"a.mov", []string{"-timecode", "01:00:00:00", "-movflags", "use_metadata_tags"}},
		{"a.m4a", []string{"-vn"}},
		{"a.mp3", []string{"-vn"}},
		{"a.wav", []string{"-vn"}},
		{"a.gif", []string{"-an", "-pix_fmt", "rgb8"}},
		{"a.jpg", []string{"-an", "-frames:v", "1"}},
		{"a.png", []string{"-an", "-frames:v", "1"}},
	} {
		before, after := filepath.Join(dir, c.name), filepath.Join(dir, "clean-"+c.name)
		run(append(append(append(append([]string{}, film...), tags...), c.args...), before)...)
		b, err := os.ReadFile(before)
		if err != nil {
			t.Fatal(err)
		}
		_, out, err := clean(t, b, "", Limits{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if bytes.Contains(out, []byte(planted)) {
			t.Errorf("%s: the title is left", c.name)
		}
		if err := os.WriteFile(after, out, 0o600); err != nil {
			t.Fatal(err)
		}
		frames := func(file string) []byte {
			return run("-i", file, "-map", "0:v?", "-map", "0:a?", "-f", "framemd5", "-")
		}
		if a, b := frames(before), frames(after); !bytes.Equal(a, b) {
			t.Errorf("%s: plays differently\n%s\n%s", c.name, a, b)
		}
	}
}
