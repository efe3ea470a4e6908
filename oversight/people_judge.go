package oversight

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/person"
	"pregonero/store"
)

// peopleThere is what the list is judged against.
type peopleThere struct {
	people map[string]institution.Person // by user name
	emails map[string]institution.Person // idem, by address in lower case, of who is active
	areas  map[string]bool
	seen   map[string]int // user name or address → line
}

func (o *Office) judgePeople(ctx context.Context, t *store.Tx, a institution.Actor, l *PeopleList) error {
	people, err := t.People(ctx)
	if err != nil {
		return err
	}
	areas, err := t.Areas(ctx)
	if err != nil {
		return err
	}
	accounts, err := t.Accounts(ctx, store.AccountFilter{})
	if err != nil {
		return err
	}
	there := peopleThere{map[string]institution.Person{}, map[string]institution.Person{}, map[string]bool{}, map[string]int{}}
	for _, p := range people {
		there.people[p.Username] = p
		if p.Active {
			there.emails[strings.ToLower(p.Email)] = p
		}
	}
	for _, x := range areas {
		there.areas[x.ID] = true
	}
	l.Wrong, l.Opens = 0, nil
	for i := range l.Rows {
		l.Rows[i].Wrong = map[string]string{}
		o.judgePerson(&l.Rows[i], there, a)
		if len(l.Rows[i].Wrong) > 0 {
			l.Wrong++
		}
	}
	l.opens(accounts, func(p institution.Person) func(account.Account, institution.Role) bool {
		return o.fits(p, institution.Family(areas))
	})
	return nil
}

// opens lists the accounts in which somebody of the list would leave their place.
func (l *PeopleList) opens(accounts []account.Account, fits func(institution.Person) func(account.Account, institution.Role) bool) {
	for _, acc := range accounts {
		leaves := slices.ContainsFunc(l.Rows, func(r PeopleRow) bool {
			if acc.State == account.Closed || !acc.Administers(r.was.ID) || r.Does != RowLeaves && r.Does != RowChanged {
				return false
			}
			role := institution.Lead
			if acc.AlternateID == r.was.ID {
				role = institution.Alternate
			}
			return r.Does == RowLeaves || !fits(r.Person)(acc, role)
		})
		if leaves {
			l.Opens = append(l.Opens, acc)
		}
	}
}

func (o *Office) judgePerson(r *PeopleRow, there peopleThere, a institution.Actor) {
	if len(r.Cells) != len(PeopleColumns) {
		r.Wrong["username"] = fmt.Sprintf("La línea tiene %d celdas y deben ser %d.", len(r.Cells), len(PeopleColumns))
		return
	}
	c := map[string]string{}
	for i, column := range PeopleColumns {
		c[column] = strings.TrimSpace(r.Cells[i])
		if c[column] != "" && strings.ContainsAny(c[column][:1], "=+-@") {
			r.Wrong[column] = "Empieza como una fórmula («" + c[column][:1] + "»). Escriba solo el dato."
		}
	}
	is := person.Clean(institution.Person{Username: c["username"], Name: c["name"], Email: c["email"], AreaID: c["area_id"], RankID: c["rank_id"]})
	was, known := there.people[is.Username]
	r.was, is.ID, is.Active, is.Version = was, was.ID, was.Active, was.Version
	r.note("username", person.Check(o.Pack, is))
	r.rank(o, &is)
	if !there.areas[is.AreaID] {
		r.wrong("area_id", "No existe el área «"+is.AreaID+"».")
	}
	r.repeats(is, there)
	r.Person = is
	r.decide(strings.ToLower(c["active"]), known, a)
}

// repeats finds who is twice in the list, and whose address is another's.
func (r *PeopleRow) repeats(is institution.Person, there peopleThere) {
	for column, value := range map[string]string{"username": is.Username, "email": strings.ToLower(is.Email)} {
		if line, twice := there.seen[column+value]; twice && value != "" {
			r.wrong(column, fmt.Sprintf("Está repetido: ya viene en la línea %d.", line))
		}
		there.seen[column+value] = r.Line
	}
	if p, taken := there.emails[strings.ToLower(is.Email)]; taken && p.Username != is.Username {
		r.wrong("email", "Ese correo ya es de "+p.Name+".")
	}
}

// wrong says what is wrong with a cell, unless something was said of it.
func (r *PeopleRow) wrong(column, what string) {
	if r.Wrong[column] == "" {
		r.Wrong[column] = what
	}
}

// note puts a fault on its cell.
func (r *PeopleRow) note(column string, err error) {
	f, ok := fault.Of(err)
	if !ok {
		return
	}
	if f.Field != "" {
		column = f.Field
	}
	if column != "rank_id" { // rank says it better
		r.wrong(column, strings.TrimSpace(f.Sentence()+" "+f.Next))
	}
}

// rank takes a rank by its id or its name; of one that does not exist it suggests another.
func (r *PeopleRow) rank(o *Office, is *institution.Person) {
	best, least := "", 1<<30
	for _, x := range o.Pack.Ranks {
		if strings.EqualFold(is.RankID, x.ID) || strings.EqualFold(is.RankID, x.Name) {
			is.RankID = x.ID
			return
		}
		for _, name := range []string{x.ID, x.Name} {
			if d := distance(strings.ToLower(is.RankID), strings.ToLower(name)); d < least {
				best, least = x.ID, d
			}
		}
	}
	r.wrong("rank_id", "No existe el nivel «"+is.RankID+"»; ¿quiso decir «"+best+"»?")
}

// distance is how many letters change from one word to the other (Levenshtein).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost++
			}
			diagonal, row[j+1] = row[j+1], min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}

// decide says what importing the line does.
func (r *PeopleRow) decide(active string, known bool, a institution.Actor) {
	if active != "si" && active != "sí" && active != "no" {
		r.wrong("active", "Escriba «si» o «no».")
		return
	}
	switch stays := active != "no"; {
	case !known && stays:
		r.Does = RowNew
	case !known, !stays && !r.was.Active:
		r.Does = RowSame
	case !stays && r.was.ID == a.PersonID:
		r.wrong("active", "Nadie se da de baja: pídalo a otra persona que opere el sistema.")
	case !stays:
		r.Does = RowLeaves
	case !r.was.Active:
		r.wrong("active", "Ya está de baja, y una lista no la regresa.")
	case r.Person != r.was:
		r.Does = RowChanged
	default:
		r.Does = RowSame
	}
}
