// Apollo Client and urql send a hash first, and the text only to a server that does not know it yet.
import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { test } from "node:test";

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { Client, fetchExchange } from "@urql/core";
import { persistedExchange } from "@urql/exchange-persisted";

import { AUTHORIZATION, GRAPHQL, operations } from "../served.mjs";

const headers = { authorization: AUTHORIZATION };

/** The query under a name that no server has met. */
function fresh() {
  return operations.query.replace(/query \w+/, `query Fresh${randomUUID().replaceAll("-", "")}`);
}

/** `fetch`, and which of its requests carried a text. */
function listening() {
  const texts = [];
  const listened = (url, options) => {
    const sent = options.body ? JSON.parse(options.body) : Object.fromEntries(new URL(url).searchParams);
    texts.push(Boolean(sent.query));
    return fetch(url, options);
  };
  return { texts, listened };
}

function apollo(listened, useGETForHashedQueries) {
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  return new ApolloClient({
    cache: new InMemoryCache(),
    defaultOptions: { query: { fetchPolicy: "no-cache" } },
    link: ApolloLink.from([
      new PersistedQueryLink({ sha256, useGETForHashedQueries }),
      new HttpLink({ uri: GRAPHQL, headers, fetch: listened }),
    ]),
  });
}

for (const method of ["POST", "GET"]) {
  test(`Apollo Client: a query is known by its hash once it was sent, by ${method}`, async () => {
    const { texts, listened } = listening();
    const query = gql(fresh());
    for (let round = 0; round < 2; round++) {
      const { data, error } = await apollo(listened, method === "GET").query({ query });
      assert.equal(error, undefined);
      assert.ok(data);
    }
    assert.deepEqual(texts, [false, true, false]);
  });

  test(`urql: a query is known by its hash once it was sent, by ${method}`, async () => {
    const { texts, listened } = listening();
    const client = new Client({
      url: GRAPHQL,
      fetch: listened,
      fetchOptions: { headers },
      preferGetMethod: method === "GET",
      requestPolicy: "network-only",
      exchanges: [persistedExchange({ preferGetForPersistedQueries: method === "GET" }), fetchExchange],
    });
    const query = fresh();
    for (let round = 0; round < 2; round++) {
      const { data, error } = await client.query(query, {}).toPromise();
      assert.equal(error, undefined);
      assert.ok(data);
    }
    assert.deepEqual(texts, [false, true, false]);
  });
}
