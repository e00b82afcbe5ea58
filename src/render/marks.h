// Small signs that tell sides and muscles apart without color.
#pragma once

#include "core/anatomy.h"
#include "render/html.h"

namespace hamstring::render {

/// ◀ hollow for left, ▶ filled for right, as a small drawing that screen readers skip.
[[nodiscard]] Html side_mark(Side side);

/// A short stroke in the muscle's color and line style.
[[nodiscard]] Html muscle_swatch(Hamstring muscle);

/// "outer hamstring" with its term below: "biceps femoris long head, BFlh".
[[nodiscard]] Html muscle_name(Hamstring muscle, bool is_lumped = false);

}  // namespace hamstring::render
