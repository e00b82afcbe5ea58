#include "rehab/standing/prognosis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

constexpr std::size_t dot_count = 20;
constexpr double quartile_z = 0.6745;
/// Later than this share of everybody: the studies have nothing more to say.
constexpr double nothing_left = 0.975;

double share_of(std::size_t dot) {
  return (static_cast<double>(dot) + 0.5) / static_cast<double>(dot_count);
}

double normal_share(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

struct LogNormal {
  double mu = 0.0, sigma = 0.0;
};

LogNormal shape_of(const PrognosisItem& item) {
  using Shape = PrognosisItem::Shape;
  if (item.shape == Shape::mean_sd) {
    const double sigma2 = std::log1p(item.sd_days * item.sd_days / (item.center_days * item.center_days));
    return {std::log(item.center_days) - sigma2 / 2.0, std::sqrt(sigma2)};
  }
  const bool spread = item.max_days > item.min_days && item.min_days > 0.0;
  if (item.shape == Shape::median_quartiles && spread)
    return {std::log(item.center_days), std::log(item.max_days / item.min_days) / (2.0 * quartile_z)};
  if (item.shape == Shape::median_range && item.n > 1 && spread) {
    // Blom's expected place of the extremes of n.
    const double z = normal_quantile((item.n - 0.375) / (item.n + 0.25));
    return {std::log(item.center_days), std::log(item.max_days / item.min_days) / (2.0 * z)};
  }
  return {std::log(item.center_days), 0.0};
}

/// Between the points a straight line, beyond them the last one.
double between(const std::vector<double>& at, const std::vector<double>& value, double x) {
  if (x <= at.front()) return value.front();
  for (std::size_t i = 1; i < at.size(); ++i) {
    if (x <= at[i]) return std::lerp(value[i - 1], value[i], (x - at[i - 1]) / (at[i] - at[i - 1]));
  }
  return value.back();
}

using Items = std::vector<const PrognosisItem*>;

/// A forecast is one log-normal. Its middle is the weighted mean of the logarithms of what each study, the
/// findings and the person say; each of them only rises with a worse finding. Its width hangs on who the
/// person is and on what is known at all, never on what was found. So a worse finding moves every dot later
/// or leaves it, also after the days that have passed were taken away: the hazard of a log-normal times the
/// day only rises.
class Forecast {
 public:
  Forecast(const Knowledge& knowledge, const CaseFacts& facts, const PersonTraits& person,
           PrognosisReport& report)
      : knowledge_(knowledge), policy_(knowledge.policy), facts_(facts), person_(person), report_(report) {}

  /// False where nobody like this person was studied.
  bool made() {
    gather();
    for (const PrognosisItem* item : base_) add_study(*item);
    base_middle_ = weight_ > 0.0 ? sum_ / weight_ : 0.0;
    const double base_weight = weight_;
    for (const auto& [fact, steps] : scales_) add_scale(steps);
    if (weight_ <= 0.0) return false;
    if (base_weight <= 0.0) base_middle_ = scales_middle_ / weight_;
    find_width(base_weight);
    add_own_estimate();
    middle_ = sum_ / weight_;
    for (const PrognosisMover& mover : policy_.movers) move(mover);
    name_disagreement();
    return true;
  }

  [[nodiscard]] LogNormal result() const { return {middle_, width_}; }

 private:
  void gather() {
    for (const auto& [id, item] : knowledge_.prognosis) {
      if (truth_of(item.match, facts_) != Truth::yes || weight_of(item) <= 0.0) continue;
      if (item.finding) {
        scales_[item.finding->fact].push_back(&item);
      } else {
        base_.push_back(&item);
        if (!item.evidence.sources.empty()) ++arms_[item.evidence.sources.front()];
      }
    }
  }

  [[nodiscard]] double weight_of(const PrognosisItem& item) const {
    if (!item.evidence.population) return policy_.sport_not_stated;
    const Resemblance like = resemblance_of(*item.evidence.population, person_);
    if (like.other_sport) return 0.0;
    return (like.sport_not_stated ? policy_.sport_not_stated : 1.0) * std::pow(policy_.differs, like.differs);
  }

  void tell(const PrognosisItem& item) {
    const Judgement match = evaluate(item.match, facts_);
    report_.named.push_back(item.id);
    report_.reasons.push_back(
        reason_of("prognosis." + item.id, "prognosis." + item.id + ".name", match, item.evidence, person_));
    if (item.finding) report_.reasons.back().facts.push_back(item.finding->fact.text());
  }

  /// The arms of one study share its weight.
  void add_study(const PrognosisItem& item) {
    const LogNormal shape = shape_of(item);
    const int arms = item.evidence.sources.empty() ? 1 : arms_[item.evidence.sources.front()];
    const double weight = weight_of(item) / std::max(1, arms);
    weight_ += weight;
    sum_ += weight * shape.mu;
    squares_ += weight * shape.mu * shape.mu;
    spread_ += weight * shape.sigma * shape.sigma;
    tell(item);
  }

  /// What the finding says on its scale, as logarithm of a median; names the steps it lies between.
  [[nodiscard]] std::optional<double> on_scale(Items steps, const FactValue& found) {
    std::vector<double> at, mu;
    const FactName& fact = steps.front()->finding->fact;
    const auto question = knowledge_.questions.find(fact.item);
    const auto place = [&](const std::string& word) {
      const auto& options = question->second.options;
      return static_cast<double>(std::ranges::find(options, word) - options.begin());
    };
    const auto* word = std::get_if<std::string>(&found);
    const auto* number = std::get_if<Measured>(&found);
    if (word == nullptr && number == nullptr) return std::nullopt;
    if (word != nullptr && question == knowledge_.questions.end()) return std::nullopt;
    const auto place_of = [&](const PrognosisItem* item) {
      return word != nullptr ? place(item->finding->word) : item->finding->at;
    };
    std::ranges::sort(steps, {}, place_of);
    for (const PrognosisItem* item : steps) {
      at.push_back(place_of(item));
      mu.push_back(shape_of(*item).mu);
    }
    const double x = word != nullptr ? place(*word) : number->value;
    const auto next = static_cast<std::size_t>(std::ranges::lower_bound(at, x) - at.begin());
    if (word != nullptr) {
      // A word without days of its own: those of the next lighter one. Where none is lighter, no more than
      // the next worse one and no more than is said without it.
      const std::size_t past = next < at.size() && at[next] == x ? next + 1 : next;
      if (past > 0) {
        tell(*steps[past - 1]);
        return mu[past - 1];
      }
      return base_.empty() ? mu.front() : std::min(base_middle_, mu.front());
    }
    if (next < steps.size()) tell(*steps[next]);
    if (next > 0 && (next == steps.size() || at[next] != x)) tell(*steps[next - 1]);
    return between(at, mu, x);
  }

  void add_scale(const Items& steps) {
    const FactValue found = facts_.get(steps.front()->finding->fact);
    const std::optional<double> mu = on_scale(steps, found);
    if (!mu) return;
    const double weight = weight_of(*steps.front());
    double all = 0.0, widest = 0.0;
    for (const PrognosisItem* item : steps) {
      all += shape_of(*item).mu / static_cast<double>(steps.size());
      widest = std::max(widest, shape_of(*item).sigma);
    }
    scales_middle_ += weight * all;
    scales_spread_ += weight * widest * widest;
    scales_weight_ += weight;
    weight_ += weight;
    sum_ += weight * *mu;
  }

  /// The spread within the studies and between them, and never less than the first examination leaves open.
  void find_width(double base_weight) {
    const double within = (spread_ + scales_spread_) / (base_weight + scales_weight_);
    const double apart =
        base_weight > 0.0 ? std::max(0.0, squares_ / base_weight - base_middle_ * base_middle_) : 0.0;
    report_.widen_days = policy_.widen_days;
    for (const PrognosisRule& rule : policy_.prognosis_rules) {
      const Judgement judgement = evaluate(rule.when, facts_);
      if (judgement.truth != Truth::yes || rule.widen_days >= report_.widen_days) continue;
      report_.widen_days = rule.widen_days;
      report_.reasons.push_back(
          reason_of("prognosis." + rule.id, "prognosis.narrowed", judgement, rule.evidence, person_));
    }
    width_ = std::max(std::sqrt(within + apart), std::log1p(report_.widen_days / std::exp(base_middle_)));
  }

  void add_own_estimate() {
    const FactValue told = facts_.get(policy_.own_estimate.fact);
    const auto* days = std::get_if<Measured>(&told);
    if (days == nullptr) return;
    const double mu = std::log(std::max(1.0, days->value));
    weight_ += policy_.own_estimate.weight;
    sum_ += policy_.own_estimate.weight * mu;
    say("own_estimate", policy_.own_estimate.fact, mu - base_middle_, policy_.own_estimate.evidence);
  }

  void move(const PrognosisMover& mover) {
    const FactValue found = facts_.get(mover.fact);
    const auto* number = std::get_if<Measured>(&found);
    if (number == nullptr) return;
    const double factor = between(mover.at, mover.factor, number->value);
    middle_ += std::log(factor);
    say(mover.id, mover.fact, std::log(factor), mover.evidence);
  }

  void say(const std::string& id, const FactName& fact, double by, const Evidence& evidence) {
    constexpr double nothing = 0.01;
    const char* word = by > nothing ? "longer" : by < -nothing ? "shorter" : "neither";
    const Judgement used{.truth = Truth::yes, .used = {fact.text()}, .unknown = {}};
    Reason reason = reason_of("prognosis." + id, std::string("prognosis.") + word, used, evidence, person_);
    reason.text.arguments["what"] =
        fact.space == "story" ? "question." + fact.item + ".short" : "test." + fact.item + ".name";
    report_.reasons.push_back(std::move(reason));
  }

  void name_disagreement() {
    if (base_.size() < 2) return;
    const auto mu = [](const PrognosisItem* item) { return shape_of(*item).mu; };
    const auto [shorter, longer] = std::ranges::minmax_element(base_, {}, mu);
    if (mu(*longer) - mu(*shorter) < std::log(policy_.disagree_from)) return;
    Reason reason = reason_of("prognosis.disagree", "prognosis.disagree", {}, (*longer)->evidence, person_);
    const auto days = [&](const PrognosisItem* item) { return std::round(std::exp(mu(item))); };
    for (const std::string& source : (*shorter)->evidence.sources) {
      auto& sources = reason.evidence.sources;
      if (std::ranges::find(sources, source) == sources.end()) sources.push_back(source);
    }
    reason.text.arguments = {{"shorter", "prognosis." + (*shorter)->id + ".name"},
                             {"longer", "prognosis." + (*longer)->id + ".name"},
                             {"short_days", days(*shorter)},
                             {"long_days", days(*longer)}};
    report_.reasons.push_back(std::move(reason));
  }

  const Knowledge& knowledge_;
  const Policy& policy_;
  const CaseFacts& facts_;
  const PersonTraits& person_;
  PrognosisReport& report_;
  Items base_;
  std::map<std::string, int> arms_;  ///< matching arms by study
  std::map<FactName, Items> scales_;
  double weight_ = 0.0, sum_ = 0.0, squares_ = 0.0, spread_ = 0.0;
  double scales_middle_ = 0.0, scales_spread_ = 0.0, scales_weight_ = 0.0;
  double base_middle_ = 0.0, middle_ = 0.0, width_ = 0.0;
};

/// Somebody is hurt, not back yet, and neither a danger sign nor a surgeon leads.
bool asks_how_long(const Knowledge& knowledge, const State& state, const CaseFacts& facts) {
  const FactValue open = facts.get({.space = "injury", .item = "open", .field = {}});
  const auto* word = std::get_if<std::string>(&open);
  const bool flagged = std::ranges::any_of(state.flags, [](const auto& item) { return item.second.raised; });
  const bool refused = std::ranges::any_of(knowledge.gates, [&](const auto& item) {
    return item.second.refuse && judge_gate(item.second, state, facts).state == GateState::raised;
  });
  return state.ledger.episode() != nullptr && word != nullptr && *word == "yes" && !flagged && !refused;
}

}  // namespace

