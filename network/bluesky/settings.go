package bluesky

import (
	"context"
	"net/url"
	"strings"

	"pregonero/network"
)

// Settings says what the session and the profile say. The address and its confirmation,
// and whether a code is sent by mail at each log-in, are said only to some sessions: what
// this one is not told is asked of a person.
func (c *Connector) Settings(ctx context.Context, a network.Account) ([]network.Setting, []string, error) {
	var s struct {
		DID             string `json:"did"`
		Handle          string `json:"handle"`
		EmailConfirmed  *bool  `json:"emailConfirmed"`
		EmailAuthFactor *bool  `json:"emailAuthFactor"`
		Active          *bool  `json:"active"`
	}
	if err := c.do(ctx, query(a, "com.atproto.server.getSession", nil), &s); err != nil {
		return nil, nil, err
	}
	var p struct {
		Name         string `json:"displayName"`
		Description  string `json:"description"`
		Avatar       string `json:"avatar"`
		Created      string `json:"createdAt"`
		Verification struct {
			Status string `json:"verifiedStatus"`
		} `json:"verification"`
	}
	if err := c.do(ctx, query(a, "app.bsky.actor.getProfile", url.Values{"actor": {s.DID}}), &p); err != nil {
		return nil, nil, err
	}
	day, _, _ := strings.Cut(p.Created, "T")
	said := []network.Setting{{Name: network.SettingHandle, Value: s.Handle}, {Name: network.SettingName, Value: p.Name}, {Name: network.SettingBio, Value: p.Description},
		{Name: network.SettingPicture, Value: p.Avatar}, {Name: network.SettingCreated, Value: day}, {Name: network.SettingVerified, Value: network.YesNo(p.Verification.Status == "valid")}}
	unread := []string{network.SettingContact, network.SettingApps, network.SettingSessions, network.SettingBirth}
	for _, x := range []struct {
		name string
		on   *bool
	}{{network.SettingEmail, s.EmailConfirmed}, {network.SettingSecondFactor, s.EmailAuthFactor}, {network.SettingActive, s.Active}} {
		switch {
		case x.on != nil:
			said = append(said, network.Setting{Name: x.name, Value: network.YesNo(*x.on)})
		case x.name != network.SettingActive:
			unread = append(unread, x.name)
		}
	}
	return said, unread, nil
}
