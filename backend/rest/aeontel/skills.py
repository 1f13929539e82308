"""Skills, and the files that are bundled with them."""

from typing import Any

from backend.rest.aeontel.entities import SKILL
from backend.rest.aeontel.life import ID, life
from backend.rest.aeontel.lists import DELETED, KEY, SOURCE, WITHIN, listed
from backend.rest.bind import over, query, where
from backend.rest.give import ONE
from backend.rest.kind import TEXT, choice, made, several
from backend.rest.route import Route
from backend.rest.table import Cell, Table, record

DOC = "https://docs.aeontel.com/api/skills"
RESOURCE = Table({"path": Cell("path", required=True), "content": Cell("text", required=True)})


REFERENCES = {"ext": "externalId", "handle": "handle"}


def meant(text: str) -> list[dict[str, Any]]:
    """The skills that a text may mean: by their id, a reference, or their name or handle."""
    kind, _, value = text.partition(":")
    if text.startswith("skl_"):
        return [{"id": {"eq": text}}]
    if kind in REFERENCES:
        return [{REFERENCES[kind]: {"eq": value}}]
    return [{"name": {"eq": text}}, {"handle": {"eq": text}}]


def same(*words: str) -> dict[str, str]:
    """Words that we keep as they are."""
    return {word: word for word in words}


def body_of(text: str) -> list[dict[str, str]]:
    """The file that is a skill's body."""
    return [{"path": "SKILL.md", "text": text}]


SKILL_ID = query("skill_id", required=True, description="The skill: its id, name or handle.")
CREATE = Table(
    {
        "workspaceId": Cell("workspaceId", required=True),
        "name": Cell("input.name", required=True),
        "kind": Cell("input.extensions.aeontel.kind", choice(same("concept", "procedure")), required=True),
        "target": Cell(
            "input.extensions.aeontel.target", choice(same("cli", "assistant", "mcp")), required=True
        ),
        "body": Cell("input.files[]", made(TEXT, body_of), required=True),
        "description": Cell("input.description", null="absent"),
        "resources": Cell("input.files[]", several(record(RESOURCE)), null="absent"),
    }
)

SKILLS = (
    Route(
        "GET /api/skills",
        "ListSkills",
        bind=listed(
            SKILL,
            {**WITHIN, "name.iContains": query("name", description="Part of the name, in any case.")},
            source=SOURCE,
            deleted=DELETED,
        ),
        summary="List skills",
        doc=DOC,
    ),
    Route("POST /api/skills", "CreateSkill", bind=KEY, body=CREATE, summary="Create a skill", doc=DOC),
    *life("/api/skills", "Skill", "a skill", DOC),
    Route(
        "GET /api/skill-resources",
        "ListSkillResources",
        bind={
            "skills": where({"OR": over(SKILL_ID, meant)}),
            "filter": where({"path.eq": query("path", description="The path of one file.")}),
        },
        give=ONE,
        summary="List the files of a skill",
        doc=DOC,
    ),
    Route("GET /api/skill-resources/{id}", "GetSkillResource", bind=ID, summary="Fetch one file", doc=DOC),
)
