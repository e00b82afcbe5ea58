// The .osim reader, compile() and the equilibrium of every muscle on any bytes: a model, or an error with a
// message; a force, or a state that says it is none; never a crash or a hang.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/osim/osim_reader.h"
#include "model/compile.h"
#include "muscle/equilibrium.h"

namespace {

void solve_muscles(const hamstring::model::Model& model) {
  using namespace hamstring::muscle;
  constexpr std::size_t muscles_max = 4;  // the rest is alike
  for (std::size_t m = 0; m < std::min(model.muscles.size(), muscles_max); ++m) {
    const auto mechanics = make_mechanics(model.muscles[m]);
    if (!mechanics) {
      if (mechanics.error().message.empty()) std::abort();
      continue;
    }
    for (const double stretch : {0.5, 1.0, 1.4}) {
      const FiberInput input{
          .length_m = mechanics->slack_length_m * 1.02 + stretch * mechanics->optimal_length_m,
          .lengthening_speed_m_per_s = (stretch - 0.9) * mechanics->max_speed_m_per_s,
          .activation = 0.5};
      for (const FiberState& state :
           {solve_equilibrium(*mechanics, input), solve_equilibrium_as_opensim(*mechanics, input)}) {
        if (is_result(state.status) && !std::isfinite(state.tendon_force_n)) std::abort();
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  hamstring::Diagnostics diagnostics;
  const hamstring::OsimOptions options{.round_like_opensim_upgrade = size % 2 == 1};
  const auto read = hamstring::parse_osim(content, "fuzz.osim", options, diagnostics);
  if (!read) {
    if (read.error().message.empty()) std::abort();  // a refusal without a reason
    return 0;
  }
  const auto compiled = hamstring::model::compile(*read, diagnostics);
  if (!compiled && compiled.error().message.empty()) std::abort();
  if (compiled) solve_muscles(*compiled);
  return 0;
}
