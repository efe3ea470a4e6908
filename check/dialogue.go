package check

import (
	"strings"
	"unicode/utf8"

	"pregonero/check/plain"
	"pregonero/regulation"
)

// dialogue advises when a post asks nothing, invites to nothing and calls to nothing: the
// conversation with people is what the accounts are for.
//
//clause:code 6.ii
var dialogue = definition{
	name: regulation.CheckDialogue, version: 1, kinds: []Kind{Post},
	build: func(s setup) (judge, error) {
		lang := s.pack.Institution.Lang
		return func(c *content) []Finding {
			if !c.spanish(lang) || invitesAny(c.texts) {
				return nil
			}
			return []Finding{{Message: "El texto informa y no invita a nada: una pregunta o una invitación («¿Usted ya…?», «Cuéntenos…», «Consulte…») abre la conversación."}}
		}, nil
	},
}

func invitesAny(texts []*passage) bool {
	for _, p := range texts {
		if p.invites() || len(p.wordList()) == 0 && p.field == fieldText {
			return true
		}
	}
	return false
}

// Invites tells whether a text asks, invites or calls people to something: what is counted
// as dialogue of an account.
//
//clause:code 6.ii
func Invites(text string) bool {
	p := &passage{text: text}
	return p.invites()
}

func (p *passage) invites() bool {
	list, small := p.wordList(), p.smallWords()
	if len(list) > 0 && strings.ContainsAny(p.text, "?") {
		return true
	}
	for i := range list {
		if _, n := invitations.at(p, i); n > 0 {
			return true
		}
		if p.opens(i) && (commands[unaccented(small[i])] || isClitic(small[i])) {
			return true
		}
		if p.opens(i) && homonyms[small[i]] && i+1 < len(list) && p.together(i) && leads[small[i+1]] {
			return true
		}
	}
	return false
}

// invitations anywhere in a text.
var invitations = newPhrases("le invitamos", "te invitamos", "les invitamos", "los invitamos", "las invitamos", "lo invitamos", "la invitamos", "invitamos a", "le invita", "te invita", "les invita", "invita a la ciudadanía",
	"invita a las personas", "se invita a", "está invitada", "está invitado", "están invitados", "están invitadas", "queremos saber", "queremos escucharle", "queremos escucharte", "queremos leerle", "nos interesa su opinión", "nos interesa tu opinión", "su opinión cuenta",
	"tu opinión cuenta", "le esperamos", "te esperamos", "lo esperamos", "los esperamos", "les esperamos", "la esperamos", "esperamos su", "esperamos tus", "esperamos sus", "esperamos tu", "usted puede", "puede consultar", "puede consultarlo", "puede consultarla", "puedes consultar", "puede participar", "puedes participar",
	"puede acudir", "puedes acudir", "puede seguir", "puedes seguir", "puede registrarse", "puedes registrarte", "pueden participar", "pueden consultar", "pueden acudir", "pueden registrarse", "puede llamar", "puedes llamar", "puede escribirnos", "puedes escribirnos", "puede inscribirse", "puedes inscribirte", "puede verificar", "puedes verificar",
	"puede solicitar", "puedes solicitar", "puede agendar", "puedes agendar", "puede hacer su cita", "puede ver", "puedes ver", "puede descargar", "puedes descargar", "contamos con usted", "contamos contigo", "no olvide", "no olvides", "no se pierda", "no te pierdas", "no deje de", "no dejes de", "vamos a votar", "a votar", "aún está a tiempo", "aún estás a tiempo", "todavía está a tiempo", "todavía estás a tiempo",
	"convoca a la ciudadanía", "se convoca a", "puedes", "no lo dejes", "no la dejes", "no lo deje", "no des", "no dé", "no den", "no comparta", "no compartas", "no olviden", "no te quedes", "no se quede", "no caiga", "no caigas", "no confíe", "no confíes", "no te dejes", "no se deje")

