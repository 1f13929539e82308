"""Settings: read from the environment and a file, refused with a hint, documented; the secret is kept."""

import os
import re
import threading
from pathlib import Path

import pytest
from pydantic import SecretStr

from backend.platform.settings import FILE_VARIABLE, Settings, SettingsError, variable

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
SECRET = "canary-" * 6


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting comes from the machine that runs the suite."""
    for name in list(os.environ):
        if name.startswith(("CONCORD_", "ANTHROPIC_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_without_anything_there_are_the_defaults() -> None:
    settings = Settings.load()
    assert (settings.host, settings.port, settings.worker, settings.redis_url) == (
        "127.0.0.1",
        8000,
        True,
        None,
    )
    assert settings.database == f"sqlite:///{Path.cwd()}/.concord/concord.sqlite3"
    assert settings.blobs == f"file://{Path.cwd()}/.concord/blobs"


def test_the_environment_counts_more_than_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("concord.env").write_text("CONCORD_PORT=1\nCONCORD_HOST=file\n")
    monkeypatch.setenv("CONCORD_PORT", "2")
    settings = Settings.load()
    assert (settings.host, settings.port) == ("file", 2)


def test_a_named_file_is_read_and_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILE_VARIABLE, "other.env")
    with pytest.raises(SettingsError, match=r"other\.env, which is not a file"):
        Settings.load()
    Path("other.env").write_text("CONCORD_DEMO=false")
    assert not Settings.load().demo


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_ALLOWED_HOSTS", "localhost:9000, tools.internal ,")
    assert Settings.load().allowed_hosts == ("localhost:9000", "tools.internal")


def test_retired_secrets_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_RETIRED_SECRET_KEYS", f"{SECRET}, {'r' * 32}")
    assert Settings.load().retired() == (SECRET, "r" * 32)


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_REDIS_URL", "")
    assert Settings.load().redis_url is None


def test_the_key_of_the_model_provider_goes_by_its_usual_name_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "theirs")
    assert Settings.load().anthropic_api_key == SecretStr("theirs")
    monkeypatch.setenv("CONCORD_ANTHROPIC_API_KEY", "ours")
    assert Settings.load().anthropic_api_key == SecretStr("ours")


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("CONCORD_PORT", "eighty", "CONCORD_PORT: Input should be a valid integer"),
        ("CONCORD_DATABASE_URL", "mysql://host/db", "CONCORD_DATABASE_URL: .*postgresql://"),
        ("CONCORD_REDIS_URL", "localhost", "CONCORD_REDIS_URL: .*redis://"),
        ("CONCORD_TRUSTED_ONLY", "true", "CONCORD_TRUSTED_ONLY: .*in CONCORD_TRUSTED_DOCUMENTS"),
        ("CONCORD_BLOB_URL", "https://host/bucket", "CONCORD_BLOB_URL: .*s3://bucket"),
        ("CONCORD_BLOB_URL", "s3:///prefix", "CONCORD_BLOB_URL: .*s3://bucket"),
        ("CONCORD_BLOB_URL", "s3://bucket?endpiont=x", "CONCORD_BLOB_URL: .*s3://bucket"),
        ("CONCORD_BLOB_URL", "file://host/path", "CONCORD_BLOB_URL: .*file:///path"),
        ("CONCORD_BLOB_URL", "file:relative", "CONCORD_BLOB_URL: .*file:///path"),
        ("CONCORD_LOG_LEVEL", "loud", "CONCORD_LOG_LEVEL: .*'debug', 'info'"),
        ("CONCORD_SECRET_KEY", "short-canary", "CONCORD_SECRET_KEY: .*32"),
        ("CONCORD_RETIRED_SECRET_KEYS", f"{SECRET},short-canary", "CONCORD_RETIRED_SECRET_KEYS: .*32"),
    ],
)
def test_a_wrong_setting_is_refused_by_name_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, hint: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=hint) as caught:
        Settings.load()
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONCORD_SEARCH_URL", "https://host/?q="),
        ("CONCORD_SEARCH_URL", "ftp://host/{query}"),
        ("CONCORD_SEARCH_URL", "https://host/{query}/{query}"),
        ("CONCORD_SEARCH_HEADER", "no header at all"),
        ("CONCORD_SEARCH_HEADER", "X-Key: ü"),
    ],
)
def test_a_search_that_cannot_be_asked_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        Settings.load()


def test_an_unknown_name_is_warned_of_with_the_likely_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_PROT", "9000")
    with pytest.warns(
        UserWarning, match="CONCORD_PROT is not a setting of Concord. Did you mean CONCORD_PORT?"
    ):
        Settings.load()


def test_an_unknown_name_in_the_file_is_warned_of_too() -> None:
    Path("concord.env").write_text("CONCORD_ZZZ=1\nOTHER=2\n")
    with pytest.warns(
        UserWarning, match=r"CONCORD_ZZZ is not a setting of Concord. docs/settings.md"
    ) as caught:
        Settings.load()
    assert len(caught) == 1


def test_secrets_do_not_print() -> None:
    settings = Settings(
        secret_key=SecretStr(SECRET),
        retired_secret_keys=(SecretStr(SECRET),),
        admin_key=SecretStr(SECRET),
        anthropic_api_key=SecretStr(SECRET),
        database_url=f"postgresql://user:{SECRET}@host/db",
        redis_url=f"redis://:{SECRET}@host",
        blob_url=f"s3://key:{SECRET}@bucket/prefix?endpoint=https://host&region=eu-1",
        search_url=f"https://host/?q={{query}}&key={SECRET}",
        search_header=SecretStr(f"X-Key: {SECRET}"),
    )
    assert SECRET not in f"{settings!r}{settings}"


def test_the_secret_is_made_once_and_kept_for_its_owner_only() -> None:
    first = Settings(data_dir=Path("data/deep")).secret()
    kept = Path("data/deep/secret.key")
    assert Settings(data_dir=Path("data/deep")).secret() == first == kept.read_text()
    assert len(first) == 64
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert list(kept.parent.iterdir()) == [kept]


def test_processes_that_start_together_agree_on_the_secret() -> None:
    together = threading.Barrier(8)
    secrets: list[str] = []

    def start() -> None:
        together.wait(5)
        secrets.append(Settings(data_dir=Path("data")).secret())

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(secrets) == 8
    assert len(set(secrets)) == 1


@pytest.mark.parametrize("kept", ["", "\n", "short"])
def test_a_kept_secret_that_was_lost_is_not_an_empty_one(kept: str) -> None:
    Path("data").mkdir()
    Path("data/secret.key").write_text(kept)
    with pytest.raises(SettingsError, match="holds no secret of 32 characters"):
        Settings(data_dir=Path("data")).secret()


def test_with_postgresql_the_secret_must_be_given() -> None:
    with pytest.raises(SettingsError, match="CONCORD_SECRET_KEY is required with PostgreSQL"):
        Settings(database_url="postgresql://host/db").secret()
    assert Settings(database_url="postgresql://host/db", secret_key=SecretStr(SECRET)).secret() == SECRET


def test_the_page_lists_every_setting_with_its_default_and_meaning() -> None:
    """A row that is missing, wrong or of no setting fails; the message holds the row as it should be."""
    wanted = [row(name) for name in Settings.model_fields]
    written = re.findall(r"^\| `CONCORD_.*$", PAGE.read_text(), re.MULTILINE)
    assert written == wanted


def row(name: str) -> str:
    field = Settings.model_fields[name]
    default = field.default
    shown = (
        ",".join(default)
        if isinstance(default, tuple)
        else str(default).lower()
        if default is not None
        else ""
    )
    return f"| `{variable(name)}` | {f'`{shown}`' if shown else ''} | {field.description} |"
