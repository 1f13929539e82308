import pytest, orjson
pytestmark = pytest.mark.anyio
async def test_it(reader):
    for q, v in [
        ("{agents(filter:{name:{eq:\"none such\"}}){totalCount nodes{id} nextCursor}}", {}),
        ("{sessions(first:3){nodes{status events{totalCount nodes{__typename id ... on MessageCompleted{text usage{cost}} ... on InputReceived{data}}}}}}", {}),
        ("{agents(first:1){nodes{id @skip(if:true)} pageInfo{hasNextPage @skip(if:true)}}}", {}),
        ("query($a:String!){agents(filter:{name:{in:[$a,\"x\"]}}){nodes{id}}}", {"a":"agent"}),
        ("query($a:ID!){nodes(ids:[$a]){id}}", {"a":"wsp_"+"1"*26}),
        ("{agents(first:1){nodes{versions{nodes{agent{versions{nodes{agent{versions{nodes{agent{versions{nodes{id}}}}}}}}}}}}}}", {}),
        ("{agents(filter:{NOT:{name:{eq:\"agent\"},isSystem:{eq:true}}}){nodes{id}}}", {}),
    ]:
        try:
            r = await reader.answer(q, v)
            print(reader.dialect, str(r)[:300])
        except Exception as e:
            print(reader.dialect, q[:80], type(e), str(e)[:200].replace("\n"," "))
