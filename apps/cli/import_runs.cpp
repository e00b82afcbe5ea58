#include "apps/cli/import_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/run_ledger.h"
#include "apps/cli/command.h"
#include "apps/cli/course_json.h"
#include "apps/cli/keep_runs.h"
#include "apps/cli/read_runs.h"
#include "service/run_entries.h"

namespace hamstring::cli {
namespace {

using nlohmann::json;

/// What becomes of one activity or one file that holds none.
struct ImportRow {
  std::string file, outcome, day, sport;
  double distance_m = not_recorded, moving_s = not_recorded;
  bool is_kept = false;
  std::string why;  ///< it is not kept, or only in part
};

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

bool is_in_case(const rehab::Case& history, const analysis::RunSession& session,
                const analysis::RunStretch& stretch) {
  const auto entries = service::entries_of_run(session, stretch);
  return std::ranges::all_of(entries, [&](const rehab::Entry& entry) {
    return service::is_told_alike(history, entry) ||
           std::ranges::find(history.entries, entry.id, &rehab::Entry::id) != history.entries.end();
  });
}

std::string why_not_kept(const analysis::RunLedger& ledger, const analysis::RunSession& session,
                         const rehab::Case& history, const analysis::RunStretch& stretch) {
  if (session.twin_of) return "the same activity as " + ledger.sessions[*session.twin_of].file;
  if (!session.is_on_foot) return "not on foot";
  if (!session.day) return session.why_no_day;
  if (is_in_case(history, session, stretch)) return "it is in the case already";
  return {};
}

std::vector<ImportRow> rows_of(const analysis::RunLedger& ledger, const rehab::Case& history,
                               const analysis::RunStretch& stretch) {
  std::vector<ImportRow> rows;
  for (const analysis::RunFileOutcome& file : ledger.files) {
    bool has_activity = false;
    for (const analysis::RunSession& session : ledger.sessions) {
      if (session.file != file.name) continue;
      has_activity = true;
      ImportRow row{.file = file.name, .outcome = file.outcome};
      row.day = session.day ? day_text(*session.day) : "";
      row.sport = to_word(sport_words, session.activity.sport);
      row.distance_m = session.course.distance_m;
      row.moving_s = session.course.moving_s;
      row.why = why_not_kept(ledger, session, history, stretch);
      row.is_kept = row.why.empty();
      if (row.is_kept) row.why = joined(file.reasons);
      rows.push_back(std::move(row));
    }
    if (!has_activity)
      rows.push_back({.file = file.name,
                      .outcome = file.outcome,
                      .day = {},
                      .sport = {},
                      .why = file.outcome == "refused" ? joined(file.reasons)
                                                       : "no activity, but " + joined(file.holds)});
  }
  return rows;
}

json table_json(const std::vector<ImportRow>& rows, const KeptRuns& kept, bool is_confirmed) {
  json files = json::array();
  for (const ImportRow& row : rows)
    files.push_back({{"file", row.file},
                     {"outcome", row.outcome},
                     {"day", row.day.empty() ? json() : json(row.day)},
                     {"sport", row.sport.empty() ? json() : json(row.sport)},
                     {"distance_m", number(row.distance_m, 1.0)},
                     {"moving_s", number(row.moving_s, 1.0)},
                     {"keep", row.is_kept},
                     {"why", row.why}});
  return {{"schema", "hamstring/import-runs"},
          {"version", 1},
          {"files", std::move(files)},
          {"confirmed", is_confirmed},
          {"added", kept.added}};
}

void print_table(const std::vector<ImportRow>& rows) {
  fmt::print("{:<10}  {:>7}  {:>6}  {:<7}  {:<4}  file\n", "day", "km", "min", "read", "keep");
  for (const ImportRow& row : rows) {
    fmt::print("{:<10}  {:>7}  {:>6}  {:<7}  {:<4}  {}\n", row.day.empty() ? "-" : row.day,
               std::isfinite(row.distance_m) ? fmt::format("{:.2f}", row.distance_m / 1000.0) : "-",
               std::isfinite(row.moving_s) ? fmt::format("{:.0f}", row.moving_s / 60.0) : "-", row.outcome,
               row.is_kept ? "yes" : "no", row.file);
    if (!row.why.empty()) fmt::print("{:>44}{}\n", "", row.why);
  }
}

}  // namespace

int import_runs(const ImportRunsOptions& options) {
  const Result<ReadRuns> runs =
      read_runs({.files = options.files, .zone = options.zone, .top_speed_m_per_s = {}});
  if (!runs) return print_error(runs.error());
  std::optional<CaseForLoads> target = case_for_loads(options.case_file, today());
  if (!target) return exit_data_at_fault;
  const std::vector<ImportRow> rows = rows_of(runs->ledger, target->input.history, runs->stretch);
  const auto new_ones = std::ranges::count(rows, true, &ImportRow::is_kept);
  KeptRuns kept;
  if (options.is_confirmed) {
    Result<KeptRuns> added = keep_runs(*target, runs->ledger, runs->stretch);
    if (!added) return print_error(added.error());
    kept = *added;
  }
  if (options.as_json) {
    fmt::print(
        "{}\n",
        table_json(rows, kept, options.is_confirmed).dump(2, ' ', false, json::error_handler_t::replace));
  } else {
    print_table(rows);
    if (options.is_confirmed)
      fmt::print("{}: added {} runs.\n", options.case_file, kept.added);
    else
      fmt::print("Nothing was kept. The same command with --yes adds {} of them to {}.\n", new_ones,
                 options.case_file);
  }
  return rows.empty() ? exit_data_at_fault : exit_good;
}

}  // namespace hamstring::cli
