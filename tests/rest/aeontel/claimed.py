"""What Aeontel's pages claim, and what we chose where they are silent."""

from tests.rest.claims import Claim

AGENTS = "https://docs.aeontel.com/api/agents"
AGENT = "https://docs.aeontel.com/types/agent"
VERSIONS = "https://docs.aeontel.com/api/agent-versions"
SKILLS = "https://docs.aeontel.com/api/skills"
TOOLS = "https://docs.aeontel.com/api/tools"
SERVERS = "https://docs.aeontel.com/api/mcp-servers"
RUNS = "https://docs.aeontel.com/types/create-run-body"
EVENTS = "https://docs.aeontel.com/api/events"
WORKSPACES = "https://docs.aeontel.com/api/workspaces"
AUTHENTICATION = "https://docs.aeontel.com/sdk/authentication"
ERRORS = "https://docs.aeontel.com/sdk/errors"

OPERATIONS = "test_operations.py::"
CONTRACT = "test_contract.py::"
LANGUAGE = "test_language.py::"
BEHAVIOUR = "test_behaviour.py::"

CLAIMS = (
    Claim(
        "AEO-001",
        "MUST",
        "The documented operations answer at their paths, with the documented fields.",
        AGENTS,
        (
            f"{OPERATIONS}test_an_operation_answers_as_the_contract_says",
            f"{CONTRACT}test_exactly_the_operations_of_the_contract_are_served_under_their_names",
            f"{CONTRACT}test_answers_are_those_of_the_contract",
            f"{CONTRACT}test_bodies_are_those_of_the_contract",
            f"{CONTRACT}test_parameters_are_those_of_the_contract",
        ),
    ),
    Claim(
        "AEO-002",
        "MUST",
        "Input that fails validation is 400, in one envelope.",
        ERRORS,
        (
            f"{OPERATIONS}test_an_operation_refuses_in_the_envelope",
            f"{BEHAVIOUR}test_a_malformed_body_is_the_clients_fault",
        ),
    ),
    Claim(
        "AEO-003",
        "MUST",
        "Nothing outside the caller's scope is seen: it is as unknown as what is not there.",
        AGENTS,
        (
            f"{OPERATIONS}test_what_is_somebody_elses_is_as_unknown_as_what_is_not_there",
            f"{LANGUAGE}test_a_filter_does_not_tell_of_rows_of_others",
        ),
    ),
    Claim(
        "AEO-004",
        "MUST",
        "ids narrow the result and never bypass access.",
        AGENTS,
        (f"{LANGUAGE}test_ids_never_widen_what_is_seen",),
    ),
    Claim(
        "AEO-005",
        "MUST",
        "limit is 1 to 100, by default 100; after and before page by a keyset; pageInfo tells all of it.",
        AGENTS,
        (
            f"{LANGUAGE}test_a_limit_lies_between_1_and_100",
            f"{LANGUAGE}test_pages_lead_there_and_back_with_the_same_total",
        ),
    ),
    Claim(
        "AEO-006",
        "SHOULD",
        "A cursor of another order, or two cursors at once, are refused.",
        "ours",
        (f"{LANGUAGE}test_a_cursor_of_another_order_is_refused",),
    ),
    Claim(
        "AEO-007",
        "MUST",
        "filter is a tree of AND, OR, NOT, comparisons of fields and steps across relations, in JSON.",
        AGENTS,
        (f"{LANGUAGE}test_a_filter_means_what_it_says",),
    ),
    Claim(
        "AEO-008",
        "SHOULD",
        "A filter is lenient in spelling and strict in meaning; an error names the path.",
        "ours",
        (
            f"{LANGUAGE}test_a_filter_is_lenient_in_spelling",
            f"{LANGUAGE}test_a_filter_is_strict_in_meaning_and_says_where",
            f"{LANGUAGE}test_a_filter_that_is_too_deep_or_too_large_is_refused",
        ),
    ),
    Claim(
        "AEO-009",
        "MUST",
        "orderBy is a list of {field: direction}, applied in order, with four explicit variants of nulls.",
        AGENTS,
        (
            f"{LANGUAGE}test_an_order_counts_key_by_key",
            f"{LANGUAGE}test_an_order_is_strict_in_meaning_and_says_where",
        ),
    ),
    Claim(
        "AEO-010",
        "MUST",
        "name is a substring in any case; the other shortcuts are equality tests, joined to the filter.",
        AGENTS,
        (
            f"{LANGUAGE}test_a_shortcut_is_one_condition_more",
            f"{LANGUAGE}test_a_shortcut_by_a_name_of_a_row_finds_it",
            f"{LANGUAGE}test_a_shortcut_that_does_not_fit_is_named_itself",
            f"{LANGUAGE}test_a_word_that_is_none_of_the_vendors_is_refused",
            f"{CONTRACT}test_parameters_beyond_the_contract_are_shortcuts_of_lists",
        ),
    ),
    Claim(
        "AEO-011",
        "MUST",
        "workspace_id keeps one workspace's rows; what is built in is always there, unless source says not.",
        AGENTS,
        (f"{BEHAVIOUR}test_what_comes_with_concord_belongs_to_no_workspace_and_is_always_listed",),
    ),
    Claim(
        "AEO-012",
        "MUST",
        "include_deleted shows live rows, all, or the trash.",
        AGENTS,
        (f"{LANGUAGE}test_the_trash_is_shown_as_it_is_asked_for",),
    ),
    Claim(
        "AEO-013",
        "MUST",
        "A new agent has a draft version; no version is the default before one is published.",
        AGENT,
        (f"{BEHAVIOUR}test_a_new_agent_has_a_draft_of_what_the_body_says_and_no_default_version",),
    ),
    Claim(
        "AEO-014",
        "MUST",
        "PATCH changes what is named; null clears the runtime user.",
        AGENT,
        (f"{BEHAVIOUR}test_an_update_leaves_alone_what_it_does_not_name",),
    ),
    Claim(
        "AEO-015",
        "MUST",
        "Only administrators set a runtime user, who is a member.",
        AGENT,
        (f"{BEHAVIOUR}test_a_runtime_user_is_a_member_and_is_set_by_an_administrator",),
    ),
    Claim(
        "AEO-016",
        "MUST",
        "DELETE is soft, restore undoes it, purge is for the trash only.",
        AGENTS,
        (f"{BEHAVIOUR}test_an_agent_is_deleted_restored_and_purged_in_that_order_only",),
    ),
    Claim(
        "AEO-017",
        "MUST",
        "A sync replaces the assignments of its kind, and answers a count.",
        AGENTS,
        (
            f"{BEHAVIOUR}test_a_sync_replaces_the_whole_set_and_counts_what_there_is_then",
            f"{BEHAVIOUR}test_a_sync_of_one_kind_leaves_the_others_alone",
        ),
    ),
    Claim(
        "AEO-018",
        "SHOULD",
        "A sync edits the draft if there is one, else it makes the next version.",
        "ours",
        (f"{BEHAVIOUR}test_a_sync_changes_the_draft_if_there_is_one_and_goes_through_else",),
    ),
    Claim(
        "AEO-019",
        "MUST",
        "What is built in belongs to no workspace and cannot be changed.",
        AGENT,
        (f"{BEHAVIOUR}test_what_comes_with_concord_is_not_to_be_changed",),
    ),
    Claim(
        "AEO-020",
        "MUST",
        "Keys are shown as bearer tokens; without one the answer is 401, with the id of the request.",
        AUTHENTICATION,
        (f"{BEHAVIOUR}test_without_a_key_the_answer_is_401_and_carries_the_id_of_the_request",),
    ),
    Claim(
        "AEO-021",
        "MUST",
        "A caller who is not allowed is told 403: a viewer reads and changes nothing.",
        ERRORS,
        (f"{BEHAVIOUR}test_a_viewer_reads_and_changes_nothing",),
    ),
    Claim(
        "AEO-022",
        "MUST",
        "A name that is taken is 409.",
        ERRORS,
        (f"{BEHAVIOUR}test_a_handle_that_is_taken_is_a_conflict",),
    ),
    Claim(
        "AEO-023",
        "MUST",
        "A version that is added names its parent; the list needs the agent.",
        VERSIONS,
        (
            f"{BEHAVIOUR}test_a_version_that_is_added_is_numbered_and_runs_by_default",
            f"{BEHAVIOUR}test_a_version_that_says_nothing_new_adds_none",
        ),
    ),
    Claim(
        "AEO-024",
        "MUST",
        "Secrets of MCP servers are never given back.",
        SERVERS,
        (f"{BEHAVIOUR}test_a_secret_of_a_server_is_never_given_back",),
    ),
    Claim(
        "AEO-025",
        "MUST",
        "A run is started by the id of what is run, and answered at once or at its end.",
        RUNS,
        (
            f"{BEHAVIOUR}test_a_run_is_answered_at_once_or_when_it_has_ended",
            f"{BEHAVIOUR}test_an_input_that_is_more_than_a_text_fits_the_schema_of_the_agent",
        ),
    ),
    Claim(
        "AEO-026",
        "MUST",
        "Events tell what happened to a row, filtered by type, subject, user and time.",
        EVENTS,
        (
            f"{BEHAVIOUR}test_events_tell_the_life_of_a_row_in_order",
            f"{BEHAVIOUR}test_the_moments_that_bound_a_list_of_events_are_within_it",
            f"{BEHAVIOUR}test_an_event_names_none_that_caused_it",
        ),
    ),
    Claim(
        "AEO-027",
        "MUST",
        "Files of skills are found by the skill's id or name, and by their path.",
        SKILLS,
        (
            f"{BEHAVIOUR}test_a_skill_is_made_with_its_files",
            f"{BEHAVIOUR}test_a_skill_is_found_by_its_name_and_by_its_handle",
        ),
    ),
    Claim(
        "AEO-028",
        "MUST",
        "A tool is muted without being unbound.",
        TOOLS,
        (f"{BEHAVIOUR}test_a_tool_is_muted_by_itself",),
    ),
    Claim(
        "AEO-029",
        "MUST",
        "A workspace belongs to an organization, and its members have one of three roles.",
        WORKSPACES,
        (
            f"{BEHAVIOUR}test_a_workspace_is_made_in_ones_own_organization_only",
            f"{BEHAVIOUR}test_a_member_has_a_role_of_the_vendors",
        ),
    ),
    Claim(
        "AEO-030",
        "SHOULD",
        "Fields that nobody knows are passed over; a request that is sent again with its key makes one row.",
        "ours",
        (
            f"{BEHAVIOUR}test_a_field_that_nobody_knows_is_passed_over",
            f"{BEHAVIOUR}test_a_request_that_is_sent_again_with_its_key_makes_one_row",
        ),
    ),
)
