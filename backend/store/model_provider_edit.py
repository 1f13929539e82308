"""Making and changing providers of models. Of those that come with a workspace little can be changed."""

from collections.abc import Mapping
from contextlib import suppress

from backend.domain.errors import Conflict, Forbidden
from backend.domain.ids import handle_from
from backend.domain.model import OPEN_TO_SEEDED, PROVIDER_FIXED, PROVIDER_LAWS, models
from backend.domain.spelling import camel
from backend.domain.url import leads_elsewhere
from backend.domain.viewer import Role, Viewer
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.model_edit import Provider, write_models
from backend.store.model_provider import model_provider
from backend.store.noun import Noun, insert, lawful_new, merged, open_row, rewrite
from backend.store.precondition import Precondition
from backend.store.sealing import HEADERS as SEALED_HEADERS, closed, leave, opened, part_headers
from backend.store.secret import secret
from backend.store.statement import Row
from backend.store.workspace import place

HEADERS = ("headers",)
MODELS = ("models",)


async def _guard(_tx: Transaction, row: Row, what: str) -> None:
    if row.seeded:
        raise Forbidden(f"{row.id} comes with the workspace and cannot be {what}: switch its models off.")


MODEL_PROVIDER = Noun(
    "ModelProvider",
    model_provider,
    PROVIDER_LAWS,
    PROVIDER_FIXED,
    references={"secret_id": secret},
    role=Role.ADMIN,
    guard=_guard,
)


async def create_model_provider(
    tx: Transaction,
    viewer: Viewer,
    columns: Mapping[str, object],
    *,
    workspace: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Make a provider with its models and return its id. What is refused names its column."""
    home = await place(tx, viewer.at_least(Role.ADMIN), workspace)
    own = lawful_new(MODEL_PROVIDER, _plain(columns))
    own["vendor"] = own["vendor"] or handle_from(str(own["name"]))
    texts: dict[str, str] = {}
    shown = part_headers(columns.get("headers"), HEADERS, {}, texts)
    listed = models(columns.get("models"), MODELS)

    async def make() -> str:
        row_id = new_id("prv")
        sealed = closed(tx, viewer.account, model_provider, row_id, texts)
        row = {**own, **sealed, "id": row_id, "headers": shown, "seeded": False}
        made = await insert(tx, viewer, MODEL_PROVIDER, home, row)
        await write_models(tx, Provider(made, home, str(own["vendor"])), listed, MODELS)
        return made

    given = {"workspace": home, "columns": columns}
    return await once(tx, viewer, "createModelProvider", idempotency_key, given, make)


async def update_model_provider(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Mapping[str, object],
    *,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given and return the row's id. `models` are written whole.

    FORBIDDEN for what comes with the workspace, but for its secret and its URL.
    """
    found = await open_row(tx, viewer, MODEL_PROVIDER, reference, when)
    closed = [name for name in columns if found.seeded and name not in OPEN_TO_SEEDED]
    if closed:
        raise Forbidden(
            f"{found.id} comes with the workspace: only its secret and URL change.", (camel(closed[0]),)
        )
    own = merged(found, _plain(columns), MODEL_PROVIDER.changeable)
    if "vendor" in own:
        own["vendor"] = own["vendor"] or handle_from(str(own.get("name", found.name)))
    moved = leads_elsewhere(found.base_url, own.get("base_url", found.base_url))
    if "headers" in columns:
        own |= _headers(tx, found, columns["headers"], moved=moved)
    elif moved:
        leave(opened(tx, found.account_id, model_provider, found), (SEALED_HEADERS,), (), ("baseUrl",))
    beside: tuple[str, ...] = HEADERS if "sealed" in own else ()
    if "models" in columns:
        provider = Provider(found.id, found.workspace_id, str(own.get("vendor", found.vendor)))
        listed = models(columns["models"], MODELS)
        beside += MODELS if await write_models(tx, provider, listed, MODELS) else ()
    await rewrite(tx, viewer, MODEL_PROVIDER, found, own, beside=beside)
    return str(found.id)


def _plain(columns: Mapping[str, object]) -> dict[str, object]:
    return {name: each for name, each in columns.items() if name not in {"headers", "models"}}


def _headers(tx: Transaction, found: Row, given: object, *, moved: bool) -> dict[str, object]:
    """The columns of headers that are given to a row, whose own may be kept if it leads where it did."""
    kept: dict[str, str] = {}
    with suppress(Conflict):  # what cannot be opened cannot be kept either: it is to be given again
        kept = opened(tx, found.account_id, model_provider, found)
    texts = {} if moved else dict(kept)
    shown: dict[str, object] = {"headers": part_headers(given, HEADERS, found.headers, texts)}
    if texts == kept:
        return shown
    return shown | closed(tx, found.account_id, model_provider, found.id, texts)
