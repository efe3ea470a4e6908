package bluesky

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"pregonero/limits"
	"pregonero/network"
	"pregonero/network/outbound"
)

const uploadTime = 10 * time.Minute

// imagesEmbed is app.bsky.embed.images.
type imagesEmbed struct {
	Type   string  `json:"$type"`
	Images []image `json:"images"`
}

// image always has an alternative text, empty when nobody wrote one: the lexicon demands it.
type image struct {
	Image       json.RawMessage `json:"image"`
	Alt         string          `json:"alt"`
	AspectRatio *aspectRatio    `json:"aspectRatio,omitempty"`
}

// videoEmbed is app.bsky.embed.video. The network prepares the video for playing after the
// post is public; until then the post shows without it.
type videoEmbed struct {
	Type        string          `json:"$type"`
	Video       json.RawMessage `json:"video"`
	Alt         string          `json:"alt,omitempty"`
	AspectRatio *aspectRatio    `json:"aspectRatio,omitempty"`
}

type aspectRatio struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// embed uploads the attachments and describes them; nil when there are none.
func (c *Connector) embed(ctx context.Context, a network.Account, media []network.Media) (json.RawMessage, error) {
	if len(media) == 0 {
		return nil, nil
	}
	if err := acceptable(media); err != nil {
		return nil, err
	}
	var images []image
	for _, m := range media {
		blob, err := c.upload(ctx, a, m)
		if err != nil {
			return nil, err
		}
		if m.Kind == network.Video {
			//clause:code 6.xxvii
			return must(videoEmbed{Type: "app.bsky.embed.video", Video: blob, Alt: m.Alt, AspectRatio: ratio(m)}), nil
		}
		//clause:code 6.xxvii
		images = append(images, image{Image: blob, Alt: m.Alt, AspectRatio: ratio(m)})
	}
	return must(imagesEmbed{Type: "app.bsky.embed.images", Images: images}), nil
}

// upload sends one file and returns the server's reference to it, as it gave it.
func (c *Connector) upload(ctx context.Context, a network.Account, m network.Media) (json.RawMessage, error) {
	k := procedure(a, "com.atproto.repo.uploadBlob", &outbound.Body{Type: m.Type, Size: m.Bytes, Open: m.Open})
	k.timeout = uploadTime
	var answer struct {
		Blob json.RawMessage `json:"blob"`
	}
	if err := c.do(ctx, k, &answer); err != nil {
		return nil, err
	}
	return answer.Blob, nil
}

// acceptable refuses attachments that the lexicons refuse, before anything is uploaded.
func acceptable(media []network.Media) error {
	l := limits.Of("bluesky")
	video := slices.ContainsFunc(media, func(m network.Media) bool { return m.Kind == network.Video })
	if video && len(media) > l.Video.Count || len(media) > l.Images.Count {
		return rejected(fmt.Sprintf("Bluesky acepta hasta %d imágenes, o un solo video sin imágenes.", l.Images.Count),
			"Quite los archivos que sobran o haga otra publicación.", fmt.Sprintf("app.bsky.embed: %d files", len(media)))
	}
	for _, m := range media {
		if err := acceptableFile(m, map[string]limits.Media{network.Image: l.Images, network.Video: l.Video}[m.Kind]); err != nil {
			return err
		}
	}
	return nil
}

func acceptableFile(m network.Media, room limits.Media) error {
	if !slices.Contains(room.Types, m.Type) {
		return rejected("Bluesky no acepta archivos de tipo "+m.Type+".", "Use una imagen JPEG, PNG, GIF o WebP, o un video MP4.", "app.bsky.embed: "+m.Type)
	}
	if m.Bytes > room.Bytes {
		return rejected(fmt.Sprintf("El archivo pesa %.1f MB y Bluesky acepta hasta %.1f MB.", float64(m.Bytes)/1e6, float64(room.Bytes)/1e6),
			"Reduzca el archivo y vuelva a adjuntarlo.", fmt.Sprintf("app.bsky.embed: %d bytes", m.Bytes))
	}
	return nil
}

func ratio(m network.Media) *aspectRatio {
	if m.Width <= 0 || m.Height <= 0 {
		return nil
	}
	return &aspectRatio{m.Width, m.Height}
}

// must marshals values made of strings, numbers and JSON that was read before: it cannot fail.
func must(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}
