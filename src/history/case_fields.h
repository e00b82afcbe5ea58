// Strict access to one JSON object of a case file, and the reading of one entry. Internal to the reader.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/text.h"
#include "history/case.h"
#include "history/case_words.h"

namespace hamstring::rehab {

using Json = nlohmann::json;
using Names = std::initializer_list<std::string_view>;

inline bool is_entry_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}
inline bool is_id(std::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// One JSON object: every key is taken once; what nobody took is refused.
class Fields {
 public:
  Fields(const Json& json, std::string where, std::vector<std::string>& faults)
      : json_(json), where_(std::move(where)), faults_(faults) {
    if (!json.is_object()) fault("", "must be an object");
  }

  void fault(std::string_view key, std::string_view what) const {
    faults_.push_back(fmt::format("{}{}{} {}", where_, key.empty() ? "" : ".", key, what));
  }

  const Json* take(const char* key, bool required) {
    taken_.insert(key);
    if (json_.is_object()) {
      if (const auto found = json_.find(key); found != json_.end()) return &*found;
    }
    if (required) fault(key, "is missing");
    return nullptr;
  }

  std::string text(const char* key, bool required, bool (*allowed)(std::string_view) = nullptr) {
    const Json* value = take(key, required);
    if (value == nullptr) return {};
    const auto* word = value->get_ptr<const std::string*>();
    if (word == nullptr || word->size() > 10000 || (allowed != nullptr && !allowed(*word))) {
      fault(key, "is not text of the form that is expected here");
      return {};
    }
    return *word;
  }

  /// One word of a closed set; nothing where it is not there and need not be.
  template <class E, std::size_t N>
  std::optional<E> one_of(const char* key, bool required, const WordTable<E, N>& words) {
    const std::string value = text(key, required);
    if (value.empty()) {
      if (required && json_.is_object() && json_.contains(key)) fault(key, "is empty");
      return std::nullopt;
    }
    const auto found = from_word(words, value);
    if (!found) {
      std::vector<std::string_view> known;
      for (const auto& [word, meant] : words) known.push_back(word);
      fault(key, fmt::format("is '{}'; it can be: {}", quote_for_message(value), fmt::join(known, ", ")));
    }
    return found;
  }
  template <class E, std::size_t N>
  E choice(const char* key, const WordTable<E, N>& words, E otherwise) {
    return one_of(key, true, words).value_or(otherwise);
  }

  std::optional<double> number(const char* key, bool required, double min, double max) {
    const Json* value = take(key, required);
    if (value == nullptr) return std::nullopt;
    return number_of(*value, key, min, max);
  }

  std::optional<double> number_of(const Json& value, const char* key, double min, double max) {
    if (!value.is_number() || !std::isfinite(value.get<double>())) {
      fault(key, "must be a number");
      return std::nullopt;
    }
    const double result = value.get<double>();
    if (result < min || result > max) {
      fault(key, fmt::format("is {}; it must lie from {} to {}", result, min, max));
      return std::nullopt;
    }
    return result;
  }

  std::optional<double> pain(const char* key, bool required = false) {
    return number(key, required, 0.0, 10.0);
  }

  std::vector<double> numbers(const char* key, double min, double max) {
    std::vector<double> result;
    const Json* value = take(key, false);
    if (value == nullptr) return result;
    if (!value->is_array() || value->size() > 1000) {
      fault(key, "must be a list of numbers");
      return result;
    }
    for (const Json& item : *value) {
      if (const auto one = number_of(item, key, min, max)) result.push_back(*one);
    }
    return result;
  }

  std::vector<std::string> words(const char* key, Names allowed) {
    std::vector<std::string> result;
    const Json* value = take(key, false);
    if (value == nullptr) return result;
    if (!value->is_array()) fault(key, "must be a list of words");
    for (const Json& item : *value) {
      const auto* one = item.get_ptr<const std::string*>();
      if (one == nullptr || (allowed.size() > 0 && std::ranges::find(allowed, *one) == allowed.end())) {
        fault(key, "holds something that is none of the words allowed here");
      } else {
        result.push_back(*one);
      }
    }
    std::ranges::sort(result);
    if (std::ranges::adjacent_find(result) != result.end()) fault(key, "holds a word twice");
    return result;
  }

  bool truth(const char* key) {
    const Json* value = take(key, true);
    if (value == nullptr) return false;
    if (!value->is_boolean()) fault(key, "must be true or false");
    return value->is_boolean() && value->get<bool>();
  }

  /// No where it is not there.
  bool truth_if(const char* key) { return json_.is_object() && json_.contains(key) && truth(key); }

  std::optional<Day> day(const char* key, bool required) {
    const std::string value = text(key, required);
    if (value.empty()) return std::nullopt;
    const Result<Day> parsed = parse_day(value);
    if (!parsed) fault(key, parsed.error().message);
    return parsed ? std::optional(*parsed) : std::nullopt;
  }

  std::optional<Rescreen> rescreen() {
    const Json* value = take("rescreen", false);
    if (value == nullptr) return std::nullopt;
    Rescreen result;
    if (*value == "none_of_these") {
      result.none_of_these = true;
      return result;
    }
    if (!value->is_object()) {
      fault("rescreen", "must be 'none_of_these' or an object of answers");
      return std::nullopt;
    }
    for (const auto& [question, reply] : value->items()) {
      const auto* answer = reply.get_ptr<const std::string*>();
      const auto known = answer == nullptr ? std::nullopt : from_word(reply_words, *answer);
      if (!known || !is_id(question)) fault("rescreen", "holds an answer other than yes, no, unsure");
      if (known) result.replies[question] = *known;
    }
    return result;
  }

  /// To be called last: refuses keys that nobody asked for.
  void finish() const {
    if (!json_.is_object()) return;
    for (const auto& [key, value] : json_.items()) {
      if (!taken_.contains(key)) fault(quote_for_message(key), "is not known here");
    }
  }

  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] std::vector<std::string>& faults() const { return faults_; }

 private:
  const Json& json_;
  std::string where_;
  std::vector<std::string>& faults_;
  std::set<std::string, std::less<>> taken_;
};

/// One entry; what is wrong with it is added to `faults`.
[[nodiscard]] Entry read_entry(const Json& json, std::size_t index, std::vector<std::string>& faults);

}  // namespace hamstring::rehab
