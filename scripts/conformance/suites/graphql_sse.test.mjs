// The graphql-sse client: queries, mutations and subscriptions, each a stream of its own.
import assert from "node:assert/strict";
import { test } from "node:test";

import { createClient } from "graphql-sse";

import { ask, AUTHORIZATION, GRAPHQL, operations } from "../served.mjs";

function connect(authorization) {
  return createClient({ url: GRAPHQL, headers: { authorization }, retryAttempts: 0 });
}

async function answers(client, query) {
  const heard = [];
  for await (const answer of client.iterate({ query })) heard.push(answer);
  return heard;
}

test("graphql-sse: a query, a mutation and a subscription are answered", async () => {
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
  client.dispose();
});

test("graphql-sse: a wrong document is an answer with errors", async () => {
  const [{ errors }] = await answers(connect(AUTHORIZATION), "{ nothingOfTheKind }");
  assert.match(errors[0].message, /nothingOfTheKind/);
});

test("graphql-sse: a wrong key is refused", async () => {
  await assert.rejects(answers(connect("Bearer wrong"), operations.query), /401|Unauthorized/);
});
