"""Routes through the real server: lists and rows, writes, waiting and streams, and errors in one envelope."""

from typing import Any

import httpx2
import pytest

from tests.rest.conftest import Served
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio


async def made(sample: httpx2.AsyncClient, name: str = "Ada", **more: Any) -> Any:
    answer = await sample.post("/v1/agents", json={"metadata": {"name": name}, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def fault(answer: httpx2.Response, status: int) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["fault"]["kind"] == f"E{status}"
    return answer.json()["fault"]


async def test_what_is_made_is_read_in_the_dress_of_its_document(sample: httpx2.AsyncClient) -> None:
    sent = {"spec": {"prompt": "Say yes.", "tier": "NEVER", "limits": {"turns": 3}}, "publish": True}
    answer = await sample.post("/v1/agents", json={"metadata": {"name": "Ada"}, **sent})
    agent = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/v1/agents/{agent['metadata']['id']}"
    assert agent["spec"] == {"prompt": "Say yes.", "tier": "NEVER", "models": ["offline"]}
    assert agent["info"] == {"version": {"number": "1", "state": "PUBLISHED"}}
    assert agent["kind"] == "agent"
    assert sorted(agent["metadata"]) == ["created", "id", "name", "workspaceId"]
    assert len(agent["metadata"]["created"]) == len("2026-01-31T09:30:00Z")
    found = await sample.get(f"/v1/agents/{agent['metadata']['id']}")
    assert (found.status_code, found.json()) == (200, agent)


async def test_a_default_of_a_body_counts_where_nothing_is_sent(sample: httpx2.AsyncClient) -> None:
    agent = await made(sample)
    assert agent["spec"]["prompt"] == "Be brief."
    assert agent["info"]["version"]["state"] == "DRAFT"


async def test_a_change_tells_absent_from_null(sample: httpx2.AsyncClient) -> None:
    agent = await made(sample)
    place = f"/v1/agents/{agent['metadata']['id']}"
    changed = await sample.patch(place, json={"metadata": {"about": "A poet.", "external": None}})
    assert changed.json()["metadata"]["about"] == "A poet."
    left = await sample.patch(place, json={"metadata": {"name": "Bo"}})
    assert (left.json()["metadata"]["about"], left.json()["metadata"]["name"]) == ("A poet.", "Bo")
    cleared = await sample.patch(place, json={"metadata": {"about": None}})
    assert "about" not in cleared.json()["metadata"]
    assert (await sample.patch(place, json={})).status_code == 200
    refused = fault(await sample.patch(place, json={"metadata": {"name": None}}), 400)
    assert refused["at"] == "metadata.name"


async def test_a_list_is_filtered_and_paged(sample: httpx2.AsyncClient) -> None:
    names = ["Page one", "Page two", "Page three"]
    ids = [(await made(sample, name))["metadata"]["id"] for name in names]
    page = (await sample.get("/v1/agents", params={"q": "pAGE", "ids": ",".join(ids)})).json()
    assert page["pagination"]["total"] == 3
    assert len(page["items"]) == 2
    rest = await sample.get(
        "/v1/agents", params={"q": "page", "ids": ids, "cursor": page["pagination"]["nextCursor"]}
    )
    assert {each["metadata"]["id"] for each in page["items"] + rest.json()["items"]} == set(ids)
    both = {"q": "page", "ids": ids, "where": '{"name": {"startsWith": "Page t"}}'}
    assert (await sample.get("/v1/agents", params=both)).json()["pagination"]["total"] == 2
    named = (await sample.get("/v1/agents/names")).json()
    assert set(names) <= set(named["names"])


async def test_what_is_deleted_answers_without_a_body(sample: httpx2.AsyncClient) -> None:
    agent = await made(sample)
    answer = await sample.delete(f"/v1/agents/{agent['metadata']['id']}")
    assert (answer.status_code, answer.content) == (204, b"")


async def test_a_reference_in_other_words_names_the_row(served: Served, sample: httpx2.AsyncClient) -> None:
    agent = await made(sample, "Zoe of the handle")
    found = await served.query(
        "query($id: ID!) { agent(id: $id) { handle } }", {"id": agent["metadata"]["id"]}
    )
    answer = await sample.get(f"/v1/agents/by-handle/{found['agent']['handle']}")
    assert answer.json() == agent


async def test_a_list_is_given_whole_or_a_part_of_it(sample: httpx2.AsyncClient) -> None:
    names = [f"Whole {each}" for each in range(5)]
    for name in names:
        await made(sample, name)
    for skip, most in ((0, None), (0, 2), (1, 2), (4, 9), (9, 1), (0, 0)):
        params: dict[str, Any] = {"q": "Whole", "skip": skip} | ({} if most is None else {"most": most})
        found = (await sample.get("/v1/all", params=params)).json()
        assert [each["name"] for each in found] == names[skip:][:most]


async def test_the_only_row_of_a_list_is_given_and_none_is_not_found(sample: httpx2.AsyncClient) -> None:
    agent = await made(sample)
    place = f"/v1/found/{agent['metadata']['id']}"
    assert (await sample.get(place)).json() == agent
    changed = await sample.patch(place, json={"metadata": {"name": "Bo"}})
    assert changed.json()["metadata"]["name"] == "Bo"
    await sample.delete(f"/v1/agents/{agent['metadata']['id']}")
    fault(await sample.get(place), 404)
    fault(await sample.patch(place, json={}), 404)


async def test_a_file_of_a_form_is_an_upload_and_a_text_may_go_to_two_places(
    sample: httpx2.AsyncClient,
) -> None:
    sent: Any = {"data": {"note": "n-1"}, "files": {"file": ("dir/a.txt", b"abc", "text/plain")}}
    answer = await sample.post("/v1/files", **sent)
    assert answer.status_code == 201
    kept = {"name": "a.txt", "mediaType": "text/plain", "size": 3}
    assert answer.json() == {**kept, "description": "n-1", "externalId": "n-1"}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (("rates.csv", b"a,b", "application/octet-stream"), "text/csv"),
        (("rates.csv", b"a,b", "text/plain; charset=utf-8"), "text/plain; charset=utf-8"),
        (("rates", b"a,b", "application/octet-stream"), "application/octet-stream"),
    ],
)
async def test_a_file_of_which_the_client_says_nothing_has_the_type_of_its_name(
    sample: httpx2.AsyncClient, said: Any, kept: str
) -> None:
    answer = await sample.post("/v1/files", files={"file": said})
    assert answer.json()["mediaType"] == kept


