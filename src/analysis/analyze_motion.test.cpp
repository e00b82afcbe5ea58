#include "analysis/analyze_motion.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/load_of_motion.h"
#include "analysis/write_motion.h"
#include "core/file.h"
#include "core/text.h"
#include "formats/storage/storage_reader.h"
#include "formats/storage/storage_writer.h"
#include "report/strides_table.h"
#include "report/summary_text.h"
#include "tests/support/analyzes_motions.h"
#include "tests/support/model_text.h"

namespace hamstring::analysis {
namespace {

class AnalyzeMotion : public AnalyzesMotions {
 protected:
  /// Both knees bend and hips flex together, once: a squat, no gait.
  std::filesystem::path squat() const {
    return bends(
        "squat",
        {{"hip_flexion_r", 80.0}, {"hip_flexion_l", 80.0}, {"knee_angle_r", 80.0}, {"knee_angle_l", 80.0}});
  }
};

TEST_F(AnalyzeMotion, of_a_squat_says_why_there_are_no_strides_and_still_gives_stretch_against_time) {
  const auto analysis = analyze({.motion = squat()});
  ASSERT_TRUE(analysis) << analysis.error().text();
  EXPECT_EQ(analysis->report.gait, GaitKind::none);
  EXPECT_FALSE(analysis->report.no_strides_reason.empty());
  ASSERT_EQ(analysis->report.sides.size(), 2U);
  const report::MuscleResult* bflh =
      report::find_muscle(analysis->report.sides[0], Hamstring::biceps_femoris_long_head);
  ASSERT_NE(bflh, nullptr);
  EXPECT_TRUE(bflh->strides.empty());
  EXPECT_TRUE(std::isfinite(bflh->recording.peak_stretch.value));
  EXPECT_TRUE(analysis->report.sides[0].pose.has_value());
}

TEST_F(AnalyzeMotion, keeps_to_the_time_range_asked_for) {
  const auto analysis = analyze({.motion = squat(), .from_s = 0.5, .to_s = 1.0});
  ASSERT_TRUE(analysis);
  EXPECT_NEAR(analysis->report.time_s.front(), 0.5, 1e-9);
  EXPECT_NEAR(analysis->report.time_s.back(), 1.0, 1e-9);
  EXPECT_EQ(analysis->report.time_s.size(), 26U);
}

TEST_F(AnalyzeMotion,
       a_time_range_keeps_the_strides_that_lie_within_it_where_they_are_in_the_whole_recording) {
  const auto whole = analyze({.motion = data_folder / "movements" / "run.toml"});
  ASSERT_TRUE(whole);
  const std::vector<Stride>& strides = report::find_side(whole->report, Side::right)->strides.complete;
  ASSERT_EQ(strides.size(), 3U);
  const auto part = analyze({.motion = data_folder / "movements" / "run.toml",
                             .from_s = strides[1].start_s - 0.01,
                             .to_s = strides[1].end_s + 0.01});
  ASSERT_TRUE(part);
  const std::vector<Stride>& kept = report::find_side(part->report, Side::right)->strides.complete;
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].start_s, strides[1].start_s);
  EXPECT_EQ(kept[0].toe_off_s, strides[1].toe_off_s);
}

TEST_F(AnalyzeMotion, refuses_a_time_range_without_frames_and_names_the_file) {
  const auto analysis = analyze({.motion = squat(), .from_s = 50.0});
  ASSERT_FALSE(analysis);
  EXPECT_NE(analysis.error().file.find("squat.mot"), std::string::npos);
  EXPECT_NE(analysis.error().advice.find("--from"), std::string::npos);
}

TEST_F(AnalyzeMotion, refuses_a_time_range_that_is_none_and_says_which_end_of_it) {
  const auto said = [&](std::optional<double> from, std::optional<double> to) {
    const auto analysis = analyze({.motion = squat(), .from_s = from, .to_s = to});
    return analysis ? std::string("taken") : analysis.error().text();
  };
  EXPECT_NE(said(-5.0, {}).find("--from -5 s lies before the recording begins"), std::string::npos);
  EXPECT_NE(said({}, 100.0).find("--to 100 s lies after the recording ends"), std::string::npos);
  EXPECT_NE(said(50.0, {}).find("--from 50 s lies after"), std::string::npos);
  EXPECT_NE(said({}, -1.0).find("--to -1 s lies before"), std::string::npos);
  EXPECT_NE(said(1.0, 0.5).find("--from 1 s is not before --to 0.5 s"), std::string::npos);
  EXPECT_NE(said(std::nan(""), {}).find("--from"), std::string::npos);
  EXPECT_EQ(said(0.5, 1.0), "taken");
}

