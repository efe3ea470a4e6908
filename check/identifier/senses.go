package identifier

import (
	_ "embed"
	"strings"
)

// sense is what a word may be; a word may be several things.
type sense uint32

const (
	aStreet   sense = 1 << iota // calle, avenida
	aPath                       // street words that are other words too: camino, paseo
	aColony                     // colonia, fraccionamiento
	aTown                       // municipio, alcaldía
	aInside                     // interior, departamento, piso
	aHome                       // what says that somebody lives there
	aVenue                      // what says that an address is of a place open to the public
	aPlate                      // placas, matrícula
	aVehicle                    // coche, camioneta
	aPassport                   // pasaporte
	aBirth                      // nació, nacimiento
	aMonth                      // enero
	aTitle                      // señora, ciudadano: of private persons
	anOffice                    // consejera, diputado: of those who are named for their office
	aGiven                      // a given name
	aSurname                    // a surname
	aMinor                      // niña, hijo, menor
	aSite                       // cuenta, perfil, instagram
	aParticle                   // de, la: inside names
)

// senses tells what each word may be.
var senses = func() map[string]sense {
	out := map[string]sense{}
	for s, list := range map[sense]string{
		aStreet: "calle av avda ave avenida blvd bulevar boulevard calz calzada callejon cjon priv cda prol prolongacion carretera carr periferico viaducto andador libramiento",
		aPath:   "privada cerrada circuito cto retorno camino paseo diagonal diag eje rinconada vereda corregidora",
		aColony: "ampliacion col colonia fracc fraccionamiento barrio residencial ejido infonavit",
		aTown:   "municipio mpio alcaldia delegacion ciudad cd",
		aInside: "int interior depto departamento dpto piso edificio edif torre local letra bis mz mza manzana lt lote",
		aHome:   "vivo vive viven vivimos vivia reside resido residen habita habito casa particular hogar",
		aVenue: "modulo modulos oficina oficinas junta juntas sede sedes escuela primaria secundaria preparatoria kinder casilla casillas hospital plaza auditorio consejo " +
			"palacio instalaciones biblioteca museo teatro parque universidad facultad instituto ine tribunal ayuntamiento foro salon deportivo explanada kiosco quiosco " +
			"mercado clinica estadio embajada consulado ministerio fiscalia vocalia ubicado ubicada ubicados ubicadas ubica sito sita centro hotel atencion bodega " +
			"taller curso feria evento marcha jardin iglesia templo secretaria direccion coordinacion unidad comite registro conferencia ventanilla recibos sucursal",
		aPlate:    "placa placas matricula",
		aVehicle:  "vehiculo auto automovil coche carro camioneta taxi moto motocicleta camion combi tsuru",
		aPassport: "pasaporte passport",
		aBirth:    "nacimiento nac nacio naci nacido nacida dob",
		aMonth:    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene feb mar abr may jun jul ago sep sept oct nov dic",
		aTitle: "sr sra srta srita senor senora senorita don dona ciudadano ciudadana joven victima quejoso quejosa denunciante promovente vecino vecina " +
			"beneficiario beneficiaria solicitante paciente testigo alumno alumna viuda viudo esposa esposo tutor tutora",
		anOffice: "consejero consejera presidente presidenta magistrado magistrada diputado diputada senador senadora gobernador gobernadora secretario secretaria " +
			"director directora titular vocal candidato candidata ministro ministra alcalde alcaldesa coordinador coordinadora comisionado comisionada juez jueza " +
			"regidor regidora sindico sindica fiscal procurador procuradora rector rectora jefe jefa encargado encargada representante doctor doctora maestro maestra " +
			"licenciado licenciada ingeniero ingeniera lic mtro mtra dr dra ing embajador embajadora profesor profesora investigador investigadora periodista escritor escritora",
		aMinor: "menor hijo hija nino nina adolescente sobrino sobrina nieto nieta hijito hijita bebe nene nena",
		aSite:  "cuenta perfil instagram insta facebook face tiktok usuario canal twitter snapchat pagina",
	} {
		addSense(out, s, list)
	}
	addSense(out, aParticle, "de del la las los y el")
	addSense(out, aGiven, given)
	addSense(out, aSurname, surnames)
	return out
}()

// given and surnames are made by names/make.mjs from @faker-js/faker 9.9.0 (MIT) and our
// own lists.
var (
	//go:embed names/given.txt
	given string
	//go:embed names/surnames.txt
	surnames string
	//go:embed names/historic.txt
	historicNames string
)

func addSense(to map[string]sense, s sense, list string) {
	for _, word := range strings.Fields(list) {
		to[word] |= s
	}
}

// historic are the first two names of persons of history, with a space between.
var historic = func() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(historicNames) {
		out[strings.TrimSpace(line)] = true
	}
	return out
}()
