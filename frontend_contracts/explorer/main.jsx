// The explorer: GraphiQL, and above it a bar that holds the API key.
import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./bar.css";

import { GraphiQL } from "graphiql";
import { useMemo, useState } from "react";
import { createRoot } from "react-dom/client";

import { connect } from "./fetcher.js";

const STORED = "concord:key";

const EXAMPLE = `# Everything Concord holds and does is in this graph: type, and see what is suggested.

query Agents {
  agents {
    nodes {
      id
      name
      defaultVersion { number models }
      sessions(first: 3) { nodes { id title status } }
    }
  }
}

mutation Start {
  startRun(agentId: "handle:hello", input: { text: "What time is it? call current_time {}" }) {
    run { id session { id } }
  }
}

# Its variable is the id that Start answers: {"run": "run_…"}
subscription Watch($run: ID!) {
  runEvents(id: $run, previews: true) {
    event { seq __typename ... on MessageCompleted { text } ... on RunCompleted { output } }
    preview { text }
  }
}
`;

function App() {
  const [key, setKey] = useState(() => localStorage.getItem(STORED) ?? "");
  const [refused, setRefused] = useState("");
  const fetcher = useMemo(() => connect(key, setRefused), [key]);

  function take(next) {
    localStorage.setItem(STORED, next);
    setRefused("");
    setKey(next);
  }

  return (
    <>
      <Bar current={key} refused={refused} onTake={take} />
      {key && <GraphiQL key={key} fetcher={fetcher} defaultQuery={EXAMPLE} />}
    </>
  );
}

function Bar({ current, refused, onTake }) {
  const [typed, setTyped] = useState(current);

  function submit(event) {
    event.preventDefault();
    onTake(typed.trim());
  }

  return (
    <form className="bar" onSubmit={submit}>
      <strong>Concord</strong>
      <label htmlFor="key">API key</label>
      <input
        id="key"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="ck_…"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit">Use this key</button>
      <output role="status">{refused || (!current && "Concord printed one at its first start.")}</output>
    </form>
  );
}

createRoot(document.getElementById("root")).render(<App />);
