#include "apps/server/handlers.h"
#include "history/case.h"

namespace hamstring::server {

using service::Access;

const std::vector<Route>& routes() {
  constexpr std::size_t kilobyte = 1024, recording_max = 64 * kilobyte * kilobyte;
  const std::size_t archive_max = service::archive_limits().packed_max;
  // A year of recordings as a phone or an account exports it.
  constexpr std::size_t recordings_max = 512 * kilobyte * kilobyte;
  // The longest body stands in the line of each route; none where nothing stands.
  static const std::vector<Route> table{
      {"GET", "/status", Access::anyone, get_status, 0, true},
      {"POST", "/setup", Access::anyone, post_setup, 4 * kilobyte, true},
      {"POST", "/login", Access::anyone, post_login, 4 * kilobyte, true},
      {"POST", "/join", Access::anyone, post_join, 4 * kilobyte, true},
      {"POST", "/logout", Access::account, post_logout, kilobyte},
      {"GET", "/sessions", Access::account, get_sessions},
      {"DELETE", "/sessions/{id}", Access::account, delete_session},
      {"POST", "/password", Access::account, post_password, 4 * kilobyte},
      {"GET", "/accounts", Access::owner, get_accounts},
      {"POST", "/accounts", Access::owner, post_accounts, 4 * kilobyte},
      {"DELETE", "/accounts/{id}", Access::owner, delete_account},
      {"POST", "/story", Access::anyone, post_story, 64 * kilobyte},
      {"GET", "/people", Access::account, get_people},
      {"POST", "/people", Access::clinical, post_people, rehab::case_size_max},
      {"GET", "/people/{person}", Access::see_person, get_person},
      {"PATCH", "/people/{person}", Access::shape_person, patch_person, 4 * kilobyte},
      {"DELETE", "/people/{person}", Access::owner, delete_person},
      {"GET", "/people/{person}/today", Access::see_person, get_today},
      {"GET", "/people/{person}/entries", Access::person_answers, get_entries},
      {"POST", "/people/{person}/entries", Access::write_person, post_entries, kilobyte * kilobyte},
      {"DELETE", "/people/{person}/batches/{batch}", Access::write_person, delete_batch},
      {"DELETE", "/people/{person}/damaged/{entry}", Access::shape_person, delete_damaged},
      {"GET", "/people/{person}/case", Access::person_answers, get_case},
      {"POST", "/people/{person}/merge", Access::write_person, post_merge, rehab::case_size_max},
      {"GET", "/people/{person}/calendar", Access::see_person, get_calendar},
      {"GET", "/people/{person}/audit", Access::person_answers, get_audit},
      {"GET", "/library", Access::anyone, get_library},
      {"GET", "/sources/{id}", Access::anyone, get_source},
      {"GET", "/movements", Access::anyone, get_movements},
      {"GET", "/movements/{id}", Access::anyone, get_movement},
      {"GET", "/exercise-stretch", Access::anyone, get_exercise_stretch},
      {"POST", "/leg", Access::anyone, post_leg, 4 * kilobyte},
      {"GET", "/known-answers", Access::anyone, get_known_answers},
      {"POST", "/lab", Access::until_owned, post_lab, recording_max, false, lab_is_busy},
      {"GET", "/lab/{id}", Access::until_owned, get_lab},
      {"DELETE", "/lab/{id}", Access::until_owned, delete_lab},
      {"GET", "/roles", Access::anyone, get_roles},
      {"GET", "/lab/{id}/{file}", Access::until_owned, get_lab_file, 0, false, nullptr, true},
      {"GET", "/people/{person}/timeline", Access::person_answers, get_timeline},
      {"GET", "/people/{person}/replay", Access::person_answers, get_replay},
      {"GET", "/people/{person}/return", Access::person_answers, get_return},
      {"GET", "/people/{person}/prevention", Access::person_answers, get_prevention},
      {"GET", "/people/{person}/runs", Access::person_answers, get_runs},
      {"GET", "/people/{person}/run-fit", Access::person_answers, get_run_fit},
      {"GET", "/run-weeks", Access::account, get_run_weeks},
      {"GET", "/people/{person}/run-ledger", Access::person_answers, get_run_ledger},
      {"GET", "/people/{person}/run-ledger/{entry}", Access::person_answers, get_run_along},
      {"POST", "/people/{person}/recordings", Access::write_person, post_recordings, recordings_max, false,
       runs_are_read, false, true},
      {"GET", "/people/{person}/recordings/{id}", Access::write_person, get_recordings},
      {"POST", "/people/{person}/recordings/{id}", Access::write_person, keep_recordings, kilobyte},
      {"DELETE", "/people/{person}/recordings/{id}", Access::write_person, delete_recordings},
      {"POST", "/export", Access::owner, post_export, 4 * kilobyte, false, vault_is_busy},
      {"POST", "/people/{person}/export", Access::person_answers, post_export, 4 * kilobyte, false,
       vault_is_busy},
      {"POST", "/backup", Access::owner, post_backup, 4 * kilobyte, false, vault_is_busy},
      {"GET", "/jobs/{id}", Access::account, get_job},
      {"DELETE", "/jobs/{id}", Access::account, delete_job},
      {"GET", "/jobs/{id}/file", Access::account, get_job_file},
      {"GET", "/imports", Access::owner, get_imports},
      {"POST", "/imports", Access::owner, post_imports, archive_max, false, vault_is_busy, false, true},
      {"DELETE", "/imports/{id}", Access::owner, delete_import},
      {"GET", "/audit", Access::owner, get_instance_audit},
      {"GET", "/people/{person}/prescribing", Access::shape_person, get_prescribing},
      {"GET", "/people/{person}/trends", Access::person_answers, get_trends},
      {"GET", "/templates", Access::clinical, get_templates},
      {"POST", "/templates", Access::clinical, post_templates, 64 * kilobyte},
      {"DELETE", "/templates/{id}", Access::clinical, delete_template},
      {"GET", "/squad", Access::clinical, get_squad},
      {"POST", "/squad", Access::clinical, post_squad, 256 * kilobyte},
      {"POST", "/squad/table", Access::clinical, post_squad_table, 2 * kilobyte * kilobyte},
      {"GET", "/people/{person}/measures", Access::person_answers, get_measures},
      {"GET", "/people/{person}/phone", Access::person_answers, get_phone},
      {"GET", "/lan", Access::account, get_lan},
      {"GET", "/lan/authority", Access::anyone, get_lan_authority, 0, true},
      {"GET", "/people/{person}/calendar/addresses", Access::person_answers, get_calendar_addresses},
      {"POST", "/people/{person}/calendar/addresses", Access::write_person, post_calendar_addresses,
       kilobyte},
      {"DELETE", "/people/{person}/calendar/addresses/{id}", Access::write_person, delete_calendar_address},
      // A calendar has no account: what stands in the address opens it, and nothing else.
      {"GET", "/calendars/{secret}/hamstring.ics", Access::anyone, get_subscribed_calendar, 0, true},
  };
  return table;
}

}  // namespace hamstring::server
