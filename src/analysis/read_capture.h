// Markers of a capture as a person stands in them: upright, in meters, of one person, both sides where they
// belong. What does not fit a person is said.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "record/capture.h"
#include "record/capture_axes.h"

namespace hamstring::analysis {

struct CaptureReading {
  std::optional<LaboratoryAxis> up{};    ///< given by hand; empty: found (in a .trc y where nothing tells)
  std::optional<std::string> subject{};  ///< whose markers, where several people are in the file
};

struct UprightCapture {
  Capture capture;                   ///< y upwards; of a .trc file only the markers
  std::vector<std::string> choices;  ///< in words: which way is up and why, the unit, the person
  InputFile file;                    ///< role "capture"
};

/// Reads a .c3d or a .trc file. A size that no person has, but has in another unit of length (mm, cm, dm,
/// inch called meters and the other way round), is mended with a warning. Of two people's markers those of
/// the one with more of them are used, with a warning. Errors: those of the readers; no marker; a subject
/// that is not there.
[[nodiscard]] Result<UprightCapture> read_upright(const std::filesystem::path& path,
                                                  const CaptureReading& reading, Diagnostics& diagnostics);

}  // namespace hamstring::analysis
