#include "formats/fit/fit_profile.h"

#include <array>
#include <utility>

namespace hamstring::fit {
namespace {

using Name = std::pair<int, std::string_view>;

constexpr std::array types{Name{1, "a device's description"},
                           Name{2, "settings"},
                           Name{3, "sport settings"},
                           Name{4, "an activity"},
                           Name{5, "a workout plan"},
                           Name{6, "a course"},
                           Name{7, "schedules"},
                           Name{9, "weights"},
                           Name{10, "totals"},
                           Name{11, "goals"},
                           Name{14, "blood pressure"},
                           Name{15, "daily monitoring"},
                           Name{20, "a summary of activities"},
                           Name{28, "daily monitoring"},
                           Name{32, "daily monitoring"},
                           Name{34, "segments"},
                           Name{35, "a list of segments"}};

constexpr std::array makers{Name{1, "garmin"},       Name{2, "garmin"},   Name{13, "dynastream"},
                            Name{15, "dynastream"},  Name{23, "suunto"},  Name{32, "wahoo_fitness"},
                            Name{95, "stryd"},       Name{123, "polar"},  Name{255, "development"},
                            Name{260, "zwift"},      Name{265, "strava"}, Name{267, "bryton"},
                            Name{289, "hammerhead"}, Name{294, "coros"}};

struct NumberedSport {
  int number;
  SportName name;
};
constexpr std::array sports{NumberedSport{0, {"generic", Sport::unknown}},
                            NumberedSport{1, {"running", Sport::running}},
                            NumberedSport{2, {"cycling", Sport::cycling}},
                            NumberedSport{3, {"transition", Sport::other}},
                            NumberedSport{4, {"fitness_equipment", Sport::other}},
                            NumberedSport{5, {"swimming", Sport::swimming}},
                            NumberedSport{10, {"training", Sport::other}},
                            NumberedSport{11, {"walking", Sport::walking}},
                            NumberedSport{17, {"hiking", Sport::walking}},
                            NumberedSport{18, {"multisport", Sport::other}},
                            NumberedSport{37, {"stand_up_paddleboarding", Sport::other}}};

template <class Names>
std::string_view name_of(const Names& names, double number) {
  for (const auto& [known, name] : names)
    if (number == known) return name;
  return {};
}

}  // namespace

std::string_view file_type_name(double type) {
  return name_of(types, type);
}
std::string_view manufacturer_name(double number) {
  return name_of(makers, number);
}

SportName sport_name(double number) {
  for (const NumberedSport& known : sports)
    if (number == known.number) return known.name;
  return {.word = "other", .sport = Sport::other};
}

}  // namespace hamstring::fit
