#include "knowledge/evidence.h"

#include <algorithm>

namespace hamstring::rehab {
namespace {

constexpr double age_grace_years = 5.0;  // ours, docs/rehab.md section 12

Fit fit_of_sex(const Population& population, const PersonTraits& person) {
  if (population.sexes == Sexes::not_stated) return Fit::not_known;
  if (population.sexes == Sexes::both) return Fit::like_you;
  if (person.sex != Sex::male && person.sex != Sex::female) return Fit::not_known;
  return (population.sexes == Sexes::men) == (person.sex == Sex::male) ? Fit::like_you : Fit::not_like_you;
}

Fit fit_of_age(const Population& population, const PersonTraits& person) {
  if (!population.age_min_years && !population.age_max_years) return Fit::not_known;
  if (!person.age_years) return Fit::not_known;
  const bool young =
      population.age_min_years && *person.age_years < *population.age_min_years - age_grace_years;
  const bool old =
      population.age_max_years && *person.age_years > *population.age_max_years + age_grace_years;
  return young || old ? Fit::not_like_you : Fit::like_you;
}

Fit fit_of_sport(const Population& population, const PersonTraits& person) {
  if (population.sports.empty() || person.sports.empty()) return Fit::not_known;
  const bool shared = std::ranges::any_of(person.sports, [&](const std::string& sport) {
    return std::ranges::find(population.sports, sport) != population.sports.end();
  });
  return shared ? Fit::like_you : Fit::not_like_you;
}

Fit fit_of_level(const Population& population, const PersonTraits& person) {
  const Standard standard = population.standard;
  if (standard == Standard::not_stated || !person.level) return Fit::not_known;
  const bool same = (standard == Standard::elite && person.level == Level::elite) ||
                    (standard == Standard::amateur && person.level == Level::amateur);
  if (standard == Standard::mixed || same) return Fit::like_you;
  if (standard == Standard::elite || person.level == Level::elite) return Fit::not_like_you;
  return Fit::not_known;  // students, patients, amateurs: none of them excludes someone who runs for fun
}

}  // namespace

Resemblance resemblance_of(const Population& population, const PersonTraits& person) {
  const Fit sport = fit_of_sport(population, person);
  Resemblance result{.other_sport = sport == Fit::not_like_you, .sport_not_stated = sport == Fit::not_known};
  for (const Fit fit :
       {fit_of_sex(population, person), fit_of_age(population, person), fit_of_level(population, person)})
    result.differs += fit == Fit::not_like_you ? 1 : 0;
  return result;
}

Evidence call_for_care(Evidence evidence) {
  evidence.strength.reset();
  return evidence;
}

Fit fit_of(const Population& population, const PersonTraits& person) {
  if (population.injured && !*population.injured && person.injured) return Fit::not_like_you;
  const Fit fits[] = {fit_of_sex(population, person), fit_of_age(population, person),
                      fit_of_sport(population, person), fit_of_level(population, person)};
  if (std::ranges::find(fits, Fit::not_like_you) != std::end(fits)) return Fit::not_like_you;
  return std::ranges::find(fits, Fit::not_known) != std::end(fits) ? Fit::not_known : Fit::like_you;
}

}  // namespace hamstring::rehab
