#include "formats/apple_health/health_export.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/text.h"
#include "formats/text/iso_time.h"

namespace hamstring {
namespace {

/// "2024-05-14 10:00:00 +0200".
std::optional<IsoTime> health_time(std::string text) {
  const std::size_t space = text.rfind(' ');
  static constexpr std::size_t zone_length = 5;
  if (space == std::string::npos || text.size() - space - 1 != zone_length) return parse_iso_time(text);
  text.insert(text.size() - 2, ":");
  text.erase(space, 1);
  return parse_iso_time(text);
}

std::string unescaped(std::string_view text) {
  struct Entity {
    std::string_view name, is;
  };
  static constexpr std::array entities{Entity{"&quot;", "\""}, Entity{"&apos;", "'"}, Entity{"&lt;", "<"},
                                       Entity{"&gt;", ">"}, Entity{"&amp;", "&"}};
  std::string plain;
  while (!text.empty()) {
    const auto* const found =
        std::ranges::find_if(entities, [&](const Entity& entity) { return text.starts_with(entity.name); });
    plain += found == entities.end() ? text.substr(0, 1) : found->is;
    text.remove_prefix(found == entities.end() ? 1 : found->name.size());
  }
  return plain;
}

/// One tag between its brackets: `Workout a="1" b='2'`, with a stroke before or behind.
class Tag {
 public:
  explicit Tag(std::string_view text) : text_(text) {
    name_ = text_.substr(0, text_.find_first_of(" \t\r\n/", 1));
  }
  /// "/Workout" of an end tag.
  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] bool closes_itself() const { return text_.ends_with('/'); }

  /// Empty where it has none of that name.
  [[nodiscard]] std::string attribute(std::string_view wanted) const {
    std::string_view rest = text_.substr(name_.size());
    for (;;) {
      rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n/"), rest.size()));
      const std::size_t equals = rest.find('=');
      if (equals == std::string_view::npos) return {};
      const std::string_view name = trim(rest.substr(0, equals));
      rest.remove_prefix(equals + 1);
      rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
      if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return {};
      const std::size_t end = rest.find(rest[0], 1);
      if (end == std::string_view::npos) return {};
      if (name == wanted) return unescaped(rest.substr(1, end - 1));
      rest.remove_prefix(end + 1);
    }
  }

 private:
  std::string_view text_, name_;
};

double number_of(const std::string& text) {
  double number = not_recorded;
  const char* const end = text.data() + text.size();
  const auto [at, fault] = std::from_chars(text.data(), end, number);
  return fault == std::errc() && at == end && std::isfinite(number) ? number : not_recorded;
}

double in_base(const std::string& value, const std::string& unit) {
  struct Unit {
    std::string_view name;
    double factor;
  };
  static constexpr std::array units{
      Unit{"min", 60.0},  Unit{"s", 1.0}, Unit{"sec", 1.0},     Unit{"hr", 3600.0}, Unit{"h", 3600.0},
      Unit{"km", 1000.0}, Unit{"m", 1.0}, Unit{"mi", 1609.344}, Unit{"yd", 0.9144}, Unit{"ft", 0.3048}};
  const auto* const found = std::ranges::find(units, unit, &Unit::name);
  const double number = number_of(value);
  return found == units.end() || number < 0.0 ? not_recorded : number * found->factor;
}

/// "HKWorkoutActivityTypeRunning" → "Running".
std::string sport_word_of(const std::string& type) {
  static constexpr std::string_view before = "HKWorkoutActivityType";
  return type.starts_with(before) ? type.substr(before.size()) : type;
}

/// The tags of a text that comes in pieces. Declarations, comments and text between tags are passed over.
struct TagScan {
  enum class In { text, tag, comment, declaration };
  In in = In::text;
  std::string tag{};
  char quote = 0;    ///< inside the value of an attribute
  int brackets = 0;  ///< open ones of a declaration
  bool too_long = false;
};

/// Takes one character; true where a tag is whole.
bool step(TagScan& scan, char c) {
  using In = TagScan::In;
  switch (scan.in) {
    case In::text:
      if (c != '<') return false;
      scan.tag.clear();
      scan.quote = 0;
      scan.in = In::tag;
      return false;
    case In::comment:
      // Its last three characters tell the end.
      scan.tag += c;
      if (scan.tag.size() > 3) scan.tag.erase(0, scan.tag.size() - 3);
      if (scan.tag == "-->") scan.in = In::text;
      return false;
    case In::declaration:
      scan.brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == '>' && scan.brackets <= 0) scan.in = In::text;
      return false;
    case In::tag:
      break;
  }
  if (scan.quote != 0) {
    if (c == scan.quote) scan.quote = 0;
  } else if (c == '"' || c == '\'') {
    scan.quote = c;
  } else if (c == '>') {
    scan.in = In::text;
    return true;
  }
  scan.tag += c;
  scan.too_long = scan.tag.size() > health_tag_max;
  if (scan.tag == "!--") {
    scan.tag.clear();
    scan.in = In::comment;
  } else if (scan.tag.size() == 2 && scan.tag[0] == '!' && scan.tag[1] != '-') {
    scan.brackets = scan.tag[1] == '[' ? 1 : 0;
    scan.in = In::declaration;
  }
  return false;
}

struct Reading {
  HealthExport result{};
  std::optional<HealthWorkout> open{};  ///< the workout that the tags stand in
  std::optional<double> paused_at{};
  bool is_begun = false;
  std::optional<Error> fault{};
};