TEST_F(AnalyzeMotion, refuses_times_that_no_recording_of_a_movement_has) {
  const auto said = [&](double step_s) {
    TimeSeries knee({0.0, step_s, 2 * step_s, 3 * step_s}, {"knee_angle_r"});
    for (std::size_t row = 0; row < 4; ++row) knee(row, 0) = 0.1 * static_cast<double>(row);
    EXPECT_TRUE(
        write_storage(folder_ / "knee.mot", knee, {.title = "knee", .in_degrees = false, .description = {}}));
    const auto analysis = analyze({.motion = folder_ / "knee.mot"});
    return analysis ? std::string("taken") : analysis.error().text();
  };
  EXPECT_NE(said(3600.0).find("frames a second are no recording"), std::string::npos) << said(3600.0);
  EXPECT_NE(said(1e-6).find("knee.mot"), std::string::npos);
  EXPECT_EQ(said(0.01), "taken");
}

TEST_F(AnalyzeMotion, names_a_missing_model_a_missing_motion_and_a_motion_of_something_else) {
  EXPECT_NE(analyze({.motion = squat(), .model = folder_ / "none.osim"}).error().file.find("none.osim"),
            std::string::npos);
  EXPECT_NE(analyze({.motion = folder_ / "none.mot"}).error().file.find("none.mot"), std::string::npos);
  TimeSeries forces({0.0, 0.1, 0.2}, {"ground_force_vy"});
  for (std::size_t row = 0; row < 3; ++row) forces(row, 0) = 700.0;
  ASSERT_TRUE(write_storage(folder_ / "grf.mot", forces,
                            {.title = "forces", .in_degrees = false, .description = {}}));
  const auto analysis = analyze({.motion = folder_ / "grf.mot"});
  ASSERT_FALSE(analysis);
  EXPECT_NE(analysis.error().message.find("coordinate"), std::string::npos);
}

TEST_F(AnalyzeMotion, records_where_everything_came_from_without_folders) {
  const auto analysis = analyze({.motion = squat(), .generated_on = "2026-01-02", .program_version = "9.9"});
  ASSERT_TRUE(analysis);
  ASSERT_EQ(analysis->report.provenance.inputs.size(), 2U);
  EXPECT_EQ(analysis->report.provenance.inputs[0].name, "squat.mot");
  EXPECT_EQ(analysis->report.provenance.inputs[0].sha256, sha256_hex(*read_file(squat())));
  EXPECT_EQ(analysis->report.provenance.program_version, "9.9");
  for (const Diagnostic& diagnostic : analysis->report.diagnostics.entries()) {
    EXPECT_EQ(diagnostic.text().find(folder_.path().string()), std::string::npos) << diagnostic.text();
  }
}

TEST_F(AnalyzeMotion, the_two_modes_agree_where_nothing_deviates_and_name_themselves) {
  const auto physics = analyze({.motion = squat(), .mode = Compatibility::physics});
  const auto opensim = analyze({.motion = squat(), .mode = Compatibility::opensim});
  ASSERT_TRUE(physics && opensim);
  EXPECT_EQ(opensim->report.provenance.mode, Compatibility::opensim);
  // The long head has no wrap: to rounding the same. Semitendinosus wraps: OpenSim's path is not quite the
  // shortest.
  const auto peak = [](const MotionAnalysis& a, Hamstring h) {
    return report::find_muscle(a.report.sides[1], h)->recording.peak_stretch.value;
  };
  EXPECT_NEAR(peak(*physics, Hamstring::biceps_femoris_long_head),
              peak(*opensim, Hamstring::biceps_femoris_long_head), 1e-12);
  EXPECT_NEAR(peak(*physics, Hamstring::semitendinosus), peak(*opensim, Hamstring::semitendinosus), 1e-3);
}

const report::SideResult& side_of(const MotionAnalysis& analysis, Side side) {
  return *report::find_side(analysis.report, side);
}

void expect_same_strides(const MotionAnalysis& a, const MotionAnalysis& b) {
  std::size_t compared = 0;
  for (const Side side : both_sides) {
    const std::vector<Stride>& left = side_of(a, side).strides.complete;
    const std::vector<Stride>& right = side_of(b, side).strides.complete;
    ASSERT_EQ(left.size(), right.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
      EXPECT_EQ(left[i].start_s, right[i].start_s);
      EXPECT_EQ(left[i].toe_off_s, right[i].toe_off_s);
      EXPECT_EQ(left[i].end_s, right[i].end_s);
      ++compared;
    }
  }
  EXPECT_GE(compared, 4U);
}

