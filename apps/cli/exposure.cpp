// hamstring exposure FILE…: what runs recorded by a watch asked of each hamstring.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/run_ledger.h"
#include "apps/cli/command.h"
#include "apps/cli/course_json.h"
#include "apps/cli/keep_runs.h"
#include "apps/cli/read_runs.h"
#include "core/file.h"
#include "core/try.h"
#include "exposure/run_usual.h"
#include "exposure/run_weeks.h"
#include "formats/text/csv_writer.h"

namespace hamstring::cli {
namespace {

using nlohmann::json;

struct ExposureOptions {
  std::vector<std::string> files;
  std::string out, zone = "UTC", case_file;
  double top_speed = 0.0;
  bool is_every_run = false;
};

json interval(const load::Interval& value, double steps = 1000.0) {
  if (!value.is_known()) return json();
  return {{"low", number(value.low, steps)}, {"high", number(value.high, steps)}};
}

json muscle_json(const exposure::MuscleRun& run) {
  json damage = json::object();
  for (std::size_t e = 0; e < exposure::damage_exponents.size(); ++e)
    damage[fmt::format("exponent_{:.0f}", exposure::damage_exponents[e])] =
        interval(run.easy_strides[e], 10.0);
  return {{"muscle", hamstring_code(run.muscle)},
          {"peak_stretch_median", interval(run.median_stretch, 1e5)},
          {"peak_stretch_p95", interval(run.p95_stretch, 1e5)},
          {"peak_stretch_largest", interval(run.peak_stretch, 1e5)},
          {"easy_stride_equivalents", std::move(damage)},
          {"peak_force_n_per_kg_median", interval(run.forces.median_peak, 100.0)},
          {"peak_force_n_per_kg_p95", interval(run.forces.p95_peak, 100.0)},
          {"negative_work_j_per_kg_of_a_stride_median", interval(run.forces.median_negative_work, 1e4)},
          {"negative_work_j_per_kg", interval(run.forces.negative_work, 10.0)},
          {"impulse_n_s_per_kg", interval(run.forces.impulse, 10.0)},
          {"why_null", exposure::why_no_forces}};
}

json exposure_json(const exposure::RunExposure& run) {
  json bands = json::array(), muscles = json::array();
  for (std::size_t b = 0; b < exposure::band_starts.size(); ++b)
    bands.push_back({{"from_fraction_of_top", exposure::band_starts[b]},
                     {"strides", interval(run.strides_in_band[b], 10.0)}});
  for (const exposure::MuscleRun& muscle : run.muscles) muscles.push_back(muscle_json(muscle));
  return {{"strides_per_side", interval(run.strides, 10.0)},
          {"strides_are", to_word(load::origin_words, run.strides_origin)},
          {"sides", run.are_sides_measured ? "a balance of the feet was recorded; stretch is modelled alike"
                                           : "sides not measured: left and right carry one value"},
          {"strides_in_bands_of_own_top_speed", std::move(bands)},
          {"near_maximal_strides", interval(run.near_maximal_strides, 10.0)},
          {"high_stretch_strides", interval(run.high_stretch_strides, 10.0)},
          {"accelerations", interval(run.accelerations)},
          {"unknown_s", number(run.unknown_s)},
          {"muscles", std::move(muscles)}};
}

json session_json(const analysis::RunSession& session) {
  const Course& course = session.course;
  json left_out = json::array();
  for (const LeftOut& one : course.left_out) left_out.push_back({{"count", one.count}, {"what", one.what}});
  json entry{{"file", session.file},
             {"day", session.day ? json(day_text(*session.day)) : json()},
             {"sport", to_word(sport_words, session.activity.sport)},
             {"left_out", std::move(left_out)}};
  entry.update(course_json(course));
  if (!session.day) entry["why_no_day"] = session.why_no_day;
  if (session.twin_of) entry["same_activity_as_session"] = *session.twin_of;
  if (session.clock_shift_s != 0.0) entry["clock_shift_s"] = session.clock_shift_s;
  if (session.is_on_foot)
    entry["exposure"] = exposure_json(session.exposure);
  else
    entry["why_no_exposure"] = "it was not done on foot: there are no strides";
  return entry;
}

std::vector<exposure::DatedRun> dated(const analysis::RunLedger& ledger) {
  std::vector<exposure::DatedRun> runs;
  for (const analysis::RunSession& session : ledger.sessions)
    if (session.day && !session.twin_of && session.is_on_foot)
      runs.push_back({*session.day, &session.exposure});
  return runs;
}

/// Whole weeks alone, each against those before it.
json usual_json(std::span<const exposure::DatedRun> runs, Day today, bool is_every_run) {
  json weeks = json::array();
  for (const exposure::WeekAgainstUsual& week : exposure::weeks_against_usual(runs, today, is_every_run)) {
    json row{{"monday", day_text(week.monday)},
             {"strides_over_usual", interval(week.times_usual)},
             {"monotony", interval(week.monotony)}};
    if (!week.why_no_usual.empty()) row["why_no_usual"] = week.why_no_usual;
    if (!week.why_no_monotony.empty()) row["why_no_monotony"] = week.why_no_monotony;
    weeks.push_back(std::move(row));
  }
  return {{"usual_is", "the mean of the four whole weeks before, three of them known"},
          {"monotony_is", "mean over standard deviation (n - 1) of the seven days' strides (Foster 1998)"},
          {"days_without_a_recording_are", is_every_run ? "without a run, as was said" : "not known"},
          {"weeks", std::move(weeks)}};
}

json ledger_json(const analysis::RunLedger& ledger, Day today, bool is_every_run) {
  json files = json::array(), sessions = json::array(), weeks = json::array();
  for (const analysis::RunFileOutcome& file : ledger.files)
    files.push_back(
        {{"file", file.name}, {"outcome", file.outcome}, {"reasons", file.reasons}, {"holds", file.holds}});
  for (const analysis::RunSession& session : ledger.sessions) sessions.push_back(session_json(session));
  const auto runs = dated(ledger);
  for (const exposure::RunWeek& week : exposure::run_weeks(runs)) {
    json muscles = json::array();
    for (std::size_t m = 0; m < exposure::long_hamstrings.size(); ++m)
      muscles.push_back({{"muscle", hamstring_code(exposure::long_hamstrings[m])},
                         {"easy_stride_equivalents_exponent_6", interval(week.easy_strides[m][1], 10.0)},
                         {"negative_work_j_per_kg", interval(week.negative_work[m], 10.0)},
                         {"impulse_n_s_per_kg", interval(week.impulse[m], 10.0)}});
    weeks.push_back({{"monday", day_text(week.monday)},
                     {"sessions", week.sessions},
                     {"strides_per_side", interval(week.strides, 10.0)},
                     {"high_stretch_strides", interval(week.high_stretch_strides, 10.0)},
                     {"near_maximal_strides", interval(week.near_maximal_strides, 10.0)},
                     {"accelerations", interval(week.accelerations)},
                     {"muscles", std::move(muscles)}});
  }
  const exposure::SinceNearMaximal since = exposure::since_near_maximal(runs, today);
  return {{"schema", "hamstring/run-exposure"},
          {"version", 1},
          {"own_top_speed_m_per_s", interval(ledger.own.top)},
          {"own_top_speed_is", ledger.own.is_top_told ? "told" : "estimated from these files"},
          {"own_easy_speed_m_per_s", number(ledger.own.easy_m_per_s)},
          {"days_since_near_maximal_running",
           {{"surely", since.surely ? json(*since.surely) : json()},
            {"maybe", since.maybe ? json(*since.maybe) : json()}}},
          {"files", std::move(files)},
          {"sessions", std::move(sessions)},
          {"weeks", std::move(weeks)},
          {"against_usual", usual_json(runs, today, is_every_run)}};
}

CsvTable muscle_table(const analysis::RunLedger& ledger) {
  CsvTable table{.headers = {"day", "file", "side", "muscle", "strides_low", "strides_high",
                             "peak_stretch_median_low", "peak_stretch_median_high", "peak_stretch_p95_low",
                             "peak_stretch_p95_high", "easy_strides_exponent_3_low",
                             "easy_strides_exponent_3_high", "easy_strides_exponent_6_low",
                             "easy_strides_exponent_6_high", "easy_strides_exponent_9_low",
                             "easy_strides_exponent_9_high", "same_as"}};
  for (const analysis::RunSession& session : ledger.sessions) {
    if (!session.is_on_foot) continue;
    for (const Side side : both_sides) {
      for (const exposure::MuscleRun& run : session.exposure.muscles) {
        std::vector<CsvCell> row{session.day ? day_text(*session.day) : std::string(), session.file,
                                 std::string(side_name(side)), std::string(hamstring_code(run.muscle))};
        for (const load::Interval& value : {session.exposure.strides, run.median_stretch, run.p95_stretch,
                                            run.easy_strides[0], run.easy_strides[1], run.easy_strides[2]}) {
          row.emplace_back(value.low);
          row.emplace_back(value.high);
        }
        row.emplace_back(session.twin_of ? ledger.sessions[*session.twin_of].file : std::string());
        table.rows.push_back(std::move(row));
      }
    }
  }
  return table;
}

std::string shown(const load::Interval& value, int decimals, double factor = 1.0) {
  if (!value.is_known()) return "not known";
  return fmt::format("{:.{}f}–{:.{}f}", factor * value.low, decimals, factor * value.high, decimals);
}

void print_session(const analysis::RunLedger& ledger, const analysis::RunSession& session) {
  fmt::print("{}  {}", session.day ? day_text(*session.day) : "no day", session.file);
  if (std::isfinite(session.course.distance_m)) fmt::print("  {:.0f} m", session.course.distance_m);
  if (std::isfinite(session.course.moving_s)) fmt::print(" in {:.0f} s", session.course.moving_s);
  fmt::print("\n");
  if (!session.day) fmt::print("  {}\n", session.why_no_day);
  for (const LeftOut& one : session.course.left_out) fmt::print("  left out: {} {}\n", one.count, one.what);
  if (session.twin_of) {
    fmt::print("  the same activity as {}: counted once\n", ledger.sessions[*session.twin_of].file);
    return;
  }
  if (!session.is_on_foot) {
    fmt::print("  not on foot: no strides\n");
    return;
  }
  const exposure::RunExposure& run = session.exposure;
  fmt::print("  strides of each leg {}, of these high stretch {}, near-maximal {}; accelerations {}\n",
             shown(run.strides, 0), shown(run.high_stretch_strides, 0), shown(run.near_maximal_strides, 0),
             shown(run.accelerations, 0));
  for (const exposure::MuscleRun& muscle : run.muscles)
    fmt::print("  {:<4} peak stretch {} %, fastest strides {} %; peak force {} N/kg; worth {} easy strides\n",
               hamstring_code(muscle.muscle), shown(muscle.median_stretch, 1, 100),
               shown(muscle.p95_stretch, 1, 100), shown(muscle.forces.median_peak, 1),
               shown(muscle.easy_strides[1], 0));
  if (run.unknown_s > 0.0)
    fmt::print("  of {:.0f} s nothing was recorded: the bounds hold what may have been\n", run.unknown_s);
}

void print_ledger(const analysis::RunLedger& ledger) {
  for (const analysis::RunFileOutcome& file : ledger.files) {
    if (file.outcome == "whole" && file.holds.empty()) continue;
    fmt::print(stderr, "{}: {}", file.name, file.outcome);
    for (const std::string& reason : file.reasons) fmt::print(stderr, "; {}", reason);
    for (const std::string& held : file.holds) fmt::print(stderr, "; holds {}", held);
    fmt::print(stderr, "\n");
  }
  for (const analysis::RunSession& session : ledger.sessions) print_session(ledger, session);
  fmt::print("own top speed {} m/s ({}), easy running {:.1f} m/s\n", shown(ledger.own.top, 1),
             ledger.own.is_top_told ? "told" : "estimated from these files", ledger.own.easy_m_per_s);
  fmt::print("sides not measured: left and right carry one value\n");
}

Result<void> write_folder(const std::string& folder, const json& report, const analysis::RunLedger& ledger) {
  HAMSTRING_TRY(table, format_csv(muscle_table(ledger)));
  const std::filesystem::path path(folder);
  HAMSTRING_TRY_DO(
      write_file(path / "exposure.json", report.dump(2, ' ', false, json::error_handler_t::replace) + "\n"));
  return write_file(path / "muscles.csv", table);
}

int add_to_case(const std::string& file, const ReadRuns& runs) {
  std::optional<CaseForLoads> target = case_for_loads(file, today());
  if (!target) return exit_data_at_fault;
  const Result<KeptRuns> kept = keep_runs(*target, runs.ledger, runs.stretch);
  if (!kept) return print_error(kept.error());
  fmt::print(stderr, "{}: added {} runs; {} were there already\n", file, kept->added, kept->there);
  return exit_good;
}

int show_exposure(const ExposureOptions& options, bool as_json) {
  const Result<ReadRuns> runs = read_runs(
      {.files = options.files,
       .zone = options.zone,
       .top_speed_m_per_s = options.top_speed > 0.0 ? std::optional(options.top_speed) : std::nullopt});
  if (!runs) return print_error(runs.error());
  const json report = ledger_json(runs->ledger, runs->today, options.is_every_run);
  if (as_json)
    fmt::print("{}\n", report.dump(2, ' ', false, json::error_handler_t::replace));
  else
    print_ledger(runs->ledger);
  if (!options.out.empty())
    if (const Result<void> written = write_folder(options.out, report, runs->ledger); !written)
      return print_error(written.error());
  if (!options.case_file.empty()) return add_to_case(options.case_file, *runs);
  const bool is_any_read =
      std::ranges::any_of(runs->ledger.files, [](const auto& file) { return file.outcome != "refused"; });
  return is_any_read ? exit_good : exit_data_at_fault;
}

}  // namespace

Command add_exposure(CLI::App& app, CommonOptions& common) {
  auto options = std::make_shared<ExposureOptions>();
  CLI::App* command = app.add_subcommand(
      "exposure", "What runs recorded by a watch (FIT, TCX, GPX, CSV) asked of each hamstring, with bounds");
  add_common_options(*command, common);
  command->add_option("FILE", options->files, "files of one person, folders or zips of them")->required();
  command->add_option("--out", options->out, "also write exposure.json and muscles.csv into this folder");
  command->add_option("--zone", options->zone,
                      "where the person lives, for files that do not say: Europe/Vienna");
  command->add_option("--top-speed", options->top_speed, "own top speed as it was measured [m/s]")
      ->check(CLI::Range(2.0, 12.5));
  command->add_flag("--every-run", options->is_every_run,
                    "these are all runs of these weeks: a day without one is a day without a run");
  command->add_option("--add-to-case", options->case_file,
                      "also keep what each session asked of the hamstrings in this case file");
  return {.app = command, .run = [options, &common] { return show_exposure(*options, common.json); }};
}

}  // namespace hamstring::cli
