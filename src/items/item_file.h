// One TOML file of data/ as a checked tree, every part of which knows its line.
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"

namespace hamstring::rehab {

/// Longest item file that is read [bytes].
inline constexpr std::size_t item_size_max = std::size_t{4} << 20;

struct ItemFile {
  std::string file;                  ///< for messages: "exercises/nordic.toml"
  std::string kind, id;              ///< as the file says; empty where it does not
  nlohmann::json root;               ///< an object
  std::map<std::string, int> lines;  ///< JSON pointer → line

  /// Line of the part, or of the nearest part around it.
  [[nodiscard]] int line_of(std::string pointer) const;
};

/// Errors: not TOML, not finite numbers, dates (nothing in data/ is one), too long. All carry file and line.
[[nodiscard]] Result<ItemFile> parse_item_file(std::string_view text, std::string_view file);

/// A part of an item, for reading it into a struct: `Part(item)["phase"]` … Fields that are missing give the
/// default; the schema has already said which must be there. Never throws: a field of another type is the
/// default, too.
class Part {
 public:
  Part(const ItemFile& item, Diagnostics& out) : item_(&item), value_(&item.root), out_(&out) {}

  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] std::string text(std::string_view key, std::string_view otherwise = {}) const;
  [[nodiscard]] double number(std::string_view key, double otherwise = 0.0) const;
  [[nodiscard]] int integer(std::string_view key, int otherwise = 0) const;
  [[nodiscard]] bool truth(std::string_view key, bool otherwise = false) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  [[nodiscard]] std::vector<double> numbers(std::string_view key) const;
  [[nodiscard]] std::optional<double> number_if(std::string_view key) const;
  [[nodiscard]] std::optional<int> integer_if(std::string_view key) const;
  /// The part under the key; an empty part where there is none.
  [[nodiscard]] Part operator[](std::string_view key) const;
  /// The part a JSON pointer leads to from here; an empty part where it leads nowhere.
  [[nodiscard]] Part at(const std::string& pointer) const;
  /// The entries of a list of tables; none where there is none.
  [[nodiscard]] std::vector<Part> each(std::string_view key) const;
  /// Adds an error about the field to the diagnostics, with the file, line and readable name of the field.
  void fault(std::string_view key, std::string message) const;

 private:
  Part(const Part& parent, const nlohmann::json& value, std::string pointer)
      : item_(parent.item_), value_(&value), pointer_(std::move(pointer)), out_(parent.out_) {}
  [[nodiscard]] const nlohmann::json* find(std::string_view key) const;

  const ItemFile* item_;
  const nlohmann::json* value_;
  std::string pointer_;
  Diagnostics* out_;
};

/// "/phase/0/exit/2" → "phase.settle.exit.day_two": steps into lists are named by the id that stands there.
[[nodiscard]] std::string readable_path(const nlohmann::json& root, std::string_view pointer);

}  // namespace hamstring::rehab
