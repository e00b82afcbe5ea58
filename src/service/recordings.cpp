#include "service/recordings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/try.h"
#include "history/timeline.h"
#include "rehab/plan/plan.h"
#include "service/run_entries.h"
#include "view/moment.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

using rehab::LoadEntry;

constexpr std::size_t reasons_shown = 6, reason_letters = 300;

Json texts(const std::vector<std::string>& all) {
  Json list = Json::array();
  for (const std::string& one : all) {
    if (list.size() == reasons_shown) break;
    list.push_back(one.substr(0, reason_letters));
  }
  return list;
}

void put(Json& json, const char* key, double value) {
  if (std::isfinite(value)) json[key] = value;
}

Json session_json(const analysis::RunSession& session, const analysis::RunStretch& stretch,
                  const std::map<std::string, std::size_t>& files) {
  Json one{{"file", files.at(session.file)},
           {"sport", to_word(sport_words, session.activity.sport)},
           {"on_foot", session.is_on_foot},
           {"unknown_s", session.exposure.unknown_s}};
  put(one, "started_s", session.activity.start_s);
  put(one, "distance_m", session.course.distance_m);
  put(one, "elapsed_s", session.course.elapsed_s);
  put(one, "moving_s", session.course.moving_s);
  if (session.twin_of) one["twin_of"] = *session.twin_of;
  if (session.day) one["day"] = day_text(*session.day);
  if (!can_be_kept(session) || session.course.points.size() < 2) return one;
  Json entries = Json::array();
  for (const rehab::Entry& entry : entries_of_run(session, stretch))
    entries.push_back(Json::parse(rehab::write_entry(entry)));
  one["entries"] = std::move(entries);
  return one;
}

/// Recordings of a history, those that were taken out apart.
struct Here {
  std::map<std::string, const load::RecordedRun*> by_recording;
  std::set<std::string> taken_out;
};

Here recordings_of(const rehab::Case& history) {
  Here here;
  std::set<std::string> retracted;
  for (const rehab::Entry& entry : history.entries)
    if (const auto* out = entry.as<rehab::RetractEntry>()) retracted.insert(out->of);
  for (const rehab::Entry& entry : history.entries) {
    const auto* told = entry.as<LoadEntry>();
    if (told == nullptr) continue;
    if (retracted.contains(entry.id))
      here.taken_out.insert(told->load.source.recording_sha256);
    else
      here.by_recording[told->load.source.recording_sha256] = told->run ? &*told->run : nullptr;
  }
  return here;
}

/// As record/activity_course.h has it for two files.
bool alike(double a, double b, double least) {
  return !std::isfinite(a) || !std::isfinite(b) || std::abs(a - b) <= std::max(least, 0.02 * std::max(a, b));
}

bool is_here(const Here& here, double started_s, double elapsed_s, double distance_m) {
  constexpr double start_within_s = 120.0, least = 5.0;
  return std::ranges::any_of(here.by_recording, [&](const auto& named) {
    const load::RecordedRun* run = named.second;
    return run != nullptr && std::abs(static_cast<double>(run->started_s) - started_s) <= start_within_s &&
           alike(run->elapsed_s, elapsed_s, least) && alike(run->distance_m, distance_m, least);
  });
}

double number_in(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number() ? found->get<double>() : load::not_known;
}

const char* state_of(const Json& session, const Here& here) {
  if (!session.at("on_foot").get<bool>()) return "not_on_foot";
  if (session.contains("twin_of")) return "twin";
  if (!session.contains("day")) return "no_day";
  if (!session.contains("entries")) return "too_short";
  const auto recording = session.at("entries").at(0).at("recording_sha256").get<std::string>();
  if (here.taken_out.contains(recording)) return "taken_out";
  if (here.by_recording.contains(recording) ||
      is_here(here, number_in(session, "started_s"), number_in(session, "elapsed_s"),
              number_in(session, "distance_m")))
    return "known";
  return "new";
}

std::unexpected<Problem> not_as_agreed() {
  return refuse(Code::bad_input, "reading these files broke off",
                "Nothing was kept. Drop fewer files, one year at a time.");
}

Json numbers(const std::vector<double>& values, double steps) {
  Json list = Json::array();
  for (const double value : values)
    list.push_back(std::isfinite(value) ? Json(std::round(value * steps) / steps) : Json(nullptr));
  return list;
}

Json interval(const load::Interval& value) {
  return value.is_known() ? Json::array({value.low, value.high}) : Json(nullptr);
}

