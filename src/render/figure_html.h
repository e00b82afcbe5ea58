// Numbers that open: a button with a dotted underline and the panel it opens. Works by keyboard and without a
// script (the browser's own popovers).
#pragma once

#include <vector>

#include "render/html.h"
#include "report/figures.h"
#include "report/sentence.h"

namespace hamstring::render {

/// The number as a button that opens the figure; plain text where `figure` is not among `figures`.
[[nodiscard]] Html opening_number(const std::string& shown, const std::string& figure,
                                  const std::vector<report::Figure>& figures);

/// A sentence whose figures open.
[[nodiscard]] Html sentence_html(const report::Sentence& sentence,
                                 const std::vector<report::Figure>& figures);

/// The panel of one figure: number with band, how it was made, how far to trust it, source, version.
[[nodiscard]] Html figure_panel(const report::Figure& figure);

}  // namespace hamstring::render
