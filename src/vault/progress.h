// Where long work is, for a bar.
#pragma once

#include <functional>
#include <string_view>

namespace hamstring::service {

/// What it does now, and how much of all is done, from 0 to 1.
using Progress = std::function<void(std::string_view stage, double done)>;

}  // namespace hamstring::service
