// The readers of tool setups on any bytes: a setup, or an error with a message; never a crash or a hang.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/setup/analyze_setup.h"
#include "formats/setup/inverse_dynamics_setup.h"
#include "formats/setup/inverse_kinematics_setup.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  hamstring::Diagnostics diagnostics;
  const auto setup = hamstring::parse_analyze_setup(content, "fuzz/setup.xml", diagnostics);
  if (!setup && setup.error().message.empty()) std::abort();  // a refusal without a reason
  (void)hamstring::tool_of(content);
  const auto dynamics = hamstring::parse_inverse_dynamics_setup(content, "fuzz/setup.xml", diagnostics);
  if (!dynamics && dynamics.error().message.empty()) std::abort();
  const auto kinematics = hamstring::parse_inverse_kinematics_setup(content, "fuzz/setup.xml", diagnostics);
  if (!kinematics && kinematics.error().message.empty()) std::abort();
  return 0;
}
