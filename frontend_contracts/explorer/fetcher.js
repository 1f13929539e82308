// How GraphiQL reaches the server: fetch for queries and mutations, a WebSocket for subscriptions.
import { getOperationAST, parse } from "graphql";
import { createClient } from "graphql-ws";

const HTTP = new URL("/graphql", location.href);
const SOCKET = new URL(HTTP);
SOCKET.protocol = HTTP.protocol === "https:" ? "wss:" : "ws:";

/** A fetcher that shows this key; `onRefused` is told what the server says when it does not take it. */
export function connect(key, onRefused) {
  const authorization = `Bearer ${key}`;
  const socket = createClient({ url: SOCKET.href, connectionParams: { authorization } });
  return (request, { headers } = {}) =>
    isSubscription(request) ? socket.iterate(request) : post(request, { authorization, ...headers }, onRefused);
}

function isSubscription({ query, operationName }) {
  try {
    return getOperationAST(parse(query), operationName)?.operation === "subscription";
  } catch {
    return false; // not GraphQL yet: the server says what is wrong with it
  }
}

async function post(request, headers, onRefused) {
  const response = await fetch(HTTP, {
    method: "POST",
    headers: {
      accept: "application/graphql-response+json, application/json",
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify(request),
  });
  const answer = await response.json();
  onRefused(response.status === 401 ? answer.errors[0].message : "");
  return answer;
}
