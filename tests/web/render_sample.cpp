// render_sample FOLDER: run.html, forces.html, swing_forces.html, one_stride.html, bend.html, nothing.html,
// hostile.html from made-up values.
#include <cstdio>
#include <filesystem>

#include "core/file.h"
#include "render/report_html.h"
#include "tests/support/sample_report.h"

namespace {

using namespace hamstring;

report::MotionReport with_forces(bool swing_only) {
  report::MotionReport report = testing::sample_run({.strides = 13});
  report.forces = testing::sample_forces(swing_only);
  return report;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: render_sample FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const std::pair<const char*, report::MotionReport> pages[] = {
      {"run.html", testing::sample_run({.strides = 13})},
      {"forces.html", with_forces(false)},
      {"swing_forces.html", with_forces(true)},
      {"one_stride.html", testing::sample_run({.strides = 1})},
      {"bend.html", testing::sample_bend()},
      {"nothing.html", testing::sample_nothing()},
      {"hostile.html", testing::sample_hostile()}};
  for (const auto& [name, report] : pages) {
    if (const Result<void> written = write_file(folder / name, render::report_html(report)); !written) {
      std::fprintf(stderr, "%s\n", written.error().text().c_str());
      return 1;
    }
  }
  return 0;
}
