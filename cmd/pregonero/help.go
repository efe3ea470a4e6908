package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// What --help tells of each command besides its usage.
const (
	configured = "Acepta las opciones de la configuración (docs/operations/config.md), antes de los demás argumentos; por ejemplo:\n" +
		"  --config /etc/pregonero/pregonero.yaml"
	aboutCheck = "Lee de los archivos o, sin ellos, de la entrada estándar. Termina con 1 si algo debe corregirse; con --jsonl termina con 0 y cada línea lo dice.\n" +
		"  --jsonl        un objeto JSON por línea, a la entrada y a la salida\n" +
		"  --pack ine     paquete de normas: el nombre de uno incluido, o un archivo\n" +
		"  --network red  red a la que iría el texto"
	aboutLedger = "verify comprueba una entrega sin base de datos ni red; termina con 1 si algo se cambió, se quitó, se movió o se inventó.\n" +
		"  --key llave        llave pública en que se confía, o un archivo que la contiene\n" +
		"  --checkpoint sello archivo con un sello que se guardó antes\n" +
		"export entrega toda la bitácora, o la de una cuenta; checkpoint da el último sello.\n" + configured
	aboutUser = "add --username usuario --name nombre --email correo --area área --rank nivel [--role cargo,cargo] [-- opciones]\n" +
		"list [opciones]\n" +
		"recover [opciones] usuario\n" + configured
)

func help(w io.Writer) {
	fmt.Fprintln(w, "Pregonero: las redes sociales de una institución pública, por sus propias reglas.")
	fmt.Fprintln(w)
	for _, cmd := range commands() {
		fmt.Fprintf(w, "  %-8s %s\n", cmd.name, cmd.about)
	}
	fmt.Fprintln(w, "\n«pregonero orden --help» dice más. Las opciones de configuración están en docs/operations/config.md.")
}

func (c command) help(w io.Writer) {
	fmt.Fprintf(w, "pregonero %s: %s.\n\nUso: pregonero %s\n", c.name, c.about, c.usage)
	if c.details != "" {
		fmt.Fprintf(w, "\n%s\n", c.details)
	}
}

// asksHelp tells whether the person wants to know, and not to do. What follows "--" is
// for the configuration, which has no help of its own.
func asksHelp(args []string) bool {
	return slices.ContainsFunc(args, func(s string) bool { return s == "-h" || s == "-help" || s == "--help" })
}

// parse reads a command's own flags; what it does not know is told with the usage.
func parse(flags *flag.FlagSet, args []string) error {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	if err == nil {
		return nil
	}
	text, _, _ := strings.Cut(err.Error(), "=") // what was typed after it could be a secret
	return fmt.Errorf("%w: %s", errUsage, "No se entiende la opción "+text[strings.LastIndexByte(text, ' ')+1:]+".")
}