TEST_F(AnalyzeMotion, a_skeleton_without_muscles_keeps_its_strides_and_says_what_is_missing) {
  const std::filesystem::path run = data_folder / "movements" / "run.toml";
  const std::string model = read_file(data_folder / "models" / "lower_body.osim").value();
  const auto whole = analyze({.motion = run});
  auto bare = analyze({.motion = run, .model_content = testing::without_muscles(model)});
  ASSERT_TRUE(whole && bare) << bare.error().text();
  EXPECT_TRUE(bare->model.model.muscles.empty());
  EXPECT_EQ(bare->report.gait, GaitKind::running);
  EXPECT_EQ(bare->report.speed_m_per_s, whole->report.speed_m_per_s);
  expect_same_strides(*whole, *bare);
  for (const Side side : both_sides) {
    EXPECT_TRUE(side_of(*bare, side).muscles.empty());
    ASSERT_EQ(side_of(*bare, side).missing.size(), 4U);
    EXPECT_NE(side_of(*bare, side).missing[0].reason.find("no muscle"), std::string::npos);
    EXPECT_EQ(side_of(*bare, side).knee_flexion.values, side_of(*whole, side).knee_flexion.values);
  }
  const std::string text = report::summary_text(bare->report);
  EXPECT_NE(text.find("of both legs"), std::string::npos) << text;
  const std::string csv = report::strides_csv(bare->report);
  EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + 6);  // a row a stride
  EXPECT_TRUE(motion_files(*bare));
}

TEST_F(AnalyzeMotion, a_muscle_that_cannot_be_computed_is_named_with_its_reason_and_costs_no_stride) {
  const std::filesystem::path run = data_folder / "movements" / "run.toml";
  const std::string model = read_file(data_folder / "models" / "lower_body.osim").value();
  const auto whole = analyze({.motion = run});
  const auto spoilt =
      analyze({.motion = run, .model_content = testing::replaced(model, "WrapCylinder", "WrapSphere")});
  ASSERT_TRUE(whole && spoilt) << spoilt.error().text();
  expect_same_strides(*whole, *spoilt);
  std::size_t named = 0;
  for (const exposure::MissingMuscle& missing : side_of(*spoilt, Side::right).missing) {
    EXPECT_NE(missing.reason.find("sphere"), std::string::npos) << missing.reason;
    EXPECT_EQ(report::find_muscle(side_of(*spoilt, Side::right), missing.muscle), nullptr);
    ++named;
  }
  EXPECT_GE(named, 1U);
  EXPECT_EQ(named + side_of(*spoilt, Side::right).muscles.size(), 4U);
}

TEST_F(AnalyzeMotion, keeps_the_series_of_the_hamstrings_and_of_no_other_muscle) {
  const auto analysis = analyze({.motion = squat()});
  ASSERT_TRUE(analysis);
  EXPECT_GT(analysis->model.model.muscles.size(), analysis->muscles.length_m.columns());
  EXPECT_LE(analysis->muscles.length_m.columns(), 8U);
  EXPECT_FALSE(analysis->muscles.arms_in_use.empty());
}

TEST_F(AnalyzeMotion, writes_the_chosen_muscles_and_quantities_with_the_numbers_of_the_whole_table) {
  const auto analysis = analyze({.motion = squat()});
  ASSERT_TRUE(analysis);
  const auto table_of = [&](const MusclesTableChoice& choice) {
    std::string text;
    EXPECT_TRUE(write_muscles_table(*analysis, choice, [&](std::string_view piece) { text += piece; }));
    Diagnostics found;
    const auto table = parse_storage(text, "muscles.sto", found);
    EXPECT_TRUE(table) << (table ? "" : table.error().text());
    return table ? table->table : TimeSeries{};
  };
  const TimeSeries whole = table_of({});
  const TimeSeries part = table_of({.muscles = {"hamstrings"}, .quantities = {"stretch", "arms"}});
  EXPECT_EQ(part.rows(), whole.rows());
  EXPECT_LT(part.columns(), whole.columns());
  std::size_t arms = 0;
  std::size_t stretches = 0;
  for (std::size_t c = 0; c < part.columns(); ++c) {
    const std::string& label = part.labels()[c];
    const auto column = whole.find(label);
    ASSERT_TRUE(column) << label;
    EXPECT_TRUE(std::ranges::equal(part.column(c), whole.column(*column))) << label;
    arms += label.contains("|moment_arm_m|") ? 1 : 0;
    stretches += label.ends_with("|stretch_from_upright") ? 1 : 0;
  }
  EXPECT_EQ(stretches, analysis->muscles.length_m.columns());
  EXPECT_EQ(arms + stretches, part.columns());
  EXPECT_GT(arms, 8U);
  EXPECT_FALSE(check_choice(analysis->model, {.muscles = {"nobody"}}));
  EXPECT_FALSE(check_choice(analysis->model, {.quantities = {"force"}}));
}

