// One function an endpoint; api/openapi.json says what each takes and gives.
#pragma once

#include "apps/server/app.h"

namespace hamstring::server {

/// The body as JSON, not nested deeper than 40; an error names where it breaks.
[[nodiscard]] service::Outcome<nlohmann::json> json_body(const Request& request);
/// A field that is text; empty where it is none or not there.
[[nodiscard]] std::string text_at(const nlohmann::json& body, const char* field);
/// Whose long work it is: one account's, or of whoever has none where none is asked for.
[[nodiscard]] std::string owner_of(const Request& request);
[[nodiscard]] std::string language_of(const Request& request);
/// Whom the address is about.
[[nodiscard]] const std::string& person_of(const Request& request);
/// Empty where it was not given.
[[nodiscard]] std::string query_of(const Request& request, const char* name);
/// The outcome's JSON, or its problem.
[[nodiscard]] Reply reply_of(const service::Outcome<nlohmann::json>& outcome);

Reply get_status(App& app, const Request& request);
Reply post_setup(App& app, const Request& request);
Reply post_login(App& app, const Request& request);
Reply post_join(App& app, const Request& request);
Reply post_logout(App& app, const Request& request);
Reply get_sessions(App& app, const Request& request);
Reply delete_session(App& app, const Request& request);
Reply post_password(App& app, const Request& request);
Reply get_accounts(App& app, const Request& request);
Reply post_accounts(App& app, const Request& request);
Reply delete_account(App& app, const Request& request);

Reply post_story(App& app, const Request& request);
Reply get_people(App& app, const Request& request);
Reply post_people(App& app, const Request& request);
Reply get_person(App& app, const Request& request);
Reply patch_person(App& app, const Request& request);
Reply delete_person(App& app, const Request& request);
Reply get_today(App& app, const Request& request);
Reply get_entries(App& app, const Request& request);
Reply post_entries(App& app, const Request& request);
Reply delete_batch(App& app, const Request& request);
Reply delete_damaged(App& app, const Request& request);
Reply get_case(App& app, const Request& request);
Reply post_merge(App& app, const Request& request);
Reply get_calendar(App& app, const Request& request);
Reply get_audit(App& app, const Request& request);

Reply get_timeline(App& app, const Request& request);
Reply get_replay(App& app, const Request& request);
Reply get_return(App& app, const Request& request);
Reply get_prevention(App& app, const Request& request);
Reply get_runs(App& app, const Request& request);
Reply get_run_fit(App& app, const Request& request);
Reply get_run_ledger(App& app, const Request& request);
Reply get_run_along(App& app, const Request& request);
Reply get_run_weeks(App& app, const Request& request);
Reply post_recordings(App& app, const Request& request);
std::optional<Reply> runs_are_read(App& app, const Request& request);
Reply get_recordings(App& app, const Request& request);
Reply keep_recordings(App& app, const Request& request);
Reply delete_recordings(App& app, const Request& request);
Reply post_export(App& app, const Request& request);
Reply post_backup(App& app, const Request& request);
Reply get_job(App& app, const Request& request);
Reply delete_job(App& app, const Request& request);
Reply get_job_file(App& app, const Request& request);
std::optional<Reply> vault_is_busy(App& app, const Request& request);
Reply get_imports(App& app, const Request& request);
Reply post_imports(App& app, const Request& request);
Reply delete_import(App& app, const Request& request);
Reply get_instance_audit(App& app, const Request& request);

Reply get_library(App& app, const Request& request);
Reply get_roles(App& app, const Request& request);
Reply get_source(App& app, const Request& request);
Reply get_movements(App& app, const Request& request);
Reply get_movement(App& app, const Request& request);
Reply get_exercise_stretch(App& app, const Request& request);
Reply post_leg(App& app, const Request& request);
Reply get_known_answers(App& app, const Request& request);
Reply post_lab(App& app, const Request& request);
std::optional<Reply> lab_is_busy(App& app, const Request& request);
Reply delete_lab(App& app, const Request& request);
Reply get_lab(App& app, const Request& request);
Reply get_lab_file(App& app, const Request& request);

Reply get_prescribing(App& app, const Request& request);
Reply get_trends(App& app, const Request& request);
Reply get_templates(App& app, const Request& request);
Reply post_templates(App& app, const Request& request);
Reply delete_template(App& app, const Request& request);
Reply get_squad(App& app, const Request& request);
Reply post_squad(App& app, const Request& request);
Reply post_squad_table(App& app, const Request& request);
Reply get_measures(App& app, const Request& request);
Reply get_phone(App& app, const Request& request);

Reply get_lan(App& app, const Request& request);
Reply get_lan_authority(App& app, const Request& request);
Reply get_calendar_addresses(App& app, const Request& request);
Reply post_calendar_addresses(App& app, const Request& request);
Reply delete_calendar_address(App& app, const Request& request);
Reply get_subscribed_calendar(App& app, const Request& request);

}  // namespace hamstring::server
