// The graphql-ws client: queries, mutations and subscriptions over one WebSocket.
import assert from "node:assert/strict";
import { test } from "node:test";

import { createClient } from "graphql-ws";
import WebSocket from "ws";

import { ask, AUTHORIZATION, operations, SOCKET } from "../served.mjs";

function connect(authorization) {
  return createClient({ url: SOCKET, webSocketImpl: WebSocket, connectionParams: { authorization }, retryAttempts: 0 });
}

async function answers(client, query) {
  const heard = [];
  for await (const answer of client.iterate({ query })) heard.push(answer);
  return heard;
}

test("graphql-ws: a query, a mutation and a subscription are answered", async () => {
  const client = connect(AUTHORIZATION);
  for (const query of [operations.query, operations.mutation]) {
    const [answer, ...more] = await answers(client, query);
    assert.ok(answer.data);
    assert.deepEqual([answer.errors, more], [undefined, []]);
  }
  const subscription = await operations.subscription(ask);
  const heard = await answers(client, subscription.query);
  assert.ok(heard.length >= subscription.answers);
  assert.ok(heard.every(({ data, errors }) => data && !errors));
  await client.dispose();
});

test("graphql-ws: a wrong document is an error, and the connection lives", async () => {
  const client = connect(AUTHORIZATION);
  await assert.rejects(answers(client, "{ nothingOfTheKind }"), (errors) => errors[0].message.includes("nothingOfTheKind"));
  assert.equal((await answers(client, operations.query)).length, 1);
  await client.dispose();
});

test("graphql-ws: a wrong key closes the connection with 4403", async () => {
  await assert.rejects(answers(connect("Bearer wrong"), operations.query), { code: 4403 });
});
