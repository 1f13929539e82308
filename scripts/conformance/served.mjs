// The server under test, and the operations that every client runs on it.
import { fileURLToPath } from "node:url";

export const URL_ = process.env.CONCORD_URL;
export const GRAPHQL = `${URL_}/graphql`;
export const SOCKET = GRAPHQL.replace(/^http/, "ws");
export const AUTHORIZATION = `Bearer ${process.env.CONCORD_KEY}`;

/** The operations: `operations/concord.mjs`, or the module that CONCORD_OPERATIONS names. */
export const operations = await import(
  process.env.CONCORD_OPERATIONS ?? fileURLToPath(new URL("operations/concord.mjs", import.meta.url))
);

/** The data of a query or mutation, by plain fetch; an error if there are errors. */
export async function ask(query) {
  const headers = { authorization: AUTHORIZATION, "content-type": "application/json" };
  const response = await fetch(GRAPHQL, { method: "POST", headers, body: JSON.stringify({ query }) });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}
