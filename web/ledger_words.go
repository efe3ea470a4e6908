package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/oversight"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// pastWords says an act in the past, to follow who did it: "avaló una publicación". An act
// that is not here is shown by its own name.
var pastWords = map[string]string{
	"post.create": lang.Key("empezó una publicación"), "post.edit": lang.Key("cambió una publicación"), "post.submit": lang.Key("envió una publicación a visto bueno"),
	"post.recall": lang.Key("regresó una publicación a borrador"), "post.endorse": lang.Key("avaló una publicación"), "post.approve": lang.Key("aprobó una publicación"),
	"post.return": lang.Key("devolvió una publicación"), "post.move": lang.Key("cambió la hora de una publicación"), "post.move_undo": lang.Key("deshizo el cambio de hora de una publicación"),
	"post.discard": lang.Key("descartó una publicación"), "post.finding_dismiss": lang.Key("dijo que un señalamiento de la revisión no aplica"),
	"post.finding_restore": lang.Key("volvió a señalar algo de la revisión"), "post.correct": lang.Key("corrigió una publicación"), "post.withdraw": lang.Key("retiró una publicación"),
	"post.remind": lang.Key("recordó una publicación que espera"), "post.unanswered": lang.Key("avisó que una publicación se quedó sin visto bueno"), "post.links_changed": lang.Key("avisó que un enlace cambió antes de publicarse"), "post.resolve": lang.Key("dijo qué fue de un envío incierto"),

	"publication.claim": lang.Key("tomó un envío para hacerlo"), "publication.intent": lang.Key("preparó un envío"), "publication.send": lang.Key("envió a la red"),
	"publication.published": lang.Key("publicó en la red"), "publication.failed": lang.Key("no pudo publicar en la red"), "publication.missed": lang.Key("no publicó: pasó su hora"),
	"publication.unknown": lang.Key("no supo si la red publicó"), "publication.found": lang.Key("encontró lo publicado en la red"), "publication.absent": lang.Key("comprobó que la red no publicó"),
	"publication.cannot_tell": lang.Key("no pudo comprobar en la red si se publicó"), "publication.again": lang.Key("puso un envío otra vez en espera"),
	"publication.withdraw": lang.Key("retiró de la red lo publicado"), "publication.corrected": lang.Key("corrigió en la red lo publicado"),

	"publishing.stop": lang.Key("detuvo la publicación de la cuenta"), "publishing.resume": lang.Key("reanudó la publicación de la cuenta"),
	"publishing.stop_all": lang.Key("detuvo toda la publicación"), "publishing.resume_all": lang.Key("reanudó toda la publicación"),

	"item.received": lang.Key("recibió un comentario"), "item.edited_by_author": lang.Key("notó que su autor cambió un comentario"), "item.deleted_by_author": lang.Key("notó que su autor borró un comentario"),
	"item.answer": lang.Key("contestó un comentario"), "item.assign": lang.Key("asignó un comentario"), "item.close": lang.Key("cerró un comentario sin contestar"), "item.reopen": lang.Key("volvió a abrir un comentario"),

	"account.register": lang.Key("registró la cuenta"), "account.administrators": lang.Key("cambió a las personas administradoras"), "account.hours": lang.Key("cambió el horario de atención"),
	"account.activate": lang.Key("activó la cuenta"), "account.suspend": lang.Key("puso la cuenta en pausa"), "account.close": lang.Key("dio de baja la cuenta"),
	"account.period_announce": lang.Key("anunció cómo atenderá la cuenta unos días"), "account.period_withdraw": lang.Key("retiró un periodo anunciado de la cuenta"),
	"account.turn_set": lang.Key("dijo quién atiende la cuenta"), "account.turn_drop": lang.Key("quitó un turno de la cuenta"),
	"account.unwatched":             lang.Key("notó que nadie vigila la cuenta en días sin atención"),
	"person.import":                 lang.Key("importó una lista de personas"),
	"account.administrators_told":   lang.Key("informó por oficio del cambio de personas administradoras"),
	"account.administrator_missing": lang.Key("notó que a la cuenta le falta una persona administradora"),
	"closing.decide":                lang.Key("decidió dar de baja la cuenta"), "closing.archive_begin": lang.Key("mandó archivar los contenidos de la cuenta"), "closing.archive": lang.Key("archivó los contenidos de la cuenta"),
	"closing.erase_begin": lang.Key("mandó borrar los contenidos en la red"), "closing.erased": lang.Key("borró una publicación en la red"), "closing.not_erased": lang.Key("no pudo borrar en la red"),
	"closing.erase_waits": lang.Key("esperó para seguir borrando en la red"), "closing.erase": lang.Key("terminó de borrar en la red"), "closing.erased_by_hand": lang.Key("anotó que borró a mano una publicación"),
	"closing.cancelled": lang.Key("confirmó que la cuenta se canceló en la red"), "closing.destroy_begin": lang.Key("mandó destruir los accesos de la cuenta"), "closing.destroyed": lang.Key("anotó que los accesos se destruyeron"),
	"closing.inform": lang.Key("hizo otro oficio de la baja"),
	"closing.letter": lang.Key("anotó el oficio firmado de la baja"), "closing.download": lang.Key("descargó el archivo de la cuenta"), "account.abandoned": lang.Key("notó que la cuenta parece abandonada"),
	"personal.list": lang.Key("pidió que se muestre su cuenta personal"), "personal.withdraw": lang.Key("retiró su cuenta personal de las páginas públicas"),
	"credential.connect": lang.Key("conectó la cuenta con su red"), "credential.probe": lang.Key("probó el acceso a la red"), "credential.renew": lang.Key("renovó el acceso a la red"),
	"credential.renewed": lang.Key("renovó el acceso a la red"), "credential.handed_over": lang.Key("entregó un acceso a la bóveda"), "credential.reveal": lang.Key("vio un acceso de la cuenta"),
	"credential.rotation_begin": lang.Key("empezó a renovar la contraseña"), "credential.rotation_dropped": lang.Key("notó que la red soltó el acceso al cambiar la contraseña"),
	"credential.rotated": lang.Key("renovó la contraseña"), "credential.rotation_abandoned": lang.Key("dejó la renovación de la contraseña sin cambiarla"),
	"credential.rotation_left": lang.Key("avisó que una renovación de contraseña quedó a medias"), "credential.rotation_forced": lang.Key("ordenó renovar la contraseña ya"),
	"credential.destroy": lang.Key("destruyó los accesos de la cuenta"), "account.settings_changed": lang.Key("notó que la configuración cambió en la red"),
	"account.settings_accepted": lang.Key("aceptó la configuración que tiene la red"), "account.settings_reviewed": lang.Key("revisó la cuenta en la red"),
	"account.settings_asked": lang.Key("pidió revisar la cuenta en la red"),
	"publication.held":       lang.Key("hizo esperar un envío mientras se renueva la contraseña"), "session.confirm": lang.Key("confirmó con su segundo factor"),

	"person.add": lang.Key("dio de alta a una persona"), "person.update": lang.Key("cambió los datos de una persona"), "person.disable": lang.Key("dio de baja a una persona"),
	"person.return": lang.Key("dio otra vez de alta a una persona"), "directory.group_add": lang.Key("recibió un grupo del directorio"),
	"directory.group_change": lang.Key("recibió un cambio en un grupo del directorio"), "directory.group_remove": lang.Key("recibió que un grupo se borró del directorio"),
	"directory.key_create": lang.Key("creó una llave para el directorio institucional"), "directory.key_revoke": lang.Key("canceló una llave del directorio institucional"),
	"directory.refuse": lang.Key("pidió algo que no se pudo hacer"),
	"person.recover":   lang.Key("dio un enlace para recuperar un acceso"), "person.recovered": lang.Key("recuperó su acceso"),
	"grant.add": lang.Key("asignó un cargo"), "grant.end": lang.Key("retiró un cargo"), "area.import": lang.Key("importó áreas"), "area.update": lang.Key("cambió los datos de un área"),
	"session.open": lang.Key("entró"), "session.password": lang.Key("dio su contraseña"), "session.close": lang.Key("salió"), "session.close_all": lang.Key("cerró todas sus sesiones"),
	"session.refused": lang.Key("no pudo entrar"), "session.locked": lang.Key("quedó sin poder entrar por un rato, por demasiados intentos"), "session.slowed": lang.Key("tuvo que esperar, por demasiados intentos"),
	"factor.enrol": lang.Key("registró su segundo factor"), "passkey.remove": lang.Key("quitó una llave de acceso"), "password.change": lang.Key("cambió su contraseña"),
	"token.create": lang.Key("creó una llave para un programa"), "token.revoke": lang.Key("retiró la llave de un programa"),
	"vault.rotate": lang.Key("cambió la llave de la bóveda"), "ledger.export": lang.Key("exportó la bitácora"), oversight.ActErase: lang.Key("borró por orden de ley el cuerpo de un asiento"),
	"worker.heartbeat": lang.Key("avisó que sigue trabajando"),

	"letter.issue": lang.Key("hizo un oficio"), "letter.sign": lang.Key("firmó un oficio"), "letter.cancel": lang.Key("canceló un oficio"),
	"certificate.register": lang.Key("registró un certificado para firmar oficios"), "certificate.revoke": lang.Key("dio de baja un certificado para firmar oficios"),
	"publication.deliberated": lang.Key("dejó en espera una publicación"), "publication.freed": lang.Key("dejó salir una publicación que esperaba"),
	"deliberation.declare": lang.Key("declaró un asunto en deliberación"), "deliberation.lift": lang.Key("levantó la deliberación de un asunto"),
	"reserved.add": lang.Key("reservó un término"), "reserved.remove": lang.Key("quitó un término reservado"),
	"mail.fail": lang.Key("no pudo entregar un correo"), "mail.bounce": lang.Key("notó que un correo rebotó"), "mail.retry": lang.Key("volvió a enviar un correo"),
	"mail.refuse": lang.Key("rechazó una respuesta por correo"), "mail.confirm": lang.Key("confirmó una dirección de correo"),
}

