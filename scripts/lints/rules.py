"""The rules by name. A new one is a function, a line here, and both kinds of example in tests/lints."""

from scripts.lints import ceilings, clocks, edges, imports, leaks, names, sql
from scripts.lints.source import Rule

RULES = (
    Rule("long-file", ceilings.long_file),
    Rule("long-function", ceilings.long_function),
    Rule("lawless-name", names.lawless_name, python_only=False),
    Rule("no-docstring", names.no_docstring),
    Rule("broad-except", edges.broad_except),
    Rule("hidden-import", imports.hidden_import),
    Rule("type-checking", imports.type_checking),
    Rule("domain-import", imports.domain_import),
    Rule("domain-await", imports.domain_await),
    Rule("transaction-end", sql.transaction_end),
    Rule("raw-execute", sql.raw_execute),
    Rule("sql-text", sql.sql_text),
    Rule("other-clock", clocks.other_clock),
    Rule("other-ids", clocks.other_ids),
    Rule("sleep", clocks.sleep),
    Rule("machine-path", leaks.machine_path, python_only=False),
    Rule("registry-host", leaks.registry_host, python_only=False),
)
