// Words are data: the engine returns a message id with arguments, data/messages/ holds the sentences.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "core/day.h"
#include "core/result.h"

namespace hamstring::rehab {

/// A quantity in the unit its definition in data/ names; converted for people only at the edge.
struct ValueWithUnit {
  double value = 0.0;
  std::string unit;
};
/// std::string stands for another message id, which is translated in turn, when it holds a dot; else for a
/// word.
using Argument = std::variant<long long, double, std::string, ValueWithUnit, Day>;

struct Message {
  std::string id;                             ///< for example "verdict.urgent"
  std::map<std::string, Argument> arguments;  ///< sorted by name: equal messages are equal bytes
};

/// One language; key → text.
struct Catalog {
  std::string language;
  std::map<std::string, std::string, std::less<>> text;
};

/// Fills the text; an unknown id or a missing argument is an error, never an empty sentence.
[[nodiscard]] Result<std::string> render(const Catalog& catalog, const Message& message);

}  // namespace hamstring::rehab
