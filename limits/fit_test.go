package limits

import (
	"strings"
	"testing"
	"time"
)

func TestMisfits(t *testing.T) {
	t.Parallel()
	images := func(n int) (out []File) {
		for range n {
			out = append(out, File{Kind: "image", Type: "image/png", Bytes: 1000})
		}
		return out
	}
	for name, c := range map[string]struct {
		network string
		files   []File
		says    []string
	}{
		"fits":                      {"x", images(4), nil},
		"too many":                  {"x", images(5), []string{"Son 5 archivos"}},
		"too heavy":                 {"bluesky", []File{{Kind: "image", Type: "image/png", Bytes: 3_000_000}}, []string{"pesa 3.0 MB"}},
		"wrong type":                {"instagram", []File{{Kind: "image", Type: "image/png"}}, []string{"tipo png"}},
		"too long":                  {"x", []File{{Kind: "video", Type: "video/mp4", Duration: 200 * time.Second}}, []string{"dura 3 minutos"}},
		"too short":                 {"instagram", []File{{Kind: "video", Type: "video/mp4", Duration: time.Second}}, []string{"al menos 3 segundos"}},
		"two videos":                {"x", []File{{Kind: "video"}, {Kind: "video"}}, []string{"admite 1 videos"}},
		"sound where none is taken": {"x", []File{{Kind: "audio"}}, []string{"no admite archivos de sonido"}},
		"pictures on YouTube":       {"youtube", images(1), []string{"no admite imágenes"}},
		"an unknown network":        {"otra", images(40), nil},
		"nothing known of the file": {"instagram", []File{{Kind: "image"}}, nil},
	} {
		got := Of(c.network).Misfits(c.files)
		if len(got) != len(c.says) {
			t.Errorf("%s: %v", name, got)
			continue
		}
		for i, want := range c.says {
			if !strings.Contains(got[i].Sentence, want) {
				t.Errorf("%s: %q does not say %q", name, got[i].Sentence, want)
			}
		}
	}
}
