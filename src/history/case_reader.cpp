// Strict reading of a case file: every fault is named with its line and entry, and nothing is half-read.
#include <fmt/format.h>

#include <utility>

#include "core/text_shape.h"
#include "history/case_fields.h"
#include "history/case_order.h"

namespace hamstring::rehab {
namespace {

/// Line of the entry in the file, found by its id; 0 where it cannot be told.
int line_of(std::string_view text, std::string_view fault) {
  if (!fault.starts_with("entry ")) return 0;
  const std::string_view rest = fault.substr(6);
  const std::string quoted = fmt::format("\"{}\"", rest.substr(0, rest.find_first_of(". ")));
  for (std::size_t at = text.find(quoted); at != std::string_view::npos; at = text.find(quoted, at + 1)) {
    const std::string_view before = trim(text.substr(0, at));
    if (!before.ends_with(':') || !trim(before.substr(0, before.size() - 1)).ends_with("\"id\"")) continue;
    return 1 + static_cast<int>(std::ranges::count(text.substr(0, at), '\n'));
  }
  return 0;
}

constexpr int case_nesting_max = 32;
constexpr std::size_t case_values_max = 3'000'000;

/// JSON with each key at most once in an object; the library alone would keep the last one silently. Errors
/// name the key and, where its entry has told its id before, the entry.
Result<Json> parse_strict(std::string_view text) {
  struct Object {
    std::set<std::string> keys;
    std::string key, id;  ///< the last key; the value of "id"
  };
  std::vector<Object> open;
  std::string fault;
  const auto twice = [&](const std::string& key) {
    const auto entry = std::ranges::find_if(open, [](const Object& one) { return !one.id.empty(); });
    const std::string where =
        entry == open.end() ? "the file" : fmt::format("entry {}", quote_for_message(entry->id));
    return fmt::format("{} holds the key '{}' twice in one object", where, quote_for_message(key));
  };
  const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
    using Event = Json::parse_event_t;
    if (event == Event::object_start) open.emplace_back();
    if (event == Event::object_end && !open.empty()) open.pop_back();
    if (open.empty()) return true;
    Object& object = open.back();
    if (event == Event::value && object.key == "id" && parsed.is_string())
      object.id = parsed.get<std::string>();
    if (event == Event::key) {
      object.key = parsed.get<std::string>();
      if (!object.keys.insert(object.key).second && fault.empty()) fault = twice(object.key);
    }
    return true;
  };
  try {
    Json json = Json::parse(text, watch);
    if (!fault.empty()) return failure(fault);
    return json;
  } catch (const Json::exception& error) {
    return failure(fmt::format("this is not JSON: {}", quote_for_message(error.what(), 200)));
  }
}

}  // namespace

Result<std::int64_t> parse_instant(std::string_view text) {
  const auto refused = [&] {
    return failure(fmt::format("'{}' is not a time like 2025-03-09T18:30:00+01:00", quote_for_message(text)));
  };
  if (text.size() != 20 && text.size() != 25) return refused();
  const Result<Day> day = parse_day(text.substr(0, 10));
  const auto two = [&](std::size_t at) -> int {
    const bool digits = text[at] >= '0' && text[at] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9';
    return digits ? (text[at] - '0') * 10 + (text[at + 1] - '0') : 1000;
  };
  if (!day || text[10] != 'T' || text[13] != ':' || text[16] != ':') return refused();
  const int hour = two(11), minute = two(14), second = two(17);
  if (hour > 23 || minute > 59 || second > 60) return refused();
  std::int64_t offset_s = 0;
  if (text.size() == 20) {
    if (text[19] != 'Z') return refused();
  } else {
    const int off_hour = two(20), off_minute = two(23);
    if ((text[19] != '+' && text[19] != '-') || text[22] != ':' || off_hour > 23 || off_minute > 59)
      return refused();
    offset_s = std::int64_t{text[19] == '+' ? 1 : -1} * (off_hour * 3600 + off_minute * 60);
  }
  return std::int64_t{day->time_since_epoch().count()} * 86400 + std::int64_t{hour} * 3600 +
         std::int64_t{minute} * 60 + second - offset_s;
}

Result<Case> read_case(std::string_view json_text, std::string_view file, Diagnostics& diagnostics) {
  const auto refuse = [&](std::string message, int line = 0) {
    diagnostics.add({.severity = Severity::error,
                     .message = message,
                     .file = std::string(file),
                     .line = line,
                     .element = {}});
    return failure({.message = std::move(message),
                    .file = std::string(file),
                    .line = line,
                    .element = {},
                    .advice = "Nothing was read from it."});
  };
  if (json_text.size() > case_size_max) return refuse("the file is larger than a case can be (32 MiB)");
  const JsonShape shape = json_shape(json_text);
  if (shape.depth > case_nesting_max) return refuse("the file is nested too deeply");
  if (shape.values > case_values_max) return refuse("the file holds more values than a case can have");
  const Result<Json> parsed = parse_strict(json_text);
  if (!parsed) return refuse(parsed.error().message, line_of(json_text, parsed.error().message));

  std::vector<std::string> faults;
  Fields f(*parsed, "case", faults);
  Case value;
  if (f.text("schema", true) != "hamstring.case") f.fault("schema", "must be 'hamstring.case'");
  if (const auto version = f.number("version", true, 0, 1e6); version && *version != 1.0) {
    f.fault("version", "is one that this program does not know; it reads version 1");
  }
  value.case_id = f.text("case_id", true, is_entry_id);
  if (const Json* entries = f.take("entries", true)) {
    if (!entries->is_array()) f.fault("entries", "must be a list");
    for (std::size_t i = 0; entries->is_array() && i < entries->size(); ++i) {
      value.entries.push_back(read_entry((*entries)[i], i, faults));
      finish_entry(value.entries.back());
    }
  }
  f.finish();
  if (!faults.empty()) {
    for (std::size_t i = 1; i < faults.size(); ++i) {
      const int line = line_of(json_text, faults[i]);
      diagnostics.add({.severity = Severity::error,
                       .message = faults[i],
                       .file = std::string(file),
                       .line = line,
                       .element = {}});
    }
    return refuse(faults.front(), line_of(json_text, faults.front()));
  }
  sort_entries(value);
  Diagnostics unsaid;  // said here, with its line
  if (const Result<void> good = check_order(value, unsaid); !good)
    return refuse(good.error().message, line_of(json_text, good.error().message));
  return value;
}

Result<Case> read_kept(std::string case_id, std::span<const std::string_view> entries) {
  const auto refuse = [](std::string message) {
    return failure({.message = std::move(message), .file = "database", .element = {}, .advice = {}});
  };
  Case value{.case_id = std::move(case_id), .entries = {}};
  value.entries.reserve(entries.size());
  std::vector<std::string> faults;
  // One after the other: the tree of a whole history takes ten times the room of what is kept of it.
  for (const std::string_view text : entries) {
    if (json_shape(text).depth > case_nesting_max) return refuse("an entry is nested too deeply");
    const Json parsed = Json::parse(text, nullptr, false);
    if (parsed.is_discarded()) return refuse("an entry is not JSON");
    value.entries.push_back(read_entry(parsed, value.entries.size(), faults));
    if (!faults.empty()) return refuse(std::move(faults.front()));
    finish_entry(value.entries.back());
  }
  sort_entries(value);
  return value;
}

}  // namespace hamstring::rehab
