package check

// Handle is an official account by its network and its name there, without the at sign.
type Handle struct{ Network, Name string }
