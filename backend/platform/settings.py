"""Settings: read once, at start, from the environment and a file; docs/settings.md lists them all."""

import os
import re
import secrets
import warnings
from collections.abc import Iterable
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import parse_qs, urlsplit

from dotenv import dotenv_values
from pydantic import (
    AliasChoices,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from typing_extensions import override

from backend.platform.logging import Format, Level

PREFIX = "CONCORD_"
FILE_VARIABLE = "CONCORD_SETTINGS_FILE"
"""Names the settings file; it is not a setting itself."""
DEFAULT_FILE = "concord.env"
CLIENT_VARIABLES = ("CONCORD_URL", "CONCORD_KEY")
"""What the commands that talk to a server read: whose, and with which key. They are no settings either."""


_HEADER = re.compile(r"[A-Za-z0-9-]+:[\x20-\x7e]+")

LEAST_SECRET = 32
"""Characters of the installation's secret."""


class SettingsError(Exception):
    """Concord cannot start with these settings; the message says which to change and how."""


def _split(value: object) -> object:
    return (
        tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
    )


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
"""Several names in one variable, separated by commas."""

Secret = Annotated[SecretStr, Field(min_length=LEAST_SECRET)]
Secrets = Annotated[tuple[Secret, ...], NoDecode, BeforeValidator(_split)]


class Settings(BaseSettings):
    """Every setting with its default. `load()` reads them; a test may give values as keywords."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    host: str = Field(default="127.0.0.1", description="Address to listen on; 0.0.0.0 for every interface.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    data_dir: Path = Field(
        default=Path(".concord"), description="Directory of the SQLite file and of what is kept beside it."
    )
    database_url: str | None = Field(
        default=None,
        repr=False,
        description="`postgresql://…` or `sqlite:///path`; unset is a file in the data directory.",
    )
    redis_url: str | None = Field(
        default=None,
        repr=False,
        description="Redis that carries wake-ups and previews between processes; unset for one process.",
    )
    blob_url: str | None = Field(
        default=None,
        repr=False,
        description="Where the bytes of files are: `file:///path`, or of S3 "
        "`s3://key:secret@bucket/prefix?endpoint=https://…&region=…`, where all but the bucket may be left "
        "out; unset is a folder in the data directory.",
    )
    secret_key: Secret | None = Field(
        default=None,
        description="At least 32 random characters that protect stored keys. With SQLite it is kept in the "
        "data directory; with PostgreSQL it is required, and the same in every process.",
    )
    retired_secret_keys: Secrets = Field(
        default=(),
        description="Earlier secret keys, between commas: what they protect is still read.",
    )
    admin_key: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="The first administrator's key, at least 16 characters; unset makes and prints one.",
    )
    allowed_hosts: Names = Field(
        default=(),
        description="Hosts, `name` or `name:port` between commas, that may be called although private.",
    )
    origins: Names = Field(
        default=(),
        description="Web origins besides our own, between commas, whose pages may call (CORS, WebSocket).",
    )
    explorer: bool = Field(default=True, description="Serve the GraphiQL explorer.")
    introspection: bool = Field(default=True, description="Answer GraphQL introspection.")
    trusted_documents: Path | None = Field(
        default=None,
        description="Manifest of the documents that clients may name by their hashes: "
        "[trusted documents](trusted-documents.md).",
    )
    trusted_only: bool = Field(
        default=False, description="Answer the documents of that manifest alone, and serve no explorer."
    )
    root_dialect: str | None = Field(
        default=None,
        description="Dialect of REST that answers at the root as well as under its name, such as `aeontel`.",
    )
    stdio_servers: bool = Field(
        default=False,
        description="Let MCP servers be programs that this installation starts: editors then run what they "
        "like here.",
    )
    sandbox: Literal["auto", "off"] = Field(
        default="auto",
        description="[Sandboxes](tools.md#sandbox) for agents: auto, where bubblewrap works, or off.",
    )
    search_url: str | None = Field(
        default=None,
        repr=False,
        description="Who searches for the tool [`web_search`](tools.md#the-web): a URL with `{query}`, and "
        "perhaps `{first}`, the number of results; unset is nobody.",
    )
    search_header: SecretStr | None = Field(
        default=None, description="A header that the search is sent with, `Name: value`, such as its key."
    )
    demo: bool = Field(default=True, description="Make a demonstration agent at the first start.")
    worker: bool = Field(default=True, description="Execute runs in the serving process too.")
    log_level: Level = Field(
        default="info", description="Least level that is logged: debug, info, warning or error."
    )
    log_format: Format = Field(default="console", description="Form of log lines: console or json.")
    max_body: int = Field(default=1_048_576, ge=1024, description="Largest JSON body taken, in bytes.")
    max_answer: int = Field(
        default=67_108_864,
        ge=16_777_216,
        description="Largest answer of the database to one root field of a GraphQL request, in bytes.",
    )
    max_depth: int = Field(default=15, ge=1, description="Deepest nesting of a GraphQL document's fields.")
    max_aliases: int = Field(default=100, ge=0, description="Most aliases in a GraphQL document.")
    max_document_tokens: int = Field(default=5_000, ge=1, description="Most tokens in a GraphQL document.")
    cost_per_request: int = Field(
        default=500_000, ge=1, description="Most that one GraphQL request may cost (docs/cost.md)."
    )
    cost_per_minute: int = Field(
        default=100_000_000,
        ge=0,
        description="Most that a key's GraphQL requests may cost in a minute; 0 sets no limit.",
    )
    statement_timeout: float = Field(
        default=10.0, gt=0, description="Seconds that one SQL statement may take."
    )
    run_concurrency: int = Field(default=20, ge=1, description="Runs that one worker executes at once.")
    runs_per_workspace: int = Field(
        default=0,
        ge=0,
        description="Runs of a workspace that all workers execute at once; 0 sets no limit.",
    )
    runs_per_agent: int = Field(
        default=0, ge=0, description="Runs of an agent that all workers execute at once; 0 sets no limit."
    )
    shutdown_grace: float = Field(
        default=8.0, ge=0, description="Seconds that a stopping process gives to what is under way."
    )
    anthropic_base_url: str | None = Field(
        default=None,
        validation_alias=AliasChoices("CONCORD_ANTHROPIC_BASE_URL", "ANTHROPIC_BASE_URL"),
        description="Server that speaks Anthropic's protocol; unset is theirs. Also `ANTHROPIC_BASE_URL`.",
    )
    anthropic_api_key: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("CONCORD_ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY"),
        description="Key for that server; unset leaves the offline model. Also `ANTHROPIC_API_KEY`.",
    )
    anthropic_max_retries: int = Field(
        default=3,
        ge=0,
        description="Times that a request is tried again when that server is overloaded or out of reach.",
    )

    @field_validator("trusted_only")
    @classmethod
    def _has_documents(cls, only: bool, info: ValidationInfo) -> bool:  # noqa: FBT001  (pydantic calls it)
        if only and info.data.get("trusted_documents") is None:
            raise ValueError("name the manifest of those documents in CONCORD_TRUSTED_DOCUMENTS")
        return only

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError("write postgresql://user:password@host/name or sqlite:///path")
        return url

    @field_validator("redis_url")
    @classmethod
    def _known_bus(cls, url: str | None) -> str | None:
        if url is not None and urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("write redis://host:6379/0, rediss://… or unix://…")
        return url

    @field_validator("search_url")
    @classmethod
    def _known_search(cls, url: str | None) -> str | None:
        if url is not None and (urlsplit(url).scheme not in {"http", "https"} or url.count("{query}") != 1):
            raise ValueError("write http(s)://host/path?q={query}, with {query} once")
        return url

    @field_validator("search_header")
    @classmethod
    def _known_header(cls, header: SecretStr | None) -> SecretStr | None:
        if header is not None and not _HEADER.fullmatch(header.get_secret_value()):
            raise ValueError("write one header, Name: value")
        return header

    @field_validator("blob_url")
    @classmethod
    def _known_blobs(cls, url: str | None) -> str | None:
        if url is not None and not _is_blob_url(url):
            raise ValueError("write s3://bucket/prefix?endpoint=https://host&region=name or file:///path")
        return url

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Keywords before the environment before the file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, DotEnvSettingsSource(settings_cls, env_file=settings_file())

    @classmethod
    def load(cls, **given: Any) -> Self:
        """Read the environment and the file, and warn of unknown names; what is given counts most.

        SettingsError if a value cannot be used.
        """
        warn_of_unknown({*os.environ, *dotenv_values(settings_file())})
        try:
            return cls(**given)
        except ValidationError as error:
            raise SettingsError(
                "\n".join(_complaint(each["loc"], each["msg"]) for each in error.errors())
            ) from None

    @property
    def database(self) -> str:
        """The database's URL: the one given, else that of the SQLite file in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'concord.sqlite3'}"

    @property
    def blobs(self) -> str:
        """The URL of the blobs: the one given, else that of the folder in the data directory."""
        return self.blob_url or (self.data_dir.absolute() / "blobs").as_uri()

    @property
    def sandboxes(self) -> Path:
        """The folder that holds one for each session that has used its sandbox."""
        return self.data_dir.absolute() / "sandboxes"

    @property
    def has_explorer(self) -> bool:
        """Whether the explorer is served: what people write there is not among the trusted documents."""
        return self.explorer and not self.trusted_only

    @property
    def messages_url(self) -> str:
        """The server of models that the settings name, or Anthropic's."""
        return self.anthropic_base_url or "https://api.anthropic.com"

    def secret(self) -> str:
        """The installation's secret: the one given; with SQLite the kept one, made when first needed."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        if not self.database.startswith("sqlite:"):
            raise SettingsError(
                "CONCORD_SECRET_KEY is required with PostgreSQL, the same for every process. "
                "Make one with: openssl rand -hex 32"
            )
        return _kept_secret(self.data_dir / "secret.key")

    def retired(self) -> tuple[str, ...]:
        """The installation's earlier secrets."""
        return tuple(each.get_secret_value() for each in self.retired_secret_keys)


def settings_file() -> Path:
    """The settings file: what CONCORD_SETTINGS_FILE names, which must be there, else `concord.env`."""
    named = os.environ.get(FILE_VARIABLE)
    if named and not Path(named).is_file():
        raise SettingsError(f"{FILE_VARIABLE} names {named}, which is not a file.")
    return Path(named or DEFAULT_FILE)


def variable(field: str) -> str:
    """The environment variable of a field: `CONCORD_DATA_DIR` for `data_dir`."""
    return PREFIX + field.upper()


def warn_of_unknown(names: Iterable[str]) -> None:
    """Warn of each `CONCORD_…` variable that is no setting: a misspelt one would do nothing, silently."""
    known = {FILE_VARIABLE, *CLIENT_VARIABLES, *map(variable, Settings.model_fields)}
    for name in sorted(set(names)):
        if name.startswith(PREFIX) and name not in known:
            likely = get_close_matches(name, known, n=1, cutoff=0.8)
            hint = f"Did you mean {likely[0]}?" if likely else "docs/settings.md lists them."
            warnings.warn(f"{name} is not a setting of Concord. {hint}", stacklevel=2)


def _is_blob_url(url: str) -> bool:
    place = urlsplit(url)
    if place.scheme == "file":
        return url.startswith("file:///") and len(place.path) > 1 and not place.query
    options = parse_qs(place.query, keep_blank_values=True).keys()
    return place.scheme == "s3" and bool(place.hostname) and options <= {"endpoint", "region"}


def _complaint(place: tuple[int | str, ...], message: str) -> str:
    name = str(place[0])
    spelled = name if name.startswith(PREFIX) else variable(name)
    return f"{spelled}: {message}"


def _kept_secret(path: Path) -> str:
    """Read the secret, or make it.

    It is written whole beside its place and then linked there: of two processes that start together one wins,
    and both read the same.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    secret = path.read_text().strip()
    if len(secret) < LEAST_SECRET:
        raise SettingsError(
            f"{path} holds no secret of {LEAST_SECRET} characters or more. Put it back from a backup; "
            "or delete it, and every API key is void."
        )
    return secret
