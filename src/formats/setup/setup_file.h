// What the readers of all tool setups share.
#pragma once

#include <filesystem>
#include <string>

#include "core/result.h"
#include "formats/osim/osim_document.h"
#include "formats/osim/osim_properties.h"

namespace hamstring::setup {

/// A file name as setups write it (also with backslashes), from the folder of the setup; "" and "Unassigned"
/// stay empty.
[[nodiscard]] std::filesystem::path resolve(const std::filesystem::path& setup, std::string written);

/// A note that lists what nobody looked at.
void note_unused(osim::Properties& properties, const pugi::xml_node& tool);

}  // namespace hamstring::setup
