// A value of one of several kinds that all its copies share.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <utility>
#include <variant>

namespace hamstring::rehab {

template <class Kinds>
class SharedBody;

/// Never without a value. Copying costs a count; change() leaves every other copy as it is.
template <class... Kind>
class SharedBody<std::variant<Kind...>> {
 public:
  static constexpr std::size_t kinds = sizeof...(Kind);

  /// The first kind, empty; all such share one, since an entry that is read begins as one.
  SharedBody() : said_(nothing()) {}
  template <class T>
    requires(std::same_as<T, Kind> || ...)
  SharedBody(T said) : said_(std::make_shared<const T>(std::move(said))) {}

  /// Which of the kinds.
  [[nodiscard]] std::size_t index() const { return said_.index(); }
  /// Null where it is of another kind.
  template <class T>
  [[nodiscard]] const T* as() const {
    const auto* said = std::get_if<std::shared_ptr<const T>>(&said_);
    return said == nullptr ? nullptr : said->get();
  }
  /// The same, for whoever keeps it longer than this.
  template <class T>
  [[nodiscard]] std::shared_ptr<const T> share() const {
    const auto* said = std::get_if<std::shared_ptr<const T>>(&said_);
    return said == nullptr ? nullptr : *said;
  }
  /// Its own from now on, to be written to until it is copied; null where it is of another kind.
  template <class T>
  [[nodiscard]] T* change() {
    auto* said = std::get_if<std::shared_ptr<const T>>(&said_);
    if (said == nullptr) return nullptr;
    auto own = std::make_shared<T>(**said);
    T* value = own.get();
    *said = std::move(own);
    return value;
  }
  template <class Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return std::visit([&](const auto& said) -> decltype(auto) { return visitor(*said); }, said_);
  }

 private:
  using First = std::variant_alternative_t<0, std::variant<Kind...>>;
  static const std::shared_ptr<const First>& nothing() {
    static const auto one = std::make_shared<const First>();
    return one;
  }

  std::variant<std::shared_ptr<const Kind>...> said_;
};

}  // namespace hamstring::rehab
