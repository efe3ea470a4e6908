package bluesky

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"pregonero/network"
	"pregonero/network/networktest"
)

func picture(alts ...string) network.Message {
	m := network.Message{Text: "Con imagen.", Lang: "es-MX"}
	for i, alt := range alts {
		m.Media = append(m.Media, networktest.Picture(uint8(30*i), alt))
	}
	return m
}

func clip() network.Media {
	data := []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")
	return network.Media{Kind: network.Video, Type: "video/mp4", Alt: "Una persona dobla su boleta", Bytes: int64(len(data)), Width: 1080, Height: 1920,
		Open: func(context.Context) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

//clause:test 6.xxvii
func TestAlternativeTextIsStored(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	alts := []string{"Fachada de la casilla: dos personas formadas", "", "Boleta «modelo» & urna 🗳️"}
	d.publish(t, picture(alts...))
	d.publish(t, network.Message{Text: "Con video.", Media: []network.Media{clip()}})
	posts := d.posts(t)
	images := posts[0].Value["embed"].(map[string]any)["images"].([]any)
	for i, alt := range alts {
		image := images[i].(map[string]any)
		if image["alt"] != alt || !reflect.DeepEqual(image["aspectRatio"], map[string]any{"width": 64.0, "height": 64.0}) {
			t.Errorf("image %d is %v, want the alternative text %q and its size", i, image, alt)
		}
	}
	video := posts[1].Value["embed"].(map[string]any)
	if text(video, "$type") != "app.bsky.embed.video" || text(video, "alt") != "Una persona dobla su boleta" || text(video, "video", "mimeType") != "video/mp4" {
		t.Errorf("the video is %v", video)
	}
}

func TestPrepareRefuses(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	big, gif, sound := picture("a"), picture("a"), picture("a")
	big.Media[0].Bytes = 2_000_001
	gif.Media[0].Type = "image/tiff"
	sound.Media[0].Kind, sound.Media[0].Type = network.Audio, "audio/mpeg"
	mixed := picture("a")
	mixed.Media = append(mixed.Media, clip())
	for name, m := range map[string]network.Message{
		"too long":         {Text: strings.Repeat("ñ", 301)},
		"too many bytes":   {Text: strings.Repeat("👩‍👩‍👧", 200)},
		"empty":            {},
		"too heavy":        big,
		"another type":     gif,
		"sound":            sound,
		"five images":      picture("1", "2", "3", "4", "5"),
		"image and video":  mixed,
		"answer to no one": {Text: "A quién", ReplyTo: &network.Ref{ID: "https://bsky.app/profile/x/post/y"}},
	} {
		_, err := d.Prepare(t.Context(), d.account, m)
		if network.KindOf(err) != network.Rejected {
			t.Errorf("%s: %v, want rejected", name, err)
		}
	}
	if _, err := d.Prepare(t.Context(), d.account, network.Message{Text: strings.Repeat("👍🏽", 300)}); err != nil {
		t.Errorf("300 graphemes in 2,400 bytes: %v", err)
	}
}

func TestPrepareWhenUploadBreaks(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.front.CutNext(func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, ".uploadBlob") })
	if _, err := d.Prepare(t.Context(), d.account, picture("a")); network.KindOf(err) != network.Temporary {
		t.Errorf("%v, want temporary: an upload makes nothing public", err)
	}
	if _, err := d.Prepare(t.Context(), d.account, picture("a")); err != nil {
		t.Errorf("once more: %v", err)
	}
}

func TestAnswerKeepsTheThread(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ana := d.servers.Person(t, "ana")
	root := ana.Say(t, "Una pregunta")
	deep := ana.Answer(t, root.URI, "con una segunda parte")
	first := d.publish(t, network.Message{Text: "Una respuesta.", ReplyTo: &network.Ref{ID: deep.URI}})
	d.publish(t, network.Message{Text: "Y otra más.", ReplyTo: &first.Ref})
	parents := []string{deep.URI, first.Ref.ID}
	for i, p := range d.posts(t) {
		if got := text(p.Value, "reply", "root", "uri"); got != root.URI {
			t.Errorf("answer %d: its thread begins at %q, want %q", i, got, root.URI)
		}
		if got := text(p.Value, "reply", "parent", "uri"); got != parents[i] {
			t.Errorf("answer %d answers %q, want %q", i, got, parents[i])
		}
	}
	ana.Delete(t, deep.URI)
	if _, err := d.Prepare(t.Context(), d.account, network.Message{Text: "Tarde.", ReplyTo: &network.Ref{ID: deep.URI}}); network.KindOf(err) != network.Gone {
		t.Errorf("answering what was deleted: %v, want gone", err)
	}
}
