// Package ui is the set of parts that every page is made of.
//
// A part is a templ component: a pure function of its props and of the language in
// the context (lang.With). Pages use only these parts; no page writes its own CSS.
// No part carries an inline style or script, because the policy of the pages is
// Content-Security-Policy: default-src 'self'. Everything works as plain links and
// forms; scripts only make it quicker.
//
// See all of them: go run ./web/ui/gallery, then open the address it prints.
package ui

//go:generate go tool templ generate -path ../..