// actGroups are the kinds of acts that the ledger's page can be narrowed to.
var actGroups = []struct{ prefix, text string }{
	{"post.", lang.Key("Redacción y visto bueno")}, {"publication.", lang.Key("Envíos a la red")}, {"publishing.", lang.Key("Interruptor de publicación")},
	{"item.", lang.Key("Comentarios y respuestas")}, {"inbox.", lang.Key("Derechos sobre la bandeja")}, {"account.", lang.Key("Cuentas")}, {"closing.", lang.Key("Bajas de cuentas")}, {"credential.", lang.Key("Accesos a las redes")},
	{"person.", lang.Key("Personas")}, {"grant.", lang.Key("Cargos")}, {"area.", lang.Key("Áreas")}, {"session.", lang.Key("Entradas y salidas")},
	{"token.", lang.Key("Llaves de programas")}, {"directory.", lang.Key("Directorio institucional")}, {"letter.", lang.Key("Oficios")}, {"certificate.", lang.Key("Certificados")}, {"ledger.", lang.Key("Bitácora")}, {"mail.", lang.Key("Correo")},
}

// detailWords names the details that people meet most.
var detailWords = map[string]string{
	"reason": lang.Key("Motivo"), "part": lang.Key("Qué"), "verified_by": lang.Key("Comprobado por"), "why": lang.Key("Por qué"), "incident": lang.Key("Incidente"), "revision": lang.Key("Versión"), "publication": lang.Key("Publicación"), "kind": lang.Key("Clase"), "handle": lang.Key("Usuario en la red"),
	"network": lang.Key("Red"), "how": lang.Key("Cómo"), "ok": lang.Key("Aceptado"), "problem": lang.Key("Problema"), "hours": lang.Key("Horario"), "period": lang.Key("Periodo"), "short_notice": lang.Key("Con poco aviso"), "person": lang.Key("Persona"), "from": lang.Key("Desde"), "order": lang.Key("Orden"),
	"method": lang.Key("Manera"), "hash": lang.Key("Huella del contenido"), "url": lang.Key("Dirección"), "remote": lang.Key("Identificador en la red"), "note": lang.Key("Nota"),
	"due": lang.Key("Hora"), "role": lang.Key("Cargo"), "name": lang.Key("Nombre"), "to": lang.Key("A quién"), "lead": lang.Key("Titular"), "alternate": lang.Key("Suplente"),
	"accounts": lang.Key("Cuentas"), "username": lang.Key("Usuario"), "area": lang.Key("Área"), "rank": lang.Key("Nivel"),
}

