package bluesky

import (
	"slices"
	"testing"

	"pregonero/network"
)

// What the real server says is read, and what it does not say to this session is named.
func TestSettings(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.publish(t, network.Message{Text: "Para que la red conozca la cuenta."})
	d.servers.Settle(t)
	said, unread, err := d.Settings(t.Context(), d.account)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(said, network.Setting{Name: network.SettingHandle, Value: d.person.Handle}) {
		t.Errorf("the handle is not in %v", said)
	}
	names := map[string]int{}
	for _, x := range said {
		names[x.Name]++
	}
	for _, x := range unread {
		names[x]++
	}
	for _, name := range []string{network.SettingName, network.SettingBio, network.SettingCreated, network.SettingEmail, network.SettingSecondFactor, network.SettingContact, network.SettingApps} {
		if names[name] != 1 {
			t.Errorf("%s is said or named %d times", name, names[name])
		}
	}
	t.Logf("said %v, not said %v", said, unread)
}
