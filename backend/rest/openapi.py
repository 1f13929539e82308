"""OpenAPI: what a dialect serves, generated from what serves it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLSchema

from backend.rest.answer_schema import AnswerSchemas
from backend.rest.bind import Parameter
from backend.rest.check import documents_of
from backend.rest.dialect import Dialect
from backend.rest.give import File, Gathered, Nothing, One, Shaped, Sse, Whole
from backend.rest.house import PreparedOf
from backend.rest.route import Route

Json = dict[str, Any]

ALWAYS = ("BAD_INPUT", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "RATE_LIMITED", "INTERNAL", "UNAVAILABLE")
WITH_BODY = ("TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE")
OF_WRITES = ("CONFLICT",)


def described(dialect: Dialect, prepared: PreparedOf, schema: GraphQLSchema, prefix: str) -> Json:
    """The dialect's OpenAPI 3.1 document; `prepared` gives its documents, `prefix` is where it answers."""
    return Description(dialect, prepared, schema).document(prefix)


class Description:
    """Writes the description of one dialect."""

    def __init__(self, dialect: Dialect, prepared: PreparedOf, schema: GraphQLSchema) -> None:
        self._dialect = dialect
        self._prepared = prepared
        self._answers = AnswerSchemas(schema, dialect.spellings)
        self._names: set[str] = set()

    def document(self, prefix: str) -> Json:
        """The whole document; `prefix` is where the dialect answers."""
        dialect = self._dialect
        paths: Json = {}
        for route in dialect.routes:
            known = paths.setdefault(route.path, {})
            method = route.method.lower()
            known[method] = _merged(known.get(method), self._operation(route))
        schemas = {"Error": dict(dialect.error_schema), **dialect.components, **self._answers.components}
        return {
            "openapi": "3.1.0",
            "info": {
                "title": dialect.title,
                "version": dialect.version,
                "description": dialect.description,
            },
            "servers": [{"url": prefix or "/"}],
            "security": [{scheme.name: []} for scheme in dialect.schemes],
            "paths": paths,
            "components": {
                "schemas": dict(sorted(schemas.items())),
                "securitySchemes": {scheme.name: dict(scheme.schema) for scheme in dialect.schemes},
            },
        }

    def _operation(self, route: Route) -> Json:
        body = None if route.body is None else route.body.schema()
        media = "application/json" if route.files is None else "multipart/form-data"
        if route.parcel is not None:
            body, media = route.parcel.schema(), "multipart/form-data"
        content = {media: {"schema": body}}
        words = route.when.words if route.when else ""
        return {
            "operationId": self._name(route),
            **({"summary": route.summary} if route.summary else {}),
            **({"description": words[:1].upper() + words[1:] + "."} if words else {}),
            **({"externalDocs": {"url": route.doc}} if route.doc else {}),
            "parameters": [_parameter(each) for each in _parameters(route)],
            **({"requestBody": {"required": "required" in body, "content": content}} if body else {}),
            "responses": {str(route.status): self._success(route), **_errors(self._dialect, route)},
        }

    def _name(self, route: Route) -> str:
        name = documents_of(route)[0]
        name = name[:1].lower() + name[1:]
        if name in self._names:
            words = re.findall(r"\w+", f"{route.method.lower()} {route.path}")
            name = words[0] + "".join(word[:1].upper() + word[1:] for word in words[1:])
            while name in self._names:
                name += "_"
        self._names.add(name)
        return name

    def _success(self, route: Route) -> Json:
        give = route.give
        headers = {"location": {"schema": {"type": "string"}}} if route.location else {}
        told = {"description": "Success.", **({"headers": headers} if headers else {})}
        if isinstance(give, Nothing):
            return told
        if isinstance(give, Sse):
            schema = dict(give.schema) or self._answers.of(self._prepared(documents_of(route)[-1]))
            return told | {"content": {"text/event-stream": {"x-data": schema}}}
        if isinstance(give, File):
            schema = {"type": "string", "contentMediaType": give.media}
            return told | {"content": {give.media: {"schema": schema}}}
        if isinstance(give, Shaped | Gathered):
            schema = dict(give.schema)
        else:
            schema = self._answers.of(self._prepared(documents_of(route)[-1]))
        if isinstance(give, One):
            schema = schema["items"]
        if isinstance(give, Whole):
            schema = schema["properties"]["rows"]
        return told | {"content": {"application/json": {"schema": schema}}}


def _parameters(route: Route) -> Iterator[Parameter]:
    seen: set[tuple[str, str]] = set()
    for bind in route.binds:
        for each in bind.parameters:
            if (each.where, each.name) not in seen:
                seen.add((each.where, each.name))
                yield each


def _parameter(parameter: Parameter) -> Json:
    schema = dict(parameter.schema)
    held: Json = (
        {"content": {"application/json": {"schema": schema}}} if parameter.is_json else {"schema": schema}
    )
    if not parameter.is_json and schema.get("type") == "array":
        held |= {"style": "form", "explode": False}
    told = {"description": parameter.description} if parameter.description else {}
    return {"name": parameter.name, "in": parameter.where, "required": parameter.required, **told, **held}


def _errors(dialect: Dialect, route: Route) -> Json:
    codes = (
        *ALWAYS,
        *(WITH_BODY if route.body or route.parcel else ()),
        *(() if route.method == "GET" else OF_WRITES),
        *route.faults,
    )
    meanings = [dialect.meanings[code] for code in codes]
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    words: dict[int, list[str]] = {}
    for meaning in meanings:
        words.setdefault(meaning.status, []).append(meaning.code)
    return {
        str(status): {"description": ", ".join(dict.fromkeys(told)), "content": content}
        for status, told in sorted(words.items())
    }


def _merged(known: Mapping[str, Any] | None, other: Json) -> Json:
    """One operation of several rows with the same method and path."""
    if known is None:
        return other
    seen = {(each["in"], each["name"]) for each in known["parameters"]}
    more = [each for each in other["parameters"] if (each["in"], each["name"]) not in seen]
    responses = {**other["responses"], **known["responses"]}
    for status, response in other["responses"].items():
        content = {**response.get("content", {}), **responses[status].get("content", {})}
        responses[status] = responses[status] | ({"content": content} if content else {})
    body = {"requestBody": other["requestBody"]} if "requestBody" in other else {}
    return {**body, **known, "parameters": known["parameters"] + more, "responses": responses}
