#include "analysis/muscles_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text.h"
#include "core/try.h"
#include "formats/storage/storage_writer.h"
#include "report/choices.h"

namespace hamstring::analysis {
namespace {

constexpr std::array<std::string_view, 4> quantity_words{"length", "stretch", "speed", "arms"};
constexpr std::string_view all_hamstrings_word = "hamstrings";
constexpr std::size_t piece_bytes = std::size_t{1} << 16U;

/// One column: what is read from the results of a frame.
struct Column {
  enum class Kind { length, stretch, speed, arm };
  Kind kind = Kind::length;
  std::size_t position = 0;  ///< muscle; of an arm: in Model::moment_arm_coordinates
};

struct Plan {
  std::vector<std::string> labels;
  std::vector<Column> columns;
  muscle::MuscleSelection selection;
};

bool has(const std::vector<std::string>& words, std::string_view word) {
  return words.empty() || std::ranges::find(words, word) != words.end();
}

std::vector<bool> chosen_muscles(const LoadedModel& loaded, const MusclesTableChoice& choice) {
  std::vector<bool> chosen(loaded.model.muscles.size(), choice.muscles.empty());
  for (const std::string& name : choice.muscles) {
    if (const MuscleIndex m = loaded.model.find_muscle(name); m.is_valid()) chosen[m.value()] = true;
    if (name != all_hamstrings_word) continue;
    for (const muscle::Leg& leg : loaded.hamstrings.legs) {
      for (const MuscleIndex m : leg.muscles) {
        if (m.is_valid()) chosen[m.value()] = true;
      }
    }
  }
  return chosen;
}

void add_column(Plan& plan, std::string label, Column::Kind kind, std::size_t position) {
  plan.labels.push_back(std::move(label));
  plan.columns.push_back({.kind = kind, .position = position});
}

/// Labels are "muscle|quantity_unit"; first lengths, stretches and speeds, then the moment arms in use.
Plan plan_of(const MotionAnalysis& analysis, const MusclesTableChoice& choice) {
  const model::Model& model = analysis.model.model;
  std::vector<bool> chosen = chosen_muscles(analysis.model, choice);
  Plan plan;
  std::vector<MuscleIndex> muscles;
  for (std::size_t m = 0; m < model.muscles.size(); ++m) {
    chosen[m] = chosen[m] && model.muscles[m].is_computed;
    if (!chosen[m]) continue;
    muscles.emplace_back(m);
    const std::string& name = model.muscles[m].name;
    if (has(choice.quantities, "length")) add_column(plan, name + "|length_m", Column::Kind::length, m);
    if (has(choice.quantities, "stretch"))
      add_column(plan, name + "|stretch_from_upright", Column::Kind::stretch, m);
    if (has(choice.quantities, "speed"))
      add_column(plan, name + "|lengthening_speed_m_per_s", Column::Kind::speed, m);
  }
  std::size_t owner = 0;  // arms in use lie muscle by muscle
  for (const std::uint32_t arm : analysis.muscles.arms_in_use) {
    if (!has(choice.quantities, "arms")) break;
    while (arm >= model.muscles[owner].moment_arms.end) ++owner;
    if (!chosen[owner]) continue;
    const std::string& coordinate = model.coordinates[model.moment_arm_coordinates[arm].value()].name;
    add_column(plan, fmt::format("{}|moment_arm_m|{}", model.muscles[owner].name, coordinate),
               Column::Kind::arm, arm);
  }
  plan.selection = muscle::select_muscles(model, std::move(muscles));
  return plan;
}

double value_of(const Column& column, const muscle::MusclePaths& paths,
                const std::vector<double>& upright_m) {
  switch (column.kind) {
    case Column::Kind::length:
      return paths.length_m[column.position];
    case Column::Kind::stretch:
      return paths.length_m[column.position] / upright_m[column.position] - 1.0;
    case Column::Kind::speed:
      return paths.lengthening_speed_m_per_s[column.position];
    case Column::Kind::arm:
      break;
  }
  return paths.moment_arm_m[column.position];
}

}  // namespace

Result<void> check_choice(const LoadedModel& model, const MusclesTableChoice& choice) {
  for (const std::string& quantity : choice.quantities) {
    if (std::ranges::find(quantity_words, quantity) == quantity_words.end())
      return failure({.message = fmt::format("'{}' is no quantity of a muscle", quote_for_message(quantity)),
                      .element = "--quantity",
                      .advice = fmt::format("They are {}.", fmt::join(quantity_words, ", "))});
  }
  for (const std::string& name : choice.muscles) {
    if (name != all_hamstrings_word && !model.model.find_muscle(name).is_valid())
      return failure({.message = fmt::format("the model has no muscle '{}'", quote_for_message(name)),
                      .file = model.file.name,
                      .element = "--muscle",
                      .advice =
                          "List its muscles with: hamstring model FILE; 'hamstrings' stands for those of "
                          "both legs."});
  }
  return {};
}

Result<void> write_muscles_table(const MotionAnalysis& analysis, const MusclesTableChoice& choice,
                                 const std::function<void(std::string_view)>& sink) {
  HAMSTRING_TRY_DO(check_choice(analysis.model, choice));
  const Provenance& provenance = analysis.report.provenance;
  const StorageWriteOptions options{
      .title = "muscles",
      .in_degrees = false,
      .description = fmt::format("hamstring {}, model {}; {}", provenance.program_version,
                                 analysis.report.model.name, report::choices_line(analysis.report)),
      .digits = StorageDigits::eight_decimals};
  const Plan plan = plan_of(analysis, choice);
  HAMSTRING_TRY(text, storage_head(plan.labels, analysis.motion.frames(), options));
  std::vector<double> row(plan.columns.size());
  muscle::for_each_frame(analysis.model.model, plan.selection, analysis.motion, provenance.mode,
                         [&](std::size_t frame, const muscle::MusclePaths& paths) {
                           for (std::size_t c = 0; c < row.size(); ++c)
                             row[c] = value_of(plan.columns[c], paths, analysis.upright_m);
                           append_storage_row(analysis.motion.time_s[frame], row, options.digits, text);
                           if (text.size() < piece_bytes) return;
                           sink(text);
                           text.clear();
                         });
  sink(text);
  return {};
}

}  // namespace hamstring::analysis
