// htmx and its SSE extension, as npm delivers them. The extension looks for a global.
import "./htmx-global.js";
import "htmx.org/dist/ext/hx-sse.js";
