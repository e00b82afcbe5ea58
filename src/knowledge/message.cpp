#include "knowledge/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "core/try.h"

namespace hamstring::rehab {
namespace {

constexpr int nesting_max = 8;

bool is_message_id(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  };
  return !text.empty() && text.find('.') != std::string_view::npos && text.front() != '.' &&
         text.back() != '.' && std::ranges::all_of(text, allowed);
}

/// Decimal sign of the language; as many digits as the number has.
std::string number_text(double value, const Catalog& catalog) {
  std::string text = shortest_number(value);
  if (catalog.language == "de") std::ranges::replace(text, '.', ',');
  return text;
}

std::optional<double> as_number(const Argument& argument) {
  if (const auto* whole = std::get_if<long long>(&argument)) return static_cast<double>(*whole);
  if (const auto* number = std::get_if<double>(&argument)) return *number;
  if (const auto* quantity = std::get_if<ValueWithUnit>(&argument)) return quantity->value;
  return std::nullopt;
}

class Renderer {
 public:
  Renderer(const Catalog& catalog, const Message& message) : catalog_(catalog), message_(message) {}

  Result<std::string> render(std::string_view id, int depth) const {
    const auto text = catalog_.text.find(id);
    if (text == catalog_.text.end() || depth > nesting_max) {
      return failure({.message = fmt::format("no text '{}' in '{}'", id, catalog_.language),
                      .element = std::string(id)});
    }
    std::string result;
    std::string_view rest = text->second;
    for (;;) {
      const std::size_t open = rest.find('{');
      result += rest.substr(0, open);
      if (open == std::string_view::npos) return result;
      const std::size_t close = rest.find('}', open);
      if (close == std::string_view::npos)
        return failure(fmt::format("'{}' in '{}' has an open brace", id, catalog_.language));
      HAMSTRING_TRY(filled, fill(rest.substr(open + 1, close - open - 1), id, depth));
      result += filled;
      rest.remove_prefix(close + 1);
    }
  }

 private:
  Result<std::string> fill(std::string_view slot, std::string_view id, int depth) const {
    const std::size_t hash = slot.find('#');
    const std::string name(slot.substr(0, hash));
    const auto argument = message_.arguments.find(name);
    if (argument == message_.arguments.end()) {
      return failure({.message = fmt::format("text '{}' needs the argument '{}'", id, name),
                      .element = std::string(id)});
    }
    if (hash == std::string_view::npos) return value(argument->second, depth);
    const std::string_view forms = slot.substr(hash + 1);
    const std::size_t bar = forms.find('|');
    const std::optional<double> number = as_number(argument->second);
    if (bar == std::string_view::npos || !number) {
      return failure(fmt::format("text '{}' chooses a word by '{}', which is no number", id, name));
    }
    return std::string(std::abs(*number) == 1.0 ? forms.substr(0, bar) : forms.substr(bar + 1));
  }

  Result<std::string> value(const Argument& argument, int depth) const {
    if (const auto* whole = std::get_if<long long>(&argument)) return fmt::format("{}", *whole);
    if (const auto* number = std::get_if<double>(&argument)) return number_text(*number, catalog_);
    if (const auto* day = std::get_if<Day>(&argument)) return day_in_words(*day, depth);
    if (const auto* quantity = std::get_if<ValueWithUnit>(&argument)) {
      const std::string number = number_text(quantity->value, catalog_);
      return quantity->unit.empty() ? number : number + " " + quantity->unit;
    }
    const auto& text = std::get<std::string>(argument);
    return is_message_id(text) ? render(text, depth + 1) : Result<std::string>(text);
  }

  /// As people write it in this language; a day for machines is no text.
  Result<std::string> day_in_words(Day day, int depth) const {
    const std::chrono::year_month_day date(day);
    const Message words{
        .id = "date.day",
        .arguments = {{"day", static_cast<long long>(static_cast<unsigned>(date.day()))},
                      {"month", fmt::format("date.month_{}", static_cast<unsigned>(date.month()))},
                      {"year", static_cast<long long>(static_cast<int>(date.year()))}}};
    return Renderer(catalog_, words).render(words.id, depth + 1);
  }

  const Catalog& catalog_;
  const Message& message_;
};

}  // namespace

Result<std::string> render(const Catalog& catalog, const Message& message) {
  return Renderer(catalog, message).render(message.id, 0);
}

}  // namespace hamstring::rehab
