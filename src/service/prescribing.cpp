#include "service/prescribing.h"

#include <algorithm>

#include "rehab/plan/prescription_review.h"
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

}  // namespace

Outcome<void> look_at_prescriptions(const rehab::Knowledge& knowledge, const rehab::Case& before,
                                    std::vector<rehab::Entry>& news, rehab::Day today, bool confirm,
                                    const std::string& language) {
  const Words words(knowledge, catalog_of(knowledge, language));
  for (rehab::Entry& entry : news) {
    auto* body = std::get_if<rehab::PrescriptionEntry>(&entry.body);
    if (body == nullptr) continue;
    const rehab::PrescriptionReview review = rehab::review_prescription(knowledge, before, today, *body);
    if (!review.faults.empty())
      return std::unexpected(Problem{.code = Code::bad_input,
                                     .error = {.message = "some of this cannot be prescribed",
                                               .element = entry.id,
                                               .advice = "Each line says what is wrong with it. Nothing was "
                                                         "saved."},
                                     .extra = {{"faults", remarks_json(words, review.faults)}}});
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

}  // namespace hamstring::service
