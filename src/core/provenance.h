// Where a result came from: which files, which program, which mode.
#pragma once

#include <string>
#include <vector>

namespace hamstring {

/// One input file as it was when it was read.
struct InputFile {
  std::string role;    ///< "motion", "model", "setup" …
  std::string name;    ///< file name without its folder: results travel, home folders should not
  std::string sha256;  ///< 64 hexadecimal digits of the bytes that were read
};

/// Whose conventions a number follows; every output names it.
enum class Compatibility {
  physics,  ///< correct physics, deviations of OpenSim mended
  opensim,  ///< OpenSim's own numbers, its deviations included (docs/compatibility.md)
};

[[nodiscard]] inline const char* compatibility_name(Compatibility mode) {
  return mode == Compatibility::physics ? "physics" : "opensim";
}

struct Provenance {
  std::string program_version;  ///< of this program
  Compatibility mode = Compatibility::physics;
  std::vector<InputFile> inputs;
};

}  // namespace hamstring
