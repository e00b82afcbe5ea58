#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include <toml++/toml.h>

#include "core/file.h"
#include "core/text.h"
#include "core/text_shape.h"
#include "core/try.h"
#include "core/units.h"
#include "movement/movement.h"

namespace hamstring::movement {
namespace {

constexpr std::size_t harmonics_max = 50;
constexpr std::size_t curves_max = 100;         // four times what the built-in model has coordinates
constexpr std::size_t unknown_keys_named = 20;  // of one table
constexpr std::size_t file_bytes_max = 1 << 20;
constexpr double symmetry_tolerance = 1e-12;

/// Reads the keys of one table, keeps the first error and remembers which keys were known.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string element, std::string file)
      : table_(table), element_(std::move(element)), file_(std::move(file)) {}

  std::string text(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    const auto value = node->value_exact<std::string>();
    if (!value || trim(*value).empty()) fail(key, "must be a text that is not empty");
    return value.value_or("");
  }

  /// False where the key is not there.
  bool truth_if(std::string_view key) {
    if (!table_.contains(key)) return false;
    const auto value = find(key)->value_exact<bool>();
    if (!value) fail(key, "must be true or false");
    return value.value_or(false);
  }

  /// 0 where the key is not there.
  int whole_if(std::string_view key, int low, int high) {
    if (!table_.contains(key)) return 0;
    const double value = number(key, low, high);
    if (value != std::floor(value)) fail(key, "must be a whole number");
    return static_cast<int>(value);
  }

  double number(std::string_view key, double low, double high) {
    const toml::node* node = find(key);
    if (node == nullptr) return 0.0;
    const std::optional<double> value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value || !(*value >= low && *value <= high)) {
      fail(key, fmt::format("must be a number between {} and {}", low, high));
    }
    return value.value_or(0.0);
  }

  std::vector<double> numbers(std::string_view key) {
    std::vector<double> values;
    const toml::node* node = find(key);
    if (node == nullptr) return values;
    const toml::array* array = node->as_array();
    if (array == nullptr || array->size() > harmonics_max) {
      fail(key, fmt::format("must be a list of at most {} numbers", harmonics_max));
      return values;
    }
    for (const toml::node& entry : *array) {
      const std::optional<double> value = entry.is_number() ? entry.value<double>() : std::nullopt;
      if (!value || !std::isfinite(*value)) fail(key, "must hold finite numbers only");
      values.push_back(value.value_or(0.0));
    }
    return values;
  }

  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> values;
    const toml::node* node = find(key);
    if (node == nullptr) return values;
    const toml::array* array = node->as_array();
    if (array == nullptr || array->empty()) {
      fail(key, "must be a list of texts");
      return values;
    }
    for (const toml::node& entry : *array) {
      const auto value = entry.value_exact<std::string>();
      if (!value) fail(key, "must hold texts only");
      values.push_back(value.value_or(""));
    }
    return values;
  }

  const toml::array* tables(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return nullptr;
    const toml::array* array = node->as_array();
    if (array == nullptr || !array->is_array_of_tables()) {
      fail(key, "must be written as [[…]] tables");
      return nullptr;
    }
    return array;
  }

  void fail(std::string_view key, const std::string& what) {
    if (error_) return;
    const toml::node* node = table_.get(key);
    error_ = Error{.message = fmt::format("'{}' {}", key, what),
                   .file = file_,
                   .line = static_cast<int>((node != nullptr ? node->source() : table_.source()).begin.line),
                   .element = element_,
                   .advice = "docs/movement.md describes the file."};
  }

  void warn_of_unknown_keys(Diagnostics& diagnostics) const {
    std::size_t unknown = 0;
    for (const auto& [key, node] : table_) {
      if (known_.contains(std::string(key.str())) || ++unknown > unknown_keys_named) continue;
      diagnostics.warn(fmt::format("unknown key '{}' is ignored", quote_for_message(key.str())), element_,
                       static_cast<int>(node.source().begin.line));
    }
    if (unknown > unknown_keys_named)
      diagnostics.warn(fmt::format("{} more unknown keys are ignored", unknown - unknown_keys_named),
                       element_);
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  const toml::node* find(std::string_view key) {
    known_.emplace(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) fail(key, "is missing");
    return node;
  }

  const toml::table& table_;
  std::string element_;
  std::string file_;
  std::set<std::string> known_;
  std::optional<Error> error_;
};

std::optional<Symmetry> symmetry_named(std::string_view name) {
  if (name == "legs") return Symmetry::legs;
  if (name == "same_each_step") return Symmetry::same_each_step;
  if (name == "mirrored_each_step") return Symmetry::mirrored_each_step;
  if (name == "none") return Symmetry::none;
  return std::nullopt;
}

bool all_zero(const FourierSeries& series, std::size_t first_order) {
  for (std::size_t k = first_order - 1; k < series.cos.size(); k += 2) {
    if (std::abs(series.cos[k]) > symmetry_tolerance || std::abs(series.sin[k]) > symmetry_tolerance)
      return false;
  }
  return true;
}

/// What repeats every half cycle has even orders only; what changes its sign has odd ones only and no mean.
bool keeps_its_symmetry(const Curve& curve) {
  if (curve.symmetry == Symmetry::same_each_step) return all_zero(curve.series, 1);
  if (curve.symmetry == Symmetry::mirrored_each_step) {
    return std::abs(curve.series.mean) <= symmetry_tolerance && all_zero(curve.series, 2);
  }
  return true;
}

