import pytest, orjson
pytestmark = pytest.mark.anyio
async def test_it(readers):
    reader=readers["sqlite"]
    for q, v in [
        ("{agents(first:1){nodes{id name versions{nodes{id name agent{versions{nodes{id}}}}}}}}", {}),
    ]:
            r = await reader.answer(q, v)
            print(reader.statements[0])