bool had_plan(const rehab::Case& history, Day day) {
  return std::ranges::any_of(history.entries, [&](const rehab::Entry& entry) {
    return entry.day < day && entry.by != rehab::Who::device;
  });
}

/// What the plan would have had that day, knowing what was told before it.
Json planned_json(const Words& words, const rehab::Case& history, Day day) {
  rehab::Case before{.case_id = history.case_id};
  for (const rehab::Entry& entry : history.entries)
    if (entry.day < day) before.entries.push_back(entry);
  if (before.entries.empty()) return nullptr;
  const rehab::Plan plan = rehab::plan(words.knowledge(), before, day);
  if (!plan.run) return nullptr;
  return {{"rung", plan.run->rung},
          {"name", words(fmt::format("protocol.{}.rung.{}", plan.protocol, plan.run->rung))}};
}

Json columns_json(const analysis::AlongTrack& along) {
  Json stretch = Json::array();
  for (const auto& muscle : along.stretch) {
    Json low = Json::array(), high = Json::array();
    for (const load::Interval& one : muscle) {
      low.push_back(one.is_known() ? Json(std::round(one.low * 1e4) / 1e4) : Json(nullptr));
      high.push_back(one.is_known() ? Json(std::round(one.high * 1e4) / 1e4) : Json(nullptr));
    }
    stretch.push_back({{"low", std::move(low)}, {"high", std::move(high)}});
  }
  return {{"east_m", numbers(along.east_m, 10.0)},
          {"north_m", numbers(along.north_m, 10.0)},
          {"speed_m_s", numbers(along.speed_m_per_s, 100.0)},
          {"fastest_m_s", numbers(along.fastest_m_per_s, 100.0)},
          {"grade", numbers(along.grade, 1000.0)},
          {"stretch", std::move(stretch)}};
}

}  // namespace

Outcome<ReadingRuns> reading_runs(const rehab::Case& history, const std::string& zone, std::int64_t now) {
  const auto today = local_day(now, zone);
  if (!today) return refuse(Code::bad_input, today.error());
  ReadingRuns question{.zone = zone, .today = day_text(*today)};
  for (const auto& [recording, run] : recordings_of(history).by_recording) {
    if (run == nullptr || !run->own_top_m_per_s.is_known() || !(run->easy_m_per_s > 0.0)) continue;
    question.easy_m_per_s = run->easy_m_per_s;
    question.top_low_m_per_s = std::max(question.top_low_m_per_s, run->own_top_m_per_s.low);
    question.top_high_m_per_s = std::max(question.top_high_m_per_s, run->own_top_m_per_s.high);
  }
  return question;
}

Outcome<Json> read_runs(std::span<const analysis::RunFile> files, const ReadingRuns& question,
                        const std::filesystem::path& data_folder,
                        const std::function<void(std::size_t, std::size_t)>& progress) {
  Diagnostics diagnostics;
  const auto stretch = analysis::run_stretch(data_folder, diagnostics);
  if (!stretch) return refuse(Code::storage, stretch.error());
  const auto today = parse_day(question.today);
  if (!today) return refuse(Code::bad_input, today.error());
  analysis::RunQuestion asked{
      .day_of = [&](double utc_s) { return local_day(std::llround(std::floor(utc_s)), question.zone); },
      .today = *today,
      .progress = progress};
  if (question.easy_m_per_s > 0.0) {
    asked.earlier.emplace();
    asked.earlier->easy_m_per_s = question.easy_m_per_s;
    asked.earlier->top = {.low = question.top_low_m_per_s, .high = question.top_high_m_per_s};
  }
  const auto ledger = analysis::run_ledger(files, asked, stretch->models);
  if (!ledger) return refuse(Code::bad_input, ledger.error());
  Json told = Json::array(), sessions = Json::array();
  std::map<std::string, std::size_t> numbers_of;
  std::set<std::string> with_sessions;
  for (const analysis::RunSession& session : ledger->sessions) with_sessions.insert(session.file);
  for (const analysis::RunFileOutcome& file : ledger->files) {
    numbers_of[file.name] = told.size();
    const bool is_empty = file.outcome != "refused" && !with_sessions.contains(file.name);
    told.push_back({{"name", file.name},
                    {"outcome", is_empty ? "empty" : file.outcome},
                    {"reasons", texts(file.reasons)},
                    {"holds", texts(file.holds)}});
  }
  for (const analysis::RunSession& session : ledger->sessions)
    sessions.push_back(session_json(session, *stretch, numbers_of));
  return Json{{"files", std::move(told)}, {"runs", std::move(sessions)}, {"others", 0}};
}

