package words

import "strings"

// Irregular are the forms of the verbs that the dictionary lists one by one, and so without
// saying what they are: ser, estar, ir, haber, poder, dar, ver, saber.
func Irregular() map[string]Kind {
	kinds := map[string]Kind{}
	for _, row := range irregular {
		for _, form := range strings.Fields(row.forms) {
			kinds[form] |= row.kind
		}
	}
	return kinds
}

var irregular = []struct {
	kind  Kind
	forms string
}{
	{FirstOne, "soy estoy voy he puedo doy fui estuve fuí hube pude di seré estaré iré habré podré daré"},
	{SecondOne, "eres estás vas has puedes das fuiste estuviste hubiste pudiste diste serás estarás irás habrás podrás darás eras estabas ibas habías podías dabas seas estés vayas hayas puedas des"},
	{ThirdOne, "es está va ha hay puede da era estaba iba había podía daba sea esté vaya haya pueda dé sería estaría iría habría podría daría fuera estuviera hubiera pudiera diera fuese estuviese hubiese pudiese diese ve ande"},
	{ThirdOne | Past, "fue estuvo hubo pudo dio vio anduvo"},
	{ThirdOne | Future, "será estará irá habrá podrá dará verá andará"},
	{FirstMany, "somos estamos vamos hemos podemos damos fuimos estuvimos hubimos pudimos dimos seremos estaremos iremos habremos podremos daremos éramos estábamos íbamos habíamos podíamos dábamos seamos estemos vayamos hayamos podamos demos seríamos estaríamos iríamos habríamos podríamos daríamos"},
	{ThirdMany, "son están van han pueden dan eran estaban iban habían podían daban sean estén vayan hayan puedan den serían estarían irían habrían podrían darían fueran estuvieran hubieran pudieran dieran fuesen estuviesen hubiesen pudiesen diesen"},
	{ThirdMany | Past, "fueron estuvieron hubieron pudieron dieron vieron anduvieron"},
	{ThirdMany | Future, "serán estarán irán habrán podrán darán verán andarán"},
	{Infinitive, "ser estar ir haber poder dar andar"},
	{Gerund, "siendo estando yendo habiendo pudiendo dando"},
	{Participle | MascOne, "sido estado ido habido podido dado hecho dicho puesto escrito visto abierto resuelto vuelto muerto roto"},
}
