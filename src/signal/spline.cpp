#include "signal/spline.h"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/try.h"

namespace hamstring {
namespace {

// The spline is found as a beam would be in finite elements: on every interval a Hermite polynomial that
// matches value and derivatives 1 … M-1 at both ends; the unknown derivatives minimize the integral of the
// squared M-th derivative. The minimum has the missing continuity and the natural end conditions by itself,
// and its matrix is symmetric positive definite with blocks on three diagonals, so that elimination needs no
// pivots.

template <std::size_t M>
using Hermite = std::array<std::array<double, 2 * M>, 2 * M>;  // [basis function][power of s], s in [0, 1]

/// Basis functions in the order: derivatives 0 … M-1 at s = 0, then at s = 1.
template <std::size_t M>
constexpr Hermite<M> hermite_basis() {
  if constexpr (M == 1) {
    return {{{1, -1}, {0, 1}}};
  } else if constexpr (M == 2) {
    return {{{1, 0, -3, 2}, {0, 1, -2, 1}, {0, 0, 3, -2}, {0, 0, -1, 1}}};
  } else {
    return {{{1, 0, 0, -10, 15, -6},
             {0, 1, 0, -6, 8, -3},
             {0, 0, 0.5, -1.5, 1.5, -0.5},
             {0, 0, 0, 10, -15, 6},
             {0, 0, 0, -4, 7, -3},
             {0, 0, 0, 0.5, -1, 0.5}}};
  }
}

template <std::size_t M>
using ElementMatrix = std::array<std::array<double, 2 * M>, 2 * M>;

/// ∫ φᵢ⁽ᴹ⁾ φⱼ⁽ᴹ⁾ ds over [0, 1].
template <std::size_t M>
constexpr ElementMatrix<M> bending_energy() {
  constexpr Hermite<M> basis = hermite_basis<M>();
  std::array<std::array<double, M>, 2 * M> derivative{};  // [basis function][power] of the M-th derivative
  for (std::size_t i = 0; i < 2 * M; ++i) {
    for (std::size_t p = M; p < 2 * M; ++p) {
      double factor = 1.0;
      for (std::size_t k = p; k > p - M; --k) factor *= static_cast<double>(k);
      derivative[i][p - M] = factor * basis[i][p];
    }
  }
  ElementMatrix<M> energy{};
  for (std::size_t i = 0; i < 2 * M; ++i) {
    for (std::size_t j = 0; j < 2 * M; ++j) {
      for (std::size_t p = 0; p < M; ++p) {
        for (std::size_t q = 0; q < M; ++q) {
          energy[i][j] += derivative[i][p] * derivative[j][q] / static_cast<double>(p + q + 1);
        }
      }
    }
  }
  return energy;
}

/// Derivatives 1 … M-1 at every knot [knot][derivative - 1] of the natural spline through (x, y).
template <std::size_t M>
class KnotDerivatives {
 public:
  static constexpr int unknowns = static_cast<int>(M) - 1;
  using Block = Eigen::Matrix<double, unknowns, unknowns>;
  using Part = Eigen::Matrix<double, unknowns, 1>;

  static std::vector<Part> solve(std::span<const double> x, std::span<const double> y) {
    KnotDerivatives system(x.size());
    for (std::size_t i = 0; i + 1 < x.size(); ++i) system.add_interval(i, x[i + 1] - x[i], y[i + 1] - y[i]);
    return system.eliminate();
  }

 private:
  explicit KnotDerivatives(std::size_t knots)
      : diagonal_(knots, Block::Zero()), right_of_(knots, Block::Zero()), load_(knots, Part::Zero()) {}

  /// The rows of the energy matrix of [0, 1] that belong to the unknowns at both ends. The load is that of y1
  /// - y0: a constant bends nothing.
  struct Element {
    Block left, across, right;
    Part left_load, right_load;
  };

  static Element unit_element() {
    constexpr ElementMatrix<M> energy = bending_energy<M>();
    Element element;
    for (std::size_t a = 1; a < M; ++a) {
      const auto row = static_cast<Eigen::Index>(a) - 1;
      for (std::size_t b = 1; b < M; ++b) {
        const auto column = static_cast<Eigen::Index>(b) - 1;
        element.left(row, column) = energy[a][b];
        element.across(row, column) = energy[a][M + b];
        element.right(row, column) = energy[M + a][M + b];
      }
      element.left_load(row) = -energy[a][M];
      element.right_load(row) = -energy[M + a][M];
    }
    return element;
  }

  void add_interval(std::size_t i, double h, double rise) {
    static const Element unit = unit_element();
    // The energy of an interval of length h is that of [0, 1] with derivative k scaled by h^k, over h^(2M-1).
    Part powers;
    double power = std::pow(h, 0.5 - static_cast<double>(M));
    const double load_scale = power * rise;
    for (double& value : powers) value = power *= h;
    const auto scale = powers.asDiagonal();
    diagonal_[i] += scale * unit.left * scale;
    right_of_[i] = scale * unit.across * scale;
    diagonal_[i + 1] += scale * unit.right * scale;
    load_[i] += load_scale * (scale * unit.left_load);
    load_[i + 1] += load_scale * (scale * unit.right_load);
  }

  std::vector<Part> eliminate() {
    const std::size_t n = diagonal_.size();
    for (std::size_t i = 0; i + 1 < n; ++i) {
      const Eigen::LLT<Block> factor(diagonal_[i]);
      const Block reduced = factor.solve(right_of_[i]);
      const Part reduced_load = factor.solve(load_[i]);
      diagonal_[i + 1] -= right_of_[i].transpose() * reduced;
      load_[i + 1] -= right_of_[i].transpose() * reduced_load;
      right_of_[i] = reduced;
      load_[i] = reduced_load;
    }
    load_[n - 1] = diagonal_[n - 1].llt().solve(load_[n - 1]).eval();
    for (std::size_t i = n - 1; i-- > 0;) load_[i] -= right_of_[i] * load_[i + 1];
    return load_;
  }

