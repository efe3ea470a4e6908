// Command pregonero runs the platform and its tools. It is the only reader of flags,
// environment, signals and the wall clock, and the place where the parts are joined.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"pregonero/internal/config"
)

// version is set at build time.
var version = "desarrollo"

// console is the world of a command: what it reads and writes.
type console struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) (string, bool)
	environ  []string // every variable, as os.Environ gives them
	now      func() time.Time
}

// command is one word after the program's name.
type command struct {
	name, usage, about string
	run                func(ctx context.Context, c console, args []string) error
	details            string // what --help adds; may be empty
}

// commands in the order of the help.
func commands() []command {
	return []command{
		{"serve", "serve [--practice] [opciones]", "pone en marcha el servicio", serve, configured},
		{"check", "check [--jsonl] [--pack ine] [--network red] [archivo…]", "revisa textos con los criterios", checkTexts, aboutCheck},
		{"ledger", "ledger verify [--key llave] archivo.zip | export archivo.zip [cuenta] | checkpoint", "comprueba o entrega la bitácora", ledgerCommand, aboutLedger},
		{"export", "export accounts|areas|people [opciones]", "entrega datos en CSV", exportData, configured},
		{"import", "import areas archivo.csv [opciones]", "carga datos desde CSV", importData, configured},
		{"user", "user add|list|recover", "da de alta y recupera el acceso de personas", userCommand, aboutUser},
		{"vault", "vault rotate [opciones]", "cambia la llave de la bóveda y vuelve a sellar todo", vaultCommand, configured},
		{"backup", "backup [opciones] [carpeta]", "respalda la base de datos, los archivos y la llave de la bitácora", backup, configured},
		{"restore", "restore [opciones] carpeta", "repone un respaldo en una instalación vacía", restore, configured},
		{"version", "version", "dice qué versión es", sayVersion, ""},
	}
}

func sayVersion(_ context.Context, c console, args []string) error {
	if len(args) > 0 {
		return errUsage
	}
	_, err := fmt.Fprintln(c.out, "pregonero", version)
	return err
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c := console{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.LookupEnv, environ: os.Environ(), now: time.Now}
	os.Exit(run(ctx, c, os.Args[1:]))
}

// errUsage asks for the help; exit code 2.
var errUsage = errors.New("usage")

// errFailed ends with exit code 1 after the command itself has said why.
var errFailed = errors.New("failed")

func run(ctx context.Context, c console, args []string) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		help(c.out)
		return 0
	}
	for _, cmd := range commands() {
		if cmd.name != args[0] {
			continue
		}
		if asksHelp(args[1:]) {
			cmd.help(c.out)
			return 0
		}
		if err := config.CheckEnvironment(c.environ); err != nil && cmd.name != "version" {
			return report(c, cmd, err)
		}
		return report(c, cmd, cmd.run(ctx, c, args[1:]))
	}
	fmt.Fprintf(c.err, "No existe la orden «%s».\n\n", args[0])
	help(c.err)
	return 2
}

// report says an error in plain words and gives the exit code.
func report(c console, cmd command, err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage):
		if why, ok := strings.CutPrefix(err.Error(), errUsage.Error()+": "); ok {
			fmt.Fprintln(c.err, why)
		} else {
			fmt.Fprintln(c.err, "No se entiende la orden: le falta algo o le sobra.")
		}
		fmt.Fprintf(c.err, "Uso: pregonero %s\n«pregonero %s --help» dice más.\n", cmd.usage, cmd.name)
		return 2
	case errors.Is(err, errFailed):
		return 1
	}
	c.tell(explain(cmd.name, err))
	return 1
}
