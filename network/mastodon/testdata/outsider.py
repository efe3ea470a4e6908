"""Drives the local Mastodon server with Mastodon.py, which knows nothing of it."""
import json
import re
import sys
import urllib.request

from mastodon import Mastodon

base, picture = sys.argv[1], sys.argv[2]
scopes = ["read:accounts", "read:statuses", "read:notifications", "write:statuses", "write:media"]

client_id, client_secret = Mastodon.create_app("outsider", api_base_url=base, scopes=scopes)
m = Mastodon(client_id, client_secret, api_base_url=base)
page = urllib.request.urlopen(m.auth_request_url(scopes=scopes, client_id=client_id)).read().decode()
m.log_in(code=re.search(r'value="([^"]+)"', page).group(1), scopes=scopes)

me = m.account_verify_credentials()
media = m.media_post(picture, mime_type="image/png", description="Una urna")
first = m.status_post("Hola https://ine.mx/una/direccion/bastante/larga #voto", media_ids=[media], language="es", idempotency_key="k1", visibility="public")
again = m.status_post("Hola https://ine.mx/una/direccion/bastante/larga #voto", media_ids=[media], language="es", idempotency_key="k1", visibility="public")
assert first.id == again.id, "the key was not honoured"
answer = m.status_post("Sí", in_reply_to_id=first.id)
edited = m.status_update(answer.id, status="Sí, claro")
assert edited.edited_at is not None
assert m.status_source(answer.id).text == "Sí, claro"
below = m.status_context(first.id).descendants
mine = m.account_statuses(me.id, exclude_reblogs=True, limit=5)
notes = m.notifications(types=["mention"], limit=10)
older = m.fetch_next(m.account_statuses(me.id, limit=1))
m.status_delete(answer.id)
print(json.dumps({
    "me": me.acct, "alt": first.media_attachments[0].description, "created": str(first.created_at), "below": [s.id == answer.id for s in below],
    "mine": len(mine), "older": older[0].id == first.id, "mentions": [n.status.account.acct for n in notes], "limit": m.instance().configuration.statuses.max_characters,
    "left": m.ratelimit_remaining,
}))
