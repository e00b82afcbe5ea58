// How far a statement can be trusted, and whom it was found in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/traits.h"

namespace hamstring::rehab {

enum class Strength { A, B, C, D };
enum class Status { verified, second_hand, cut_off, memory, our_assumption, blank };

/// Who was in a study.
enum class Sexes { not_stated, men, women, both };
/// How well those in a study train or play.
enum class Standard { not_stated, elite, amateur, student, mixed, patients };

struct Population {
  std::string summary, summary_de;
  std::optional<int> n;
  Sexes sexes = Sexes::not_stated;
  std::optional<double> age_min_years, age_max_years;
  std::vector<std::string> sports;
  Standard standard = Standard::not_stated;
  std::optional<bool> injured;

  /// In words, "en" or "de".
  [[nodiscard]] const std::string& words(std::string_view language) const {
    return language == "de" ? summary_de : summary;
  }
};

struct Evidence {
  Status status = Status::blank;
  /// Nothing on an instruction to seek care: how strong a trial is says nothing about going to a doctor.
  std::optional<Strength> strength;
  std::vector<std::string> sources;  ///< ids in data/sources, in the order of the file
  std::optional<Population> population;
  std::string note;
};

/// The evidence of an instruction to seek care: status and sources stay, no letter grades it.
[[nodiscard]] Evidence call_for_care(Evidence evidence);

/// Where a publication was taken back: nothing may lean on it any more.
struct Retraction {
  std::string notice;  ///< journal, volume and page of the notice
  int year = 0;
  std::string address;
};

struct Source {
  std::string id;
  std::string authors, title, venue, doi, address, design, note;
  int year = 0;                      ///< 0 where the source has none
  std::optional<Strength> strength;  ///< nothing for public guidance and retractions: they are not graded
  Status status = Status::blank;
  std::optional<Population> population;
  std::optional<Retraction> retracted;
};

/// What is known of the person asked about; empty where not said.
struct PersonTraits {
  std::optional<double> age_years;
  std::optional<Sex> sex;
  std::vector<std::string> sports;
  std::optional<Level> level;
  bool injured = false;
};

enum class Fit { like_you, not_like_you, not_known };

/// `not_like_you` when sex, age (± 5 years), sport or level of the population is stated and excludes the
/// person, or when nobody in it was injured and the person is; `not_known` when the population or the trait
/// is not stated; docs/rehab.md, 12.
[[nodiscard]] Fit fit_of(const Population& population, const PersonTraits& person);

/// How much a population resembles somebody: in how many of sex, age (± 5 years) and level it is another.
struct Resemblance {
  bool other_sport = false;       ///< stated, and none of the person's
  bool sport_not_stated = false;  ///< or the person's is not known
  int differs = 0;
};
[[nodiscard]] Resemblance resemblance_of(const Population& population, const PersonTraits& person);

}  // namespace hamstring::rehab
