#include "vault/shown_text.h"

#include <fmt/format.h>

#include "core/text_shape.h"
#include "vault/strict_json.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

constexpr std::size_t shown_word_max = 120;
constexpr std::size_t shown_rows_max = 1'000'000;
constexpr int shown_nesting_max = 60;
// Changes that take more than this part of the whole are no shorter to read.
constexpr std::size_t changes_below = 3;

std::string compact(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// How `answer` comes from the one before it; empty where the whole is better, or would not come back to the
/// byte.
std::string changes_to(const Json& before, const Json& answer, const std::string& text) {
  if (!before.is_object()) return {};
  const Json changes = Json::diff(before, answer);
  std::string made = compact(changes);
  if (made.size() * changes_below > text.size() || compact(before.patch(changes)) != text) return {};
  return made;
}

/// The answer of a row, by way of the one before it.
Result<Json> answer_of(StrictObject& object, const Json& row, const Json& before) {
  if (row.contains("answer")) {
    const Json& answer = object.any("answer");
    if (!answer.is_object()) object.fault("answer", "an object was expected");
    return answer;
  }
  const Json& changes = object.any("changes");
  if (!before.is_object()) {
    object.fault("changes", "there is no answer before this one");
    return Json::object();
  }
  try {
    Json answer = before.patch(changes);
    if (!answer.is_object()) object.fault("changes", "an object was expected");
    return answer;
  } catch (const Json::exception&) {
    object.fault("changes", "these are no changes (RFC 6902) of the answer before this one");
    return Json::object();
  }
}

/// Row after row, while the file is parsed; no more than one of them is there at a time.
class Rows {
 public:
  Rows(std::string file, const std::function<Result<void>(store::ShownRow&)>& take)
      : file_(std::move(file)), take_(take) {}

  /// Whether what was parsed is kept: a row that was taken is not.
  bool parsed(int depth, Json::parse_event_t event, Json& value) {
    if (depth == 0 && event == Json::parse_event_t::array_start) list_ = true;
    const bool whole = event == Json::parse_event_t::object_end || event == Json::parse_event_t::array_end ||
                       event == Json::parse_event_t::value;
    if (depth != 1 || !whole) return true;
    if (!fault_) read(value);
    ++count_;
    return false;
  }

  [[nodiscard]] Result<void> done(bool good) const {
    if (!good) return failure(Error{.message = "this is not JSON", .file = file_});
    if (!list_) return failure(Error{.message = "a list was expected", .file = file_});
    if (count_ > shown_rows_max) return failure(Error{.message = "this list is too long", .file = file_});
    if (fault_) return failure(*fault_);
    return {};
  }

 private:
  void read(const Json& json) {
    StrictObject object(json, file_, fmt::format("[{}]", count_));
    store::ShownRow row;
    row.day = object.text("day", shown_word_max);
    row.kind = object.text("kind", shown_word_max);
    row.program = object.text("program", shown_word_max);
    row.knowledge = object.text("knowledge", shown_word_max);
    row.made_utc = object.instant("made");
    Result<Json> answer = json.is_object() ? answer_of(object, json, before_) : Json::object();
    const Result<void> good = object.done();
    if (!good) {
      fault_ = good.error();
      return;
    }
    row.json = compact(*answer);
    before_ = std::move(*answer);
    if (const Result<void> taken = take_(row); !taken) fault_ = taken.error();
  }

  std::string file_;
  const std::function<Result<void>(store::ShownRow&)>& take_;
  std::size_t count_ = 0;
  bool list_ = false;
  Json before_;
  std::optional<Error> fault_;
};

}  // namespace

void ShownText::add(const store::ShownRow& row) {
  const Json about{{"day", row.day},
                   {"kind", row.kind},
                   {"program", row.program},
                   {"knowledge", row.knowledge},
                   {"made", utc_stamp(row.made_utc)}};
  std::string line = compact(about);
  line.pop_back();
  Json answer = Json::parse(row.json, nullptr, false);
  const std::string changes = changes_to(before_, answer, row.json);
  line += changes.empty() ? ",\"answer\":" + row.json : ",\"changes\":" + changes;
  sink_((first_ ? "[\n" : ",\n") + line + "}");
  before_ = std::move(answer);
  first_ = false;
}

void ShownText::end() {
  sink_(first_ ? "[\n]\n" : "\n]\n");
}

Result<void> read_shown(std::string_view text, const std::string& file,
                        const std::function<Result<void>(store::ShownRow&)>& take) {
  if (json_shape(text).depth > shown_nesting_max)
    return failure(Error{.message = "this JSON is nested too deeply", .file = file});
  Rows rows(file, take);
  const Json parsed = Json::parse(
      text,
      [&](int depth, Json::parse_event_t event, Json& value) { return rows.parsed(depth, event, value); },
      false);
  return rows.done(!parsed.is_discarded());
}

}  // namespace hamstring::service
