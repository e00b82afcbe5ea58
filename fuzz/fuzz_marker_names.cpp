// Lists of marker names: every line has two names, no marker stands there twice, and what a name or words
// mean reads back as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "personalize/assign_markers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT(*-reinterpret-cast)
  const auto lines = hamstring::personalize::parse_marker_names(text, "fuzz.txt");
  if (!lines) {
    if (lines.error().line < 1) std::abort();
    return 0;
  }
  std::set<std::string> taken;
  for (const auto& line : *lines) {
    if (line.theirs.empty() || line.ours.empty() || !taken.insert(line.theirs).second) std::abort();
    const auto meant = hamstring::meaning_of_words(line.ours);
    if (meant && hamstring::meaning_of_words(hamstring::words_of(*meant)) != meant) std::abort();
    (void)hamstring::meaning_of_marker(line.theirs);
  }
  return 0;
}
