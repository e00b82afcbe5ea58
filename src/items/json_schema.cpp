#include "items/json_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.h"
#include "core/text_shape.h"

namespace hamstring::rehab {

using nlohmann::json;

std::string pointer_step(std::string_view key) {
  std::string result = "/";
  for (const char c : key) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

namespace {

/// std::regex recurses once a character: longer texts are refused by the pattern, except where any text will
/// do.
constexpr std::size_t pattern_text_max = 2000;
constexpr int schema_nesting_max = 200;  // of the text; a schema has a few levels of JSON for each of its own
constexpr std::string_view pattern_any_text = "\\S";

const std::set<std::string, std::less<>>& known_keywords() {
  static const std::set<std::string, std::less<>> keywords{"$schema",
                                                           "$id",
                                                           "$defs",
                                                           "$ref",
                                                           "description",
                                                           "type",
                                                           "const",
                                                           "enum",
                                                           "properties",
                                                           "required",
                                                           "additionalProperties",
                                                           "items",
                                                           "minItems",
                                                           "maxItems",
                                                           "uniqueItems",
                                                           "minimum",
                                                           "maximum",
                                                           "minLength",
                                                           "maxLength",
                                                           "pattern",
                                                           "oneOf",
                                                           "anyOf",
                                                           "allOf",
                                                           "not"};
  return keywords;
}

/// Reads a schema once: refuses what the checker would not honor, and prepares the patterns.
class SchemaReader {
 public:
  SchemaReader(const json& root, std::map<std::string, std::regex>& patterns)
      : root_(root), patterns_(patterns) {}

  std::string read(const json& schema, const std::string& where, int depth) {
    if (schema.is_boolean()) return {};
    if (!schema.is_object()) return where + ": a schema is an object";
    if (depth > 64) return where + ": schemas nest at most 64 deep";
    for (const auto& [key, value] : schema.items()) {
      if (!known_keywords().contains(key))
        return fmt::format("{}: keyword '{}' is not supported", where, key);
      if (std::string problem = keyword(key, value, where, depth); !problem.empty()) return problem;
    }
    return {};
  }

 private:
  std::string keyword(const std::string& key, const json& value, const std::string& where, int depth) {
    const std::string here = where + pointer_step(key);
    if (key == "$ref") return reference(value, here);
    if (key == "pattern") return pattern(value, here);
    if (key == "properties" || key == "$defs") {
      if (!value.is_object()) return here + ": expected an object";
      for (const auto& [name, child] : value.items()) {
        if (std::string problem = read(child, here + pointer_step(name), depth + 1); !problem.empty())
          return problem;
      }
      return {};
    }
    if (key == "items" || key == "not" || key == "additionalProperties") return read(value, here, depth + 1);
    if (key == "oneOf" || key == "anyOf" || key == "allOf") {
      if (!value.is_array() || value.empty()) return here + ": expected a list";
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (std::string problem = read(value[i], fmt::format("{}/{}", here, i), depth + 1); !problem.empty())
          return problem;
      }
      return {};
    }
    return plain(key, value, here);
  }

  static std::string plain(const std::string& key, const json& value, const std::string& here) {
    const auto texts = [](const json& list) {
      return list.is_array() && std::ranges::all_of(list, [](const json& item) { return item.is_string(); });
    };
    bool good = true;
    if (key == "required") good = texts(value);
    if (key == "enum") good = value.is_array();
    if (key == "type") good = value.is_string();
    if (key == "uniqueItems") good = value.is_boolean();
    if (key == "minimum" || key == "maximum") good = value.is_number();
    if (key.starts_with("min") && key != "minimum") good = value.is_number_unsigned();
    if (key.starts_with("max") && key != "maximum") good = value.is_number_unsigned();
    return good ? std::string{} : here + ": has the wrong type";
  }

  /// Only into $defs; definitions are followed to their end once, so that a circle of bare references is
  /// found here.
  std::string reference(const json& value, const std::string& here) {
    if (!value.is_string() || !value.get<std::string>().starts_with("#/$defs/")) {
      return here + ": only references into #/$defs are supported";
    }
    const json* at = &value;
    for (int steps = 0; steps <= 64; ++steps) {
      const auto pointer = json::json_pointer(at->get<std::string>().substr(1));
      if (!root_.contains(pointer))
        return fmt::format("{}: '{}' leads nowhere", here, at->get<std::string>());
      const json& target = root_.at(pointer);
      if (!target.is_object() || !target.contains("$ref") || !target["$ref"].is_string()) return {};
      at = &target["$ref"];
    }
    return here + ": references go around in a circle";
  }

  std::string pattern(const json& value, const std::string& here) {
    if (!value.is_string()) return here + ": expected text";
    try {
      patterns_.try_emplace(value.get<std::string>(), value.get<std::string>(), std::regex::ECMAScript);
    } catch (const std::regex_error&) {
      return here + ": not a regular expression";
    }
    return {};
  }

  const json& root_;
  std::map<std::string, std::regex>& patterns_;
};

std::string_view type_name(const json& value) {
  if (value.is_object()) return "a table";
  if (value.is_array()) return "a list";
  if (value.is_string()) return "text";
  if (value.is_boolean()) return "true or false";
  if (value.is_number_integer()) return "a whole number";
  return value.is_number() ? "a number" : "nothing";
}

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  return type == "null" && value.is_null();
}

std::string expected_name(const std::string& type) {
  if (type == "object") return "a table";
  if (type == "array") return "a list";
  if (type == "string") return "text";
  if (type == "boolean") return "true or false";
  return type == "integer" ? "a whole number" : "a number";
}

std::string shown(const json& value) {
  return quote_for_message(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace

class SchemaWalk {
 public:
  SchemaWalk(const JsonSchema& schema, std::vector<SchemaError>& out) : schema_(schema), out_(out) {}

  void check(const json& schema, const json& value, const std::string& pointer, int depth) {
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) add(pointer, "is not allowed here");
      return;
    }
    if (depth > 200) return add(pointer, "is nested too deeply");
    if (const auto ref = schema.find("$ref"); ref != schema.end()) {
      check(schema_.root_.at(json::json_pointer(ref->get<std::string>().substr(1))), value, pointer,
            depth + 1);
    }
    if (const auto type = schema.find("type");
        type != schema.end() && !has_type(value, type->get<std::string>())) {
      return add(pointer, fmt::format("is {}; expected {}", type_name(value),
                                      expected_name(type->get<std::string>())));
    }
    literals(schema, value, pointer);
    if (value.is_number()) number(schema, value, pointer);
    if (value.is_string()) text(schema, value.get_ref<const std::string&>(), pointer);
    if (value.is_array()) list(schema, value, pointer, depth);
    if (value.is_object()) table(schema, value, pointer, depth);
    alternatives(schema, value, pointer, depth);
  }

 private:
  void add(const std::string& pointer, std::string message) { out_.push_back({pointer, std::move(message)}); }

  void literals(const json& schema, const json& value, const std::string& pointer) {
    if (const auto only = schema.find("const"); only != schema.end() && *only != value) {
      add(pointer, fmt::format("is {}; expected {}", shown(value), shown(*only)));
    }
    if (const auto some = schema.find("enum");
        some != schema.end() && std::ranges::find(*some, value) == some->end()) {
      std::vector<std::string> words;
      for (const json& word : *some)
        words.push_back(word.is_string() ? word.get<std::string>() : shown(word));
      add(pointer, fmt::format("is {}; expected one of: {}", shown(value), fmt::join(words, ", ")));
    }
  }

  void number(const json& schema, const json& value, const std::string& pointer) {
    const double x = value.get<double>();
    if (const auto low = schema.find("minimum"); low != schema.end() && !(x >= low->get<double>())) {
      add(pointer, fmt::format("is {}; the least allowed is {}", shown(value), shown(*low)));
    }
    if (const auto high = schema.find("maximum"); high != schema.end() && !(x <= high->get<double>())) {
      add(pointer, fmt::format("is {}; the most allowed is {}", shown(value), shown(*high)));
    }
  }

  void text(const json& schema, const std::string& value, const std::string& pointer) {
    if (const auto low = schema.find("minLength");
        low != schema.end() && value.size() < low->get<std::size_t>()) {
      add(pointer, fmt::format("is shorter than {} characters", low->get<std::size_t>()));
    }
    if (const auto high = schema.find("maxLength");
        high != schema.end() && value.size() > high->get<std::size_t>()) {
      add(pointer, fmt::format("is longer than {} characters", high->get<std::size_t>()));
    }
    const auto pattern = schema.find("pattern");
    if (pattern == schema.end()) return;
    const auto& source = pattern->get_ref<const std::string&>();
    if (source == pattern_any_text) {
      if (trim(value).empty()) add(pointer, "is empty");
    } else if (value.size() > pattern_text_max || !std::regex_search(value, schema_.patterns_.at(source))) {
      add(pointer, fmt::format("'{}' does not look as it should ({})", quote_for_message(value), source));
    }
  }

  void list(const json& schema, const json& value, const std::string& pointer, int depth) {
    if (const auto low = schema.find("minItems");
        low != schema.end() && value.size() < low->get<std::size_t>()) {
      add(pointer,
          fmt::format("has {} entries; expected at least {}", value.size(), low->get<std::size_t>()));
    }
    if (const auto high = schema.find("maxItems");
        high != schema.end() && value.size() > high->get<std::size_t>()) {
      add(pointer,
          fmt::format("has {} entries; expected at most {}", value.size(), high->get<std::size_t>()));
    }
    if (schema.value("uniqueItems", false) &&
        std::set<json>(value.begin(), value.end()).size() != value.size()) {
      add(pointer, "names something twice");
    }
    const auto items = schema.find("items");
    if (items == schema.end()) return;
    for (std::size_t i = 0; i < value.size(); ++i)
      check(*items, value[i], fmt::format("{}/{}", pointer, i), depth + 1);
  }

  void table(const json& schema, const json& value, const std::string& pointer, int depth) {
    if (const auto required = schema.find("required"); required != schema.end()) {
      for (const json& key : *required) {
        if (!value.contains(key.get_ref<const std::string&>()))
          add(pointer, fmt::format("lacks '{}'", key.get<std::string>()));
      }
    }
    const auto properties = schema.find("properties");
    const auto others = schema.find("additionalProperties");
    for (const auto& [key, child] : value.items()) {
      const std::string here = pointer + pointer_step(key);
      if (properties != schema.end() && properties->contains(key)) {
        check((*properties)[key], child, here, depth + 1);
      } else if (others != schema.end() && others->is_boolean() && !others->get<bool>()) {
        add(here, "is not known here");
      } else if (others != schema.end()) {
        check(*others, child, here, depth + 1);
      }
    }
  }

  std::vector<SchemaError> tried(const json& schema, const json& value, const std::string& pointer,
                                 int depth) const {
    std::vector<SchemaError> errors;
    SchemaWalk(schema_, errors).check(schema, value, pointer, depth + 1);
    return errors;
  }

  void alternatives(const json& schema, const json& value, const std::string& pointer, int depth) {
    if (const auto all = schema.find("allOf"); all != schema.end()) {
      for (const json& part : *all) check(part, value, pointer, depth + 1);
    }
    if (const auto no = schema.find("not"); no != schema.end() && tried(*no, value, pointer, depth).empty()) {
      add(pointer, "is not allowed here");
    }
    if (const auto some = schema.find("anyOf"); some != schema.end())
      choice(*some, false, value, pointer, depth);
    if (const auto one = schema.find("oneOf"); one != schema.end()) choice(*one, true, value, pointer, depth);
  }

  /// Which alternative was meant? The one whose literals (its `type = "…"`) agree, then the one with fewest
  /// errors.
  static std::size_t distance(const json& alternative, const json& value, std::size_t errors) {
    std::size_t result = errors;
    const auto properties = alternative.find("properties");
    if (properties == alternative.end() || !value.is_object()) return result;
    for (const auto& [key, child] : properties->items()) {
      if (!child.is_object() || !child.contains("const")) continue;
      if (!value.contains(key) || value.at(key) != child.at("const")) result += 1000;
    }
    return result;
  }

  void choice(const json& list, bool exactly_one, const json& value, const std::string& pointer, int depth) {
    std::size_t fitting = 0, least = 0;
    std::vector<SchemaError> best;
    for (std::size_t i = 0; i < list.size(); ++i) {
      std::vector<SchemaError> errors = tried(list[i], value, pointer, depth);
      if (errors.empty()) ++fitting;
      const std::size_t away = distance(list[i], value, errors.size());
      if (i == 0 || away < least) {
        least = away;
        best = std::move(errors);
      }
    }
    if (fitting == 0) out_.insert(out_.end(), best.begin(), best.end());
    if (exactly_one && fitting > 1) add(pointer, "fits more than one of the allowed forms");
  }

  const JsonSchema& schema_;
  std::vector<SchemaError>& out_;
};

Result<JsonSchema> JsonSchema::parse(std::string_view text, std::string_view file) {
  JsonSchema result;
  if (json_shape(text).depth > schema_nesting_max)
    return failure(Error{.message = "this JSON is nested too deeply", .file = std::string(file)});
  result.root_ = json::parse(text, nullptr, false);
  if (result.root_.is_discarded())
    return failure({.message = "is not valid JSON", .file = std::string(file)});
  if (std::string problem = SchemaReader(result.root_, result.patterns_).read(result.root_, "#", 0);
      !problem.empty()) {
    return failure({.message = std::move(problem), .file = std::string(file)});
  }
  return result;
}

std::vector<SchemaError> JsonSchema::check(const json& instance) const {
  std::vector<SchemaError> errors;
  SchemaWalk(*this, errors).check(root_, instance, "", 0);
  return errors;
}

}  // namespace hamstring::rehab
