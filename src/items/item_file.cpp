#include "items/item_file.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <cmath>

#include "core/text.h"
#include "core/text_shape.h"
#include "core/try.h"
#include "items/json_schema.h"

namespace hamstring::rehab {

using nlohmann::json;

namespace {

/// TOML tree → JSON tree with the line of every part.
class Conversion {
 public:
  explicit Conversion(ItemFile& out) : out_(out) {}

  json convert(const toml::node& node, const std::string& pointer, int line_above) {
    const int own = static_cast<int>(node.source().begin.line);
    const int line = own > 0 ? own : line_above;
    out_.lines[pointer] = line;
    switch (node.type()) {
      case toml::node_type::table:
        return table(*node.as_table(), pointer, line);
      case toml::node_type::array:
        return array(*node.as_array(), pointer, line);
      case toml::node_type::string:
        return node.as_string()->get();
      case toml::node_type::integer:
        return node.as_integer()->get();
      case toml::node_type::boolean:
        return node.as_boolean()->get();
      case toml::node_type::floating_point: {
        const double number = node.as_floating_point()->get();
        if (!std::isfinite(number)) fail("numbers in data/ are finite", line);
        return number;
      }
      default:
        fail("dates and times have no use in data/; write text in quotes", line);
        return nullptr;
    }
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void fail(std::string message, int line) {
    if (!error_) error_ = Error{.message = std::move(message), .file = out_.file, .line = line};
  }

  json table(const toml::table& table, const std::string& pointer, int line) {
    json result = json::object();
    for (const auto& [key, child] : table) {
      const std::string_view name = key.str();
      result[std::string(name)] = convert(child, pointer + pointer_step(name), line);
    }
    return result;
  }

  json array(const toml::array& array, const std::string& pointer, int line) {
    json result = json::array();
    for (std::size_t i = 0; i < array.size(); ++i) {
      result.push_back(convert(array[i], fmt::format("{}/{}", pointer, i), line));
    }
    return result;
  }

  ItemFile& out_;
  std::optional<Error> error_;
};

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

int ItemFile::line_of(std::string pointer) const {
  for (;;) {
    if (const auto found = lines.find(pointer); found != lines.end()) return found->second;
    const std::size_t slash = pointer.rfind('/');
    if (slash == std::string::npos) return 0;
    pointer.resize(slash);
  }
}

Result<ItemFile> parse_item_file(std::string_view text, std::string_view file) {
  ItemFile result;
  result.file = std::string(file);
  HAMSTRING_TRY_DO(check_toml_shape(text, file, {.bytes = item_size_max}));
  try {
    const toml::table table = toml::parse(text, file);
    Conversion conversion(result);
    result.root = conversion.convert(table, "", 1);
    if (conversion.error()) return failure(*conversion.error());
  } catch (const toml::parse_error& error) {
    return failure({.message = fmt::format("is not valid TOML: {}", error.description()),
                    .file = result.file,
                    .line = static_cast<int>(error.source().begin.line)});
  }
  result.kind = text_of(result.root, "kind");
  result.id = text_of(result.root, "id");
  return result;
}

const json* Part::find(std::string_view key) const {
  if (!value_->is_object()) return nullptr;
  const auto found = value_->find(key);
  return found == value_->end() ? nullptr : &*found;
}

bool Part::has(std::string_view key) const {
  return find(key) != nullptr;
}

std::string Part::text(std::string_view key, std::string_view otherwise) const {
  const json* value = find(key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string(otherwise);
}

double Part::number(std::string_view key, double otherwise) const {
  return number_if(key).value_or(otherwise);
}

int Part::integer(std::string_view key, int otherwise) const {
  return integer_if(key).value_or(otherwise);
}

bool Part::truth(std::string_view key, bool otherwise) const {
  const json* value = find(key);
  return value != nullptr && value->is_boolean() ? value->get<bool>() : otherwise;
}

std::vector<std::string> Part::texts(std::string_view key) const {
  std::vector<std::string> result;
  const json* value = find(key);
  if (value == nullptr || !value->is_array()) return result;
  for (const json& entry : *value) {
    if (entry.is_string()) result.push_back(entry.get<std::string>());
  }
  return result;
}

std::vector<double> Part::numbers(std::string_view key) const {
  std::vector<double> result;
  const json* value = find(key);
  if (value == nullptr || !value->is_array()) return result;
  for (const json& entry : *value) {
    if (entry.is_number()) result.push_back(entry.get<double>());
  }
  return result;
}

std::optional<double> Part::number_if(std::string_view key) const {
  const json* value = find(key);
  return value != nullptr && value->is_number() ? std::optional(value->get<double>()) : std::nullopt;
}

std::optional<int> Part::integer_if(std::string_view key) const {
  constexpr double most = 1e9;
  const std::optional<double> value = number_if(key);
  return value && std::abs(*value) <= most ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

Part Part::operator[](std::string_view key) const {
  static const json nothing = json::object();
  const json* value = find(key);
  return {*this, value == nullptr ? nothing : *value, pointer_ + pointer_step(key)};
}

Part Part::at(const std::string& pointer) const {
  static const json nothing = json::object();
  const json::json_pointer place(pointer);
  return {*this, value_->contains(place) ? value_->at(place) : nothing, pointer_ + pointer};
}

std::vector<Part> Part::each(std::string_view key) const {
  std::vector<Part> result;
  const json* value = find(key);
  if (value == nullptr || !value->is_array()) return result;
  for (std::size_t i = 0; i < value->size(); ++i) {
    result.push_back(Part(*this, (*value)[i], fmt::format("{}{}/{}", pointer_, pointer_step(key), i)));
  }
  return result;
}

void Part::fault(std::string_view key, std::string message) const {
  const std::string pointer = pointer_ + pointer_step(key);
  out_->add({.severity = Severity::error,
             .message = std::move(message),
             .file = item_->file,
             .line = item_->line_of(pointer),
             .element = readable_path(item_->root, pointer)});
}

std::string readable_path(const json& root, std::string_view pointer) {
  std::string result;
  const json* at = &root;
  for (std::string_view step : split_fields(pointer, '/')) {
    if (step.empty()) continue;
    std::string name(step);
    if (at != nullptr && at->is_array()) {
      const auto index = parse_integer(step);
      at = index && *index >= 0 && static_cast<std::size_t>(*index) < at->size()
               ? &(*at)[static_cast<std::size_t>(*index)]
               : nullptr;
      const std::string id = at != nullptr && at->is_object() ? text_of(*at, "id") : std::string{};
      if (!id.empty()) name = id;
    } else if (at != nullptr) {
      const auto found = at->find(std::string(step));
      at = found == at->end() ? nullptr : &*found;
    }
    if (!result.empty()) result += '.';
    result += name;
  }
  return result;
}

}  // namespace hamstring::rehab