// commands are imperatives of usted and ustedes, and those of tú that are nothing else,
// without accents. They count where a clause begins.
var commands = setOf("participe participen opine opinen comparta compartan compartamos cuente cuenten consulte consulten conozca conozcan acuda acudan llame llamen visite visiten revise revisen vote voten registre registrese inscriba siga sigan responda respondan conteste contesten " +
	"denuncie denuncien diga digan envie envien pregunte pregunten comente comenten ingrese ingresen entre descargue descarguen verifique verifiquen ubique ubiquen recuerde recuerden escriba escriban vea vean mire miren escuche escuchen lea lean aproveche aprovechen agende agenden haga hagan " +
	"solicite soliciten tramite tramiten renueve renueven actualice actualicen recoja recojan acompañe acompañen unase sume sumese asista asistan venga vengan elija elijan decida decidan exija exijan defienda proponga propongan proteja descubra descubran explore aprenda aprendan juegue " +
	"informe informese difunda difundan busque busquen encuentre encuentren identifique presente presenten lleve lleven cuide cuiden ejerza ejerzan tenga tengan sepa sepan de click clic postulese postule aplique evite eviten reporte reporten califique evalue complete llene conectese sintonice suscribase active guarde marque use utilice utilicen considere note ponga ven ponte haz ten di pon sal se parte forma observe observen capacitese vigile anime animese inscribase " +
	"votemos participemos hablemos conversemos dialoguemos construyamos hagamos sigamos recordemos conozcamos cuidemos defendamos platiquemos unamonos sumemonos")

// homonyms are imperatives of tú that are another word too: what follows tells.
var homonyms = setOf("participa opina comparte cuenta consulta conoce acude llama visita revisa vota registra inscribe sigue responde contesta denuncia envía pregunta comenta ingresa entra descarga verifica ubica recuerda escribe mira escucha lee aprovecha agenda solicita tramita renueva actualiza recoge acompaña únete súmate asiste elige decide exige defiende propón protege descubre explora aprende juega informa difunde busca encuentra identifica presenta lleva cuida ejerce checa forma haz dale conviértete pide fotografía guarda llena marca cumple contrasta prepara")

// leads are what an imperative goes on with and a noun or a verb of somebody else does not.
var leads = setOf("como tu tus el la los las lo en aquí ya con cómo dónde qué cuándo quién cuál por a al nuestro nuestra nuestros nuestras este esta estos estas y parte hoy más si sí hasta desde un una todo todos todas")

// clitics are what is tied to the end of an imperative and to no other verb but it, the
// infinitive and the gerund.
var clitics = [...]string{"nos", "lo", "la", "los", "las", "le", "les", "te", "se", "noslo", "noslos"}

// isClitic tells whether a word is an imperative with a pronoun tied to it, which Spanish
// marks with an accent: cuéntenos, regístrese, únete, conócelos.
func isClitic(w string) bool {
	for _, c := range clitics {
		stem, ok := strings.CutSuffix(w, c)
		if !ok || !strings.ContainsAny(stem, "áéíóú") || len(stem) < 4 {
			continue
		}
		bare := unaccented(stem)
		if last := bare[len(bare)-1]; (last == 'e' || last == 'a') && !strings.HasSuffix(bare, "ndo") || strings.HasSuffix(bare, "en") && c != "te" {
			return commandStem(stem)
		}
	}
	return false
}

// commandStem: the accent of an imperative with one pronoun lies on its last syllable but
// one; other words in -lo, -se or -te lose it there.
func commandStem(stem string) bool {
	at := strings.LastIndexAny(stem, "áéíóú")
	_, size := utf8.DecodeRuneInString(stem[at:])
	rest := stem[at+size:]
	return strings.ContainsAny(rest, "aeiou") && plain.Syllables(rest) == 1 && !notCommands[stem]
}

// notCommands are the stems of nouns that end like them: zócalo, escándalo, ángeles.
var notCommands = setOf("zóca escánda péta óva ánge cárce")

var accents = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u")

func unaccented(w string) string { return accents.Replace(w) }
