/** A client of Concord: typed documents in, typed answers out. It needs `fetch` and nothing else. */
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print, type DocumentNode, type GraphQLFormattedError } from "graphql";

type Json = { data?: unknown; errors?: readonly GraphQLFormattedError[] };

/** The variables of a document; they may be left out where none must be given. */
type Given<Variables> = {} extends Variables ? [variables?: Variables] : [variables: Variables];

/** The server's errors. `code` is the first one's: docs/errors.md lists them. */
export class ConcordError extends Error {
  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super(errors[0]?.message);
  }

  get code(): unknown {
    return this.errors[0]?.extensions?.["code"];
  }
}

export class Client {
  /** `by: "hash"` needs a server that has the manifest, `by: "text"` one that takes any document. */
  constructor(
    private readonly url: string,
    private readonly key: string,
    private readonly by: "hash" | "text" = "hash",
  ) {}

  /** The data of a query or mutation. */
  async ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    ...[variables]: Given<Variables>
  ): Promise<Data> {
    const response = await this.send(document, variables, "application/graphql-response+json");
    return dataOf<Data>(await response.json());
  }

  /** The answers of a subscription, until it ends. A stream that was cut is an error: follow again `after` the last id. */
  async *follow<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    ...[variables]: Given<Variables>
  ): AsyncGenerator<Data, void> {
    const left = new AbortController();
    try {
      const response = await this.send(document, variables, "text/event-stream", left.signal);
      if (!response.ok || !response.body) throw new ConcordError(((await response.json()) as Json).errors ?? []);
      for await (const { event, data } of frames(response.body)) {
        if (event === "complete") return;
        if (event === "next") yield dataOf<Data>(JSON.parse(data));
      }
      throw new Error("The stream was cut.");
    } finally {
      left.abort();
    }
  }

  private send(
    document: DocumentNode,
    variables: unknown,
    accept: string,
    signal: AbortSignal | null = null,
  ): Promise<Response> {
    const named = this.by === "hash" ? { documentId: hashOf(document) } : { query: print(document) };
    const headers = { accept, authorization: `Bearer ${this.key}`, "content-type": "application/json" };
    return fetch(this.url, { method: "POST", headers, signal, body: JSON.stringify({ ...named, variables }) });
  }
}

/** The hash that the generator wrote into a document. */
function hashOf(document: DocumentNode): string | undefined {
  return (document as { __meta__?: { hash: string } }).__meta__?.hash;
}

function dataOf<Data>({ data, errors }: Json): Data {
  if (errors) throw new ConcordError(errors);
  return data as Data;
}

/** Server-sent events. Each of Concord's has one line of data; its heartbeats are comments. */
async function* frames(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<{ event: string; data: string }> {
  let rest = "";
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const whole = (rest + text).split("\n\n");
    rest = whole.pop() ?? "";
    for (const frame of whole) {
      const field = (name: string) => frame.match(new RegExp(`^${name}: ?(.*)$`, "m"))?.[1] ?? "";
      yield { event: field("event"), data: field("data") };
    }
  }
}
