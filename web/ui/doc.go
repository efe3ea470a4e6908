// Package ui is the set of parts that every page is made of.
//
// A part is a templ component: a pure function of its props and of the language in
// the context (lang.With). Pages use only these parts; no page writes its own CSS.
// No part carries an inline style or script, because the policy of the pages is
// Content-Security-Policy: default-src 'self'. Everything works as plain links and
// forms; scripts only make it quicker.
//
// See all of them: go run ./web/ui/gallery, then open the address it prints. Its
// screens.templ shows how pages are put together.
//
// # What the server answers
//
//   - A page: Layout(page) with its body as children. A form that is refused: 422 with
//     the same page, Page.Errors and what was typed; FieldError.Field is the control's id.
//   - Form.Autosave (POST, header X-Autosave: 1, all text fields and "version"): 2xx keeps
//     it, with X-Version (the new version) and X-Saved-At ("10:32") when known; 409 when
//     somebody else saved; 401 when the session ended. Anything but 2xx keeps the copy in
//     the browser, which is put back when the same version is opened again.
//   - TextArea.CheckURL (POST of the form while typing, at most one in 250 ms): 200 with
//     FindingsPanel of the id CheckTo. Places in a text are Unicode code points of the
//     text with "\n" line ends; a browser sends "\r\n".
//   - Moment.SentenceURL (POST of the form): 200 with MomentSentence. ParseMoment reads
//     the fields.
//   - Week.MoveURL (POST id, version, date, time): a page or fragment that holds the
//     WeekView and an UndoSlot with the bar; on refusal the week as it is, with a status
//     of 400 or more. Post.MoveHref is a page whose form is inside ModalPart.
//   - Page.LiveURL: server-sent events; an event named "clock" with the time in RFC 3339
//     sets the countdowns; an unnamed event with NavCounts brings the counts up to date,
//     and with UndoBarSwap or any hx-swap-oob element what it names.
//   - Passkey.Begin and Finish speak the JSON of WebAuthn level 3; Finish answers
//     {"next": "/"}.
//   - htmx puts no answer of 401, 403, 404, 429 or 5xx into a page.
package ui

//go:generate go tool templ generate -path ../..
