"""GraphQL: types, operations and the protocols that carry them."""