@pytest.mark.parametrize(
    ("form", "path"),
    [
        ({"file": (None, "upl_00000000000000000000000000")}, "file"),
        ({"file": ("a", b"a"), "note": ("b", b"b")}, "note"),
    ],
)
async def test_a_text_is_no_file_and_a_file_no_text(sample: httpx2.AsyncClient, form: Any, path: str) -> None:
    told = fault(await sample.post("/v1/files", files=form), 400)
    assert told["at"] == path
    assert "upl_" not in told["text"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"file": "x"}}, 415),
        ({"data": {"note": "x"}}, 415),
        ({"files": {"other": ("a", b"a")}}, 400),
        ({"content": b"--b", "headers": {"content-type": "multipart/form-data; boundary=b"}}, 400),
        ({"content": b"", "headers": {"content-type": "multipart/form-data"}}, 400),
    ],
)
async def test_a_form_that_is_none_is_refused(sample: httpx2.AsyncClient, sent: Any, status: int) -> None:
    fault(await sample.post("/v1/files", **sent), status)


async def test_a_stream_is_gathered_until_it_is_enough(sample: httpx2.AsyncClient) -> None:
    agent = await made(sample, publish=True)
    answer = await sample.post(f"/v1/agents/{agent['metadata']['id']}/told", json={"text": "hello"})
    assert answer.status_code == 200
    assert answer.json() == ["InputReceived", "RunStarted", "MessageStarted", "MessageCompleted"]


