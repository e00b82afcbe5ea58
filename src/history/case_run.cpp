#include "history/case_run.h"

#include <array>

namespace hamstring::rehab {
namespace {

using load::Interval;

Interval read_interval(Fields& f, const char* key) {
  const Json* value = f.take(key, false);
  if (value == nullptr) return {};
  if (!value->is_array() || value->size() != 2) {
    f.fault(key, "must be two numbers");
    return {};
  }
  const auto low = f.number_of((*value)[0], key, -1e9, 1e9), high = f.number_of((*value)[1], key, -1e9, 1e9);
  if (!low || !high) return {};
  if (*low > *high) f.fault(key, "is turned around");
  return {.low = *low, .high = *high};
}

/// A list of as many objects as are expected; nothing where it is none.
const Json* list_of(Fields& f, const char* key, std::size_t count) {
  const Json* value = f.take(key, true);
  if (value == nullptr || (value->is_array() && value->size() == count)) return value;
  f.fault(key, fmt::format("must be a list of {}", count));
  return nullptr;
}

load::KindShare read_kind(const Json& json, const Fields& parent, std::size_t index) {
  Fields f(json, fmt::format("{}.kinds[{}]", parent.where(), index), parent.faults());
  load::KindShare share{.strides = read_interval(f, "strides")};
  const std::array keys{"BFlh", "ST", "SM"};
  for (std::size_t m = 0; m < keys.size(); ++m) share.easy_strides[m] = read_interval(f, keys[m]);
  f.finish();
  return share;
}

load::MuscleStretch read_muscle(const Json& json, const Fields& parent, std::size_t index) {
  Fields f(json, fmt::format("{}.muscles[{}]", parent.where(), index), parent.faults());
  const load::MuscleStretch stretch{.median = read_interval(f, "median"),
                                    .p95 = read_interval(f, "p95"),
                                    .easy_strides = read_interval(f, "easy_strides")};
  f.finish();
  return stretch;
}

load::RunTrack read_track(const Json& json, const Fields& parent) {
  Fields f(json, parent.where() + ".track", parent.faults());
  load::RunTrack track;
  track.steps = static_cast<std::int64_t>(
      f.number("steps", true, 1.0, static_cast<double>(load::track_steps_max)).value_or(0.0));
  track.step_s = f.number("step_s", true, 0.001, 1e6).value_or(0.0);
  track.place_error_m = f.number("place_error_m", false, 0.0, 1e7).value_or(load::not_known);
  track.latitude_e5 = f.text("latitude_e5", false);
  track.longitude_e5 = f.text("longitude_e5", false);
  track.speed_cm_per_s = f.text("speed_cm_per_s", false);
  track.fastest_cm_per_s = f.text("fastest_cm_per_s", false);
  track.altitude_dm = f.text("altitude_dm", false);
  f.finish();
  return track;
}

Json number(double value) {
  if (std::floor(value) == value && std::abs(value) < 1e15) return static_cast<long long>(value);
  return value;
}
void put(Json& json, const char* key, double value) {
  if (std::isfinite(value)) json[key] = number(value);
}
void put(Json& json, const char* key, const Interval& value) {
  if (value.is_known()) json[key] = Json::array({number(value.low), number(value.high)});
}
void put(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

Json track_json(const load::RunTrack& track) {
  Json json{{"steps", track.steps}};
  put(json, "step_s", track.step_s);
  put(json, "place_error_m", track.place_error_m);
  put(json, "latitude_e5", track.latitude_e5);
  put(json, "longitude_e5", track.longitude_e5);
  put(json, "speed_cm_per_s", track.speed_cm_per_s);
  put(json, "fastest_cm_per_s", track.fastest_cm_per_s);
  put(json, "altitude_dm", track.altitude_dm);
  return json;
}

}  // namespace

load::RecordedRun read_recorded_run(const Json& json, const Fields& parent) {
  Fields f(json, parent.where() + ".run", parent.faults());
  const std::size_t faults_before = f.faults().size();
  load::RecordedRun run;
  run.sport = f.choice("sport", load::run_sport_words, load::RunSport::unknown);
  run.started_s = static_cast<std::int64_t>(f.number("started_s", true, 0.0, 7'258'118'400.0).value_or(0.0));
  const auto known = [&](const char* key, double high) {
    return f.number(key, false, 0.0, high).value_or(load::not_known);
  };
  run.distance_m = known("distance_m", 1e6);
  run.elapsed_s = known("elapsed_s", 1e6);
  run.moving_s = known("moving_s", 1e6);
  run.best_m_per_s = known("best_m_per_s", 40.0);
  run.speed_error_m_per_s = known("speed_error_m_per_s", 40.0);
  run.easy_m_per_s = known("easy_m_per_s", 40.0);
  run.unknown_s = f.number("unknown_s", false, 0.0, 1e6).value_or(0.0);
  run.own_top_m_per_s = read_interval(f, "own_top_m_per_s");
  run.strides = read_interval(f, "strides");
  run.accelerations = read_interval(f, "accelerations");
  run.near_maximal_strides = read_interval(f, "near_maximal_strides");
  run.high_stretch_strides = read_interval(f, "high_stretch_strides");
  if (const Json* kinds = list_of(f, "kinds", run.kinds.size()))
    for (std::size_t k = 0; k < run.kinds.size(); ++k) run.kinds[k] = read_kind((*kinds)[k], f, k);
  if (const Json* muscles = list_of(f, "muscles", run.muscles.size()))
    for (std::size_t m = 0; m < run.muscles.size(); ++m) run.muscles[m] = read_muscle((*muscles)[m], f, m);
  if (const Json* track = f.take("track", false)) run.track = read_track(*track, f);
  f.finish();
  // A range that is broken was named above.
  if (f.faults().size() == faults_before)
    if (const Result<void> good = load::check_recorded_run(run); !good)
      f.fault("", "is no run: " + good.error().message);
  return run;
}

Json recorded_run_json(const load::RecordedRun& run) {
  Json json{{"sport", to_word(load::run_sport_words, run.sport)}, {"started_s", run.started_s}};
  put(json, "distance_m", run.distance_m);
  put(json, "elapsed_s", run.elapsed_s);
  put(json, "moving_s", run.moving_s);
  put(json, "best_m_per_s", run.best_m_per_s);
  put(json, "speed_error_m_per_s", run.speed_error_m_per_s);
  put(json, "easy_m_per_s", run.easy_m_per_s);
  if (run.unknown_s > 0.0) put(json, "unknown_s", run.unknown_s);
  put(json, "own_top_m_per_s", run.own_top_m_per_s);
  put(json, "strides", run.strides);
  put(json, "accelerations", run.accelerations);
  put(json, "near_maximal_strides", run.near_maximal_strides);
  put(json, "high_stretch_strides", run.high_stretch_strides);
  json["kinds"] = Json::array();
  for (const load::KindShare& share : run.kinds) {
    Json kind = Json::object();
    put(kind, "strides", share.strides);
    put(kind, "BFlh", share.easy_strides[0]);
    put(kind, "ST", share.easy_strides[1]);
    put(kind, "SM", share.easy_strides[2]);
    json["kinds"].push_back(std::move(kind));
  }
  json["muscles"] = Json::array();
  for (const load::MuscleStretch& stretch : run.muscles) {
    Json muscle = Json::object();
    put(muscle, "median", stretch.median);
    put(muscle, "p95", stretch.p95);
    put(muscle, "easy_strides", stretch.easy_strides);
    json["muscles"].push_back(std::move(muscle));
  }
  if (run.track.steps > 0) json["track"] = track_json(run.track);
  return json;
}

}  // namespace hamstring::rehab
