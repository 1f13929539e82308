"""How a column is spelled to those who use the API: `input_schema` is `inputSchema`."""


def camel(column: str) -> str:
    """The field that shows the column."""
    head, *rest = column.split("_")
    return head + "".join(word.capitalize() for word in rest)


def snake(field: str) -> str:
    """The column that the field shows."""
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in field)
