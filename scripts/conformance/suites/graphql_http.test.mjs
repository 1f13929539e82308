// Every clause of the GraphQL over HTTP specification, as the reference implementation audits it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { auditServer } from "graphql-http";

import { AUTHORIZATION, GRAPHQL } from "../served.mjs";

test("graphql-http: all 61 audits are met, those of MUST, SHOULD and MAY", async () => {
  const fetchFn = (url, init = {}) => fetch(url, { ...init, headers: { ...init.headers, authorization: AUTHORIZATION } });
  const results = await auditServer({ url: GRAPHQL, fetchFn });
  const unmet = results.filter(({ status }) => status !== "ok").map(({ id, name, reason }) => `${id} ${name}: ${reason}`);
  assert.deepEqual(unmet, []);
  assert.equal(results.length, 61);
});