TEST_F(AnalyzeMotion, refuses_angles_in_another_unit_than_the_file_says_and_takes_the_word_of_whoever_knows) {
  const auto right = analyze({.motion = squat()});
  ASSERT_TRUE(right);
  const double peak =
      report::find_muscle(right->report.sides[0], Hamstring::semimembranosus)->recording.peak_stretch.value;
  const std::string text = read_file(squat()).value();
  ASSERT_NE(text.find("inDegrees=yes"), std::string::npos);
  const std::string wrong = testing::replaced(text, "inDegrees=yes", "inDegrees=no");
  const auto refused = analyze({.motion = "squat.mot", .motion_content = wrong});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("seem to be degrees"), std::string::npos) << refused.error().text();
  EXPECT_NE(refused.error().advice.find("--degrees"), std::string::npos);
  const auto given = analyze({.motion = "squat.mot", .motion_content = wrong, .in_degrees = true});
  ASSERT_TRUE(given) << given.error().text();
  EXPECT_EQ(
      report::find_muscle(given->report.sides[0], Hamstring::semimembranosus)->recording.peak_stretch.value,
      peak);
  EXPECT_NE(report::summary_text(given->report).find("given by hand"), std::string::npos);
}

TEST_F(AnalyzeMotion, says_what_to_do_with_files_that_are_no_joint_angles) {
  const struct {
    const char *name, *content, *says;
  } files[] = {{"run.trc", "PathFileType\t4\t(X/Y/Z)\trun.trc\n", "hamstring analyze FILE.trc --static"},
               {"run.mot", "PathFileType\t4\t(X/Y/Z)\trun.trc\n", "hamstring analyze FILE.trc"},
               {"run.c3d", "\x02\x50\x01", "C3D"},
               {"leg.osim", "<?xml version=\"1.0\"?><OpenSimDocument/>", "--model"}};
  for (const auto& [name, content, says] : files) {
    const auto analysis = analyze({.motion = name, .motion_content = content});
    ASSERT_FALSE(analysis) << name;
    EXPECT_NE(analysis.error().text().find(says), std::string::npos) << analysis.error().text();
    EXPECT_EQ(analysis.error().text().find("endheader"), std::string::npos)
        << "advice that would ruin the file";
  }
}

TEST_F(AnalyzeMotion, events_that_are_given_come_before_those_that_are_found_and_come_back_in_events_csv) {
  const std::filesystem::path run = data_folder / "movements" / "run.toml";
  auto found = analyze({.motion = run});
  ASSERT_TRUE(found);
  const auto csv_of = [](MotionAnalysis& analysis) {
    const auto files = motion_files(analysis).value();
    return std::ranges::find(files, "events.csv", &ResultFile::name)->text;
  };
  const std::string csv = csv_of(*found);
  EXPECT_GT(std::ranges::count(csv, '\n'), 8);
  ASSERT_TRUE(write_file(folder_ / "events.csv", csv));
  auto same = analyze({.motion = run, .events = folder_ / "events.csv"});
  ASSERT_TRUE(same) << same.error().text();
  expect_same_strides(*found, *same);
  EXPECT_EQ(same->report.gait, GaitKind::running);
  EXPECT_EQ(same->report.speed_m_per_s, found->report.speed_m_per_s);
  EXPECT_EQ(csv_of(*same), testing::replaced(csv, ",found", ",given"));
  EXPECT_EQ(same->report.provenance.inputs.size(), 3U);
  // One stride of one leg, moved by 10 ms.
  const Stride& first = side_of(*found, Side::right).strides.complete[0];
  ASSERT_TRUE(write_file(folder_ / "one.csv",
                         fmt::format("side,event,time_s\nright,foot_strike,{}\nright,toe_off,{}\n"
                                     "right,foot_strike,{}\n",
                                     first.start_s + 0.01, first.toe_off_s, first.end_s)));
  const auto one = analyze({.motion = run, .events = folder_ / "one.csv"});
  ASSERT_TRUE(one);
  EXPECT_TRUE(side_of(*one, Side::left).strides.complete.empty());
  ASSERT_EQ(side_of(*one, Side::right).strides.complete.size(), 1U);
  EXPECT_EQ(side_of(*one, Side::right).strides.complete[0].start_s, first.start_s + 0.01);
  EXPECT_FALSE(analyze({.motion = run, .events = folder_ / "none.csv"}));
}

