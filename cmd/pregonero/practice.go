package main

import (
	"bytes"
	"context"
	"fmt"
	stdnet "net"
	"net/http"
	"time"

	"pregonero/answering"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/lettering"
	"pregonero/network"
	"pregonero/network/outbound"
	"pregonero/network/practice"
	"pregonero/opening"
	"pregonero/post"
	"pregonero/practicing"
	"pregonero/proposal"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/web"
)

// practicePassword opens every account of the practice mode: all of it is made up.
const practicePassword = "practica con Pregonero"

// practise fills an empty installation and says who can log in.
func (a *app) practise(ctx context.Context, c console) error {
	filled, err := practicing.Filled(ctx, a.store)
	if err != nil {
		return err
	}
	data, err := regulation.EmbeddedPractice(a.pack.ID)
	if err != nil {
		return err
	}
	if !filled {
		fmt.Fprintln(c.out, "Preparando el modo de práctica (solo la primera vez)…")
		if err := a.fill(ctx, data); err != nil {
			return fmt.Errorf("fill the practice mode: %w", err)
		}
	}
	a.sayWho(c, data)
	return nil
}

// fill tells the practice story with processes that run by the story's clock.
func (a *app) fill(ctx context.Context, data *regulation.Practice) error {
	hash, err := a.hasher.Hash(ctx, practicePassword)
	if err != nil {
		return err
	}
	clock := &practicing.Clock{}
	base := a.cfg.BaseURL + web.PracticePath
	net, err := practice.NewNetwork(store.Practice{Store: a.store}, practice.Options{BaseURL: base, Now: clock.Now, Location: a.zone()})
	if err != nil {
		return err
	}
	stage, connector, err := storyNetwork(net)
	if err != nil {
		return err
	}
	defer stage.Close()
	keys, counter := *a.keys, *a.counter
	keys.Now, keys.Networks = clock.Now, map[string]network.Connector{connector.Name(): connector}
	desk := publishing.Desk{Store: a.store, Pack: a.pack, Gate: a.desk.Gate, Checker: a.desk.Checker, Keys: &keys, Media: a.media, Lease: a.desk.Lease, Now: clock.Now, Log: a.log}
	counter.Keys, counter.Now = &keys, clock.Now
	opener, clerk := *a.opener, *a.clerk
	opener.Now, clerk.Now = clock.Now, clock.Now
	s := &practicing.Stage{Opener: storyOpener{&opener, &clerk}, Store: a.store, Pack: a.pack, Data: data, Desk: storyDesk{&desk}, Counter: storyCounter{&counter}, Keys: &keys, Network: net,
		BaseURL: base, Password: hash, Begin: a.now().Truncate(time.Minute), Clock: clock}
	if err := s.Fill(ctx); err != nil {
		return err
	}
	if err := a.fillVault(ctx, a.now); err != nil {
		return err
	}
	return a.book.Sequence(ctx)
}

// storyNetwork serves the practice network on a port of its own while the story is told,
// so that what is published then carries the story's hours.
func storyNetwork(net *practice.Network) (*http.Server, *practice.Connector, error) {
	listener, err := stdnet.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, fmt.Errorf("listen for the practice story: %w", err)
	}
	address := listener.Addr().String()
	client, err := outbound.New(outbound.Options{Allow: []string{address}})
	if err != nil {
		return nil, nil, err
	}
	server := &http.Server{Handler: net, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }() // ends with server.Close
	return server, practice.New(client, "http://"+address+web.PracticePath), nil
}

// storyDesk is the publishing process as practicing sees it: processes do not know each other.
type storyDesk struct{ *publishing.Desk }

func (d storyDesk) Create(ctx context.Context, a institution.Actor, in practicing.Draft) (post.Post, error) {
	return d.Desk.Create(ctx, a, publishing.Draft{Content: in.Content, SourceArea: in.SourceArea})
}

func (d storyDesk) Upload(ctx context.Context, a institution.Actor, name string, png []byte) (post.Media, error) {
	return d.Desk.Upload(ctx, a, name, "image/png", bytes.NewReader(png))
}

// storyOpener proposes accounts as practicing tells it.
type storyOpener struct {
	*opening.Opener
	clerk *lettering.Clerk
}

// Propose implements practicing.Proposer.
func (o storyOpener) Propose(ctx context.Context, by, head institution.Actor, areaID string, a proposal.Answers, scan []byte) error {
	p, err := o.Begin(ctx, by, areaID)
	if err != nil {
		return err
	}
	for _, q := range proposal.Questions() {
		_, err := o.Answer(ctx, by, p.ID, q, func(x *proposal.Answers) { *x = a })
		if _, incomplete := fault.Of(err); err != nil && (!incomplete || scan != nil) {
			return err
		}
	}
	if scan == nil {
		return nil
	}
	if p, err = o.Send(ctx, by, p.ID); err != nil {
		return err
	}
	l, err := o.clerk.TakeScan(ctx, head, p.LetterID, scan)
	if err != nil {
		return err
	}
	return o.ProposalSigned(ctx, opening.Signed{LetterID: l.ID, Number: l.Number, Subject: l.Subject})
}

type storyCounter struct{ *answering.Counter }

func (c storyCounter) Close(ctx context.Context, a institution.Actor, itemID, reason string) error {
	_, err := c.Counter.Close(ctx, a, itemID, reason)
	return err
}

// sayWho prints who can log in and how.
func (a *app) sayWho(c console, data *regulation.Practice) {
	fmt.Fprintf(c.out, "\nModo de práctica de %s: %s\nTodas las personas entran con la contraseña: %s\n\n", a.pack.Institution.ShortName, a.cfg.BaseURL, practicePassword)
	for _, p := range data.People {
		fmt.Fprintf(c.out, "  %-10s %-28s %s\n", p.Username, p.Name, a.rolesOf(data, p))
	}
	fmt.Fprintf(c.out, "\nLa red de práctica, donde cualquiera comenta: %s%s/\n\n", a.cfg.BaseURL, web.PracticePath)
}

func (a *app) rolesOf(data *regulation.Practice, p regulation.PracticePerson) string {
	text := ""
	add := func(s string) {
		if text != "" {
			text += "; "
		}
		text += s
	}
	for _, acc := range data.Accounts {
		if acc.Lead == p.Username {
			add(institution.RoleLabel(institution.Lead) + " de @" + acc.Handle)
		}
		if acc.Alternate == p.Username {
			add(institution.RoleLabel(institution.Alternate) + " de @" + acc.Handle)
		}
	}
	for _, r := range p.Roles {
		area, _ := a.pack.Area(p.Area)
		add(institution.RoleLabel(institution.Role(r.Role)) + " (" + area.Short + ")")
	}
	return text
}
