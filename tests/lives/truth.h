// One simulated person: how the injury really heals and what tests and words show of it, drawn from
// healing.toml by the formulas of README.md. Knows nothing of the software under test.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace hamstring::lives {

/// A number of healing.toml with its spread between people.
struct Parameter {
  double value = 0.0, spread = 0.0;
  bool normal = false;  ///< the spread is in the unit, not of the logarithm
};

/// All numbers of healing.toml by their dotted path.
class Healing {
 public:
  /// Nothing where the file cannot be read; `fault` says why.
  [[nodiscard]] static std::optional<Healing> read(const std::string& file, std::string& fault);
  [[nodiscard]] const Parameter& at(const std::string& path) const;
  [[nodiscard]] bool has(const std::string& path) const { return numbers_.contains(path); }
  [[nodiscard]] double value(const std::string& path) const { return at(path).value; }
  /// Paths of pains of the picture: "single_leg_bridge" …
  [[nodiscard]] std::vector<std::string> pains(const std::string& picture) const;

 private:
  std::map<std::string, Parameter, std::less<>> numbers_;
};

/// How a person is to be drawn; what is not said is drawn.
struct Draw {
  std::string picture;
  std::uint64_t seed = 0;
  double curve_scale = 1.0;
  std::optional<double> compliance;
  bool well = false;  ///< healed from the first day on, tells and measures without any error
  std::optional<double> age;
};

class Truth {
 public:
  Truth(const Healing& healing, const Draw& draw);

  // The truth on a day, in days since the injury.
  [[nodiscard]] double strength_ratio(double day,
                                      std::string_view position) const;  ///< as it would be measured
  /// Percent of what this leg could do before: no lifelong difference in it.
  [[nodiscard]] double load_tolerance(double day, std::string_view position) const;
  [[nodiscard]] double knee_extension_deficit(double day) const;
  [[nodiscard]] double straight_leg_raise_deficit(double day) const;
  [[nodiscard]] double tenderness(double day) const;
  [[nodiscard]] double pain(double day, const std::string& activity) const;  ///< flares included
  [[nodiscard]] double speed_tolerance(double day) const;
  [[nodiscard]] double insecurity(double day) const;
  [[nodiscard]] double running_pain(double day, double speed) const;
  [[nodiscard]] double loading_pain(double day, double load, std::string_view position) const;
  [[nodiscard]] bool well(double day) const;

  /// A session of that speed and load, in percent; moves the truth. True where the injury happened again.
  bool train(double day, double speed, double load, std::string_view position);
  /// The next day begins: what a flare left fades.
  void sleep();
  /// Share of what was asked for that was done so far.
  void note_done(bool done);

  // What is said and measured.
  [[nodiscard]] double said(double true_pain);
  [[nodiscard]] double measured_tenderness(double day);
  /// {injured, uninjured}, one a repeat.
  struct Legs {
    std::vector<double> injured, other;
  };
  [[nodiscard]] Legs measured_knee_extension(double day, int repeats);
  [[nodiscard]] Legs measured_strength(double day, std::string_view position, int repeats);
  /// Tilt or rotation, which do not change: nobody's program is said to work here.
  [[nodiscard]] Legs measured_hips(int repeats);
  [[nodiscard]] Legs bridge_count(double day);
  [[nodiscard]] double said_confidence(double day);
  [[nodiscard]] double run_speed(double from, double to);  ///< of a rung that asks for this range

  [[nodiscard]] bool chance(double share) { return uniform() < share; }
  [[nodiscard]] double constant(const std::string& path) const { return healing_.value(path); }
  [[nodiscard]] double drawn(const std::string& path) const;
  [[nodiscard]] double side_difference() const { return side_knee_extension_; }
  [[nodiscard]] bool prone() const { return prone_; }
  [[nodiscard]] double compliance() const { return compliance_; }
  [[nodiscard]] int previous_injuries() const { return previous_; }
  [[nodiscard]] double age() const { return age_; }
  [[nodiscard]] bool woman() const { return woman_; }
  [[nodiscard]] bool gradual() const { return gradual_; }
  [[nodiscard]] double top_speed() const { return top_speed_; }
  [[nodiscard]] double peak_pain() const { return number("pain_at_injury.peak"); }
  [[nodiscard]] double days_until_start() const { return days_until_start_; }
  [[nodiscard]] double full_days() const { return days("speed_tolerance.full_days"); }
  [[nodiscard]] const std::string& picture() const { return picture_; }

 private:
  enum class Reporting { as_it_is, over, under };

  double uniform() { return std::uniform_real_distribution<double>(0.0, 1.0)(random_); }
  double gauss() { return std::normal_distribution<double>(0.0, 1.0)(random_); }
  double clipped();
  void draw_person(const Draw& draw);
  void draw_parameters();
  void draw_baseline();
  double draw_number(const Parameter& parameter, double z);
  double draw_plain(const std::string& path);
  [[nodiscard]] double number(const std::string& path) const;
  [[nodiscard]] double days(const std::string& path) const;
  [[nodiscard]] double deficit(double day, const std::string& path) const;
  [[nodiscard]] double healed_days(double day) const;
  [[nodiscard]] double trained() const;
  std::vector<double> with_error(double truth, double sd, int repeats);

  const Healing& healing_;
  std::string picture_;
  std::mt19937_64 random_;
  std::map<std::string, double, std::less<>> drawn_;
  double scale_ = 1.0, time_ = 0.0, severity_ = 0.0;
  bool always_well_ = false, timed_ = false, prone_ = false, no_responder_ = false, gradual_ = false,
       woman_ = false;
  Reporting reporting_ = Reporting::as_it_is;
  int previous_ = 0, asked_ = 0, done_ = 0;
  double compliance_ = 1.0, age_ = 25.0, days_until_start_ = 3.0, age_factor_ = 1.0, confidence_bias_ = 0.0;
  double other_knee_ = 18.0, side_knee_extension_ = 0.0, side_strength_ = 0.0, force_ = 283.0, bridge_ = 25.0;
  double top_speed_ = 7.0;
  double flare_ = 0.0;     ///< points of pain that sessions above tolerance left
  double tomorrow_ = 0.0;  ///< points that today's will leave
  double set_back_ = 0.0;  ///< days
};

}  // namespace hamstring::lives
