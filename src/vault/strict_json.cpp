#include "vault/strict_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "core/text_shape.h"
#include "history/case.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

constexpr int nesting_max = 60;

const Json nothing;
const Json empty_list = Json::array();

}  // namespace

Result<Json> parse_strictly(std::string_view text, const std::string& file) {
  if (json_shape(text).depth > nesting_max)
    return failure(Error{.message = "this JSON is nested too deeply", .file = file});
  Json parsed = Json::parse(text, nullptr, false);
  if (parsed.is_discarded()) return failure(Error{.message = "this is not JSON", .file = file});
  return parsed;
}

StrictObject::StrictObject(const Json& json, std::string file, std::string where)
    : json_(json), file_(std::move(file)), where_(std::move(where)) {
  if (!json.is_object()) fault("", "an object was expected");
}

void StrictObject::fault(const char* field, std::string message) {
  if (fault_) return;
  const std::string element = where_.empty() || *field == '\0' ? where_ + field : where_ + "." + field;
  fault_ = Error{.message = std::move(message), .file = file_, .element = element};
}

const Json* StrictObject::find(const char* field) {
  if (!json_.is_object()) return nullptr;
  const auto found = json_.find(field);
  if (found == json_.end()) {
    fault(field, "this field is missing");
    return nullptr;
  }
  ++asked_;
  return &*found;
}

std::string StrictObject::text(const char* field, std::size_t length_max, bool may_be_empty) {
  const Json* found = find(field);
  if (found == nullptr) return {};
  if (!found->is_string()) {
    fault(field, "a text was expected");
    return {};
  }
  auto value = found->get<std::string>();
  if (value.size() > length_max || (value.empty() && !may_be_empty)) {
    fault(field, fmt::format("a text of {} to {} bytes was expected", may_be_empty ? 0 : 1, length_max));
    return {};
  }
  return value;
}

std::int64_t StrictObject::number(const char* field, std::int64_t least, std::int64_t most) {
  const Json* found = find(field);
  if (found == nullptr) return least;
  const bool fits =
      found->is_number_integer() && found->get<std::int64_t>() >= least && found->get<std::int64_t>() <= most;
  if (fits) return found->get<std::int64_t>();
  fault(field, fmt::format("a whole number from {} to {} was expected", least, most));
  return least;
}

bool StrictObject::yes_or_no(const char* field) {
  const Json* found = find(field);
  if (found == nullptr) return false;
  if (found->is_boolean()) return found->get<bool>();
  fault(field, "true or false was expected");
  return false;
}

const Json& StrictObject::list(const char* field) {
  const Json* found = find(field);
  if (found == nullptr) return empty_list;
  if (found->is_array()) return *found;
  fault(field, "a list was expected");
  return empty_list;
}

const Json& StrictObject::any(const char* field) {
  const Json* found = find(field);
  return found == nullptr ? nothing : *found;
}

std::int64_t StrictObject::instant(const char* field) {
  const std::string value = text(field, 40);
  if (value.empty()) return 0;
  const Result<std::int64_t> seconds = rehab::parse_instant(value);
  // Only what we write ourselves: another spelling of the same instant would not come back as it was.
  if (seconds && utc_stamp(*seconds) == value) return *seconds;
  fault(field, "an instant such as 2026-03-09T08:30:00Z was expected");
  return 0;
}

Result<void> StrictObject::done() const {
  if (fault_) return failure(*fault_);
  if (asked_ == json_.size()) return {};
  return failure(Error{
      .message = "there is a field here that this version does not know", .file = file_, .element = where_});
}

}  // namespace hamstring::service