Outcome<Json> looked_at(const Json& read, const rehab::Case& history) {
  try {
    const Here here = recordings_of(history);
    Json runs = Json::array();
    std::size_t fresh = 0;
    const std::size_t files = read.at("files").size();
    for (const Json& session : read.at("runs")) {
      const std::string state = state_of(session, here);
      fresh += state == "new" ? 1 : 0;
      if (session.at("file").get<std::size_t>() >= files) return not_as_agreed();
      Json one{{"file", session.at("file")}, {"state", state}, {"sport", session.at("sport")}};
      for (const char* key : {"day", "distance_m", "moving_s", "unknown_s"})
        one[key] = session.contains(key) ? session.at(key) : Json(nullptr);
      one["twin_of"] = session.contains("twin_of") ? session.at("twin_of") : Json(nullptr);
      runs.push_back(std::move(one));
    }
    return Json{{"files", read.at("files")},
                {"runs", std::move(runs)},
                {"others", read.at("others")},
                {"new", fresh}};
  } catch (const Json::exception&) {  // what read it may have been led astray by what it read
    return not_as_agreed();
  }
}

Outcome<std::vector<rehab::Entry>> new_entries(const Json& read, const rehab::Case& history) {
  try {
    const Here here = recordings_of(history);
    Json entries = Json::array();
    for (const Json& session : read.at("runs"))
      if (std::string_view(state_of(session, here)) == "new")
        for (const Json& entry : session.at("entries")) entries.push_back(entry);
    const Json file{{"schema", "hamstring.case"}, {"version", 1}, {"case_id", "a"}, {"entries", entries}};
    Diagnostics diagnostics;
    auto strict = rehab::read_case(file.dump(), "what was read", diagnostics);
    if (!strict) return refuse(Code::bad_input, strict.error());
    std::set<std::string> runs;
    for (const rehab::Entry& entry : strict->entries)
      if (const auto* recorded = entry.as<LoadEntry>())
        runs.insert(load::told_run_id(recorded->load.source.recording_sha256));
    for (const rehab::Entry& entry : strict->entries)
      if (entry.by != rehab::Who::device || (entry.as<LoadEntry>() == nullptr && !runs.contains(entry.id)))
        return not_as_agreed();
    std::erase_if(strict->entries, [&](const rehab::Entry& entry) { return is_told_alike(history, entry); });
    return std::move(strict->entries);
  } catch (const Json::exception&) {
    return not_as_agreed();
  }
}

Outcome<Json> run_along(const Words& words, const rehab::Case& history, const std::string& id,
                        const analysis::RunStretch& stretch, const std::string& zone) {
  const auto found = std::ranges::find(history.entries, id, &rehab::Entry::id);
  const auto* told = found == history.entries.end() ? nullptr : found->as<LoadEntry>();
  if (told == nullptr || !told->run) return refuse(Code::not_found, "there is no recording of this run here");
  const load::RecordedRun& run = *told->run;
  const auto along = analysis::along_track(run, stretch.models);
  if (!along) return refuse(Code::storage, along.error());
  Json reply = columns_json(*along);
  reply["id"] = id;
  reply["day"] = day_text(found->day);
  reply["started"] = local_stamp(run.started_s, zone).value_or("");
  reply["sport"] = to_word(load::run_sport_words, run.sport);
  reply["step_s"] = run.track.step_s;
  const auto value = [&](const char* key, double number) {
    reply[key] = std::isfinite(number) ? Json(number) : Json(nullptr);
  };
  value("distance_m", run.distance_m);
  value("moving_s", run.moving_s);
  value("elapsed_s", run.elapsed_s);
  value("unknown_s", run.unknown_s);
  value("best_m_s", run.best_m_per_s);
  value("place_error_m", run.track.place_error_m);
  value("speed_error_m_s", run.speed_error_m_per_s);
  value("grade_error",
        std::isfinite(along->grade_error) ? std::ceil(along->grade_error * 1000) / 1000 : along->grade_error);
  reply["own_top_m_s"] = interval(run.own_top_m_per_s);
  reply["planned"] = planned_json(words, history, found->day);
  reply["had_plan"] = had_plan(history, found->day);
  return reply;
}

}  // namespace hamstring::service
