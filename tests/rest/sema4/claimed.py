"""What Sema4.ai's pages claim, what their clients rely on, and what we chose where both are silent."""

from tests.rest.claims import Claim

SEED = "https://sema4.ai/docs/v2/api/agents"
API = "https://sema4.ai/docs/v2/api"
CONCEPT = "https://sema4.ai/docs/v2/build/versioning-lifecycle"
OLDER = "https://sema4.ai/docs/agent-api"
EXAMPLES = "https://github.com/Sema4AI/sema4ai-self-hosted"
CONNECTOR = "https://github.com/Sema4AI/gallery"

AGENTS = "test_agents.py::test_"
ATTACHED = "test_attached.py::test_"
PAGES = "test_pages.py::test_"
PACKAGES = "test_packages.py::test_"
TALKS = "test_conversations.py::test_"
OPERATIONS = "test_operations.py::test_"
CONTRACT = "test_contract.py::test_"

CLAIMS = (
    Claim(
        "SEM-001",
        "MUST",
        "The documented operations answer at their paths, with the documented fields.",
        SEED,
        (
            f"{OPERATIONS}an_operation_answers_as_the_contract_says",
            f"{CONTRACT}exactly_the_operations_of_the_contract_are_served",
            f"{CONTRACT}statuses_and_media_are_those_of_the_contract",
            f"{CONTRACT}parameters_are_those_of_the_contract",
            f"{CONTRACT}bodies_are_those_of_the_contract",
            f"{CONTRACT}answers_are_those_of_the_contract",
        ),
    ),
    Claim(
        "SEM-002",
        "MUST",
        "Every request needs a key, shown as a bearer token.",
        SEED,
        (f"{OPERATIONS}an_operation_needs_a_key",),
    ),
    Claim(
        "SEM-003",
        "SHOULD",
        "Errors are read as error.code and error.message.",
        EXAMPLES,
        (
            f"{OPERATIONS}an_operation_refuses_in_the_envelope",
            f"{PAGES}errors_have_the_envelope_that_clients_read",
        ),
    ),
    Claim(
        "SEM-004",
        "MUST",
        "What is another tenant's is as unknown as what is not there, in every operation.",
        "ours",
        (
            f"{OPERATIONS}what_is_somebody_elses_is_as_unknown_as_what_is_not_there",
            f"{OPERATIONS}what_is_somebody_elses_cannot_be_attached",
            f"{OPERATIONS}lists_hold_nothing_of_somebody_elses",
            f"{OPERATIONS}nothing_is_made_in_somebody_elses_tenant",
            f"{PAGES}a_tenant_that_is_not_there_has_nothing",
        ),
    ),
    Claim(
        "SEM-005",
        "MUST",
        "An agent is created for the key that is shown, with defaults for its architecture.",
        SEED,
        (f"{AGENTS}a_new_agent_is_a_draft_of_the_key_that_made_it",),
    ),
    Claim(
        "SEM-006",
        "SHOULD",
        "A name that exists already is a conflict, created or imported.",
        EXAMPLES,
        (f"{AGENTS}a_name_that_exists_is_a_conflict", f"{PACKAGES}a_name_that_exists_is_a_conflict"),
    ),
    Claim(
        "SEM-007",
        "SHOULD",
        "A body that does not fit is 422.",
        "ours",
        (
            f"{AGENTS}a_body_that_does_not_fit_is_refused",
            f"{ATTACHED}a_server_that_does_not_fit_is_refused",
            f"{TALKS}what_is_no_message_is_refused",
        ),
    ),
    Claim(
        "SEM-008",
        "MUST",
        "A patch leaves alone what it does not name.",
        SEED,
        (f"{AGENTS}a_draft_is_patched_and_what_is_not_named_stays",),
    ),
    Claim(
        "SEM-009",
        "MUST",
        "Publishing snapshots a draft as the live version; a live agent is neither patched nor published.",
        SEED,
        (f"{AGENTS}publishing_makes_a_live_version_that_is_not_patched",),
    ),
    Claim(
        "SEM-010",
        "MUST",
        "Entering edit mode is idempotent, and the live version goes on.",
        SEED,
        (f"{AGENTS}edit_mode_keeps_the_live_version_and_can_be_entered_twice",),
    ),
    Claim(
        "SEM-011",
        "MUST",
        "Discarding a draft gives back the live version, and needs one.",
        SEED,
        (
            f"{AGENTS}discarding_gives_back_the_live_version",
            f"{AGENTS}discarding_needs_an_earlier_publish_and_a_draft",
        ),
    ),
    Claim(
        "SEM-012",
        "MUST",
        "Mappings swap test resources for production ones at publish time; the draft keeps the test ones.",
        SEED,
        (
            f"{AGENTS}publishing_swaps_test_servers_for_production_ones_and_the_draft_keeps_its_own",
            f"{AGENTS}both_kinds_of_mappings_are_taken_together",
        ),
    ),
    Claim(
        "SEM-013",
        "SHOULD",
        "A mapping of what is not used, or to what is not there, publishes nothing.",
        "ours",
        (f"{AGENTS}a_mapping_of_what_is_not_used_or_not_there_publishes_nothing",),
    ),
    Claim(
        "SEM-014",
        "MUST",
        "Deleting, attaching and detaching take ownership, others get 403; so does every other change.",
        SEED,
        (
            f"{AGENTS}only_the_owner_changes_an_agent",
            f"{ATTACHED}only_the_owner_attaches_and_detaches",
            f"{PACKAGES}only_the_owner_replaces_a_draft",
        ),
    ),
    Claim(
        "SEM-015",
        "SHOULD",
        "A deleted agent is unknown, and its name is free again.",
        "ours",
        (f"{AGENTS}an_agent_that_was_deleted_is_not_there",),
    ),
    Claim(
        "SEM-016",
        "MUST",
        "Servers and models are attached, listed and detached.",
        SEED,
        (
            f"{ATTACHED}what_is_attached_is_listed_until_it_is_detached",
            f"{ATTACHED}one_sort_is_not_attached_or_detached_as_the_other",
            f"{ATTACHED}a_semantic_data_model_is_stored_with_its_tables",
        ),
    ),
    Claim(
        "SEM-017",
        "SHOULD",
        "What is not there cannot be attached, and a live agent's attachments stay as they are.",
        "ours",
        (
            f"{ATTACHED}what_is_not_there_cannot_be_attached",
            f"{ATTACHED}a_live_agent_is_left_as_it_is",
        ),
    ),
    Claim(
        "SEM-018",
        "MUST",
        "Values of headers are never read back.",
        "ours",
        (f"{ATTACHED}a_server_is_registered_and_its_headers_are_never_told",),
    ),
    Claim(
        "SEM-019",
        "MUST",
        "Lists have pages: next is passed on while has_more is true, however clients pass it on.",
        API,
        (
            f"{PAGES}all_pages_are_reached",
            f"{PAGES}next_is_a_path_without_an_ampersand",
            f"{PAGES}attachments_have_pages_too",
            f"{PAGES}the_longest_page_goes_on_where_it_was_cut",
            f"{TALKS}messages_have_pages",
        ),
    ),
    Claim(
        "SEM-020",
        "SHOULD",
        "A token that is none, or of another list, and a limit out of bounds are 422.",
        "ours",
        (
            f"{PAGES}what_is_no_token_is_refused",
            f"{PAGES}a_token_of_another_list_is_refused",
            f"{PAGES}a_limit_out_of_bounds_is_refused",
        ),
    ),
    Claim(
        "SEM-021",
        "MUST",
        "Paths work with a slash at the end, without a redirect; a body of null is passed over.",
        CONNECTOR,
        (
            f"{PAGES}a_slash_at_the_end_changes_nothing",
            f"{PAGES}a_body_of_null_is_passed_over_where_none_is_read",
        ),
    ),
    Claim(
        "SEM-022",
        "SHOULD",
        "The base path without a tenant answers too, and the older version has the conversations.",
        EXAMPLES,
        (
            f"{PAGES}a_tenant_has_the_names_of_its_workspace",
            f"{PAGES}the_short_base_is_the_home_of_the_key",
            f"{PAGES}the_base_path_tells_the_description_without_a_key",
            f"{TALKS}conversations_stand_below_the_older_version_too",
        ),
    ),
    Claim(
        "SEM-023",
        "MUST",
        "An export is a package with models, servers, actions and files; imported again it is equal.",
        SEED,
        (
            f"{PACKAGES}what_is_exported_and_imported_again_is_equal",
            f"{PACKAGES}an_export_is_in_step_with_its_agent_and_makes_an_equal_one",
            f"{PACKAGES}a_guide_that_is_something_else_comes_once",
            f"{PACKAGES}an_agent_that_was_made_here_is_exported_whole_and_without_secrets",
            f"{PACKAGES}what_others_wrote_into_an_agent_does_not_break_its_export",
            f"{PACKAGES}models_of_one_name_are_packed_side_by_side",
            f"{PACKAGES}a_file_that_was_linked_elsewhere_is_shared_under_a_uuid_of_its_own",
            f"{PACKAGES}the_draft_is_exported_while_there_is_one_and_else_the_live_version",
        ),
    ),
    Claim(
        "SEM-024",
        "MUST",
        "An import makes a new agent; servers are matched by name and URL, others are told.",
        EXAMPLES,
        (
            f"{PACKAGES}a_package_becomes_a_draft_of_the_key_that_sends_it",
            f"{PACKAGES}a_server_of_the_workspace_is_found_by_its_name_and_url_and_attached",
        ),
    ),
    Claim(
        "SEM-025",
        "MUST",
        "A package that is meant to hurt, or that is none, is refused and makes nothing.",
        "ours",
        (
            f"{PACKAGES}what_is_wrong_with_a_package_is_told_by_its_words",
            f"{PACKAGES}what_is_wrong_with_a_model_of_a_package_is_told_by_its_file",
            f"{PACKAGES}an_archive_that_is_meant_to_hurt_is_refused_and_makes_nothing",
            f"{PACKAGES}a_name_in_an_archive_is_not_told_as_it_is_spelled_to_hurt",
            f"{PACKAGES}a_form_without_the_file_or_no_form_is_refused",
        ),
    ),
    Claim(
        "SEM-026",
        "SHOULD",
        "A package may replace a draft, and be compared with one; files are only added.",
        EXAMPLES,
        (
            f"{PACKAGES}a_package_replaces_the_draft_and_the_live_version_stays",
            f"{PACKAGES}a_difference_is_told_and_nothing_is_changed",
            f"{PACKAGES}differences_of_a_manifest_are_told_by_its_words",
        ),
    ),
    Claim(
        "SEM-027",
        "MUST",
        "Users talk to the live version, the editor in private to the draft.",
        CONCEPT,
        (
            f"{TALKS}the_owner_talks_to_the_draft_and_everybody_else_to_the_live_version",
            f"{TALKS}without_a_live_version_only_the_owner_talks",
            f"{TALKS}conversations_are_their_makers_alone",
            f"{TALKS}a_conversation_is_not_found_with_another_agent",
        ),
    ),
    Claim(
        "SEM-028",
        "MUST",
        "Publishing deletes the conversations that were held with the draft, and no others.",
        CONCEPT,
        (f"{TALKS}publishing_deletes_the_conversations_that_tried_the_draft_out",),
    ),
    Claim(
        "SEM-029",
        "MUST",
        "A message is answered with all messages, the agent's last; deleting answers the conversation.",
        OLDER,
        (
            f"{TALKS}a_message_is_answered_with_all_that_was_said",
            f"{TALKS}a_run_that_fails_is_no_answer",
            f"{TALKS}a_conversation_that_is_being_answered_says_so",
            f"{TALKS}a_run_that_did_not_complete_is_no_answer",
            f"{TALKS}the_answer_comes_last_however_much_the_agent_did_before",
            f"{TALKS}a_tool_that_the_agent_uses_is_told_with_its_result",
            f"{TALKS}a_conversation_that_is_deleted_is_answered_once_more",
        ),
    ),
    Claim(
        "SEM-030",
        "SHOULD",
        "An answer is streamed: ready, begin, content, end, finished, or an error.",
        OLDER,
        (
            f"{TALKS}an_answer_is_streamed_as_it_is_written",
            f"{TALKS}a_run_that_fails_ends_the_stream_with_an_error",
        ),
    ),
)
