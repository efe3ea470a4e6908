package limits

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// File is what is known of an attachment; what is zero is not known, and not judged.
type File struct {
	Kind     string // image, video or audio
	Type     string // MIME
	Bytes    int64
	Duration time.Duration
}

// Misfit is why a network would not take the attachments of a post.
type Misfit struct {
	File     int    // which, from 1; 0: all of them together
	Sentence string // Spanish
}

// Misfits says what the network would refuse of the attachments. A network whose limits
// are not known refuses nothing.
func (l Limits) Misfits(files []File) (out []Misfit) {
	if l.Attachments > 0 && len(files) > l.Attachments {
		out = append(out, Misfit{0, fmt.Sprintf("Son %d archivos y %s admite %d: quite los que sobran o use otra publicación.", len(files), l.Label, l.Attachments)})
	}
	count := map[string]int{}
	for i, f := range files {
		count[f.Kind]++
		m, known := l.of(f.Kind)
		if !known {
			continue
		}
		if m.Count == 0 {
			out = append(out, Misfit{i + 1, fmt.Sprintf("%s no admite %s.", l.Label, kindNames[f.Kind])})
			continue
		}
		if count[f.Kind] == m.Count+1 && m.Count < l.Attachments {
			out = append(out, Misfit{0, fmt.Sprintf("%s admite %d %s en una publicación.", l.Label, m.Count, kindNames[f.Kind])})
		}
		if why := m.refuses(f); why != "" {
			out = append(out, Misfit{i + 1, fmt.Sprintf("%s %s.", l.Label, why)})
		}
	}
	return out
}

var kindNames = map[string]string{"image": "imágenes", "video": "videos", "audio": "archivos de sonido"}

// of is the room for a kind of attachment; known is false when nothing is known of the network.
func (l Limits) of(kind string) (m Media, known bool) {
	if l.Attachments == 0 {
		return Media{}, false
	}
	switch kind {
	case "image":
		return l.Images, true
	case "video":
		return l.Video, true
	case "audio":
		return l.Audio, true
	}
	return Media{}, false
}

func (m Media) refuses(f File) string {
	seconds := f.Duration.Seconds()
	switch {
	case f.Type != "" && len(m.Types) > 0 && !slices.Contains(m.Types, f.Type):
		return "no admite archivos de tipo " + strings.TrimPrefix(f.Type[strings.IndexByte(f.Type, '/')+1:], "x-")
	case m.Bytes > 0 && f.Bytes > m.Bytes:
		return fmt.Sprintf("admite archivos de hasta %s y este pesa %s", size(m.Bytes), size(f.Bytes))
	case m.MaxSeconds > 0 && seconds > m.MaxSeconds:
		return fmt.Sprintf("admite hasta %s y este dura %s", span(m.MaxSeconds), span(seconds))
	case seconds > 0 && seconds < m.MinSeconds:
		return fmt.Sprintf("pide al menos %s y este dura %s", span(m.MinSeconds), span(seconds))
	}
	return ""
}

func size(n int64) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%d kB", (n+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

func span(seconds float64) string {
	if seconds < 120 {
		return fmt.Sprintf("%.0f segundos", seconds)
	}
	return fmt.Sprintf("%.0f minutos", seconds/60)
}