void scale(FourierSeries& series, double factor) {
  series.mean *= factor;
  for (double& value : series.cos) value *= factor;
  for (double& value : series.sin) value *= factor;
}

Result<Curve> read_curve(const toml::table& table, const std::string& element, const std::string& file,
                         Diagnostics& diagnostics) {
  TableReader reader(table, element, file);
  Curve curve;
  curve.coordinate = reader.text("coordinate");
  const std::optional<Symmetry> symmetry = symmetry_named(reader.text("symmetry"));
  if (!symmetry) reader.fail("symmetry", "must be legs, same_each_step, mirrored_each_step or none");
  const std::string unit = reader.text("unit");
  if (unit != "deg" && unit != "m") reader.fail("unit", "must be \"deg\" or \"m\"");
  curve.series = {.mean = reader.number("mean", -1000.0, 1000.0),
                  .cos = reader.numbers("cos"),
                  .sin = reader.numbers("sin")};
  if (curve.series.cos.size() != curve.series.sin.size())
    reader.fail("sin", "must have as many numbers as 'cos'");
  if (reader.error()) return failure(*reader.error());
  curve.symmetry = *symmetry;
  if (!keeps_its_symmetry(curve))
    reader.fail("symmetry", "does not hold: the series has terms that break it");
  if (reader.error()) return failure(*reader.error());
  if (unit == "deg") scale(curve.series, rad_per_deg);
  reader.warn_of_unknown_keys(diagnostics);
  return curve;
}

Result<void> read_curves(const toml::array& tables, const std::string& file, Movement& movement,
                         Diagnostics& diagnostics) {
  if (tables.size() > curves_max) {
    return failure({.message = fmt::format("has {} curves; at most {} are read", tables.size(), curves_max),
                    .file = file,
                    .advice = "docs/movement.md describes the file."});
  }
  for (const toml::node& node : tables) {
    const std::string element = fmt::format("curve {}", movement.curves.size() + 1);
    HAMSTRING_TRY(curve, read_curve(*node.as_table(), element, file, diagnostics));
    const auto same_name = [&](const Curve& other) { return other.coordinate == curve.coordinate; };
    if (std::ranges::any_of(movement.curves, same_name)) {
      return failure(
          {.message = fmt::format("coordinate '{}' is described twice", quote_for_message(curve.coordinate)),
           .file = file,
           .line = static_cast<int>(node.source().begin.line),
           .element = element});
    }
    movement.curves.push_back(std::move(curve));
  }
  return {};
}

Result<Movement> read_movement(const toml::table& table, const std::string& file, Diagnostics& diagnostics) {
  TableReader reader(table, "", file);
  if (reader.text("kind") != "movement") reader.fail("kind", "must be \"movement\"");
  reader.number("schema_version", 1, 1);
  Movement movement;
  movement.id = reader.text("id");
  movement.name = reader.text("name");
  movement.description = reader.text("description");
  reader.text("origin");
  movement.sources = reader.texts("sources");
  movement.place = reader.whole_if("place", 1, 999);
  movement.demonstration = reader.truth_if("demonstration");
  movement.cycle_time_s = reader.number("cycle_time_s", 0.05, 60.0);
  movement.speed_m_per_s = reader.number("speed_m_per_s", 0.0, 15.0);
  movement.contact_fraction = reader.number("contact_fraction", 0.0, 1.0);
  movement.left_lag_cycles = reader.number("left_lag_cycles", 0.0, 1.0);
  const toml::array* curves = reader.tables("curve");
  if (reader.error()) return failure(*reader.error());
  reader.warn_of_unknown_keys(diagnostics);
  HAMSTRING_TRY_DO(read_curves(*curves, file, movement, diagnostics));
  const auto advances = [](const Curve& curve) { return curve.coordinate == "pelvis_tx"; };
  if (movement.speed_m_per_s > 0.0 && std::ranges::none_of(movement.curves, advances)) {
    reader.fail("speed_m_per_s", "needs a curve of pelvis_tx to be added to");
    return failure(*reader.error());
  }
  return movement;
}

}  // namespace

Result<Movement> parse_movement(std::string_view content, const std::string& file_name,
                                Diagnostics& diagnostics) {
  diagnostics.set_file(file_name);
  const TomlLimits limits{.depth = 8, .dots = 8, .bytes = file_bytes_max, .keys = 100'000};
  if (const auto bounded = check_toml_shape(content, file_name, limits); !bounded) {
    Error error = bounded.error();
    error.advice = "docs/movement.md describes the file.";
    return failure(std::move(error));
  }
  try {
    const toml::parse_result parsed = toml::parse(content, file_name);
    return read_movement(parsed, file_name, diagnostics);
  } catch (const toml::parse_error& error) {  // Debian's library is built to throw
    return failure({.message = fmt::format("not a TOML file: {}", error.description()),
                    .file = file_name,
                    .line = static_cast<int>(error.source().begin.line)});
  }
}

Result<Movement> load_movement(const std::filesystem::path& path, Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, read_file(path, file_bytes_max));
  return parse_movement(content, path.filename().string(), diagnostics);
}

}  // namespace hamstring::movement
