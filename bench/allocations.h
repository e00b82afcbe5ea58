// Counts calls of operator new in this program.
#pragma once

#include <cstddef>

namespace hamstring::bench {

[[nodiscard]] std::size_t allocation_count();

}  // namespace hamstring::bench
