package mastodon

import (
	"context"
	"strings"

	"pregonero/network"
)

// Settings says what verify_credentials says of the account. Mastodon's interface tells
// nothing of the second factor, the address, the sessions or the other applications.
func (c *Connector) Settings(ctx context.Context, a network.Account) ([]network.Setting, []string, error) {
	answer, err := c.client.Do(ctx, get(a, nil, "api", "v1", "accounts", "verify_credentials"))
	if err != nil {
		return nil, nil, err
	}
	var me struct {
		Acct    string `json:"acct"`
		Name    string `json:"display_name"`
		Note    string `json:"note"`
		Avatar  string `json:"avatar"`
		Created string `json:"created_at"`
		Locked  bool   `json:"locked"`
		Fields  []struct {
			Name       string `json:"name"`
			Value      string `json:"value"`
			VerifiedAt string `json:"verified_at"`
		} `json:"fields"`
	}
	if err := answer.Decode(&me); err != nil {
		return nil, nil, err
	}
	var links []string
	verified := false
	for _, f := range me.Fields {
		links = append(links, plain(f.Name, nil)+": "+plain(f.Value, nil))
		verified = verified || f.VerifiedAt != ""
	}
	day, _, _ := strings.Cut(me.Created, "T")
	return []network.Setting{{Name: network.SettingHandle, Value: me.Acct}, {Name: network.SettingName, Value: me.Name}, {Name: network.SettingBio, Value: plain(me.Note, nil)},
		{Name: network.SettingLinks, Value: strings.Join(links, "; ")}, {Name: network.SettingPicture, Value: me.Avatar}, {Name: network.SettingCreated, Value: day},
		{Name: network.SettingVerified, Value: network.YesNo(verified)}, {Name: network.SettingLocked, Value: network.YesNo(me.Locked)}}, network.PersonLooks(), nil
}
