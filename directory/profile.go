// Package directory is what the institution's own directory of people (SCIM 2.0, RFC 7643)
// says of people and groups, and how the pack reads it: who somebody is here, and which
// roles a group gives. Pure.
package directory

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/internal/fault"
)

// maxValue bounds each value that the directory sends, in characters.
const maxValue = 256

// Profile is what the directory says of somebody, as it was sent.
type Profile struct {
	UserName   string `json:"user_name"`
	ExternalID string `json:"external_id,omitempty"`
	GivenName  string `json:"given_name,omitempty"`
	FamilyName string `json:"family_name,omitempty"`
	Formatted  string `json:"formatted,omitempty"`
	Display    string `json:"display,omitempty"`
	Email      string `json:"email,omitempty"`
	Title      string `json:"title,omitempty"`
	UserType   string `json:"user_type,omitempty"`
	Department string `json:"department,omitempty"`
	Active     bool   `json:"active"`
}

// Name is the person's full name: the given and the family name when both came, since what
// is displayed is written in many ways.
func (p Profile) Name() string {
	given, family := strings.TrimSpace(p.GivenName), strings.TrimSpace(p.FamilyName)
	switch {
	case given != "" && family != "":
		return given + " " + family
	case strings.TrimSpace(p.Formatted) != "":
		return p.Formatted
	case strings.TrimSpace(p.Display) != "":
		return p.Display
	}
	return given + family
}

// Address is the person's mail; a user name that is an address serves where none came.
func (p Profile) Address() string {
	if p.Email == "" && strings.Contains(p.UserName, "@") {
		return p.UserName
	}
	return p.Email
}

// Check bounds every value.
func (p Profile) Check() error {
	for field, value := range map[string]string{"userName": p.UserName, "externalId": p.ExternalID, "name.givenName": p.GivenName, "name.familyName": p.FamilyName,
		"name.formatted": p.Formatted, "displayName": p.Display, "emails": p.Email, "title": p.Title, "userType": p.UserType, "department": p.Department} {
		if err := checkValue(field, value); err != nil {
			return err
		}
	}
	return nil
}

func checkValue(field, value string) error {
	if utf8.RuneCountInString(value) > maxValue || strings.ContainsFunc(value, unicode.IsControl) || !utf8.ValidString(value) {
		return fault.New(fault.Invalid, "El dato «%s» tiene más de %d caracteres, o caracteres que no se pueden guardar.", field, maxValue).On(field)
	}
	return nil
}
