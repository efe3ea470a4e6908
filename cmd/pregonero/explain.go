package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"syscall"

	"pregonero/internal/fault"
)

// explain turns any error into a sentence with a next step. What it does not know stays the
// cause, which the terminal shows last: who runs a command also reads the log.
func explain(name string, err error) *fault.Fault {
	f, ok := fault.Of(err)
	if !ok {
		f = known(name, err)
	}
	if f.Next == "" {
		f = f.Then("Vea «pregonero " + name + " --help».")
	}
	return f
}

// known finds in the cause what people can mend by themselves.
func known(name string, err error) *fault.Fault {
	switch {
	case errors.Is(err, context.Canceled):
		return fault.New(fault.Unavailable, "«pregonero %s» se interrumpió antes de terminar.", name).Then("Ejecútela de nuevo.").Because(err)
	case errors.Is(err, syscall.ENOSPC):
		return fault.New(fault.Unavailable, "No queda espacio en el disco.").Then("Libere espacio y ejecute la orden de nuevo.").Because(err)
	case errors.Is(err, fs.ErrPermission):
		return fault.New(fault.Forbidden, "El sistema no permite usar %s.", object(err)).Then("Dé permiso a la cuenta con la que se ejecuta el programa, o elija otra ruta u otro puerto.").Because(err)
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "No se encontró %s.", object(err)).Then("Revise la ruta.").Because(err)
	}
	return fault.New(fault.Internal, "No se pudo completar «pregonero %s».", name).
		Then("Corrija lo que dice el detalle y ejecute la orden de nuevo; si se repite, envíelo a quien mantiene el programa.").Because(err)
}

// object is the file or the address that an error of the system speaks of.
func object(err error) string {
	var file *fs.PathError
	var link *os.LinkError
	var address *net.OpError
	switch {
	case errors.As(err, &file):
		return file.Path
	case errors.As(err, &link):
		return link.New
	case errors.As(err, &address) && address.Addr != nil:
		return address.Addr.String()
	}
	return "algo que hace falta"
}

// tell writes a fault as the terminal shows it.
func (c console) tell(f *fault.Fault) {
	fmt.Fprintf(c.err, "%s\n%s\n", f.Sentence(), f.Next)
	if f.Err != nil {
		fmt.Fprintf(c.err, "Detalle técnico: %v\n", f.Err)
	}
}
