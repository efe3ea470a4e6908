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
	"syscall"
	"time"

	"pregonero/internal/fault"
)

// version is set at build time.
var version = "desarrollo"

// console is the world of a command: what it reads and writes.
type console struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) (string, bool)
	now      func() time.Time
}

// command is one word after the program's name.
type command struct {
	name, usage, about string
	run                func(ctx context.Context, c console, args []string) error
}

// commands in the order of the help.
func commands() []command {
	return []command{
		{"serve", "serve [--practice] [--opciones]", "pone en marcha el servicio", serve},
		{"check", "check [--jsonl] [--pack ine] [archivo…]", "revisa textos con los criterios", checkTexts},
		{"ledger", "ledger verify [--key LLAVE] archivo.zip | export | checkpoint", "comprueba o entrega la bitácora", ledgerCommand},
		{"export", "export accounts|areas|people", "entrega datos en CSV", exportData},
		{"import", "import areas archivo.csv", "carga datos desde CSV", importData},
		{"user", "user add|list|recover", "da de alta y recupera el acceso de personas", userCommand},
		{"vault", "vault rotate", "cambia la llave de la bóveda y vuelve a sellar todo", vaultCommand},
		{"backup", "backup [carpeta]", "respalda la base de datos, los archivos y la llave de la bitácora", backup},
		{"restore", "restore carpeta", "repone un respaldo en una instalación vacía", restore},
		{"version", "version", "dice qué versión es", func(_ context.Context, c console, _ []string) error {
			_, err := fmt.Fprintln(c.out, "pregonero", version)
			return err
		}},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c := console{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.LookupEnv, now: time.Now}
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
		fmt.Fprintf(c.err, "Uso: pregonero %s\n", cmd.usage)
		return 2
	case errors.Is(err, errFailed):
		return 1
	}
	if f, ok := fault.Of(err); ok {
		fmt.Fprintln(c.err, f.Sentence())
		if f.Next != "" {
			fmt.Fprintln(c.err, f.Next)
		}
		return 1
	}
	fmt.Fprintln(c.err, "pregonero:", err)
	return 1
}

func help(w io.Writer) {
	fmt.Fprintln(w, "Pregonero: las redes sociales de una institución pública, por sus propias reglas.")
	fmt.Fprintln(w)
	for _, cmd := range commands() {
		fmt.Fprintf(w, "  pregonero %-62s %s\n", cmd.usage, cmd.about)
	}
	fmt.Fprintln(w, "\nLas opciones de configuración están en docs/operations/config.md.")
}
