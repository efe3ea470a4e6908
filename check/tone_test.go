package check

import (
	"testing"

	"pregonero/regulation"
)

//clause:test 6.ii
func TestDialogue(t *testing.T) {
	t.Parallel()
	runTable(t, "dialogue", []row{
		// fails
		{"it only informs", post("El Consejo General aprobó el calendario electoral."), []string{""}},
		{"a verb of somebody else", post("El INE participa en la feria y consulta a las juntas."), []string{""}},
		{"a noun that is a command elsewhere", post("Consulta popular del 1 de agosto: resultados finales."), []string{""}},
		{"a noun with an accent and -lo", post("Zócalo lleno en la feria."), []string{""}},
		{"a wish in a subordinate clause", post("El Consejo pidió que participen más áreas."), []string{""}},
		// passes
		{"a question", post("¿Ya tiene su credencial?"), nil},
		{"a command of usted", post("Consulte la ubicación de su casilla."), nil},
		{"a command of tú", post("Este domingo, participa en las elecciones."), nil},
		{"after an emoji", post("🗳️ Ubica tu casilla"), nil},
		{"with a pronoun tied to it", post("Hay foro el lunes. Regístrese en línea."), nil},
		{"with a diphthong before it", post("Nadie puede condicionarle el voto. Denúncielo."), nil},
		{"not to do something", post("El plazo vence. No lo dejes para el final."), nil},
		{"another pronoun", post("Su voz importa: cuéntenos."), nil},
		{"an invitation", post("Le invitamos al foro del lunes."), nil},
		{"together", post("Votemos este domingo."), nil},
		{"an offer", post("Ahora usted puede consultar la lista nominal."), nil},
		// does not apply
		{"an answer", answer("El módulo abre a las nueve."), nil},
		{"another language", Facts{Text: "The Council approved the calendar.", Lang: "en"}, nil},
		{"no words", post(""), nil},
	})
}

//clause:test 6.iii
func TestOpinion(t *testing.T) {
	t.Parallel()
	runTable(t, "opinion", []row{
		// fails
		{"I believe", post("Creo que el proceso salió bien."), []string{"Creo que"}},
		{"in my opinion", post("En mi opinión, faltó difusión."), []string{"En mi opinión"}},
		{"I like it", answer("Me gusta la propuesta que nos hace."), []string{"Me gusta"}},
		{"two of them", post("Yo creo que sí. A mi juicio es suficiente."), []string{"Yo creo", "A mi juicio"}},
		// passes
		{"the institution speaks", post("Consideramos que la ley es clara y creemos en el diálogo."), nil},
		{"what is quoted", post("La consejera dijo: «Creo que fue una jornada ejemplar»."), nil},
		{"in straight marks", post("\"En mi opinión, fue ejemplar\", dijo la consejera."), nil},
		{"what is asked", post("¿Y si creo que mi credencial venció?"), nil},
		{"what others think", post("La ciudadanía opina que el trámite es rápido."), nil},
		// does not apply
		{"what a person wrote", comment("Creo que está mal"), nil},
		// edges
		{"a mark that nothing closes", post("«Creo que sí"), []string{"Creo que"}},
		{"over a stop", post("Creo. Que conste."), nil},
	})
}

//clause:test 6.iii
func TestParty(t *testing.T) {
	t.Parallel()
	runTable(t, "party", []row{
		// fails
		{"a call to vote", post("Este domingo vote por Morena."), []string{"vote por Morena"}},
		{"together", post("Votemos por el PAN."), []string{"Votemos por el PAN"}},
		{"against", post("No vote por el PRI."), []string{"No vote por el PRI"}},
		{"congratulations", post("Felicidades a Movimiento Ciudadano por su triunfo."), []string{"Felicidades a Movimiento Ciudadano"}},
		{"praise", post("El PAN es la mejor opción."), []string{"PAN es la mejor"}},
		{"scorn", post("Los del PRI son corruptos; el PRI es corrupto."), []string{"PRI son corruptos", "PRI es corrupto"}},
		{"a forecast", post("MORENA va a ganar."), []string{"MORENA va a ganar"}},
		{"a coalition", answer("Apoyemos a Fuerza y Corazón por México."), []string{"Apoyemos a Fuerza y Corazón por México"}},
		{"long live", post("¡Viva el PT!"), []string{"Viva el PT"}},
		// passes
		{"registration", post("PAN, PRI, PT, PVEM, MC y Morena registraron candidaturas."), nil},
		{"public money", post("El INE aprobó el financiamiento del PAN y multó a Morena."), nil},
		{"results", post("Morena obtuvo 35 % de los votos y el PAN 20 %."), nil},
		{"how to mark a ballot", post("Quien quiera votar por Morena marca su recuadro; si vota por el PAN, el suyo."), nil},
		{"the best voted", post("El PAN fue el mejor votado en la sección."), nil},
		{"bread", post("Vote y compre pan; la virgen morena es de todos."), nil},
		{"what is quoted", post("El Tribunal multó la barda que decía «Vote por Morena»."), nil},
		{"what is asked", post("¿Va a ganar el PAN? Consulte el PREP."), nil},
		{"a tribunal's order", post("El PRI deberá pagar la multa. Apoye la consulta."), nil},
		// does not apply
		{"what a person wrote", comment("Voten por Morena"), nil},
	})
}

