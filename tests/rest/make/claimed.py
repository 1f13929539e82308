"""What Make's pages claim, and what we chose where they are silent."""

from tests.rest.claims import Claim

AGENTS = "https://developers.make.com/api-documentation/api-reference/ai-agents"
PAGES = "https://developers.make.com/api-documentation/pagination-sorting-filtering/pagination-and-sorting"
STATUSES = "https://developers.make.com/api-documentation/troubleshooting/http-status-codes"
RUNS = "https://withone.ai/knowledge/make"
SDK = "https://www.npmjs.com/package/@makehq/sdk"

OPERATIONS = "test_operations.py::"
CONTRACT = "test_contract.py::"
AGENT = "test_agents.py::"
RUN = "test_runs.py::"
STREAM = "test_streams.py::"
CONTEXT = "test_contexts.py::"
LIMIT = "test_limits.py::"

CLAIMS = (
    Claim(
        "MAKE-001",
        "MUST",
        "The operations answer at their paths below /api/v2, with the fields of the contract.",
        AGENTS,
        (
            f"{OPERATIONS}test_an_operation_answers_as_the_contract_says",
            f"{CONTRACT}test_exactly_the_operations_of_the_contract_are_served",
            f"{CONTRACT}test_parameters_are_those_of_the_contract",
            f"{CONTRACT}test_bodies_are_those_of_the_contract",
            f"{CONTRACT}test_answers_are_those_of_the_contract",
            f"{AGENT}test_the_prefix_of_their_addresses_is_kept",
        ),
    ),
    Claim(
        "MAKE-002",
        "MUST",
        "A key is shown as `Authorization: Token`; 401 without a valid one.",
        AGENTS,
        (
            f"{AGENT}test_a_key_is_shown_as_token_or_bearer",
            f"{OPERATIONS}test_an_operation_refuses_who_shows_no_key",
        ),
    ),
    Claim(
        "MAKE-032",
        "MUST",
        "Reading takes the right to read, everything else, runs included, the right to write.",
        AGENTS,
        (f"{AGENT}test_a_viewers_key_reads_and_does_not_write",),
    ),
    Claim(
        "MAKE-003",
        "MUST",
        "Their SDK shows keys that are no UUIDs as Bearer, so that is taken too.",
        SDK,
        (
            f"{AGENT}test_a_key_is_shown_as_token_or_bearer",
            f"{CONTRACT}test_a_key_is_described_as_token_and_as_bearer",
        ),
    ),
    Claim(
        "MAKE-004",
        "MUST",
        "Errors are {detail, message, code}, the code letters and a number.",
        STATUSES,
        (
            f"{OPERATIONS}test_an_operation_refuses_in_the_envelope",
            f"{CONTEXT}test_a_method_that_is_not_there_is_refused_in_the_envelope",
        ),
    ),
    Claim(
        "MAKE-005",
        "SHOULD",
        "What is wrong with a field stands in suberrors.",
        SDK,
        (f"{AGENT}test_what_is_wrong_with_a_field_stands_in_a_suberror_with_its_name",),
    ),
    Claim(
        "MAKE-006",
        "MUST",
        "Every operation names its team; a team that the key does not see is 403, SC403.",
        STATUSES,
        (
            f"{AGENT}test_a_team_is_a_positive_number",
            f"{OPERATIONS}test_a_team_that_is_not_seen_is_as_unknown_as_one_that_is_not_there",
        ),
    ),
    Claim(
        "MAKE-007",
        "MUST",
        "What is not in the team is 404, whosever it is.",
        "ours",
        (
            f"{OPERATIONS}test_what_is_somebody_elses_is_as_unknown_as_what_is_not_there",
            f"{AGENT}test_what_is_no_uuid_names_no_agent",
            f"{CONTEXT}test_what_is_no_number_names_no_provider",
        ),
    ),
    Claim(
        "MAKE-008",
        "MUST",
        "Creating answers 201 with a reduced object, whose id is agentId, and id as well.",
        AGENTS,
        (f"{AGENT}test_creating_answers_a_reduced_object_with_the_id_under_both_names",),
    ),
    Claim(
        "MAKE-009",
        "MUST",
        "Creating names the team in the query and in the body; two teams are 400.",
        "ours",
        (f"{AGENT}test_the_team_of_the_body_is_that_of_the_query",),
    ),
    Claim(
        "MAKE-010",
        "MUST",
        "An agent is read with its settings, scenarios, MCP connections and contexts.",
        AGENTS,
        (
            f"{AGENT}test_an_agent_is_read_with_all_that_it_was_made_with",
            f"{AGENT}test_an_agent_is_named_by_the_uuid_inside_our_id",
            f"{CONTEXT}test_a_file_is_kept_and_shown_with_its_agent",
        ),
    ),
    Claim(
        "MAKE-011",
        "SHOULD",
        "Without configurations an agent has 300 rounds and 10 iterations of history.",
        AGENTS,
        (f"{AGENT}test_configurations_that_are_absent_get_their_defaults",),
    ),
    Claim(
        "MAKE-012",
        "MUST",
        "Changing answers 204; what is absent stays, a configuration that is sent replaces the whole one.",
        AGENTS,
        (
            f"{AGENT}test_a_change_leaves_alone_what_it_does_not_name",
            f"{AGENT}test_a_configuration_that_is_sent_replaces_the_whole_one",
            f"{AGENT}test_the_team_and_the_connection_are_not_changed",
        ),
    ),
    Claim(
        "MAKE-013",
        "MUST",
        "A number that nobody has is 400 and named, in an agent as in an override.",
        "ours",
        (
            f"{AGENT}test_a_number_that_nobody_has_is_a_bad_request_that_names_it",
            f"{RUN}test_an_override_that_names_nothing_is_a_bad_request",
        ),
    ),
    Claim(
        "MAKE-014",
        "MUST",
        "Fields of bodies that are not known are passed over.",
        "ours",
        (f"{AGENT}test_fields_that_are_not_known_are_passed_over",),
    ),
    Claim(
        "MAKE-015",
        "MUST",
        "Deleting answers 204; from then on the agent, its runs and contexts are 404.",
        AGENTS,
        (f"{AGENT}test_a_deleted_agent_is_gone_for_every_operation",),
    ),
    Claim(
        "MAKE-016",
        "MUST",
        "A list holds all agents of the team, or a page of them in the order that pg[…] says.",
        PAGES,
        (
            f"{AGENT}test_a_team_has_one_list_of_all_its_agents",
            f"{AGENT}test_a_page_that_cannot_be_meant_is_refused",
        ),
    ),
    Claim(
        "MAKE-017",
        "MUST",
        "Agents that were made elsewhere are there once they are published; archived ones do not run.",
        "ours",
        (
            f"{AGENT}test_an_agent_of_elsewhere_is_read_once_it_is_published",
            f"{RUN}test_an_archived_agent_runs_no_more",
        ),
    ),
    Claim(
        "MAKE-018",
        "MUST",
        "A run answers once it has ended, with the reply, its steps, its tokens and its thread.",
        RUNS,
        (
            f"{RUN}test_a_run_answers_with_its_reply_thread_steps_and_tokens",
            f"{RUN}test_a_tools_call_and_its_answer_are_steps",
            f"{RUN}test_all_steps_of_a_long_run_are_told",
        ),
    ),
    Claim(
        "MAKE-019",
        "MUST",
        "The time is told to the model in a line behind the system prompt.",
        AGENTS,
        (f"{RUN}test_a_run_answers_with_its_reply_thread_steps_and_tokens",),
    ),
    Claim(
        "MAKE-020",
        "MUST",
        "A threadId goes on with its thread, of which as many iterations are told as the history says.",
        RUNS,
        (
            f"{RUN}test_a_thread_is_opened_without_a_name_and_gone_on_with_by_it",
            f"{RUN}test_a_thread_has_the_name_that_the_caller_gives_it_and_is_its_agents",
            f"{RUN}test_so_many_earlier_iterations_are_told_as_the_history_says",
            f"{RUN}test_runs_of_one_thread_wait_for_each_other",
            f"{STREAM}test_a_stream_goes_on_with_a_thread",
        ),
    ),
    Claim(
        "MAKE-021",
        "MUST",
        "Messages are of the user and the assistant; the last is what is said.",
        RUNS,
        (
            f"{RUN}test_messages_before_the_last_are_told_and_the_last_is_answered",
            f"{RUN}test_a_body_that_cannot_be_meant_is_refused_with_its_place",
        ),
    ),
    Claim(
        "MAKE-022",
        "MUST",
        "config says what one run does otherwise.",
        RUNS,
        (f"{RUN}test_an_override_holds_for_one_run",),
    ),
    Claim(
        "MAKE-023",
        "SHOULD",
        "A make-schema format makes the reply an object of these fields.",
        "ours",
        (
            f"{RUN}test_a_format_of_fields_makes_the_answer_an_object",
            f"{AGENT}test_a_format_of_fields_is_the_schema_of_answers_until_it_is_text",
        ),
    ),
    Claim(
        "MAKE-024",
        "MUST",
        "A run that fails is 422 and says why; so does one beyond its recursion limit.",
        "ours",
        (
            f"{RUN}test_a_run_that_fails_is_an_error_that_says_why",
            f"{RUN}test_a_run_fails_beyond_its_recursion_limit",
        ),
    ),
    Claim(
        "MAKE-025",
        "MUST",
        "A scenario with manual approval is not called before it, and the step is told as awaiting it.",
        "ours",
        (f"{RUN}test_a_scenario_with_manual_approval_is_not_called_before_it",),
    ),
    Claim(
        "MAKE-026",
        "MUST",
        "The result is posted to the callbackUrl too.",
        "ours",
        (f"{RUN}test_the_result_is_posted_to_the_callback_too",),
    ),
    Claim(
        "MAKE-027",
        "MUST",
        "A stream tells each message as a step, the system message with the time first, in one iteration.",
        AGENTS,
        (
            f"{STREAM}test_the_messages_of_a_run_are_steps_in_their_order_and_the_result_is_last",
            f"{STREAM}test_each_event_and_each_message_has_an_id_of_its_own_and_all_one_iteration",
            f"{STREAM}test_a_tools_call_and_its_answer_are_steps_of_the_stream",
            f"{CONTRACT}test_the_data_of_the_stream_are_described",
        ),
    ),
    Claim(
        "MAKE-028",
        "MUST",
        "A stream ends with a result or an error; what is wrong before its first step is an answer in JSON.",
        "ours",
        (
            f"{STREAM}test_the_messages_of_a_run_are_steps_in_their_order_and_the_result_is_last",
            f"{STREAM}test_a_run_that_fails_ends_its_stream_with_an_error",
            f"{STREAM}test_what_is_wrong_before_the_first_step_is_an_answer_in_json",
        ),
    ),
    Claim(
        "MAKE-029",
        "MUST",
        "A file is uploaded as a form, listed with its agent, and taken away with 204.",
        "ours",
        (
            f"{CONTEXT}test_a_file_is_kept_and_shown_with_its_agent",
            f"{CONTEXT}test_contexts_are_in_the_order_in_which_they_came_and_go_one_by_one",
            f"{CONTEXT}test_an_agent_with_a_context_runs",
            f"{CONTEXT}test_a_form_that_cannot_be_meant_is_refused",
            f"{CONTEXT}test_a_text_in_the_place_of_the_file_is_no_upload",
            f"{CONTEXT}test_a_file_that_is_sent_as_mere_bytes_is_of_the_kind_that_its_name_tells",
        ),
    ),
    Claim(
        "MAKE-030",
        "MUST",
        "Providers and their models are those that the team can use.",
        "ours",
        (
            f"{CONTEXT}test_providers_are_those_of_the_team_by_their_numbers",
            f"{CONTEXT}test_the_models_of_a_provider_are_those_that_are_switched_on",
        ),
    ),
    Claim(
        "MAKE-031",
        "MUST",
        "Beyond the limit of the minute is 429 with Retry-After in whole seconds.",
        STATUSES,
        (f"{LIMIT}test_beyond_the_allowance_of_the_minute_is_429_that_says_when_to_come_again",),
    ),
)
