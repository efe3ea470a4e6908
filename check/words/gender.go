package words

import "strings"

// genderOf is the gender that a noun or adjective without feminine form has by its ending,
// or by being one of the common words that the ending does not tell. Both when neither
// does: what is not certain is not said. The word is in the singular.
func genderOf(word string) Kind {
	switch {
	case masculine[word]:
		return MascOne
	case feminine[word]:
		return FemOne
	case common[word]:
		return One
	}
	for _, e := range endingGenders {
		if strings.HasSuffix(word, e.ending) {
			return e.gender
		}
	}
	return One
}

// endingGenders is read from the top: the first that fits decides.
var endingGenders = []struct {
	ending string
	gender Kind
}{
	{"ción", FemOne}, {"sión", FemOne}, {"xión", FemOne}, {"dad", FemOne}, {"tad", FemOne}, {"tud", FemOne}, {"umbre", FemOne}, {"triz", FemOne},
	{"aje", MascOne}, {"miento", MascOne}, {"ambre", MascOne},
	{"ista", One}, {"cida", One}, {"ícola", One}, {"ócrata", One}, {"ópata", One}, {"iatra", One}, {"onarca", One}, {"ita", One}, {"eta", One}, {"ota", One}, {"ata", One},
	{"asta", One}, {"auta", One}, {"euta", One}, {"iarca", One}, {"erarca", One},
	{"grama", MascOne}, {"ma", One}, {"o", MascOne}, {"a", FemOne},
	{"or", MascOne}, {"ín", One}, {"és", One},
}

// Words whose ending does not tell their gender.
var (
	masculine = set(`problema sistema tema programa clima idioma diploma esquema drama poema síntoma dilema lema teorema panorama trauma carisma enigma
		estigma paradigma prisma plasma aroma axioma cromosoma fantasma diafragma estratagema aneurisma reúma asma emblema
		día mapa planeta tranvía mediodía gorila puma buda yoga pijama
		país mes plan papel nivel poder deber taller cartel portal canal lugar hogar informe nombre hombre padre límite trámite debate cierre parque puente
		reporte transporte deporte avance alcance enlace voltaje cine bloque cheque paquete boletín jardín fin bien tren examen origen  volumen 
		régimen resumen certamen dictamen crimen virus jueves lunes martes miércoles viernes sábado domingo fraude tribunal arancel pastel árbol sol mar gol
		control hospital hotel rol riel personal material correo registro botón camión avión guion buzón corazón renglón patrón padrón algodón
		andén almacén afán desdén plazo mazo diez pez arroz lápiz interés mes compás gas bus autobús cupón cajón salón bastón escalón
		índice cauce cruce doce lote pase pie pliegue ajuste contraste aporte embarque empate escape goce móvil reloj traje viaje
		suelo aceite aire ambiente baile bosque bote brote café cliché coche comité detalle diente eje envase equipaje estante golpe
		homenaje incidente ingrediente lenguaje maíz menaje monte mueble norte sur oeste oriente poniente ocaso perfil periodo postre restaurante rescate
		respaldo riesgo saque semáforo soporte suministro tanque timbre toque tope torrente traspaso valle vientre volante voto`)
	feminine = set(`credencial señal sal ley red vez voz luz cruz paz clase base calle noche tarde sede fe llave nube sangre mente fase frase nave nieve
		suerte muerte gente mano foto moto flor labor razón sazón imagen hiel miel piel cárcel catedral inicial sucursal
		forma firma norma plataforma reforma alarma suma cama fama rama llama dama trama cima rima lima víctima pluma goma broma loma paloma toma crema gema
		lágrima autoestima estima máxima merma arma alma bruma espuma escama yema flama palma
		lista pista vista revista entrevista conquista cita visita meta receta carpeta tarjeta boleta etiqueta libreta maleta caseta papeleta gaceta planta cuota nota
		pelota mascota gota flota cuota ruta bota rota derrota vida medida salida entrada llegada partida comida bebida
		actriz raíz matriz nariz perdiz niñez vejez sencillez madurez honradez escasez rapidez
		serie especie superficie intemperie costumbre cumbre lumbre legumbre muchedumbre
		libido página tesis crisis dosis sintaxis síntesis hipótesis metamorfosis sede índole torre nave madre ave
		llave hélice directriz tos res mies coz faz hoz luz tez vejez cicatriz codorniz variz
		ciudad verdad mitad libertad juventud salud virtud actitud solicitud sed pared virtud bondad
		`)
	common = set(`atleta poeta colega camarada demócrata indígena espía idiota astronauta guardia policía cura papa guía cabeza ordenanza vigía cámara trompeta
		escolta corneta espada recluta guardabosques cometa radio testigo modelo soprano miembro piloto sargento cabo soldado reo caza genio
		agrícola maya belga azteca israelita hipócrita persa croata celta escita inca pirata suicida homicida burócrata aristócrata
		rosa naranja violeta lila púrpura malva escarlata extra ultra macho hembra alerta estrella clave modelo récord monstruo
		juez expo disco info promo dinamo árbitro médico ingeniero perito arquitecto orden margen mejor mayor menor peor superior inferior anterior posterior interior exterior ulterior júnior sénior bicolor tricolor multicolor 		gallina guardia batería defensa demo `)
)

// set reads a list of words.
func set(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(text) {
		m[w] = true
	}
	return m
}