//clause:test 6.xiv
func TestChat(t *testing.T) {
	t.Parallel()
	runTable(t, "chat", []row{
		// fails
		{"small talk", post("¿Cómo amanecieron? Ya es viernes."), []string{"Cómo amanecieron", "Ya es viernes"}},
		{"the weather", answer("Qué calor hace hoy."), []string{"Qué calor hace"}},
		{"sport", post("¡Golazo de la Selección!"), []string{"Golazo"}},
		// passes
		{"a greeting", answer("Buenos días. Su trámite está listo."), nil},
		{"an official date", post("El viernes se instala el consejo distrital."), nil},
		{"what is quoted", post("El cuento «Feliz viernes» ganó el concurso."), nil},
		// does not apply
		{"what a person wrote", comment("Ya es viernes"), nil},
	})
}

//clause:test 6.xv
func TestPrivateTone(t *testing.T) {
	t.Parallel()
	runTable(t, "private_tone", []row{
		// fails
		{"laughter", post("Jajaja, claro que sí."), []string{"Jajaja"}},
		{"slang", answer("No manches, qué padre pregunta."), []string{"No manches", "qué padre"}},
		{"endearment", answer("Te quiero, bestie."), []string{"Te quiero", "bestie"}},
		{"one's own life", post("Ayer fui al módulo con mi mamá."), []string{"Ayer fui", "mi mamá"}},
		// passes
		{"plain and near", post("Aquí estamos para ayudarle. ¡Gracias por participar!"), nil},
		{"what people ask", post("¿Puede votar mi mamá si está hospitalizada?"), nil},
		{"a father", post("Invite a votar a su papá: qué padre no quiere lo mejor."), []string{"qué padre"}},
		// does not apply
		{"what a person wrote", comment("Jajaja"), nil},
	})
}

//clause:test 6.xiii
//clause:test 6.xxix
func TestMentions(t *testing.T) {
	t.Parallel()
	on := func(network, text string) Facts { return Facts{Text: text, Network: network} }
	known := func(text string, handles ...Handle) Facts {
		return Facts{Text: text, Network: "x", Handles: handles}
	}
	runTable(t, "mentions", []row{
		// fails
		{"a look-alike of the pack's account", on("x", "Siga a @INEMexic0"), []string{"@INEMexic0"}},
		{"one letter less", on("x", "Siga a @INEMexco."), []string{"@INEMexco"}},
		{"two letters the other way round", on("x", "Siga a @INEMexcio"), []string{"@INEMexcio"}},
		{"with a low line", on("x", "Siga a @INE_Mexico"), []string{"@INE_Mexico"}},
		{"of a registered account", known("Vea @JuntaJalisc0ine", Handle{"x", "JuntaJaliscoine"}), []string{"@JuntaJalisc0ine"}},
		{"official on another network", on("x", "Vea @INETV"), []string{"@INETV"}},
		{"a name that X cannot have", on("x", "Gracias a @UnaPersonaConNombreLargo"), []string{"@UnaPersonaConNombreLargo"}},
		{"many", on("x", "Gracias @unamx1 @dosmx2 @tresmx @cuatromx @cincomx @seismx @sietemx"), []string{"@seismx @sietemx"}},
		// passes
		{"the official one", on("x", "Siga a @INEMexico y a @inemexico."), nil},
		{"a registered one", known("Vea @JuntaJaliscoine", Handle{"x", "JuntaJaliscoine"}), nil},
		{"another institution", on("x", "Con @TEPJF_informa y @UNAM_MX"), nil},
		{"one on its own server", on("mastodon", "Con @alguien@mastodon.social"), nil},
		{"no network is known", post("Con @UnaPersonaConNombreLargo"), nil},
		{"an e-mail", on("x", "Escriba a prensa@ine.mx"), nil},
		// does not apply
		{"what a person wrote", Facts{Kind: Comment, Text: "@INEMexic0", Network: "x"}, nil},
		// edge
		{"a lone sign", on("x", "a las 9 @ la sede"), nil},
	})
}