// entryText says an entry, to follow its actor.
func entryText(ctx context.Context, l oversight.Line) string {
	e := l.Entry
	if l.Erased {
		return lang.T(ctx, "El cuerpo de este asiento se borró por orden de ley; su huella sigue en el árbol.")
	}
	if e.Outcome == oversight.OutcomeRefused && slices.Contains(institution.Acts(), institution.Act(e.Act)) {
		return lang.T(ctx, "quiso %s, y se le negó", lang.Dyn(ctx, institution.Describe(institution.Act(e.Act))))
	}
	if words, ok := pastWords[e.Act]; ok {
		return lang.Dyn(ctx, words)
	}
	return e.Act
}

// entryActor is the name at that moment.
func entryActor(ctx context.Context, l oversight.Line) string {
	switch {
	case l.Erased:
		return ""
	case l.Entry.ActorName != "":
		return l.Entry.ActorName
	case l.Entry.Actor == "":
		return lang.T(ctx, "Alguien sin sesión")
	}
	return l.Entry.Actor
}

func entryIcon(l oversight.Line) ui.Icon {
	if l.Entry.Outcome == oversight.OutcomeRefused {
		return ui.IconFix
	}
	group, _, _ := strings.Cut(l.Entry.Act, ".")
	icons := map[string]ui.Icon{"post": ui.IconWrite, "publication": ui.IconHorn, "publishing": ui.IconStop, "item": ui.IconInbox, "account": ui.IconFile,
		"credential": ui.IconKey, "person": ui.IconPerson, "grant": ui.IconPerson, "directory": ui.IconPerson, "session": ui.IconLock, "token": ui.IconKey, "ledger": ui.IconLedger}
	if icon, ok := icons[group]; ok {
		return icon
	}
	return ui.IconInfo
}

