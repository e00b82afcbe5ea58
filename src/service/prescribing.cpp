#include "service/prescribing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include "rehab/plan/plan.h"
#include "rehab/plan/prescription_review.h"
#include "rehab/plan/stand_in.h"
#include "view/words.h"

namespace hamstring::service {
namespace {

Json remarks_json(const Words& words, const std::vector<rehab::PrescriptionRemark>& remarks) {
  Json list = Json::array();
  for (const rehab::PrescriptionRemark& remark : remarks)
    list.push_back({{"line", remark.line ? Json(*remark.line) : Json(nullptr)},
                    {"field", remark.field},
                    {"text", words(remark.text)}});
  return list;
}

std::unexpected<Problem> cannot_be(Json faults, const std::string& entry) {
  return std::unexpected(
      Problem{.code = Code::bad_input,
              .error = {.message = "some of this cannot be prescribed",
                        .element = entry,
                        .advice = "Each line says what is wrong with it. Nothing was saved."},
              .extra = {{"faults", std::move(faults)}}});
}

struct Bound {
  const char* field;
  double min, max;
  bool dosed;  ///< has to be there where the exercise is done
};
constexpr std::array bounds{Bound{"sets", 1, rehab::prescribed_sets_max, true},
                            Bound{"amount", 1, rehab::prescribed_amount_max, true},
                            Bound{"load_kg", 0.5, rehab::prescribed_load_max_kg, false},
                            Bound{"rest_s", 0, rehab::prescribed_rest_max_s, false},
                            Bound{"pain_limit", 0, 10, false}};

/// The numbers of one line.
class Numbers {
 public:
  Numbers(const Words& words, Json& faults) : words_(words), faults_(faults) {}

  void look(const Json& line, std::size_t i) {
    line_ = i;
    if (!line.is_object()) return;  // the reader of entries says what a line is
    const bool removed = line.value("does", Json()) == "remove";
    for (const Bound& bound : bounds) one(line, bound, removed);
    const auto tempo = line.find("tempo_s");
    if (tempo == line.end()) return;
    const bool good =
        tempo->is_array() && tempo->size() == 3 && std::ranges::all_of(*tempo, [](const Json& t) {
          return t.is_number() && t.get<double>() >= 0.0 && t.get<double>() <= rehab::prescribed_tempo_max_s;
        });
    if (!good)
      fault("tempo_s",
            {.id = "prescription.fault.tempo", .arguments = {{"max", rehab::prescribed_tempo_max_s}}});
  }

 private:
  void fault(const char* field, const rehab::Message& text) {
    faults_.push_back({{"line", line_}, {"field", field}, {"text", words_(text)}});
  }

  void one(const Json& line, const Bound& bound, bool removed) {
    const auto found = line.find(bound.field);
    if (found == line.end() && (removed || !bound.dosed)) return;
    rehab::Message text{.id = "prescription.fault.number",
                        .arguments = {{"field", std::string("prescription.field.") + bound.field}}};
    if (found == line.end() || !found->is_number()) return fault(bound.field, text);
    const double value = found->get<double>();
    if (value < bound.min || value > bound.max) {
      text.id = "prescription.fault.range";
      text.arguments["value"] = value;
      text.arguments["min"] = bound.min;
      text.arguments["max"] = bound.max;
      fault(bound.field, text);
    } else if (std::string_view(bound.field) == "sets" && value != std::floor(value)) {
      text.id = "prescription.fault.whole";
      fault(bound.field, text);
    }
  }

  const Words& words_;
  Json& faults_;
  std::size_t line_ = 0;
};

}  // namespace

Outcome<void> look_at_numbers(const rehab::Knowledge& knowledge, const Json& entries,
                              const std::string& language) {
  if (!entries.is_array()) return {};
  const Words words(knowledge, catalog_of(knowledge, language));
  for (const Json& entry : entries) {
    if (!entry.is_object() || entry.value("type", Json()) != "prescription") continue;
    const Json lines = entry.value("lines", Json());
    Json faults = Json::array();
    Numbers numbers(words, faults);
    if (lines.is_array() && lines.size() <= rehab::prescribed_lines_max)
      for (std::size_t i = 0; i < lines.size(); ++i) numbers.look(lines[i], i);
    if (!faults.empty()) return cannot_be(std::move(faults), "lines");
  }
  return {};
}

Outcome<void> look_at_prescriptions(const rehab::Knowledge& knowledge, const rehab::Case& before,
                                    std::vector<rehab::Entry>& news, Day today, bool confirm,
                                    const std::string& language) {
  const Words words(knowledge, catalog_of(knowledge, language));
  for (rehab::Entry& entry : news) {
    auto* body = entry.body.change<rehab::PrescriptionEntry>();
    if (body == nullptr) continue;
    const rehab::PrescriptionReview review = rehab::review_prescription(knowledge, before, today, *body);
    if (!review.faults.empty()) return cannot_be(remarks_json(words, review.faults), entry.id);
    if (!review.questions.empty() && !confirm)
      return std::unexpected(Problem{.code = Code::conflict,
                                     .error = {.message = "this is more than was borne so far",
                                               .element = entry.id,
                                               .advice = "Look at the numbers and confirm, or change them. "
                                                         "Nothing was saved."},
                                     .extra = {{"confirm", remarks_json(words, review.questions)}}});
    for (const rehab::PrescriptionRemark& question : review.questions) {
      if (question.line)
        body->lines[*question.line].confirmed = true;
      else
        body->rung_confirmed = true;
    }
    for (const std::size_t line : review.confirmed_before) body->lines[line].confirmed = true;
    rehab::finish_entry(entry);
  }
  return {};
}

Outcome<void> look_at_visits(const rehab::Knowledge& knowledge, const rehab::Case& before,
                             const std::vector<rehab::Entry>& news, Day today) {
  std::optional<rehab::Plan> plan;
  std::optional<rehab::Offers> offers;
  for (const rehab::Entry& entry : news) {
    const auto* visit = entry.as<rehab::VisitEntry>();
    if (visit == nullptr || visit->confirmed) continue;
    if (!offers) {
      plan = rehab::plan(knowledge, before, today);
      offers.emplace(knowledge, before, *plan);
    }
    for (const std::string& id : visit->treatments) {
      const auto treatment = knowledge.treatments.find(id);
      if (treatment == knowledge.treatments.end() || offers->not_now(treatment->second) != rehab::Truth::yes)
        continue;
      return refuse(Code::bad_input, {.message = "something of this visit is not for this person",
                                      .element = entry.id,
                                      .advice = "If it was done already, save again to keep it, and tell a "
                                                "doctor. Nothing was saved."});
    }
  }
  return {};
}

}  // namespace hamstring::service
