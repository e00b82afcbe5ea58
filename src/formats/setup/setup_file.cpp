#include "formats/setup/setup_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace hamstring::setup {

std::filesystem::path resolve(const std::filesystem::path& setup, std::string written) {
  if (written.empty() || to_lower(written) == "unassigned") return {};
  std::ranges::replace(written, '\\', '/');
  const std::filesystem::path path(written);
  return path.is_absolute() ? path : (setup.parent_path() / path).lexically_normal();
}

void note_unused(osim::Properties& properties, const pugi::xml_node& tool) {
  std::string unused;
  for (const pugi::xml_node& child : xml_elements(tool)) {
    const std::string_view tag = child.name();
    if (properties.is_marked(child) || tag == "defaults" || !child.first_child()) continue;
    const pugi::xml_node objects = child.child("objects");
    if (tag.ends_with("Set") && !objects.first_child()) continue;
    unused += fmt::format("{}{}", unused.empty() ? "" : ", ", quote_for_message(tag));
  }
  if (!unused.empty()) properties.note(fmt::format("not used from the setup: {}", unused));
}

}  // namespace hamstring::setup