async def test_a_write_waits_for_its_run_and_reads_it(sample: httpx2.AsyncClient) -> None:
    agent = await made(sample, publish=True)
    answer = await sample.post(f"/v1/agents/{agent['metadata']['id']}/runs", json={"text": "hello"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == "COMPLETED"
    assert answer.json()["output"]


def events(text: str) -> list[dict[str, str]]:
    blocks = [block for block in text.split("\n\n") if block and not block.startswith(":")]
    return [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]


async def test_a_write_is_followed_as_a_stream_that_can_be_taken_up_again(sample: httpx2.AsyncClient) -> None:
    agent = await made(sample, publish=True)
    place = f"/v1/agents/{agent['metadata']['id']}/runs"
    answer = await sample.post(place, json={"text": "hello"}, headers={"accept": "text/event-stream"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "\r" not in answer.text
    *told, done = events(answer.text)
    assert done == {"event": "done", "data": "{}"}
    assert (told[0]["event"], told[-1]["event"]) == ("InputReceived", "RunCompleted")


async def test_a_stream_goes_on_behind_the_last_event_that_was_seen(
    served: Served, sample: httpx2.AsyncClient
) -> None:
    agent = await made(sample, publish=True)
    place = f"/v1/agents/{agent['metadata']['id']}/runs"
    run = (await sample.post(place, json={"text": "hello"})).json()["id"]
    whole = events((await sample.get(f"/v1/runs/{run}/events")).text)
    for headers, params in (({"last-event-id": whole[1]["id"]}, {}), ({}, {"after": whole[1]["id"]})):
        again = await sample.get(f"/v1/runs/{run}/events", headers=headers, params=params)
        assert events(again.text) == whole[2:]


async def test_a_stream_of_what_is_not_there_is_an_error_with_its_status(sample: httpx2.AsyncClient) -> None:
    fault(await sample.get("/v1/runs/run_00000000000000000000000000/events"), 404)
    agent = await made(sample, publish=True)
    place = f"/v1/agents/{agent['metadata']['id']}/runs"
    run = (await sample.post(place, json={"text": "hello"})).json()["id"]
    fault(await sample.get(f"/v1/runs/{run}/events", params={"after": "evt_nonsense"}), 400)


async def test_a_row_that_is_not_there_is_not_found(sample: httpx2.AsyncClient) -> None:
    names = ("agt_00000000000000000000000000", "nonsense", "%2F", "handle:nobody", "ext:a%2Fb", "%ff")
    for text in (*names, "a" * 5_000):
        fault(await sample.get(f"/v1/agents/{text}"), 404)
    fault(await sample.get("/v1/agents/ext:%00"), 400)


async def test_an_unknown_path_and_an_unknown_method_are_told_in_the_envelope(
    served: Served, sample: httpx2.AsyncClient
) -> None:
    for place in ("/", "/v1", "/v1/agents/", "/v1/nothing", "/v1/agents/a/b/c"):
        fault(await sample.get(place), 404)
    answer = await sample.put("/v1/agents")
    fault(answer, 405)
    assert answer.headers["allow"] == "GET, POST"
    async with httpx2.AsyncClient(base_url=served.url, **LOOPBACK) as nobody:
        fault(await nobody.get("/sample/v1/nothing"), 404)


@pytest.mark.parametrize("spelling", ["Bearer {}", "bearer {}", "Token {}"])
async def test_a_key_is_shown_in_each_spelling_of_the_dialect(served: Served, spelling: str) -> None:
    async with httpx2.AsyncClient(base_url=served.url, **LOOPBACK) as client:
        headers = {"authorization": spelling.format(served.key)}
        assert (await client.get("/sample/v1/agents", headers=headers)).status_code == 200
        assert (await client.get("/sample/v1/agents", headers={"x-api-key": served.key})).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": "Basic YTpi"}])
async def test_without_a_key_nothing_is_told(served: Served, headers: dict[str, str]) -> None:
    async with httpx2.AsyncClient(base_url=served.url, **LOOPBACK) as client:
        answer = await client.get("/sample/v1/agents/names", headers=headers)
        fault(answer, 401)
        assert "www-authenticate" in answer.headers


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({}, "metadata.name"),
        ({"metadata": {}}, "metadata.name"),
        ({"metadata": []}, "metadata"),
        ({"metadata": {"name": 7}}, "metadata.name"),
        ({"metadata": {"name": ""}}, "metadata.name"),
        ({"metadata": {"name": "A"}, "spec": {"models": "offline"}}, "spec.models"),
        ({"metadata": {"name": "A"}, "spec": {"models": ["a", 1]}}, "spec.models[1]"),
        ({"metadata": {"name": "A"}, "spec": {"models": ["a"] * 4}}, "spec.models"),
        ({"metadata": {"name": "A"}, "spec": {"limits": {"turns": 51}}}, "spec.limits.turns"),
        ({"metadata": {"name": "A"}, "spec": {"limits": {"turns": True}}}, "spec.limits.turns"),
        ({"metadata": {"name": "A"}, "spec": {"tier": "SHORT"}}, "spec.tier"),
        ({"metadata": {"name": "A"}, "publish": "yes"}, "publish"),
        ({"metadata": {"name": "A", "nome": "B"}}, "metadata.nome"),
        ({"metadata": {"name": "A"}, "kind": "agent"}, "kind"),
    ],
)
async def test_a_body_that_does_not_fit_is_refused_with_its_place(
    sample: httpx2.AsyncClient, body: Any, at: str
) -> None:
    assert fault(await sample.post("/v1/agents", json=body), 400)["at"] == at


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b"\xff", {}, 400),
        (b"[" * 100_000, {}, 400),
        (b'{"metadata":' * 200 + b"1" + b"}" * 200, {}, 400),
        (b"a=1", {"content-type": "application/x-www-form-urlencoded"}, 415),
        (b"{}", {"content-encoding": "gzip"}, 415),
        (b" " * 1_100_000, {}, 413),
    ],
)
async def test_a_malformed_body_is_refused(
    sample: httpx2.AsyncClient, content: bytes, headers: dict[str, str], status: int
) -> None:
    sent = {"content-type": "application/json", **headers}
    fault(await sample.post("/v1/agents", content=content, headers=sent), status)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("pageSize=0", "pageSize"),
        ("pageSize=101", "pageSize"),
        ("pageSize=ten", "pageSize"),
        ("builtIn=perhaps", "builtIn"),
        ("where={", "where"),
        ("where=[]", "where"),
        ("where={%22name%22:{%22eq%22:null}}", "where.name.eq"),
        ("where={%22OR%22:[{%22name%22:{%22eq%22:null}}]}&q=a&builtIn=1", "where.OR[0].name.eq"),
        ("cursor=nonsense", "cursor"),
        ("q=%ff", None),
        ("q=%00", "q"),
        ("&".join(f"a{each}=1" for each in range(201)), None),
    ],
)
async def test_a_query_that_does_not_fit_is_refused_with_its_place(
    sample: httpx2.AsyncClient, text: str, at: str | None
) -> None:
    assert fault(await sample.get(f"/v1/agents?{text}"), 400)["at"] == at


