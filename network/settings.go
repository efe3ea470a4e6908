package network

import "context"

// Setting is one fact of how an account is set up on its network. Values are for people
// and for comparing; none is a secret.
type Setting struct{ Name, Value string }

// Names of settings. A network says those that it lets be read.
const (
	SettingName         = "name"
	SettingHandle       = "handle"
	SettingBio          = "bio"
	SettingLinks        = "links"
	SettingPicture      = "picture"
	SettingCreated      = "created"
	SettingVerified     = "verified"
	SettingLocked       = "locked"
	SettingActive       = "active"
	SettingSecondFactor = "second_factor"
	SettingEmail        = "email_confirmed"
	SettingContact      = "contact"
	SettingApps         = "apps"
	SettingSessions     = "sessions"
	SettingBirth        = "birth"
)

// PersonLooks are the settings that a person looks at where the network says none of them.
func PersonLooks() []string {
	return []string{SettingSecondFactor, SettingContact, SettingApps, SettingSessions, SettingBirth}
}

// SettingsReader tells how the account is set up, and names what the network does not let
// be read, so that a person looks at it.
type SettingsReader interface {
	Settings(ctx context.Context, a Account) (said []Setting, unread []string, err error)
}

// YesNo is a setting that is on or off, in Spanish.
func YesNo(on bool) string {
	if on {
		return "sí"
	}
	return "no"
}
