package account

import "testing"

func TestHost(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"facebook.com/INEMexico":        "facebook.com",
		"https://www.facebook.com/INE":  "facebook.com",
		"http://m.facebook.com/INE?x=1": "facebook.com",
		"https://mastodon.social/@ine":  "mastodon.social",
		"@INEMexico":                    "",
		"INE México":                    "",
		"ine.bsky.social":               "",
		"@ine@mastodon.social":          "",
		"no es / una dirección":         "",
		"https://":                      "",
		"":                              "",
	} {
		if got := Host(query); got != want {
			t.Errorf("Host(%q) = %q, want %q", query, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"@INEMexico":                               "inemexico",
		"facebook.com/INEMexico":                   "inemexico",
		"https://x.com/INEMexico?ref=1":            "inemexico",
		"https://bsky.app/profile/ine.bsky.social": "ine.bsky.social",
		"https://mastodon.social/@INE":             "ine",
	} {
		if got := Fold(query); got != want {
			t.Errorf("Fold(%q) = %q, want %q", query, got, want)
		}
	}
}

func TestOn(t *testing.T) {
	t.Parallel()
	x := Account{Network: "x", Handle: "INEMexico"}
	m := Account{Network: "mastodon", BaseURL: "https://mastodon.social", Handle: "ine"}
	for _, c := range []struct {
		a    Account
		host string
		want bool
	}{{x, "x.com", true}, {x, "twitter.com", true}, {x, "facebook.com", false}, {m, "mastodon.social", true}, {m, "x.com", false}} {
		if got := c.a.On(c.host); got != c.want {
			t.Errorf("%s on %s: %v", c.a.Network, c.host, got)
		}
	}
}
