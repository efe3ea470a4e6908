package ui

import (
	"context"
	"encoding/json"

	"pregonero/web/lang"
)

// scriptTexts are the sentences that scripts say, in the language of the page.
// The words between braces are filled in by the script.
func scriptTexts(ctx context.Context) string {
	data, err := json.Marshal(map[string]string{
		"saved":      lang.T(ctx, "Guardado a las {time}"),
		"saving":     lang.T(ctx, "Guardando…"),
		"unsaved":    lang.T(ctx, "No se pudo guardar en el servidor. Su texto está a salvo en este equipo; se reintentará."),
		"conflict":   lang.T(ctx, "Otra persona guardó cambios. Su texto se conserva en este equipo; recargue para ver los cambios."),
		"loggedOut":  lang.T(ctx, "Su sesión terminó. Su texto está a salvo en este equipo; entre de nuevo en otra pestaña."),
		"offline":    lang.T(ctx, "Sin conexión. Lo que escriba se conserva en este equipo."),
		"online":     lang.T(ctx, "Conexión restablecida."),
		"reconnect":  lang.T(ctx, "Reconectando…"),
		"restored":   lang.T(ctx, "Se recuperó un texto que no había llegado al servidor."),
		"older":      lang.T(ctx, "En este equipo hay una copia suya que no llegó al servidor."),
		"recover":    lang.T(ctx, "Recuperarla"),
		"unchecked":  lang.T(ctx, "No se pudo revisar; se revisará al enviar."),
		"left":       lang.T(ctx, "quedan {n}"),
		"over":       lang.T(ctx, "sobran {n}"),
		"copied":     lang.T(ctx, "Copiado"),
		"seconds":    lang.T(ctx, "{n} s"),
		"day":        lang.T(ctx, "{n} día"),
		"days":       lang.T(ctx, "{n} días"),
		"late":       lang.T(ctx, "venció hace {time}"),
		"timeLeft":   lang.T(ctx, "quedan {time}"),
		"passkey":    lang.T(ctx, "No se pudo usar la llave de acceso. Intente de nuevo o use su contraseña."),
		"moved":      lang.T(ctx, "Movida"),
		"moveFailed": lang.T(ctx, "No se pudo mover. La publicación sigue en su lugar."),
		"failed":     lang.T(ctx, "No se pudo completar. Vuelva a intentar."),
		"picked":     lang.T(ctx, "Elegidos: {n}; solo cuenta lo que se ve."),
		"close":      lang.T(ctx, "Cerrar"),
		"shortcuts":  lang.T(ctx, "Atajos de teclado"),
	})
	if err != nil {
		panic("ui: texts of scripts: " + err.Error()) // a map of strings always encodes
	}
	return string(data)
}
