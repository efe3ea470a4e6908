package practice

import (
	"context"
	"net/http"

	"pregonero/network"
)

// Settings says the name and the text of the profile: all that the practice network has.
func (c *Connector) Settings(ctx context.Context, a network.Account) ([]network.Setting, []string, error) {
	answer, err := c.client.Do(ctx, c.request(a, http.MethodGet, "me"))
	if err != nil {
		return nil, nil, err
	}
	var me identityJSON
	if err := answer.Decode(&me); err != nil {
		return nil, nil, err
	}
	return []network.Setting{{Name: network.SettingHandle, Value: me.Handle}, {Name: network.SettingName, Value: me.Name}, {Name: network.SettingBio, Value: me.Bio}},
		network.PersonLooks(), nil
}
