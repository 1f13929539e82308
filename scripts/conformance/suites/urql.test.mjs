// urql, whose Accept header names JSON first and a stream too: queries are JSON, subscriptions are streams.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Client, fetchExchange } from "@urql/core";

import { ask, AUTHORIZATION, GRAPHQL, operations } from "../served.mjs";

const client = new Client({
  url: GRAPHQL,
  exchanges: [fetchExchange],
  fetchOptions: { headers: { authorization: AUTHORIZATION } },
  fetchSubscriptions: true,
  preferGetMethod: false,
});

test("urql: a query and a mutation are answered", async () => {
  for (const { data, error } of [
    await client.query(operations.query, {}).toPromise(),
    await client.mutation(operations.mutation, {}).toPromise(),
  ]) {
    assert.equal(error, undefined);
    assert.ok(data);
  }
});

test("urql: a query may be sent by GET", async () => {
  const { data, error } = await client.query(operations.query, {}, { preferGetMethod: "force" }).toPromise();
  assert.equal(error, undefined);
  assert.ok(data);
});

test("urql: a subscription over fetch gives every answer", async () => {
  const { query, answers } = await operations.subscription(ask);
  const heard = await new Promise((resolve, reject) => {
    const all = [];
    client.subscription(query, {}).subscribe(({ data, error, hasNext }) => {
      if (error) reject(error);
      if (data && hasNext !== false) all.push(data);
      if (all.length >= answers) resolve(all);
    });
  });
  assert.ok(heard.length >= answers);
});