//clause:test 6.xiii
func TestHashtags(t *testing.T) {
	t.Parallel()
	runTable(t, "hashtags", []row{
		// fails
		{"several words in small letters", post("Participe #vivelademocracia"), []string{"#vivelademocracia"}},
		{"with a figure", post("#elecciondejudicial2027 ya viene"), []string{"#elecciondejudicial2027"}},
		{"in capitals", post("#TUVOTOCUENTA"), []string{"#TUVOTOCUENTA"}},
		{"a capital at the beginning only", post("#Votolibreysecreto"), []string{"#Votolibreysecreto"}},
		{"too many", post("Vote #Uno #Dos #Tres #Cuatro #Cinco #Seis #Siete"), []string{"#Seis #Siete"}},
		// passes
		{"with capitals", post("#ViveLaDemocracia #TuVotoCuenta"), nil},
		{"one word", post("#elecciones #democracia #participacion"), nil},
		{"a name", post("#Guanajuato #michoacan"), nil},
		{"short", post("#tuvoto"), nil},
		{"words that are not known", post("#xqzwlmnop"), nil},
		// does not apply
		{"what a person wrote", comment("#vivelademocracia"), nil},
	})
}

func TestHashtagsSuggest(t *testing.T) {
	t.Parallel()
	d := dictionary(t)
	for tag, want := range map[string]string{
		"#vivelademocracia": "#ViveLaDemocracia", "#tuvotocuenta": "#TuVotoCuenta", "#miprimervoto": "#MiPrimerVoto", "#consejogeneral2027": "#ConsejoGeneral2027", "#participacionciudadana": "#ParticipacionCiudadana",
		"#educacioncivica": "#EducacionCivica", "#votolibreysecreto": "#VotoLibreYSecreto", "#juntalocaljalisco": "#JuntaLocalJalisco", "#yosivoto": "#YoSiVoto", "#eleccionesmexico": "#EleccionesMexico", "#credencialparavotar": "#CredencialParaVotar", "#mujeresenlapolitica": "#MujeresEnLaPolitica",
	} {
		if got := inCamel(tag, d); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

//clause:test 6.xxii
func TestRhythm(t *testing.T) {
	t.Parallel()
	with := func(most, today int) Facts {
		return Facts{Text: "Aviso", Rhythm: []Rhythm{{Account: "a", Name: "@INEMexico", Most: most, Today: today}}}
	}
	runTable(t, "rhythm", []row{
		{"the day is full", with(3, 3), []string{""}},
		{"more than full", with(3, 9), []string{""}},
		{"room for one", with(3, 2), nil},
		{"no figure", with(0, 50), nil},
		{"not known", post("Aviso"), nil},
		{"an answer", Facts{Kind: Answer, Text: "Aviso", Rhythm: with(1, 1).Rhythm}, nil},
	})
}

//clause:test 6.xxviii
func TestSession(t *testing.T) {
	t.Parallel()
	at := func(text string, used int) Facts {
		return Facts{Text: text, Sessions: []Session{{Name: "Sesión ordinaria de noviembre", Signs: []string{"#SesiónINE", "Consejo General"}, Topics: []string{"Presupuesto 2027", "Registro de partidos políticos locales"}, Quota: 3, Used: used}}}
	}
	runTable(t, "session", []row{
		// stops
		{"outside its topics", at("En sesión, el Consejo General nombró a la titular de la unidad.", 0), []string{""}},
		{"by its hashtag", at("Habla ahora la consejera. #SesiónINE", 0), []string{""}},
		{"past the quota", at("El Consejo General aprobó el presupuesto de 2027.", 3), []string{""}},
		// passes
		{"one of its topics", at("El Consejo General aprobó el presupuesto de 2027.", 2), nil},
		{"in other words", at("#SesiónINE: se registran nuevos partidos locales.", 0), nil},
		{"not about the session", at("Renueve su credencial en el módulo más cercano.", 9), nil},
		{"no session goes on", post("El Consejo General nombró a la titular."), nil},
		{"an answer", Facts{Kind: Answer, Text: "El Consejo General lo decide.", Sessions: at("", 0).Sessions}, nil},
	})
	d := checker(t).Run(at("El Consejo General nombró a su titular.", 0))
	if !d.Blocks() {
		t.Error("what is outside the topics goes on")
	}
	for _, f := range d.Findings {
		if f.Check == regulation.CheckSession && f.Clause != "6.xxviii" {
			t.Errorf("cites %s", f.Clause)
		}
	}
}
