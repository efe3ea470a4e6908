package limits

const (
	kB = 1000
	mB = 1000 * kB
	gB = 1000 * mB

	// urlCost is what X and Mastodon count for any URL.
	urlCost = 23
)

// table: facts only, each row dated. Where a network's own pages do not state a figure,
// the source says so.
var table = []Limits{
	{
		Network: "x", Label: "X",
		Text:        Text{Max: 280, Unit: Weighted},
		Attachments: 4,
		Images:      Media{Count: 4, Bytes: 5 * mB, Types: []string{"image/jpeg", "image/png", "image/webp", "image/gif"}},
		Video:       Media{Count: 1, Bytes: 512 * mB, Types: []string{"video/mp4", "video/quicktime"}, MinSeconds: 0.5, MaxSeconds: 140},
		AltMax:      1000,
		AsOf:        "2026-08-22",
		Source:      "X API v2 2.167 and its media pages; twitter-text configuration v3",
	},
	{
		Network: "facebook", Label: "Facebook",
		Text:        Text{Max: 63206, Unit: UTF16},
		Attachments: 10,
		Images:      Media{Count: 10, Bytes: 10 * mB, Types: []string{"image/jpeg", "image/png", "image/gif", "image/webp"}},
		Video:       Media{Count: 1, Bytes: 10 * gB, Types: []string{"video/mp4", "video/quicktime"}, MaxSeconds: 4 * 3600},
		AltMax:      1000,
		AsOf:        "2026-08-22",
		Source:      "Graph API v25 Page, Photo and Video references; the length of a text is observed, not stated by Meta",
	},
	{
		Network: "youtube", Label: "YouTube",
		Text:        Text{Max: 5000, Unit: Bytes},
		Title:       Text{Max: 100, Unit: CodePoints},
		Attachments: 1,
		Video:       Media{Count: 1, Bytes: 256 * gB, Types: []string{"video/mp4", "video/quicktime", "video/webm", "video/mpeg"}, MaxSeconds: 12 * 3600},
		NeedsMedia:  true,
		AsOf:        "2026-08-22",
		Source:      "YouTube Data API v3, resource video (snippet.title, snippet.description) and upload limits",
	},
	{
		Network: "instagram", Label: "Instagram",
		Text:        Text{Max: 2200, Unit: CodePoints},
		Attachments: 10,
		Images:      Media{Count: 10, Bytes: 8 * mB, Types: []string{"image/jpeg"}},
		Video:       Media{Count: 10, Bytes: 300 * mB, Types: []string{"video/mp4", "video/quicktime"}, MinSeconds: 3, MaxSeconds: 15 * 60},
		AltMax:      1000,
		NeedsMedia:  true,
		AsOf:        "2026-08-22",
		Source:      "Instagram Platform, content publishing and IG User media reference",
	},
	{
		Network: "threads", Label: "Threads",
		Text:        Text{Max: 500, Unit: EmojiBytes},
		Attachments: 20,
		Images:      Media{Count: 20, Bytes: 8 * mB, Types: []string{"image/jpeg", "image/png"}},
		Video:       Media{Count: 20, Bytes: 1 * gB, Types: []string{"video/mp4", "video/quicktime"}, MaxSeconds: 300},
		AltMax:      1000,
		AsOf:        "2026-08-22",
		Source:      "Threads API, posts and media specifications",
	},
	{
		Network: "mastodon", Label: "Mastodon",
		Text:        Text{Max: 500, Unit: Fediverse},
		Attachments: 4,
		Images:      Media{Count: 4, Bytes: 16 * mB, Types: []string{"image/jpeg", "image/png", "image/gif", "image/webp"}},
		Video:       Media{Count: 1, Bytes: 99 * mB, Types: []string{"video/mp4", "video/webm", "video/quicktime"}},
		Audio:       Media{Count: 1, Bytes: 99 * mB, Types: []string{"audio/mpeg", "audio/ogg", "audio/wav", "audio/flac", "audio/aac", "audio/mp4"}},
		AltMax:      1500,
		AsOf:        "2026-08-22",
		Source:      "docs.joinmastodon.org, posting and /api/v2/instance; a server's own figures override these",
	},
	{
		Network: "bluesky", Label: "Bluesky",
		Text:        Text{Max: 300, Unit: Graphemes, Bytes: 3000},
		Attachments: 4,
		Images:      Media{Count: 4, Bytes: 2 * mB, Types: []string{"image/jpeg", "image/png", "image/gif", "image/webp"}},
		Video:       Media{Count: 1, Bytes: 300 * mB, Types: []string{"video/mp4"}, MaxSeconds: 180},
		AltMax:      2000,
		AsOf:        "2026-08-22",
		Source:      "lexicons app.bsky.feed.post, app.bsky.embed.images and .video; the length of an alternative text is the official application's",
	},
	{
		Network: "telegram", Label: "Telegram",
		Text:        Text{Max: 4096, Unit: UTF16},
		Caption:     Text{Max: 1024, Unit: UTF16},
		Attachments: 10,
		Images:      Media{Count: 10, Bytes: 10 * mB, Types: []string{"image/jpeg", "image/png", "image/webp"}},
		Video:       Media{Count: 10, Bytes: 50 * mB, Types: []string{"video/mp4"}},
		Audio:       Media{Count: 10, Bytes: 50 * mB, Types: []string{"audio/mpeg", "audio/mp4"}},
		AsOf:        "2026-08-22",
		Source:      "Bot API: sendMessage, sendPhoto, sendVideo, sendAudio, sendMediaGroup",
	},
	{
		Network: "linkedin", Label: "LinkedIn",
		Text:        Text{Max: 3000, Unit: CodePoints},
		Attachments: 20,
		Images:      Media{Count: 20, Types: []string{"image/jpeg", "image/png", "image/gif"}},
		Video:       Media{Count: 1, Bytes: 500 * mB, Types: []string{"video/mp4"}, MinSeconds: 3, MaxSeconds: 30 * 60},
		AltMax:      4086,
		AsOf:        "2026-08-22",
		Source:      "LinkedIn Posts, MultiImage and Videos API pages",
	},
	{
		Network: "tiktok", Label: "TikTok",
		Text:        Text{Max: 2200, Unit: UTF16},
		Attachments: 35,
		Images:      Media{Count: 35, Bytes: 20 * mB, Types: []string{"image/jpeg", "image/webp"}},
		Video:       Media{Count: 1, Bytes: 4 * gB, Types: []string{"video/mp4", "video/webm", "video/quicktime"}, MinSeconds: 3, MaxSeconds: 600},
		NeedsMedia:  true,
		AsOf:        "2026-08-22",
		Source:      "TikTok Content Posting API, video and photo references",
	},
	{
		Network: "practice", Label: "Red de práctica",
		Text:        Text{Max: 500, Unit: CodePoints},
		Attachments: 4,
		Images:      Media{Count: 4, Bytes: 16 * mB, Types: []string{"image/jpeg", "image/png", "image/gif", "image/webp"}},
		Video:       Media{Count: 1, Bytes: 100 * mB, Types: []string{"video/mp4", "video/webm"}},
		Audio:       Media{Count: 1, Bytes: 100 * mB, Types: []string{"audio/mpeg", "audio/ogg", "audio/mp4"}},
		AltMax:      1500,
		AsOf:        "2026-08-22",
		Source:      "our own",
	},
}
