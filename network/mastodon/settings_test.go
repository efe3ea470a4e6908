package mastodon

import (
	"slices"
	"testing"

	"pregonero/network"
	"pregonero/network/mastodon/mastodontest"
)

// What verify_credentials says is read; what it does not say is named.
func TestSettings(t *testing.T) {
	t.Parallel()
	c := newPlace(t, mastodontest.Options{})
	a := c.account
	said, unread, err := c.Settings(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{network.SettingHandle: mastodontest.Handle, network.SettingCreated: "2020-01-01", network.SettingVerified: "sí",
		network.SettingLocked: "no", network.SettingLinks: "Sitio: instituto.example"} {
		if !slices.Contains(said, network.Setting{Name: name, Value: want}) {
			t.Errorf("%s is not %q in %v", name, want, said)
		}
	}
	if !slices.Contains(unread, network.SettingSecondFactor) || !slices.Contains(unread, network.SettingApps) {
		t.Errorf("unread %v", unread)
	}
	c.Rename("Sorteos")
	again, _, err := c.Settings(t.Context(), a)
	if err != nil || slices.Equal(said, again) {
		t.Errorf("another name is not seen: %v, %v", again, err)
	}
	c.DropTokens()
	if _, _, err := c.Settings(t.Context(), a); network.KindOf(err) != network.Auth {
		t.Errorf("without access: %v", err)
	}
}
