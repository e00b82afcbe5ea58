#include "formats/storage/storage_labels.h"

#include <array>
#include <optional>
#include <utility>

namespace hamstring {
namespace {

constexpr std::array<std::pair<std::string_view, StorageColumnKind>, 6> state_names{{
    {"value", StorageColumnKind::value},
    {"speed", StorageColumnKind::speed},
    {"acceleration", StorageColumnKind::acceleration},
    {"activation", StorageColumnKind::activation},
    {"fiber_length", StorageColumnKind::fiber_length},
    {"normalized_tendon_force", StorageColumnKind::normalized_force},
}};

std::optional<StorageColumnKind> kind_of_state(std::string_view state) {
  for (const auto& [name, kind] : state_names) {
    if (name == state) return kind;
  }
  return std::nullopt;
}

}  // namespace

StorageColumnName coordinate_name_of(std::string_view label) {
  const std::size_t slash = label.rfind('/');
  if (slash != std::string_view::npos) {
    const std::string_view owner = label.substr(0, slash);
    const std::size_t before = owner.rfind('/');
    const std::string_view name = before == std::string_view::npos ? owner : owner.substr(before + 1);
    const std::string_view path =
        before == std::string_view::npos ? std::string_view{} : owner.substr(0, before);
    const std::optional<StorageColumnKind> kind = kind_of_state(label.substr(slash + 1));
    return {std::string(name), std::string(path), kind.value_or(StorageColumnKind::other)};
  }
  const std::size_t dot = label.rfind('.');
  if (dot != std::string_view::npos && dot > 0) {
    // Marker names hold dots too ("R.ASIS"): only a known state after the dot makes it one.
    if (const auto kind = kind_of_state(label.substr(dot + 1)))
      return {std::string(label.substr(0, dot)), {}, *kind};
  }
  if (label.size() > 2 && label.ends_with("_u")) {
    return {std::string(label.substr(0, label.size() - 2)), {}, StorageColumnKind::speed};
  }
  return {std::string(label), {}, StorageColumnKind::value};
}

}  // namespace hamstring
