#include "rehab/standing/prognosis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

constexpr std::size_t dot_count = 20;
using Dots = std::array<double, dot_count>;

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
  if (item.shape == PrognosisItem::Shape::mean_sd) {
    const double sigma2 = std::log1p(item.sd_days * item.sd_days / (item.center_days * item.center_days));
    return {std::log(item.center_days) - sigma2 / 2.0, std::sqrt(sigma2)};
  }
  if (item.shape == PrognosisItem::Shape::median_range && item.n > 1 && item.max_days > item.min_days &&
      item.min_days > 0.0) {
    // Blom's expected place of the extremes of n.
    const double z = normal_quantile((item.n - 0.375) / (item.n + 0.25));
    return {std::log(item.center_days), std::log(item.max_days / item.min_days) / (2.0 * z)};
  }
  return {std::log(item.center_days), 0.0};
}

double share_before(const PrognosisItem& item, double day) {
  const LogNormal shape = shape_of(item);
  if (day <= 0.0) return 0.0;
  if (shape.sigma <= 0.0) return day >= item.center_days ? 1.0 : 0.0;
  return normal_share((std::log(day) - shape.mu) / shape.sigma);
}

/// Quantile of the equal-weight mixture, by bisection on its distribution function.
double mixture_quantile(const std::vector<const PrognosisItem*>& items, double p) {
  if (items.size() == 1) return quantile_of(*items.front(), p);
  double low = 0.0, high = 1e5;
  for (int i = 0; i < 80; ++i) {
    const double middle = 0.5 * (low + high);
    double share = 0.0;
    for (const PrognosisItem* item : items) share += share_before(*item, middle);
    (share / static_cast<double>(items.size()) < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

/// The quantiles of what lies after `passed`; nothing where all of it has passed.
std::optional<Dots> after(const Dots& dots, double passed) {
  if (passed <= dots.front()) return dots;
  if (passed >= dots.back()) return std::nullopt;
  const auto next = static_cast<std::size_t>(std::ranges::upper_bound(dots, passed) - dots.begin());
  const double width = dots[next] - dots[next - 1];
  const double share =
      share_of(next - 1) + (passed - dots[next - 1]) / width / static_cast<double>(dot_count);
  Dots result{};
  for (std::size_t i = 0; i < dot_count; ++i) {
    const double at = (share + (1.0 - share) * share_of(i)) * static_cast<double>(dot_count) - 0.5;
    const auto below =
        static_cast<std::size_t>(std::clamp(std::floor(at), 0.0, static_cast<double>(dot_count - 1)));
    const std::size_t above = std::min(below + 1, dot_count - 1);
    result[i] = std::max(
        passed, std::lerp(dots[below], dots[above], std::clamp(at - static_cast<double>(below), 0.0, 1.0)));
  }
  return result;
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
  const Episode* episode = state.ledger.episode();
  const CaseFacts facts(knowledge, state, today);
  const PersonTraits person = traits_of(state, facts);
  const bool flagged = std::ranges::any_of(state.flags, [](const auto& item) { return item.second.raised; });
  const bool refused = std::ranges::any_of(knowledge.gates, [&](const auto& item) {
    return item.second.refuse && judge_gate(item.second, state, facts).state == GateState::raised;
  });
  if (episode == nullptr || flagged || refused) return report;

  std::vector<const PrognosisItem*> items;
  for (const auto& [id, item] : knowledge.prognosis) {
    const Judgement match = evaluate(item.match, facts);
    if (match.truth != Truth::yes) continue;
    items.push_back(&item);
    report.reasons.push_back(
        reason_of("prognosis." + id, "prognosis." + id + ".name", match, item.evidence, person));
  }
  if (items.empty()) {
    report.mixture = true;
    for (const auto& [id, item] : knowledge.prognosis) {
      if (!item.in_mixture) continue;
      items.push_back(&item);
      report.reasons.push_back(
          reason_of("prognosis." + id, "prognosis." + id + ".name", {}, item.evidence, person));
    }
  }
  if (items.empty()) return report;
  for (const PrognosisItem* item : items) report.named.push_back(item->id);

  report.widen_days = knowledge.policy.widen_days;
  for (const PrognosisRule& rule : knowledge.policy.prognosis_rules) {
    const Judgement judgement = evaluate(rule.when, facts);
    if (judgement.truth != Truth::yes || rule.widen_days >= report.widen_days) continue;
    report.widen_days = rule.widen_days;
    report.reasons.push_back(
        reason_of("prognosis." + rule.id, "prognosis.narrowed", judgement, rule.evidence, person));
  }
  Dots dots{};
  const double median = mixture_quantile(items, 0.5);
  for (std::size_t i = 0; i < dot_count; ++i) {
    const double p = share_of(i);
    const double away =
        std::hypot(mixture_quantile(items, p) - median, report.widen_days * normal_quantile(p));
    dots[i] = std::max(1.0, median + (p < 0.5 ? -away : away));
  }
  if (const auto left = after(dots, days_between(episode->onset, today))) {
    report.known = true;
    report.dots_days = *left;
  }
  return report;
}

}  // namespace hamstring::rehab
