package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"

	"pregonero/internal/fault"
)

// Whatever the error, the terminal says a Spanish sentence, a next step and, last, the cause.
func TestExplain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err            error
		sentence, next string
		cause          bool
	}{
		"a fault":             {fault.New(fault.Conflict, "Ya existe.").Then("Elija otra."), "Ya existe.", "Elija otra.", false},
		"a fault and no step": {fmt.Errorf("read: %w", fault.New(fault.Invalid, "Está mal.")), "Está mal.", "pregonero backup --help", false},
		"a fault and a cause": {fault.New(fault.Invalid, "Está mal.").Then("Mírelo.").Because(errors.New("bad magic")), "Está mal.", "Mírelo.", true},
		"no permission":       {fmt.Errorf("make: %w", &fs.PathError{Op: "open", Path: "/srv/x", Err: syscall.EACCES}), "/srv/x", "Dé permiso", true},
		"no permission to listen": {fmt.Errorf("listen: %w", &net.OpError{Op: "listen", Addr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80}, Err: syscall.EACCES}),
			"127.0.0.1:80", "Dé permiso", true},
		"nothing there": {&os.LinkError{Op: "rename", Old: "a", New: "b/c", Err: syscall.ENOENT}, "No se encontró b/c.", "Revise la ruta", true},
		"a full disk":   {&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, "No queda espacio", "Libere espacio", true},
		"interrupted":   {fmt.Errorf("query: %w", context.Canceled), "se interrumpió", "de nuevo", true},
		"anything else": {errors.New("unexpected EOF"), "No se pudo completar «pregonero backup».", "Corrija lo que dice el detalle", true},
	} {
		var out bytes.Buffer
		console{err: &out}.tell(explain("backup", c.err))
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) < 2 || !strings.Contains(lines[0], c.sentence) || !strings.Contains(lines[1], c.next) {
			t.Errorf("%s: %q", name, lines)
		}
		if got := len(lines) == 3 && strings.HasPrefix(lines[2], "Detalle técnico: "); got != c.cause {
			t.Errorf("%s: the cause is shown: %t, want %t: %q", name, got, c.cause, lines)
		}
	}
}