double normal_quantile(double p) {
  double low = -10.0, high = 10.0;
  for (int i = 0; i < 70; ++i) {
    const double middle = 0.5 * (low + high);
    (normal_share(middle) < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double quantile_of(const PrognosisItem& item, double p) {
  const LogNormal shape = shape_of(item);
  return std::exp(shape.mu + shape.sigma * normal_quantile(p));
}

PrognosisReport prognosis_of(const Knowledge& knowledge, const State& state, Day today) {
  PrognosisReport report;
  report.dots_days.fill(std::numeric_limits<double>::quiet_NaN());
  const CaseFacts facts(knowledge, state, today);
  if (!asks_how_long(knowledge, state, facts)) return report;
  const PersonTraits person = traits_of(state, facts);
  Forecast forecast(knowledge, facts, person, report);
  if (!forecast.made()) return report;
  const auto [mu, sigma] = forecast.result();
  const double passed = days_between(state.ledger.episode()->onset, today);
  const double gone = passed <= 0.0 ? 0.0 : normal_share((std::log(passed) - mu) / sigma);
  if (gone > nothing_left) return report;
  report.known = true;
  for (std::size_t i = 0; i < dot_count; ++i) {
    const double p = gone + (1.0 - gone) * share_of(i);
    report.dots_days[i] = std::max({1.0, passed, std::exp(mu + sigma * normal_quantile(p))});
  }
  return report;
}

}  // namespace hamstring::rehab
