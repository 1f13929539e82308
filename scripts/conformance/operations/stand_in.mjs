// The operations of tests/graph/edge/stand_in.py.
export const query = "query Hello { hello }";
export const mutation = 'mutation Remember { remember(word: "word") }';

/** A subscription that ends by itself, and how many answers it has. */
export async function subscription() {
  return { query: "subscription Count { count(to: 3) }", answers: 3 };
}