async def test_an_unknown_query_parameter_is_refused_or_passed_over_as_the_dialect_has_it(
    served: Served, sample: httpx2.AsyncClient
) -> None:
    assert fault(await sample.get("/v1/agents?unheard=of"), 400)["at"] == "unheard"
    async with served.client(base="/aeontel") as client:
        assert (await client.get("/api/agents?unheard=of&limit=")).status_code == 200


async def test_the_root_answers_one_dialect_as_well(served: Served, sample: httpx2.AsyncClient) -> None:
    async with served.client() as client:
        assert (await client.get("/v1/agents")).json() == (await sample.get("/v1/agents")).json()
        assert (await client.get("/v1/nothing")).json()["fault"]["kind"] == "E404"
        assert (await client.get("/healthz")).status_code == 200


async def test_head_answers_as_get_does_without_the_body(sample: httpx2.AsyncClient) -> None:
    answer = await sample.head("/v1/agents")
    assert (answer.status_code, answer.content) == (200, b"")


async def test_a_key_of_idempotency_makes_one_row(sample: httpx2.AsyncClient) -> None:
    sent: Any = {"json": {"metadata": {"name": "Once"}}, "headers": {"idempotency-key": "k-once"}}
    first, again = [(await sample.post("/v1/agents", **sent)).json() for _ in range(2)]
    assert first["metadata"]["id"] == again["metadata"]["id"]
    other = await sample.post("/v1/agents", json={"metadata": {"name": "Two"}}, headers=sent["headers"])
    fault(other, 409)