// entryState colours what was denied or went wrong.
func entryState(l oversight.Line) ui.State {
	switch {
	case l.Entry.Outcome == oversight.OutcomeRefused, l.Erased:
		return ui.Fix
	case l.Entry.Act == "publication.failed", l.Entry.Act == "publication.missed", l.Entry.Act == "publication.unknown":
		return ui.Warn
	case l.Entry.Act == "publication.published":
		return ui.OK
	}
	return ui.None
}

// subjectLink leads to what an entry is about, where a page of it exists and the reader
// may open it.
func (s *Site) subjectLink(ctx context.Context, v visit, e oversight.Entry) *ui.Link {
	kind, id, _ := strings.Cut(e.Subject, ":")
	on := institution.On{AreaID: e.Area}
	if e.Account != "" {
		on.AccountIDs = []string{e.Account}
	}
	pages := map[string]struct {
		act        institution.Act
		text, path string
	}{
		"post":    {institution.PostRead, lang.T(ctx, "Ver la publicación"), "/publicaciones/"},
		"item":    {institution.InboxRead, lang.T(ctx, "Ver el comentario"), "/bandeja/"},
		"account": {institution.AccountRead, lang.T(ctx, "Ver la cuenta"), "/cuentas/"},
	}
	page, ok := pages[kind]
	if !ok || id == "" || !institution.Allowed(s.Now(), v.actor, page.act, on) {
		return nil
	}
	return &ui.Link{Text: page.text, Href: page.path + id}
}

// viaText says by which door an act came.
func viaText(ctx context.Context, via string) string {
	switch via {
	case "web":
		return lang.T(ctx, "estas páginas")
	case "api":
		return lang.T(ctx, "un programa")
	case "scim":
		return lang.T(ctx, "el directorio de la institución")
	case "cli":
		return lang.T(ctx, "la consola del servidor")
	case "job":
		return lang.T(ctx, "el sistema, por sí solo")
	}
	return via
}

// ledgerNames is what identifiers in the ledger are called.
type ledgerNames struct {
	accounts map[string]account.Account // that the reader may know
	areas    map[string]string
}

func (s *Site) readNames(ctx context.Context, v visit) (ledgerNames, error) {
	out := ledgerNames{map[string]account.Account{}, map[string]string{}}
	areas, err := s.Office.Areas(ctx)
	if err != nil {
		return out, err
	}
	for _, a := range areas {
		out.areas[a.ID] = a.Name
	}
	if !institution.Allowed(s.Now(), v.actor, institution.AccountRead, institution.On{}) {
		return out, nil
	}
	all, _, err := s.Office.Accounts(ctx, v.actor)
	for _, a := range all {
		out.accounts[a.ID] = a
	}
	return out, err
}

// rowOf is an entry with the names that its page says.
func (s *Site) rowOf(ctx context.Context, v visit, l oversight.Line, names ledgerNames) ledgerRow {
	row := ledgerRow{Line: l, area: cmp.Or(names.areas[l.Entry.Area], l.Entry.Area), link: s.subjectLink(ctx, v, l.Entry)}
	if a, ok := names.accounts[l.Entry.Account]; ok {
		row.account = accountName(ctx, a)
	}
	return row
}
