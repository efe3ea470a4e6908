package web

// enrolPath is where a second factor is registered.
const enrolPath = "/entrar/registrar"
