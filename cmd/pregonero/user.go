package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"text/tabwriter"

	"pregonero/institution"
	"pregonero/store"
)

// shell is who acts from the command line.
func shell() institution.Actor {
	a := institution.System("orden")
	a.Via = "cli"
	return a
}

// userCommand adds people, lists them and starts their recovery, from the server itself.
func userCommand(ctx context.Context, c console, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	switch args[0] {
	case "add":
		return addUser(ctx, c, args[1:])
	case "list":
		return withApp(ctx, c, args[1:], func(a *app, rest []string) error { return a.listUsers(ctx, c, rest) })
	case "recover":
		return withApp(ctx, c, args[1:], func(a *app, rest []string) error { return a.recoverUser(ctx, c, rest) })
	}
	return errUsage
}

// addUser: pregonero user add --username U --name N --email E --area A --rank R [--role r,r] [-- options of the configuration]
func addUser(ctx context.Context, c console, args []string) error {
	own, options := args, []string(nil)
	for i, x := range args {
		if x == "--" {
			own, options = args[:i], args[i+1:]
		}
	}
	flags := flag.NewFlagSet("user add", flag.ContinueOnError)
	var p institution.Person
	flags.StringVar(&p.Username, "username", "", "nombre de usuario")
	flags.StringVar(&p.Name, "name", "", "nombre completo")
	flags.StringVar(&p.Email, "email", "", "correo institucional")
	flags.StringVar(&p.AreaID, "area", "", "área (vea «pregonero export areas»)")
	flags.StringVar(&p.RankID, "rank", "", "nivel")
	roles := flags.String("role", "", "cargos, separados por comas")
	if err := parse(flags, own); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return errUsage
	}
	return withAnyApp(ctx, c, options, func(a *app, rest []string) error {
		if len(rest) > 0 {
			return errUsage
		}
		return a.addUser(ctx, c, p, *roles)
	})
}

func (a *app) addUser(ctx context.Context, c console, p institution.Person, roles string) error {
	var held []institution.Role
	for _, r := range strings.FieldsFunc(roles, func(r rune) bool { return r == ',' }) {
		held = append(held, institution.Role(strings.TrimSpace(r)))
	}
	p, link, err := a.door.CreatePerson(ctx, shell(), p, held...)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s ya puede entrar. Entréguele este enlace, que sirve una vez y vence en una hora:\n%s\n", p.Name, link.URL)
	return nil
}

func (a *app) listUsers(ctx context.Context, c console, rest []string) error {
	if len(rest) > 0 {
		return errUsage
	}
	w := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', 0)
	err := a.store.Read(ctx, func(t *store.Tx) error {
		people, err := t.People(ctx)
		for _, p := range people {
			state := "activa"
			if !p.Active {
				state = "de baja"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", p.ID, p.Username, p.Name, p.Email, p.AreaID, state)
		}
		return err
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

func (a *app) recoverUser(ctx context.Context, c console, rest []string) error {
	if len(rest) != 1 {
		return errUsage
	}
	var p institution.Person
	err := a.store.Read(ctx, func(t *store.Tx) (err error) {
		p, err = t.PersonByUsername(ctx, rest[0])
		return err
	})
	if err != nil {
		return err
	}
	link, err := a.door.StartRecovery(ctx, shell(), p.ID)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "Enlace de un solo uso para %s, vence en una hora:\n%s\n", p.Name, link.URL)
	return nil
}
