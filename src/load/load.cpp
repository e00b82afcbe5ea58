#include "load/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <tuple>

namespace hamstring::load {
namespace {

bool is_digest(std::string_view text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

auto key_of(const Amount& amount) {
  return std::tuple(amount.side, amount.muscle, amount.quantity);
}

std::string name_of(const Amount& amount) {
  return fmt::format("{} {} {}", side_name(amount.side), hamstring_code(amount.muscle),
                     to_word(quantity_words, amount.quantity));
}

}  // namespace

Result<void> check_load(const Load& load) {
  if (!is_digest(load.source.recording_sha256) || !is_digest(load.source.model_sha256))
    return failure("a load names its recording and its model by SHA-256, 64 hexadecimal digits each");
  if (load.source.engine.empty() || load.source.engine.size() > 64)
    return failure("a load names the version of the program that computed it");
  if (load.source.mode != "physics" && load.source.mode != "opensim")
    return failure("the mode of a load is 'physics' or 'opensim'");
  for (std::size_t i = 0; i < load.amounts.size(); ++i) {
    const Amount& amount = load.amounts[i];
    const auto [low, high] = amount.interval;
    const bool unknown = std::isnan(low) && std::isnan(high);
    if (!unknown && !(std::isfinite(low) && std::isfinite(high) && low <= high))
      return failure(fmt::format("the interval of {} must have two ends in order, or none", name_of(amount)));
    if (i > 0 && !(key_of(load.amounts[i - 1]) < key_of(amount)))
      return failure(fmt::format("{} stands twice or out of order", name_of(amount)));
  }
  return {};
}

void sort_amounts(Load& load) {
  std::ranges::stable_sort(load.amounts, {}, key_of);
}

}  // namespace hamstring::load
