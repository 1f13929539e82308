"""SQL: tables, the verbs that write them and the plans that read them."""
