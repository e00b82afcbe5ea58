// load_test PORT COOKIE HALF RATE SECONDS LIMIT_MS PERSON...: mixed requests on a fixed schedule over a few
// connections that stay open. Latency counts from the instant a request was due, so that a stall of the
// server counts for everything that waited behind it. Ends with 1 where anything failed or the 99th
// percentile is above the limit.
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr std::size_t connections = 16;
constexpr int exit_failed = 1, exit_slow = 3;

struct Options {
  std::uint16_t port = 0;
  std::string cookie, half;
  int rate = 0, seconds = 0;
  double limit_ms = 0.0;
  std::vector<std::string> people;
};

struct Asked {
  const char* kind;
  http::verb method;
  std::string target, body;
};

/// What people do in twenty requests: mostly looking, one of them writes.
Asked request_number(std::size_t n, const Options& options) {
  const std::string api = "/api/v1",
                    person = api + "/people/" + options.people[n / 20 % options.people.size()];
  const auto get = [&](const char* kind, std::string target) {
    return Asked{kind, http::verb::get, std::move(target), {}};
  };
  switch (n % 20) {
    case 0:
      return {"write", http::verb::post, person + "/entries",
              R"({"keep_both":true,"entries":[{"type":"pain","when":"now","value":)" +
                  std::to_string(n / 20 % 4) + R"(,"rescreen":"none_of_these"}]})"};
    case 4:
    case 14:
      return get("people", api + "/people?language=en");
    case 1:
    case 7:
    case 12:
      return get("today", person + "/today");
    case 2:
    case 10:
      return get("library", api + "/library");
    case 5:
      return get("movement", api + "/movements/run");
    case 3:
    case 8:
    case 13:
    case 18:
      return {"leg", http::verb::post, api + "/leg",
              R"({"hip_flexion_deg":)" + std::to_string(n % 90) + R"(,"knee_flexion_deg":40})"};
    case 6:
    case 11:
    case 16:
      return get("page", "/");
    default:
      return get("status", api + "/status");
  }
}

struct Measured {
  std::map<std::string, std::vector<double>> ms;
  std::map<std::string, std::size_t> failed;
  std::string first_failure;
};

class Connection {
 public:
  explicit Connection(const Options& options) : options_(options), socket_(context_) {}

  /// Status of the reply; 0 where the connection broke.
  unsigned ask(const Asked& asked, std::string& body) {
    beast::error_code code;
    if (!socket_.is_open()) {
      socket_.connect({asio::ip::address_v4::loopback(), options_.port}, code);
      if (!code) socket_.set_option(tcp::no_delay(true), code);
    }
    http::request<http::string_body> request(asked.method, asked.target, 11);
    request.set(http::field::host, "127.0.0.1:" + std::to_string(options_.port));
    request.set(http::field::cookie, options_.cookie);
    request.set("Hamstring-Page", options_.half);
    request.body() = asked.body;
    if (!asked.body.empty()) request.set(http::field::content_type, "application/json");
    request.prepare_payload();
    http::response_parser<http::string_body> parser;
    parser.body_limit(std::uint64_t{1} << 26);
    if (!code) http::write(socket_, request, code);
    if (!code) http::read(socket_, buffer_, parser, code);
    if (code || !parser.get().keep_alive()) {
      beast::error_code ignored;
      socket_.close(ignored);
      buffer_.clear();
    }
    if (code) {
      body = code.message();
      return 0;
    }
    body = std::move(parser.get().body());
    return parser.get().result_int();
  }

 private:
  const Options& options_;
  asio::io_context context_;
  tcp::socket socket_;
  beast::flat_buffer buffer_;
};

/// Takes the next request of the schedule again and again, waits until it is due, asks.
Measured work(const Options& options, std::atomic<std::size_t>& next, Clock::time_point begin) {
  Measured measured;
  Connection connection(options);
  const std::size_t all = static_cast<std::size_t>(options.rate) * static_cast<std::size_t>(options.seconds);
  for (std::size_t n = next++; n < all; n = next++) {
    const auto due =
        begin + std::chrono::microseconds(n * 1'000'000 / static_cast<std::size_t>(options.rate));
    std::this_thread::sleep_until(due);
    const Asked asked = request_number(n, options);
    std::string body;
    const unsigned status = connection.ask(asked, body);
    measured.ms[asked.kind].push_back(std::chrono::duration<double, std::milli>(Clock::now() - due).count());
    if (status == 200) continue;
    ++measured.failed[asked.kind];
    if (measured.first_failure.empty())
      measured.first_failure = asked.target + ": " + std::to_string(status) + " " + body.substr(0, 200);
  }
  return measured;
}

double percentile(const std::vector<double>& sorted, double share) {
  const long at = std::lround(share * static_cast<double>(sorted.size() - 1));
  return sorted[static_cast<std::size_t>(at)];
}

void print_row(const std::string& kind, std::vector<double> ms, std::size_t failed) {
  std::ranges::sort(ms);
  std::printf("%-10s %6zu requests %4zu failed   p50 %7.1f   p99 %7.1f   max %7.1f ms\n", kind.c_str(),
              ms.size(), failed, percentile(ms, 0.5), percentile(ms, 0.99), ms.back());
}

int report(const std::vector<Measured>& parts, double limit_ms) {
  Measured sum;
  std::vector<double> all;
  std::size_t failed = 0;
  for (const Measured& part : parts) {
    for (const auto& [kind, ms] : part.ms) {
      sum.ms[kind].insert(sum.ms[kind].end(), ms.begin(), ms.end());
      all.insert(all.end(), ms.begin(), ms.end());
    }
    for (const auto& [kind, n] : part.failed) sum.failed[kind] += n, failed += n;
    if (sum.first_failure.empty()) sum.first_failure = part.first_failure;
  }
  if (all.empty()) return exit_failed;
  for (const auto& [kind, ms] : sum.ms) print_row(kind, ms, sum.failed[kind]);
  print_row("all", all, failed);
  if (failed > 0) std::printf("first failure: %s\n", sum.first_failure.c_str());
  std::ranges::sort(all);
  if (failed > 0) return exit_failed;
  return percentile(all, 0.99) <= limit_ms ? 0 : exit_slow;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 8) return 2;
  const Options options{.port = static_cast<std::uint16_t>(std::atoi(argv[1])),
                        .cookie = argv[2],
                        .half = argv[3],
                        .rate = std::atoi(argv[4]),
                        .seconds = std::atoi(argv[5]),
                        .limit_ms = std::atof(argv[6]),
                        .people = {argv + 7, argv + argc}};
  if (options.rate <= 0 || options.seconds <= 0) return 2;
  std::vector<Measured> parts(connections);
  std::atomic<std::size_t> next = 0;
  const auto begin = Clock::now() + std::chrono::milliseconds(100);
  {
    std::vector<std::jthread> workers;
    for (Measured& part : parts) workers.emplace_back([&] { part = work(options, next, begin); });
  }
  return report(parts, options.limit_ms);
}