  std::vector<Block> diagonal_;
  std::vector<Block> right_of_;
  std::vector<Part> load_;
};

/// Derivatives 0 … M-1 of the spline at every knot: [knot * M + derivative].
template <std::size_t M>
std::vector<double> nodal_values(std::span<const double> x, std::span<const double> y) {
  std::vector<double> values(x.size() * M);
  for (std::size_t i = 0; i < x.size(); ++i) values[i * M] = y[i];
  if constexpr (M > 1) {
    const auto derivatives = KnotDerivatives<M>::solve(x, y);
    for (std::size_t i = 0; i < x.size(); ++i) {
      for (std::size_t k = 1; k < M; ++k)
        values[i * M + k] = derivatives[i](static_cast<Eigen::Index>(k) - 1);
    }
  }
  return values;
}

/// Coefficients of the polynomial over an interval of length h from the nodal values at both ends.
template <std::size_t M>
void append_piece(const double* left, const double* right, double h, std::vector<double>& coefficients) {
  constexpr Hermite<M> basis = hermite_basis<M>();
  // The constant is taken out first, so that a small rise on a large value keeps its digits.
  std::array<double, 2 * M> scaled{};
  double power = 1.0;
  for (std::size_t k = 0; k < M; ++k) {
    scaled[k] = k == 0 ? 0.0 : left[k] * power;
    scaled[M + k] = k == 0 ? right[0] - left[0] : right[k] * power;
    power *= h;
  }
  power = 1.0;
  for (std::size_t p = 0; p < 2 * M; ++p) {
    double sum = 0.0;
    for (std::size_t i = 0; i < 2 * M; ++i) sum += scaled[i] * basis[i][p];
    coefficients.push_back((p == 0 ? left[0] : sum) / power);
    power *= h;
  }
}

/// The polynomial of degree M-1 with these nodal values, filled up with zeros to `terms` terms.
template <std::size_t M>
std::vector<double> end_piece(const double* nodal, std::size_t terms) {
  std::vector<double> piece(terms, 0.0);
  double factorial = 1.0;
  for (std::size_t k = 0; k < M; ++k) {
    if (k > 0) factorial *= static_cast<double>(k);
    piece[k] = nodal[k] / factorial;
  }
  return piece;
}

struct Pieces {
  std::vector<double> coefficients;
  std::vector<double> before;
};

template <std::size_t M>
Pieces make_pieces(std::span<const double> x, std::span<const double> y) {
  constexpr std::size_t terms = 2 * M;
  const std::vector<double> nodal = nodal_values<M>(x, y);
  Pieces pieces;
  pieces.coefficients.reserve(x.size() * terms);
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    append_piece<M>(&nodal[i * M], &nodal[(i + 1) * M], x[i + 1] - x[i], pieces.coefficients);
  }
  const std::vector<double> after = end_piece<M>(&nodal[(x.size() - 1) * M], terms);
  pieces.coefficients.insert(pieces.coefficients.end(), after.begin(), after.end());
  pieces.before = end_piece<M>(nodal.data(), terms);
  return pieces;
}

Result<void> check_points(std::span<const double> x, std::span<const double> y, int degree) {
  if (degree != 1 && degree != 3 && degree != 5) {
    return failure(
        fmt::format("a natural spline of degree {} was asked for; 1, 3 and 5 are possible", degree));
  }
  if (x.empty() || x.size() != y.size()) {
    return failure(fmt::format("a spline needs as many values as points, at least one; got {} and {}",
                               y.size(), x.size()));
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) {
      return failure(fmt::format("a spline needs finite numbers; point {} is ({}, {})", i, x[i], y[i]));
    }
    if (i > 0 && x[i] <= x[i - 1]) {
      return failure(fmt::format("a spline needs increasing points; {} follows {}", x[i], x[i - 1]));
    }
  }
  return {};
}

SplineSample evaluate(const double* c, std::size_t terms, double dx) {
  SplineSample sample;
  for (std::size_t p = terms; p-- > 0;) {  // Horner's scheme, with its derivatives
    sample.second = sample.second * dx + sample.first;
    sample.first = sample.first * dx + sample.value;
    sample.value = sample.value * dx + c[p];
  }
  sample.second *= 2.0;
  return sample;
}

}  // namespace

Result<NaturalSpline> NaturalSpline::fit(std::span<const double> x, std::span<const double> y, int degree) {
  HAMSTRING_TRY_DO(check_points(x, y, degree));
  NaturalSpline spline;
  spline.knots_.assign(x.begin(), x.end());
  while (degree > 1 && x.size() < static_cast<std::size_t>(degree) + 1) degree -= 2;
  spline.degree_ = x.size() == 1 ? 0 : degree;
  Pieces pieces = degree == 5   ? make_pieces<3>(x, y)
                  : degree == 3 ? make_pieces<2>(x, y)
                                : make_pieces<1>(x, y);
  spline.coefficients_ = std::move(pieces.coefficients);
  spline.before_ = std::move(pieces.before);
  return spline;
}

SplineSample NaturalSpline::at(double x) const {
  const std::size_t terms = before_.size();
  if (x < knots_.front()) return evaluate(before_.data(), terms, x - knots_.front());
  const auto after = std::ranges::upper_bound(knots_, x);
  const auto piece = static_cast<std::size_t>(after - knots_.begin()) - 1;
  return evaluate(&coefficients_[piece * terms], terms, x - knots_[piece]);
}

}  // namespace hamstring
