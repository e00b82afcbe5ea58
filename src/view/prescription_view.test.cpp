#include "view/prescription_view.h"

#include <gtest/gtest.h>

namespace hamstring::service {
namespace {

using namespace rehab;

class BlanksOfAProtocol : public ::testing::Test {
 protected:
  BlanksOfAProtocol() {
    Catalog& en = knowledge_.catalogs["en"];
    en.language = "en";
    for (const char* id : {"squat", "bike"}) {
      en.text["exercise." + std::string(id) + ".name"] = id;
      en.text["cli.unit.reps"] = "reps";
      Exercise& exercise = knowledge_.exercises[id];
      exercise.id = id;
      exercise.dose_unit = "reps";
    }
    Protocol& protocol = knowledge_.protocols["p"];
    protocol.id = "p";
    for (const char* phase : {"one", "two"}) {
      en.text["protocol.p.phase." + std::string(phase)] = phase;
      protocol.phases.emplace_back().id = phase;
    }
    ContentLine& squat = protocol.phases[0].content.emplace_back();
    squat.options = {"squat"};
    squat.evidence.status = Status::blank;
    ContentLine& bike = protocol.phases[0].content.emplace_back();
    bike.options = {"bike"};
    bike.evidence.status = Status::verified;
    plan_.protocol = "p";
    plan_.phase = "one";
  }
  [[nodiscard]] std::string blanks() const {
    const Json json = prescribing_json({knowledge_, knowledge_.catalogs.at("en")}, {}, plan_);
    std::string ids;
    for (const Json& one : json["blanks"]) ids += one["id"].get<std::string>() + " ";
    return ids;
  }
  Knowledge knowledge_;
  Plan plan_;
};

TEST_F(BlanksOfAProtocol, are_those_of_the_present_phase_that_nobody_has_filled) {
  EXPECT_EQ(blanks(), "squat ") << "what has its dose is no blank";
  plan_.phase = "two";
  EXPECT_EQ(blanks(), "");
  plan_.phase = "one";
  plan_.prescription = PrescriptionToday{.exercises = {{.exercise = "squat", .in_session = true}}};
  EXPECT_EQ(blanks(), "") << "a clinician said how much";
}

}  // namespace
}  // namespace hamstring::service