TEST_F(AnalyzeMotion, a_gap_of_five_frames_costs_nothing_and_a_long_one_only_what_it_hides) {
  // A squat at 50 Hz; the deepest point is at 1 s.
  const std::string text = read_file(squat()).value();
  const auto without = [&](std::size_t first, std::size_t rows) {
    std::vector<std::string> lines;
    for (const std::string_view line : split_fields(text, '\n')) lines.emplace_back(line);
    const std::size_t header = static_cast<std::size_t>(
        std::ranges::find_if(lines, [](const auto& l) { return l.starts_with("endheader"); }) -
        lines.begin());
    std::string changed;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool gap = i >= header + 2 + first && i < header + 2 + first + rows;
      const std::size_t last_tab = lines[i].rfind('\t');
      changed += (gap ? lines[i].substr(0, last_tab) + "\tnan" : lines[i]) + "\n";
    }
    return changed;
  };
  const auto peak = [](const MotionAnalysis& analysis) {
    return report::find_muscle(*report::find_side(analysis.report, Side::left), Hamstring::semimembranosus)
        ->recording.least_stretch.value;
  };
  const auto whole = analyze({.motion = squat()});
  const auto filled = analyze({.motion = "squat.mot", .motion_content = without(49, 2)});
  const auto hidden = analyze({.motion = "squat.mot", .motion_content = without(10, 20)});
  ASSERT_TRUE(whole && filled && hidden);
  EXPECT_NEAR(peak(*filled), peak(*whole), 1e-5);
  ASSERT_EQ(filled->report.filled.size(), 1U);
  EXPECT_EQ(filled->report.filled[0].coordinate, "knee_angle_l");
  EXPECT_EQ(peak(*hidden), peak(*whole)) << "the deepest point is not in the gap";
  EXPECT_TRUE(hidden->report.filled.empty());
}

TEST_F(AnalyzeMotion, every_choice_that_changes_numbers_stands_in_every_file) {
  auto analysis = analyze({.motion = squat(), .from_s = 0.2, .lowpass_hz = 5.5});
  ASSERT_TRUE(analysis) << analysis.error().text();
  const std::vector<ResultFile> files = motion_files(*analysis).value();
  int visited = 0;
  for (const ResultFile& file : files) {
    // Of a squat there are neither events nor strides, so that these two have no row to say it in.
    if (file.name == "events.csv" || file.name == "strides.csv") continue;
    EXPECT_NE(file.text.find("5.5"), std::string::npos) << file.name;
    EXPECT_NE(file.text.find("0.2"), std::string::npos) << file.name;
    ++visited;
  }
  EXPECT_EQ(visited, 3);
}

TEST_F(AnalyzeMotion, of_a_recording_is_a_load_of_both_legs_and_of_a_movement_of_the_library_nobodys) {
  const auto analysis = analyze({.motion = squat(), .program_version = "9.9"});
  ASSERT_TRUE(analysis);
  const auto load = load_of_motion(*analysis);
  ASSERT_TRUE(load) << load.error().text();
  EXPECT_EQ(load->amounts.size(), 16U);
  EXPECT_EQ(load->source.recording_sha256, sha256_hex(*read_file(squat())));
  EXPECT_EQ(load->source.engine, "9.9");
  for (const load::Amount& amount : load->amounts) {
    EXPECT_TRUE(amount.interval.is_known());
    if (amount.quantity != load::Quantity::peak_stretch) continue;
    const report::MuscleResult* muscle = report::find_muscle(side_of(*analysis, amount.side), amount.muscle);
    ASSERT_NE(muscle, nullptr);
    EXPECT_LT(amount.interval.low, muscle->recording.peak_stretch.value);
    EXPECT_GT(amount.interval.high, muscle->recording.peak_stretch.value);
  }
  const auto library = analyze({.motion = data_folder / "movements" / "run.toml"});
  ASSERT_TRUE(library);
  EXPECT_FALSE(load_of_motion(*library));
}

}  // namespace
}  // namespace hamstring::analysis
