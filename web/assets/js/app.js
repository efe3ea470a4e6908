// Starts every module. Each works on marks in the page (data-…) and does nothing
// without them; the pages work without any of this.
import * as autosave from "./autosave.js";
import * as calendar from "./calendar.js";
import * as check from "./check.js";
import * as clock from "./clock.js";
import * as counter from "./counter.js";
import * as dialog from "./dialog.js";
import * as fragment from "./fragment.js";
import * as guard from "./guard.js";
import * as offline from "./offline.js";
import * as passkey from "./passkey.js";
import * as shortcuts from "./shortcuts.js";
import * as small from "./small.js";
import * as undo from "./undo.js";
import * as vanish from "./vanish.js";

for (const module of [autosave, calendar, check, clock, counter, dialog, fragment, guard, offline, passkey, shortcuts, small, undo, vanish]) {
  module.start();
}