void put_event(Reading& reading, const Tag& tag) {
  const std::string type = tag.attribute("type");
  const std::optional<IsoTime> at = health_time(tag.attribute("date"));
  if (!at) return;
  if (type.ends_with("EventTypePause")) reading.paused_at = at->time_s;
  if (type.ends_with("EventTypeResume") && reading.paused_at) {
    if (at->time_s > *reading.paused_at)
      reading.open->pauses.push_back({.from_s = *reading.paused_at, .to_s = at->time_s});
    reading.paused_at.reset();
  }
}

HealthWorkout workout_of(const Tag& tag) {
  HealthWorkout workout;
  workout.sport_word = sport_word_of(tag.attribute("workoutActivityType"));
  workout.sport = sport_of_word(workout.sport_word);
  workout.device = tag.attribute("sourceName");
  const std::optional<IsoTime> start = health_time(tag.attribute("startDate")),
                               end = health_time(tag.attribute("endDate"));
  if (start) {
    workout.start_s = start->time_s;
    workout.utc_offset_s = start->utc_offset_s;
  }
  if (end) workout.end_s = end->time_s;
  workout.duration_s = in_base(tag.attribute("duration"), tag.attribute("durationUnit"));
  workout.distance_m = in_base(tag.attribute("totalDistance"), tag.attribute("totalDistanceUnit"));
  return workout;
}

void close(Reading& reading, std::string_view file, Diagnostics& diagnostics) {
  if (!reading.open) return;
  HealthWorkout& workout = *reading.open;
  if (!(workout.end_s > workout.start_s))
    diagnostics.warn("a workout without its first and last moment is left out", "Workout");
  else if (reading.result.workouts.size() == health_workouts_max)
    reading.fault = Error{.message = "more than 200 000 workouts", .file = std::string(file)};
  else
    reading.result.workouts.push_back(std::move(workout));
  reading.open.reset();
  reading.paused_at.reset();
}

void take_tag(Reading& reading, const Tag& tag, std::string_view file, Diagnostics& diagnostics) {
  const std::string_view name = tag.name();
  if (name.starts_with('?')) return;
  if (!reading.is_begun && name != "HealthData") {
    reading.fault = Error{.message = "it begins with <" + std::string(name.substr(0, 40)) +
                                     "> and is no export of Apple's Health app",
                          .file = std::string(file),
                          .advice = "Give the export.xml of the Health app's export, or its whole zip."};
    return;
  }
  reading.is_begun = true;
  if (name == "Record") ++reading.result.records;
  if (name == "Workout") {
    close(reading, file, diagnostics);
    reading.open = workout_of(tag);
    if (tag.closes_itself()) close(reading, file, diagnostics);
  } else if (name == "/Workout") {
    close(reading, file, diagnostics);
  } else if (reading.open && name == "WorkoutEvent") {
    put_event(reading, tag);
  } else if (reading.open && name == "WorkoutStatistics") {
    // Since iOS 16 the distance stands here alone.
    if (tag.attribute("type").find("Distance") != std::string::npos && std::isnan(reading.open->distance_m))
      reading.open->distance_m = in_base(tag.attribute("sum"), tag.attribute("unit"));
  } else if (reading.open && name == "FileReference") {
    static constexpr std::size_t routes_max = 100;
    if (std::string path = tag.attribute("path"); !path.empty() && reading.open->routes.size() < routes_max)
      reading.open->routes.push_back(std::move(path));
  }
}

}  // namespace

Result<HealthExport> read_health_export(const TextPieces& pieces, std::string_view file_name,
                                        Diagnostics& diagnostics) {
  Reading reading;
  TagScan scan;
  bool is_ended = false;
  const Result<void> read = pieces([&](std::string_view piece) {
    for (const char c : piece) {
      const bool is_whole = step(scan, c);
      if (scan.too_long)
        reading.fault = Error{.message = "a tag of more than 1 MB", .file = std::string(file_name)};
      if (is_whole && !scan.tag.empty()) {
        const Tag tag(scan.tag);
        take_tag(reading, tag, file_name, diagnostics);
        is_ended |= tag.name() == "/HealthData";
      }
      if (reading.fault) return false;
    }
    return true;
  });
  if (reading.fault) return failure(*std::move(reading.fault));
  if (!read) return failure(read.error());
  if (!reading.is_begun)
    return failure(Error{.message = "it holds no element", .file = std::string(file_name)});
  close(reading, file_name, diagnostics);
  if (reading.fault) return failure(*std::move(reading.fault));
  if (!is_ended) diagnostics.warn("the export is cut off: what came before is read");
  return std::move(reading.result);
}

bool looks_like_health_export(std::string_view beginning) {
  static constexpr std::size_t looked_at = 65'536;
  return beginning.substr(0, looked_at).find("<!DOCTYPE HealthData") != std::string_view::npos ||
         beginning.substr(0, looked_at).find("<HealthData") != std::string_view::npos;
}

std::optional<Activity> activity_of(const HealthWorkout& workout) {
  if (!(workout.end_s > workout.start_s)) return std::nullopt;
  Activity activity{.format = ActivityFormat::tcx, .sport = workout.sport, .sport_word = workout.sport_word};
  activity.device = workout.device;
  activity.utc_offset_s = workout.utc_offset_s;
  activity.start_s = workout.start_s;
  activity.said_elapsed_s = workout.end_s - workout.start_s;
  activity.said_moving_s = workout.duration_s;
  activity.said_distance_m = workout.distance_m;
  const bool has_distance = std::isfinite(workout.distance_m);
  activity.samples = {{.time_s = workout.start_s, .distance_m = has_distance ? 0.0 : not_recorded},
                      {.time_s = workout.end_s, .distance_m = workout.distance_m}};
  activity.pauses = workout.pauses;
  return activity;
}

}  // namespace hamstring
